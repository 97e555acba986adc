"""A page as facts: what an author wrote, without Sphinx."""
