"""Addresses that run something or lead elsewhere: named wherever a page or the data can hold one, and never linked.

Stands for the class of links that do something when they are followed, in whatever disguise: a scheme with blanks or
entities, another host.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup

from loipr.files.addresses import address_fault
from support.changes import BIBLIOGRAPHY, RECRUITMENT
from support.project import Project

KINDS = "write https:, http: or mailto:"
PAGE = f"{KINDS}, or the name of a page"


def addresses(project: Project) -> Iterator[str]:
    """Yield every address on the site that a reader can follow, or that is followed for him."""
    for file in sorted((project.root / "out/html").rglob("*.html")):
        page = BeautifulSoup(file.read_text("utf-8"), "html.parser")
        for tag in page.find_all(True):
            yield from (str(tag[name]) for name in ("href", "src", "action", "xlink:href", "data") if name in tag.attrs)


def evil(project: Project) -> list[str]:
    # As a browser reads an address: spaces and controls in it do not count.
    plain = (re.sub(r"[\x00-\x20]", "", address).lower() for address in addresses(project))
    return [one for one in plain if re.match(r"(?!https?:|mailto:)[a-z][a-z0-9+.-]*:|//", one)]


LINKS = [
    ("[a](javascript:alert(1))", "javascript:"),
    ("[a](JaVaScRiPt:alert(1))", "JaVaScRiPt:"),
    ("[a](java&#115;cript:alert(1))", "javascript:"),
    ("[a](&#x6A;avascript:alert(1))", "javascript:"),
    ("[a](javascript&colon;alert(1))", "javascript:"),
    ("[a](%6Aavascript:alert(1))", "javascript:"),
    ("[a](javascript://example.org/%0aalert(1))", "javascript:"),
    ("[a](vbscript:msgbox)", "vbscript:"),
    ("[a](data:text/html,x)", "data:"),
    ("[a](<data:text/html;base64,PHNjcmlwdD4=>)", "data:"),
    ("[a](file:///etc/passwd)", "file:"),
    ("[a](//example.org/x)", "//"),
    ("[a](project:#x)", "project:"),
    ("[a](inv:x#y)", "inv:"),
    ("<javascript:alert(1)>", "javascript:"),
    ("<file:///etc/passwd>", "file:"),
    ("<inv:*:*:*#x>", "inv:"),
    ("[a]\n\n[a]: javascript:alert(1)", "javascript:"),
    ("[a][b]\n\n[b]: <data:text/html,x> 'title'", "data:"),
    ("> - [a][b]\n>\n> [b]: vbscript:x", "vbscript:"),
    (":::{note}\n[a](javascript:alert(1))\n:::", "javascript:"),
    ("| [a](javascript:alert(1)) | b |\n|---|---|\n| c | d |", "javascript:"),
    ("## [a](javascript:alert(1))", "javascript:"),
    ("b[^1]\n\n[^1]: [a](javascript:alert(1))", "javascript:"),
    ("a\n: [b](javascript:alert(1))", "javascript:"),
    (":::{admonition} [a](javascript:alert(1))\nText.\n:::", "javascript:"),
    (":::{toctree}\njavascript://example.org/%0aalert(1)\n:::", "javascript:"),
    (":::{toctree}\nA title <JAVASCRIPT://x>\n:::", "JAVASCRIPT:"),
    (":::{toctree}\n//example.org/x\n:::", "//"),
]


@pytest.mark.parametrize(("text", "scheme"), LINKS)
def test_such_a_link_is_named(project: Project, text: str, scheme: str) -> None:
    project.append(RECRUITMENT, f"\n{text}\n")
    found = project.findings()
    # An address that stands apart from its link is no part of a page in any case.
    assert [re.sub(r":\d+:", ":", one, count=1) for one in found if "[lost-text]" not in one] == [
        f"{RECRUITMENT}: error[misplaced-link]: a link may not begin with {scheme}; {PAGE}"
    ]


def test_such_a_link_is_none(project: Project) -> None:
    project.append(RECRUITMENT, "".join(f"\n{text}\n" for text, _ in LINKS))
    project.build()
    assert "alert(1)" in project.page("replies/q02-recruitment")
    assert evil(project) == []


@pytest.mark.parametrize(
    "text",
    [
        "![a](javascript:alert(1))",
        "![a](data:image/svg+xml,<svg/onload=alert(1)>)",
        "![a](https://example.org/pixel.png)",
        "![a](//example.org/pixel.png)",
        "![a][b]\n\n[b]: data:image/png;base64,x",
        ":::{image} https://example.org/pixel.png\n:::",
        ":::{figure} data:image/svg+xml,x\n\nText.\n:::",
    ],
)
def test_a_picture_is_of_the_report(project: Project, text: str) -> None:
    project.append(RECRUITMENT, f"\n{text}\n")
    found = [one for one in project.findings() if "[lost-text]" not in one]
    assert len(found) == 1
    assert re.fullmatch(
        rf"{RECRUITMENT}:13: error\[misplaced-link\]: the picture \S+ is not in the report; put the file beside the page "
        "and write its name",
        found[0],
    )
    project.build()
    assert [one for one in addresses(project) if "example.org/p" in one or one.startswith("data:")] == []


@pytest.mark.parametrize(
    ("field", "address"),
    [
        ("url = {javascript:alert(1)}", "javascript:alert(1)"),
        ("url = {data:text/html,x}", "data:text/html,x"),
        ("URL = {VBSCRIPT:x}", "VBSCRIPT:x"),
        ("howpublished = {\\url{javascript:alert(1)}}", "javascript:alert(1)"),
        ("note = {\\href{javascript:alert(1)}{a law}}", "javascript:alert(1)"),
    ],
)
def test_a_source_leads_to_the_web(project: Project, field: str, address: str) -> None:
    project.replace(BIBLIOGRAPHY, "year = {2024}", f"year = {{2024}},\n  {field}")
    scheme = address.partition(":")[0]
    message = f"the entry S02 leads to {address}; a link may not begin with {scheme}:; {KINDS}"
    command = "the note of the entry S02 has “\\href”, which would be printed as it is; write it in words"
    messages = [message, command] if "href" in field else [message]
    assert project.findings() == [f"{BIBLIOGRAPHY}:8: error[malformed-bibliography]: {one}" for one in messages]
    assert project.build() == "".join(
        f"{BIBLIOGRAPHY}:8: WARNING: {one} [loipr.malformed-bibliography]\n" for one in messages
    )
    assert evil(project) == []


def test_a_doi_leads_to_its_registry(project: Project) -> None:
    project.replace(BIBLIOGRAPHY, "year = {2024}", 'year = {2024}, doi = {javascript:alert(1)"><script/x}')
    assert project.build("-W") == ""
    assert evil(project) == []
    (link,) = [one for one in addresses(project) if "doi.org" in one]
    assert link == 'https://doi.org/javascript:alert(1)"><script/x'


@pytest.mark.parametrize("builder", ["latex", "docx", "accessible"])
def test_no_edition_has_such_a_link(project: Project, builder: str) -> None:
    project.replace(BIBLIOGRAPHY, "year = {2024}", "year = {2024}, url = {javascript:alert(1)}")
    project.append(RECRUITMENT, "\n{cite}`S02` ```{eval-rst}\n```\n\n[a](javascript:alert(2))\n")
    project.build(builder=builder)
    if builder == "docx":
        (file,) = (project.root / "out/docx").glob("*.docx")
        with zipfile.ZipFile(file) as package:
            targets = re.findall(r'Target="([^"]*)"', package.read("word/_rels/document.xml.rels").decode())
        assert [one for one in targets if "script" in one] == []
        return
    (file,) = [*(project.root / f"out/{builder}").glob("*.tex"), *(project.root / f"out/{builder}").glob("*.html")]
    text = file.read_text("utf-8")
    assert "alert(1)" in text
    assert re.findall(r"(?:sphinxhref|href|sphinxurl|url)\{javascript|href=\"javascript", text) == []


@pytest.mark.parametrize(
    ("address", "is_safe"),
    [
        ("https://example.org", True),
        ("HTTP://example.org", True),
        ("mailto:a@example.org", True),
        ("page.md#part", True),
        ("#part", True),
        ("", True),
        ("javascript:x", False),
        (" javascript:x", False),
        ("\x01java\tscript:x", False),
        ("java\nscript:x", False),
        ("//example.org", False),
        ("\t//example.org", False),
        ("blob:x", False),
        ("view-source:x", False),
    ],
)
def test_an_address_is_read_as_browsers_read_it(address: str, is_safe: bool) -> None:
    assert (address_fault(address) is None) == is_safe
