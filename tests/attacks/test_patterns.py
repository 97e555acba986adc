"""Patterns that a text keeps busy: each regular expression takes time in proportion to its text, whatever that is.

Stands for the class of short texts, by malice or accident, that a search runs on for minutes.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import random
import re
import signal
import time
from collections.abc import Iterator
from dataclasses import fields

import pytest

import loipr
from loipr.exchange.documents.languages import LANGUAGES
from support.changes import DESCRIPTOR, PLACEMENTS, RECRUITMENT
from support.pieces import PIECES
from support.project import Project

LENGTH, SECONDS, CASES = 10_000, 0.2, 40
#: Seconds that a check of the small report may take.
MOST = 10
_WAYS = ("match", "fullmatch", "search", "sub", "subn", "finditer", "findall", "split")


def patterns() -> Iterator[tuple[str, re.Pattern[str], frozenset[str]]]:
    """Yield each pattern of the machinery with its name, and the ways in which it is used."""
    modules = [one.name for one in pkgutil.walk_packages(loipr.__path__, "loipr.")]
    sources = {name: inspect.getsource(importlib.import_module(name)) for name in modules}
    for module, source in sources.items():
        for node in ast.walk(ast.parse(source)):
            match node:
                case ast.Call(func=ast.Attribute(ast.Name("re"), way), args=[ast.Constant(str(text)), *_]) if (
                    way in _WAYS
                ):
                    yield f"{module}:{node.lineno}", re.compile(text), frozenset({way})
        for name, value in vars(importlib.import_module(module)).items():
            if re.search(rf"^{name}\b.*?(?:re\.compile|\{{\n)", source, re.MULTILINE):
                text = source if name.startswith("_") else "\n".join(sources.values())
                ways = {way for way in _WAYS if re.search(rf"\b{name}(?:\[\w+\])?\.{way}\b", text)}
                for key, pattern in value.items() if isinstance(value, dict) else [("", value)]:
                    if isinstance(pattern, re.Pattern) and ways:  # Others are parts of patterns.
                        yield f"{module}.{name}{key and f'[{key}]'}", pattern, frozenset(ways)
    for language in LANGUAGES:
        for name in (field.name for field in fields(language)):
            value = getattr(language, name)
            for number, text in enumerate([value] if isinstance(value, str) else value):
                yield (
                    f"{language.name}.{name}:{number}",
                    re.compile(text, re.IGNORECASE),
                    frozenset({"search", "match"}),
                )


PATTERNS = {name: (pattern, ways) for name, pattern, ways in patterns()}


class _TooLongError(Exception):
    pass


def _stop(*_: object) -> None:
    raise _TooLongError


def takes_long(pattern: re.Pattern[str], way: str, text: str) -> bool:
    """Whether the pattern, used in that way, keeps the processor busy for longer than it may."""
    given = text.encode() if isinstance(pattern.pattern, bytes) else text
    before = signal.signal(signal.SIGPROF, _stop)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        if way.startswith("sub"):
            pattern.sub(given[:0], given)
        elif way == "finditer":
            sum(1 for _ in pattern.finditer(given))
        else:
            getattr(pattern, way)(given)
    except _TooLongError:
        return True
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
    return False


def texts(chance: random.Random, number: int) -> Iterator[str]:
    """Yield long texts of repeated pieces: one again and again, before blanks, two in turn, one after the other."""
    for piece in PIECES:
        yield piece * (LENGTH // len(piece)) + "!"
        yield piece + " " * LENGTH + "!"
    for _ in range(number):
        first, second, third = chance.choice(PIECES), chance.choice(PIECES), chance.choice((*PIECES, "", "!"))
        kind = chance.randrange(4)
        if kind == 0:
            yield (first + second) * (LENGTH // len(first + second)) + third
        elif kind == 1:
            yield first * (LENGTH // 2 // len(first)) + second * (LENGTH // 2 // len(second)) + third
        elif kind == 2:
            yield first + second * (LENGTH // len(second)) + third
        else:
            yield (first + second * 50) * (LENGTH // len(first + second * 50)) + third


def test_a_pattern_of_a_descriptor_is_not_tried_on_a_long_cell(project: Project) -> None:
    project.replace(DESCRIPTOR, '"title": "Reason"', '"title": "Reason", "constraints": {"pattern": ".*.*x"}')
    project.append(PLACEMENTS, "2025,1,,2025-01,S01,yes," + "a" * 200_000 + "\n")
    (found,) = [one for one in project.findings() if one.startswith(f"{PLACEMENTS}:6:7: error[invalid-cell]")]
    assert found.endswith("write it in the form .*.*x")


@pytest.mark.parametrize("text", ["{article}`1" + "a" * 30 + "é`", "{article}`" + " " * 30 + "é`", "2019 " * 19_000])
def test_a_page_is_read_in_seconds(project: Project, text: str) -> None:
    project.append(RECRUITMENT, f"\n{text}\n")
    start = time.process_time()
    project.findings()
    assert time.process_time() - start < MOST


@pytest.mark.parametrize("name", PATTERNS)
def test_a_pattern_takes_time_in_proportion_to_its_text(name: str) -> None:
    pattern, ways = PATTERNS[name]
    for text in texts(random.Random(name), CASES):  # noqa: S311  # to try things, not to keep secrets
        for way in sorted(ways):
            # Another program may have been in the way once.
            slow = takes_long(pattern, way, text) and takes_long(pattern, way, text)
            assert not slow, f"{way} in {text[:40]!r}…{text[-10:]!r}"
