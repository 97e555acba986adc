"""A word in any place of a page is printed in each edition, or the check refuses it: no word is lost in silence."""

from __future__ import annotations

from loipr.pages.vocabulary import DIRECTIVES, ROLES
from support.everywhere import BLOCKS, INLINE, cases, lost_words
from support.project import Project

#: One case in so many is tried here; ``tox -e fuzz -- --words`` tries all.
STEP = 23


def test_no_word_is_lost(project: Project) -> None:
    chosen = list(enumerate(cases()))[::STEP]
    assert len(chosen) > 250
    assert lost_words(project, chosen) == []


def test_what_an_author_can_write_is_among_the_places() -> None:
    assert {f"role {name}" for name in ROLES} <= INLINE.keys()
    wanted = {f"{name}: {option}" for name, options in DIRECTIVES.items() for option in options}
    assert wanted | {f"{name}: argument" for name in DIRECTIVES} <= BLOCKS.keys()
