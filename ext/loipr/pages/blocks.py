"""What a block takes: an argument, the kinds of options, and the form of the body. All else would stop the build."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from markdown_it.token import Token

from loipr.files.places import Place, Problem
from loipr.pages.directive_options import option_lines
from loipr.pages.page import shows_code
from loipr.wording.languages import _
from loipr.wording.sentences import listed

#: The rule that reports these problems.
RULE: Final = "malformed-block"
#: Blocks that need an argument, each with an example. Blocks of data judge their arguments themselves.
_ARGUMENTS: Mapping[str, str] = {
    "reply": "(a)",
    "question-list": "a",
    "treaty-index": "ICRMW",
    "figure": "map.png",
    "image": "map.png",
    "admonition": "The words above the box",
}
#: Blocks without an argument.
WITHOUT_ARGUMENT = frozenset(
    {"bibliography", "toctree", "overview", "abbreviation-list", "dataset-annex", "dataset-list", "disagreement-list"}
    | {
        "task-list",
        "calendar",
        "question-matrix",
        "meeting-list",
        "article-coverage",
        "change-list",
        "readiness",
        "recommendation-register",
        "institution-list",
        "scorecard",
        "freshness",
        "series-overview",
        "recommendation-index",
        "rule-list",
        "form-rule-list",
        "word-table",
    }
)
#: Blocks that show how pages are written, with signs that no print has.
_OF_GUIDES = frozenset({"rule-list"})
#: Blocks without a body.
BODILESS = (WITHOUT_ARGUMENT - {"toctree"}) | {
    "question-list",
    "treaty-index",
    "dataset",
    "institution-overview",
    "image",
}
_BODY = frozenset({"admonition", "gap", "note", "important", "tip", "warning", "table", "list-table", "toctree"})
#: Blocks that must stand on the page itself: other blocks have no room for them.
_WHOLE = (BODILESS - {"image"}) | {"toctree", "reply"}

_LENGTH = (re.compile(r"\d{1,4}(\.\d{1,3})?\s?(%|px|cm|mm|in|pt|em)?"), "50% or 8cm")
_NUMBER = (re.compile(r"\d{1,3}"), "a whole number, as 1")
_NAMES = (re.compile(r"[a-z][a-z0-9-]*(?: [a-z][a-z0-9-]*)*", re.ASCII), "small letters, digits and hyphens")
_SIDE = (re.compile("left|center|right"), "left, center or right")
_NOTHING = (re.compile(""), "nothing after it")
#: The forms of options of the blocks of docutils and Sphinx. Options with free texts are not listed.
_OPTIONS: Mapping[str, tuple[re.Pattern[str], str]] = {
    **dict.fromkeys(("width", "height", "figwidth"), _LENGTH),
    **dict.fromkeys(("scale", "header-rows", "stub-columns", "maxdepth"), _NUMBER),
    "class": _NAMES,
    **dict.fromkeys(("glob", "hidden", "includehidden", "titlesonly", "reversed", "cited-only", "numbered"), _NOTHING),
    "align": _SIDE,
    "widths": (re.compile(r"auto|grid|\d{1,3}(?:[ ,]+\d{1,3})*"), "a number for each column, as 20 80"),
}


def block_faults(
    name: str, argument: str, options: Mapping[str, str], body: str, place: Place, around: str
) -> Iterator[Problem]:
    """Yield a problem for each thing that the block *name* at *place* does not take, or lacks.

    *around* is the block around it, or empty.
    """
    if name in _ARGUMENTS and not argument:
        yield Problem(
            RULE,
            place,
            _("{{{name}}} needs something after it; write :::{{{name}}} {example}").format(
                name=name, example=_ARGUMENTS[name]
            ),
        )
    if name in WITHOUT_ARGUMENT and argument:
        yield Problem(
            RULE, place, _("nothing stands after {{{name}}}; delete “{argument}”").format(name=name, argument=argument)
        )
    if name in _OF_GUIDES and not shows_code(place.path):
        yield Problem(RULE, place, _("{{{name}}} shows code, and stands in a guide; delete it here").format(name=name))
    # Lines that look like options are judged as options.
    text = "".join(body.split("\n")[option_lines(body) :]).strip()
    if name in BODILESS and text:
        message = _("{{{name}}} takes no text; close it on the next line, and write the text after it")
        yield Problem(RULE, place, message.format(name=name))
    boxes_word = argument if name in ("note", "important", "tip", "warning") else ""
    if name in _BODY and not text and not boxes_word:
        yield Problem(RULE, place, _("{{{name}}} is empty; fill it in, or delete it").format(name=name))
    if name in _WHOLE and around:
        message = _("{{{name}}} stands on the page itself, and not within {around}; move it out").format(
            name=name, around=around
        )
        if name == "reply" and around == "{reply}":
            message = _("the reply above is not closed; write ::: on a line of its own where it ends")
        yield Problem(RULE, place, message)
    for option, value in options.items():
        form, example = _OPTIONS.get(option, (None, ""))
        if form is not None and not form.fullmatch(value.strip()):
            yield Problem(
                RULE,
                place,
                _(":{option}: of {{{name}}} is “{value}”; write {example}").format(
                    option=option, name=name, value=value, example=example
                ),
            )


def body_faults(name: str, options: Mapping[str, str], tokens: Sequence[Token], place: Place) -> Iterator[Problem]:
    """Yield the problems with the body (*tokens*) of a block: {table} holds one table, {list-table} one list."""
    outermost = [token.type for token in tokens if token.level == 0 and token.nesting >= 0]
    if name == "figure":
        if outermost and outermost[0] != "paragraph_open":
            yield Problem(
                RULE,
                place,
                _("the first thing in a {{figure}} is the caption of the picture; write it as text").format(),
            )
        return
    wanted, form = {
        "table": ("table_open", _("one table, and nothing else")),
        "list-table": ("bullet_list_open", _("one list of rows, each with a list of its cells, and nothing else")),
    }[name]
    if outermost != [wanted]:
        if outermost:
            yield Problem(RULE, place, _("{{{name}}} holds {form}").format(name=name, form=form))
        return
    rows = _rows(tokens) if name == "list-table" else [sum(token.type == "th_open" for token in tokens)]
    if name == "list-table" and (0 in rows or len(set(rows)) > 1):
        counts = listed(str(count) for count in rows)
        yield Problem(
            RULE,
            place,
            _("each row of {{list-table}} has as many cells as the others; here they have {counts}").format(
                counts=counts
            ),
        )
        return
    widths = re.findall(r"\d+", options.get("widths", ""))
    if widths and len(widths) != rows[0]:
        yield Problem(
            RULE,
            place,
            _(":widths: has {count} numbers, and the table {rows} columns").format(count=len(widths), rows=rows[0]),
        )
    if name == "list-table":
        yield from _too_many(options, "header-rows", len(rows), "rows", place)
        yield from _too_many(options, "stub-columns", rows[0], "columns", place)


def _too_many(options: Mapping[str, str], option: str, there: int, what: str, place: Place) -> Iterator[Problem]:
    number = options.get(option, "").strip()
    if _NUMBER[0].fullmatch(number) and int(number) >= there and int(number):
        yield Problem(
            RULE,
            place,
            _(":{option}: is {number}, but the table has {there} {what}; write a smaller number").format(
                option=option, number=number, there=there, what=what
            ),
        )


def _rows(tokens: Sequence[Token]) -> list[int]:
    """Return the number of cells of each row in a list of lists: 0 for a row that is not a list."""
    rows: list[int] = []
    for token in tokens:
        if token.type == "list_item_open" and token.level == 1:
            rows.append(0)
        elif token.type == "list_item_open" and token.level == 3:
            rows[-1] += 1
    return rows
