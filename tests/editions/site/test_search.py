"""The search of the site: what is found, in which order, and what is shown of it."""

from __future__ import annotations

import gzip
import json
import shutil
from pathlib import Path

from support.browser import USUAL, needs_browser, opened
from support.project import Project
from support.search import ask, needs_node

LAWS = "docs/replies/q01-laws.md"


def index_of(project: Project) -> list[list[object]]:
    text = (project.root / "out/html/search-index.js").read_text("utf-8")
    found = json.loads(text.removeprefix("const loiprPages = ").removesuffix(";\n"))
    assert isinstance(found, list)
    return found


#: Questions of a journalist, a member of the Committee, an official and a blind reader, what is to be found first or
#: among the first three, and what the excerpts say. The page of the thing comes first.
QUESTIONS = (
    # The journalist has a number, and asks where it is from.
    ("274,965", "data/placements_by_year.html", "Total: 274,965"),
    ("274.965", "data/placements_by_year.html", "Total: 274,965"),
    ("274965", "data/placements_by_year.html", "Total: 274,965"),
    ("274 965", "data/placements_by_year.html", "Total: 274,965"),
    ("14.22", "data/remittances.html", "Amount: 14.22"),
    ("table 40", "annexes/statistics.html", "death penalty"),
    ("figure 1", "replies/q28-remittances.html", "Remittances"),
    ("deaths in Saudi Arabia", "data/death_penalty.html", "Saudi Arabia"),
    ("death penalty", "data/death_penalty.html", "death penalty"),
    ("placements by destination Hong Kong 2024", "data/placements_by_destination.html", "Hong Kong"),
    ("remittances 2023", "data/remittances.html", "14.22"),
    ("moratorium", "data/bilateral_agreements.html", "Moratorium on placement"),
    ("how many women were placed in 2023", "replies/q12-women-domestic-workers.html", "61.0 per cent in 2023"),
    # The member of the Committee has the Convention, the list of issues and the paragraphs.
    ("article 33", "annexes/convention.html#icrmw-article-33", "Article 33. Right to information"),
    ("33 (1)", "annexes/convention.html#icrmw-article-33", "33 (1)"),
    ("33 (1) (a)", "annexes/convention.html#icrmw-article-33", "Article 33. Right to information"),
    ("question 12", "replies/q12-women-domestic-workers.html", "12."),
    ("para. 45", "replies/q05-national-human-rights-institutions.html#paragraph-5-a-2", "Paragraph 45"),
    ("CMW/C/IDN/QPR/2", "annexes/bibliography.html", "CMW/C/IDN/QPR/2"),
    ("ICCPR 6", "annexes/treaties.html#iccpr-article-6", "Article 6. Right to life"),
    ("domestic workers", "replies/q12-women-domestic-workers.html", "domestic workers"),
    ("trafficking cases", "data/trafficking_cases.html", "Trafficking"),
    ("children left behind", "replies/q24-children.html", "children"),
    # The official has a law, an institution, a dataset, a source, a date.
    ("Law 18/2017", "data/laws.html", "Law 18/2017; Kind: Law"),
    ("18/2017", "data/laws.html", "Law 18/2017; Kind: Law"),
    ("UU No. 18 Tahun 2017", "data/laws.html", "Law 18/2017; Kind: Law"),
    ("Pasal 33", "annexes/convention.html#icrmw-article-33", "Article 33. Right to information"),
    ("KP2MI", "coordination/institutions/kp2mi.html", ""),
    ("Ministry of Manpower", "coordination/institutions/kemnaker.html", "Ministry of Manpower"),
    ("Kementerian Luar Negeri", "coordination/institutions/kemlu.html", "Kementerian Luar Negeri"),
    ("Annex I", "annexes/statistics.html", "Every dataset"),
    ("placements_by_year", "data/placements_by_year.html", "Placements"),
    ("CP01", "annexes/bibliography.html", "Complaints, 2019 to 2021"),
    ("31 Juli 2025", "data/trafficking_cases.html", "31 July 2025"),
    # The blind reader hears the excerpts, each with the heads of its columns.
    ("complaints 2019 total", "data/complaints.html", "Complaints: 5,824"),
    ("abbreviation KPAI", "annexes/abbreviations.html", "KPAI"),
)


@needs_node
def test_thirty_questions_are_answered(shipped: Path) -> None:
    answers = ask(shipped, [question for question, *_ in QUESTIONS])
    wrong = [
        (question, answer.found[:3], answer.excerpts[:3])
        for (question, place, excerpt), answer in zip(QUESTIONS, answers, strict=True)
        if not any(
            found.startswith(place) and excerpt.lower() in shown.lower()
            for found, shown in zip(answer.found[:3], answer.excerpts[:3], strict=True)
        )
    ]
    assert wrong == []


@needs_node
def test_the_thing_itself_comes_first(shipped: Path) -> None:
    pages = {
        "article 33": "annexes/convention.html",
        "question 12": "replies/q12-women-domestic-workers.html",
        "para. 45": "replies/q05-national-human-rights-institutions.html",
        "KP2MI": "coordination/institutions/kp2mi.html",
        "Kementerian Luar Negeri": "coordination/institutions/kemlu.html",
        "placements_by_year": "data/placements_by_year.html",
        # A figure is of its dataset; then come the annex and the replies that use it.
        "274,965": "data/placements_by_year.html",
        "14.22": "data/remittances.html",
        "CP01": "annexes/bibliography.html",
        "Law 18/2017": "data/laws.html",
        "Annex II": "annexes/convention.html",
        "table 40": "data/death_penalty.html",
    }
    answers = ask(shipped, list(pages))
    firsts = [answer.found[0].partition("#")[0] for answer in answers]
    assert dict(zip(pages, firsts, strict=True)) == pages


@needs_node
def test_the_search_stays_small_and_fast(shipped: Path) -> None:
    """At 500 pages: 1.5 MB compressed, and 100 ms for an answer (here of the processor, and with room for a slow one)."""
    text = (shipped / "search-index.js").read_bytes()
    pages = len(json.loads(text.decode().removeprefix("const loiprPages = ").removesuffix(";\n")))
    assert len(gzip.compress(text)) / pages * 500 < 1_500_000
    answers = ask(shipped, ["274,965", "domestic workers", "article 33", "2024"] * 3, pages=500)
    assert min(answer.milliseconds for answer in answers) < 100


SAME = (
    ("274,965", "274965"),
    ("274.965", "274965"),
    ("1 274 965", "1274965"),
    ("1.274.965", "1274965"),
    ("12,5", "12.5"),
    ("2022, 2023", "2022 2023"),
    ("33(1)(a)", "33(1)(a)"),
    ("33 (1) (a)", "33(1)(a)"),
    ("article 33, paragraph 1", "article 33(1)"),
    ("Pasal 33 ayat (1) huruf a", "article 33(1)(a)"),
    ("Art. 33", "article 33"),
    ("articles 33", "article 33"),
    ("para. 45", "paragraph 45"),
    ("paras 45", "paragraph 45"),
    ("¶45", "paragraph 45"),
    ("Q12", "question 12"),
    ("Law No. 18 of 2017", "law 18/2017"),
    ("UU 18/2017", "law 18/2017"),
    ("Undang-Undang Nomor 18 Tahun 2017", "law 18/2017"),
    ("31 July 2025", "2025-07-31"),
    ("31 Juli 2025", "2025-07-31"),
    ("31/7/2025", "2025-07-31"),
    ("July 31, 2025", "2025-07-31"),
    ("July 2025", "2025-07"),
    ("CMW/C/IDN/2", "cmw/c/idn/2"),
    ("Workers’ rights", "workers rights"),
    ("Côte d’Ivoire", "cote divoire"),
    ("placements_by_year", "placements by year"),
)


@needs_node
def test_what_is_the_same_has_one_form(project: Project) -> None:
    project.build()
    answers = ask(project.root / "out/html", [text for text, _ in SAME])
    assert [(text, answer.form) for (text, _), answer in zip(SAME, answers, strict=True)] == list(SAME)


@needs_node
def test_a_question_that_nothing_answers_says_which_word_is_missing(project: Project) -> None:
    project.build()
    none, some, empty = ask(project.root / "out/html", ["xylophone", "recruitment xylophone", "?"])
    assert (none.found, none.missing) == ([], ["xylophone"])
    assert some.missing == ["xylophone"]
    assert some.found[0].startswith("replies/q02-recruitment.html")
    assert empty.found == []


def test_the_index_has_no_addresses_and_no_menus(project: Project) -> None:
    project.append(LAWS, "\nSee [the paper](https://example.org/xylophone) and <https://example.org/marimba>.\n")
    project.build()
    text = (project.root / "out/html/search-index.js").read_text("utf-8")
    assert "See the paper and" in text
    assert [word for word in ("xylophone", "marimba", "https:", "a_b%20c", "Skip to main") if word in text] == []


def test_the_index_follows_the_pages(project: Project) -> None:
    """A changed page, new numbers of paragraphs that are only written into pages, a page that is gone; the same bytes
    as from the start.
    """
    file = project.root / "out/html/search-index.js"
    project.build()
    project.append(LAWS, "\n:::{reply} (a)\nA xylophone was adopted.\n:::\n")
    project.build()
    assert "A xylophone was adopted." in file.read_text("utf-8")
    project.write("docs/extra.md", "# Marimba\n\nText.\n")
    project.replace("docs/index.md", "\nannex\n", "\nannex\nextra\n")
    project.build()
    assert "extra.html" in [page[0] for page in index_of(project)]
    project.replace("docs/index.md", "\nannex\nextra\n", "\nannex\n")
    (project.root / "docs/extra.md").unlink()
    project.build()
    incremental = file.read_bytes()
    assert "extra.html" not in [page[0] for page in index_of(project)]
    shutil.rmtree(project.root / "out")
    project.build("-j4")
    assert file.read_bytes() == incremental


@needs_browser
def test_the_search_works_from_a_file(project: Project, tmp_path: Path) -> None:
    project.build()
    page = (project.root / "out/html/search.html").as_uri()
    shown, said, _ = opened(f"{page}?q=274.965", tmp_path)
    assert [one for one in said if not one.startswith(USUAL)] == []
    assert "<mark>274,965</mark>" in shown
    assert "found for “274.965”." in shown
