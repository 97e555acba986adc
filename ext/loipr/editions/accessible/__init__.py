"""The accessible PDF."""
