"""The TeX that the PDF needs: what is missing, which packages have it, and how it is run."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

from loipr.editions.edition_error import EditionError
from loipr.editions.making.programs import run_program
from loipr.editions.shared.missing_glyphs import MissingLettersError, missing_letters

#: Debian's packages with all that the edition uses; 112 MB when they are unpacked.
PACKAGES = (
    "texlive-xetex",
    "texlive-latex-recommended",
    "texlive-fonts-recommended",
    "texlive-plain-generic",
    "fonts-freefont-otf",
)
_FILES = (
    "fncychap.sty",
    "tabulary.sty",
    "varwidth.sty",
    "needspace.sty",
    "capt-of.sty",
    "wrapfig.sty",
    "pdflscape.sty",
    "pzdr.tfm",
    "FreeSerif.otf",
)
_MOST_RUNS = 5
#: A run may take so many seconds; a report with 500 questions takes two minutes.
_LONGEST_RUN = 900
_A_MINUTE = 60
#: A comment in the LaTeX source at the start of a paragraph: the page and the line that the paragraph comes from.
SOURCE_MARK = "% from "
_HEADING = re.compile(r"^\\((?:sub){0,2}section|paragraph)\{(.*)\}$", re.MULTILINE)
#: What a heading has besides letters and punctuation marks.
_COMMAND = re.compile(r"\\[A-Za-z]+ ?|_|[^\w\s.,:;()–-]")
_STOPPED = re.compile(r"l\.(\d+) .*")


class TexError(EditionError):
    """LaTeX failed; the message has what it said."""


def missing_files() -> list[str]:
    """Return the names of the files that the edition needs and the machine lacks; only ``xelatex`` without any TeX."""
    if shutil.which("xelatex") is None or shutil.which("kpsewhich") is None:
        return ["xelatex"]
    found = run_program(["kpsewhich", *_FILES], seconds=_A_MINUTE).stdout
    return [name for name in _FILES if name not in found]


def make_pdf(folder: Path, name: str, timestamp: int) -> Path:
    """Run xelatex on ``folder/name.tex`` until its references no longer change, and return the PDF's path.

    TeX may not run commands, and may not read files outside *folder* and its own trees. *timestamp* (seconds since
    1970) is the only time that it knows, so the same source gives the same bytes.

    :raises TexError: when TeX fails; the message has what it said.
    :raises UnfinishedError: when a run does not end in time.
    :raises MissingLettersError: when no font has some letter of the report.
    """
    environment = {
        **os.environ,
        "SOURCE_DATE_EPOCH": str(timestamp),
        "FORCE_SOURCE_DATE": "1",
        "openin_any": "p",
        "openout_any": "p",
        "max_print_line": "1000",
    }
    _foretell_contents(folder / name)
    before = _references(folder / name)
    for _ in range(_MOST_RUNS):
        # The first run makes no PDF, because the contents have no page numbers yet. Each later run may be the last.
        printing = [] if (folder / f"{name}.aux").exists() else ["-no-pdf"]
        command = ["xelatex", *printing, "-no-shell-escape", "-interaction=batchmode", "-halt-on-error", f"{name}.tex"]
        if run_program(command, seconds=_LONGEST_RUN, folder=folder, environment=environment).returncode:
            raise TexError(f"LaTeX failed: {_complaint(folder / f'{name}.log')}")
        if (after := _references(folder / name)) == before:
            break
        before = after
    letters = missing_letters((folder / f"{name}.log").read_text(encoding="utf-8", errors="replace"))
    if letters:
        raise MissingLettersError(letters)
    return folder / f"{name}.pdf"


def _references(tex: Path) -> list[bytes]:
    """Return what the last run of LaTeX has written about the pages and numbers that *tex* (no ending) refers to."""
    files = (tex.with_name(f"{tex.name}.{kind}") for kind in ("aux", "toc", "out"))
    return [file.read_bytes() for file in files if file.exists()]


def _foretell_contents(tex: Path) -> None:
    """Write the contents of *tex* (a path without ending) as LaTeX's first run would, but without page numbers.

    Then the contents fill their pages already in the first run, and all that follows is in its final place. This saves
    one run of LaTeX. If the guess is wrong, LaTeX simply runs once more.
    """
    contents = tex.with_name(f"{tex.name}.toc")
    if contents.exists():
        return
    headings = _HEADING.findall(tex.with_name(f"{tex.name}.tex").read_text(encoding="utf-8"))
    lines = (rf"\contentsline {{{level}}}{{{_COMMAND.sub('', title)}}}{{0}}{{}}%" for level, title in headings)
    contents.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _complaint(log: Path) -> str:
    """Return what TeX said, and where in the report's pages the paragraph begins at which TeX stopped."""
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines() if log.exists() else []
    for number, line in enumerate(lines):
        if line.startswith("!"):
            stopped = next((found for later in lines[number:] if (found := _STOPPED.match(later))), None)
            return (
                f"{line} ({stopped[0]}){_place_before(log.with_suffix('.tex'), int(stopped[1]))}" if stopped else line
            )
    return "it left no message"


def _place_before(tex: Path, line: int) -> str:
    before = tex.read_text(encoding="utf-8").splitlines()[:line]
    mark = next((one for one in reversed(before) if SOURCE_MARK in one), None)
    return f"; this is in or after the paragraph at {mark.rpartition(SOURCE_MARK)[2]}" if mark else ""
