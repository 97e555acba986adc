"""The marked document of two revisions: as a page for a browser, as a PDF, and as a Word file with tracked changes."""
