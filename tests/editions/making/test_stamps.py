"""What an edition is made from: a change of these files makes a new build, and stops a build that is under way."""

from __future__ import annotations

from pathlib import Path

import pytest

from loipr.editions.making import stamps


def test_compiled_code_is_nothing_that_an_edition_is_made_from(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first build compiles the machinery, so that its compiled code is written while it runs."""
    code = tmp_path / "machinery"
    (code / "facts/__pycache__").mkdir(parents=True)
    (code / "facts/provisions.py").touch()
    monkeypatch.setattr(stamps, "_CODE", code)
    before = stamps.states_of_inputs(tmp_path), stamps.inputs_digest(tmp_path, official=False)
    for name in ("provisions.cpython-311.pyc", "provisions.cpython-311.lark"):
        (code / "facts/__pycache__" / name).touch()
    assert (stamps.states_of_inputs(tmp_path), stamps.inputs_digest(tmp_path, official=False)) == before
    assert code / "facts/provisions.py" in before[0]
