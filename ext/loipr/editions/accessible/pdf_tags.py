"""The tags of the accessible PDF: what WeasyPrint's own tags lack is added, and what is too much is removed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

#: An element of the page with this role is a note.
NOTE_ROLE = "doc-footnote"
#: The lists of the contents, their entries and the links in them have this class.
CONTENTS_CLASS = "contents"
#: Labels of items, sources and notes have the first class; marks that refer to the notes of a table have the second.
LABEL_CLASS, MARK_CLASS = "label", "mark"
#: The classes of links that refer to another part of the text: links in the contents, and marks of footnotes.
_REFERENCES = {CONTENTS_CLASS, "footnote-reference"}
#: A pixel of CSS, which is the library's unit, in points.
_POINTS = 0.75
#: The attribute of a link from an abbreviation: what it stands for.
EXPANSION = "data-expansion"
#: The flag of an annotation that is printed.
_PRINTED = 4
#: The tag of a piece of a line that has its own language, by the library's tag.
_IN_LINE = {"/NonStruct": "/Span"}
#: The right tags of the parts of the contents (ISO 32000-1, 14.8.4), by the library's tags.
_IN_CONTENTS = {"/L": "/TOC", "/LI": "/TOCI", "/LBody": "/NonStruct"}


@contextmanager
def more_telling_tags() -> Iterator[None]:
    """Make WeasyPrint write the right tags for languages, notes, contents and lists, within this context.

    It then also tags each link only once, and no heads and feet of pages. WeasyPrint has no option for any of this. So
    functions of it are replaced: one makes the tags of a box and of the boxes in it, one the links of a page, and one
    the marks of a text. A fourth lists all pages, which the library does again for each tag, and which is done here
    once.

    :raises RuntimeError: when the library no longer calls a function that was replaced: it would write its own tags.
    """
    import pydyf
    import weasyprint.pdf
    from weasyprint.formatting_structure.boxes import MarginBox
    from weasyprint.pdf import stream, tags

    made_by_library, all_pages = tags._build_box_tree, pydyf.PDF.page_references
    linked_by_library, marked_by_library = weasyprint.pdf.add_links, stream.Stream.marked
    listed: tuple[bytes, ...] = ()
    called: set[str] = set()

    def made(box: Any, parent: Any, pdf: Any, *details: Any) -> Iterator[Any]:
        called.add("_build_box_tree")
        if isinstance(box, MarginBox):
            return
        for tag in made_by_library(box, parent, pdf, *details):
            yield _retagged(tag, box, pdf)

    def linked(found: tuple[list[Any], Any], *details: Any) -> None:
        called.add("add_links")
        # The library would make a link of each box inside a link, too.
        links = [link for link in found[0] if link[3].link]
        linked_by_library((links, found[1]), *details)
        for *_, box in links:
            if box.link_annotation:
                box.link_annotation["Contents"] = pydyf.String(_words(box.element))
                # It is printed as it is seen (ISO 32000-1, 12.5.3).
                box.link_annotation["F"] = _PRINTED

    @contextmanager
    def marked(page: Any, box: Any, kind: str) -> Iterator[None]:
        called.add("marked")
        if box.element is not None:
            with marked_by_library(page, box, kind):
                yield
            return
        # Heads and feet belong to the page, not to the text (ISO 32000-1, 14.8.2.2).
        place = "/Header" if box.position_y < page.page_rectangle[3] / 2 else "/Footer"
        page.begin_marked_content("Artifact", pydyf.Dictionary({"Type": "/Pagination", "Subtype": place}))
        try:
            yield
        finally:
            page.end_marked_content()

    def pages(pdf: Any) -> tuple[bytes, ...]:
        nonlocal listed
        called.add("page_references")
        if len(listed) != pdf.pages["Count"]:
            listed = all_pages.fget(pdf)
        return listed

    replaced = (
        (tags, "_build_box_tree", made_by_library, made),
        (weasyprint.pdf, "add_links", linked_by_library, linked),
        (stream.Stream, "marked", marked_by_library, marked),
        (pydyf.PDF, "page_references", all_pages, property(pages)),
    )
    for owner, name, _, ours in replaced:
        setattr(owner, name, ours)
    try:
        yield
    finally:
        for owner, name, theirs, _ in replaced:
            setattr(owner, name, theirs)
    if unused := [name for _, name, _, _ in replaced if name not in called]:
        raise RuntimeError(f"WeasyPrint no longer calls {', '.join(unused)}: its tags would be its own")


def _words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _retagged(tag: Any, box: Any, pdf: Any) -> Any:
    """Return *tag*, which belongs to *box* or a piece of it, with the right kind, or a new tag around it."""
    import pydyf

    # These are the tags of the page itself and of its body; the boxes in them have their own.
    if box.element is None or box.element_tag in ("html", "body"):
        return tag
    if language := box.element.get("lang"):
        tag["Lang"] = pydyf.String(language)
        tag["S"] = _IN_LINE.get(tag["S"], tag["S"])
    if expansion := box.element.get(EXPANSION):
        tag["E"] = pydyf.String(expansion)
    classes = (box.element.get("class") or "").split()
    if box.element.get("role") == NOTE_ROLE:
        tag["S"] = "/Note"
    elif tag["S"] in ("/Span", "/NonStruct") and LABEL_CLASS in classes:
        tag["S"] = "/Lbl"
    elif tag["S"] == "/NonStruct" and MARK_CLASS in classes:
        tag["S"] = "/Reference"
    elif tag["S"] == "/Link" and not box.link:
        # A text that CSS adds to a link, such as a page number, is already part of the link.
        tag["S"] = "/Span"
    elif tag["S"] == "/Link" and _REFERENCES.intersection(classes):
        return _around(pdf, tag, "/Reference")
    elif CONTENTS_CLASS in classes:
        tag["S"] = _IN_CONTENTS.get(tag["S"], tag["S"])
    elif tag["S"] == "/TH":
        tag["A"]["Scope"] = "/Row" if box.element.get("scope") == "row" else "/Column"
    else:
        _complete_list(tag, box, pdf)
    return tag


def _complete_list(tag: Any, box: Any, pdf: Any) -> None:
    """Give each item of a list a label and a body."""
    if tag["S"] == "/LBody" and box.element_tag == "dt":
        tag["S"] = "/Lbl"
    elif tag["S"] == "/LI":
        _give_label(pdf, tag)
        _give_body(pdf, tag)
    elif tag["S"] == "/L" and box.element_tag == "dl":
        _join_terms(pdf, tag)


def _parts(pdf: Any, tag: Any) -> list[Any]:
    """Return the tags inside *tag*, which must have no text of its own."""
    return [pdf.objects[int(reference.split()[0])] for reference in tag["K"]]


def _around(pdf: Any, tag: Any, kind: str) -> Any:
    """Return a new tag of *kind* that holds *tag*."""
    outer = _element(pdf, kind, tag["Pg"], tag["P"])
    outer["K"].append(tag.reference)
    tag["P"] = outer.reference
    return outer


def _give_label(pdf: Any, item: Any) -> None:
    """Move the label at the start of an *item* out of the item's body."""
    for body in _parts(pdf, item):
        for words in _parts(pdf, body)[:1]:
            if words["S"] == "/P" and [part["S"] for part in _parts(pdf, words)[:1]] == ["/Lbl"]:
                label = words["K"].pop(0)
                item["K"].insert(0, label)
                _parts(pdf, item)[0]["P"] = item.reference


def _join_terms(pdf: Any, terms: Any) -> None:
    """Make one item of a term (or several) and its definition; the library makes an item of each of them."""
    items: list[Any] = []
    for item in _parts(pdf, terms):
        parts = _parts(pdf, item)
        is_term = any(part["S"] == "/Lbl" for part in parts)
        if not items or (is_term and any(part["S"] == "/LBody" for part in _parts(pdf, items[-1]))):
            items.append(item)
            continue
        for part in parts:
            part["P"] = items[-1].reference
            items[-1]["K"].append(part.reference)
        # Nothing refers to the item any longer. It stays as an empty object: the library would count a free one among
        # the objects of its stream, and all later objects would be looked for in the wrong place.
        item.clear()
    terms["K"][:] = [item.reference for item in items]


def _give_body(pdf: Any, item: Any) -> None:
    """Put all parts of the *item* of a list, except its label, into its body (ISO 32000-1, 14.8.4.3.3)."""
    parts = _parts(pdf, item)
    loose = [part for part in parts if part["S"] not in ("/Lbl", "/LBody")]
    if not loose:
        return
    body = _element(pdf, "/LBody", item["Pg"], item.reference)
    for part in loose:
        body["K"].append(part.reference)
        part["P"] = body.reference
    item["K"][:] = [part.reference for part in (*(part for part in parts if part not in loose), body)]


def _element(pdf: Any, kind: str, page: bytes, parent: bytes) -> Any:
    import pydyf

    element = pydyf.Dictionary({"Type": "/StructElem", "S": kind, "K": pydyf.Array(), "Pg": page, "P": parent})
    pdf.add_object(element)
    return element


def complete_tags(document: object, pdf: Any) -> None:
    """Correct the place of each picture on its page, and give each note and each head of a table its own name.

    PDF/UA-1 asks for the names (ISO 14289-1, 7.9), with a list of them all (ISO 32000-1, 14.7.2).
    """
    import pydyf

    parts: list[Any] = [part for part in pdf.objects if isinstance(part, dict)]
    heights = {part.reference: part["MediaBox"][3] for part in parts if part.get("Type") == "/Page"}
    named: list[tuple[Any, Any]] = []
    for part in parts:
        kind = part.get("S")
        if kind == "/Figure":
            _measure(part["A"]["BBox"], heights[part["Pg"]])
        if kind in ("/TH", "/Note"):
            name = part.setdefault("ID", pydyf.String())
            # The cells of a column refer to this object, so it is changed and not replaced.
            name.string = f"{kind[1:].lower()}-{len(named) + 1:06}"
            named.append((name, part.reference))
    names = sorted(named, key=lambda pair: str(pair[0].string))
    tree = pydyf.Dictionary({"Names": pydyf.Array([one for pair in names for one in pair])})
    pdf.add_object(tree)
    root = next(part for part in parts if part.get("Type") == "/StructTreeRoot")
    root["IDTree"] = tree.reference


def _measure(box: Any, height: float) -> None:
    """Convert the library's *box*, in pixels from the top of the page, to PDF's: in points from its foot."""
    left, top, right, bottom = (side * _POINTS for side in box)
    box[:] = (left, height - bottom, right, height - top)
