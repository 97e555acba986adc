"""The front matter of a reply as officials write it: clear mistakes are reported at their lines, and read as meant."""

from __future__ import annotations

import re
from typing import Final

from loipr.files.places import Fix, Place, Problem
from loipr.pages.page import FRONT_FIELDS
from loipr.wording.languages import _

_RULE: Final = "invalid-front-matter"
_MARK = "---"
#: Blanks that Word inserts; YAML does not read them as blanks.
_BLANKS = re.compile("[\u00a0\u202f\u2007]")
#: Other names that people give the fields.
_OTHER_NAMES = {
    **dict.fromkeys(("pertanyaan", "nomor", "question number"), "question"),
    **dict.fromkeys(("penanggung jawab", "lead institution", "lead ministry"), "lead"),
    **dict.fromkeys(("kontributor", "contributor", "contributing institutions"), "contributors"),
}
_FIELD = re.compile(
    rf"(?:[-*•] )?({'|'.join((*_OTHER_NAMES, *FRONT_FIELDS))})(?:[ \t]*[:=][ \t]*|[ \t]+)(.*)", re.IGNORECASE
)
#: What people write for a list without entries.
_NOTHING = frozenset({"-", "–", "none", "nil", "nihil", "n/a", "tidak ada"})
_ENTRY = r"""(?:"[^"]*"|'[^']*'|[^][{},;"'/&+•]+)"""
#: A list as YAML has it.
_LIST = re.compile(rf"\[(?:{_ENTRY}(?:, ?{_ENTRY})*)?\]")
#: Marks that people put around names.
_AROUND = "[](){}\"'“”.,;• "
#: Texts between names that are not written as a list.
_AND = re.compile(" (?:dan|and|serta|dengan) ")
_BETWEEN = re.compile(rf' ?[,;/&+•"] ?|{_AND.pattern}')


def front_matter_of(text: str, path: str, problems: list[Problem]) -> tuple[list[str] | None, int]:
    """Return the lines of the front matter as meant, and the number of lines of *text* that it takes.

    The lines are None when there is no front matter, or when it does not end. Mistakes are added to *problems*.
    """
    lines = text.split("\n")
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if lines[first].rstrip() != _MARK:
        return None, 0
    closing = next(
        (number for number, line in enumerate(lines[first + 1 :], first + 1) if line.rstrip() == _MARK), None
    )
    if closing is None:
        message = _("the front matter begins with --- but has no second --- line that ends it")
        problems.append(Problem(_RULE, Place(path, first + 1), message))
        return None, 0
    if first:
        message = _("there is an empty line above the front matter; delete it")
        above = "\n".join(lines[: first + 1])
        problems.append(Problem(_RULE, Place(path, 1), message, Fix(Place(path, 1), above, lines[first])))
    fields = []
    for number, line in enumerate(lines[first + 1 : closing], first + 2):
        meant = _meant(line)
        if meant != line:
            message = _("this is written as “{meant}”").format(meant=meant)
            problems.append(Problem(_RULE, Place(path, number), message, Fix(Place(path, number), line, meant)))
        fields.append(meant)
    return ["", *[""] * first, *fields], closing + 1


def _meant(line: str) -> str:
    """Return a line of the front matter as meant: with a blank after the colon, and a list in brackets."""
    plain = _BLANKS.sub(" ", line).rstrip()
    found = _FIELD.fullmatch(plain)
    if found is None:
        return line
    name, value = found[1].lower(), " ".join(found[2].split())
    name = _OTHER_NAMES.get(name, name)
    if name == "contributors" and "#" not in value:
        value = _list(value)
    elif name == "lead" and re.fullmatch(r"[\[({][^,;:]*[\])}]", value):
        value = value[1:-1].strip()
    elif name == "question" and re.fullmatch(r"(?:no(?:mor)?\.? ?|#)?[0-9]{1,4}\.?", value, re.IGNORECASE):
        value = "".join(filter(str.isdecimal, value))
    written = f"{name}: {value}" if value else f"{name}:"
    return line if re.sub(r"[ \t]+", " ", line).rstrip(" \r") == written else written


def _list(value: str) -> str:
    """Return names as a list in brackets; with a name of several words, *value* stays for people to judge."""
    if value.casefold() in _NOTHING:
        return "[]"
    if _LIST.fullmatch(value) and not _AND.search(value):
        return value
    names = [name for name in _BETWEEN.split(value.strip(_AROUND)) if name]
    if not names or any(not re.fullmatch(r"\w+(?:-\w+)*", name) for name in names):
        return value
    return f"[{', '.join(names)}]"
