"""Comments in a Word file: each at the paragraph that it is about, with the answers to it in the same thread."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from xml.etree.ElementTree import Element, SubElement, register_namespace

from loipr.editions.word.docx_zip import Relations
from loipr.editions.word.elements import clean, full_name, serialized, text_element, w
from loipr.editions.word.sheet import style_of
from loipr.exchange.word_edition.paragraphs import OBJECT, plain
from loipr.exchange.word_edition.sent import Origin, SentBlock, blocks_of
from loipr.facts.comments import Answer, KeptComment
from loipr.markup.nodes import NO_BREAK_SPACE

_TEXT = "word/document.xml"
_WORD2010 = "http://schemas.microsoft.com/office/word/2010/wordml"
_WORD2012 = "http://schemas.microsoft.com/office/word/2012/wordml"
_IGNORABLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable"
#: A paragraph is taken for one that changed when it has at least this part of its words.
_ALIKE = 0.5

for _prefix, _name in {"w14": _WORD2010, "w15": _WORD2012, "mc": _IGNORABLE[1:].partition("}")[0]}.items():
    register_namespace(_prefix, _name)


def comment_parts(
    comments: Sequence[KeptComment],
    written: Mapping[str, Element],
    origins: Mapping[str, Origin],
    relations: Relations,
) -> dict[str, bytes]:
    """Put *comments* to the paragraphs that they are about, and return the parts of the file that hold their words.

    *written* has the parts of the file with text, *origins* where each bookmark comes from. A comment on a page that
    the file does not have is left out; one on no page stands at the title.
    """
    if not comments:
        return {}
    places = _Places(written[_TEXT], origins)
    said, threads = w("comments"), Element(f"{{{_WORD2012}}}commentsEx")
    said.set(_IGNORABLE, "w14")
    for comment in comments:
        paragraph = places.of(comment)
        if paragraph is None:
            continue
        first = len(said)
        for one in (Answer(comment.by, comment.at, comment.text), *comment.answers):
            thread = SubElement(threads, f"{{{_WORD2012}}}commentEx", {f"{{{_WORD2012}}}paraId": _id(len(said))})
            if len(said) > first:
                thread.set(f"{{{_WORD2012}}}paraIdParent", _id(first))
            thread.set(f"{{{_WORD2012}}}done", "0")
            said.append(_comment(one, len(said)))
        _anchor(paragraph, comment.about, range(first, len(said)))
    relations.to("comments", "comments.xml")
    relations.to("commentsExtended", "commentsExtended.xml")
    return {"word/comments.xml": serialized(said), "word/commentsExtended.xml": serialized(threads)}


class _Places:
    """Finds the paragraph that a comment is about: by its text as it was, or else by most of its words."""

    def __init__(self, text: Element, origins: Mapping[str, Origin]) -> None:
        self._title = next((one for one in text.iter(full_name("p")) if style_of(one) == "Title"), None)
        self._paragraphs = {
            mark.get(full_name("name"), ""): paragraph
            for paragraph in text.iter(full_name("p"))
            for mark in paragraph.iter(full_name("bookmarkStart"))
        }
        self._blocks: dict[str, list[tuple[SentBlock, Counter[str]]]] = {}
        for block in blocks_of({_TEXT: text}, origins):
            if block.origin is not None:
                self._blocks.setdefault(block.origin.page, []).append((block, _words(block.text)))

    def of(self, comment: KeptComment) -> Element | None:
        """Return the paragraph; None when the file does not have its page."""
        if not comment.page:
            return self._title
        blocks = self._blocks.get(comment.page)
        if not blocks:
            return None
        wanted = _words(comment.paragraph)
        # A long paragraph was kept by its beginning.
        likeness = [_likeness(wanted, _beginning(words, block, comment)) for block, words in blocks]
        best = max(range(len(blocks)), key=lambda at: likeness[at])
        return self._paragraphs.get(blocks[best if likeness[best] >= _ALIKE else 0][0].name)


def _words(text: str) -> Counter[str]:
    return Counter(plain(text.replace(OBJECT, " ")).split())


def _beginning(words: Counter[str], block: SentBlock, comment: KeptComment) -> Counter[str]:
    length = len(comment.paragraph)
    return words if not comment.paragraph.endswith("…") else _words(block.text[:length])


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0


def _comment(said: Answer, number: int) -> Element:
    lines = [w("p", w("r", text_element("t", line.strip()))) for line in said.text.splitlines() or [""]]
    lines[0].insert(0, w("r", w("annotationRef")))
    # The last paragraph names the comment in the part with the threads.
    lines[-1].set(f"{{{_WORD2010}}}paraId", _id(number))
    comment = w("comment", *lines, id=number, author=clean(said.by))
    moment = _moment(said.at)
    if moment:
        comment.set(full_name("date"), moment)
    return comment


def _id(number: int) -> str:
    return f"{number + 1:08X}"


def _moment(at: str) -> str:
    """Return the moment as Word has it; empty when *at* is none."""
    try:
        return datetime.datetime.fromisoformat(at).strftime("%Y-%m-%dT%H:%M:%SZ")
    except ValueError:
        return ""


def _anchor(paragraph: Element, about: str, numbers: Sequence[int]) -> None:
    """Mark the words that the comments are *about*, as far as runs hold them alone; else the whole paragraph."""
    first, last = _range(paragraph, about)
    last_mark = [one for number in numbers for one in _end(number)]
    paragraph[last:last] = last_mark
    paragraph[first:first] = [w("commentRangeStart", id=number) for number in numbers]


def _end(number: int) -> Iterator[Element]:
    yield w("commentRangeEnd", id=number)
    yield w("r", w("commentReference", id=number))


def _range(paragraph: Element, about: str) -> tuple[int, int]:
    """Return between which children of *paragraph* the words stand that a comment is about."""
    begin = int(len(paragraph) > 0 and paragraph[0].tag == full_name("pPr"))
    texts = ["".join(one.text or "" for one in child.iter(full_name("t"))) for child in paragraph]
    at = "".join(texts).replace(NO_BREAK_SPACE, " ").find(about) if about else -1
    if at < 0 or next(paragraph.iter(full_name("fldChar")), None) is not None:
        return begin, len(paragraph)
    ends = list(accumulate(map(len, texts)))
    first = next(number for number, end in enumerate(ends) if end > at)
    last = next(number for number, end in enumerate(ends) if end >= at + len(about))
    return max(first, begin), last + 1
