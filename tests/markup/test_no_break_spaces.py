"""No-break spaces keep together what is read as one, in all editions."""

from __future__ import annotations

import time

import pytest
from bs4 import BeautifulSoup

from loipr.markup.no_break_spaces import tied, tied_in_cell
from support.project import Project


@pytest.mark.parametrize(
    "text",
    [
        "On 31~July~2025, and in May~2024; the May of 12 houses.",
        "Convention No.~181, Nos.~97 and 143, para.~2 of pp.~5 and 6. No. Two.",
        "US$~9.71~billion, Rp~253.3~trillion, EUR~5 and €~7; the KPAI 2024 report, the 9 of them.",
        "61.0~per~cent, as per cent, and 5~million of 70~thousand persons.",
        "Law~39/1999 and Law No.~18 of 2017, Regulations~10/2020 and~59/2021.",
        "article~33 (1), articles~61–63, annex~IV, paragraphs~3 to 5; particles 5.",
    ],
)
def test_what_is_tied(text: str) -> None:
    assert tied(text.replace("~", " ")).replace("\N{NO-BREAK SPACE}", "~") == text


def test_in_a_cell_less_is_tied() -> None:
    text = "1~January to 1~November 2025, Rp~150~trillion; Law 39/1999, annex I, 61.0 per cent, article 3"
    assert tied_in_cell(text.replace("~", " ")).replace("\N{NO-BREAK SPACE}", "~") == text


def test_long_texts_take_no_longer_for_a_letter() -> None:
    began = time.process_time()
    tied("A1 9 per " * 300_000 + " " * 300_000)
    assert time.process_time() - began < 5


def test_words_and_figures_of_a_page_are_tied(project: Project) -> None:
    """This also works if a figure is its own node; headings and cells of typed tables keep their ordinary spaces."""
    project.append(
        "docs/replies/q02-recruitment.md",
        "\n## Law 39/1999\n\nUS$ {value}`money[2022, total].value` billion by **31** July 2022.\n\n"
        "| A |\n|---|\n| On 31 July 2025 |\n",
    )
    assert project.build() == ""
    page = BeautifulSoup(project.page("replies/q02-recruitment"), "html.parser")
    for tip in page.select(".loipr-provenance"):
        tip.decompose()
    text = page.get_text().replace("\N{NO-BREAK SPACE}", "~")
    assert "US$~9.71~billion by 31~July~2022." in text
    assert "placements, 61.0~per~cent\nof them of women" in text
    assert "Law 39/1999" in text
    assert "On 31 July 2025" in text
