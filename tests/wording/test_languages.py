"""Messages in the language of the reader, and catalogues that have all of them."""

from __future__ import annotations

import datetime
import io
import pickle
import string
from collections.abc import Iterator

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from loipr.wording.languages import DOMAIN, ENGLISH, LOCALE, SOURCE, _, language_of, languages, ngettext
from loipr.wording.sentences import listed
from support.project import REPOSITORY

OTHERS = [tag for tag in languages() if tag != SOURCE]
INDONESIAN = language_of("id")


def catalogue(tag: str) -> Catalog:
    with (LOCALE / tag / "LC_MESSAGES" / f"{DOMAIN}.po").open("rb") as stream:
        return read_po(stream, locale=tag, abort_invalid=True)


def in_the_code() -> set[str | tuple[str, ...]]:
    """Return the text of every message in the code; a pair, if it has a plural."""
    return {found[2] for found in extract_from_dir(REPOSITORY / "ext/loipr")}


def forms(message: Message) -> Iterator[str]:
    for text in message.string if isinstance(message.string, tuple | list) else (message.string,):
        yield text or ""


def names(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


def test_there_is_bahasa_indonesia() -> None:
    assert languages() == ("en", "id")


@pytest.mark.parametrize("tag", OTHERS)
def test_every_message_is_in_the_catalogue_and_nothing_else(tag: str) -> None:
    found = catalogue(tag)
    assert {message.id for message in found if message.id} == in_the_code()
    assert [message.id for message in found if message.id and message.fuzzy] == []
    assert list(found.obsolete) == []


@pytest.mark.parametrize("tag", OTHERS)
def test_every_message_is_translated_with_all_that_is_put_in(tag: str) -> None:
    for message in catalogue(tag):
        if message.id:
            source = message.id if isinstance(message.id, str) else message.id[-1]
            for text in forms(message):
                assert text.strip(), source
                assert names(text) == names(source), source
                assert (text[0].isspace(), text[-1].isspace()) == (source[0].isspace(), source[-1].isspace()), source


@pytest.mark.parametrize("tag", OTHERS)
def test_what_programs_read_is_what_people_wrote(tag: str) -> None:
    stream = io.BytesIO()
    write_mo(stream, catalogue(tag))
    assert (LOCALE / tag / "LC_MESSAGES" / f"{DOMAIN}.mo").read_bytes() == stream.getvalue()


def test_a_message_is_english_until_it_is_said() -> None:
    message = listed(["Kemlu", "KP2MI", "BPS"])
    assert message == "Kemlu, KP2MI and BPS"
    assert hash(message) == hash("Kemlu, KP2MI and BPS")
    assert f"{message}." == "Kemlu, KP2MI and BPS."
    assert (ENGLISH.say(message), INDONESIAN.say(message)) == ("Kemlu, KP2MI and BPS", "Kemlu, KP2MI dan BPS")
    assert INDONESIAN.say(pickle.loads(pickle.dumps(message))) == "Kemlu, KP2MI dan BPS"  # noqa: S301  # our own


def test_what_is_no_message_stays_as_it_is() -> None:
    assert INDONESIAN.say("Kemlu and {KP2MI}") == "Kemlu and {KP2MI}"
    assert INDONESIAN.say("") == ""
    assert INDONESIAN.say(_("")) == ""


@pytest.mark.parametrize(
    ("value", "english", "indonesian"),
    [
        (datetime.date(2025, 5, 1), "1 May 2025", "1 Mei 2025"),
        (datetime.date(1, 12, 31), "31 December 1", "31 Desember 1"),
        ("1,000.5 {x}", "1,000.5 {x}", "1,000.5 {x}"),
        (("a", listed(["b", "c"], "or")), "a, b or c", "a, b atau c"),
        (None, "None", "None"),
    ],
)
def test_what_is_put_in_is_said_too(value: object, english: str, indonesian: str) -> None:
    message = _("{value}").format(value=value)
    assert (message, INDONESIAN.say(message)) == (english, indonesian)


def test_numbers_are_written_as_the_language_has_them() -> None:
    message = _("{count:,} of {share:.1f}").format(count=1234567, share=2.5)
    assert (message, INDONESIAN.say(message)) == ("1,234,567 of 2.5", "1.234.567 of 2,5")


def test_a_message_is_formatted_once() -> None:
    """What is put in comes from anybody, and is not read as a pattern."""
    message = _("{what}").format(what="{what.__class__} {0} {")
    assert (message, INDONESIAN.say(message)) == ("{what.__class__} {0} {",) * 2


@pytest.mark.parametrize(("number", "said"), [(0, "0 days"), (1, "1 day"), (2, "2 days")])
def test_plurals(number: int, said: str) -> None:
    message = ngettext("{number} day", "{number} days", number).format(number=number)
    assert message == said
