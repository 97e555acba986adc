"""The institutions: all of them in a sheet, and for one of them its questions and its datasets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from loipr.coordination.counts import in_sum
from loipr.coordination.institution_pages import present_institutions
from loipr.coordination.parts import CONCERNED, CONTRIBUTES, DELIVERED, LEADS
from loipr.coordination.sheet import Cell, Column, Is, Sheet, day, number
from loipr.coordination.views.block import Block, Sources
from loipr.datasets.freshness import newest_date, stale_since
from loipr.facts.calendar import TaskKind
from loipr.wording.sentences import listed

_KINDS = (
    TaskKind.GAP,
    TaskKind.REPLY,
    TaskKind.STALE,
    TaskKind.BREAKDOWN,
    TaskKind.INDICATOR,
    TaskKind.OUTLINE,
    TaskKind.DECISION,
    TaskKind.COMMENT,
)
_COLUMNS = (
    Column("Institution"),
    Column("Name"),
    Column("Leads", Is.NUMBER, "Questions it leads"),
    Column("Has a part", Is.NUMBER, "Other questions it has a part in"),
    Column("Gaps", Is.NUMBER, "Gaps to fill"),
    Column("Replies", Is.NUMBER, "Replies to be cleared"),
    Column("Out of date", Is.NUMBER, "Datasets out of date"),
    Column("Breakdowns", Is.NUMBER, "Datasets to be broken down further"),
    Column("Indicators", Is.NUMBER, "Indicators without a value"),
    Column("Texts", Is.NUMBER, "Texts of questions to be brought"),
    Column("Decisions", Is.NUMBER, "Decisions of meetings to be carried out"),
    Column("Comments", Is.NUMBER, "Comments to be settled"),
    Column("Tasks", Is.NUMBER),
    Column("First due", Is.DUE),
)


def all_institutions(sources: Sources, _: str) -> Iterator[Block]:
    """Yield every present institution, and every other one that owes something."""
    names = list(dict.fromkeys([*present_institutions(sources.report), *sorted(sources.tasks_by_owner)]))
    leading, sharing = Counter[str](), Counter[str]()
    for parts in sources.parts.values():
        leading.update(name for name, part in parts.items() if part == LEADS)
        sharing.update(name for name, part in parts.items() if part != LEADS)
    yield in_sum(sources.tasks)
    rows = tuple(_row(sources, name, leading[name], sharing[name]) for name in names)
    sums = Counter(task.kind for task in sources.tasks)
    counts = (leading.total(), sharing.total(), *(sums[kind] for kind in _KINDS), len(sources.tasks))
    yield Sheet("institutions", "Institutions", _COLUMNS, rows, ((Cell("All"), Cell(), *map(number, counts), Cell()),))


def _row(sources: Sources, name: str, leading: int, sharing: int) -> tuple[Cell, ...]:
    owed = sources.tasks_by_owner.get(name, [])
    kinds = Counter(task.kind for task in owed)
    institution = sources.report.institutions.find(name)
    counts = (leading, sharing, *(kinds[kind] for kind in _KINDS), len(owed))
    return (
        sources.institution(name),
        Cell(institution.name if institution else ""),
        *map(number, counts),
        day(min((task.due for task in owed if task.due), default=None)),
    )


def questions_of_one(sources: Sources, name: str) -> Iterator[Block]:
    """Yield the questions in which an institution has a part, and whether its part came in."""
    gaps = Counter(task.question for task in sources.tasks_by_owner.get(name, []) if task.kind == TaskKind.GAP)
    rows, parts = [], Counter[str]()
    for one in sources.questions_by_institution.get(name, []):
        part = sources.parts[one][name]
        page = sources.report.pages_by_question.get(one)
        came_in = not gaps[one] and page is not None and page.status in DELIVERED
        parts[part] += 1
        row = (
            Cell(str(one), sources.question_page(one), one),
            Cell(sources.report.questions[one].subject),
            Cell(part),
            Cell(page.status if page else "no page"),
            number(gaps[one]),
            Cell("yes" if came_in else "not yet"),
        )
        rows.append(row)
    if not rows:
        yield f"{name} has no part in any question."
        return
    said = listed(f"{part} in {parts[part]}" for part in (LEADS, CONTRIBUTES, CONCERNED) if parts[part])
    yield f"{name} {said}. Its part came in for {sum(row[-1].text == 'yes' for row in rows)} of {len(rows)}."
    columns = (
        Column("Question", Is.NUMBER),
        Column("Subject"),
        Column("Part", Is.CHOICE),
        Column("Status", Is.CHOICE),
        Column("Gaps", Is.NUMBER, "Gaps it is to fill"),
        Column("Came in", Is.CHOICE, "Whether its part came in"),
    )
    yield Sheet("questions", f"Questions of {name}", columns, tuple(rows))


def datasets_of_one(sources: Sources, name: str) -> Iterator[Block]:
    """Yield the datasets for which an institution is responsible, with what they lack."""
    reference = sources.report.settings.reference_date
    rows = tuple(
        (
            Cell(dataset.title, sources.dataset_pages.get(dataset.name, "")),
            day(newest_date(dataset, reference), "not dated"),
            day(stale_since(dataset, reference)),
            Cell(listed(one for one in dataset.asked_by if one not in dataset.broken_down_by)),
        )
        for dataset in sources.datasets_by_owner.get(name, [])
    )
    columns = (
        Column("Dataset"),
        Column("Newest figure", Is.DAY),
        Column("Out of date since", Is.DAY),
        Column("Breakdowns missing"),
    )
    yield Sheet("datasets", f"Datasets of {name}", columns, rows) if rows else f"{name} answers for no dataset."
