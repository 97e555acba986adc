"""Data files and pages as immutable typed records, each knowing its file and line."""
