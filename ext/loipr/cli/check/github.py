"""The answer as workflow commands of GitHub Actions, which shows each finding beside its line.

See https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

from collections.abc import Iterator

from loipr.cli.check.answer import Answer
from loipr.cli.check.text import conclusion
from loipr.files.places import Fix
from loipr.rules import Diagnostic, Severity
from loipr.wording.languages import _

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
    # If the fix deletes something, or has characters that cannot be seen, the message alone says it.
    shows = placed is not None and placed[0].new and f"{placed[0].old}{placed[0].new}".isprintable()
    suggestion = f"\n{_suggestion(answer, placed[0])}" if placed is not None and shows else ""
    return f"::{_COMMANDS[found.severity]} {where}::{escape_data(answer.language.say(found.message) + suggestion)}"


def _suggestion(answer: Answer, fix: Fix) -> str:
    return answer.language.say(_("Write {new} for {old}").format(new=fix.new, old=fix.old))


def escape_data(text: str) -> str:
    """Return *text* with escapes for the characters that would end a command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def escape_property(text: str) -> str:
    """Return *text* with escapes for the characters that would end a property of a command."""
    return escape_data(text).replace(":", "%3A").replace(",", "%2C")
