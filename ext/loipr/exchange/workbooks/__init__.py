"""Workbooks: what the report asks of an institution goes out as one, and comes back. Imports no Sphinx."""
