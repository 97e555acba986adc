"""Which numbers in running text are figures, which values they may mean, and whether a source follows."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loipr.files.places import Problem
from loipr.pages.reader import read_page
from loipr.pages.typed_figures import observations_with, readings_of, typed_figures
from support.changes import MONEY, PLACEMENTS
from support.project import Project


def found(text: str) -> list[tuple[str, bool]]:
    """Return each figure typed in *text*, and whether a source follows it."""
    problems: list[Problem] = []
    page = read_page(f"# Title 1,000\n\n{text}\n", "docs/replies/q01.md", problems)
    return [(figure.text, figure.cited) for prose in page.prose if not prose.heading for figure in typed_figures(prose)]


@pytest.mark.parametrize(
    "text",
    [
        "Law 18/2017 and Laws 11/2005 and 12/2005 entered into force on 22 November 2017.",
        "In 2023 and 2024, from 2020 to 2023, and in 2011–2016.",
        "On 12 and 13 June 2025; the figures of 29 May, 19 June and 3 July; June 12, 2025.",
        "Pada tanggal 5 Agustus 2024 dan 7 Oktober.",
        "On 2024-01-12, 12.01.2024, 12-01-2024 and 12/01/24, and since 2024-01.",
        "Regulation No. 130/2024, Decision 42/B/PK/04/2024/01, Undang-Undang Nomor 18 Tahun 2017, Pasal 33 ayat 1.",
        "articles 8, 9 and 10, paragraphs 3 to 5, para. 25 (a), questions 4 and 5 and annex 2",
        "Convention No. 188, Conventions Nos. 29 and 105, C189, CMW/C/IDN/QPR/2, P3MI, SDG 8",
        "persons under 18, workers aged 15 to 24, the age of 21 is required, berusia 18",
        "within 30 days, for two years, after 6 months, a period of 5 years, a 14-day period, selama 3 bulan",
        "the seventy-eighth session, its 78th session, sidang ke-78",
        "the hotline 1500 121 is open from 08:00 to 16.30 WIB; telephone +62 21 1234567",
        "items (1) and (2), ``1,234 persons`` and {value}`placements[2023].total` workers",
        "one of five States, or 5 of them",
        "the Group of 77, call 144, +62 812-3456-7890, at 19.30, rule 7.3, target 8.7, COVID-19",
        "In 2024 workers left; the 2024 cases",
        "In 2024 placements rose; compared with 2024 placements fell; since 2019 deaths were counted.",
        "the first half of 2024, half of the year, a quarter of the time, the seventy-eighth session",
        "for seventeen years, a twenty-four-hour service, within ninety days, lima belas hari",
        "two States, one of the five, article 3 in two languages, one in 2023, ten of its members",
        "the law prohibits double taxation, and agencies redoubled their work; the Government doubled its efforts",
        "every second year, every second Tuesday, three times a year, twice a month, every other State",
        "two workers in three districts, one worker in three languages, two officials in ten embassies",
        "a third party, the third quarter of 2024, the second half of the plan, half a day, a twofold procedure",
        "several times more training, ten times the Committee asked, they differ by millions, thousands of hours",
    ],
)
def test_what_is_no_figure(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("In 2023, 274,965 workers left.", "274,965"),
        ("Pada 2023 terdapat 274.965 pekerja.", "274.965"),
        ("There were 274 965 workers.", "274 965"),
        ("Only 26 were freed.", "26"),
        ("The hotline got 1.2 million calls.", "1.2 million"),
        ("The hotline got 12,500 complaints.", "12,500"),
        ("It was 61.0 per cent.", "61.0 per cent"),
        ("It was 61%.", "61%"),
        ("Sebesar 61,5 persen perempuan.", "61,5 persen"),
        ("They sent USD 14.22 billion home.", "USD 14.22 billion"),
        ("Sebesar Rp 262,3 triliun.", "Rp 262,3 triliun"),
        ("It cost Rp150,000.", "Rp150,000"),
        ("About 2.2 million nationals live abroad.", "2.2 million"),
        ("Some two million nationals live abroad.", "two million"),
        ("Sekitar dua juta warga negara.", "dua juta"),
        ("| a | 1,234 |\n|---|---|\n| b | 5,678 |", "1,234"),
        ("Under 18 per cent were women.", "18 per cent"),
        ("In May 1,200 were counted.", "1,200"),
        ("angka 274.965 orang", "274.965"),
        ("The target 10,000 workers", "10,000"),
        ("level 12.5 per cent", "12.5 per cent"),
        ("Some 2000 workers left.", "2000"),
        ("1999 deaths were reported.", "1999"),
        ("There were 2024 placements.", "2024"),
        ("Half of the workers were women.", "Half of"),
        ("Half the workers were women.", "Half"),
        ("It was two thirds of those placed.", "two thirds of"),
        ("A quarter of a million went.", "A quarter of"),
        ("Three in ten returned.", "Three in ten"),
        ("One out of every five returned.", "One out of every five"),
        ("3 in 10 returned.", "3 in 10"),
        ("Sepertiga pekerja kembali.", "Sepertiga"),
        ("Dua dari sepuluh pekerja kembali.", "Dua dari sepuluh"),
        ("Seventeen suspects were tried.", "Seventeen"),
        ("They were forty-two.", "forty-two"),
        ("Tujuh belas tersangka diadili.", "Tujuh belas"),
        ("A dozen agencies closed.", "A dozen"),
        ("The cases rose from 3 to 7.", "3 to 7"),
        ("Kasus naik dari 3 menjadi 7.", "3 menjadi 7"),
        ("The number of cases doubled.", "doubled"),
        ("Complaints have tripled since.", "tripled"),
        ("Deaths were halved.", "halved"),
        ("Every second worker returned.", "Every second worker"),
        ("Every third migrant\nhousehold saves.", "Every third migrant household"),
        ("One worker in five returned.", "One worker in five"),
        ("Two domestic workers in three pay.", "Two domestic workers in three"),
        ("There were twice as many complaints.", "twice as many"),
        ("The fee is 1.5 times higher.", "1.5 times higher"),
        ("It was double the number.", "double the number"),
        ("A threefold increase, and a", "threefold"),
        ("A 10-fold rise was seen.", "10-fold"),
        ("Complaints fell by half.", "half"),
        ("Placements rose by a third.", "a third"),
        ("About half returned.", "half"),
        ("A third were women.", "A third"),
        ("There were zero complaints.", "zero"),
        ("The ratio is 3:1.", "3:1"),
        ("½ of the workers left.", "½"),
        ("Some 2½ million left.", "2½"),
        ("Tens of thousands of workers left.", "Tens of thousands"),
        ("A hundred workers died.", "A hundred"),
        ("Complaints rose by 5 percentage points.", "5 percentage points"),
        ("It is 5 ‰ of the fee.", "5 ‰"),
        ("Meningkat dua kali lipat.", "dua kali lipat"),
        ("Ribuan pekerja kembali.", "Ribuan"),
        ("Separuhnya perempuan.", "Separuhnya"),
        ("Sekitar 2000 pekerja.", "2000"),
        ("over 18 workers", "18"),
        ("5 persons", "5"),
        ("one million of them", "one million"),
        ("half a million", "half a million"),
        ("twenty-five thousand", "twenty-five thousand"),
        ("two hundred thousand", "two hundred thousand"),
        ("lima belas juta", "lima belas juta"),
        ("ten per cent", "ten per cent"),
        ("Women (12) and men (30)", "12"),
        ("1,234/month", "1,234"),
        ("Rp 1,2 miliar/tahun", "Rp 1,2 miliar"),
        ("of 50-100 per cent", "50"),
        ("a change of -12 per cent", "12 per cent"),
    ],
)
def test_what_is_a_figure(text: str, figure: str) -> None:
    assert found(text)[0] == (figure, False)


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("There were 1,234 workers {cite}`S01`.", [True]),
        ("There were 1,234 men and 567 women {cite}`S01`.", [True, True]),
        ("There were 1,234 workers. {cite}`S01`", [True]),
        ("{cite}`S01` There were 1,234 workers.", [False]),
        ("There were 1,234 workers. Others say so {cite}`S01`.", [False]),
        ("There were 1,234 workers by Decision No. 5 {cite:t}`S01`.", [True]),
        ("Of 1,234 workers {value}`placements[2023].women` were women.", [False]),
        ("There were\n1,234 workers\n{cite}`S01`.", [True]),
        ("It grew by 2.5 per cent {cite}`S01`. Then 3.5 per cent.", [True, False]),
    ],
)
def test_whether_a_source_follows(text: str, cited: list[bool]) -> None:
    assert [is_cited for _, is_cited in found(text)] == cited


WHOLE = st.integers(1_000, 10**12)
CENTS = st.integers(0, 10**6).map(lambda number: Decimal(number) / 100)


@given(number=WHOLE)
def test_a_whole_number_reads_back_in_each_way_of_writing(number: int) -> None:
    english = f"{number:,}"
    for written in (english, english.replace(",", "."), english.replace(",", "\u202f"), str(number)):
        assert Decimal(number) in readings_of(written)
        is_year = written in {str(year) for year in range(1900, 2100)}
        assert [figure for figure, _ in found(f"There were {written} so.")] == ([] if is_year else [written])


@given(number=CENTS)
def test_a_decimal_number_reads_back_in_each_way_of_writing(number: Decimal) -> None:
    english = f"{number:,.2f}"
    swapped = english.translate(str.maketrans(",.", ".,"))
    assert number in readings_of(english)
    assert number in readings_of(swapped)
    assert number * 10**6 in readings_of(swapped, "juta")


@given(text=st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    assert all(figure.strip() for figure, _ in found(text))


@pytest.mark.parametrize(
    ("typed", "cells"),
    [
        ("14.2", ["14.2", "14.20", "14.200"]),
        ("14.20", ["14.2", "14.20", "14.200"]),
        ("9", ["9", "9.0", "9.00"]),
        ("9.0", ["9", "9.0", "9.00"]),
        ("90", ["90", "90.0"]),
    ],
)
def test_a_figure_is_known_whatever_zeros_the_dataset_has_behind(
    project: Project, typed: str, cells: list[str]
) -> None:
    numbers = ["14.2", "14.20", "14.200", "9", "9.0", "9.00", "90", "90.0"]
    project.append(MONEY, "".join(f"{1990 + place},total,{number}\n" for place, number in enumerate(numbers)))
    found = observations_with([Decimal(typed)], project.load().datasets)
    assert [one.value for one in found[Decimal(typed)]] == cells


def test_of_the_observations_with_a_figure_adopted_ones_come_first(project: Project) -> None:
    project.append(PLACEMENTS, "2020,297434,,2021-01,S02,no,restated\n2020,5,,2021-01,S01,yes,final\n")
    project.replace(PLACEMENTS, "2024,297434,", "2025,1,,2025-06,S01,yes,\n2024,297434,")
    project.append(PLACEMENTS, "2021,297434,,2022-01,S01,yes,\n")
    found = observations_with([Decimal(297434)], project.load().datasets)
    assert [one.key for one in found[Decimal(297434)]] == [("2024",), ("2021",), ("2020",)]
