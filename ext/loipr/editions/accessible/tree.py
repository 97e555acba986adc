"""How the accessible edition changes the document of all pages before it is written."""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes
from sphinx import addnodes

from loipr.editions.accessible.pdf_tags import LABEL_CLASS
from loipr.editions.shared.question_breaks import stays_whole
from loipr.editions.shared.table_parts import is_beyond_text, is_short, lines
from loipr.markup.column_widths import LINE, UPRIGHT
from loipr.markup.nodes import item_label, question_panel, reply_block

#: The width of the frame of a page and of a turned page, and that of the text, in centimetres, as in the style sheet.
FRAME, TURNED_FRAME, TEXT = 17.0, 25.7, 13.0
#: The class of tables that stay on one page.
SHORT_CLASS = "short"


def prepare(tree: nodes.document) -> None:
    """Give *tree* the ids and classes that the writer needs, and mark the labels of items and sources."""
    _drop_title(tree)
    for table in tree.findall(nodes.table):
        _classify(table)
    for panel in tree.findall(question_panel):
        if stays_whole(panel):
            panel["classes"].append("short")
        for item in panel.findall(nodes.list_item):
            _set_label(item)
    for source in tree.findall(nodes.citation):
        _set_key(source)
    _make_ids_unique(tree)
    _address_words(tree)
    _leave_out(tree)


def unique(docname: str, name: str) -> str:
    """Return the id in the whole report of what has the id *name* on the page *docname*."""
    return f"{docname.replace('/', '-')}--{name}"


def contents_of(node: nodes.Element) -> Iterator[tuple[nodes.section, nodes.title]]:
    """Yield the sections on the level below *node*, each with its heading; other nodes around them do not count."""
    for child in node.children:
        if isinstance(child, nodes.section):
            title = child.next_node(nodes.title)
            if title is not None and title["ids"]:
                yield child, title
        elif isinstance(child, nodes.Element):
            yield from contents_of(child)


def _drop_title(tree: nodes.document) -> None:
    """Remove the heading of the page that only lists the contents, because the title is on the first page."""
    section = next(tree.findall(nodes.section), None)
    if section is not None and isinstance(section[0], nodes.title):
        section.replace_self(section.children[1:])


def _classify(table: nodes.table) -> None:
    sizes = [int(spec["colwidth"]) for spec in table.findall(nodes.colspec)]
    rows = next(table.findall(nodes.tbody)).children
    if is_short([max(map(lines, row.children, sizes), default=0) for row in rows]):
        table["classes"].append(SHORT_CLASS)
    is_turned = sum(table.get("needed", ())) > UPRIGHT
    if is_turned:
        table["classes"].append("wide")
    if "needed" in table:
        width = (TURNED_FRAME if is_turned else FRAME) * min(sum(sizes), LINE) / LINE
        table["width"] = f"{width:.2f}cm"
        if is_beyond_text(sum(sizes), is_turned=is_turned):
            table["classes"].append("beyond")


def _set_label(item: nodes.list_item) -> None:
    """Mark the first words of an item of the question as its label."""
    words = item[0]
    assert isinstance(words, nodes.paragraph)
    words[0] = nodes.inline("", "", words[0], classes=[LABEL_CLASS])


def _set_key(source: nodes.citation) -> None:
    """Move the key of a source to the start of its first line."""
    label = source.next_node(nodes.label)
    words = source.next_node(nodes.paragraph)
    if label is not None and words is not None:
        source.remove(label)
        words.insert(0, nodes.inline("", f"[{label.astext()}]", classes=[LABEL_CLASS]))


def _make_ids_unique(tree: nodes.document) -> None:
    """Put the page's name before each id and in each reference to one, because several pages may have the same id."""
    for docname, node in _with_pages(tree, str(tree["docname"])):
        node["ids"] = [unique(docname, name) for name in node["ids"]]
        if "refid" in node:
            node["refid"] = unique(docname, node["refid"])
        if node.get("backrefs"):
            node["backrefs"] = [unique(docname, name) for name in node["backrefs"]]
        start, mark, name = str(node.get("refuri", "")).removeprefix("#").partition("#")
        if start.startswith("document-"):
            page = start.removeprefix("document-")
            node["refuri"] = f"#{unique(page, name)}" if mark else f"#{_page_id(page)}"


def _page_id(docname: str) -> str:
    return f"page-{docname.replace('/', '-')}"


def _with_pages(node: nodes.Element, docname: str) -> Iterator[tuple[str, nodes.Element]]:
    for child in node.children:
        if isinstance(child, nodes.Element):
            inside = str(child["docname"]) if isinstance(child, addnodes.start_of_file) else docname
            yield inside, child
            yield from _with_pages(child, inside)


def _address_words(tree: nodes.document) -> None:
    """Make links lead to words, not to the elements around them, which may begin at the foot of the page before.

    Each place keeps only one id, because each further id would be an empty piece of text in the PDF.
    """
    for page in tree.findall(addnodes.start_of_file):
        page["ids"].append(_page_id(page["docname"]))
    for around in tree.findall(_is_around):
        assert isinstance(around, nodes.Element)
        words = _first_words(around)
        if words is not None:
            words["ids"], around["ids"] = [*words["ids"], *around["ids"]], []
    instead: dict[str, str] = {}
    for node in tree.findall(nodes.Element):
        instead |= dict.fromkeys(node["ids"][1:], node["ids"][0] if node["ids"] else "")
        del node["ids"][1:]
    for node in tree.findall(nodes.Element):
        _lead(node, instead)


def _is_around(node: nodes.Node) -> bool:
    return isinstance(node, addnodes.start_of_file | nodes.section | reply_block | nodes.citation)


def _first_words(around: nodes.Element) -> nodes.Element | None:
    if isinstance(around, reply_block):
        return around.next_node(item_label)
    if isinstance(around, nodes.citation):
        return around.next_node(nodes.paragraph)
    section = around if isinstance(around, nodes.section) else around.next_node(nodes.section)
    return section.next_node(nodes.title) if section is not None else None


def _lead(node: nodes.Element, instead: dict[str, str]) -> None:
    if "refid" in node:
        node["refid"] = instead.get(node["refid"], node["refid"])
    if str(node.get("refuri", "")).startswith("#"):
        name = node["refuri"][1:]
        node["refuri"] = f"#{instead.get(name, name)}"
    if node.get("backrefs"):
        node["backrefs"] = [instead.get(name, name) for name in node["backrefs"]]


def _leave_out(tree: nodes.document) -> None:
    """Remove what nobody sees: words that open over a link, and inline elements that look like the text around them.

    Each such element takes the library as much time as a paragraph.
    """
    led_to: set[object] = set()
    for node in tree.findall(nodes.Element):
        node.attributes.pop("reftitle", None)
        led_to.update((node.get("refid"), str(node.get("refuri", ""))[1:], *node.get("backrefs", ())))
    for piece in list(tree.findall(nodes.inline)):
        if "expansion" in piece and isinstance(piece.parent, nodes.reference):
            piece.parent["expansion"] = piece["expansion"]
        is_told_by_class = any(name == LABEL_CLASS or name.startswith("language-") for name in piece["classes"])
        if type(piece) is nodes.inline and not is_told_by_class and led_to.isdisjoint(piece["ids"]):
            place = piece.parent.index(piece)
            piece.parent[place : place + 1] = piece.children
