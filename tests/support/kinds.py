"""Values of wrong kinds, put into the fields of data."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

#: Values that a field may hold by mistake.
KINDS: tuple[object, ...] = (
    None,
    True,
    -1,
    1e400,
    10**400,
    "",
    "TBD",
    "9" * 5000,
    [],
    [[]],
    ["TBD", ""],
    {},
    {"TBD": "x"},
    [{"a": [1]}],
)


def places(value: object) -> Iterator[tuple[str | int, ...]]:
    """Yield the path to each value within *value*: keys and indexes."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, one in inner:
        yield (name,)
        yield from ((name, *rest) for rest in places(one))


def changed(value: Any, place: tuple[str | int, ...], kind: object) -> Any:
    """Return *value* with *kind* at *place*."""
    value = copy.deepcopy(value)
    there = value
    for name in place[:-1]:
        there = there[name]
    there[place[-1]] = kind
    return value
