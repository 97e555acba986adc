"""The drafts of the guide *Edit in Word*: question 25, as two ministries send it back."""

from __future__ import annotations

import copy
from pathlib import Path
from xml.etree.ElementTree import Element

from loipr.editions.word.elements import full_name, text_element, w
from support.marking import Marking


class MarkedDraft(Marking):
    """A draft in which words are replaced, with tracking or without."""

    def replace(self, beginning: str, old: str, new: str) -> None:
        """Strike *old* in the paragraph with this *beginning*, and put *new* in its place; tracking is on."""
        paragraph, run, text = self._run_with(beginning, old)
        before, _, after = (text.text or "").partition(old)
        pieces = [_like(run, before), self._tracked("del", _like(run, old, "delText"))]
        pieces += [self._tracked("ins", _like(run, new))] if new else []
        place = list(paragraph).index(run)
        paragraph[place : place + 1] = [*pieces, _like(run, after)]

    def overtype(self, beginning: str, figure: str, new: str) -> None:
        """Strike a bound *figure*, and type *new* beside it; tracking is on."""
        paragraph = self.with_text(beginning)
        control = next(one for one in paragraph if one.tag == full_name("sdt") and "".join(one.itertext()) == figure)
        run = next(control.iter(full_name("r")))
        place = list(paragraph).index(control)
        paragraph[place : place + 1] = [
            self._tracked("del", _like(run, figure, "delText")),
            self._tracked("ins", w("r", text_element("t", new))),
        ]

    def rewrite(self, beginning: str, old: str, new: str) -> None:
        """Write *new* for *old*; tracking is off."""
        _, _, text = self._run_with(beginning, old)
        text.text = (text.text or "").replace(old, new)

    def say(self, beginning: str, words: str) -> None:
        """Comment on the paragraph with this *beginning*."""
        self.comment(self.with_text(beginning), words)

    def _run_with(self, beginning: str, words: str) -> tuple[Element, Element, Element]:
        paragraph = self.with_text(beginning)
        return next(
            (paragraph, run, text)
            for run in paragraph
            for text in run.findall(full_name("t"))
            if words in (text.text or "")
        )

    def _tracked(self, tag: str, run: Element) -> Element:
        return self._change(tag, "inserted" if tag == "ins" else "deleted", run)


def _like(run: Element, words: str, tag: str = "t") -> Element:
    """Return a run with *words* that looks like *run*."""
    form = run.find(full_name("rPr"))
    return w("r", copy.deepcopy(form), text_element(tag, words))


def send_back(sent: Path, folder: Path) -> list[Path]:
    """Write the drafts that the two ministries send back, from the one that was *sent*, into *folder*."""
    first, second = MarkedDraft(sent), MarkedDraft(sent)
    first.author, second.author = "KP2MI", "Kemendagri"
    first.replace("Fraud about work", "; the base of the comparison is not stated ", " ")
    first.replace("No figure on one-stop", "future", "prospective")
    first.overtype("The Coordination Desk for", "8", "11")
    first.say("The Coordination Desk for", "The names of the villages will be sent by 5 August.")
    second.replace("No figure on one-stop", "future", "departing")
    second.rewrite("The villages may be set", "come", "depart")
    second.say("No figure on one-stop", "Counted since which year?")
    return [first.write(folder / "from-KP2MI.docx"), second.write(folder / "from-Kemendagri.docx")]
