"""What the build remembers about each page, merges from several processes, and uses to resolve references."""
