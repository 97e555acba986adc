"""The report in Akoma Ntoso: it keeps to the strict schema, and says what the site says, in the same order."""

from __future__ import annotations

import json
import shutil

from support.akoma import Akoma, compared, words
from support.everything import write_everything
from support.project import Project

LAWS, RECRUITMENT = "docs/replies/q01-laws.md", "docs/replies/q02-recruitment.md"
CONVENTION = "/akn/un/act/treaty/1990-12-18/icrmw"
COVENANT = "/akn/un/act/treaty/1966-12-16/iccpr"


def read(project: Project) -> Akoma:
    return Akoma(project.root / "out/html/report.akn.xml")


def numbered(found: Akoma) -> list[tuple[str, str, str]]:
    """The paragraphs: number, what stays the same of them, and how they begin."""
    return [(one.get("eId"), one.get("wId"), words(one)[:24]) for one in found.all("paragraph")]


def test_it_says_what_the_site_says(project: Project) -> None:
    write_everything(project)
    project.write(
        "docs/annexes/a.md", "# Annex III. More\n\nIts own words {cite}`S01`.\n\n| A | B |\n| - | - |\n| 1 | 2 |\n"
    )
    project.replace("docs/index.md", "\nannex\n", "\nannex\nannexes/a\n")
    project.build()
    compared(project.root / "out/html", start="index.html")


def test_paragraphs_have_their_number_and_their_place(project: Project) -> None:
    project.replace(
        LAWS,
        "Agreements were",
        ":::\n\n:::{reply} (b) (ii)\nFew.\n\nToo few.\n:::\n\n:::{reply} (b) (i)\nAgreements were",
    )
    project.write("docs/annexes/a.md", "# Annex III. More\n\nIts own words.\n")
    project.replace("docs/index.md", "\nannex\n", "\nannexes/a\n")
    project.build()
    assert numbered(read(project)) == [
        ("para_1", "question_1__item_a__para_1", "1.Laws give effect to ar"),
        ("para_2", "question_1__item_b-ii__para_1", "2.Few."),
        ("para_3", "question_1__item_b-ii__para_2", "3.Too few."),
        ("para_4", "question_1__item_b-i__para_1", "4.Agreements were made b"),
        ("para_5", "question_2__para_1", "5.In 2023 there were 274"),
        ("annexes-a__para_1", "annexes-a__para_1", "1.Its own words."),
    ]


def test_articles_are_references_and_figures_are_quantities(project: Project) -> None:
    project.append(
        RECRUITMENT,
        "\nSee {article}`16 (1)-(4), 17` and {article}`ICCPR 14 (3) (d)`; {change}`placements[2024].total to "
        "placements[2023].total`, {value}`money[2022, total].value`, {value}`placements[2023].reason`.\n",
    )
    assert project.findings() == []
    project.build()
    found = read(project)
    paragraph = [one for one in found.all("paragraph") if "See" in words(one)][-1]
    assert [(one.get("href"), one.text) for one in paragraph.iter("{*}ref")] == [
        (f"{CONVENTION}/~art_16__para_1", "16\xa0(1)–(4)"),
        (f"{CONVENTION}/~art_17", "17"),
        (f"{COVENANT}/~art_14__para_3__point_d", "14\xa0(3)\xa0(d)"),
    ]
    (span,) = paragraph.iter("{*}rref")
    assert (span.get("from"), span.get("upTo")) == (f"{CONVENTION}/~art_16__para_1", f"{CONVENTION}/~art_16__para_4")
    assert [(one.get("refersTo"), one.get("normalized"), words(one)) for one in found.all("quantity")] == [
        ("#dataset_placements", "274965", "274,965"),
        ("#dataset_placements", "61.0", "61.0 per cent"),
        ("#dataset_placements", "37.0", "an increase of 37.0 per cent"),
        ("#dataset_placements", "-7.6", "a decrease of 7.6 per cent"),
        ("#dataset_money", "9.71", "9.71"),
        ("#dataset_placements", None, "breakdowns rest on it"),
    ]
    known = {one.get("eId"): one.get("href") for one in found.all("TLCObject")}
    assert known["dataset_money"] == "_data/money.csv"
    told = json.loads((project.root / "out/html/report.json").read_text("utf-8"))
    assert [one["text"] for one in told["figures"]] == [words(one) for one in found.all("quantity")]


def test_links_lead_to_the_site(project: Project) -> None:
    project.append(LAWS, "\nSee {question}`2` and <https://example.org/a_b%20c?x=1&y=2>.\n")
    project.build()
    site = project.root / "out/html"
    addresses = [one.get("href") for one in read(project).all("a")]
    assert "https://example.org/a_b%20c?x=1&y=2" in addresses
    assert "replies/q02-recruitment.html" in addresses
    for address in addresses:
        page, _, name = address.partition("#")
        if "://" not in address:
            assert (site / page).is_file(), address
            assert not name or f'id="{name}"' in (site / page).read_text("utf-8"), address


def test_what_it_is(project: Project) -> None:
    project.append("conf.py", '\nloipr_title = "A <report> & more"\n')
    project.build()
    found = read(project)
    assert {one.get("value") for one in found.all("FRBRuri")} == {
        "/akn/un/doc/stateReport/2025-07-31/cmw-c-xxx-1",
        "/akn/un/doc/stateReport/2025-07-31/cmw-c-xxx-1/eng@2025-07-31",
        "/akn/un/doc/stateReport/2025-07-31/cmw-c-xxx-1/eng@2025-07-31.xml",
    }
    assert [one.get("showAs") for one in found.all("TLCOrganization")] == ["Examplia", "Nobody"]
    assert words(found.all("preface")[0]) == "CMW/C/XXX/1A <report> & moreA report for tests."
    assert found.all("FRBRauthoritative")[0].get("value") == "false"


def test_it_is_the_same_in_each_build(project: Project) -> None:
    file = project.root / "out/html/report.akn.xml"
    project.build()
    project.append(LAWS, "\n:::{reply} (a)\nOne paragraph more.\n:::\n")
    project.build()
    incremental = file.read_bytes()
    shutil.rmtree(project.root / "out")
    project.build("-j4")
    assert file.read_bytes() == incremental


def test_letters_that_xml_cannot_hold_are_left_out(project: Project) -> None:
    project.append(LAWS, "\nA form\x0cfeed and \ufffe.\n")
    project.build()
    assert "A formfeed and ." in [words(one)[2:] for one in read(project).all("paragraph")]
