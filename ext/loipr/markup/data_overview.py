"""What a coordinator sees of the data as a whole: the datasets, and where their figures disagree."""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes

from loipr.datasets.dataset import AS_OF, BASIS, PATH, REASON, SOURCE, Dataset, split_sources
from loipr.datasets.disagreements import Disagreement, disagreements
from loipr.datasets.figures import format_cell, printed_key
from loipr.datasets.freshness import newest_date, stale_since
from loipr.facts.bibliography import PATH as BIBLIOGRAPHY
from loipr.markup.indexes import Index
from loipr.markup.references import cross_reference, institution_node
from loipr.markup.report_of_build import note_data, report_of
from loipr.markup.tables import citations, column_specification, word_table
from loipr.wording.dates import in_words as day_in_words
from loipr.wording.period_words import in_words
from loipr.wording.typography import in_print


class DatasetListDirective(Index):
    """``:::{dataset-list}``: all datasets, each with its page, owner, rows, disagreements and newest figure."""

    def run(self) -> list[nodes.Node]:
        note_data(self.env, PATH)
        rows: list[tuple[str, ...]] = []
        cells: list[list[list[nodes.Node]]] = []
        for dataset in report_of(self.env).datasets.values():
            note_data(self.env, dataset.path)
            row = self._row(dataset)
            link = cross_reference(self.env.docname, "dataset", dataset.name, nodes.inline("", dataset.title))
            owner = [institution_node(self.env, dataset.owner)] if dataset.owner else []
            rows.append(row)
            plain: list[list[nodes.Node]] = [[nodes.Text(text)] for text in row[2:]]
            cells.append([[link], owner, *plain])
        heads = ("Dataset", "Responsible", "Rows", "Disagreements", "Newest figure")
        return [self.marker(), word_table(heads, rows, cells)]

    def _row(self, dataset: Dataset) -> tuple[str, ...]:
        reference = report_of(self.env).settings.reference_date
        newest = newest_date(dataset, reference)
        shown = day_in_words(newest) if newest else "not dated"
        stale = ", out of date" if stale_since(dataset, reference) else ""
        count = len(list(disagreements(dataset)))
        return dataset.title, dataset.owner, f"{len(dataset.rows):,}", str(count or ""), f"{shown}{stale}"


class DisagreementListDirective(Index):
    """``:::{disagreement-list}``: every fact with more than one figure on record, or with no usable one."""

    def run(self) -> list[nodes.Node]:
        note_data(self.env, PATH)
        note_data(self.env, BIBLIOGRAPHY)
        found: list[nodes.Node] = [self.marker()]
        for dataset in report_of(self.env).datasets.values():
            note_data(self.env, dataset.path)
            cases = list(disagreements(dataset))
            if cases:
                found.append(self._section(dataset, cases))
        return found

    def _section(self, dataset: Dataset, cases: list[Disagreement]) -> nodes.section:
        name = f"disagreements {dataset.name}"
        section = nodes.section(ids=[nodes.make_id(name)], names=[nodes.fully_normalize_name(name)])
        link = cross_reference(self.env.docname, "dataset", dataset.name, nodes.inline("", "The whole dataset"))
        section += [nodes.title("", dataset.title), nodes.paragraph("", "", link, nodes.Text("."))]
        lines = [line for case in cases for line in self._lines(case)]
        heads = ("Fact", "Figures", "As of", "Counted", "Source", "Standing")
        texts = [["".join(part.astext() for part in cell) for cell in line] for line in lines]
        node = word_table(heads, texts, lines)
        section += [column_specification(node), node]
        return section

    def _lines(self, case: Disagreement) -> Iterator[list[list[nodes.Node]]]:
        dataset = case.dataset
        for number, row in enumerate(case.rows):
            adopted = dataset.is_adopted(row)
            figures = "; ".join(_figures(case, row))
            reason = in_print(_cell(dataset, row, REASON))
            standing = f"{'adopted' if adopted else 'set aside'}{f': {reason}' if reason else ''}"
            shown: nodes.Node = nodes.Text(figures) if adopted else nodes.emphasis("", figures)
            yield [
                [nodes.Text(", ".join(printed_key(dataset, row)))] if number == 0 else [],
                [shown],
                [nodes.Text(in_words(_cell(dataset, row, AS_OF)))],
                [nodes.Text(in_print(_cell(dataset, row, BASIS)))],
                citations(self, split_sources(_cell(dataset, row, SOURCE))),
                [nodes.Text(standing)],
            ]


def _cell(dataset: Dataset, row: int, name: str) -> str:
    return dataset.cells[name][row] if name in dataset.cells else ""


def _figures(case: Disagreement, row: int) -> Iterator[str]:
    """Yield the figures of *row* in print: those columns that other rows of *case* have too, or all if it is alone."""
    dataset = case.dataset
    needed = min(2, len(case.rows))
    shared = [
        column
        for column in dataset.figures
        if sum(bool(_cell(dataset, other, column.name)) for other in case.rows) >= needed
    ]
    for column in shared:
        value = format_cell(_cell(dataset, row, column.name), column)
        if value:
            yield value if len(shared) == 1 else f"{column.title} {value}"
