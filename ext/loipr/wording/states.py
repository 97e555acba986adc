"""How the United Nations calls a State in English, from the code in its documents' symbols."""

from __future__ import annotations

import re

#: Where the name that the United Nations uses is another than that of CLDR.
_NAMES = {
    "BN": "Brunei Darussalam",
    "BO": "the Plurinational State of Bolivia",
    "CD": "the Democratic Republic of the Congo",
    "CG": "the Congo",
    "CV": "Cabo Verde",
    "FM": "the Federated States of Micronesia",
    "GB": "the United Kingdom of Great Britain and Northern Ireland",
    "IR": "the Islamic Republic of Iran",
    "KP": "the Democratic People's Republic of Korea",
    "KR": "the Republic of Korea",
    "LA": "the Lao People's Democratic Republic",
    "MD": "the Republic of Moldova",
    "MM": "Myanmar",
    "PS": "the State of Palestine",
    "RU": "the Russian Federation",
    "ST": "Sao Tome and Principe",
    "SY": "the Syrian Arab Republic",
    "TZ": "the United Republic of Tanzania",
    "US": "the United States of America",
    "VA": "the Holy See",
    "VE": "the Bolivarian Republic of Venezuela",
    "VN": "Viet Nam",
}
#: States whose name has an article within a sentence.
_WITH_ARTICLE = frozenset(["AE", "BS", "CF", "DO", "GM", "KM", "MH", "MV", "NE", "NL", "PH", "SB", "SD"])
_CODE = re.compile(r"(?<=/)[A-Z]{3}(?=/)")


def state_in_english(symbol: str) -> str:
    """Return the name of the State in the *symbol* of a document, as in CMW/C/IDN/QPR/2; empty if it is not known."""
    found = _CODE.search(symbol)
    # Imported here, because few commands need it.
    from babel import Locale
    from babel.core import get_global

    short = next(iter(get_global("territory_aliases").get(found[0], ())), "") if found else ""
    if short in _NAMES:
        return _NAMES[short]
    name = str(Locale("en").territories.get(short, "")).replace(" & ", " and ").replace("St. ", "Saint ")
    return f"the {name}" if short in _WITH_ARTICLE else name
