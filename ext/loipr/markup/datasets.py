"""A dataset in full: in the annex, and on its own page of the site with all that is known about it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from docutils import nodes

from loipr.datasets.dataset import (
    ADOPTED,
    AS_OF,
    BASIS,
    CONFIDENCE,
    NOTE,
    PATH,
    PROVENANCE,
    SOURCE,
    Dataset,
    split_sources,
)
from loipr.datasets.figures import format_cell
from loipr.datasets.freshness import good_until, newest_date
from loipr.facts.bibliography import PATH as BIBLIOGRAPHY
from loipr.markup.indexes import Index
from loipr.markup.no_break_spaces import tied_in_cell
from loipr.markup.nodes import data_page_id, dataset_id, dataset_table_id, fault, footnote_mark
from loipr.markup.references import cross_reference, institution_node
from loipr.markup.report_of_build import note_data, report_of
from loipr.markup.sorting import let_sort
from loipr.markup.tables import citations, column_specification, table_foot, table_node, word_table
from loipr.markup.time_series import ALL_FIGURES, series_figure
from loipr.tables.cell_notes import notes_on_figures
from loipr.tables.query import read_query
from loipr.tables.table import not_shown, select
from loipr.wording.dates import in_words
from loipr.wording.period_words import in_words as period_in_words
from loipr.wording.sentences import listed

#: With more columns of figures, a table has no room for the column that says what was counted; notes say it instead.
_ROOM_FOR_BASIS = 2
#: A page shows no more rows than a reader can look through; the file has them all.
_MOST_ROWS = 500
#: A table of so many rows has no column for a single figure.
_LONG = 30
#: Marks a figure that the report does not use.
SET_ASIDE = "†"
_TYPES = {"string": "text", "integer": "whole number", "number": "number", "boolean": "yes or no"}


class DatasetAnnexDirective(Index):
    """``:::{dataset-annex}``: every dataset in full, with the observations set aside and the reasons."""

    def run(self) -> list[nodes.Node]:
        report = report_of(self.env)
        note_data(self.env, PATH)
        found: list[nodes.Node] = []
        for dataset in report.datasets.values():
            note_data(self.env, dataset.path)
            section = nodes.section(ids=[dataset_id(dataset.name)], names=[nodes.fully_normalize_name(dataset.title)])
            section["anchor"] = "dataset"
            section += nodes.title("", dataset.title)
            section += _about(self, dataset)
            section += full_table(self, dataset)
            found.append(section)
        return found


def _about(directive: Index, dataset: Dataset) -> nodes.paragraph:
    about = nodes.paragraph("", dataset.description.rstrip(".") + ". ")
    if dataset.owner:
        about += [nodes.Text("Responsible: "), institution_node(directive.env, dataset.owner), nodes.Text(".")]
    return about


def full_table(directive: Index, dataset: Dataset, *, is_sorted: bool = False) -> list[nodes.Node]:
    """Return the table of *dataset*, which has its name, and below it the link to its file and the notes.

    With *is_sorted*, readers of the site can sort and filter it.

    Figures that were set aside are in italics and have a dagger. If the table does not show all rows, a note says so.
    """
    report = report_of(directive.env)
    names = [column.name for column in dataset.columns if _is_shown(dataset, column.name)]
    rows = min(len(dataset.rows), _MOST_ROWS)
    marks, notes = notes_on_figures(dataset, rows, says_basis=BASIS not in names)
    rare = [name for name in names if _is_rare(dataset, name, rows, marks)]
    names = [name for name in names if name not in rare and not _names_data(dataset.cells[name], report.datasets)]
    shown = [*dataset.key, *names]
    options = {"columns": ",".join(shown), "observations": "all", "top": str(rows)}
    table = select(read_query(dataset.name, options, report.datasets))
    body = table_node(table, _cells(directive, dataset, shown, rows, marks))
    body["ids"].append(dataset_table_id(dataset.name))
    body["names"].append(dataset.name)
    if is_sorted:
        let_sort(body, dataset, shown)
    below = replace(table, sources=(), notes=tuple(_notes(dataset, rows, rare)), footnotes=notes)
    return [column_specification(body), body, table_foot(directive, below, dataset, is_part=False)]


def _is_shown(dataset: Dataset, name: str) -> bool:
    if name in (AS_OF, SOURCE) or (name == BASIS and len(dataset.figures) <= _ROOM_FOR_BASIS):
        return any(dataset.cells[name])
    if ADOPTED not in dataset.cells:
        return name not in (*dataset.key, CONFIDENCE, NOTE)
    return name not in (*dataset.key, *PROVENANCE)


def _is_rare(dataset: Dataset, name: str, count: int, marks: Mapping[tuple[int, str], str]) -> bool:
    """Whether the column *name* has no figures in the first *count* rows, or in a long table only one without a mark.

    A column of nothing but “..” tells less than a note does.
    """
    column = dataset.column(name)
    if column is None or not column.is_figure or name in dataset.key:
        return False
    known = [row for row in range(count) if dataset.cells[name][row]]
    alone = len(known) == 1 and count >= _LONG
    return not known or (alone and (known[0], name) not in marks and dataset.is_adopted(known[0]))


def _names_data(cells: Sequence[str], datasets: Collection[str]) -> bool:
    """Whether *cells* hold only names of datasets or observations: programs read these, in the file."""
    return any(cells) and all(cell.partition("[")[0] in datasets for cell in cells if cell)


def _cells(
    directive: Index, dataset: Dataset, shown: Sequence[str], count: int, marks: Mapping[tuple[int, str], str]
) -> list[list[list[nodes.Node]]]:
    columns = [column for name in shown if (column := dataset.column(name))]
    rows = []
    for row in range(count):
        cells: list[list[nodes.Node]] = []
        for column in columns:
            value = dataset.cells[column.name][row]
            words = tied_in_cell(format_cell(value, column))
            is_aside = column.is_figure and value and not dataset.is_adopted(row)
            if column.name == SOURCE:
                cells.append(citations(directive, split_sources(value)))
            elif is_aside:
                cells.append([nodes.emphasis("", words)])
            else:
                cells.append([nodes.Text(words)] if value else [])
            if letters := (SET_ASIDE if is_aside else "") + marks.get((row, column.name), ""):
                cells[-1].append(footnote_mark(letters=letters))
        rows.append(cells)
    return rows


def _notes(dataset: Dataset, count: int, rare: Sequence[str]) -> Iterator[str]:
    told: dict[int, list[str]] = {}
    empty: list[str] = []
    for column in (column for name in rare if (column := dataset.column(name))):
        row = next((row for row in range(count) if dataset.cells[column.name][row]), None)
        if row is None:
            empty.append(column.title)
        else:
            figure = format_cell(dataset.cells[column.name][row], column)
            told.setdefault(row, []).append(f"{column.title} {tied_in_cell(figure)}")
    for row, figures in told.items():
        keys = (
            format_cell(dataset.cells[name][row], column) for name in dataset.key if (column := dataset.column(name))
        )
        yield f"Only for {', '.join(keys)}: {'; '.join(figures)}."
    if empty:
        yield not_shown(empty)
    if count < len(dataset.rows):
        yield f"The first {count:,} of {len(dataset.rows):,} rows; the file has them all."


class DatasetDirective(Index):
    """``:::{dataset} placements_by_year``: all that is known about a dataset, on a page of its own."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        note_data(self.env, PATH)
        dataset = report_of(self.env).datasets.get(self.arguments[0])
        if dataset is None:
            return [nodes.paragraph("", "", fault(self.arguments[0]))]
        for path in (dataset.path, BIBLIOGRAPHY):
            note_data(self.env, path)
        marker = self.marker()
        anchor = nodes.paragraph("", "", *_about(self, dataset).children, ids=[data_page_id(dataset.name)])
        anchor["anchor"] = "data-page"
        parts: list[nodes.Node] = [marker, anchor]
        if dataset.series is not None:
            table = nodes.reference("", ALL_FIGURES, refid=dataset_table_id(dataset.name), internal=True)
            below = nodes.paragraph("", "", table, classes=["loipr-source"])
            parts += series_figure(self, dataset, nodes.Text(dataset.title), below)
        parts.append(nodes.field_list("", *self._facts(dataset)))
        parts += self._section("The figures", full_table(self, dataset, is_sorted=True))
        parts += self._section("The columns", [_column_table(dataset)])
        parts += self._section("The history of the data", [self._history(dataset)])
        return parts

    def _section(self, title: str, content: Sequence[nodes.Node]) -> list[nodes.Node]:
        name = f"{self.arguments[0]} {title}"
        section = nodes.section(ids=[nodes.make_id(name)], names=[nodes.fully_normalize_name(name)])
        section += [nodes.title("", title), *content]
        return [section]

    def _facts(self, dataset: Dataset) -> Iterator[nodes.field]:
        missing = [name for name in dataset.asked_by if name not in dataset.broken_down_by]
        yield _field("Broken down by", nodes.Text(listed(dataset.broken_down_by) or "nothing"))
        if missing:
            yield _field("Missing", nodes.Text(f"the Committee asks for these figures by {listed(missing)} too"))
        yield _field("Good for", nodes.Text(self._freshness(dataset)))
        if dataset.terms:
            yield _field("Terms", nodes.Text("; ".join(dataset.terms)))
        sources = dict.fromkeys(key for cell in dataset.cells.get(SOURCE, ()) for key in split_sources(cell))
        if sources:
            yield _field("Sources", *citations(self, list(sources)))
        yield _field("Used in", *self._uses(dataset))

    def _freshness(self, dataset: Dataset) -> str:
        reference = report_of(self.env).settings.reference_date
        newest = newest_date(dataset, reference)
        if dataset.good_for_months is None or newest is None:
            return "as long as nothing newer is known"
        end = good_until(newest, dataset.good_for_months)
        state = "" if end >= reference else f": out of date at {in_words(reference)}, the report's date of reference"
        return (
            f"{dataset.good_for_months} months; the newest is of {in_words(newest)}, good until {in_words(end)}{state}"
        )

    def _uses(self, dataset: Dataset) -> list[nodes.Node]:
        pages = report_of(self.env).pages_by_question
        numbers = [str(number) for number, page in pages.items() if dataset.name in page.datasets]
        if not numbers:
            return [nodes.Text("no reply")]
        found: list[nodes.Node] = [
            nodes.Text("the reply to paragraph " if len(numbers) == 1 else "the replies to paragraphs ")
        ]
        for index, number in enumerate(numbers):
            if index:
                found.append(nodes.Text(" and " if index == len(numbers) - 1 else ", "))
            found.append(cross_reference(self.env.docname, "question", number, nodes.inline("", number)))
        return found

    @staticmethod
    def _history(dataset: Dataset) -> nodes.bullet_list:
        entries = [
            nodes.list_item("", nodes.paragraph("", f"{period_in_words(one.date)}: {one.what}"))
            for one in dataset.changes
        ]
        return nodes.bullet_list("", *(entries or [nodes.list_item("", nodes.paragraph("", "No change on record."))]))


def _field(name: str, *content: nodes.Node) -> nodes.field:
    return nodes.field("", nodes.field_name("", name), nodes.field_body("", nodes.paragraph("", "", *content)))


def _column_table(dataset: Dataset) -> nodes.table:
    rows = [
        (column.name, column.title, _holds(column.type, column.options), column.unit, _in_key(dataset, column.name))
        for column in dataset.columns
    ]
    return word_table(("Column", "Heading", "Holds", "Unit", "Part of the key"), rows)


def _holds(type_: str, options: Sequence[str]) -> str:
    return listed(options, "or") if options and type_ != "boolean" else _TYPES[type_]


def _in_key(dataset: Dataset, name: str) -> str:
    return "yes" if name in dataset.key else ""
