"""The list of what changed: on the first page by page and by institution, and on each page of the site in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from docutils import nodes
from sphinx.application import Sphinx

from loipr.domain.numbering import pages_below, start_of
from loipr.markup.nodes import CHANGES_ON_PAGE
from loipr.revisions.mark_trees import change_id
from loipr.revisions.redline import MarkedLeaf, Redline
from loipr.revisions.summary import in_sum, in_words, name_of

#: The id of the list.
LIST = "what-changed"
_HOW = "Added text is underlined, struck text is struck through, and a bar stands beside what changed."
_KEYS = " The keys N and P lead to the next and the previous change."


def list_changes(
    app: Sphinx, found: Redline, numbers: Mapping[int, int], trees: Mapping[str, nodes.document]
) -> set[str]:
    """Put the lists into *trees*, and return the name of the first page. Word has a list of its own."""
    if app.builder.format == "docx" or not found.changed:
        return set()
    is_site = app.builder.format == "html"
    first = app.config.root_doc if is_site else start_of(app.env)
    leaves = [(leaf, page_of(found, number)) for number, leaf in enumerate(found.leaves) if leaf.changes]
    if not is_site:
        printed = set(pages_below(app.env, first))
        leaves = [(leaf, docname) for leaf, docname in leaves if docname in printed]
    pages = _Links(app, first, numbers, trees)
    config = app.config
    section = nodes.section("", nodes.title("", "What changed"), ids=[LIST])
    how = f"{_HOW}{_KEYS if is_site else ''}"
    names = f"From {config.loipr_compared_with} to {config.loipr_revision}."
    section += [
        nodes.paragraph("", f"{names} {in_sum(found)} {how}"),
        *_by_page(leaves, pages),
        *_by_owner(leaves, pages),
    ]
    if is_site:
        for at, (leaf, docname) in enumerate(leaves):
            around = [leaves[other] if 0 <= other < len(leaves) else None for other in (at - 1, at + 1)]
            _below_title(trees[docname], _on_page(leaf, docname, around, _Links(app, docname, numbers, trees), first))
    _below_title(trees[first], section)
    return {first}


def page_of(found: Redline, number: int) -> str:
    """Return the name of the page that shows the changes of a page by its number; of one that is gone, it is another.

    That is the page before it.
    """
    return next(one.after.docname for one in found.leaves[number::-1] if one.after is not None)


class _Links:
    """Links from the page *docname* to changes."""

    def __init__(
        self, app: Sphinx, docname: str, numbers: Mapping[int, int], trees: Mapping[str, nodes.document]
    ) -> None:
        self._app, self._docname, self._numbers, self._trees = app, docname, numbers, trees

    def to_first(self, leaf: MarkedLeaf, docname: str, text: str, css_class: str = "") -> nodes.reference:
        """Return a link to the first change of a page."""
        if self._app.builder.format == "latex":
            # Only headings have an address there, and only pages that are being written.
            top = next(self._trees[docname].findall(nodes.section))
            return nodes.reference("", text, internal=True, refuri=f"%{docname}#{top['ids'][0]}")
        return self.to(docname, change_id(self._numbers[id(leaf.changes[0])]), text, css_class)

    def to_change(self, change: object, docname: str, text: str) -> nodes.reference:
        """Return a link to *change*."""
        return self.to(docname, change_id(self._numbers[id(change)]), text)

    def to(self, docname: str, name: str, text: str, css_class: str = "") -> nodes.reference:
        """Return a link to what has the id *name* on the page *docname*."""
        page = self._app.builder.get_relative_uri(self._docname, docname)
        address = f"#{name}" if docname == self._docname and self._app.builder.format == "html" else f"{page}#{name}"
        return nodes.reference("", text, internal=True, refuri=address, classes=[css_class] if css_class else [])


def _by_page(leaves: Sequence[tuple[MarkedLeaf, str]], links: _Links) -> Iterator[nodes.Node]:
    yield nodes.rubric("", "By page")
    yield _list(
        [links.to_first(leaf, docname, _named(leaf)), nodes.Text(f": {_count(leaf)}")] for leaf, docname in leaves
    )


def _by_owner(leaves: Sequence[tuple[MarkedLeaf, str]], links: _Links) -> Iterator[nodes.Node]:
    owners: dict[str, list[nodes.Node]] = {}
    for leaf, docname in leaves:
        for owner in leaf.leaf.owners:
            told = owners.setdefault(owner, [nodes.Text(f"{owner}: ")])
            told += [nodes.Text(", ")] if len(told) > 1 else []
            told.append(links.to_first(leaf, docname, _short(leaf)))
    if owners:
        yield nodes.rubric("", "By institution")
        yield _list(told for _, told in sorted(owners.items()))


def _on_page(
    leaf: MarkedLeaf, docname: str, around: Sequence[tuple[MarkedLeaf, str] | None], links: _Links, first: str
) -> nodes.container:
    """Return the box on a page: its changes in words, and the way to the other pages with changes."""
    words = _list([links.to_change(one, docname, in_words(one))] for one in leaf.changes)
    ways: list[nodes.Node] = []
    for other, text, css_class in zip(around, ("before", "after"), ("previous", "next"), strict=True):
        if other is not None:
            ways += [links.to_first(*other, f"The page {text}: {_short(other[0])}", f"loipr-{css_class}-page")]
            ways += [nodes.Text(". ")]
    ways.append(links.to(first, LIST, "All pages with changes"))
    where = "on this page" if leaf.after is not None else f"on a page that is gone: {name_of(leaf)}"
    head = nodes.paragraph("", "", nodes.strong("", f"{_count(leaf)} {where}"))
    return nodes.container("", head, words, nodes.paragraph("", "", *ways), classes=[CHANGES_ON_PAGE])


def _list(items: Iterable[Sequence[nodes.Node]]) -> nodes.bullet_list:
    return nodes.bullet_list("", *(nodes.list_item("", nodes.paragraph("", "", *item)) for item in items))


def _named(leaf: MarkedLeaf) -> str:
    gone = " (a new page)" if leaf.before is None else " (the page is gone)" if leaf.after is None else ""
    return f"{name_of(leaf)}{gone}"


def _short(leaf: MarkedLeaf) -> str:
    return f"question {leaf.leaf.question}" if leaf.leaf.question is not None else leaf.leaf.title or leaf.leaf.docname


def _count(leaf: MarkedLeaf) -> str:
    return f"{len(leaf.changes)} change{'' if len(leaf.changes) == 1 else 's'}"


def _below_title(tree: nodes.document, node: nodes.Element) -> None:
    """Put *node* below the title of the page."""
    section = next(tree.findall(nodes.section), None)
    around = section if section is not None else tree
    place = next((number for number, child in enumerate(around) if isinstance(child, nodes.title)), -1)
    around.insert(place + 1, node)
