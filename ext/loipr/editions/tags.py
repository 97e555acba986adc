"""What the tags of the accessible PDF say beyond what WeasyPrint has them say, and where it has them say too much."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

#: By this role a piece of the page is known as a note.
NOTE_ROLE = "doc-footnote"
#: By this class the lists of the contents are known, their entries and the links in them.
CONTENTS_CLASS = "contents"
#: Links that refer to another part of the text, by their classes: those, and the marks of footnotes.
_REFERENCES = {CONTENTS_CLASS, "footnote-reference"}
#: What the parts of the contents are (ISO 32000-1, 14.8.4), by what the library takes them for.
_IN_CONTENTS = {"/L": "/TOC", "/LI": "/TOCI", "/LBody": "/NonStruct"}


@contextmanager
def more_telling_tags() -> Iterator[None]:
    """Have WeasyPrint tag languages, notes, contents and lists as what they are, each link once, and no head or foot.

    It has no way to ask for any of it. What is replaced here makes the tags of one box of the page and of those in it,
    the links of one page, and the marks of one text. Each tag names its page; for that the library lists all pages
    anew, which is done here once.
    """
    import pydyf
    import weasyprint.pdf
    from weasyprint.formatting_structure.boxes import MarginBox
    from weasyprint.pdf import stream, tags

    made_by_library, all_pages = tags._build_box_tree, pydyf.PDF.page_references
    linked_by_library, marked_by_library = weasyprint.pdf.add_links, stream.Stream.marked
    listed: tuple[bytes, ...] = ()

    def made(box: Any, parent: Any, pdf: Any, *details: Any) -> Iterator[Any]:
        if isinstance(box, MarginBox):
            return
        for tag in made_by_library(box, parent, pdf, *details):
            yield _retagged(tag, box, pdf)

    def linked(found: tuple[list[Any], Any], *details: Any) -> None:
        # The library links all that is in a link once more.
        links = [link for link in found[0] if link[3].link]
        linked_by_library((links, found[1]), *details)
        for *_, box in links:
            if box.link_annotation:
                box.link_annotation["Contents"] = pydyf.String(_words(box.element))

    @contextmanager
    def marked(page: Any, box: Any, kind: str) -> Iterator[None]:
        if box.element is not None:
            with marked_by_library(page, box, kind):
                yield
            return
        # What stands in the margins belongs to the page, not to the text (ISO 32000-1, 14.8.2.2).
        place = "/Header" if box.position_y < page.page_rectangle[3] / 2 else "/Footer"
        page.begin_marked_content("Artifact", pydyf.Dictionary({"Type": "/Pagination", "Subtype": place}))
        try:
            yield
        finally:
            page.end_marked_content()

    def pages(pdf: Any) -> tuple[bytes, ...]:
        nonlocal listed
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


def _words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _retagged(tag: Any, box: Any, pdf: Any) -> Any:
    """Return *tag*, of *box* or of a piece of it, as what it is."""
    import pydyf

    # Of the page itself and its body there are no tags, but those of all that is in it.
    if box.element is None or box.element_tag in ("html", "body"):
        return tag
    if language := box.element.get("lang"):
        tag["Lang"] = pydyf.String(language)
    classes = (box.element.get("class") or "").split()
    if box.element.get("role") == NOTE_ROLE:
        tag["S"] = "/Note"
        if box.element.tag == "aside":
            _name_label(pdf, tag)
    elif tag["S"] == "/Link" and not box.link:
        # What a style adds to a link, such as the number of the page, is in it already.
        tag["S"] = "/Span"
    elif tag["S"] == "/Link" and _REFERENCES.intersection(classes):
        return _around(pdf, tag, "/Reference")
    elif CONTENTS_CLASS in classes:
        tag["S"] = _IN_CONTENTS.get(tag["S"], tag["S"])
    elif tag["S"] == "/LI":
        _give_body(pdf, tag)
    return tag


def _parts(pdf: Any, tag: Any) -> list[Any]:
    """Return the tags within *tag*, which holds no words of its own."""
    return [pdf.objects[int(reference.split()[0])] for reference in tag["K"]]


def _name_label(pdf: Any, note: Any) -> None:
    """Say of the number of a footnote that it is its label; where a note goes on on the next page there is none."""
    for first in _parts(pdf, note)[:1]:
        if first["S"] == "/Span":
            first["S"] = "/Lbl"


def _around(pdf: Any, tag: Any, kind: str) -> Any:
    """Return a new tag of *kind* that holds *tag*."""
    outer = _element(pdf, kind, tag["Pg"], tag["P"])
    outer["K"].append(tag.reference)
    tag["P"] = outer.reference
    return outer


def _give_body(pdf: Any, item: Any) -> None:
    """Put what stands in the *item* of a list, but for its label, in its body (ISO 32000-1, 14.8.4.3.3)."""
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
    """Say of each head of a table that it is that of its column, and give each note and head its own name.

    Readers would have to find out the first. The second PDF/UA-1 asks for (ISO 14289-1, 7.9), with a list of all names
    (ISO 32000-1, 14.7.2).
    """
    import pydyf

    named: list[tuple[Any, Any]] = []
    for part in pdf.objects:
        kind = part.get("S") if isinstance(part, dict) else None
        if kind == "/TH":
            part["A"]["Scope"] = "/Column"
        if kind in ("/TH", "/Note"):
            name = part.setdefault("ID", pydyf.String())
            # The cells of a column refer to the very object.
            name.string = f"{kind[1:].lower()}-{len(named) + 1:06}"
            named.append((name, part.reference))
    names = sorted(named, key=lambda pair: str(pair[0].string))
    tree = pydyf.Dictionary({"Names": pydyf.Array([one for pair in names for one in pair])})
    pdf.add_object(tree)
    root = next(part for part in pdf.objects if isinstance(part, dict) and part.get("Type") == "/StructTreeRoot")
    root["IDTree"] = tree.reference
