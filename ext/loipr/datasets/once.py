"""Results that are computed once for a dataset or a report, and forgotten with it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

_Record = TypeVar("_Record")
_Answer = TypeVar("_Answer")


def once(function: Callable[[_Record], _Answer]) -> Callable[[_Record], _Answer]:
    """Return *function* with a memory: it computes its answer once for each record, and the record keeps it.

    The answer lives as long as the record: a process that loads the report again and again, as a live preview does,
    holds only the answers for the last one. A record must never change, as is true of a report or a dataset.
    """
    name = f"{function.__module__}.{function.__qualname__}"

    @wraps(function)
    def answer(record: _Record) -> _Answer:
        kept = vars(record)
        if name not in kept:
            kept[name] = function(record)
        found: _Answer = kept[name]
        return found

    return answer
