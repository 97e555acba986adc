"""What is known but figures: treaties, lists of issues, institutions, sources, rules of form, settings."""
