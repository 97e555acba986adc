"""Workbooks: they carry the report's requests to an institution, and its answers back. Imports no Sphinx."""
