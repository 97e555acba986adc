"""The PDF through LaTeX."""
