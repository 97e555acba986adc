"""Keeps the comments of a Word edition that came back, in ``data/comments.yaml``: what is there already stays.

A comment is the same when its author and its text are, and its time as far as the file has one: a draft that goes out
with comments and comes back brings no comment twice, but the answers that are new, and what was settled.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from loipr.exchange.documents.yaml_edit import DataFile, EditError, Entry, Value, new_entry, parse_file
from loipr.exchange.word_edition.came_back import CameBack, Spot
from loipr.exchange.word_edition.comments import Comment
from loipr.exchange.word_edition.paragraphs import OBJECT, plain
from loipr.facts.comments import PATH, SETTLED
from loipr.files.characters import deceptions
from loipr.files.letters_of_print import piled_marks, unprinted
from loipr.files.places import Problem
from loipr.files.reading import LARGEST_FILE, LONGEST_WORD, is_there, read_text
from loipr.pages.page import Page
from loipr.report import Report
from loipr.wording.sentences import listed, shortened

_HEAD = """\
# What readers say about the report, as Word files brought it. `state: settled` ends a comment. Who answers one adds to
# its `answers`, with `by` and `text`: `loipr build docx --with-comments` sends open comments out again, with answers.
"""
#: So many letters are kept of a paragraph and of the words that a comment is about: enough to find them again.
_LONGEST = 300
_NOBODY = "(no name)"


class Kept(NamedTuple):
    """The text of the file with the comments (None when nothing changes), and how much is new in it."""

    text: str | None
    comments: int = 0
    answers: int = 0
    settled: int = 0

    @property
    def in_sum(self) -> str:
        """What is new, in words."""
        counts = ((self.comments, "new comment"), (self.answers, "new answer"), (self.settled, "settled comment"))
        return listed(f"{number:,} {what}{'s' * (number != 1)}" for number, what in counts if number)


def keep_comments(report: Report, files: Sequence[CameBack]) -> Kept:
    """Return ``data/comments.yaml`` with the comments of *files*.

    :raises EditError: when the file cannot be read or changed, or would become too large.
    """
    problems: list[Problem] = []
    if not any(one.comments for one in files):
        return Kept(None)
    before = read_text(report.root, PATH, problems) if is_there(report.root, PATH) else ""
    if before is None:
        raise EditError(f"{problems[0].place}: {problems[0].message}")
    data = parse_file(before, PATH) if before.strip() else DataFile(Entry(), [""])
    entries = list(data.root.entries("comments"))
    dash = entries[0].dash or 0 if entries else 0
    known = _Known(entries)
    for one in entries:
        known.add_answers(one)
    comments = answers = settled = 0
    pages = {page.path: page for page in report.pages}
    for came, (first, *following) in ((one, thread) for one in files for thread in _threads(one.comments)):
        said = _said(first)
        entry = known.find(said)
        if entry is None:
            entry = new_entry(dash, _fields(said, *_where(first, came, pages)))
            entries.append(entry)
            known.add(entry)
            comments += 1
        added = _answer(entry, list(map(_said, following)))
        answers += added
        if first.is_settled:
            settled += entry.set("state", SETTLED, ("text",))
        elif added:
            # Who answers what was settled does not take it for settled.
            entry.set("state", "")
    if not (comments or answers or settled):
        return Kept(None)
    data.root.set_entries("comments", entries)
    text = ("" if before else _HEAD) + data.text()
    if len(text.encode()) > LARGEST_FILE:
        raise EditError(f"{PATH} would have more than {LARGEST_FILE // 1_000_000} MB; take settled comments out first")
    return Kept(text, comments, answers, settled)


class _Said(NamedTuple):
    """Who said what when, as the file keeps it."""

    by: str
    at: str
    text: str


def _said(comment: Comment) -> _Said:
    return _Said(kept_text(comment.author) or _NOBODY, kept_text(comment.time)[:40], kept_text(comment.text))


class _Known:
    """Finds what was said already, by author and text, and by time as far as both have one."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries: dict[tuple[str, str], dict[str, Entry]] = {}
        for entry in entries:
            self.add(entry)

    def add(self, entry: Entry) -> None:
        """Add what *entry* says; of two that say the same, the first counts."""
        own = self._entries.setdefault((entry.get("by"), plain(entry.get("text"))), {})
        own.setdefault(entry.get("at"), entry)

    def add_answers(self, entry: Entry) -> None:
        """Let what answers *entry* lead to it: a program may lose which comment answers which."""
        for answer in entry.entries("answers"):
            key = (answer.get("by"), plain(answer.get("text")))
            self._entries.setdefault(key, {}).setdefault(answer.get("at"), entry)

    def find(self, said: _Said) -> Entry | None:
        """Return the entry that says this; None when there is none."""
        own = self._entries.get((said.by, plain(said.text)), {})
        return own.get(said.at) or (own.get("") if said.at else next(iter(own.values()), None))


def _threads(comments: Sequence[Comment]) -> Iterator[list[Comment]]:
    """Yield the comments of each thread that say anything, in their order: the first of them begins it."""
    beginnings = _beginnings({one.number: one.answers for one in comments})
    threads: dict[str, list[Comment]] = {}
    for one in comments:
        if kept_text(one.text):
            threads.setdefault(beginnings[one.number], []).append(one)
    yield from threads.values()


def _beginnings(answered: Mapping[str, str]) -> dict[str, str]:
    """Return for each comment the one that begins its thread. A file that lies lets them answer in a circle."""
    found: dict[str, str] = {}
    for number in answered:
        way: dict[str, None] = {}
        at = number
        while at not in found and at not in way:
            way[at] = None
            at = answered[at] if answered[at] in answered else at
        found.update(dict.fromkeys(way, found.get(at, at)))
    return found


def _where(comment: Comment, came: CameBack, pages: Mapping[str, Page]) -> Iterator[tuple[str, Value]]:
    """Yield the fields that say what *comment* is about, as far as that is a page of the report."""
    block = spot_of(came, comment).block
    if block is None or block.origin is None:
        return
    page = pages.get(block.origin.page)
    item = _item_at(page, block.origin.line) if page is not None else ""
    paragraph = _quoted(block.text)
    about = _quoted(comment.anchor.text) if comment.anchor is not None else ""
    yield "page", kept_text(block.origin.page)
    for name, text in (("item", item), ("paragraph", paragraph), ("about", about if about != paragraph else "")):
        if text:
            yield name, text


def _fields(said: _Said, *more: tuple[str, Value]) -> list[tuple[str, Value]]:
    when = [("at", said.at)] if said.at else []
    return [("by", said.by), *when, *more, ("text", said.text)]


def _answer(entry: Entry, following: Sequence[_Said]) -> int:
    """Add to *entry* the answers that it does not have, and return how many."""
    answers = list(entry.entries("answers"))
    known = _Known(answers)
    count = len(answers)
    for said in following:
        if known.find(said) is None:
            answers.append(new_entry(entry.column, _fields(said)))
            known.add(answers[-1])
    if len(answers) > count:
        entry.set_entries("answers", answers)
    return len(answers) - count


def spot_of(came: CameBack, comment: Comment) -> Spot:
    """Return where the words are that a comment is about."""
    at = comment.anchor.paragraph if comment.anchor is not None else len(came.spots)
    return came.spots[at] if at < len(came.spots) else Spot(None, is_exact=False)


def _item_at(page: Page, line: int) -> str:
    """Return the label of the reply around the *line* of a page: that of the last text up to there."""
    above = [one for one in page.prose if one.place.line <= line]
    return above[-1].item if above else ""


def _quoted(text: str) -> str:
    return shortened(plain(kept_text(text.replace(OBJECT, " "))), _LONGEST)


def kept_text(text: str) -> str:
    """Return *text* from outside as a data file may have it: each letter is printed, and none deceives.

    A picture of a feeling is said in words; whatever nobody sees is left out.
    """
    lines = (" ".join(map(_word, line.split())) for line in text.splitlines())
    # In the file, \n stands for the end of a line: without a space, it would be one word with the letters behind it.
    return "\n ".join(" ".join(line.split()) for line in lines if line.strip())


def _word(word: str) -> str:
    if word.isascii() and word.isprintable() and len(word) <= LONGEST_WORD:
        return word
    word = "".join(map(_letter, word))
    for place, marks in reversed(list(piled_marks(word))):
        word = word[:place] + word[place + marks :]
    return " ".join(_honest(word[at : at + LONGEST_WORD]) for at in range(0, len(word), LONGEST_WORD))


def _honest(word: str) -> str:
    """Return *word* with the letters that those in it look like."""
    while one := next(deceptions(word, is_table=False), None):
        word, before = word.replace(one.old, one.new), word
        if word == before:
            break
    return word


def _letter(letter: str) -> str:
    if not letter.isprintable():
        return ""
    lacking = next(unprinted(letter), None)
    return letter if lacking is None else f"[{unicodedata.name(letter, 'sign').lower()}]"
