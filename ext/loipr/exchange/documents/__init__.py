"""Documents: the Committee's list of issues and concluding observations are read and filed. Imports no Sphinx."""
