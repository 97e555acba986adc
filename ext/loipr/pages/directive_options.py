"""Reads the options of a block (lines like ``:caption: …``) in the same way as MyST, and reports their faults."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from myst_parser.parsers.options import TokenizeError, options_to_items

from loipr.files.places import Fix, Place, Problem
from loipr.files.reading import meant
from loipr.pages.vocabulary import DIRECTIVES
from loipr.wording.languages import _, ngettext
from loipr.wording.sentences import did_you_mean, listed

_BEGINNING = re.compile(r":[\w-]+:(\s|$)")
_WITHOUT_COLON = re.compile(r"\s*([a-z][\w-]*):(?:\s|$)")
_WRITTEN = _(
    "write each option on its own line below the name of the block, as :caption: Placements; "
    "put a text with special characters in quotes"
)


def option_lines(content: str) -> int:
    """Return the number of lines of *content*, from its beginning, that are options of the block."""
    lines = content.split("\n")
    return next((number for number, line in enumerate(lines) if not _is_option(line)), len(lines))


def _is_option(line: str) -> bool:
    # Three colons begin another block within this one.
    return line.lstrip().startswith(":") and not line.lstrip().startswith(":::")


def read_options(name: str, content: str, place: Place) -> tuple[Mapping[str, str], list[Problem]]:
    """Return the options of the block *name*, and the problems with them; its *content* begins at *place*."""
    lines = [line.strip() for line in content.split("\n")[: option_lines(content)]]
    known = DIRECTIVES.get(name)
    if known is None:
        return {}, []
    if content.startswith("---") and known:
        return {}, [Problem("malformed-option", place, _("--- has no place here; {how}").format(how=_WRITTEN))]
    problems = []
    options: dict[str, str] = {}
    for number, line in enumerate(lines):
        there = Place(place.path, place.line + number)
        try:
            items, state = options_to_items(line[1:] if _BEGINNING.match(line) else "")
        except TokenizeError:
            items = []
        if not items:
            problems.append(Problem("malformed-option", there, _("this is not an option; {how}").format(how=_WRITTEN)))
            continue
        options.update(items)
        problems += _unknown(name, [key for key, _ in items], there, known)
        if state.has_comments:
            problems.append(_cut(line, there))
    text = content.split("\n")[len(lines) :]
    without = _WITHOUT_COLON.match(text[0]) if text else None
    if without is not None and without[1] in known:
        there, line = Place(place.path, place.line + len(lines)), text[0].strip()
        message = _("“{name}:” begins an option without its colon; write :{line}").format(name=without[1], line=line)
        problems.append(Problem("malformed-option", there, message, Fix(there, line, f":{line}", certain=False)))
    return options if known else {}, problems


def _unknown(name: str, keys: Sequence[str], place: Place, known: Sequence[str]) -> Iterator[Problem]:
    if name in ("data-table", "data-chart"):
        return  # Other code judges their options, together and with their dataset.
    for key in keys:
        if key not in known:
            there_are = ngettext("there is {names}", "there are {names}", len(known)).format(names=listed(known))
            there = there_are if known else _("it has none")
            message = _("{{{name}}} has no option :{key}: ({there}){hint}").format(
                name=name, key=key, there=there, hint=did_you_mean(key, known)
            )
            yield Problem("malformed-option", place, message, meant(place, key, known))


def _cut(line: str, place: Place) -> Problem:
    key, _colon, text = line[1:].partition(":")
    quoted = '"' + text.strip().replace("\\", "\\\\").replace('"', '\\"') + '"'
    message = _("what stands after “#” is lost here; put the text in quotes, as :{key}: {quoted}").format(
        key=key, quoted=quoted
    )
    return Problem("malformed-option", place, message, Fix(place, line, f":{key}: {quoted}", certain=False))
