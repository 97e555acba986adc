"""The articles that a sentence names, and their treaty; an unclear case is a doubt."""

from __future__ import annotations

import time

import pytest

from loipr.exchange.documents.naming import provisions_in
from loipr.facts.treaties import load_treaties
from support.project import REPOSITORY

TREATIES = load_treaties(REPOSITORY, "ICRMW", [])


@pytest.mark.parametrize(
    ("text", "provisions"),
    [
        ("Kindly say how article 16, paragraphs 1 and 2, protects bakers.", "16 (1) and (2)"),
        ("Kindly say how article 25 paras. 1 and 3 protects bakers.", "25 (1) and (3)"),
        ("Kindly report on article 22, paragraphs 2, 3 and 4.", "22 (2), (3) and (4)"),
        ("Kindly report on paragraphs 1 and 2 of article 16.", "16 (1) and (2)"),
        ("Ovens of the harbour (art. 16 (paras. 1 and 2))", "16 (1) and (2)"),
        ("Décrire les fours visés à l’article 22, par. 1 et 4, de la Convention.", "22 (1) and (4)"),
        ("Fours et moulins (art. 16, par. 1, et 26)", "16 (1) and 26"),
        ("Describan los hornos del artículo 22, párrafos 2, 3 y 4, de la Convención.", "22 (2), (3) and (4)"),
        ("Kindly say how the Convention, in particular its articles 27 and 28, is applied.", "27 and 28"),
        ("Kindly compare the Bakers Code with the Convention (arts. 9 and 10).", "9 and 10"),
        ("Kindly describe the national legislation on ovens (art. 66).", "66"),
        ("In view of Law No. 18 of 2017. Kindly describe the ovens (art. 33).", "33"),
        ("Kindly comment on the rights in articles 7 and 18 CEDAW.", "CEDAW 7 and 18"),
        ("The International Covenant on Civil and Political Rights (arts. 9 and 14) helps.", "ICCPR 9 and 14"),
        ("Signed under article 33, 15 March 2019, by bakers", "33"),
        ("Kindly describe articles 8,9 and 10.", "8, 9 and 10"),
        ("Fours du port (art. 22 §§ 2 et 3)", "22 (2) and (3)"),
        ("Ovens (article 25, paragraph 1, sub-para. (a))", "25 (1) (a)"),
    ],
)
def test_articles_of_treaties(text: str, provisions: str) -> None:
    named = provisions_in(text, TREATIES)
    assert (named.provisions, named.doubts) == (provisions, ())


@pytest.mark.parametrize(
    "text",
    [
        "Kindly say whether the Bakers Code (arts. 27 and 33) forbids it.",
        "Kindly say whether Law No. 39/2004 (arts. 35 and 10) still holds.",
        "Kindly comment on the Constitution, in particular its articles 27 and 28.",
        "Kindly comment on article 33 bis of the Act on ovens.",
        "Under articles 8 and 9 of the Labour Code, who bakes?",
        "Kindly explain article 16, paragraphs 1 and 2, of the Labour Code.",
        "Kindly say why articles 8 and 9 in Law No. 5 were repealed.",
        "Commenter la loi no 18 de 2017 (art. 8 et 31).",
        "Commenter le Code pénal, en particulier ses articles 27 et 28.",
        "Comenten la Ley núm. 18 (arts. 8 y 31).",
        "Kindly ratify ILO Convention No. 97 (art. 6).",
    ],
)
def test_articles_of_other_laws_are_no_provisions(text: str) -> None:
    named = provisions_in(text, TREATIES)
    assert (named.provisions, named.doubts) == ("", ())


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        (
            "Kindly comment on Law No. 18 of 2017 on ovens, articles 8 and 31, as to fees.",
            "“articles 8 and 31” was left out: they may be those of “Law No. 18 of 2017 on ovens”; add them if they are "
            "the Convention's",
        ),
        (
            "Kindly say how the Bakers Code protects the hands of bakers (art. 16).",
            "“art. 16” was left out: they may be those of “Bakers Code protects the hands of bakers”; add them if they "
            "are the Convention's",
        ),
        (
            "Measures for ovens (article 33.1 (a)).",
            "“article 33.1 (a)” was left out: “33.1 (a)” is no provision: “.” is not expected here; did you mean "
            "33 (1) (a)?",
        ),
        (
            "Kindly comment on article 33 bis.",
            "“article 33 bis” was left out: “33 bis” is no provision: it ends too early or a part of it is out of place",
        ),
        (
            "Kindly comment on articles 16, 17 and 17.2 of the Convention.",
            "“articles 16, 17 and 17.2” was left out: “17.2” is no provision: “.” is not expected here; did you mean "
            "17 (2)?",
        ),
        (
            "Kindly comment on article 33, first paragraph.",
            "“article 33, first paragraph.” was left out: it goes on in words that are not read",
        ),
        (
            "Kindly comment on article 9 of the Covenant.",
            "“article 9” was left out: it does not say whose articles they are",
        ),
        (
            "Kindly comment on articles 40 or 41.",
            "“articles 40 or 41” was left out: it goes on in words that are not read",
        ),
        (
            "Kindly comment on articles 16 et seq.",
            "“articles 16 et seq” was left out: it goes on in words that are not read",
        ),
        (
            "Kindly comment on subparagraph (a) of paragraph 1 of article 25.",
            "“subparagraph (a) of paragraph 1 of article 25” was left out: a part of a paragraph stands before its article",
        ),
        (
            "Kindly comment on articles 27 and 33 KUHP.",
            "“articles 27 and 33” was left out: no treaty on record is called KUHP",
        ),
        (
            "Under article 33, 15 bakers were asked.",
            "“article 33, 15” was left out: it announces one article, and names several",
        ),
        (
            "Fours (art. 2, par. 1, 3 et 26)",
            "“art. 2, par. 1, 3 et 26” was left out: 3 may be a paragraph, as 2 (1), or an article; write 2 (1) and (3), "
            "or 2 (1) and article 3",
        ),
        (
            "ICCPR, article 14 (3), and article 16 of the Convention.",
            "“article 14 (3), and article 16” was left out: it does not say whose articles they are",
        ),
    ],
)
def test_what_is_not_clear_is_a_doubt(text: str, doubt: str) -> None:
    named = provisions_in(text, TREATIES)
    assert (named.provisions, named.doubts) == ("", (doubt,))


@pytest.mark.parametrize(
    "piece",
    [
        "article 1 ",
        "art. 1, ",
        "articles 1 and ",
        "the Labour Code ",
        "paragraphs 1 of article 2 ",
        "art. 1 (",
        "1 of ",
    ],
)
def test_time_grows_with_the_length(piece: str) -> None:
    start = time.process_time()
    provisions_in(piece * (60_000 // len(piece)), TREATIES)
    assert time.process_time() - start < 10


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Kindly comment on articles 7 of the Convention and 2 of the Ovens Covenant.", "2"),
        ("Kindly comment on articles 7 of the Convention, 14 (3) of the Ovens Act and flour.", "14 (3)"),
        ("Prière de commenter les articles 7 de la Convention et 2 du Pacte.", "2"),
    ],
)
def test_a_number_of_another_law_behind_the_owner_is_told(text: str, number: str) -> None:
    named = provisions_in(text, TREATIES)
    told = f"“{number}” after “articles 7” was left out: it belongs to another law or treaty"
    assert (named.provisions, named.doubts) == ("7", (told,))
