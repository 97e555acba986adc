"""Which pages a change of others makes out of date, so that they are read or written again."""

from __future__ import annotations

import hashlib
import json

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from loipr.length.foreign_words import dictionary_of
from loipr.markup.indexes import facts_digest
from loipr.markup.replies import length_of
from loipr.markup.report_of_build import report_of


def pages_with_changed_facts(app: Sphinx, env: BuildEnvironment, *_: object) -> list[str]:
    """Have every page read again when the facts it shows of other pages have changed (``env-get-outdated``).

    These are the pages with an index, and the replies: which of them spells a name out hangs on those before it.
    """
    report, data = report_of(env), env.domains["loipr"].data
    digests = data.get("digests", {})
    current = facts_digest(report) if digests else ""
    changed = {docname for docname, digest in digests.items() if digest != current}
    changed |= {docname for docname, length in data.get("lengths", {}).items() if length != length_of(docname, report)}
    dictionary = dictionary_of(report)
    changed |= {docname for docname, name in data.get("dictionaries", {}).items() if name != dictionary}
    return sorted(changed & env.found_docs)


def pages_with_changed_citations(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Have the pages that list citations written again when a citation has changed (``env-updated``)."""
    domain = env.domains["loipr"]
    cited = sorted(domain.data.get("citations", {}).items())
    digest = hashlib.sha256(json.dumps(cited).encode()).hexdigest()
    if domain.data.get("citations_digest") == digest:
        return []
    domain.data["citations_digest"] = digest
    anchors = domain.data.get("anchors", {})
    return sorted(docname for docname, kinds in anchors.items() if "article" in kinds.values())


def pages_around_changed_pages(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Have all pages written again when a title, the contents or a target of references has changed (``env-updated``).

    Each page shows its way through the report, its neighbours and the places it refers to.
    """
    data = env.domains["loipr"].data
    titles = {docname: title.astext() for docname, title in env.titles.items()}
    around = [titles, env.toctree_includes, data.get("anchors", {})]
    digest = hashlib.sha256(json.dumps(around, sort_keys=True).encode()).hexdigest()
    if data.get("around_digest") == digest:
        return []
    data["around_digest"] = digest
    return sorted(env.found_docs)
