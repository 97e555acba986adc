"""Reads a file without trusting it."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from loipr.files.characters import deceptions
from loipr.files.letters_of_print import instead_of, piled, piled_marks, unprinted
from loipr.files.places import Fix, Place, Problem
from loipr.wording.sentences import nearest

#: In bytes. A file of the report is text that people write; a larger one is a mistake or an attack. Tables may be long.
LARGEST_FILE, LARGEST_TABLE = 2_000_000, 50_000_000
LINKED = "this is a link to another file or folder; put the file itself here"
LONGEST_LINE, LONGEST_WORD = 1_000_000, 500
#: LaTeX stops at a word that is too wide for it. Only letters of scripts that put spaces between words count here.
_LONG_WORD = re.compile(rf"[0-9A-Za-z\u00c0-\u024f]{{{LONGEST_WORD + 1},}}")
#: On a page, signs at which no line is broken count as well; in a table, they separate cells.
_LONG_RUN = re.compile(rf"[0-9A-Za-z\u00c0-\u024f:.,;'’]{{{LONGEST_WORD + 1},}}")
_CONFLICT = re.compile(r"(?:<{7}|>{7}|\|{7})(?: |$)|={7}$")


def read_text(root: Path, path: str, problems: list[Problem]) -> str | None:
    """Return the text of ``root/path``, or None after adding to *problems* why it cannot be read.

    It must be a file in UTF-8 without NUL characters and overlong lines, and no symbolic link may lead to it. A byte
    order mark at the beginning is kept; the reader of the format judges it.
    """

    def refuse(message: str, line: int = 0, column: int = 0) -> None:
        problems.append(Problem("unreadable-file", Place(path, line, column), message))

    try:
        content = read_bytes(root, path)
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
        how = (
            "in a spreadsheet: “CSV UTF-8”" if path.endswith(".csv") else "in an editor: “Save as”, with that encoding"
        )
        refuse(
            f"byte 0x{content[error.start]:02x} is not UTF-8; save the file as UTF-8 ({how})",
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
    problems += text_faults(text, path)
    return text


def text_faults(text: str, path: str) -> Iterator[Problem]:
    """Yield the problems with the characters of *text*, the content of the file at *path*."""
    for line, message in _unprintable(text, _LONG_RUN if path.endswith(".md") else _LONG_WORD):
        yield Problem("unreadable-file", Place(path, line), message)
    yield from _unmerged(text, path)
    for line, letter in unprinted(text):
        yield Problem("unprinted-letter", Place(path, line), instead_of(letter))
    for one in deceptions(text, is_table=path.endswith(".csv")):
        place = Place(path, one.line)
        yield Problem(one.rule, place, one.message, Fix(place, one.old, one.new, one.certain))


def _unprintable(text: str, long_word: re.Pattern[str]) -> Iterator[tuple[int, str]]:
    """Yield line and fault of each word that no line of print holds, and of each letter with too many marks."""
    faults = [
        (
            word.start(),
            f"a word of {word.end() - word.start():,} letters and digits; no line of print holds more than "
            f"{LONGEST_WORD}",
        )
        for word in (long_word.finditer(text) if max(map(len, text.split()), default=0) > LONGEST_WORD else ())
    ]
    faults += [(start, piled(marks)) for start, marks in piled_marks(text)]
    line, counted = 1, 0
    for start, fault in sorted(faults):
        line += text.count("\n", counted, start)
        counted = start
        yield line, f"here is {fault}"


def _unmerged(text: str, path: str) -> Iterator[Problem]:
    """Yield a problem for each conflict mark: git leaves these lines where two people changed the same text."""
    if _is_unmerged(text):
        for number, line in enumerate(text.split("\n"), 1):
            if _CONFLICT.match(line):
                message = (
                    f"“{line[:7]}” was left when two changes were joined; keep one of the two, and delete this line"
                )
                yield Problem("conflict-marker", Place(path, number), message)


def without_conflicts(text: str) -> str:
    """Return *text* with an empty line in place of each conflict mark of git."""
    if not _is_unmerged(text):
        return text
    return "\n".join("" if _CONFLICT.match(line) else line for line in text.split("\n"))


def _is_unmerged(text: str) -> bool:
    return "<<<<<<< " in text and any(line.startswith("<<<<<<< ") for line in text.split("\n"))


def read_bytes(root: Path, path: str) -> bytes:
    """Return the bytes of ``root/path``.

    :raises OSError: when it cannot be read, is not a file, is too large, or a symbolic link leads to it.
    """
    file = root / path
    if _is_linked(root, path):
        raise OSError(LINKED)
    status = file.stat()
    if not stat.S_ISREG(status.st_mode):
        raise OSError("this is not a file, although its name says so; rename or delete it")
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
    """Whether ``root/path`` exists, even as a link that leads nowhere: its reader reports what is wrong with it."""
    return os.path.lexists(root / path)


def meant(place: Place, word: str, known: Iterable[str]) -> Fix | None:
    """Return a fix that writes the entry of *known* nearest to *word* at *place*; None when no entry is close.

    It is the word that :func:`did_you_mean` names. The fix is likely, not certain.
    """
    candidate = nearest(word, known) if word else None
    return Fix(place, word, candidate, certain=False) if candidate else None
