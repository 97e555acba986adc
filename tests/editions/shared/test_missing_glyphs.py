"""Letters that the main font lacks are set in another font, or named in an error; and words from right to left."""

from __future__ import annotations

import unicodedata

import pytest

from list_letters import letters
from loipr.editions.shared.missing_glyphs import complaint, missing_letters, packages_for
from loipr.files.letters_of_print import RANGES
from support.changes import RECRUITMENT
from support.project import Project, needs_print


@needs_print
def test_the_list_for_the_check_is_of_the_fonts() -> None:
    assert letters() == RANGES.read_text(encoding="ascii")


@needs_print
def test_what_the_check_accepts_is_printed_in_every_style(project: Project) -> None:
    """One letter of each range of the list, which is most often one alphabet, is printed in each style."""
    firsts = [chr(int(line.partition("-")[0], 16)) for line in RANGES.read_text(encoding="ascii").split()]
    seen = " ".join(letter for letter in firsts if unicodedata.category(letter)[0] == "L" and not letter.isascii())
    assert len(seen) > 100
    project.append(RECRUITMENT, f"\n{seen}\n\n**{seen}**\n\n*{seen}*\n\n***{seen}***\n")
    assert [one for one in project.findings() if "unprinted-letter" in one] == []
    assert project.run("build", "pdf", "accessible")[0] == 0


@needs_print
def test_a_letter_that_the_check_overlooks_is_named_with_its_place(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("loipr.files.reading.unprinted", lambda _: ())
    project.append(RECRUITMENT, "\nA smile \N{SLIGHTLY SMILING FACE}.\n")
    status, said = project.run("build", "pdf", "accessible")
    words = f"no font has \N{SLIGHTLY SMILING FACE} (U+1F642, {RECRUITMENT}:13); write what they mean in another way"
    assert (status, said.splitlines()[-2:]) == (
        1,
        [f"pdf: not built: {words}", f"accessible: not built: {words}"],
    )


def test_which_packages_have_the_letters() -> None:
    assert packages_for(["王"]) == ["fonts-droid-fallback"]
    assert packages_for(["ꦗ", "王"]) == ["fonts-droid-fallback", "fonts-noto-core"]
    assert packages_for(["\N{SLIGHTLY SMILING FACE}"]) == []


def test_what_the_logs_say() -> None:
    log = (
        "Missing character: There is no 王 (U+738B) in font [FreeSerif.otf]/OT:script=latn;language=dflt;!\n"
        'Something else (U+0041)\n.notdef glyph rendered for Unicode string unsupported by fonts: "ꦗ" (U+A997)\n'
    )
    assert missing_letters(log) == ["王", "ꦗ"]


def test_many_letters_are_counted(project: Project) -> None:
    assert complaint(project.root, list("王小明李四张")) == (
        "no font has 王 (U+738B), 小 (U+5C0F), 明 (U+660E), 李 (U+674E) and 四 (U+56DB) and 1 more; "
        "write what they mean in another way"
    )


def test_arabic_is_set_from_right_to_left(project: Project) -> None:
    project.append(RECRUITMENT, "\nBy محمد علي, and others.\n")
    assert project.build(builder="latex") == ""
    text = (project.root / "out/latex/CMW-C-XXX-1.tex").read_text(encoding="utf-8")
    assert r"By \reportrtl{محمد علي}, and others." in text
