"""The phrases that the machinery prints in the text of the report.

Each phrase is worded only here: the editions print it, and the count of words counts it.
"""

from __future__ import annotations

#: Begins the line that says where the whole dataset is printed.
FULL_TABLE = "Full table:"
#: Follows the first reference of a page to a paragraph of the list of issues.
OF_THE_LIST = "of the list of issues"
#: Begins the note of a printed page about its figures.
SOURCES_OF_THE_FIGURES = "Sources of the figures:"


def reply_to(number: int) -> str:
    """Return the words that the heading of a reply begins with."""
    return f"Reply to paragraph {number} {OF_THE_LIST}:"


def paragraph_of_list(number: int, label: str = "") -> str:
    """Return the name of a paragraph of the list of issues, or of its item *label* (F25)."""
    return f"paragraph {number} {label}".rstrip()


def spelt_out(name: str, short: str) -> tuple[str, str, str]:
    """Return the parts of the first mention of *short*: the words before it, *short*, and the sign after it (F33)."""
    return f"{name} (", short, ")"


def of_recommendation(symbol: str, reference: str) -> str:
    """Return the name of a recommendation: the *symbol* of its document, and its paragraph and letter (F16, F25)."""
    return f"{symbol}, {reference}"


def sources_head(sources: int) -> str:
    """Return the head of the list of sources below a table; *sources* is their number."""
    return "Source:" if sources == 1 else "Sources:"


def notes_head(notes: int) -> str:
    """Return the head of the list of notes below a table; *notes* is their number."""
    return "Note:" if notes == 1 else "Notes:"
