"""The contents of a document as a plain table."""

from __future__ import annotations

from collections.abc import Iterator

from loipr.exchange.documents.blocks import one_line
from loipr.exchange.documents.understand import Document, Paragraph, walk
from loipr.wording.sentences import shortened

_WIDTH = 58


def table(document: Document) -> Iterator[str]:
    """Yield the lines of the table: masthead, sections, and each paragraph with its items and provisions."""
    head = document.masthead
    dated = f"{head.dated.day} {head.dated:%B %Y}" if head.dated else ""
    known = [
        head.symbol,
        document.kind,
        dated,
        f"original: {head.original_language}" if head.original_language else "",
        f"in {head.language}",
        f"distribution: {head.distribution}" if head.distribution else "",
    ]
    yield "; ".join(part for part in known if part)
    marks = f" ({head.title_notes} footnote{'s' * (head.title_notes != 1)})" if head.title_notes else ""
    yield f"{head.title}{marks}"
    for text in head.note_texts:
        yield f"  * {text}"
    before: tuple[str, ...] = ()
    for section in document.sections:
        path = (*section.within, section.heading)
        for depth, heading in enumerate(path):
            if before[: depth + 1] != path[: depth + 1] and heading:
                yield f"{'  ' * depth}{heading}"
        before = path
        for paragraph in section.paragraphs:
            yield from _paragraph(paragraph)
    paragraphs = document.paragraphs
    items = sum(1 for paragraph in paragraphs for _ in walk(paragraph))
    counts = ((len(document.sections), "section"), (len(paragraphs), "paragraph"), (items, "item"))
    yield ", ".join(f"{count} {name}{'s' * (count != 1)}" for count, name in counts)


def _paragraph(paragraph: Paragraph) -> Iterator[str]:
    yield _row(f"{paragraph.number}.", paragraph.text, paragraph.provisions, len(paragraph.notes))
    for label, item in walk(paragraph):
        yield _row(f"  {label}", item.text, item.provisions, len(item.notes))


def _row(label: str, text: str, provisions: str, notes: int) -> str:
    words = shortened(one_line(text), _WIDTH)
    rest = [f"[{provisions}]"] * bool(provisions) + [f"{notes} footnote{'s' * (notes != 1)}"] * bool(notes)
    return f"  {label:<12} {words:<{_WIDTH}} {'  '.join(rest)}".rstrip()
