"""The history of a dataset in the descriptor: a change is added, and no other line of the file changes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

_SPACE = re.compile(r"\s*")
_DECODER = json.JSONDecoder()


def note_change(descriptor: str, dataset: str, date: str, what: str) -> str:
    """Return the text of *descriptor* with one more change of *dataset*, before the older changes.

    The descriptor must be valid JSON and have the dataset: it was read before.
    """
    resources = _fields(descriptor, _skip(descriptor, 0))["resources"]
    found = (_fields(descriptor, position) for position in _items(descriptor, resources))
    fields = next(fields for fields in found if _DECODER.raw_decode(descriptor, fields["name"])[0] == dataset)
    entry = json.dumps({"date": date, "what": what}, ensure_ascii=False)
    indent = _indent(descriptor, fields["name"])
    if "changes" not in fields:
        end = max(_end(descriptor, position) for position in fields.values())
        added = f',\n{indent}"changes": [\n{indent}  {entry}\n{indent}]'
        return descriptor[:end] + added + descriptor[end:]
    begin = fields["changes"] + 1
    more = "," if next(_items(descriptor, fields["changes"]), None) is not None else f"\n{indent}"
    rest = descriptor[begin:] if more == "," else descriptor[_skip(descriptor, begin) :]
    return f"{descriptor[:begin]}\n{indent}  {entry}{more}{rest}"


def _skip(text: str, position: int) -> int:
    match = _SPACE.match(text, position)
    assert match is not None
    return match.end()


def _end(text: str, position: int) -> int:
    return _DECODER.raw_decode(text, position)[1]


def _fields(text: str, position: int) -> dict[str, int]:
    """Return the position where the value of each field begins, for the object at *position*."""
    fields = {}
    position = _skip(text, position + 1)
    while text[position] != "}":
        name, position = _DECODER.raw_decode(text, position)
        position = _skip(text, _skip(text, position) + 1)
        fields[name] = position
        position = _skip(text, _end(text, position))
        position = _skip(text, position + 1) if text[position] == "," else position
    return fields


def _items(text: str, position: int) -> Iterator[int]:
    """Yield the position where each item of the list at *position* begins."""
    position = _skip(text, position + 1)
    while text[position] != "]":
        yield position
        position = _skip(text, _end(text, position))
        position = _skip(text, position + 1) if text[position] == "," else position


def _indent(text: str, position: int) -> str:
    line = text[text.rfind("\n", 0, position) + 1 : position]
    return line[: len(line) - len(line.lstrip())]
