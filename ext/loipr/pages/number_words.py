"""Figures in words, and the words of numbers: “half of the workers”, “one in five”, “twice as many”, “doubled”.

All patterns are for text in small letters.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

#: Words for things that are counted: a number before one of these is a figure, and not a year or an age.
COUNTED = (
    "persons?|people|workers?|migrants?|women|men|children|nationals|cases|complaints|placements|victims|suspects|deaths"
    "|returns|departures|households|families|orang|pekerja|kasus|korban|pengaduan|perempuan|anak"
)
SHARE = r"(?:%|‰|per\s?cents?\b|percent(?:age\s+points?)?\b|persen\b|per\s?mille\b)"
_THOUSAND, _MILLION, _BILLION, _TRILLION = 10**3, 10**6, 10**9, 10**12
SCALES: Mapping[str, int] = {
    **dict.fromkeys(("thousand", "ribu"), _THOUSAND),
    **dict.fromkeys(("million", "juta", "m"), _MILLION),
    **dict.fromkeys(("billion", "miliar", "milyar", "bn"), _BILLION),
    **dict.fromkeys(("trillion", "triliun", "trn"), _TRILLION),
}
SCALE = "|".join(sorted(SCALES, key=len, reverse=True))
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_TO_TEN = "one|two|three|four|five|six|seven|eight|nine|ten"
_TEENS = "eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_INDONESIAN = "satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|sebelas"
#: A number before a scale, as in “twenty-five thousand”.
WORDS = (
    rf"(?:(?:{_TENS})(?:-(?:{_TO_TEN}))?|{_TO_TEN}|{_TEENS}|(?:half )?a|several"
    rf"|(?:{_INDONESIAN})(?:\s+(?:belas|puluh))?(?:\s+(?:{_INDONESIAN}))?)"
)
_NUMBER = rf"(?:(?:{_TENS})(?:-(?:{_TO_TEN}))?|{_TO_TEN}|{_TEENS}|{_INDONESIAN})"
_PARTS = "(?:third|quarter|fifth|sixth|seventh|eighth|ninth|tenth)"
_OF_WHOM = (
    rf"(?:(?:all|the|these|those|its|their)\b(?!\s+(?:year|month|week|day|period|century|time))|them\b|wh(?:ich|om)\b"
    rf"|an?\s+(?:{SCALE})\b|(?:{COUNTED})\b)"
)
_MOVED = (
    "rose|risen|rises|fell|fallen|grew|grown|increased?|increases|decreased?|declined?|dropped|drops|went|naik|turun"
    "|meningkat|menurun"
)
_TIME = "years?|months?|weeks?|days?|hours?|minutes?|tahun|bulan|minggu|hari|jam|menit"
#: What nobody takes a share of: “two workers in three provinces”.
_NO_WHOLE = (
    rf"{_TIME}|countries|states|provinces|districts|regencies|cities|villages|places|camps|ports|regions|embassies"
    "|sectors|languages|groups|stages|phases|negara|provinsi|kabupaten|kota|desa"
)
#: One of what is counted, with up to two words before it that describe it: “domestic worker”.
_ONE_COUNTED = (
    rf"(?:(?!(?:in|of)\b)[\w-]+\s+){{0,2}}(?:{COUNTED}|woman|man|child|national|case|complaint|placement|victim|suspect"
    r"|death|return|departure|household|family|applicant|passport|contract)\b"
)
_IN_SO_MANY = rf"(?:in|out\s+of|dari)\s+(?:every\s+|setiap\s+)?(?:{_NUMBER}|a\s+hundred|10|100|1,?000)\b"
_FRACTION = rf"(?:(?<!first )(?<!second )half|(?:an?|one|two|three|four|five)[\s-]{_PARTS}s?)"
_NOT_TIME = rf"(?!\s+(?:(?:of|an?|the)\s+){{0,2}}(?:{_TIME})\b)"
_ABOUT = r"about|almost|fully|nearly|only|over|some|(?:more|less|fewer)\s+than"
_TIMES = r"(?:two|three|four|five|six|seven|eight|nine|ten|twenty|a\s+hundred|\d+(?:[.,]\d+)?)\s+times"
_MORE = (
    r"(?:as\s+(?:many|much|high|large|great|often|likely)|(?:the\s+|its\s+)?(?:number|figure|total|rate|level)s?"
    r"|more|higher|larger|greater|lower|fewer|less)\b"
)
#: The names of the kinds of figures in words that say how one number is to another.
SHARES = frozenset({"part", "about", "ratio", "in", "every", "times", "by"})
#: Figures in words. What is the figure is in a group with the name of its kind.
SAID = re.compile(
    r"\b(?:"
    + "|".join(
        (
            rf"(?P<part>{_FRACTION}\s+of\s+(?={_OF_WHOM})|{_FRACTION}(?=\s+(?:{_OF_WHOM}|(?:were|are|was|have|had)\b))"
            r"|(?:setengah|separuh(?:nya)?|sepertiga|seperempat|(?:dua|tiga)\s+per(?:tiga|empat|lima))\b"
            r"|\d{0,9}[¼½¾⅐-⅞])",
            rf"(?:{_ABOUT})\s+(?P<about>{_FRACTION})\b{_NOT_TIME}",
            r"(?P<ratio>\d{1,3}:\d(?![\d:]))",
            rf"(?P<none>(?:zero|nil)\s+(?={_ONE_COUNTED}))",
            rf"(?P<in>(?:{_NUMBER}|\d{{1,3}})\s+(?:{_ONE_COUNTED}\s+)?{_IN_SO_MANY}(?!\s+(?:{_NO_WHOLE})\b))",
            rf"(?P<every>every\s+(?:other|second|third|fourth|{_PARTS})\s+{_ONE_COUNTED}"
            r"|setiap\s+(?:orang|pekerja|anak|kasus)\s+ke(?:dua|tiga|empat|lima)\b)",
            r"(?P<times>(?:doubl|tripl|trebl|quadrupl|halv)(?:ed|ing)\b(?!\s+(?:its|their|the|our)\s+efforts)"
            rf"|(?:double|triple|twice|thrice|half|{_TIMES})\s+{_MORE}"
            r"|(?:two|three|four|five|six|seven|eight|nine|ten|hundred|\d{1,3}-)-?fold\b(?!\s+(?:aim|approach|procedure|purpose|task))"
            r"|(?:dua|tiga|empat|lima|sepuluh|\d+)\s+kali\s+(?:lipat|lebih)\b|(?<=naik )(?:dua|tiga|empat)\s+kali\b"
            r"|berlipat\s+(?:ganda|dua|tiga)\b)",
            rf"(?:{_MOVED})\s+by\s+(?P<by>{_FRACTION}\b)",
            r"(?P<mass>(?:(?:(?:tens|hundreds)\s+of\s+)?(?:hundreds|thousands|millions)"
            rf"|(?:puluhan|ratusan|ribuan|jutaan)(?:\s+(?:ribu|juta))?)\b(?=\s\w){_NOT_TIME})",
            rf"(?P<word>(?<!-)(?:{_TEENS}|(?:{_TENS})(?:-(?:{_TO_TEN}))?|(?:{_INDONESIAN})\s+(?:belas|puluh)"
            rf"|a\s+dozen|dozens)\b(?!-)(?!\s+(?:{_TIME}|{SCALE}|hundred|per)\b))",
            rf"(?:{_MOVED})\b[^.;\d\n]{{0,40}}?\b(?:from|dari)\s+(?P<moved>\d\s+(?:to|menjadi|ke)\s+\d)(?![\d.,]*\d)",
        )
    )
    + ")"
)
#: What every text with a figure in words has, so that few texts are compared with all kinds.
TELLING = re.compile(
    rf"\b(?:{_TENS}|{_TEENS}|{SCALE}|hundreds?|thousands|millions|half|dozens?|{_PARTS}s?|belas|puluh|setengah"
    r"|separuh(?:nya)?|sepertiga|seperempat|per(?:tiga|empat|lima)|per cent|persen|zero|nil|every|setiap|twice|thrice"
    r"|times|kali|berlipat|(?:doubl|tripl|trebl|quadrupl|halv)(?:e|ed|ing)|triple|(?:puluh|ratus|ribu|juta)an"
    rf"|(?:two|three|four|five|six|seven|eight|nine|ten|hundred|\d{{1,3}}-)-?fold|{_IN_SO_MANY}|\d:\d"
    r"|\d\s+(?:to|menjadi|ke)\s+\d)\b|[¼½¾⅐-⅞]"
)
