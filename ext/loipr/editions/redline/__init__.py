"""What changed between two revisions, in every edition: the editions' own writers print the marked trees."""
