"""Texts in the language of the reader: English in the code, other languages in catalogues (gettext).

A text that officials read is written ``_("…")``, or ``_("… {name} …").format(name=name)`` with the parts that differ.
It is a :class:`Message`: English to all code, until a :class:`Language` says it. The catalogues are
``locale/<language>/LC_MESSAGES/loipr.po``; ``tox -e catalogues`` brings them up to date with the code.
"""

from __future__ import annotations

import datetime
import gettext
import string
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path

from loipr.wording.dates import in_words

DOMAIN = "loipr"
LOCALE = Path(__file__).parent.parent / "locale"
#: The language of the code.
SOURCE = "en"


class Message(str):
    """A text in English that can be said in other languages. It is compared, sorted and stored as its English text.

    ``template`` is the text in the catalogues. ``many`` is its plural, and ``number`` decides between the two; without
    a plural, ``many`` is empty. ``values`` are put into the text, and may be messages, days and numbers; None means
    that nothing is.
    """

    template: str
    many: str
    number: int
    values: Mapping[str, object] | None

    @classmethod
    def of(cls, template: str, many: str = "", number: int = 1, values: Mapping[str, object] | None = None) -> Message:
        """Return the message with these parts."""
        message = cls(ENGLISH.written(template, many, number, values))
        message.template, message.many, message.number, message.values = template, many, number, values
        return message

    def format(self, *_arguments: object, **values: object) -> Message:
        """Return the message with *values* in it; each has a name, because languages order their words differently."""
        return Message.of(self.template, self.many, self.number, values)


class Language(string.Formatter):
    """A language that messages are said in; ``tag`` is its code, as ``id``."""

    def __init__(self, tag: str) -> None:
        self.tag = tag
        self._catalogue = (
            gettext.NullTranslations() if tag == SOURCE else gettext.translation(DOMAIN, LOCALE, [tag], fallback=False)
        )

    def say(self, text: str) -> str:
        """Return *text* in this language; what is no message, or has no translation, stays as it is."""
        if not isinstance(text, Message):
            return text
        return self.written(text.template, text.many, text.number, text.values)

    def written(self, template: str, many: str, number: int, values: Mapping[str, object] | None) -> str:
        """Return the text of a message from its parts (see :class:`Message`)."""
        if many:
            text = self._catalogue.ngettext(template, many, number)
        else:
            text = self._catalogue.gettext(template) if template else ""
        return text if values is None else self.vformat(text, (), values)

    def day(self, day: datetime.date) -> str:
        """Return *day* in words: 31 July 2025, 31 Juli 2025."""
        if self.tag == SOURCE:
            return in_words(day)
        from babel.dates import format_date

        return format_date(day, "d MMMM y", locale=self.tag)

    def format_field(self, value: object, format_spec: str) -> str:
        """Return a value as it stands in a text: called by ``vformat`` for each."""
        if isinstance(value, str):
            return format(self.say(value), format_spec)
        if isinstance(value, tuple):
            return ", ".join(self.format_field(one, format_spec) for one in value)
        if isinstance(value, datetime.date):
            return self.day(value)
        text = format(value, format_spec)
        is_number = isinstance(value, int | float | Decimal)
        return text.translate(self._number_signs()) if is_number and self.tag != SOURCE else text

    def _number_signs(self) -> Mapping[int, str]:
        number = self.say(_NUMBER)
        return {ord(sign): there for sign, there in zip(_NUMBER, number, strict=True) if not sign.isdigit()}


ENGLISH = Language(SOURCE)


@cache
def languages() -> tuple[str, ...]:
    """Return the codes of all languages that messages can be said in, English first."""
    return (SOURCE, *sorted(one.parent.parent.name for one in LOCALE.glob(f"*/LC_MESSAGES/{DOMAIN}.mo")))


@cache
def language_of(tag: str) -> Language:
    """Return the language with the code *tag*, which is one of :func:`languages`."""
    return Language(tag) if tag != SOURCE else ENGLISH


def _(text: str) -> Message:
    """Return *text* as a message. The catalogues are made from all calls of this function."""
    return Message.of(text)


def ngettext(one: str, many: str, number: int) -> Message:
    """Return the message that says *one* for a *number* of 1, and *many* for others. The catalogues know it, too."""
    return Message.of(one, many, number)


#: A number as it is written in English. The catalogues write it in their language: to load Babel for two signs would
#: take a noticeable part of the time of `check`.
_NUMBER = _("1,234.5")
