"""The labels of headings: I., A., 1., (a), counted through the report in the order of its contents (F13).

Nobody types a label, so none is wrong when a part is added, removed or moved. Replies and annexes have no label: the UN
names the heading of a reply, and authors name their annex.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from itertools import count

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform

from loipr.domain.memory import memory_of
from loipr.domain.numbering import page_around, start_of
from loipr.markup.report_of_build import report_of
from loipr.wording.labels import heading_label

#: The anchor of the first heading of a page, its title: Sphinx's contents link to the page itself, without an anchor.
_FIRST = ""


def label_all(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Label the headings when all pages are read (``env-get-updated``); return the pages that must be written again.

    These are the pages on which a label has changed; or all pages, if the label of a page's title has changed, because
    the navigation beside every page shows it. In the tables of contents, a label takes the place of Sphinx's own number
    of a section.
    """
    before = memory_of(env).headings
    for contents in env.tocs.values():
        for entry in contents.findall(nodes.reference):
            entry.attributes.pop("secnumber", None)
    labelled = {page.docname for page in report_of(env).pages if page.has_labelled_headings}
    headings: dict[str, dict[str, str]] = {}
    for entry, label in _labels(env, env.tocs[start_of(env)], 1, count(1), labelled, {start_of(env)}):
        entry["secnumber"] = (label,)
        headings.setdefault(entry["refuri"], {})[entry["anchorname"]] = label
    memory_of(env).headings = headings
    if _of_pages(before) != _of_pages(headings):
        return sorted(env.found_docs)
    return sorted(docname for docname in env.found_docs if before.get(docname) != headings.get(docname))


def _labels(
    env: BuildEnvironment,
    contents: nodes.Element,
    level: int,
    numbers: Iterator[int],
    labelled: Set[str],
    seen: set[str],
) -> Iterator[tuple[nodes.reference, str]]:
    """Yield each entry of *contents* whose heading has a label, with this label; then the entries below it.

    Headings below a heading without a label are counted as if that heading were not there.
    """
    for node in contents.children:
        if isinstance(node, addnodes.toctree):
            for docname in node["includefiles"]:
                if docname in env.tocs and docname not in seen:
                    seen.add(docname)
                    yield from _labels(env, env.tocs[docname], level, numbers, labelled, seen)
        elif isinstance(node, nodes.list_item):
            entry = node.next_node(nodes.reference)
            if entry is not None and entry["refuri"] in labelled:
                yield entry, heading_label(level, next(numbers))
                yield from _labels(env, node, level + 1, count(1), labelled, seen)
            else:
                yield from _labels(env, node, level, numbers, labelled, seen)
        elif isinstance(node, nodes.Element):
            yield from _labels(env, node, level, numbers, labelled, seen)


def labelled_title(env: BuildEnvironment, docname: str) -> str:
    """Return the title of the page *docname*, after its label if it has one, as references print it."""
    label = memory_of(env).headings.get(docname, {}).get(_FIRST, "")
    return f"{label} {env.titles[docname].astext()}".lstrip()


def _of_pages(headings: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """Return the label of each page's first heading, by the page's name; pages without a label are left out."""
    return {docname: labels[_FIRST] for docname, labels in headings.items() if _FIRST in labels}


class LabelHeadings(SphinxPostTransform):
    """Puts its label before each heading."""

    def run(self, **kwargs: object) -> None:
        headings = memory_of(self.env).headings
        begun: set[str] = set()
        for section in self.document.findall(nodes.section):
            docname = page_around(section, self.env)
            anchor = f"#{section['ids'][0]}" if docname in begun else _FIRST
            begun.add(docname)
            label = headings.get(docname, {}).get(anchor)
            title = section.next_node(nodes.title)
            if label and title is not None:
                title.insert(0, nodes.Text(f"{label} "))
