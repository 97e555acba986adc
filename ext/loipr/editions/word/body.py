"""The text of the report: headings, paragraphs, lists, questions, gaps and notes, in Word's styles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import Element

from docutils import nodes
from sphinx import addnodes
from sphinx.locale import admonitionlabels

from loipr.editions.shared.assembly import CONTENTS_DEPTH
from loipr.editions.shared.question_breaks import paragraphs_with_breaks
from loipr.editions.word.anchors import Anchors
from loipr.editions.word.block_names import BlockNames
from loipr.editions.word.counting import (
    BULLET_LIST,
    NUMBERED,
    NUMBERED_IN_ANNEX,
    STEP,
    SUBLEVEL_STYLES,
    TEXT,
    Numbers,
)
from loipr.editions.word.docx_zip import Relations
from loipr.editions.word.elements import field as word_field
from loipr.editions.word.elements import properties, text_element, w
from loipr.editions.word.inlines import SKIPPED, Inlines
from loipr.editions.word.runs import Look, is_rtl, runs
from loipr.editions.word.sheet import Place, Sheet, keep_with_next, set_style
from loipr.editions.word.tables import TableWriter
from loipr.markup.nodes import (
    BEGINS_PAGE,
    TABLE_LABEL,
    chart,
    item_label,
    notes_below,
    paragraph_number,
    question_panel,
    reply_block,
    series,
)
from loipr.markup.paragraphs import ANNEX

#: The deepest level of headings in the document.
_DEEPEST = 6
_PARAGRAPH_STYLES = {
    "loipr-question": "Question",
    "loipr-standing": "QuestionDetail",
    "loipr-source": "TableNote",
    TABLE_LABEL: "Caption",
}
#: Styles without space above; below a table, such a paragraph needs some.
_CLOSE = ("ReportText", NUMBERED, NUMBERED_IN_ANNEX, *SUBLEVEL_STYLES, "ListBullet", "ListNumber", "Quotation", "Code")
#: The styles of the items of a question and of the items below those, and where their words begin.
_QUESTION_ITEMS = (("QuestionItem", TEXT + STEP), ("QuestionSubitem", TEXT + 2 * STEP))
#: Nodes that only hold other nodes together.
_AROUND = (
    *(
        nodes.document,
        addnodes.start_of_file,
        nodes.compound,
        nodes.container,
        nodes.topic,
        nodes.sidebar,
        nodes.decoration,
    ),
    *(nodes.line_block, nodes.legend, addnodes.only, addnodes.compact_paragraph),
)
_LITTLE = STEP // 2
#: A term of at most so many letters has room beside its definition.
_LONGEST_LABEL = 21


class Pages(NamedTuple):
    """The files of the pages, by the name of the page, and the folder that their paths begin in."""

    root: Path
    files: dict[str, str]


@dataclass
class Heading:
    """An entry of the table of contents."""

    depth: int
    text: str
    bookmark: str


class Body:
    """Writes a doctree as paragraphs and tables of Word."""

    def __init__(
        self,
        document: nodes.document,
        folder: Path,
        captions: dict[str, dict[str, dict[str, tuple[int, ...]]]],
        first_note: int,
        pages: Pages,
        *,
        is_draft: bool,
    ) -> None:
        self._document = document
        self._captions = captions
        self._first_note = first_note
        self.numbers = Numbers()
        self.headings: list[Heading] = []
        self.sheet = Sheet()
        self.footnotes: list[Element] = []
        self.note_relations = Relations()
        self._anchors = Anchors(document)
        self.names = BlockNames(pages.root, pages.files, self._anchors.elements)
        #: The node that the next paragraph is made from.
        self._made_from: nodes.Element = document
        self.inlines = Inlines(self._anchors, Relations(), folder, self._footnote, has_controls=is_draft)
        self._notes = {
            (page, name): node
            for page, node in self._anchors.elements
            if isinstance(node, nodes.footnote)
            for name in node["ids"]
        }
        self._note_numbers: dict[tuple[str, str], int] = {}
        #: The last number of a table and of a figure.
        self._captioned: dict[str, int] = {}
        self._waiting: list[str] = []
        self._tables = TableWriter(self)

    def write(self) -> list[Element]:
        """Write the report, and return it as the content of the document's body."""
        self.inlines.page = self._document["docname"]
        self.blocks(self._document.children, Place())
        return self.sheet.elements

    def blocks(self, children: Sequence[nodes.Node], place: Place) -> None:
        """Write *children* one after the other."""
        rest = iter(range(len(children)))
        for number in rest:
            child = children[number]
            if isinstance(child, nodes.table):
                below = [one for one in children[number + 1 : number + 2] if isinstance(one, notes_below)]
                self._tables.write(child, below, place)
                if below:
                    next(rest)
            elif isinstance(child, nodes.Element) and not isinstance(child, SKIPPED):
                self._block(child, place)
            elif isinstance(child, nodes.Text) and child.strip():
                self.paragraph(place.style, self.inlines.of([child], place.look), left=place.left)

    def _block(self, node: nodes.Element, place: Place) -> None:
        self.mark(node)
        writer = next((_WRITERS[kind] for kind in type(node).__mro__ if kind in _WRITERS), None)
        if writer is not None:
            writer(self, node, place)
        elif isinstance(node, _AROUND):
            self.blocks(node.children, place)
        elif isinstance(node, nodes.Admonition):
            self._admonition(node, place)
        elif isinstance(node, nodes.Inline):
            self.paragraph(place.style, self.inlines.of([node], place.look), left=place.left)
        elif not isinstance(node, nodes.Invisible):
            self.inlines.refuse(node)

    def mark(self, node: nodes.Element) -> None:
        """Give the bookmarks of *node* to the next paragraph. Those of a table with a number are for its number."""
        self._made_from = node
        if self.number(node) is None:
            self._waiting += self._anchors.names(self.inlines.page, node["ids"])

    def paragraph(
        self,
        style: str,
        content: Iterable[Element],
        *,
        names: Sequence[str] = (),
        keeps_next: bool = False,
        begins_page: bool = False,
        number: tuple[int, int] | None = None,
        left: int | None = None,
        hanging: int = 0,
        align: str = "",
        text: str = "",
    ) -> None:
        """Write a paragraph of a *style* with *content*, or nothing if there is none.

        The words of *text* show in which direction it is read.
        """
        # To write the content may write a note, which is made from another node.
        made_from = self._made_from
        inside = list(content)
        self._made_from = made_from
        if not inside:
            return
        waiting = [self._own_name(), *self._waiting, *names]
        self._waiting = []
        form = properties(
            style,
            keeps_next=keeps_next,
            begins_page=begins_page,
            number=number,
            space_before=120 if self.sheet.ends_with_table and style in _CLOSE else None,
            left=left,
            hanging=hanging,
            # A cell keeps the alignment of its column.
            is_rtl=is_rtl(text) and not style.startswith("Table"),
            align=align,
        )
        self.sheet.add(w("p", form, *self.inlines.marked(waiting, iter(inside))))

    def empty(self, style: str) -> Element:
        """Return a paragraph of a *style* without content, for a cell that has none."""
        return w("p", properties(style), *self.inlines.marked([self._own_name()], iter(())))

    def _own_name(self) -> str:
        return self.names.name(self.inlines.page, self._made_from)

    def _text(self, node: nodes.Element, place: Place, style: str = "", **more: object) -> None:
        """Write *node* as a paragraph of a *style*."""
        self._made_from = node
        content = self.inlines.of(node.children, place.look)
        self.paragraph(style or place.style, content, text=node.astext(), **more)  # type: ignore[arg-type]

    # Headings and the text below them.

    def _page(self, node: nodes.Element, place: Place) -> None:
        around, self.inlines.page = self.inlines.page, node["docname"]
        self._waiting += self._anchors.page_names(node["docname"])
        self.blocks(node.children, replace(place, style="ReportText"))
        self.inlines.page = around

    def _section(self, node: nodes.Element, place: Place) -> None:
        if node is next(self._document.findall(nodes.section), None) and isinstance(node[0], nodes.title):
            # The title of the whole report is on the first page.
            self.blocks(node.children[1:], place)
        else:
            self.blocks(node.children, replace(place, depth=place.depth + 1))
        if ANNEX in node["classes"]:
            self.numbers.end_annex()

    def _title(self, node: nodes.Element, place: Place) -> None:
        depth = min(max(place.depth, 1), _DEEPEST)
        content = self.inlines.of(node.children)
        bookmark = f"_Toc{len(self.headings) + 1:06}"
        if depth <= CONTENTS_DEPTH:
            self.headings.append(Heading(depth, _words(node), bookmark))
        names = [bookmark] if depth <= CONTENTS_DEPTH else []
        is_annex = ANNEX in node.parent["classes"]
        number = self.numbers.begin_annex() if is_annex else None
        begins_page = is_annex or BEGINS_PAGE in node.parent["classes"]
        self.paragraph(
            f"Heading{depth}", content, names=names, begins_page=begins_page, number=number, text=node.astext()
        )

    def _paragraph(self, node: nodes.Element, place: Place) -> None:
        number = next((child["number"] for child in node.children if isinstance(child, paragraph_number)), None)
        if number is not None:
            numbered, restart = self.numbers.paragraph(number)
            self._text(node, place, numbered, number=restart)
            return
        style = next((_PARAGRAPH_STYLES[name] for name in node["classes"] if name in _PARAGRAPH_STYLES), place.style)
        left = place.left if style == place.style else None
        self._text(node, place, style, left=left, keeps_next=style == "Caption")

    def _rubric(self, node: nodes.Element, place: Place) -> None:
        self._text(node, place, "Rubric")

    # The question, its reply, and what is missing.

    def _panel(self, node: nodes.Element, place: Place) -> None:
        start = len(self.sheet.elements)
        self.blocks(node.children, replace(place, style="QuestionDetail"))
        written = self.sheet.elements[start:]
        for paragraph, (_, may_break) in zip(written[:-1], paragraphs_with_breaks(node), strict=False):
            if not may_break:
                keep_with_next(paragraph)
        if written:
            set_style(written[-1], "QuestionEnd")

    def _label(self, node: nodes.Element, place: Place) -> None:
        self._text(node, place, "ItemLabel")

    def _admonition(self, node: nodes.Element, place: Place) -> None:
        children = node.children
        within = replace(place, style="Gap")
        if isinstance(children[0], nodes.title):
            self._text(children[0], within, "GapTitle")
            children = children[1:]
        else:
            name = admonitionlabels.get(node.tagname, node.tagname.capitalize())
            self.paragraph("GapTitle", runs(str(name)))
        self.blocks(children, within)

    # Lists.

    def _bullets(self, node: nodes.Element, place: Place) -> None:
        is_question = "loipr-items" in node["classes"]
        for item in node.children:
            assert isinstance(item, nodes.list_item)
            if is_question:
                self._question_item(item, place)
            else:
                level = min(place.level, 8)
                self._item(item, place, "ListBullet", (level, BULLET_LIST), TEXT + _LITTLE * (level + 3), _LITTLE)

    def _question_item(self, item: nodes.list_item, place: Place) -> None:
        """Write an item of a question: its label, its words beside the label, and the rest below the words."""
        style, left = _QUESTION_ITEMS[min(place.level, len(_QUESTION_ITEMS) - 1)]
        first = item[0]
        assert isinstance(first, nodes.paragraph)
        label, words = first.children[:1], [nodes.Text(first[1].astext().lstrip()), *first.children[2:]]
        self.mark(item)
        self.paragraph(style, [*self.inlines.of(label), w("r", w("tab")), *self.inlines.of(words)], text=first.astext())
        self.blocks(item.children[1:], replace(place, style=style, level=place.level + 1, left=left))

    def _enumeration(self, node: nodes.Element, place: Place) -> None:
        start = int(node.get("start", 1))
        below = next((int(name[-1]) for name in node["classes"] if name.startswith("loipr-level-")), 0)
        if below:
            number = self.numbers.sublevel(below, start)
        else:
            found = self.numbers.other(node["enumtype"], node.get("prefix", ""), node.get("suffix", "."), start)
            number = (0, found)
        for item in node.children:
            assert isinstance(item, nodes.list_item)
            if below:
                self.numbers.item(below)
                left = TEXT + (below + 1) * STEP
                self._item(item, place, SUBLEVEL_STYLES[below - 1], number, left, STEP)
            else:
                level = min(place.level, 8)
                self._item(item, place, "ListNumber", number, TEXT + STEP * (level + 1), STEP)

    def _item(
        self, item: nodes.Element, place: Place, style: str, number: tuple[int, int], left: int, hanging: int
    ) -> None:
        """Write an item: its first paragraph with the number or bullet, and the rest below its text."""
        self.mark(item)
        is_cell = place.style.startswith("Table")
        if is_cell:
            left = hanging = _LITTLE // 2 * (place.level + 1)
        within = replace(place, level=place.level + 1, left=left)
        children = item.children
        first = children[0] if children else None
        if isinstance(first, nodes.paragraph):
            mine = place.style if is_cell else style
            self.mark(first)
            if is_cell:
                self._text(first, place, mine, number=number, left=left, hanging=hanging)
            else:
                self._text(first, place, mine, number=number)
            children = children[1:]
        self.blocks(children, within)

    def _definitions(self, node: nodes.Element, place: Place) -> None:
        is_list = "loipr-abbreviations" in node["classes"] and place.style == "ReportText"
        self.blocks(node.children, replace(place, style="Entry") if is_list else place)

    def _definition(self, node: nodes.Element, place: Place) -> None:
        """Write a term and its definition: beside the term if that is short, otherwise below it."""
        terms = [child for child in node.children if isinstance(child, nodes.term)]
        meanings = [child for one in node.children if isinstance(one, nodes.definition) for child in one.children]
        for term in terms:
            self.mark(term)
        first = meanings[0] if meanings else None
        inside = list(
            self.inlines.of([child for term in terms for child in term.children], replace(place.look, bold=True))
        )
        is_short = sum(len(term.astext()) for term in terms) <= _LONGEST_LABEL
        if isinstance(first, nodes.paragraph) and place.style == "Entry":
            gap = w("tab") if is_short else w("br")
            self.paragraph(
                "Entry", [*inside, w("r", gap), *self.inlines.of(first.children, place.look)], text=first.astext()
            )
            meanings = meanings[1:]
        else:
            self.paragraph("Term" if place.style == "ReportText" else place.style, inside, keeps_next=True)
        within = replace(place, style="Definition") if place.style in ("ReportText", "Entry") else place
        self.blocks(meanings, within)

    def _fields(self, node: nodes.Element, place: Place) -> None:
        """Write facts in pairs, as of a dataset, in the form of a list of abbreviations."""
        within = replace(place, style="Entry") if place.style == "ReportText" else place
        for field in node.children:
            name, body = (list(part.children) for part in field.children)
            self._definition(
                nodes.definition_list_item("", nodes.term("", "", *name), nodes.definition("", *body)), within
            )

    def _source(self, node: nodes.Element, place: Place) -> None:
        label = next((child.astext() for child in node.children if isinstance(child, nodes.label)), "")
        content = [one for child in node.children if isinstance(child, nodes.paragraph) for one in child.children]
        inside = [*runs(f"[{label}]"), w("r", w("tab")), *self.inlines.of(content)]
        self.paragraph("Source", inside, text=node.astext())

    # What is quoted, drawn, or set as it is.

    def _quotation(self, node: nodes.Element, place: Place) -> None:
        self.blocks(node.children, replace(place, style="Quotation" if place.style == "ReportText" else place.style))

    def _attribution(self, node: nodes.Element, place: Place) -> None:
        self._text(node, place)

    def _literal(self, node: nodes.Element, place: Place) -> None:
        lines: list[Element] = []
        for number, line in enumerate(node.astext().splitlines()):
            if number:
                lines.append(w("r", w("br")))
            lines += runs(line)
        self.paragraph("Code", lines)

    def _line(self, node: nodes.Element, place: Place) -> None:
        self._text(node, place, left=place.left)

    def _figure(self, node: nodes.Element, place: Place) -> None:
        caption = next((child for child in node.children if isinstance(child, nodes.caption)), None)
        for child in node.children:
            if isinstance(child, nodes.caption):
                has_source = isinstance(node[0], chart)
                self.caption(child, "Figure", keeps_next=has_source)
            elif isinstance(child, nodes.image | chart | series):
                self.paragraph("Picture", self.inlines.picture(child), keeps_next=caption is not None)
            else:
                self.blocks([child], place)

    def _image(self, node: nodes.Element, place: Place) -> None:
        self.paragraph("Picture", self.inlines.picture(node))

    def _notes_below(self, node: nodes.Element, place: Place) -> None:
        self.blocks(node.children, replace(place, style="TableNote", left=None))

    def number(self, node: nodes.Element) -> int | None:
        """Return the running number of a table or figure with a caption, or None."""
        kind = "table" if isinstance(node, nodes.table) else "figure" if isinstance(node, nodes.figure) else ""
        numbers = self._captions.get(self.inlines.page, {}).get(kind, {})
        return next((numbers[name][0] for name in node["ids"] if name in numbers), None)

    def caption(self, node: nodes.Element, word: str, *, keeps_next: bool) -> None:
        """Write the caption *node*, after the *word* (“Table”) and a number that Word counts itself.

        The bookmarks of the table or figure enclose the number: a reference in Word repeats what they enclose.
        """
        start: list[Element] = []
        # The number of a table stands above its title, as in the UN's documents.
        is_table = word == "Table"
        look = Look(bold=not is_table)
        number = self.number(node.parent)
        if number is not None:
            goes_on = number == self._captioned.get(word, 0) + 1
            self._captioned[word] = number
            # A part of the report begins with a later number.
            instruction = rf"SEQ {word} \* ARABIC" + ("" if goes_on else rf" \r {number}")
            field = word_field(instruction, list(runs(str(number), look)))
            counted = self.inlines.marked(self._anchors.names(self.inlines.page, node.parent["ids"]), field)
            between = [*runs(" "), w("r", w("br"))] if is_table else runs(". ", look)
            start = [*runs(f"{word} ", look), *counted, *between]
        words = self.inlines.of(node.children, Look(bold=is_table))
        self.paragraph("Caption", [*start, *words], keeps_next=keeps_next, text=node.astext())

    # Notes at the foot of the page.

    def _footnote(self, page: str, node: nodes.Element) -> Iterator[Element]:
        """Yield the mark of a note. The first mark brings the note with it; later marks refer to that note."""
        key = (page, node.get("refid", ""))
        note = self._notes.get(key)
        if note is None:
            yield from runs(node.astext(), Look(raised="superscript"))
        elif self.inlines.relations is self.note_relations:
            # In Word, a note cannot have notes of its own: the text of such a note is written in the line.
            yield from runs(f" ({_words(note)})")
        elif key in self._note_numbers:
            number = self._note_numbers[key]
            shown = [w("r", w("rPr", w("rStyle", val="FootnoteReference")), text_element("t", str(number)))]
            yield from word_field(rf"NOTEREF _Note{number:06} \f \h", shown)
        else:
            number = self._note_numbers[key] = len(self._note_numbers) + 1
            mark = w(
                "r",
                w("rPr", w("rStyle", val="FootnoteReference")),
                w("footnoteReference", id=self._first_note + number - 1),
            )
            yield from self.inlines.marked([f"_Note{number:06}"], iter([mark]))
            self._write_note(number, note)

    def _write_note(self, number: int, note: nodes.footnote) -> None:
        text, self.sheet = self.sheet, Sheet()
        relations, self.inlines.relations = self.inlines.relations, self.note_relations
        waiting, self._waiting = self._waiting, []
        self.blocks([child for child in note.children if not isinstance(child, nodes.label)], Place("FootnoteText"))
        written, self.sheet = self.sheet.elements, text
        self.inlines.relations, self._waiting = relations, waiting
        if not written:
            written = [w("p", properties("FootnoteText"))]
        mark = w("r", w("rPr", w("rStyle", val="FootnoteReference")), w("footnoteRef"))
        written[0][1:1] = [mark, w("r", w("tab"))]
        self.footnotes.append(w("footnote", *written, id=self._first_note + number - 1))

    def _nothing(self, node: nodes.Element, place: Place) -> None:
        pass


def _words(node: nodes.Element) -> str:
    """Return the words of *node* without marks of notes."""
    if isinstance(node, nodes.footnote_reference | nodes.label | paragraph_number):
        return ""
    parts = (child.astext() if isinstance(child, nodes.Text) else _words(child) for child in node.children)  # type: ignore[arg-type]
    return "".join(parts)


#: How each kind of block is written.
_WRITERS: dict[type, Callable[[Body, nodes.Element, Place], None]] = {
    addnodes.start_of_file: Body._page,
    nodes.section: Body._section,
    nodes.title: Body._title,
    nodes.subtitle: Body._rubric,
    nodes.rubric: Body._rubric,
    nodes.paragraph: Body._paragraph,
    question_panel: Body._panel,
    reply_block: lambda body, node, place: body.blocks(node.children, place),
    item_label: Body._label,
    notes_below: Body._notes_below,
    nodes.bullet_list: Body._bullets,
    nodes.enumerated_list: Body._enumeration,
    nodes.definition_list: Body._definitions,
    nodes.definition_list_item: Body._definition,
    nodes.field_list: Body._fields,
    nodes.citation: Body._source,
    nodes.block_quote: Body._quotation,
    nodes.attribution: Body._attribution,
    nodes.literal_block: Body._literal,
    nodes.doctest_block: Body._literal,
    nodes.math_block: Body._literal,
    nodes.line: Body._line,
    nodes.figure: Body._figure,
    nodes.image: Body._image,
    chart: Body._image,
    series: Body._image,
    nodes.footnote: Body._nothing,
    nodes.transition: Body._nothing,
    nodes.target: Body._nothing,
}
