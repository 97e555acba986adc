"""Directives of the pages for those who run the process. Their content is filled in when the site is written."""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes
from sphinx import addnodes
from sphinx.util.docutils import SphinxDirective

from loipr.coordination.institution_pages import institution_pages
from loipr.facts.institutions import PATH as INSTITUTIONS
from loipr.markup.indexes import facts_digest
from loipr.markup.nodes import aggregate, coordination_view, institution_page_id
from loipr.markup.report_of_build import note_data, report_of


class ViewDirective(SphinxDirective):
    """A directive that shows ``views``: pairs of a view and its heading; a view without a heading has an empty one."""

    views: ClassVar[tuple[tuple[str, str], ...]] = ()

    def run(self) -> list[nodes.Node]:
        argument = self.arguments[0] if self.arguments else ""
        return [self._shown(view, heading, argument) for view, heading in self.views]

    @staticmethod
    def _shown(view: str, heading: str, argument: str) -> nodes.Node:
        # Only the site shows it; no printed edition has it.
        shown = addnodes.only("", coordination_view(view=view, argument=argument), expr="html")
        if not heading:
            return shown
        return nodes.section("", nodes.title("", heading), shown, ids=[nodes.make_id(heading)], names=[heading.lower()])


class TaskListDirective(ViewDirective):
    """``:::{task-list}``: every task, whose it is and when it is due."""

    views = (("tasks", ""),)


class CalendarDirective(ViewDirective):
    """``:::{calendar}``: the plan, and what really happened."""

    views = (("plan", "The plan"), ("record", "What happened"))


class MeetingListDirective(ViewDirective):
    """``:::{meeting-list}``: the meetings, their groups, what they decided, and who was heard."""

    views = (
        ("groups", "Groups"),
        ("decisions", "Decisions"),
        ("consultations", "Consultations"),
        ("meetings", "All meetings"),
    )


class MatrixDirective(ViewDirective):
    """``:::{question-matrix}``: questions and institutions."""

    views = (("matrix", ""),)


class ArticleCoverageDirective(ViewDirective):
    """``:::{article-coverage}``: which articles are asked about and cited, and which are not."""

    views = (("articles", ""),)


class ChangeListDirective(ViewDirective):
    """``:::{change-list}``: what changed since the last milestone."""

    views = (("changes", ""),)


class ReadinessDirective(ViewDirective):
    """``:::{readiness}``: replies by status, open gaps and words over time."""

    views = (("readiness", ""),)


class RecommendationRegisterDirective(ViewDirective):
    """``:::{recommendation-register}``: what is done about each recommendation, and the trace over the cycles."""

    views = (("recommendations", "What is done about each"), ("recommendation-trace", "From one cycle to the next"))

    def run(self) -> list[nodes.Node]:
        found = super().run()
        shown = next(view for node in found for view in node.findall(coordination_view))
        shown["ids"] += [entry.anchor for entry in report_of(self.env).register.entries.values()]
        shown["anchor"] = "recommendation"
        return [aggregate(digest=facts_digest(report_of(self.env))), *found]


class FreshnessDirective(ViewDirective):
    """``:::{freshness}``: how old the figures of each institution are, and how long they are good."""

    views = (("freshness", ""),)


class InstitutionListDirective(ViewDirective):
    """``:::{institution-list}``: every institution. The build makes a page of each; they become the page's contents."""

    views = (("institutions", ""),)

    def run(self) -> list[nodes.Node]:
        note_data(self.env, INSTITUTIONS)
        pages = list(institution_pages(report_of(self.env)).values())
        tree = addnodes.toctree(
            parent=self.env.docname,
            entries=[(None, page) for page in pages],
            includefiles=pages,
            maxdepth=1,
            caption=None,
            glob=False,
            hidden=True,
            includehidden=False,
            numbered=0,
            titlesonly=True,
        )
        return [nodes.compound("", tree, classes=["toctree-wrapper"]), *super().run()]


class InstitutionDirective(ViewDirective):
    """``:::{institution-overview} KP2MI``: what an institution owes, its questions and its datasets."""

    required_arguments = 1
    final_argument_whitespace = True
    views = (
        ("tasks-of-one", "What it owes"),
        ("questions-of-one", "Its questions"),
        ("datasets-of-one", "Its datasets"),
    )

    def run(self) -> list[nodes.Node]:
        institution = report_of(self.env).institutions.find(self.arguments[0])
        note_data(self.env, INSTITUTIONS)
        if institution is None:
            return []
        names = nodes.paragraph("", institution.name, ids=[institution_page_id(institution.id)], anchor="institution")
        if institution.vernacular:
            names += [nodes.Text(" ("), nodes.emphasis("", institution.vernacular), nodes.Text(")")]
        return [names, *super().run()]
