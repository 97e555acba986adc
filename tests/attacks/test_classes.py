"""What is tried here: each module says for which class of attacks or accidents its cases stand.

Stands for the class of tests that nobody knows the reason of.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

MODULES = sorted(Path(__file__).parent.glob("test_*.py"))


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.stem)
def test_a_module_says_for_which_class_it_stands(module: Path) -> None:
    said = ast.get_docstring(ast.parse(module.read_text(encoding="utf-8"))) or ""
    assert "Stands for the class of" in " ".join(said.split())
