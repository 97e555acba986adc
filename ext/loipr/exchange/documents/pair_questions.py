"""Pairs the old questions with the new ones, even if their numbers have changed."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from loipr.exchange.documents.languages import either

#: Texts with a lower score do not have enough in common.
_ALIKE = 0.22
#: From these scores on, nobody must check a match, and the part of the list does not matter; the score of equal words.
_SURE, _THE_SAME, _SAME_WORDS = 0.45, 0.8, 0.95
#: The score for the same number or letter, and for the same part of the list if the part has a subject.
_SAME_LABEL, _SAME_PART = 0.12, 0.25
_STEM = 6
_OPENING = re.compile(rf"^\s*{either('opening')}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question or item: its number or letter, its words, the articles it names, and its part of the list (as II)."""

    label: str
    text: str
    provisions: str = ""
    part: str = ""

    @property
    def own(self) -> str:
        """Its words without the words of its items."""
        return self.text.partition("\n")[0].rstrip(" .:;")


@dataclass(frozen=True, slots=True)
class Match:
    """The position of the match among the old ones, and whether it is certainly the same."""

    position: int
    sure: bool


def pair(old: Sequence[Candidate], new: Sequence[Candidate], *, by_label: bool = False) -> dict[int, Match]:
    """Return for each position in *new* its match in *old*; the most similar are matched first, and each only once.

    Texts in different parts of the list match only when they are the same. *by_label* matches by number alone, for two
    languages, which have no words in common.
    """
    if by_label:
        places = {candidate.label: index for index, candidate in enumerate(old)}
        return {index: Match(places[one.label], True) for index, one in enumerate(new) if one.label in places}
    bags = [_words(candidate) for candidate in (*old, *new)]
    spread = Counter(word for bag in bags for word in bag)
    weights = {word: math.log(1 + 2 * len(bags) / count) for word, count in spread.items()}
    vectors = [{word: count * weights[word] for word, count in bag.items()} for bag in bags]
    scores = []
    for index, candidate in enumerate(new):
        for position, former in enumerate(old):
            alike = 1.0 if candidate.text == former.text else _cosine(vectors[position], vectors[len(old) + index])
            # A question with the same words is the same, even if its items have changed.
            alike = max(alike, _SAME_WORDS * (candidate.own == former.own and " " in candidate.own))
            if candidate.part and former.part and candidate.part != former.part and alike < _THE_SAME:
                continue
            special = candidate.part == former.part and candidate.part not in ("", "I")
            score = alike + (candidate.label == former.label) * _SAME_LABEL + special * _SAME_PART
            if score >= _ALIKE and (alike > 0 or special):
                scores.append((-score, abs(index - position), index, position, alike >= _SURE))
    found: dict[int, Match] = {}
    taken: set[int] = set()
    for _, _, index, position, sure in sorted(scores):
        if index not in found and position not in taken:
            found[index] = Match(position, sure)
            taken.add(position)
    return found


def _words(candidate: Candidate) -> Counter[str]:
    # The opening words of a question do not show its subject.
    lines = (_OPENING.sub("", line, count=1) for line in candidate.text.split("\n"))
    plain = unicodedata.normalize("NFKD", "\n".join(lines).casefold())
    plain = "".join(character for character in plain if not unicodedata.combining(character))
    words = Counter(word[:_STEM] for word in re.findall(r"[^\W\d_]{4,}|\d{2,}", plain))
    words.update(f"§{number}" for number in re.findall(r"(?<![(\d])\d+", candidate.provisions))
    return words


def _cosine(one: dict[str, float], other: dict[str, float]) -> float:
    product = sum(weight * other[word] for word, weight in one.items() if word in other)
    lengths = math.sqrt(sum(v * v for v in one.values())) * math.sqrt(sum(v * v for v in other.values()))
    return product / lengths if lengths else 0.0
