"""Every kind of source in BibTeX and BibLaTeX is printed with all that it says, even if fields are missing."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup

from support.changes import BIBLIOGRAPHY, RECRUITMENT
from support.project import Project

BIBTEX = (
    *("article", "book", "booklet", "conference", "inbook", "incollection", "inproceedings", "manual", "mastersthesis"),
    *("misc", "phdthesis", "proceedings", "techreport", "unpublished"),
)
BIBLATEX = (
    *(
        "mvbook",
        "bookinbook",
        "suppbook",
        "collection",
        "mvcollection",
        "suppcollection",
        "dataset",
        "online",
        "patent",
    ),
    *("periodical", "suppperiodical", "mvproceedings", "reference", "mvreference", "inreference", "report", "set"),
    *("software", "thesis", "custom", "electronic", "www", "artwork", "audio", "bibnote", "commentary", "image"),
    *("jurisdiction", "legislation", "legal", "letter", "movie", "music", "performance", "review", "standard", "video"),
    *("webpage", "newspaperarticle", "statute", "bill", "case", "hearing", "presentation", "unheard-of"),
)
FULL = {
    "journaltitle": "Journal of Harbours",
    "booktitle": "Harbours of the World",
    "institution": "Harbour Office",
    "location": "Harbour Town",
    "publisher": "Harbour Press",
    "number": "77",
    "date": "2024-03-05",
}


def entry(number: int, kind: str, fields: dict[str, str]) -> str:
    there = {"title": f"Lamps number {number}", **fields}
    return (
        f"@{kind}{{K{number:03},\n" + ",\n".join(f"  {name} = {{{value}}}" for name, value in there.items()) + "\n}\n"
    )


def printed(project: Project) -> dict[str, str]:
    """Return what the site prints for each source; each is cited."""
    keys = re.findall(r"\{(K\d+),", project.read(BIBLIOGRAPHY))
    project.append(RECRUITMENT, f"\nAs was told {{cite}}`{','.join(keys)}`.\n")
    assert project.findings() == []
    assert project.build("-n", "-W") == ""
    page = BeautifulSoup(project.page("sources"), "html.parser")
    found = {}
    for one in page.select("div.citation"):
        label = one.select_one("span.label")
        assert label is not None
        found[label.get_text().strip("[]")] = " ".join(one.get_text().split())
    return found


@pytest.mark.parametrize("form", ["full", "short", "of an editor", "of a body"])
def test_every_kind_is_printed(project: Project, form: str) -> None:
    fields = {
        "full": {"author": "{Port Authority}", **FULL},
        "short": {"author": "{Port Authority}", "year": "2024"},
        "of an editor": {"editor": "{Port Authority}", "year": "2024"},
        "of a body": {"institution": "Port Authority", "year": "2024"},
    }[form]
    kinds = (*BIBTEX, *BIBLATEX)
    project.append(BIBLIOGRAPHY, "\n".join(entry(number, kind, fields) for number, kind in enumerate(kinds)))
    texts = printed(project)
    for number, kind in enumerate(kinds):
        text = texts[f"K{number:03}"]
        for words in (f"Lamps number {number}", "Port Authority", "2024"):
            assert words.lower() in text.lower(), (kind, words, text)


def test_a_report_of_biblatex_reads_as_one_of_bibtex(project: Project) -> None:
    project.append(
        BIBLIOGRAPHY,
        entry(1, "report", {"author": "{Port Authority}", "subtitle": "a count", **FULL, "addendum": "In two parts"})
        + entry(2, "legislation", {"institution": "Parliament", "number": "Law No. 5", "date": "2017-11"}),
    )
    texts = printed(project)
    assert texts["K001"] == (
        "[K001] Port Authority. Lamps number 1: a count. Report 77, Harbour Office, Harbour Town, 5 March 2024. In two parts."
    )
    assert texts["K002"] == "[K002] Lamps number 2. Law No. 5, Parliament, November 2017."


def test_signs_and_letters_of_latex_are_printed_with_all_words(project: Project) -> None:
    fields = {
        "title": r"50% of {US\$ 7 \& 20\%} in \emph{Harbour Law} and \'{e}t\'e",
        "author": r"{Office for 100% of Ports}",
        "note": r"At \url{https://example.org/a%20b}",
        "year": "2024",
    }
    project.append(BIBLIOGRAPHY, entry(1, "misc", fields))
    assert printed(project)["K001"] == (
        "[K001] Office for 100% of Ports. 50% of US$ 7 & 20% in Harbour Law and été. 2024. At https://example.org/a%20b."
    )


def test_a_copy_is_printed_as_one(project: Project) -> None:
    fields = {"author": "{Port Authority}", "year": "2024"}
    addresses = ("https://id.scribd.com/1", "https://web.test.example.org/1", "https://test.example.org/1")
    project.append(
        BIBLIOGRAPHY,
        "".join(entry(number, "misc", {**fields, "url": url}) for number, url in enumerate(addresses))
        + entry(3, "misc", {**fields, "url": "https://msn.com/1", "urldate": "1 May 2024"}),
    )
    project.write("data/accepted.yaml", "- rule: copied-source\n  file: data/references.bib\n  reason: for the test\n")
    assert [text for key, text in printed(project).items() if key.startswith("K")] == [
        "[K000] Port Authority. Lamps number 0. 2024. https://id.scribd.com/1 (uploaded copy)",
        "[K001] Port Authority. Lamps number 1. 2024. https://web.test.example.org/1 (test site)",
        "[K002] Port Authority. Lamps number 2. 2024. https://test.example.org/1 (test site)",
        "[K003] Port Authority. Lamps number 3. 2024. https://msn.com/1 (collected copy) (visited on 1 May 2024)",
    ]
