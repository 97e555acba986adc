"""Roles that print figures: an observation, a share, a change."""

from __future__ import annotations

from docutils import nodes
from sphinx.util.docutils import SphinxRole

from loipr.catalog.datasets import AS_OF, BASIS, PATH
from loipr.catalog.figures import figure
from loipr.catalog.observations import Observation, ObservationError
from loipr.markup.facts import note_data, report_of
from loipr.markup.nodes import fault, figure_reference
from loipr.markup.references import cross_reference


class FigureRole(SphinxRole):
    """`` {value}`…` ``, `` {share}`…` `` and `` {change}`…` ``: the figure, linked to its dataset in the annex."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        report = report_of(self.env)
        try:
            found = figure(self.name.rpartition(":")[2], self.text, report.datasets)
        except ObservationError:
            return [fault(self.text)], []
        note_data(self.env, PATH)
        for observation in found.observations:
            note_data(self.env, observation.dataset.path)
        provenance = "; ".join(dict.fromkeys(_provenance(observation) for observation in found.observations))
        dataset = found.observations[0].dataset.name
        node = figure_reference(dataset=dataset, provenance=provenance)
        node += cross_reference(self.env.docname, "dataset", dataset, nodes.inline(found.text, found.text))
        return [node], []


def _provenance(observation: Observation) -> str:
    parts = [f"{observation.dataset.title}: source {', '.join(observation.sources) or 'not given'}"]
    if observation.other(AS_OF):
        parts.append(f"as of {observation.other(AS_OF)}")
    if observation.other(BASIS):
        parts.append(observation.other(BASIS))
    return ", ".join(parts)
