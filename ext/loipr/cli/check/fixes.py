"""Fixes: where in a file each belongs, and how it is written without harm."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from bisect import bisect_right
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from loipr.files.places import Fix
from loipr.files.reading import read_text
from loipr.rules import Diagnostic

Span = tuple[int, int]


class Lines:
    """The text of a file, and the places where its lines begin."""

    def __init__(self, text: str):
        self.text = text
        self._starts = [0, *(match.end() for match in re.finditer("\n", text)), len(text)]

    def find(self, fix: Fix) -> list[Span]:
        """Return the parts of the text that *fix* replaces; none if the text is not exactly what was judged."""
        if not fix.old:
            return []
        if not fix.place.line:
            return [match.span() for match in re.finditer(re.escape(fix.old), self.text)]
        if fix.place.line >= len(self._starts):
            return []
        start, end = self._starts[fix.place.line - 1 : fix.place.line + 1]
        # A text that is twice in its line may mean two things: people must decide.
        found = self.text.find(fix.old, start, end + len(fix.old) - 1)
        again = self.text.find(fix.old, found + 1, end + len(fix.old) - 1)
        return [(found, found + len(fix.old))] if found >= 0 > again else []

    def place(self, position: int) -> tuple[int, int]:
        """Return the line and the column of the character at *position*; both are counted from 1."""
        line = bisect_right(self._starts, position, hi=len(self._starts) - 1)
        return line, position - self._starts[line - 1] + 1


def write_fixes(root: Path, found: Iterable[Diagnostic]) -> tuple[list[Diagnostic], list[str]]:
    """Write every certain fix to the files below *root*.

    Return the findings that were mended, and a reason for each file that could not be written.
    """
    mended: list[Diagnostic] = []
    refused: list[str] = []
    certain = [one for one in found if one.fix is not None and one.fix.certain]
    for path, of_file in groupby(sorted(certain, key=_path), _path):
        text = read_text(root, path, [])
        if text is None:
            continue
        new, done = _mend(text, list(of_file))
        try:
            if done:
                _write(root, path, new)
        except OSError as error:
            refused.append(f"{path} was not changed: {error.strerror or error}")
        else:
            mended += done
    return mended, refused


def _path(found: Diagnostic) -> str:
    assert found.fix is not None
    return found.fix.place.path


def _mend(text: str, found: list[Diagnostic]) -> tuple[str, list[Diagnostic]]:
    """Return *text* with the fixes in it, and the findings that they mend; of two that overlap, the first is taken."""
    lines = Lines(text)
    edits = sorted(
        (span, number) for number, one in enumerate(found) if one.fix is not None for span in lines.find(one.fix)
    )
    pieces: list[str] = []
    mended: dict[int, Diagnostic] = {}
    done = 0
    for (start, end), number in edits:
        fix = found[number].fix
        if fix is not None and start >= done:
            pieces += [text[done:start], fix.new]
            mended[number] = found[number]
            done = end
    return "".join([*pieces, text[done:]]), list(mended.values())


def _write(root: Path, path: str, text: str) -> None:
    """Replace the content of a file by *text* in one step: programs that read it get the old or the new content.

    :raises OSError: when the file cannot be written, or its path leads through a link.
    """
    file = root / path
    if file.resolve() != root.resolve() / path or not file.is_file():
        raise OSError("it is a link to another file")
    handle, name = tempfile.mkstemp(prefix=".", suffix=".tmp", dir=file.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(text.encode("utf-8"))
        shutil.copymode(file, name)
        os.replace(name, file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
