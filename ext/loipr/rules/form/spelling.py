"""Rules of form about spelling: by the dictionary, in -ize, and the words the United Nations writes in its own way."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from loipr.facts import abbreviations
from loipr.facts.allowed_words import PATH as WORDS
from loipr.facts.form_rules import FormRule
from loipr.files.places import Fix, Place
from loipr.length.foreign_words import _WORD, _has_dictionary, _looked_up
from loipr.pages.page import Prose
from loipr.report import Report
from loipr.rules.form.common import any_of, on_one_line, prose_of, replace, rule_of_form
from loipr.rules.registry import Findings
from loipr.wording import spelling
from loipr.wording.sentences import listed

_WITH_S = re.compile(r"\b([A-Za-z]{3,}?)is(e[ds]?|ers?|ing|ations?|ational|able)\b")
#: Words in -ise that do not come from the Greek -izein, and keep their s.
_KEEP_S = re.compile(
    r"(?:un|re|dis|mis|over|under|pre)?(?:advert|adv|appr|ar|bra|bru|chast|circumc|compr|comprom|cru|dem|desp|dev|disgu"
    r"|enfranch|enterpr|exc|exerc|expert|franch|improv|inc|lia|merchand|mort|phra|pract|pra|prec|prem|pr|prom|ra|repr"
    r"|rev|r|superv|surm|surpr|telev|treat|w)ise"
)
#: The check must not take long for a page of random letters.
_MOST_OFFERED, _MOST_WITH_OFFERS = 3, 100
#: So many words of another language, and such a share of all words, make a passage in this language.
_PASSAGE, _SHARE_OF_PASSAGE = 5, 0.4


@rule_of_form
def oxford_spelling(report: Report, form: FormRule) -> Findings:
    """Words are spelt as in the Oxford dictionary that the United Nations goes by: -ize, programme, judgement.

    Bad: `The Organisation of the training program was recognised.`

    Good: `The Organization of the training programme was recognized.`
    """
    words = form.words_at(report.settings.dated)
    otherwise = any_of(words)
    with_s = []
    for _, prose in prose_of(report):
        for match in otherwise.finditer(prose.text):
            yield _instead(prose, match, words[on_one_line(match)])
        with_s += [(prose, match) for match in _WITH_S.finditer(prose.text) if not _keeps_s(match[1])]
    # This rule does not concern words that are never written with a z.
    written = {f"{match[1]}iz{match[2]}" for _, match in with_s}
    lacking = spelling.unknown(form.dictionary, written, report.root) if _has_dictionary(form) else written
    for prose, match in with_s:
        new = f"{match[1]}iz{match[2]}"
        if new not in lacking:
            yield _instead(prose, match, new)


def _keeps_s(stem: str) -> bool:
    return _KEEP_S.fullmatch(f"{stem.lower()}ise") is not None


@rule_of_form
def state_party(report: Report, form: FormRule) -> Findings:
    """A State party is written as the United Nations writes it at the date of the report.

    Bad: `A state party makes its reports widely available.`

    Good: `A State party makes its reports widely available.` (until August 2025; then `A State Party`).
    """
    words = form.words_at(report.settings.dated)
    pattern = any_of(words)
    for _, prose in prose_of(report):
        for match in pattern.finditer(prose.text):
            yield _instead(prose, match, words[on_one_line(match)])


def _instead(prose: Prose, match: re.Match[str], new: str) -> tuple[Place, str, Fix | None]:
    return prose.place_at(match.start()), f"“{on_one_line(match)}”: write “{new}”", replace(prose, match, new)


@rule_of_form
def misspelt_word(report: Report, form: FormRule) -> Findings:
    """Every word is in the dictionary, or in the project's own list, data/words.txt.

    Words in italics may be of the State's own language, and names of institutions in that language are. What is in
    capitals, or has a figure in it, is a name or an abbreviation.

    Bad: `The goverment placed the workers.`

    Good: `The Government placed the workers.`
    """
    if not _has_dictionary(form):
        names = listed(spelling.dictionaries(), "or")
        yield form.place, f"there is no dictionary “{form.dictionary}”; `dictionary` is {names}"
        return
    national = report.settings.national_dictionary
    if national and national not in spelling.dictionaries():
        names = listed(spelling.dictionaries(), "or")
        yield Place("conf.py"), f"there is no dictionary “{national}”; loipr_national_dictionary is {names}"
        national = ""
    strange = _strange_words(report, form.dictionary, national)
    yield from _passages_of_the_state(report, strange)
    offered: dict[str, str] = {}
    for word, place in _occurrences(report, strange) if strange.written else ():
        if word not in offered:
            offered[word] = _offer(form.dictionary, word) if len(offered) < _MOST_WITH_OFFERS else ""
        yield place, f"“{word}” is in no dictionary;{offered[word]} if it is right, add it to {WORDS}"


@dataclass(frozen=True, slots=True)
class _Strange:
    """Words that are not in the dictionary of the report.

    ``national`` are those in the dictionary of the State's own language; None when there is no such dictionary.
    """

    national: frozenset[str] | None
    written: Mapping[str, tuple[str, ...]]  #: The words as written in the text, each with its strange parts.
    tokens: frozenset[str]  #: The texts between two spaces that hold such a word.

    def is_national(self, word: str) -> bool:
        return self.national is None or word in self.national


def _strange_words(report: Report, dictionary: str, national: str) -> _Strange:
    own = _own_words(report)
    texts = [*(prose.text for _, prose in prose_of(report)), *(text for text, _, _ in _texts_of_data(report))]
    # The same words come again and again: each text between two spaces is examined once.
    tokens = {token: _WORD.findall(token) for token in set(" ".join(texts).split())}
    parts = {word: tuple(_looked_up(word, own)) for words in tokens.values() for word in words}
    words = spelling.unknown(dictionary, {part for all_parts in parts.values() for part in all_parts}, report.root)
    of_the_state = words - spelling.unknown(national, words, report.root) if national else None
    # A word of that language with a capital is a name, in any position.
    words -= {word for word in of_the_state or () if word[0].isupper()}
    written = {word: found for word in parts if (found := tuple(part for part in parts[word] if part in words))}
    holding = frozenset(token for token, found in tokens.items() if not written.keys().isdisjoint(found))
    return _Strange(of_the_state, written, holding)


def _occurrences(report: Report, strange: _Strange) -> Iterator[tuple[str, Place]]:
    """Yield each strange word with its place; words of the State's own language only if they are not in italics."""
    for _, prose in prose_of(report):
        if strange.tokens.isdisjoint(prose.text.split()) or _is_of_the_state(prose, strange):
            continue
        italics = [(start, end) for start, end, is_bold in prose.emphasized if not is_bold]
        for match in _WORD.finditer(prose.text):
            may_be = any(start <= match.start() < end for start, end in italics)
            for word in _wrong(match[0], strange, may_be):
                yield word, prose.place_at(match.start())
    for text, place, may_be in _texts_of_data(report):
        for match in _WORD.finditer(text):
            for word in _wrong(match[0], strange, may_be):
                yield word, place


def _passages_of_the_state(report: Report, strange: _Strange) -> Findings:
    """Yield each page with text in the State's own language, once: the words of such text are not misspelt."""
    told: dict[str, list[Place]] = {}
    for page, prose in prose_of(report) if strange.written else ():
        if not strange.tokens.isdisjoint(prose.text.split()) and _is_of_the_state(prose, strange):
            told.setdefault(page.path, []).append(prose.place)
    language = _language(report.settings.national_language) if told else ""
    for first, *more in told.values():
        also = f", and so is text further below ({listed(f'line {place.line}' for place in more)})" if more else ""
        yield first, f"this is written in {language}{also}; the report is in English: write it in English"


def _language(code: str) -> str:
    """Return the English name of a language; the library for it is loaded only when needed."""
    from babel import Locale

    return Locale(code).english_name or code


def _is_of_the_state(prose: Prose, strange: _Strange) -> bool:
    """Whether so many words of *prose* are of the State's own language that the whole text is in this language."""
    words = _WORD.findall(prose.text)
    theirs = sum(any(part in (strange.national or ()) for part in strange.written.get(word, ())) for word in words)
    return theirs >= _PASSAGE and theirs >= _SHARE_OF_PASSAGE * len(words)


def _wrong(written: str, strange: _Strange, may_be_national: bool) -> Iterator[str]:
    for word in strange.written.get(written, ()):
        if not (may_be_national and strange.is_national(word)):
            yield word


def _offer(dictionary: str, word: str) -> str:
    near = spelling.nearest_words(dictionary, word)[:_MOST_OFFERED]
    return f" did you mean {listed(near, 'or')}?" if near else ""


def _texts_of_data(report: Report) -> Iterator[tuple[str, Place, bool]]:
    for institution in report.institutions.by_id.values():
        yield institution.name, institution.place, False
        yield institution.vernacular, institution.place, True
    for short in report.abbreviations.values():
        yield short.meaning, Place(abbreviations.PATH), False
        yield short.vernacular, Place(abbreviations.PATH), True
    for question in report.questions.values():
        for text in (question.subject, question.summary, *(item.summary for item in question.walk())):
            yield text, question.place, False


def _own_words(report: Report) -> frozenset[str]:
    """Return the words that the report may also use: those in its list, and the short names of institutions."""
    names = set(report.institutions.names) | set(report.abbreviations)
    return report.words | {part for name in names for part in re.split(r"[\s-]+", name)}
