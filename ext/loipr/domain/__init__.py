"""What the build remembers of each page, merges between processes, and resolves."""
