"""The start of a report of another State or to another Committee: a project of its own, from the list of issues."""
