"""The document of the papers: an overview, then each question from a new page, with its reply and what is open."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence

from docutils import nodes
from sphinx import addnodes
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment

from loipr.coordination.change import Changed
from loipr.coordination.doubts import doubts_of
from loipr.coordination.meetings import meeting_before
from loipr.coordination.recent import Recent, changes_since
from loipr.coordination.tasks import Task, tasks_of
from loipr.domain.numbering import start_of
from loipr.editions.meeting.papers import Papers
from loipr.editions.shared.assembly import page_alone
from loipr.facts.calendar import TaskKind
from loipr.markup.nodes import BEGINS_PAGE, WRITTEN_IN
from loipr.markup.report_of_build import report_of
from loipr.markup.tables import word_table
from loipr.report import Report
from loipr.wording.dates import in_words
from loipr.wording.sentences import listed

#: The widths of the columns to be written in by hand, in hundredths of the line, and the number of their rows.
_HAND_WIDTHS, _HAND_ROWS = (64, 20, 16), 5
#: The tasks that are told, and what stands before their words.
_BEFORE = {TaskKind.GAP: "", TaskKind.DECISION: "Decided: ", TaskKind.COMMENT: ""}
#: The attribute of a section with the number of the question that it answers.
_QUESTION = "question"


def papers_tree(builder: Builder, papers: Papers) -> nodes.document:
    """Return the papers as one document. Its references are resolved."""
    env = builder.env
    report, start = report_of(env), start_of(env)
    document = env.get_doctree(start)
    document.children.clear()
    document["docname"] = start
    before = meeting_before(papers.meeting, report)
    recent = changes_since(report, before.first, "meeting") if before is not None else None
    whole = _section("papers", papers.title, _overview(papers, recent, report))
    whole["docname"] = start
    whole += [_question(env, number) for number in papers.questions]
    document += whole
    env.resolve_references(document, start, builder)
    # Only now: what belongs to a reply, as the sources of its figures, stands directly below it.
    for section in [one for one in document.findall(nodes.section) if _QUESTION in one]:
        section += _parts(papers, section[_QUESTION], recent, report)
    return document


def open_tasks(number: int | None, report: Report) -> list[Task]:
    """Return what is open in a question, or on no question: gaps, decisions and comments, by institution."""
    found = [one for one in tasks_of(report) if one.kind in _BEFORE and one.question == number]
    return sorted(found, key=lambda one: one.owner.casefold())


def days_left(due: datetime.date | None, today: datetime.date | None) -> str:
    """Return a due day in words, with the days that are left from *today*, if it is known."""
    if due is None:
        return ""
    if today is None:
        return in_words(due)
    left = (due - today).days
    days = f"{abs(left):,} day{'' if abs(left) == 1 else 's'}"
    return f"{in_words(due)} ({'today' if not left else f'{days} left' if left > 0 else f'overdue by {days}'})"


def _section(name: str, title: str, content: Iterable[nodes.Node], classes: Sequence[str] = ()) -> nodes.section:
    return nodes.section("", nodes.title("", title), *content, ids=[nodes.make_id(name)], classes=[*classes])


def _overview(papers: Papers, recent: Recent | None, report: Report) -> Iterator[nodes.Node]:
    rows = []
    for number in papers.questions:
        question, page = report.questions[number], report.pages_by_question[number]
        tasks = open_tasks(number, report)
        rows.append(
            (
                str(number),
                question.subject,
                page.lead,
                page.status,
                str(len({one.place for one in tasks if one.kind == TaskKind.GAP})),
                str(len(doubts_of(page, report))),
            )
        )
    heads = ("No.", "Question", "Lead", "Status", "Open gaps", "In doubt")
    yield _section("papers-overview", "The questions at a glance", [word_table(heads, rows)])
    if recent is not None:
        said = f"{recent.since} {recent.changes.in_sum}" if recent.changes is not None else recent.since
        yield nodes.paragraph("", said)
    general = [one for one in open_tasks(None, report) if one.kind == TaskKind.DECISION]
    if general:
        table = _task_table(general, papers)
        yield _section("papers-decisions", "Decisions on no single question that are open", [table])


def _question(env: BuildEnvironment, number: int) -> addnodes.start_of_file:
    """Return a question with its reply. Each question has a page, or the rules would not let the papers be made."""
    docname = report_of(env).pages_by_question[number].docname
    found = page_alone(env, docname)
    section = next(found.findall(nodes.section))
    section["classes"].append(BEGINS_PAGE)
    section[_QUESTION] = number
    return found


def _parts(papers: Papers, number: int, recent: Recent | None, report: Report) -> Iterator[nodes.section]:
    """Yield what follows a reply: what is open, what is in doubt, what changed, and room for decisions."""
    tasks = open_tasks(number, report)
    yield _part(number, "Open, by institution", _task_table(tasks, papers) if tasks else "Nothing is open.")
    doubts = doubts_of(report.pages_by_question[number], report)
    rows = [(one.dataset.title, one.figure or "all", str(one.reason), one.words) for one in doubts]
    heads = ("Dataset", "Figure", "Doubt", "What is known")
    yield _part(number, "Figures in doubt", word_table(heads, rows) if rows else "No figure is in doubt.")
    if recent is not None and recent.changes is not None:
        yield _part(number, "Changed since the last meeting", _changed(recent.changes.of_question(number)))
    yield _part(number, "Decisions", _room())


def _changed(changes: Sequence[Changed]) -> nodes.Element | str:
    said = (f"{one.words[0].upper()}{one.words[1:].rstrip('.')}." for one in changes)
    items = [nodes.list_item("", nodes.paragraph("", words)) for words in said]
    return nodes.bullet_list("", *items) if items else "Nothing changed."


def _part(number: int, title: str, content: nodes.Element | str) -> nodes.section:
    node = content if isinstance(content, nodes.Element) else nodes.paragraph("", content)
    return _section(f"papers-{number}-{title}", title, [node])


def _task_table(tasks: Sequence[Task], papers: Papers) -> nodes.table:
    rows = [
        (
            one.owner or "nobody named",
            f"{_BEFORE[one.kind]}{f'{one.item} ' if one.item else ''}{one.words}"
            f"{f' (with {listed(one.others)})' if one.others else ''}",
            days_left(one.due, papers.today),
        )
        for one in tasks
    ]
    return word_table(("Institution", "What is open", "Due"), rows)


def _room() -> nodes.table:
    """Return a table with empty rows, to be written in by hand."""
    table = word_table(("Decision", "Who", "By when"), [("", "", "")] * _HAND_ROWS)
    for column, width in zip(table.findall(nodes.colspec), _HAND_WIDTHS, strict=True):
        column["colwidth"] = width
    table["needed"] = list(_HAND_WIDTHS)
    table["classes"].append(WRITTEN_IN)
    table.attributes.pop("width", None)
    return table
