"""One table of the words that mark the parts of the UN's documents, in all supported languages.

Each value is a regular expression that ignores case. Texts that are the same in all languages (symbols, numbers,
letters) are in the modules that read them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

#: The official languages, by their names in any of the documents.
LANGUAGE_NAMES: Mapping[str, str] = {
    **dict.fromkeys(("english", "anglais", "inglés", "ingles"), "English"),
    **dict.fromkeys(("french", "français", "francais", "francés", "frances"), "French"),
    **dict.fromkeys(("spanish", "espagnol", "español", "espanol"), "Spanish"),
    **dict.fromkeys(("arabic", "arabe", "árabe"), "Arabic"),
    **dict.fromkeys(("chinese", "chinois", "chino"), "Chinese"),
    **dict.fromkeys(("russian", "russe", "ruso"), "Russian"),
}

#: The distribution of a document, by the word after “Distr.”.
DISTRIBUTIONS: Mapping[str, str] = {
    **dict.fromkeys(("general", "générale", "generale"), "General"),
    **dict.fromkeys(("limited", "limitée", "limitee", "limitada"), "Limited"),
    **dict.fromkeys(("restricted", "restreinte", "reservada"), "Restricted"),
}


@dataclass(frozen=True, slots=True)
class Language:
    """The words of documents in one language. ``state`` has a group with the name of the State in a title."""

    name: str
    months: tuple[str, ...]
    list_of_issues: str
    concluding_observations: str
    state: tuple[str, ...]
    committee: str
    section: str
    article: str
    paragraph: str
    letter: str
    and_: str
    to: str
    of: str
    first: str
    own_treaty: str
    #: Words for laws, and the beginning of the name of a law: with capitals, or with a number after it.
    law: str
    named_law: str
    #: The beginning of a paragraph with a request, and of a recommendation.
    asks: str
    #: The words of a recommendation, the account of some of them that is asked for, and the term for it, as a group.
    recommends: str
    follow_up: str
    within: str
    #: The opening words of a question, which do not show its subject.
    opening: str
    #: Frequent words that show the language of a text.
    common: frozenset[str]


ENGLISH = Language(
    name="English",
    months=(
        *("january", "february", "march", "april", "may", "june"),
        *("july", "august", "september", "october", "november", "december"),
    ),
    list_of_issues=r"lists? of issues",
    concluding_observations=r"concluding (?:observations|comments)",
    state=(
        r"(?:reports?|information) (?:submitted by|of|by) (?:the )?(.+)",
        r"(?:in relation to|in respect of|concerning|with regard to) (?:the )?(.+)",
        r"^(?:concluding observations (?:on|for)) (.+)",
    ),
    committee=r"committee\b",
    section=r"(?:section|part|chapter|annex)",
    article=r"art(?:icle)?s?\b\.?",
    paragraph=r"(?:paragraph|para)s?\b\.?",
    letter=r"(?:sub-?paragraph|subpara|letter|item)s?\b\.?",
    and_=r"(?:and|&)",
    to=r"to",
    of=r"of(?: the)?",
    first=r"(?!)",
    own_treaty=r"(?:present )?(?:convention|covenant)",
    law=(
        r"(?:(?<![\w-])[\w-]+ ){0,3}?"
        r"(?:code|constitution|act|law|decree|regulation|ordinance|bill|statute|protocol|agreement)\b"
    ),
    named_law=(
        r"(?:\b[A-Z][\w’'-]* ){0,4}\b(?:Code|Constitution|Act|Law|Decree|Regulation|Ordinance|Bill|Statute|Charter|"
        r"Order|Protocol|Agreement|Memorandum|Declaration)s?\b|\b(?:ILO|No\.) Conventions?\b|"
        r"\b(?:Convention|Covenant)s?(?= (?:(?:on|against|for|concerning) (?:the |all )?[A-Z]|[Nn]os?\b|\(No))|"
        r"\b(?:law|act|decree|regulation)s?(?= (?:[Nn]os?\.|\(|\d|art))"
    ),
    asks=(
        r"(?:please|kindly|in the light of|in view of|taking|recalling|with reference|bearing in mind|considering|"
        r"noting|given|the (?:state party|committee)|while)\b"
    ),
    recommends=(
        r"\bcommittee (?:[\w-]+ ){0,4}?(?:recommends|urges|calls (?:up)?on|encourages|requests|invites|reiterates)\b"
    ),
    follow_up=r"implementation of the recommendations?",
    within=r"within ((?:one|two|three|four|five|\d{1,2}) (?:years?|months?))",
    opening=(
        r"(?:in (?:the )?(?:light|view) of [^,]{1,160}, )?(?:please|kindly) (?:also |further |then )?"
        r"(?:provide|describe|indicate|explain|specify|inform the committee|comment|report|clarify|state|elaborate|"
        r"supply|give|outline|update the committee)"
        r"(?: (?:\w+ ){0,2}?(?:information|data|details|statistics|account))?"
        r"(?: (?:on|about|of|whether|with regard to|concerning|to))?(?: the)? "
    ),
    common=frozenset(
        {"the", "of", "and", "to", "in", "on", "for", "please", "provide", "information", "with", "which", "by"}
    ),
)

FRENCH = Language(
    name="French",
    months=(
        *("janvier", "février", "mars", "avril", "mai", "juin"),
        *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
    ),
    list_of_issues=r"listes? (?:de|des) (?:points|questions)",
    concluding_observations=r"observations (?:finales|de conclusion)",
    state=(
        r"rapports? (?:[\w,\- ]+? )?"
        r"(?:soumis par (?:l['’]\s?|la |le |les )?|de l['’]\s?|de la |des |du |de |d['’]\s?)(.+)",
        r"(?:concernant|relatives? à) (?:l['’]\s?|la |le |les )?(.+)",
    ),
    committee=r"comité\b",
    section=r"(?:section|partie|chapitre|annexe|première partie|deuxième partie|troisième partie)",
    article=r"art(?:icle)?s?\b\.?",
    paragraph=r"(?:paragraphe|par|para)s?\b\.?",
    letter=r"(?:alinéa|al)s?\b\.?",
    and_=r"(?:et|ainsi que)",
    to=r"(?:à|au)",
    of=r"(?:de la|du|des|de l['’]\s?|de)",
    first=r"(?:premier|1er|1 er)",
    own_treaty=r"(?:présente? )?(?:convention|pacte)",
    law=r"(?:code|constitution|loi|décret|ordonnance|arrêté|règlement|statut|protocole|accord)\b",
    named_law=(
        r"\b(?:Code|Constitution|Loi|Décret|Ordonnance|Arrêté|Règlement|Statut|Charte|Protocole|Accord|Déclaration)s?\b|"
        r"\b(?:code|loi|décret|ordonnance|arrêté|règlement)s?(?= (?:n[o°º]|pénal|civil|du travail|du \d|relative?|\())|"
        r"\bConvention(?= (?:relative|sur|contre|internationale|n[o°º]|de l['’]OIT))"
    ),
    asks=(
        r"(?:veuillez|donner|indiquer|décrire|fournir|préciser|exposer|compte tenu|eu égard|expliquer|rendre compte|"
        r"commenter|informer|l['’]\s?état partie|le comité|au vu|à la lumière|tout en|étant donné)\b"
    ),
    recommends=(r"\bcomité (?:[\w-]+ ){0,4}?(?:recommande|engage|exhorte|invite|encourage|demande|prie|réitère)\b"),
    follow_up=r"(?:suite donnée aux recommandations|(?:mise en œuvre|application) des recommandations)",
    within=r"dans (?:un délai de|les) ((?:un|deux|trois|quatre|cinq|\d{1,2}) (?:ans?|mois))",
    opening=(
        r"(?:(?:compte tenu|eu égard|à la lumière|au vu) [^,]{1,160}, )?(?:veuillez )?(?:également |aussi )?"
        r"(?:donner|indiquer|décrire|fournir|préciser|exposer|expliquer|commenter|rendre compte)"
        r"(?: (?:\w+ ){0,2}?(?:renseignements|informations|données|précisions|détails|statistiques))?"
        r"(?: \w+)??(?: (?:sur|concernant|quant à|de|si))?(?: (?:les?|la) | l['’]\s?| )"
    ),
    common=frozenset(
        {"le", "la", "les", "des", "et", "du", "sur", "dans", "pour", "une", "en", "donner", "renseignements", "que"}
    ),
)

SPANISH = Language(
    name="Spanish",
    months=(
        *("enero", "febrero", "marzo", "abril", "mayo", "junio"),
        *("julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
    ),
    list_of_issues=r"listas? de (?:cuestiones|preguntas)",
    concluding_observations=r"observaciones finales",
    state=(
        r"informes? (?:[\w,\- ]{1,120}? )?"
        r"(?:presentados? por |de la |de los |de las |del |de )(?:la |el |los )?(.+)",
        r"(?:relativas? a|relación con|respecto de) (?:la |el |los )?(.+)",
    ),
    committee=r"comité\b",
    section=r"(?:sección|parte|capítulo|anexo|primera parte|segunda parte|tercera parte)",
    article=r"(?:art[íi]culo|art)s?\b\.?",
    paragraph=r"(?:p[áa]rrafo|p[áa]rr|p[áa]r)s?\b\.?",
    letter=r"(?:apartado|apdo|inciso|letra)s?\b\.?",
    and_=r"(?:y|e|así como)",
    to=r"(?:a|al)",
    of=r"(?:de la|del|de los|de las|de)",
    first=r"(?:primero)",
    own_treaty=r"(?:presente )?(?:convención|convenio|pacto)",
    law=r"(?:código|constitución|ley|decreto|reglamento|estatuto|protocolo|acuerdo)\b",
    named_law=(
        r"\b(?:Código|Constitución|Ley|Decreto|Reglamento|Estatuto|Carta|Protocolo|Acuerdo|Declaración|Ordenanza)s?\b|"
        r"\b(?:ley|código|decreto|reglamento)(?:es|s)?(?= (?:n[°º]|núm|penal|civil|\d|\())|"
        r"\b(?:Convención|Convenio|Pacto)(?= (?:sobre|contra|internacional|núm|de la OIT))"
    ),
    asks=(
        r"(?:sírvanse|sírvase|rogamos|se ruega|proporcion\w+|facilit\w+|indiqu\w+|describ\w+|expli\w+|a la luz|"
        r"teniendo en cuenta|en vista|habida cuenta|tengan|informen|el estado parte|el comité|si bien)\b"
    ),
    recommends=(r"\bcomité (?:[\w-]+ ){0,4}?(?:recomienda|insta|exhorta|invita|alienta|solicita|pide|reitera)\b"),
    follow_up=r"(?:aplicación|cumplimiento) de las recomendaciones",
    within=r"en (?:el|un) plazo de ((?:un|dos|tres|cuatro|cinco|\d{1,2}) (?:años?|meses))",
    opening=(
        r"(?:(?:a la luz|teniendo en cuenta|en vista|habida cuenta) [^,]{1,160}, )?"
        r"(?:sírvanse|sírvase|rogamos|se ruega)?"
        r"\s?(?:también |asimismo )?(?:proporcion\w+|facilit\w+|indi[cq]\w+|describ\w+|explic\w+|present\w+|inform\w+)"
        r"(?: (?:\w+ ){0,2}?(?:información|datos|detalles|estadísticas))?"
        r"(?: \w+)??(?: (?:sobre|acerca de|respecto de|relativa a|de|si))?(?: (?:el|las?|los))? "
    ),
    common=frozenset(
        {
            "el",
            "la",
            "los",
            "las",
            "de",
            "del",
            "y",
            "en",
            "sobre",
            "para",
            "por",
            "una",
            "sírvanse",
            "información",
            "que",
        }
    ),
)

LANGUAGES = (ENGLISH, FRENCH, SPANISH)


def either(field: str) -> str:
    """Return a regular expression for *field* in any of the languages."""
    return "(?:" + "|".join(str(getattr(language, field)) for language in LANGUAGES) + ")"


def language_of(text: str) -> Language:
    """Return the most likely language of *text*."""
    words = re.findall(r"\w+", text.casefold())
    counts = {language.name: sum(word in language.common for word in words) for language in LANGUAGES}
    return max(LANGUAGES, key=lambda language: counts[language.name])
