"""Directives that show the rules of form, what checks or keeps each rule, and how long the report is."""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes

from loipr.facts import bibliography, form_rules
from loipr.facts.form_rules import FormRule
from loipr.length.word_count import budget_of, lengths
from loipr.markup.indexes import Index
from loipr.markup.references import cross_reference
from loipr.markup.report_of_build import note_data, report_of
from loipr.markup.tables import word_table
from loipr.report import Report

_SURENESS = {"seen": "seen in the source", "inferred": "inferred", "unverified": "working assumption"}


class FormRuleListDirective(Index):
    """``:::{form-rule-list}``: every rule of form with its source, how sure it is, and what checks or keeps it."""

    def run(self) -> list[nodes.Node]:
        found = report_of(self.env).form_rules
        if not found:
            return []
        note_data(self.env, form_rules.PATH)
        rows = [(rule.id, rule.rule, _SURENESS.get(rule.confidence, ""), _care(rule)) for rule in found.values()]
        cells: list[list[list[nodes.Node]]] = [
            [[nodes.Text(rule.id)], [nodes.Text(rule.rule)], self._sureness(rule), list(_care_nodes(rule))]
            for rule in found.values()
        ]
        return [self.marker(), word_table(("No.", "Rule", "How sure", "What looks after it"), rows, cells)]

    def _sureness(self, rule: FormRule) -> list[nodes.Node]:
        found: list[nodes.Node] = [nodes.Text(_SURENESS.get(rule.confidence, rule.confidence))]
        if rule.sources:
            found += [nodes.Text(" ("), *self._sources(rule), nodes.Text(")")]
        return [*found, nodes.Text(f". {rule.caveat}")] if rule.caveat else found

    def _sources(self, rule: FormRule) -> Iterator[nodes.Node]:
        """Yield a link to each source. A citation would put the source among those of the report."""
        note_data(self.env, bibliography.PATH)
        known = report_of(self.env).bibliography.sources
        for number, key in enumerate(rule.sources):
            source = known.get(key)
            if number:
                yield nodes.Text(", ")
            if source is None or not source.url.startswith(("https://", "http://")):
                yield nodes.Text(key)
            else:
                yield nodes.reference("", key, refuri=source.url, reftitle=f"{source.publisher}: {source.title}")


def _care(rule: FormRule) -> str:
    return "".join(node.astext() for node in _care_nodes(rule))


def _care_nodes(rule: FormRule) -> Iterator[nodes.Node]:
    """Yield what checks or keeps *rule*, and why no check does more."""
    for number, name in enumerate(rule.checks):
        yield nodes.Text(", " if number else "Checked by ")
        yield nodes.literal("", name)
    if rule.checks:
        yield nodes.Text(". ")
    if rule.kept:
        yield nodes.Text(f"Kept by the editions: {rule.kept} ")
    if rule.unchecked:
        yield nodes.Text(f"Not checked: {rule.unchecked}")


class WordTableDirective(Index):
    """``:::{word-table}``: how many words each reply has, and how many it may have."""

    def run(self) -> list[nodes.Node]:
        report = report_of(self.env)
        if budget_of(report) is None:
            return []
        note_data(self.env, form_rules.PATH)
        self.note_list_of_issues()
        return [self.marker(), nodes.paragraph("", _total(report)), self._table(report)]

    def _table(self, report: Report) -> nodes.table:
        rows: list[tuple[str, ...]] = []
        cells: list[list[list[nodes.Node]]] = []
        for one in lengths(report):
            number = str(one.question.number) if one.question else ""
            subject = one.question.subject if one.question else "Introduction and headings of sections"
            name: nodes.Node = nodes.Text(subject)
            if one.question and one.question.number in report.pages_by_question:
                name = cross_reference(self.env.docname, "question", number, nodes.inline("", subject))
            share = "" if one.share is None else f"{one.share:,}"
            row = (number, subject, f"{one.words:,}", share)
            rows.append(row)
            cells.append([[nodes.Text(number)], [name], [nodes.Text(row[2])], [nodes.Text(share)]])
        return word_table(("No.", "Question", "Words", "Share"), rows, cells)


def _total(report: Report) -> str:
    budget = budget_of(report)
    assert budget is not None
    total = sum(one.words for one in lengths(report))
    return f"The report has {total:,} of the {budget.words:,} words that a {budget.kind} may have."
