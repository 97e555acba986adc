"""Directives that show the rules of form, what looks after each, and how long the report is."""

from __future__ import annotations

from docutils import nodes

from loipr.catalog import form_rules
from loipr.catalog.form_rules import FormRule
from loipr.catalog.report import Report
from loipr.catalog.word_count import budget_of, lengths
from loipr.markup.facts import note_data, report_of
from loipr.markup.indexes import Index
from loipr.markup.references import cross_reference
from loipr.markup.tables import citations, word_table

_SURENESS = {"seen": "seen in the source", "inferred": "inferred", "unverified": "working assumption"}


class FormRuleListDirective(Index):
    """``:::{form-rule-list}``: every rule of form with its source, how sure it is, and what looks after it."""

    def run(self) -> list[nodes.Node]:
        found = report_of(self.env).form_rules
        if not found:
            return []
        note_data(self.env, form_rules.PATH)
        return [self.marker(), *(self._section(rule) for rule in found.values())]

    def _section(self, rule: FormRule) -> nodes.section:
        section = nodes.section(ids=[nodes.make_id(f"form-{rule.id}")], names=[f"form-{rule.id}"])
        section += nodes.title("", f"{rule.id}. {rule.rule}")
        sure = nodes.paragraph("", f"How sure: {_SURENESS.get(rule.confidence, rule.confidence)}")
        if rule.sources:
            sure += [nodes.Text(" ("), *citations(self, rule.sources), nodes.Text(")")]
        sure += nodes.Text(f". {rule.caveat}" if rule.caveat else ".")
        section += sure
        if rule.checks:
            links: list[nodes.Node] = [nodes.Text("Checked by ")]
            for number, name in enumerate(rule.checks):
                links += [nodes.Text(", ")] if number else []
                links.append(nodes.literal("", name))
            section += nodes.paragraph("", "", *links, nodes.Text("."))
        if rule.kept:
            section += nodes.paragraph("", f"Kept by the editions: {rule.kept}")
        if rule.unchecked:
            section += nodes.paragraph("", f"Not checked: {rule.unchecked}")
        return section


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
