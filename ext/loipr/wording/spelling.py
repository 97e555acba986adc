"""Which words a dictionary has, according to Hunspell.

Loading a dictionary takes time, so the answers of an earlier check are remembered in a file. The dictionaries lie
beside the code, with their licences, and not among the data: Hunspell is not made to read the files of strangers.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Collection
from functools import cache
from pathlib import Path
from string import ascii_lowercase

from hunspell import Hunspell

FOLDER = Path(__file__).parent.parent / "dictionaries"
#: Where the words that were looked up are remembered, below the project's folder; it may be deleted at any time.
MEMORY = "_build/spelling"

#: A longer text is not a word.
_LONGEST = 40


@cache
def dictionaries() -> tuple[str, ...]:
    """Return the names of all dictionaries, such as ``en_GB``."""
    return tuple(sorted(file.stem for file in FOLDER.glob("*.dic")))


@cache
def _load(name: str) -> Hunspell:
    return Hunspell(name, hunspell_data_dir=str(FOLDER))


def nearest_words(name: str, word: str) -> tuple[str, ...]:
    """Return the words of the dictionary *name* that differ from *word* by one slip.

    A slip is two letters exchanged, one missing, one too many or one wrong; the first letter stays. Hunspell's own
    suggestions are not used: they depend on how much time it has.
    """
    if len(word) > _LONGEST:
        return ()
    first, rest = word[:1], word[1:]
    cuts = [(rest[:place], rest[place:]) for place in range(len(rest) + 1)]
    slips = [
        *(left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1),
        *(left + letter + right for left, right in cuts for letter in ascii_lowercase),
        *(left + right[1:] for left, right in cuts if right),
        *(left + letter + right[1:] for left, right in cuts if right for letter in ascii_lowercase),
    ]
    return tuple(dict.fromkeys(first + slip for slip in slips if first + slip != word and has_word(name, first + slip)))


def unknown(name: str, words: Collection[str], root: Path) -> frozenset[str]:
    """Return the words among *words* that are not in the dictionary *name*.

    The answers are remembered below *root*, so that the next check need not load the dictionary.
    """
    memory = root / MEMORY / f"{name}.txt"
    known = _recall(memory, _version(name))
    new = [word for word in words if word not in known]
    if new:
        known |= {word: has_word(name, word) for word in new}
        _remember(memory, _version(name), known)
    return frozenset(word for word in words if not known[word])


def has_word(name: str, word: str) -> bool:
    """Whether the dictionary *name* has *word*."""
    try:
        return bool(_load(name).spell(word.replace("’", "'")))
    except UnicodeEncodeError:
        # The encoding of the dictionary lacks a letter of the word.
        return False


@cache
def _version(name: str) -> str:
    digest = hashlib.sha256()
    for ending in ("aff", "dic"):
        digest.update((FOLDER / f"{name}.{ending}").read_bytes())
    return digest.hexdigest()


def _recall(memory: Path, version: str) -> dict[str, bool]:
    """Return the remembered answers: for each word, whether it is in the dictionary.

    In the file, a hyphen stands before each word that is not in the dictionary. A file that cannot be read, or that has
    another *version*, gives no answers.
    """
    try:
        first, *lines = memory.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError):
        return {}
    return {line.removeprefix("-"): not line.startswith("-") for line in lines} if first == version else {}


def _remember(memory: Path, version: str, known: dict[str, bool]) -> None:
    """Write the memory in one step. If the folder cannot be written to, the next check is only slower."""
    lines = sorted(word if is_there else f"-{word}" for word, is_there in known.items())
    try:
        memory.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".", dir=memory.parent)
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write("\n".join([version, *lines]))
        os.replace(name, memory)
    except OSError:
        return
