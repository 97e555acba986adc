"""Characters that deceive: found in pages, tables and data; what a writing needs is left in peace."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loipr.files.characters import deceptions
from support.changes import PLACEMENTS, RECRUITMENT
from support.project import Project


def found(text: str, *, is_table: bool = False) -> list[tuple[str, str, str]]:
    return [(one.rule, one.old, one.new) for one in deceptions(text, is_table=is_table)]


@pytest.mark.parametrize("mark", [chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))])
def test_marks_that_turn_the_direction(mark: str) -> None:
    for text in (f"article {mark}33", f"نص {mark}عربي", mark):
        assert found(text) == [("hidden-character", mark, "")]


@pytest.mark.parametrize(
    "mark",
    "\u200b\u2060\ufeff\u00ad\u180e\u2028\u2029\u034f\u3164\ufff9\ufffe\x00\x07\x1b\x7f\x85\U000e0041\u115f\u2062",
)
def test_marks_that_nobody_sees(mark: str) -> None:
    assert found(f"arti{mark}cle") == [("hidden-character", mark, "")]


@pytest.mark.parametrize(
    "text",
    [
        "می\u200cخواهم",  # Persian: I want
        "क्\u200dष and क्\u200cष",  # Hindi: two ways to write a pair of letters
        "ശ്രീ\u200d and \U0001f468\u200d\U0001f469\u200d\U0001f467",  # Malayalam, and a family
        "שלום\u200f! (2024)\u200e שלום",  # Hebrew
        "Türkiye, naïve – “quoted”… 5\u00a0000 €, ½, m², №, °, 中国, الأردن, Россия",
        "В Москве. Они живут в России, и это правда: а не сон.",
        "ＡＢＣ 株式会社 ２０２４年",
        "٢٠٢٤م",
        "Δt = 5 μm, Ω",
        "line\twith a tab\r",
    ],
)
def test_what_a_writing_needs_is_no_fault(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("text", ["a\u200cb", "\u200dx", "KP\u200d2MI", "1\u200c2", "a\u200eb", "\u200f"])
def test_a_joiner_where_nothing_joins(text: str) -> None:
    (one,) = found(text)
    assert one[0] == "hidden-character"


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        ("{article}`33 (1) (а)`", "а", "a"),
        ("{article}`ЗЗ`", "ЗЗ", "33"),
        ("{article}`３３`", "３３", "33"),
        ("{article}`٣٣`", "٣٣", "33"),
        ("{article}`IСCPR 14`", "IСCPR", "ICCPR"),
        ("{institution}`МОL`", "МОL", "MOL"),
        ("{institution}`МОН`", "МОН", "MOH"),
        ("{value}`рlacements[2023].total`", "рlacements", "placements"),
        ("{value}`placements[２０２３].total`", "２０２３", "2023"),
        ("{cite}`Ѕ01`", "Ѕ01", "S01"),
        (":::{reply} (а)", "а", "a"),
        ("question: ２", "２", "2"),
        ("status: reviewеd", "reviewеd", "reviewed"),
        ("in 2０24", "2０24", "2024"),
        ("ΚΡ2ΜI", "ΚΡ2ΜI", "KP2MI"),
        ("2023,٢٧٤٩٦٥,S01", "٢٧٤٩٦٥", "274965"),
    ],
)
def test_letters_and_digits_that_only_look_like_ours(text: str, old: str, new: str) -> None:
    assert found(text) == [("look-alike", old, new)]


def test_they_are_found_wherever_they_stand(project: Project) -> None:
    for path, old in (
        (RECRUITMENT, "reviewed"),
        (PLACEMENTS, "restated"),
        ("data/institutions.yaml", "Ministry"),
        ("data/references.bib", "Annual"),
        ("data/datapackage.json", "Placements"),
        ("data/lists-of-issues/cmw-c-xxx-qpr-1.yaml", "Asks"),
        ("data/concluding-observations/co-1.yaml", "dialogue"),
    ):
        project.replace(path, old, f"{old[0]}\u202e{old[1:]}")
        lines = [one for one in project.findings() if "hidden-character" in one]
        assert len(lines) == 1
        assert lines[0].startswith(f"{path}:")
        assert "\u202e" not in lines[0]
        project.replace(path, f"{old[0]}\u202e{old[1:]}", old)


def test_they_are_taken_out_by_the_check_itself(project: Project) -> None:
    before = project.read(RECRUITMENT)
    project.replace(RECRUITMENT, "In 2023", "In\u200b 2023")
    project.run("check", "--fix")
    assert project.read(RECRUITMENT) == before


@given(st.text(st.characters(codec="utf-8"), max_size=60), st.booleans())
def test_any_text_is_judged(text: str, is_table: bool) -> None:
    for one in deceptions(text, is_table=is_table):
        line = text.removeprefix("\ufeff" if is_table else "").split("\n")[one.line - 1]
        assert one.old in line
        assert one.message


@given(st.text(st.characters(codec="ascii", min_codepoint=32), max_size=60))
def test_what_a_keyboard_types_is_no_fault(text: str) -> None:
    assert found(text.replace("\x7f", "")) == []
