"""Marks a Word edition as officials do: tracked changes, comments, and changes that nobody tracked."""

from __future__ import annotations

import copy
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from loipr.editions.word.elements import full_name, serialized, text_element, w

TEXTS = ("word/document.xml", "word/footnotes.xml")
_TIME = "2026-03-04T05:06:00Z"
_WORD2012 = "http://schemas.microsoft.com/office/word/2012/wordml"
_WORD2010 = "http://schemas.microsoft.com/office/word/2010/wordml"


class Marking:
    """A copy of a Word file, to be marked; it keeps count of what was done to it.

    ``marks`` has the kind and author of each mark, ``changes`` the kind and bookmark of each untracked change,
    ``comments`` the author and text of each comment.
    """

    def __init__(self, file: Path) -> None:
        with zipfile.ZipFile(file) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.roots: dict[str, Element] = {name: fromstring(self.parts[name]) for name in TEXTS}
        self.marks: list[tuple[str, str]] = []
        self.changes: list[tuple[str, str]] = []
        self.comments: list[tuple[str, str]] = []
        self._threads: list[tuple[Element, Element]] = []
        self.author = "Ministry of Labour"

    def write(self, file: Path) -> Path:
        file.write_bytes(self.content())
        return file

    def content(self) -> bytes:
        """Return the file as it is marked."""
        self.parts.update({name: serialized(root) for name, root in self.roots.items()})
        if self._threads:
            self.parts["word/comments.xml"] = serialized(w("comments", *(one for one, _ in self._threads)))
            threads = Element(f"{{{_WORD2012}}}commentsEx")
            threads.extend(thread for _, thread in self._threads)
            self.parts["word/commentsExtended.xml"] = serialized(threads)
            self._name_parts()
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in self.parts.items():
                archive.writestr(name, content)
        return stream.getvalue()

    def _name_parts(self) -> None:
        """Name the parts with the comments, as programs expect that do more than we do."""
        added = {
            "comments": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            "commentsExtended": "http://schemas.microsoft.com/office/2011/relationships",
        }
        for name, base in added.items():
            kind = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{name}+xml"
            override = f'<Override PartName="/word/{name}.xml" ContentType="{kind}" /></Types>'
            relation = f'<Relationship Id="{name}" Type="{base}/{name}" Target="{name}.xml" /></Relationships>'
            for part, last, more in (
                ("[Content_Types].xml", b"</Types>", override),
                ("word/_rels/document.xml.rels", b"</Relationships>", relation),
            ):
                if f"/{name}.xml" not in self.parts[part].decode() and f'"{name}.xml"' not in self.parts[part].decode():
                    self.parts[part] = self.parts[part].replace(last, more.encode())

    def with_text(self, text: str) -> Element:
        """Return the last paragraph that begins with this text (the table of contents has some of them, too)."""
        return [
            one for one in self._all("p") if "".join(t.text or "" for t in one.iter(full_name("t"))).startswith(text)
        ][-1]

    def candidates(self) -> list[Element]:
        """Return the paragraphs that may be marked: they have a bookmark, and begin with a run of words."""
        return [one for one in self._all("p") if _name(one) and _words(one) is not None and not _ends_section(one)]

    def _all(self, tag: str) -> Iterator[Element]:
        for root in self.roots.values():
            yield from root.iter(full_name(tag))

    def _change(self, tag: str, kind: str, *children: Element) -> Element:
        self.marks.append((kind, self.author))
        return w(tag, *children, id=len(self.marks) + 5_000, author=self.author, date=_TIME)

    # Tracked.

    def insert(self, paragraph: Element, text: str = " and more") -> None:
        paragraph.append(self._change("ins", "inserted", w("r", text_element("t", text))))

    def delete(self, paragraph: Element) -> None:
        run = _run(paragraph)
        place = list(paragraph).index(run)
        paragraph[place] = self._change("del", "deleted", run)
        _to_deleted(run)

    def make_bold(self, paragraph: Element) -> None:
        run = _run(paragraph)
        form = run.find(full_name("rPr"))
        if form is None:
            form = w("rPr")
            run.insert(0, form)
        form.append(w("b"))
        form.append(self._change("rPrChange", "format changed", w("rPr")))

    def restyle(self, paragraph: Element) -> None:
        paragraph[0].append(self._change("pPrChange", "format of the paragraph changed", w("pPr")))

    def split(self, paragraph: Element) -> None:
        run = _run(paragraph)
        text = _text(run)
        words = text.text or ""
        text.text = words[: len(words) // 2]
        rest = [w("r", text_element("t", words[len(words) // 2 :]))]
        for child in list(paragraph)[list(paragraph).index(run) + 1 :]:
            if child.tag not in (full_name("bookmarkStart"), full_name("bookmarkEnd")):
                paragraph.remove(child)
                rest.append(child)
        self._behind(paragraph, w("p", copy.deepcopy(paragraph[0]), *rest))
        paragraph[0].append(w("rPr", self._change("ins", "paragraph split")))

    def add_paragraph(self, paragraph: Element, text: str = "A new paragraph.") -> None:
        form = w("pPr", w("rPr", self._change("ins", "paragraph inserted")))
        new = w("p", form, self._change("ins", "inserted", w("r", text_element("t", text))))
        self._behind(paragraph, new)

    def delete_paragraph(self, paragraph: Element) -> None:
        is_whole = True
        for place, child in enumerate(list(paragraph)):
            if child.tag == full_name("r"):
                paragraph[place] = self._change("del", "deleted", child)
                _to_deleted(child)
            elif next(child.iter(full_name("t")), None) is not None:
                is_whole = False
        kind = "paragraph deleted" if is_whole else "paragraph joined with the next one"
        paragraph[0].append(w("rPr", self._change("del", kind)))

    def delete_whole(self, paragraph: Element) -> None:
        """Delete a paragraph with its links, fields and marks of notes."""
        for run in list(paragraph.iter(full_name("r"))):
            holder = _holder(paragraph, run)
            holder[list(holder).index(run)] = self._change("del", "deleted", run)
            _to_deleted(run)
        paragraph[0].append(w("rPr", self._change("del", "paragraph deleted")))

    def add_row(self, row: Element) -> None:
        cells = row.findall(full_name("tc"))
        new = w("tr", w("trPr", self._change("ins", "row inserted")))
        for _ in cells:
            new.append(w("tc", w("p", w("pPr"), self._change("ins", "inserted", w("r", text_element("t", "x"))))))
        self._behind(row, new)

    def delete_row(self, row: Element) -> None:
        form = row.find(full_name("trPr"))
        if form is None:
            form = w("trPr")
            row.insert(0, form)
        form.append(self._change("del", "row deleted"))

    def move_behind(self, paragraph: Element, other: Element) -> None:
        """Move a paragraph with tracking; its bookmark goes with it, as in Word."""
        runs = [child for child in paragraph if child.tag == full_name("r")]
        form = w("pPr", w("rPr", self._change("moveTo", "paragraph moved here")))
        new = w("p", form, self._change("moveTo", "moved here", *copy.deepcopy(runs)))
        for child in [one for one in paragraph if one.tag.startswith(full_name("bookmark"))]:
            paragraph.remove(child)
            new.append(child)
        for run in runs:
            paragraph.remove(run)
        paragraph.append(self._change("moveFrom", "moved away", *runs))
        paragraph[0].append(w("rPr", self._change("moveFrom", "paragraph moved away")))
        self._behind(other, new)

    # Tracked, at words of a paragraph.

    def strike(self, paragraph: Element, words: str) -> None:
        run = _cut(paragraph, words)
        holder = _holder(paragraph, run)
        holder[list(holder).index(run)] = self._change("del", "deleted", run)
        _to_deleted(run)

    def put_behind(self, paragraph: Element, words: str, text: str, *looks: str) -> None:
        """Put *text* behind *words*; *looks* are ``b`` and ``i``."""
        run = _cut(paragraph, words)
        holder = _holder(paragraph, run)
        form = w("rPr", *(w(look) for look in looks)) if looks else None
        new = self._change("ins", "inserted", w("r", form, text_element("t", text)))
        holder.insert(list(holder).index(run) + 1, new)

    def put_before(self, paragraph: Element, run: Element, text: str) -> None:
        new = self._change("ins", "inserted", w("r", text_element("t", text)))
        paragraph.insert(list(paragraph).index(run), new)

    def reword(self, paragraph: Element, old: str, new: str, *looks: str) -> None:
        self.put_behind(paragraph, old, new, *looks)
        self.strike(paragraph, old)

    def give_look(self, paragraph: Element, words: str, look: str) -> None:
        run = _cut(paragraph, words)
        form = run.find(full_name("rPr"))
        if form is None:
            form = w("rPr")
            run.insert(0, form)
        was = w("rPr", *(copy.deepcopy(one) for one in form))
        form.append(w(look))
        form.append(self._change("rPrChange", "format changed", was))

    def split_behind(self, paragraph: Element, words: str) -> None:
        run = _cut(paragraph, words)
        place = list(paragraph).index(run) + 1
        rest = [one for one in paragraph[place:] if not one.tag.startswith(full_name("bookmark"))]
        for one in rest:
            paragraph.remove(one)
        self._behind(paragraph, w("p", copy.deepcopy(paragraph[0]), *rest))
        paragraph[0].append(w("rPr", self._change("ins", "paragraph split")))

    def join_with_next(self, paragraph: Element) -> None:
        paragraph[0].append(w("rPr", self._change("del", "paragraph joined with the next one")))

    def add_note(self, paragraph: Element, words: str, text: str) -> None:
        """Add a note behind *words*; its own words are a mark, too."""
        number = str(90 + len(self.marks))
        run = _cut(paragraph, words)
        holder = _holder(paragraph, run)
        mark = self._change("ins", "inserted", w("r", w("footnoteReference", id=number)))
        holder.insert(list(holder).index(run) + 1, mark)
        sign = w("r", w("footnoteRef"))
        said = self._change("ins", "inserted", w("r", text_element("t", text)))
        self.roots["word/footnotes.xml"].append(w("footnote", w("p", w("pPr"), sign, said), id=number))

    def add_item(self, paragraph: Element, text: str) -> None:
        """Add an item behind the item *paragraph*, in its style."""
        form = copy.deepcopy(paragraph[0])
        form.append(w("rPr", self._change("ins", "paragraph inserted")))
        self._behind(paragraph, w("p", form, self._change("ins", "inserted", w("r", text_element("t", text)))))

    # Said.

    def comment(self, paragraph: Element, text: str, *, answers: int | None = None, is_settled: bool = False) -> None:
        """Comment on a paragraph; *answers* is the number of the comment that this one answers."""
        number = len(self._threads)
        said = w("p", *(w("r", text_element("t", line), w("br")) for line in text.split("\n")))
        said.set(f"{{{_WORD2010}}}paraId", f"{number + 1:08X}")
        thread = Element(f"{{{_WORD2012}}}commentEx", {f"{{{_WORD2012}}}paraId": f"{number + 1:08X}"})
        thread.set(f"{{{_WORD2012}}}done", str(int(is_settled)))
        if answers is not None:
            thread.set(f"{{{_WORD2012}}}paraIdParent", f"{answers + 1:08X}")
        self._threads.append((w("comment", said, id=number, author=self.author, date=_TIME), thread))
        self.comments.append((self.author, text))
        paragraph.insert(1, w("commentRangeStart", id=number))
        paragraph.append(w("commentRangeEnd", id=number))
        paragraph.append(w("r", w("commentReference", id=number)))

    def settle(self, number: int, *, is_settled: bool = True) -> None:
        """Settle the comment with this number, or open it again."""
        self._threads[number][1].set(f"{{{_WORD2012}}}done", str(int(is_settled)))

    # Not tracked.

    def overwrite(self, paragraph: Element, text: str = "Overwritten") -> None:
        _text(_run(paragraph)).text = f"{text} {len(self.changes)}"
        self.changes.append(("changed", _name(paragraph)))

    def rewrite(self, paragraph: Element, old: str, new: str) -> None:
        """Write *new* for *old* in a paragraph."""
        _text(_cut(paragraph, old)).text = new
        self.changes.append(("changed", _name(paragraph)))

    def overwrite_all(self, paragraph: Element, text: str) -> None:
        """Leave nothing of a paragraph but *text*."""
        runs = list(paragraph.iter(full_name("r")))
        for run in runs[1:]:
            _holder(paragraph, run).remove(run)
        _text(runs[0]).text = text
        self.changes.append(("changed", _name(paragraph)))

    def put(self, paragraph: Element, text: str = "Nobody tracked this.") -> None:
        self._behind(paragraph, w("p", w("pPr"), w("r", text_element("t", text))))
        self.changes.append(("added", _name(paragraph)))

    def remove(self, paragraph: Element) -> None:
        self._parent(paragraph).remove(paragraph)
        self.changes.append(("removed", _name(paragraph)))

    def _parent(self, element: Element) -> Element:
        return next(one for root in self.roots.values() for one in root.iter() if any(it is element for it in one))

    def _behind(self, element: Element, new: Element) -> None:
        parent = self._parent(element)
        parent.insert(list(parent).index(element) + 1, new)


def _name(paragraph: Element) -> str:
    names = [one.get(full_name("name"), "") for one in paragraph.iter(full_name("bookmarkStart"))]
    return next((name for name in names if name.startswith("b_")), "")


def _words(paragraph: Element) -> Element | None:
    """Return the first run of words in *paragraph* that stands in no field."""
    for child in paragraph:
        if child.find(full_name("fldChar")) is not None:
            return None
        text = child.find(full_name("t"))
        if child.tag == full_name("r") and text is not None and len((text.text or "").strip()) > 1:
            return child
    return None


def _run(paragraph: Element) -> Element:
    run = _words(paragraph)
    assert run is not None
    return run


def _text(run: Element) -> Element:
    text = run.find(full_name("t"))
    assert text is not None
    return text


def _cut(paragraph: Element, words: str) -> Element:
    """Divide the run of *paragraph* that holds *words*, so that they are a run of their own, and return it."""
    parents = {child: parent for parent in paragraph.iter() for child in parent}
    for run in list(paragraph.iter(full_name("r"))):
        text = run.find(full_name("t"))
        if text is None or words not in (text.text or "") or parents[run].tag == full_name("del"):
            continue
        before, _, behind = (text.text or "").partition(words)
        holder = parents[run]
        place = list(holder).index(run)
        holder.remove(run)
        pieces = []
        for part in (before, words, behind):
            piece = copy.deepcopy(run)
            own = _text(piece)
            own.text = part
            own.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            pieces.append(piece)
        for piece in reversed([one for one in pieces if _text(one).text]):
            holder.insert(place, piece)
        return pieces[1]
    raise AssertionError(f"there is no run with {words!r}")


def _holder(paragraph: Element, run: Element) -> Element:
    return next(parent for parent in paragraph.iter() if any(child is run for child in parent))


def _to_deleted(run: Element) -> None:
    for text in run.iter(full_name("t")):
        text.tag = full_name("delText")


def _ends_section(paragraph: Element) -> bool:
    return next(paragraph.iter(full_name("sectPr")), None) is not None
