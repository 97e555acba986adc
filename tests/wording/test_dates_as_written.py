"""Days and periods as officials write them are offered in the form that the datasets have."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loipr.wording.dates_as_written import meant_periods
from loipr.wording.periods import parse_period


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("31 Juli 2025", ("2025-07-31",)),
        ("31 July 2025", ("2025-07-31",)),
        ("July 31, 2025", ("2025-07-31",)),
        ("1-Agt-2024", ("2024-08-01",)),
        ("31/12/2024", ("2024-12-31",)),
        ("31.12.2024", ("2024-12-31",)),
        ("12/31/2024", ("2024-12-31",)),
        ("05/05/2025", ("2025-05-05",)),
        ("3/4/2025", ("2025-04-03", "2025-03-04")),
        ("2025/7/31", ("2025-07-31",)),
        ("2025/07", ("2025-07",)),
        ("07/2025", ("2025-07",)),
        ("Desember 2024", ("2024-12",)),
        ("Des 2024", ("2024-12",)),
        ("Sept. 2024", ("2024-09",)),
        ("2024 September", ("2024-09",)),
        ("Semester I 2025", ("2025 H1",)),
        ("Semester II Tahun 2025", ("2025 H2",)),
        ("31 Desember tahun 2024", ("2024-12-31",)),
        ("2025-00-10", ()),
        ("S2 2025", ("2025 H2",)),
        ("Triwulan III 2024", ("2024 Q3",)),
        ("TW IV 2024", ("2024 Q4",)),
        ("Q2-2024", ("2024 Q2",)),
        ("Semester 3 2024", ()),
        ("Januari - Juni 2025", ("2025 Jan-Jun",)),
        ("Jan–Okt 2024", ("2024 Jan-Oct",)),
        ("January to October 2024", ("2024 Jan-Oct",)),
        ("s.d. Juni 2025", ("to 2025-06",)),
        ("sampai dengan 30 November 2024", ("to 2024-11-30",)),
        ("per 31 Juli 2025", ("2025-07-31",)),
        ("tahun 2024", ("2024",)),
        ("30 Februari 2024", ()),
        ("31/31/2024", ()),
        ("2024/25", ()),
        ("soon", ()),
        ("", ()),
    ],
)
def test_what_is_meant(text: str, meant: tuple[str, ...]) -> None:
    assert meant_periods(text) == meant


@given(text=st.text(alphabet="0123456789 /.-,JanuariJuliSepQHIV s.d.tahunper", max_size=70))
def test_what_is_offered_is_a_period(text: str) -> None:
    assert all(parse_period(one) is not None for one in meant_periods(text))
