"""The history in the descriptor: one more change, and every other byte as before."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from loipr.exchange.workbooks.history import note_change

NAMES = st.sampled_from(["a", "b", "c"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda values: st.lists(values, max_size=3) | st.dictionaries(st.text(max_size=4), values, max_size=3),
    max_leaves=6,
)


def test_a_first_change() -> None:
    text = '{\n  "resources": [\n    {\n      "name": "a",\n      "key": ["x"]\n    }\n  ]\n}\n'
    assert note_change(text, "a", "2025-08-01", "one “cell”") == (
        '{\n  "resources": [\n    {\n      "name": "a",\n      "key": ["x"],\n      "changes": [\n'
        '        {"date": "2025-08-01", "what": "one “cell”"}\n      ]\n    }\n  ]\n}\n'
    )


def test_a_change_more() -> None:
    text = '{"resources": [\n  {\n    "name": "a",\n    "changes": [\n      {"date": "2024-01-01", "what": "x"}\n    ]\n  }\n]}'
    assert note_change(text, "a", "2025-08-01", "y") == (
        '{"resources": [\n  {\n    "name": "a",\n    "changes": [\n      {"date": "2025-08-01", "what": "y"},\n'
        '      {"date": "2024-01-01", "what": "x"}\n    ]\n  }\n]}'
    )


@given(
    others=st.dictionaries(
        st.text(max_size=5).filter(lambda name: name not in ("name", "changes")), VALUES, max_size=4
    ),
    older=st.none() | st.lists(st.fixed_dictionaries({"date": st.just("2024-01-01"), "what": st.text()}), max_size=2),
    indent=st.none() | st.integers(0, 4),
    ascii_only=st.booleans(),
)
def test_nothing_else_changes(
    others: dict[str, object], older: list[dict[str, str]] | None, indent: int | None, ascii_only: bool
) -> None:
    resources: list[dict[str, object]] = [{**others, "name": name} for name in ("a", "b")]
    if older is not None:
        resources[1]["changes"] = older
    package = {"name": "p", "resources": resources, "title": "]}"}
    text = json.dumps(package, indent=indent, ensure_ascii=ascii_only)
    new = json.loads(note_change(text, "b", "2025-08-01", "what"))
    resources[1]["changes"] = [{"date": "2025-08-01", "what": "what"}, *(older or [])]
    assert new == package
