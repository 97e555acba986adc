"""Rules about the names of institutions."""

import re
from collections.abc import Iterator

from loipr.facts.institutions import Institution, Institutions
from loipr.files.places import Fix, Place
from loipr.report import Report
from loipr.rules.registry import Findings, Severity, rule
from loipr.wording.languages import _
from loipr.wording.sentences import listed


def _named(report: Report) -> Iterator[tuple[str, Place]]:
    """Yield every text that must be the name of an institution, with its place."""
    for page in report.pages:
        if page.lead:
            yield page.lead, page.place_of("lead")
        for name in page.contributors:
            yield name, page.place_of("contributors")
        for role in page.roles:
            if role.name == "institution":
                yield role.text, role.place
        for gap in page.gaps:
            for name in gap.argument.split(","):
                yield name.strip(), gap.place
        for directive in page.directives:
            if directive.name == "institution-overview" and directive.argument:
                yield directive.argument, directive.place
    for question in report.questions.values():
        for name in (question.lead, *question.concerned):
            if name:
                yield name, question.place
    for dataset in report.datasets.values():
        if dataset.owner:
            yield dataset.owner, dataset.place
    if report.calendar.coordinator:
        yield report.calendar.coordinator, report.calendar.place
    for event in report.events:
        for name in event.institutions:
            yield name, event.place
    for meeting in report.meetings:
        yield from ((group.lead, group.place) for group in meeting.groups if group.lead)
        yield from ((name, decision.place) for decision in meeting.decisions for name in decision.institutions)
    for indicator in report.indicators.by_id.values():
        if indicator.owner:
            yield indicator.owner, indicator.places["owner"]
    for entry in report.register.entries.values():
        if entry.lead:
            yield entry.lead, entry.places["lead"]
        for name in entry.others:
            yield name, entry.places["others"]


@rule(Severity.ERROR)
def unknown_institution(report: Report) -> Findings:
    """An institution is named by the abbreviation it has in data/institutions.yaml.

    Bad:

        {institution}`Kemenlu`

    Good:

        {institution}`Kemlu`
    """
    for name, place in _named(report) if report.institutions.by_id else ():
        fault = report.institutions.fault(name)
        if fault:
            nearest = report.institutions.meant(name)
            yield place, fault, Fix(place, name, nearest, certain=False) if name and nearest else None


@rule(Severity.ERROR)
def superseded_lead(report: Report) -> Findings:
    """The lead of a reply, its contributors, and those who should fill a gap or do what was decided, exist today.

    Bad: `lead: BP2MI`

    Good: `lead: KP2MI`
    """
    for names in _responsible(report):
        for name, place in names:
            institution = report.institutions.find(name)
            if institution is not None and institution.is_former:
                beside = [other for other, there in names if there == place and other != name]
                message = _("{name} is now {successors}; name the present body").format(
                    name=name, successors=listed(institution.successors, "or")
                )
                yield place, message, _succession(name, institution, place, beside, report.institutions)


@rule(Severity.WARNING)
def repeated_institution(report: Report) -> Findings:
    """The contributors of a reply, and those who should fill a gap, are named once each.

    One may be meant for another: then nobody asks that one. Two names of one body are the same.

    Bad: `:::{gap} Kemnaker, Kemnaker`

    Good: `:::{gap} Kemnaker, KP2MI`
    """
    for page in report.pages:
        named = [(page.contributors, page.place_of("contributors"))] if page.contributors else []
        named += [(tuple(name.strip() for name in gap.argument.split(",")), gap.place) for gap in page.gaps]
        for names, place in named:
            bodies = [found.id for name in names if (found := report.institutions.find(name)) is not None]
            for name in sorted({one for one in bodies if bodies.count(one) > 1}):
                yield place, _("{name} is named twice; name it once, or the other body that is meant").format(name=name)


def _responsible(report: Report) -> Iterator[list[tuple[str, Place]]]:
    """Yield the names of those who owe something, with their places: for each page, and for each open decision."""
    for page in report.pages:
        names = [(page.lead, page.place_of("lead"))] if page.lead else []
        names += [(name, page.place_of("contributors")) for name in page.contributors]
        names += [(name.strip(), gap.place) for gap in page.gaps for name in gap.argument.split(",")]
        yield names
    for meeting in report.meetings:
        for decision in meeting.decisions:
            yield [(name, decision.place) for name in decision.institutions if decision.done is None]


def _succession(
    name: str, former: Institution, place: Place, beside: list[str], institutions: Institutions
) -> Fix | None:
    """Return the fix that writes the only successor of *former*; None when there is none or several.

    It is not certain when the names *beside* it already include the successor.
    """
    if len(former.successors) != 1:
        return None
    successor = former.successors[0]
    there = [institutions.find(other) for other in beside]
    certain = not any(other and successor in (other.id, *other.successors) for other in there)
    return Fix(place, name, successor, certain)


@rule(Severity.WARNING)
def superseded_name(report: Report) -> Findings:
    """The prose calls an institution by its present name; a former one is marked as such.

    Bad: `BP2MI runs the complaint service.`

    Good:

        {institution}`KP2MI` runs the complaint service, which {institution}`BP2MI` set up in 2020.
    """
    former = _former_names(report.institutions)
    if not former:
        return
    pattern = re.compile(
        r"(?<![\w-])(?:"
        + "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in sorted(former, key=_longest))
        + r")(?![\w-])"
    )
    for page in report.pages:
        for prose in () if page.is_guide else page.prose:
            for match in pattern.finditer(prose.text):
                old = former[" ".join(match[0].split())]
                place = prose.place_at(match.start())
                # A sentence may mean the body of that time: only its author knows.
                new = f"{{institution}}`{old.successors[0]}`"
                fix = Fix(place, match[0], new, certain=False) if len(old.successors) == 1 else None
                yield place, _advice(match[0], old), fix


def _longest(name: str) -> tuple[int, str]:
    return -len(name), name


def _former_names(institutions: Institutions) -> dict[str, Institution]:
    """Return every name that only former institutions have, with the institution."""
    present = {
        name
        for institution in institutions.by_id.values()
        if not institution.is_former
        for name in (institution.id, institution.name, institution.vernacular, *institution.aliases)
    }
    return {
        name: institution
        for institution in institutions.by_id.values()
        if institution.is_former
        for name in (institution.id, institution.name, institution.vernacular, *institution.aliases)
        if name and name not in present
    }


def _advice(found: str, old: Institution) -> str:
    until = _(" since {until}").format(until=old.until) if old.until else ""
    present = listed([f"{{institution}}`{name}`" for name in old.successors], "or")
    found = " ".join(found.split())
    return _(
        "“{found}” is a former name{until}; write {present}, or {{institution}}`{id}` if the former body is meant"
    ).format(found=found, until=until, present=present, id=old.id)
