"""Where a fact stands, what is wrong with it and what to write instead, and how a file is read without trusting it."""

from __future__ import annotations

import difflib
import os
import stat
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from loipr.catalog.characters import deceptions

#: A file of the report is text that people write; anything larger is a mistake or an attack. Tables may be long.
LARGEST_FILE, LARGEST_TABLE = 2_000_000, 50_000_000
LINKED = "this is a link to another file or folder; put the file itself here"
LONGEST_LINE = 1_000_000


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a file: the path from the project's root, and line and column from 1 (0: unknown)."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        parts = [self.path]
        if self.line:
            parts.append(str(self.line))
            if self.column:
                parts.append(str(self.column))
        return ":".join(parts)


@dataclass(frozen=True, slots=True)
class Fix:
    """Write *new* for *old*: in the line of *place*, where it stands once; a place without a line means all the file.

    ``certain`` when nothing else can be meant, so that `check --fix` may write it unasked.
    """

    place: Place
    old: str
    new: str
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a loader could not accept: the id of the rule that reports it, where, and why."""

    rule: str
    place: Place
    message: str
    fix: Fix | None = field(default=None, compare=False)


def read_text(root: Path, path: str, problems: list[Problem]) -> str | None:
    """Return the text of ``root/path``, or None after noting why it cannot be read.

    It must be a file, reached by no symbolic link, be UTF-8, and hold no NUL and no line without end. A leading byte
    order mark is kept: it is for the reader of the format to judge.
    """

    def refuse(message: str, line: int = 0, column: int = 0) -> None:
        problems.append(Problem("unreadable-file", Place(path, line, column), message))

    try:
        content = _read(root, path)
    except FileNotFoundError:
        refuse("the file is missing")
        return None
    except OSError as error:
        refuse(f"the file cannot be read: {error.strerror}" if error.strerror else str(error))
        return None
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        column = error.start - (content.rfind(b"\n", 0, error.start) + 1) + 1
        refuse(
            f"byte 0x{content[error.start]:02x} is not UTF-8; save the file as UTF-8 (in a spreadsheet: “CSV UTF-8”)",
            line,
            column,
        )
        return None
    if "\0" in text:
        refuse("the file holds a NUL character, so it is not text", text[: text.index("\0")].count("\n") + 1)
        return None
    for number, length in enumerate(map(len, text.split("\n") if len(text) > LONGEST_LINE else ()), 1):
        if length > LONGEST_LINE:
            refuse(f"this line has {length:,} characters; no line has more than {LONGEST_LINE:,}", number)
            return None
    for one in deceptions(text, is_table=path.endswith(".csv")):
        place = Place(path, one.line)
        problems.append(Problem(one.rule, place, one.message, Fix(place, one.old, one.new, one.certain)))
    return text


def _read(root: Path, path: str) -> bytes:
    """Return the bytes of ``root/path``.

    :raises OSError: when it cannot be read, or is not what a file of the report is.
    """
    file = root / path
    if _is_linked(root, path):
        raise OSError(LINKED)
    status = file.stat()
    if not stat.S_ISREG(status.st_mode):
        raise OSError("this is no file, although it is called like one; rename or delete it")
    largest = LARGEST_TABLE if file.suffix == ".csv" else LARGEST_FILE
    if status.st_size > largest:
        raise OSError(f"the file is larger than {largest // 1_000_000} MB; split it")
    return file.read_bytes()


def _is_linked(root: Path, path: str) -> bool:
    """Whether ``root/path``, or a folder on the way to it, is a symbolic link."""
    place = os.fspath(root)
    for part in path.split("/"):
        place = os.path.join(place, part)
        if os.path.islink(place):
            return True
    return False


def is_there(root: Path, path: str) -> bool:
    """Whether anything is called ``root/path``, be it a link that leads nowhere: its reader says what is wrong."""
    return os.path.lexists(root / path)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the entry of *known* that is most like *word*, whatever the case, or None."""
    folded = {candidate.casefold(): candidate for candidate in sorted(known, reverse=True)}
    matches = difflib.get_close_matches(word.casefold(), folded, n=1, cutoff=0.6)
    return folded[matches[0]] if matches else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return ``; did you mean X?`` for the entry nearest to *word*, or an empty string."""
    candidate = nearest(word, known)
    return f"; did you mean {candidate}?" if candidate else ""


def meant(place: Place, word: str, known: Iterable[str]) -> Fix | None:
    """Return what :func:`did_you_mean` offers as what to write for *word* at *place*: likely, not certain."""
    candidate = nearest(word, known) if word else None
    return Fix(place, word, candidate, certain=False) if candidate else None


def on_one_line(text: str) -> str:
    """Return *text* as it may be shown on a terminal: what would break, hide or turn round the line is spelt out."""
    return "".join(
        mark if mark.isprintable() or unicodedata.category(mark) == "Zs" else mark.encode("unicode_escape").decode()
        for mark in text
    )


def listed(words: Iterable[str], conjunction: str = "and") -> str:
    """Join *words* as in a sentence: ``a``, ``a and b``, ``a, b and c``."""
    words = list(words)
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {conjunction} {words[-1]}"
