"""Rules about the names of paragraphs and what refers to them."""

import re
from collections.abc import Iterator

from loipr.files.places import Place
from loipr.files.reading import meant
from loipr.report import Report
from loipr.rules.registry import Findings, Severity, rule
from loipr.wording.sentences import did_you_mean

_NAME = re.compile(r"(?!paragraph-)[a-z][a-z0-9]*(?:-[a-z0-9]+)*", re.ASCII)


@rule(Severity.ERROR)
def unknown_paragraph(report: Report) -> Findings:
    """A reference to a paragraph leads to one that has that name (rule of form F17).

    Running numbers shift until the last day, so a paragraph is referred to by a name: write the name in brackets
    with an equals sign, on a line of its own above the paragraph. The edition prints the number of the day.

    Bad:

        {paragraph}`12`

    Good:

        (placement-costs)=
        Workers do not pay the costs of placement.

    and elsewhere:

        See {paragraph}`placement-costs`.
    """
    for text, place in _referred_to(report):
        if text in report.paragraph_names:
            continue
        message = f"no paragraph has the name “{text}”"
        hint = did_you_mean(text, report.paragraph_names)
        if any(one.name == text for page in report.pages for one in page.paragraph_names):
            message, hint = f"{message} with a number", "; the pages that are no part of the report have none"
        advice = "" if hint else f"; put ({_name_like(text)})= on a line of its own above the paragraph meant"
        yield place, f"{message}{hint}{advice}", meant(place, text, report.paragraph_names)


def _referred_to(report: Report) -> Iterator[tuple[str, Place]]:
    """Yield every name of a paragraph that is referred to, with its place: pages, then meetings, then the register."""
    for page in report.pages:
        yield from ((role.text, role.place) for role in page.roles if role.name == "paragraph")
    for meeting in report.meetings:
        yield from ((name, one.place) for one in meeting.consultations for name in one.paragraphs)
    for entry in report.register.entries.values():
        yield from entry.named("paragraph")


@rule(Severity.ERROR)
def invalid_paragraph_name(report: Report) -> Findings:
    """The name of a paragraph is small letters, digits and hyphens, begins with a letter, and is used once.

    Bad: `(Placement costs)=`, or `(costs)=` on two pages.

    Good: `(placement-costs)=`
    """
    for page in report.pages:
        for one in page.paragraph_names:
            first = report.paragraph_names.get(one.name, one)
            if not _NAME.fullmatch(one.name):
                yield one.place, f"({one.name})= is not a valid name for a paragraph; write ({_name_like(one.name)})="
            elif first is not one:
                yield one.place, f"the name ({one.name})= is already the name of another paragraph ({first.place})"


def _name_like(text: str) -> str:
    """Return a valid name that *text* may mean."""
    name = "-".join(re.findall(r"[a-z0-9]+", text.lower())).removeprefix("paragraph-")
    return name if _NAME.fullmatch(name) else "a-name-of-your-own"
