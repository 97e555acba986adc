"""In print, a table says where its whole dataset is printed: “Full table: annex I, table 36”."""

from __future__ import annotations

from docutils import nodes
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform

from loipr.domain.memory import memory_of
from loipr.length.data_annex import before_table, data_annex
from loipr.markup.nodes import full_dataset, unbroken
from loipr.markup.references import table_reference
from loipr.markup.report_of_build import is_site, report_of
from loipr.wording.phrases import FULL_TABLE


def table_of(env: BuildEnvironment, dataset: str, before: str = "") -> nodes.Element | None:
    """Return a reference to the table of *dataset* in the annex, after the words *before*; None if there is none."""
    annex = data_annex(report_of(env))
    if annex is None or dataset not in memory_of(env).table_targets:
        return None
    return table_reference(env.docname, dataset, f"{before}{unbroken(before_table(annex))}")


class NameFullTables(SphinxPostTransform):
    """Says in print where the whole dataset is; on the site, the short link that is there already leads to it."""

    def run(self, **kwargs: object) -> None:
        for node in list(self.document.findall(full_dataset)):
            if is_site(self.env):
                node.replace_self(node.children)
                continue
            table = table_of(self.env, node["dataset"], f"{FULL_TABLE} ")
            node.replace_self([table, nodes.Text(". ")] if table is not None else [])
