"""Roles that print figures: an observation, a share, a change."""

from __future__ import annotations

from docutils import nodes
from sphinx.util.docutils import SphinxRole

from loipr.datasets.dataset import PATH
from loipr.datasets.figures import figure
from loipr.datasets.observations import ObservationError
from loipr.datasets.provenance import provenance, short_facts
from loipr.facts.bibliography import PATH as BIBLIOGRAPHY
from loipr.markup.nodes import fault, figure_reference, page_id
from loipr.markup.references import cross_reference
from loipr.markup.report_of_build import note_data, report_of


class FigureRole(SphinxRole):
    """`` {value}`…` ``, `` {share}`…` `` and `` {change}`…` ``: the figure, linked to its dataset."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        report = report_of(self.env)
        role = self.name.rpartition(":")[2]
        try:
            found = figure(role, self.text, report.datasets)
        except ObservationError:
            return [fault(self.text)], []
        for path in (PATH, BIBLIOGRAPHY):
            note_data(self.env, path)
        for observation in found.observations:
            note_data(self.env, observation.dataset.path)
        dataset = found.observations[0].dataset.name
        number = self.env.new_serialno("loipr-figure") + 1
        node = figure_reference(
            tip=page_id(self.env.docname, "figure", str(number)),
            provenance=[provenance(one, report.bibliography) for one in found.observations],
            short=short_facts(found.observations),
            dataset=dataset,
            number=found.number,
            written=f"{role} {self.text}",
        )
        node += cross_reference(self.env.docname, "dataset", dataset, nodes.inline(found.text, found.text))
        return [node], []
