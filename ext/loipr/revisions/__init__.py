"""Two revisions of the report as one marked document."""
