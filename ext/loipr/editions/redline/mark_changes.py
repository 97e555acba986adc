"""The trees of a build marked with what changed since an older revision, before any edition is written from them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from loipr.editions.redline.list_of_changes import list_changes, page_of
from loipr.editions.redline.read_pages import Pages, pages_of
from loipr.revisions.mark_trees import mark_trees
from loipr.revisions.redline import Redline, redline

#: The setting with the name of the older revision.
SETTING = "loipr_compared_with"


class _Comparison(NamedTuple):
    before: Pages
    found: list[Redline]


#: What the builds in a folder are compared with.
_COMPARISONS: dict[Path, _Comparison] = {}


@contextmanager
def compared(root: Path, before: Pages) -> Iterator[list[Redline]]:
    """Until the block ends, make the build in the folder *root* show what changed since *before*.

    The list that it gives will have what was found.
    """
    found: list[Redline] = []
    _COMPARISONS[root] = _Comparison(before, found)
    try:
        yield found
    finally:
        del _COMPARISONS[root]


def mark_changes(app: Sphinx, env: BuildEnvironment) -> None:
    """Mark in the trees what changed, if this build is compared with another revision (``env-updated``).

    Only here are all pages read, so that a block is found that moved from one to another. All that the build remembers
    of the pages, their numbers and contents, is of the new revision alone.
    """
    comparison = _COMPARISONS.get(Path(app.confdir))
    if comparison is None:
        return
    before, now = comparison.before, pages_of(env, Path(app.doctreedir))
    found = redline(before.leaves, now.leaves)
    comparison.found.append(found)
    numbers = mark_trees(found, before.known | now.known, now.trees)
    shown = {page_of(found, number) for number, leaf in enumerate(found.leaves) if leaf.changes}
    for docname in sorted(shown | list_changes(app, found, numbers, now.trees)):
        app.builder.write_doctree(docname, now.trees[docname])


def setup(app: Sphinx) -> None:
    """Register the setting."""
    app.add_config_value(SETTING, "", "", str)
