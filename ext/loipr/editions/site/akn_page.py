"""A page of the report in Akoma Ntoso: its sections, paragraphs, tables and lists, as that vocabulary calls them.

The numbers of paragraphs are known only when all pages are read, and when nothing else of a page changes, it is not
written anew. So a page comes with gaps in the place of the numbers.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import count, groupby

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx

from loipr.facts.provisions import Provision
from loipr.facts.treaties import Treaty
from loipr.markup.nodes import (
    chart,
    dataset_download,
    figure_reference,
    footnote_mark,
    item_label,
    question_panel,
    reply_block,
    series,
)
from loipr.markup.report_of_build import report_of
from loipr.wording.labels import letters, roman

#: A character that XML cannot hold, and the signs that it gives a meaning.
_IMPOSSIBLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SIGNS = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
_SKIPPED = (
    *(nodes.Invisible, nodes.raw, nodes.system_message, nodes.footnote),
    *(addnodes.toctree, addnodes.index, dataset_download),
)
#: Nodes within a line, by the name of the same in AKN.
_INLINE: Mapping[type[nodes.Node], str] = {
    nodes.emphasis: "i",
    nodes.strong: "b",
    nodes.superscript: "sup",
    nodes.subscript: "sub",
}
_COUNTED = {"loweralpha": letters, "lowerroman": roman}

#: What stands above other blocks as their heading.
_HEADINGS = (nodes.title, nodes.term, nodes.field_name, item_label)
#: Stands before and behind the stable id of a paragraph, in the place of its number.
GAP = "\0"


def escaped(text: str) -> str:
    """Return *text* as XML has it, also between quotation marks."""
    return re.sub('[&<>"]', lambda sign: _SIGNS[sign[0]], _IMPOSSIBLE.sub("", text))


def treaty_address(treaty: Treaty) -> str:
    """Return the address of *treaty* by AKN's convention of names."""
    day = f"/{treaty.adopted.isoformat()}" if treaty.adopted else ""
    return f"/akn/un/act/treaty{day}/{nodes.make_id(treaty.abbreviation)}"


def provision_address(treaty: Treaty, provision: Provision) -> str:
    """Return the address of *provision* of *treaty* by AKN's convention of names."""
    levels = {
        "art": provision.article,
        "para": provision.paragraph,
        "point": provision.letter,
        "item": provision.roman,
    }
    where = "__".join(f"{name}_{level}" for name, level in levels.items() if level is not None)
    return f"{treaty_address(treaty)}/~{where}"


def dataset_reference(name: str) -> str:
    """Return the id of the dataset *name* among the references of the document."""
    return f"dataset_{name}"


def page_in_akn(app: Sphinx, docname: str, document: nodes.document) -> str:
    """Return the page *docname* with the tree *document*, as it is written on the site, with a :data:`GAP` for each
    number of a paragraph.
    """
    return "".join(_Writer(app, docname, document).page())


class _Writer:
    """Writes one page: its methods yield or return text, in the order of the page."""

    def __init__(self, app: Sphinx, docname: str, document: nodes.document) -> None:
        page = report_of(app.env).pages_by_docname.get(docname)
        self._address = app.builder.get_target_uri(docname)
        self._treaties = report_of(app.env).treaties
        self._numbers: Mapping[str, Mapping[str, tuple[int, ...]]] = app.env.toc_fignumbers.get(docname, {})
        self._forms = app.config.numfig_format
        self._id = nodes.make_id(docname)
        self._subject = f"question_{page.question}" if page is not None and page.is_reply else self._id
        self._document = document
        self._notes = {name: note for note in document.findall(nodes.footnote) for name in note["ids"]}
        self._told: set[str] = set()

    def page(self) -> Iterator[str]:
        yield f'<section eId="sec_{self._id}">'
        first, *others = self._document.children
        if isinstance(first, nodes.section):
            yield from self._headed(first)
        else:
            others = self._document.children
        yield from self._parts(others)
        yield "</section>\n"

    def _headed(self, section: nodes.Element) -> Iterator[str]:
        for title in section.children:
            if isinstance(title, _HEADINGS):
                yield f"<heading>{self._line(title)}</heading>"
        yield from self._parts(section.children)

    def _parts(self, children: Iterable[nodes.Node]) -> Iterator[str]:
        """Yield each of *children* with a heading or a number as a part of its own, and those between together."""
        for own, group in groupby(children, _is_part):
            if not own:
                blocks = "".join(self._blocks(group))
                yield f'<hcontainer name="unnumbered"><content>{blocks}</content></hcontainer>' if blocks else ""
            for child in group if own else ():
                yield from self._part(child)

    def _part(self, node: nodes.Node) -> Iterator[str]:
        match node:
            case nodes.section():
                yield "<section>"
                yield from self._headed(node)
                yield "</section>"
            case reply_block():
                yield f'<hcontainer name="reply" class="{escaped(" ".join(node["labels"]))}">'
                yield from self._headed(node)
                yield "</hcontainer>"
            case question_panel():
                blocks = "".join(self._blocks(node.children))
                yield f'<hcontainer name="question"><content>{blocks}</content></hcontainer>'
            case nodes.paragraph():
                yield f"{GAP}{self._stable_id(node)}{GAP}"
                yield f"<content><p>{self._line(node)}</p></content></paragraph>\n"

    def _stable_id(self, paragraph: nodes.paragraph) -> str:
        around = paragraph.parent
        item = f"__item_{nodes.make_id(around['labels'][0])}" if isinstance(around, reply_block) else ""
        return f"{self._subject}{item}__para_{paragraph['address'].rpartition('-')[2]}"

    def _blocks(self, children: Iterable[nodes.Node]) -> Iterator[str]:
        """Yield *children* as blocks; sources one after another are a list."""
        for is_source, group in groupby(children, lambda child: isinstance(child, nodes.citation)):
            if not is_source:
                for child in group:
                    yield from self._block(child)
            else:
                yield f"<blockList>{''.join(self._item(one) for one in group)}</blockList>\n"

    def _block(self, node: nodes.Node) -> Iterator[str]:
        if _is_skipped(node):
            return
        match node:
            case nodes.label() | nodes.title() | item_label() | nodes.term() | nodes.field_name():
                return  # They are told as numbers and headings.
            case nodes.table():
                yield self._table(node)
            case nodes.bullet_list() | nodes.definition_list() | nodes.field_list() | nodes.enumerated_list():
                items = "".join(self._item(item, label) for item, label in _labelled(node))
                yield f"<blockList>{items}</blockList>\n" if items else ""
            case nodes.admonition():
                yield f"<tblock>{self._item_parts(node)}</tblock>\n"
            case chart() | series():
                yield f'<block name="chart" title="{escaped(node["alt"])}"/>\n'
            case nodes.image():
                yield f"<p>{self._picture(node)}</p>\n"
            case nodes.caption():
                yield f"<p>{self._number_of(node.parent)}{self._line(node)}</p>\n"
            case nodes.TextElement():
                yield f"<p>{self._line(node)}</p>\n"
            case nodes.Element():
                yield from self._blocks(node.children)

    def _item(self, node: nodes.Node, label: str = "") -> str:
        assert isinstance(node, nodes.Element)
        if isinstance(node, nodes.citation):
            label = f"[{node.children[0].astext()}]"
        number = f"<num>{escaped(label)}</num>" if label else ""
        return f"<item>{number}{self._item_parts(node)}</item>"

    def _item_parts(self, node: nodes.Element) -> str:
        """Return the heading of *node*, if it has one, and its blocks, of which AKN wants at least one."""
        heads = "".join(
            f"<heading>{self._line(child)}</heading>" for child in node.children if isinstance(child, _HEADINGS)
        )
        return f"{heads}{''.join(self._blocks(node.children)) or '<p/>'}"

    def _table(self, table: nodes.table) -> str:
        captions = (child for child in table.children if isinstance(child, nodes.title))
        caption = "".join(f"<caption>{self._number_of(table)}{self._line(one)}</caption>" for one in captions)
        rows = "".join(f"<tr>{''.join(map(self._cell, row.children))}</tr>\n" for row in table.findall(nodes.row))
        return f"<table>{caption}{rows}</table>\n"

    def _cell(self, cell: nodes.Node) -> str:
        assert isinstance(cell, nodes.entry)
        name = "th" if isinstance(cell.parent.parent, nodes.thead) else "td"
        told = (("rowspan", cell.get("morerows", 0) + 1), ("colspan", cell.get("morecols", 0) + 1))
        spans = "".join(f' {span}="{number}"' for span, number in told if number > 1)
        return f"<{name}{spans}>{''.join(self._blocks(cell.children)) or '<p/>'}</{name}>"

    def _number_of(self, node: nodes.Element | None) -> str:
        """Return the number before the caption of a table or figure, as the site has it."""
        kind = "table" if isinstance(node, nodes.table) else "figure"
        found = next(
            (self._numbers.get(kind, {}).get(name) for name in (node["ids"] if node is not None else [])), None
        )
        return f"{self._forms[kind] % '.'.join(map(str, found))} " if found else ""

    def _line(self, node: nodes.Node) -> str:
        return "".join(map(self._inline, node.children))

    def _inline(self, node: nodes.Node) -> str:
        if isinstance(node, nodes.Text):
            return escaped(node.astext())
        if _is_skipped(node):
            return ""
        assert isinstance(node, nodes.Element)
        inner = self._line(node)
        match node:
            case nodes.inline() if "ends" in node:
                return self._provisions(node, inner)
            case figure_reference():
                number = f' normalized="{node["number"]}"' if node["number"] else ""
                return f'<quantity refersTo="#{dataset_reference(node["dataset"])}"{number}>{inner}</quantity>'
            case nodes.reference():
                return self._reference(node, inner)
            case nodes.footnote_reference():
                return self._note(node)
            case nodes.image():
                return self._picture(node)
            case footnote_mark():
                return f"<sup>{escaped(node['letters'])}</sup>"
            case nodes.abbreviation():
                return f'<abbr title="{escaped(node.get("explanation", ""))}">{inner}</abbr>'
        name = _INLINE.get(type(node))
        return f"<{name}>{inner}</{name}>" if name else inner

    def _provisions(self, node: nodes.inline, inner: str) -> str:
        treaty = self._treaties.find(node["treaty"])
        assert treaty is not None
        first, *last = (provision_address(treaty, one) for one in node["ends"])
        reference = f'<ref href="{first}">{inner}</ref>'
        return f'<rref from="{first}" upTo="{last[0]}">{reference}</rref>' if last else reference

    def _reference(self, node: nodes.reference, inner: str) -> str:
        """Return a link; what AKN says in another way is none."""
        if "<ref " in inner or isinstance(node.parent, figure_reference):
            return inner
        if "refid" in node:
            return f'<a href="{escaped(self._address)}#{escaped(node["refid"])}">{inner}</a>'
        address = node.get("refuri", "")
        if node.get("internal"):
            path, sign, name = address.partition("#")
            here = posixpath.dirname(self._address)
            address = f"{posixpath.normpath(posixpath.join(here, path)) if path else self._address}{sign}{name}"
        return f'<a href="{escaped(address)}">{inner}</a>' if address else inner

    def _picture(self, node: nodes.image) -> str:
        return f'<img src="{escaped(node["uri"])}" alt="{escaped(node.get("alt", ""))}"/>'

    def _note(self, node: nodes.footnote_reference) -> str:
        """Return the note at its first mark, and a reference to it at others."""
        name, mark = str(node["refid"]), escaped(node.astext())
        here = f"{self._id}__fn_{name}"
        if name in self._told:
            return f'<noteRef href="#{here}" marker="{mark}"/>'
        self._told.add(name)
        _, *blocks = self._notes[name].children
        return f'<authorialNote eId="{here}" marker="{mark}">{"".join(self._blocks(blocks))}</authorialNote>'


def _is_skipped(node: nodes.Node) -> bool:
    """Whether *node* is nothing that print would show either."""
    if isinstance(node, _SKIPPED) or not isinstance(node, nodes.Element):
        return True
    return "site_only" in node or "toctree-wrapper" in node["classes"]


def _is_part(node: nodes.Node) -> bool:
    """Whether *node* has a heading or a number of its own."""
    if isinstance(node, nodes.paragraph):
        return "address" in node
    return isinstance(node, nodes.section | reply_block | question_panel)


def _labelled(found: nodes.Element) -> Iterator[tuple[nodes.Node, str]]:
    """Yield the items of a list, each with the label that it has in front; empty if there is none."""
    if not isinstance(found, nodes.enumerated_list):
        yield from ((item, "") for item in found.children)
        return
    counted = _COUNTED.get(found["enumtype"], str)
    for number, item in zip(count(found.get("start", 1)), found.children, strict=False):
        yield item, f"{found.get('prefix', '')}{counted(number)}{found.get('suffix', '.')}"
