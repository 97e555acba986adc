"""Characters that deceive: found in pages, tables and data; what a writing needs is left in peace.

Stands for the class of texts that read otherwise than they are: marks that turn or hide, letters of other alphabets,
also by entity or escape.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loipr.files.characters import deceptions
from support.changes import DESCRIPTOR, LIST, PLACEMENTS, RECRUITMENT
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


UNSEEN = "an entity or escape here stands for U+{0:04X} ({1}), which is invisible; delete it"
NOTHING = "an entity or escape here stands for no character; delete it, or write the character itself"
KA = "“К” in “КP2MI” only looks like K: it is another character (cyrillic capital letter ka); write KP2MI"
BEHIND = [
    ("&#x202e;", "hidden-character", UNSEEN.format(0x202E, "right-to-left override")),
    ("&#8238;", "hidden-character", UNSEEN.format(0x202E, "right-to-left override")),
    ("&#x200b;", "hidden-character", UNSEEN.format(0x200B, "zero width space")),
    ("&ZeroWidthSpace;", "hidden-character", UNSEEN.format(0x200B, "zero width space")),
    ("&#x2066;", "hidden-character", UNSEEN.format(0x2066, "left-to-right isolate")),
    ("&shy;", "hidden-character", UNSEEN.format(0xAD, "soft hyphen")),
    ("&lrm;", "hidden-character", UNSEEN.format(0x200E, "left-to-right mark")),
    ("&#xE0041;", "hidden-character", UNSEEN.format(0xE0041, "tag latin capital letter a")),
    ("&#7;", "hidden-character", NOTHING),
    ("&#0;", "hidden-character", NOTHING),
    ("&#xD800;", "hidden-character", NOTHING),
    ("&#x41A;P2MI", "look-alike", KA),
    (
        "&check;",
        "unprinted-letter",
        "“✓” (U+2713, check mark) is in no font of print; delete it, or write in words what it stands for",
    ),
    (
        "a" + "&#x300;" * 9,
        "unreadable-file",
        "an entity or escape here makes a letter with 9 marks; write it with the marks that its language has",
    ),
]


@pytest.mark.parametrize(("entity", "rule", "told"), BEHIND)
@pytest.mark.parametrize(
    "place",
    ["Text {0} text.", "| a {0} | b |\n|---|---|\n| c | d |", '[a](https://example.org "b {0} c")', "- *a {0}*"],
)
def test_what_an_entity_stands_for(project: Project, entity: str, rule: str, told: str, place: str) -> None:
    project.append(RECRUITMENT, f"\n{place.format(entity)}\n")
    found = [one for one in project.findings() if f"[{rule}]" in one]
    if told == NOTHING and place.startswith("[a]("):
        # There it stays what is written.
        assert found == []
        return
    assert found == [f"{RECRUITMENT}:13: error[{rule}]: {told}"]


@pytest.mark.parametrize(
    "text", ["`&#x202e;`", "&amp; &nbsp; &copy; &eacute; &#233; &#x2013;", "\\&#x202e;", "R&D; &x"]
)
def test_entities_that_deceive_nobody(project: Project, text: str) -> None:
    project.append(RECRUITMENT, f"\n{text}\n")
    assert [one for one in project.findings() if "hidden" in one or "look-alike" in one] == []


@pytest.mark.parametrize(
    ("path", "old", "new", "line"),
    [
        (LIST, "summary: Asks for figures.", 'summary: "Asks \\u202e for figures."', 41),
        (LIST, "summary: Asks for figures.", 'summary: "Asks \\x07 for figures."', 41),
        (DESCRIPTOR, '"Workers placed"', '"Workers \\u200b placed"', 8),
        (RECRUITMENT, "lead: MOL", 'lead: "MOL\\u200b"', 4),
    ],
)
def test_what_an_escape_stands_for(project: Project, path: str, old: str, new: str, line: int) -> None:
    project.replace(path, old, new)
    found = [one for one in project.findings() if "[hidden-character]" in one]
    assert [one.partition(" stands for ")[0] for one in found] == [
        f"{path}:{line}: error[hidden-character]: an entity or escape here"
    ]


def test_what_an_escape_in_an_option_stands_for(project: Project) -> None:
    project.append(RECRUITMENT, '\n:::{data-table} money\n:caption: "a\\u202eb"\n:::\n')
    (found,) = [one for one in project.findings() if "[hidden-character]" in one]
    assert found.startswith(f"{RECRUITMENT}:13: error[hidden-character]: an entity or escape here stands for U+202E")
