"""Which old question is which new one: by its words, then by its number, then by its place."""

from __future__ import annotations

import pytest

from loipr.exchange.documents.pair_questions import Candidate, Match, pair

LAWS = "Please describe the laws on recruitment agencies"
COURTS = "Please inform the Committee about judges, courts and prisons"


def candidates(*texts: str) -> list[Candidate]:
    """Return a question for each text; “7 text” sets the number 7."""
    found = []
    for place, text in enumerate(texts, 1):
        first, _, rest = text.partition(" ")
        found.append(Candidate(first, rest) if first.isdecimal() else Candidate(str(place), text))
    return found


def positions(found: dict[int, Match]) -> dict[int, int]:
    return {index: match.position for index, match in found.items()}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        # The words decide, in any place.
        ([LAWS, COURTS], [COURTS, LAWS], {0: 1, 1: 0}),
        # Of two that are equally similar, the nearer one; and each is used once.
        ([LAWS, COURTS, LAWS], [f"8 {COURTS}", f"9 {COURTS}", f"7 {LAWS}"], {1: 1, 2: 2}),
        ([LAWS, LAWS, LAWS], [f"8 {LAWS}", f"9 {LAWS}"], {0: 0, 1: 1}),
        # Of two that are equally near, the first.
        ([LAWS, COURTS, LAWS], [f"8 {COURTS}", f"9 {LAWS}"], {0: 1, 1: 0}),
        ([COURTS, LAWS], [f"8 {LAWS}", f"9 {COURTS}", f"7 {LAWS}"], {0: 1, 1: 0}),
        # The same number counts if the words are similar.
        ([f"3 {LAWS}", f"4 {LAWS}"], [f"4 {LAWS}"], {0: 1}),
        # Equal texts are the same, even without a significant word; accents do not count.
        (["On it", LAWS], [f"8 {LAWS}", "9 On it"], {0: 1, 1: 0}),
        ([COURTS, "Décrivez les procédures"], ["8 Decrivez les procedures"], {0: 1}),
        # It does not count without a common word.
        ([LAWS], [COURTS], {}),
        ([], [LAWS], {}),
    ],
)
def test_which_is_which(old: list[str], new: list[str], expected: dict[int, int]) -> None:
    assert positions(pair(candidates(*old), candidates(*new))) == expected


def test_in_another_language_the_numbers_tell() -> None:
    found = pair(candidates(LAWS, COURTS), candidates("2 Prière", "3 Prière", "1 Prière"), by_label=True)
    assert positions(found) == {0: 1, 2: 0}
