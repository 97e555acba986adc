"""What somebody wrote in Word becomes text that a data file may have, whatever it holds."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loipr.exchange.documents.yaml_edit import DataFile, Entry, new_entry
from loipr.exchange.word_edition.keep_comments import kept_text
from loipr.facts.comments import PATH
from loipr.files.places import Problem
from loipr.files.reading import text_faults
from loipr.files.yaml_file import parse_yaml

_ODD = st.sampled_from(
    ["\u200b", "\u202e", "\u0301", "а", "Ｆ", "१", "👍", "\x00", "\ufffc", "\n", "<<<<<<< ", ": ", " #", "'"]
)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a\u200bb \u202e c", "ab c"),
        ("Good \N{THUMBS UP SIGN}", "Good [thumbs up sign]"),
        ("p\u0430ge", "page"),
        ("one\r\n\n two\u2028three", "one\n two\n three"),
        ("e" + "\u0301" * 20, "e"),
        ("x" * 600, f"{'x' * 500} {'x' * 100}"),
        ("Türkiye,王小明", "Türkiye,王小明"),
    ],
)
def test_what_is_kept(text: str, kept: str) -> None:
    assert kept_text(text) == kept


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text() | _ODD).map("".join))
def test_a_data_file_may_have_it(text: str) -> None:
    kept = kept_text(text)
    assert kept_text(kept) == kept
    data = DataFile(Entry(), [""])
    data.root.set_entries("comments", [new_entry(0, [("by", "MOL"), ("text", kept or "-")])])
    written = data.text()
    assert list(text_faults(written, PATH)) == []
    problems: list[Problem] = []
    node = parse_yaml(written, PATH, problems)
    assert node is not None
    assert [one.text("text") for one in node.children("comments")] == [kept or "-"]
    assert problems == []
