"""The register of recommendations as sheets: what is done about each, and the trace from one cycle to the next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from loipr.coordination.register import (
    address_of,
    answers,
    articles_of,
    questions_by_recommendation,
    subject_of,
)
from loipr.coordination.sheet import SEVERAL, Cell, Column, Is, On, Sheet, day, several
from loipr.coordination.views.block import Block, Sources
from loipr.facts.lists_of_issues import parse_question_reference
from loipr.facts.register import PATH, STATUSES, Entry, Evidence
from loipr.report import Report
from loipr.rules.register import due_day
from loipr.wording.dates import in_words
from loipr.wording.sentences import listed


def recommendations(sources: Sources, _: str) -> Iterator[Block]:
    """Yield how many there are, what is not on record, and each recommendation with what is done about it."""
    entries = list(sources.report.register.entries.values())
    if not entries:
        yield f"No recommendation is on record in {PATH}."
        return
    statuses = Counter(entry.status for entry in entries)
    counted = listed(f"{statuses[one]} {one}" for one in STATUSES if statuses[one])
    yield f"{len(entries)} on record: {counted}."
    yield from _not_on_record(sources.report)
    columns = (
        Column("Recommendation"),
        Column("Document", Is.CHOICE, on=On.FILE),
        Column("Subject"),
        Column("Lead", Is.CHOICE, "Institution that leads"),
        Column("Others", full="Other institutions", on=On.FILE),
        Column("Status", Is.CHOICE),
        Column("Due", Is.DUE),
        Column("What is done", full="What is done about it"),
        Column("Evidence"),
        Column("Indicator", on=On.FILE),
        Column("Persons", Is.CHOICE, "Groups of persons it is about"),
        Column("Articles", full="Articles of the treaty", on=On.FILE),
        Column("Follow-up", Is.CHOICE, "Whether the Committee asks for an account before the next report"),
    )
    yield Sheet("register", "The register", columns, tuple(_row(sources, entry) for entry in entries))


def _not_on_record(report: Report) -> Iterator[str]:
    registered = {entry.recommendation.short for entry in report.register.entries.values()}
    for document in report.concluding_observations.values():
        if document.short in registered and not document.complete:
            numbers = listed(map(str, sorted(document.paragraphs))) or "none"
            yield (
                f"Of {document.symbol} the paragraphs {numbers} are on record; what it recommends in others is missing "
                "here."
            )


def _row(sources: Sources, entry: Entry) -> tuple[Cell, ...]:
    report = sources.report
    indicator = report.indicators.by_id.get(entry.indicator)
    why = f" {entry.note}" if entry.note else ""
    return (
        Cell(entry.id, anchor=entry.anchor),
        Cell(entry.recommendation.short),
        Cell(subject_of(entry, report)),
        sources.institution(entry.lead),
        Cell(", ".join(entry.others)),
        Cell(entry.status),
        day(due_day(entry, report)),
        Cell(f"{entry.action}{why}".strip()),
        several(_shown(one, sources) for one in entry.evidence),
        Cell(indicator.name if indicator else entry.indicator),
        Cell(SEVERAL.join(entry.persons)),
        Cell(articles_of(entry, report)),
        Cell(_follow_up(entry, report)),
    )


def _follow_up(entry: Entry, report: Report) -> str:
    document = report.concluding_observations.get(entry.recommendation.short)
    if document is None or entry.recommendation.paragraph not in document.follow_up:
        return ""
    if document.follow_up_by is not None:
        return f"asked by {in_words(document.follow_up_by)}"
    return f"asked within {document.follow_up_within}" if document.follow_up_within else "asked"


def _shown(one: Evidence, sources: Sources) -> tuple[str, str]:
    """Return evidence in words, with its address on the site."""
    if one.kind == "question":
        return f"question {one.name}", _question_page(one.name, sources)
    if one.kind == "dataset":
        dataset = sources.report.datasets.get(one.name)
        return dataset.title if dataset else one.name, sources.dataset_pages.get(one.name, "")
    named = sources.report.paragraph_names.get(one.name)
    pages = (page.docname for page in sources.report.pages if named is not None and page.path == named.place.path)
    return f"paragraph {one.name}", next(pages, "")


def _question_page(text: str, sources: Sources) -> str:
    reference = parse_question_reference(text)
    return sources.question_page(reference[0]) if reference is not None else ""


def trace(sources: Sources, _: str) -> Iterator[Block]:
    """Yield for each recommendation what it continues, who asks about it, who takes it up, and what continues it."""
    report = sources.report
    entries = report.register.entries
    if not entries:
        return
    columns = (
        Column("Recommendation"),
        Column("Subject"),
        Column("Continues", full="Recommendations of an earlier cycle that it continues"),
        Column("Asked by", full="Questions of the list of issues that ask about it"),
        Column("Taken up by", full="Replies that take it up"),
        Column("Continued by", full="Recommendations of a later cycle that continue it"),
        Column("Answer", Is.CHOICE, "Whether a reply takes it up"),
    )

    def linked(name: str) -> tuple[str, str]:
        return name, address_of(entries[name], report) if name in entries else ""

    rows = (
        (
            Cell(entry.id, address_of(entry, report)),
            Cell(subject_of(entry, report)),
            several(map(linked, entry.continues)),
            several((text, _question_page(text, sources)) for text in questions_by_recommendation(report)[entry.id]),
            several((str(one), sources.question_page(one)) for one in report.replies_by_recommendation[entry.id]),
            several(map(linked, report.register.continued_by.get(entry.id, ()))),
            Cell(str(answers(report)[entry.id])),
        )
        for entry in entries.values()
    )
    yield Sheet("trace", "From one cycle to the next", columns, tuple(rows))
