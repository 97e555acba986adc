"""Why an edition could not be built."""


class EditionError(Exception):
    """An edition could not be built; the message is for the person who asked for it."""
