"""The answer as workflow commands of GitHub Actions, which shows each beside the line concerned.

See https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

from collections.abc import Iterator

from loipr.cli.check.answer import Answer
from loipr.cli.check.text import conclusion
from loipr.rules import Diagnostic, Severity

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.GAP: "notice"}


def lines(answer: Answer) -> Iterator[str]:
    """Yield a command for each finding, then the summary."""
    for found in answer.listed:
        yield _command(answer, found)
    yield conclusion(answer)


def _command(answer: Answer, found: Diagnostic) -> str:
    line = f"line={found.place.line}," if found.place.line else ""
    where = f"file={escape_property(found.place.path)},{line}title={escape_property(found.rule)}"
    placed = answer.place_fix(found)
    # What is to be deleted, or is no text that shows, is said by the message alone.
    shows = placed is not None and placed[0].new and f"{placed[0].old}{placed[0].new}".isprintable()
    suggestion = f"\nWrite {placed[0].new} for {placed[0].old}" if placed is not None and shows else ""
    return f"::{_COMMANDS[found.severity]} {where}::{escape_data(found.message + suggestion)}"


def escape_data(text: str) -> str:
    """Escape what would end a command, as the runner reads it."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def escape_property(text: str) -> str:
    """Escape what would end a property of a command."""
    return escape_data(text).replace(":", "%3A").replace(",", "%2C")
