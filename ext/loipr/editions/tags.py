"""What the tags of the accessible PDF say beyond what WeasyPrint has them say: languages, notes, heads of columns."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

#: By this role a piece of the page is known as a note.
NOTE_ROLE = "doc-footnote"


@contextmanager
def more_telling_tags() -> Iterator[None]:
    """Have WeasyPrint write into the tags it makes which language a passage is in, and what is a note.

    It has no way to ask for either: what is replaced here makes the tags of one box of the page, and of those in it.
    Each tag names its page; for that the library lists all pages anew, which is done here once.
    """
    import pydyf
    from weasyprint.pdf import tags

    made_by_library, all_pages = tags._build_box_tree, pydyf.PDF.page_references
    listed: tuple[bytes, ...] = ()

    def made(box: Any, *details: Any) -> Iterator[Any]:
        for tag in made_by_library(box, *details):
            _say_more(tag, box)
            yield tag

    def pages(pdf: Any) -> tuple[bytes, ...]:
        nonlocal listed
        if len(listed) != pdf.pages["Count"]:
            listed = all_pages.fget(pdf)
        return listed

    tags._build_box_tree, pydyf.PDF.page_references = made, property(pages)
    try:
        yield
    finally:
        tags._build_box_tree, pydyf.PDF.page_references = made_by_library, all_pages


def _say_more(tag: Any, box: Any) -> None:
    import pydyf

    # Of the page itself and its body there are no tags, but those of all that is in it.
    if box.element is None or box.element_tag in ("html", "body"):
        return
    if language := box.element.get("lang"):
        tag["Lang"] = pydyf.String(language)
    if box.element.get("role") == NOTE_ROLE:
        tag["S"] = "/Note"


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
