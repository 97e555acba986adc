"""The grammar of provisions: what it reads, what it prints, what it refuses."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from loipr.facts.provisions import (
    Citation,
    Part,
    Provision,
    ProvisionError,
    ProvisionRange,
    notation,
    parse_citation,
    un_style,
)
from support.project import REPOSITORY

ROMANS = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv"]
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@st.composite
def provisions(draw: st.DrawFn, treaty: str | None) -> Provision:
    paragraph = draw(st.none() | st.integers(1, 999))
    letter = draw(st.none() | st.sampled_from(LETTERS))
    roman = draw(st.none() | st.sampled_from(ROMANS)) if letter else None
    return Provision(draw(st.integers(1, 999)), paragraph, letter, roman, treaty)


@st.composite
def ranges(draw: st.DrawFn, treaty: str | None) -> ProvisionRange:
    first = draw(provisions(treaty))
    level = first.depth
    order: list[int | str] = [*range(1, 1000)]
    if level in ("letter", "roman"):
        order = [*(ROMANS if level == "roman" else LETTERS)]
    later = order[order.index(getattr(first, level)) + 1 :]
    assume(later)
    return ProvisionRange(first, first.at(level, draw(st.sampled_from(later))))


@st.composite
def citations(draw: st.DrawFn) -> Citation:
    parts: list[Part] = []
    for treaty in draw(st.lists(st.none() | st.sampled_from(["ICCPR", "CAT", "OP-CRC"]), min_size=1, max_size=3)):
        parts += draw(st.lists(provisions(treaty) | ranges(treaty), min_size=1, max_size=4))
    return tuple(parts)


#: Words and signs that lawyers write between numbers in three languages, in any order.
_PIECES = "article |art. |artículos |paragraphs |par. |párr. |(paras. |, | and | et | y | a |16|1|2|(a)|a)|)| of the "
spellings = st.lists(st.sampled_from(f"{_PIECES}| bis| CEDAW| to |-|; |letter | de la ".split("|")), max_size=8).map(
    "".join
)


@given(citations())
def test_what_is_printed_reads_back_the_same(citation: Citation) -> None:
    assert parse_citation(notation(citation)) == citation
    assert parse_citation(un_style(citation)) == citation


@given(st.text(alphabet="0123456789()abciv,;-– artphIC.of", max_size=30) | st.text(max_size=30) | spellings)
def test_any_text_is_read_or_refused_with_suggestions_that_read(text: str) -> None:
    try:
        parse_citation(text)
    except ProvisionError as error:
        assert error.message
        if error.suggestion:
            parse_citation(error.suggestion)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("33 (1) (a)", "article 33 (1) (a)"),
        ("33(1)(a)", "article 33 (1) (a)"),
        ("33, paragraph 1 (a)", "article 33 (1) (a)"),
        ("art. 33 (1)", "article 33 (1)"),
        ("article 33, para. 1, letter (a)", "article 33 (1) (a)"),
        ("Articles 8-15", "articles 8–15"),
        ("8 to 15", "articles 8–15"),
        ("16 (1)-(4) and 17", "articles 16 (1)–(4) and 17"),
        ("16 (1)-16 (4)", "article 16 (1)–(4)"),
        ("33, paragraphs 1 and 2", "article 33 (1) and (2)"),
        ("article 16, paragraphs 1 and 2", "article 16 (1) and (2)"),
        ("article 25 paras. 1 and 3", "article 25 (1) and (3)"),
        ("article 22, paragraphs 2, 3 and 4, of the Convention", "article 22 (2), (3) and (4)"),
        ("article 16, paragraphs 1, 2, and 4", "article 16 (1), (2) and (4)"),
        ("articles 16, paragraphs 1 (a) and 2 (b), and 17", "articles 16 (1) (a), 16 (2) (b) and 17"),
        ("article 16, paragraphs 5 to 9", "article 16 (5)–(9)"),
        ("articles 16, para. 1, and 17", "articles 16 (1) and 17"),
        ("art. 16 (paras. 1 and 2) and 17", "articles 16 (1), (2) and 17"),
        ("article 22, par. 1 et 4, de la Convention", "article 22 (1) and (4)"),
        ("article 22, par. 2, 3 et 4", "article 22 (2), (3) and (4)"),
        ("art. 2, par. 1, et 26", "articles 2 (1) and 26"),
        ("article premier, alinéa a)", "article 1 (a)"),
        ("artículo 22 párrafos 2, 3 y 4", "article 22 (2), (3) and (4)"),
        ("artículos 8 a 10 y 12, párr. 1 a)", "articles 8–10 and 12 (1) (a)"),
        ("artículos 16, párrafos 1 a 4, y 17", "articles 16 (1)–(4) and 17"),
        ("art. 25, par. 1 a) à c)", "article 25 (1) (a)–(c)"),
        ("articles 7 and 18 CEDAW", "articles 7 and 18 of the CEDAW"),
        ("76 (1) (h) (i)", "article 76 (1) (h) (i)"),
        ("5 (d) (i) and (ii)", "article 5 (d) (i) and (ii)"),
        ("27 (1) (h) and (i)", "article 27 (1) (h) and (i)"),
        ("5 (d) (iv), (e)", "article 5 (d) (iv) and 5 (e)"),
        ("ICCPR 14 (3) (d)", "article 14 (3) (d) of the ICCPR"),
        ("articles 14 and 16 of the ICCPR", "articles 14 and 16 of the ICCPR"),
        ("article 33 of the Convention", "article 33"),
        ("ICCPR 14; Convention 33", "article 14 of the ICCPR; article 33 of the Convention"),
    ],
)
def test_spellings_that_are_read(text: str, printed: str) -> None:
    assert un_style(parse_citation(text)) == printed


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "there is nothing in it; write an article, as 33 (1) (a)"),
        ("33.1.a", "“33.1.a” is no provision: “.” is not expected here; did you mean 33 (1) (a)?"),
        (
            "33 (1",
            "“33 (1” is no provision: it ends too early or a part of it is out of place; did you mean 33 (1)?",
        ),
        (
            "pasal 33 ayat (1) huruf a",
            "“pasal 33 ayat (1) huruf a” is no provision: it ends too early or a part of it is out of place; did you mean "
            "33 (1) (a)?",
        ),
        ("33 (1) (A)", "“33 (1) (A)” is no provision: “A” is not expected here; did you mean 33 (1) (a)?"),
        ("33 bis", "“33 bis” is no provision: it ends too early or a part of it is out of place"),
        (
            "article 16, paragraph 1 and 2",
            "2 may be a paragraph, as 16 (1), or an article; write 16 (1) and (2), or 16 (1) and article 2",
        ),
        (
            "art. 2, par. 1, 3 et 26",
            "3 may be a paragraph, as 2 (1), or an article; write 2 (1) and (3), or 2 (1) and article 3",
        ),
        ("1" + "a" * 38 + "_", f"“1{'a' * 38}_” is no provision: “a” is not expected here"),
        ("15-8", "the range 15–8 does not rise; did you mean 8–15?"),
        ("33 (1) and (a)", "(a) does not continue 33 (1); did you mean 33 (1) (a)?"),
        ("(a)", "the article's number is missing before the paragraph or letter"),
        ("16-17 (2)", "a range goes from one article to another of the same kind, as 8-15 or 16 (1)-(4)"),
        ("ICCPR 14 of the CAT", "the treaty is named twice, before the articles and as “of CAT”"),
    ],
)
def test_what_is_refused_and_what_is_said(text: str, message: str) -> None:
    with pytest.raises(ProvisionError) as refused:
        parse_citation(text)
    assert str(refused.value) == message


def test_kept_tables_that_are_damaged_are_made_anew(tmp_path: Path) -> None:
    code = "from loipr.facts.provisions import parse_citation; print(len(parse_citation('16 (1)-(4) and 17')))"
    variables = {"PYTHONPATH": str(REPOSITORY / "ext"), "PYTHONPYCACHEPREFIX": str(tmp_path)}

    def answer() -> str:
        done = subprocess.run([sys.executable, "-c", code], env=variables, capture_output=True, text=True, check=True)
        return done.stdout + done.stderr

    expected = answer()
    (kept,) = tmp_path.rglob("*.lark")
    whole = kept.read_bytes()
    kept.write_bytes(whole[: len(whole) // 2])
    assert (answer(), expected) == ("2\n", "2\n")
    assert kept.stat().st_size > len(whole) // 2
