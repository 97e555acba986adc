"""The pages of a revision as Sphinx reads them, each as its tree and as blocks."""

from __future__ import annotations

import os
import pickle
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import SphinxError
from sphinx.util.docutils import docutils_namespace, patch_docutils

from loipr.coordination.changed_pages import known_ids
from loipr.domain.load_and_check import prepare
from loipr.domain.numbering import pages_below
from loipr.editions.edition_error import EditionError
from loipr.markup.report_of_build import report_of
from loipr.pages.page import COORDINATION, FOLDER
from loipr.report import Report
from loipr.revisions.block import Leaf
from loipr.revisions.tree_blocks import TreeBlock, tree_blocks


class Pages(NamedTuple):
    """The pages of a revision: as blocks, as trees by their names, and each block by its ``id()``."""

    leaves: list[Leaf]
    trees: dict[str, nodes.document]
    known: dict[int, TreeBlock]


def read_pages(report: Report) -> Pages:
    """Return the pages of *report*, whose folder has its ``conf.py``; nothing is written there.

    :raises EditionError: when Sphinx cannot read them.
    """
    root = report.root
    prepare(report)
    with tempfile.TemporaryDirectory(prefix="loipr-") as place, patch_docutils(root), docutils_namespace():
        try:
            app = Sphinx(
                srcdir=root / FOLDER,
                confdir=root,
                outdir=place,
                doctreedir=Path(place) / "doctrees",
                buildername="dummy",
                confoverrides={"loipr_log_findings": False},
                status=None,
                warning=None,
                parallel=os.cpu_count() or 1,
            )
            app.builder.read()
        except (SphinxError, OSError) as error:
            raise EditionError(f"Sphinx cannot read the pages: {error}") from error
        found = pages_of(app.env, app.doctreedir)
        app.emit("build-finished", None)
    return found


def pages_of(env: BuildEnvironment, doctrees: Path) -> Pages:
    """Return the pages of the report that *env* has read into the folder *doctrees*, in the order of its contents."""
    report = report_of(env)
    leaves: dict[str, Leaf] = {}
    trees: dict[str, nodes.document] = {}
    known: dict[int, TreeBlock] = {}
    for docname in _in_order(env):
        page = report.pages_by_docname.get(docname)
        if page is None or page.is_guide or page.path.startswith(f"{COORDINATION}/"):
            continue
        # Not env.get_doctree: it would keep the tree as it is before it is marked. The file is made by this build.
        tree: nodes.document = pickle.loads((doctrees / f"{docname}.doctree").read_bytes())  # noqa: S301
        found = list(tree_blocks(tree, page.path, Path(env.srcdir)))
        trees[docname] = tree
        known |= {id(one.block): one for one in found}
        question = page.question if page.is_reply else None
        subject = f"question {question}" if question is not None else page.path
        subject = page.path if subject in leaves else subject
        owners = known_ids((page.lead, *page.contributors), report)
        leaves[subject] = Leaf(subject, page.title, docname, question, owners, tuple(one.block for one in found))
    return Pages(list(leaves.values()), trees, known)


def _in_order(env: BuildEnvironment) -> Iterator[str]:
    """Yield the names of all pages: the first page and the report in its order, then the others."""
    found = dict.fromkeys([*pages_below(env, env.config.root_doc), *sorted(env.found_docs)])
    yield from (docname for docname in found if docname in env.found_docs)
