"""The pipeline: it has every step of a build once, and no two steps of one event have the same number."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

import pytest
from sphinx.transforms import SphinxTransform

from loipr import pipeline
from support.project import REPOSITORY

EVENTS = (*pipeline.START, *pipeline.PAGE, *pipeline.ALL_PAGES, *pipeline.SITE, *pipeline.END)
TRANSFORMS = (pipeline.PAGE_TRANSFORMS, pipeline.WRITTEN_PAGE_TRANSFORMS)
#: The base classes of transforms.
_KINDS = {"SphinxTransform", "SphinxPostTransform"}
CODE = REPOSITORY / "ext/loipr"


def test_no_two_steps_of_one_event_share_a_number() -> None:
    moments = Counter((event, priority) for event, priority, _ in EVENTS)
    assert [moment for moment, times in moments.items() if times > 1] == []


@pytest.mark.parametrize("transforms", TRANSFORMS)
def test_no_two_transforms_share_a_number(transforms: tuple[tuple[int, type], ...]) -> None:
    numbers = [priority for priority, _ in transforms]
    assert numbers == sorted(set(numbers))


def test_every_transform_of_the_extension_is_a_step() -> None:
    written = {
        node.name
        for file in CODE.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef) and any(ast.unparse(base) in _KINDS for base in node.bases)
    }
    steps = {transform.__name__ for transforms in TRANSFORMS for _, transform in transforms}
    assert written == steps
    assert all(issubclass(transform, SphinxTransform) for transforms in TRANSFORMS for _, transform in transforms)


def test_nothing_else_connects_itself() -> None:
    def connects(file: Path) -> bool:
        calls = (node for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if isinstance(node, ast.Call))
        names = {call.func.attr for call in calls if isinstance(call.func, ast.Attribute)}
        return bool({"connect", "add_transform", "add_post_transform"} & names)

    assert [file.relative_to(CODE).as_posix() for file in CODE.rglob("*.py") if connects(file)] == [
        "__init__.py",
        "pipeline.py",
    ]
