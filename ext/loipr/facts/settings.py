"""What ``conf.py`` says about the report."""

from __future__ import annotations

import datetime
import re
import runpy
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from loipr.wording.languages import SOURCE, Language, language_of, languages
from loipr.wording.sentences import listed

#: The required settings and the optional ones; in ``conf.py`` each is called ``loipr_<name>``.
_REQUIRED = ("symbol", "list_of_issues", "treaty", "reference_date")
_TEXTS = (
    *("kind", "national_dictionary", "notice", "title", "original_language", "languages", "organisation"),
    *("working_language", "coordinator_address", "licence", "sources"),
)
_SYMBOLS = ("symbol", "list_of_issues")
_DATES = ("reference_date", "issued", "received")
#: A symbol becomes the name of files: the editions are named after it.
_SYMBOL = re.compile(r"[A-Za-z0-9][A-Za-z0-9./()-]*")
#: A mail address stands in the heads of messages: it has no spaces, line breaks and signs of their grammar.
_MAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
NAMES = (*_REQUIRED, *_TEXTS, "issued", "received")


class Sources(StrEnum):
    """How the official edition in print says its sources in the text."""

    KEYS = "keys"  #: in brackets, as the draft does; they lead to the list of sources
    NOTES = "notes"  #: in notes: publisher, title and date
    NONE = "none"


def title_to_begin_with(state: str, treaty: str) -> str:
    """Return the title of a new report of *state* under the *treaty* (“the Convention”): it is not yet the UN's."""
    return f"Report submitted by {state} under {treaty}"


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of the report.

    ``symbol`` is the symbol of the report, ``list_of_issues`` the symbol of the list it answers, ``treaty`` the
    abbreviation of the treaty. The report describes the situation on the ``reference_date``. ``kind`` decides which
    limit of words applies (F01), ``national_dictionary`` (as ``id_ID``) checks the spelling of names and passages in
    the State's own language.

    The rest is for the masthead (F27): ``title`` as the UN words it (F28), the marks below it (``title_notes``, F29),
    the days on which the document was ``received`` and ``issued``, the ``original_language`` and the ``languages`` of
    issue (F30). ``organisation`` is the name of the organisation to which the institutions' teams belong, on the
    service where the pages are edited. Institutions write to the mail address ``coordinator_address``; messages and
    letters to them are in the ``working_language``, a code as ``id``. ``site_address`` is where the review website is
    published (``html_baseurl`` of Sphinx), with a slash at its end, or empty. ``licence`` says on what terms the report
    may be used. ``sources`` is how the official edition in print says its sources; the words of notes count.
    """

    symbol: str
    list_of_issues: str
    treaty: str
    reference_date: datetime.date
    kind: str = "periodic report"
    national_dictionary: str = ""
    notice: str = ""
    title: str = ""
    title_notes: tuple[str, ...] = ()
    issued: datetime.date | None = None
    received: datetime.date | None = None
    original_language: str = "English"
    languages: str = ""
    organisation: str = ""
    working_language: str = SOURCE
    coordinator_address: str = ""
    licence: str = ""
    site_address: str = ""
    sources: Sources = Sources.KEYS

    @property
    def dated(self) -> datetime.date:
        """The day of the document: the day of issue, else of receipt, else its date of reference."""
        return self.issued or self.received or self.reference_date

    @property
    def national_language(self) -> str:
        """The code of the State's own language, as ``id``; empty when the report names no dictionary for it."""
        return self.national_dictionary.partition("_")[0]

    @property
    def letter_languages(self) -> tuple[Language, ...]:
        """The languages of what is sent to institutions: the working language, then English."""
        return tuple(language_of(tag) for tag in dict.fromkeys((self.working_language, SOURCE)))

    @classmethod
    def of(cls, values: Mapping[str, object]) -> Settings:
        """Check the values of ``conf.py``.

        :raises ValueError: when settings are missing or not valid; the message names each of them.
        """
        found: dict[str, object] = {}
        faults = [f"loipr_{name} is missing" for name in _REQUIRED if not values.get(f"loipr_{name}")]
        for name in NAMES:
            value = values.get(f"loipr_{name}")
            if not isinstance(value, str) and value is not None:
                faults.append(f"loipr_{name} is no text; put it between quotation marks")
            elif value and name in _DATES:
                try:
                    found[name] = datetime.date.fromisoformat(value)
                except ValueError:
                    faults.append(f"loipr_{name} is not a date; write it as 2025-07-31")
            elif value and name in _SYMBOLS and not _SYMBOL.fullmatch(value):
                faults.append(
                    f"loipr_{name} is “{value}”; a symbol has letters, figures, and / . - alone, as CMW/C/XXX/1"
                )
            elif value and name == "working_language" and value not in languages():
                faults.append(f"loipr_{name} is “{value}”; write {listed(languages(), 'or')}")
            elif value and name == "coordinator_address" and not _MAIL.fullmatch(value):
                faults.append(f"loipr_{name} is no mail address; write it as report@example.org")
            elif value and name == "sources" and value not in [*Sources]:
                faults.append(f"loipr_{name} is “{value}”; write {listed(Sources, 'or')}")
            elif value:
                found[name] = Sources(value) if name == "sources" else value
        language = values.get("language", "en")
        if not re.fullmatch(r"en([_-][A-Z]{2})?", str(language)):
            faults.append(
                f"there is no edition in the language “{language}”: what the editions add to the pages, as “Reply to "
                'paragraph 1”, is in English; write language = "en"'
            )
        # Without a title in the UN's form, the report has the name of its website.
        found.setdefault("title", values.get("project") or values.get("loipr_symbol"))
        notes = values.get("loipr_title_notes") or ()
        if not isinstance(notes, list | tuple) or not all(isinstance(one, str) for one in notes):
            faults.append('loipr_title_notes is no list of texts; write ["First note.", "Second note."]')
        site = values.get("html_baseurl") or ""
        if not isinstance(site, str) or not re.fullmatch(r"(https?://[^\s<>\"]+)?", site):
            faults.append("html_baseurl is no address of a website; write it as https://example.org/report/")
        elif site:
            found["site_address"] = f"{site.rstrip('/')}/"
        if faults:
            raise ValueError("conf.py: " + "; ".join(faults))
        return cls(**found, title_notes=tuple(notes))  # type: ignore[arg-type]  # each was checked above

    @classmethod
    def read(cls, root: Path) -> Settings:
        """Run ``conf.py``, which is code of the project, and check its values.

        :raises ValueError: when it cannot run (the message gives the line), and in the cases of :meth:`of`.
        """
        path = str(root / "conf.py")
        try:
            values = runpy.run_path(path)
        except SyntaxError as error:
            raise ValueError(f"conf.py:{error.lineno}: this cannot be read ({error.msg})") from None
        except Exception as error:
            frames = traceback.extract_tb(error.__traceback__)
            line = next((frame.lineno for frame in reversed(frames) if frame.filename == path), 1)
            raise ValueError(f"conf.py:{line}: this cannot be run ({error})") from None
        return cls.of(values)
