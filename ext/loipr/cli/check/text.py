"""The answer for people: one line for each finding; on a terminal, the findings of each file together."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from itertools import groupby

from loipr.cli.check.answer import Answer
from loipr.length.word_count import budget_of, word_counts
from loipr.pages.page import FOLDER, REPLIES
from loipr.rules import Diagnostic, Severity
from loipr.wording.languages import Language, Message, _, ngettext
from loipr.wording.sentences import on_one_line

#: The words for the number of findings of each kind, for one and for several.
COUNTED = {
    Severity.ERROR: (_("{count} error"), _("{count} errors")),
    Severity.WARNING: (_("{count} warning"), _("{count} warnings")),
    Severity.GAP: (_("{count} gap"), _("{count} gaps")),
}
_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.GAP: "36"}


def lines(answer: Answer) -> Iterator[str]:
    """Yield one line for each finding, as `path:line: error[id]: message`, then the summary."""
    yield from (found.said(answer.language) for found in answer.listed)
    yield conclusion(answer)


def accepted(answer: Answer) -> Iterator[str]:
    """Yield each accepted finding with its reason, then how many there are."""
    say = answer.language.say
    for found, by in answer.accepted:
        yield on_one_line(f"{found.place}: accepted[{found.rule}]: {say(found.message)} ({by.place}: {by.reason})")
    count = len(answer.accepted)
    yield say(ngettext("{count} finding accepted", "{count} findings accepted", count).format(count=count))


def conclusion(answer: Answer) -> str:
    """Return the summary: the size of the report, the number of findings of each kind, and what `--fix` can mend."""
    said = [_summary(answer)]
    if answer.accepted:
        said.append(_(", {count} accepted").format(count=len(answer.accepted)))
    if answer.elsewhere:
        errors = ngettext("; {count} error in other files", "; {count} errors in other files", answer.elsewhere)
        said.append(errors.format(count=answer.elsewhere))
    fixes = sum(placed is not None and placed[0].certain for placed in map(answer.place_fix, answer.found))
    if fixes:
        said.append(_("; `check --fix` mends {count} of them").format(count=fixes))
    return "".join(map(answer.language.say, said))


def _summary(answer: Answer) -> Message:
    report, counts = answer.report, answer.counts
    budget = budget_of(report)
    words = _(", {count:,} of {most:,} words")
    found = (
        COUNTED[severity][counts.get(severity, 0) != 1].format(count=counts.get(severity, 0)) for severity in Severity
    )
    return _("{pages} pages, {questions} questions, {datasets} datasets{words}: {found}").format(
        pages=len(report.pages),
        questions=len(report.questions),
        datasets=len(report.datasets),
        words=words.format(count=sum(word_counts(report).values()), most=budget.words) if budget is not None else "",
        found=tuple(found),
    )


def grouped(answer: Answer, width: int, *, coloured: bool) -> Iterator[str]:
    """Yield the findings of each file below its name, with files in the order in which a report is read.

    *width* is the width of the terminal, in characters.
    """

    def paint(text: str, code: str) -> str:
        return f"\033[{code}m{text}\033[0m" if coloured else text

    for path, of_file in groupby(sorted(answer.listed, key=_reading_order), key=lambda one: one.place.path):
        yield paint(on_one_line(path), "1")
        for found in of_file:
            line = f"{found.place.line or ''}".rjust(6)
            yield f"{line}  {paint(found.severity, _COLOURS[found.severity])} {paint(found.rule, '2')}"
            message = on_one_line(answer.language.say(found.message))
            yield textwrap.fill(message, max(width, 40), initial_indent=" " * 8, subsequent_indent=" " * 8)
        yield ""
    worst = next((one for one in (Severity.ERROR, Severity.WARNING) if answer.counts.get(one)), None)
    yield paint(conclusion(answer), f"1;{_COLOURS[worst]}" if worst else "1")


def _reading_order(found: Diagnostic) -> tuple[int, str, int, int]:
    path = found.place.path
    if not path.startswith(f"{FOLDER}/"):
        part = 3
    elif path.startswith(f"{REPLIES}/"):
        part = 1
    else:
        part = 0 if path.count("/") == 1 else 2
    return part, path, found.place.line, found.place.column


def mended(found: Diagnostic, language: Language) -> str:
    """Return a line that says in *language* what the fix of *found* has changed."""
    assert found.fix is not None
    old, new = found.fix.old, found.fix.new
    change = (
        _("“{old}” is now “{new}”").format(old=old, new=new)
        if new and f"{old}{new}".isprintable()
        else _("mended: {message}").format(message=found.message)
    )
    return on_one_line(f"{found.place}: fixed[{found.rule}]: {language.say(change)}")
