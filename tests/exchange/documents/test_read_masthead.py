"""What the head of a document says: its symbol, and the State in its title."""

from __future__ import annotations

from pathlib import Path

import pytest

from loipr.exchange.documents.read_masthead import state_of, without_revision, without_title
from support.documents import read


@pytest.mark.parametrize(
    ("title", "state"),
    [
        (
            "List of issues prior to the submission of the third report of the Baker Islands (CMW/C/XYZ/3)*",
            "Baker Islands",
        ),
        ("Concluding observations on the initial report of Examplia as adopted by the Committee in 2012", "Examplia"),
        ("Concluding observations on the third report of Examplia, adopted by the Committee at its ninth", "Examplia"),
        ("Concluding observations on Examplia in the absence of a report", "Examplia"),
        ("Concluding observations in the absence of the second periodic report of Examplia", "Examplia"),
        ("List of issues in relation to the report submitted by Examplia under article 29 (1)", "Examplia"),
        ("List of issues prior to the submission of additional information by Examplia under article 29", "Examplia"),
        ("List of issues in relation to the initial report of Examplia: addendum", "Examplia"),
        ("List of issues on the second report of Bolivia (Plurinational State of)", "Bolivia (Plurinational State of)"),
        ("List of issues on the report of Examplia, United Republic of", "Examplia, United Republic of"),
        ("Liste de points avant la soumission du rapport de l’Exemplie valant rapport initial et deuxième", "Exemplie"),
        ("Liste de points concernant le rapport valant deuxième et troisième rapports de l’Exemplie", "Exemplie"),
        ("Observations finales sur le rapport initial de l’Exemplie, adoptées par le Comité", "Exemplie"),
        ("Observaciones finales sobre el informe inicial de Ejemplia, aprobadas por el Comité", "Ejemplia"),
        ("Lista de cuestiones previa a la presentación de los informes segundo y tercero de Ejemplia", "Ejemplia"),
    ],
)
def test_the_state_ends_where_it_ends(title: str, state: str) -> None:
    assert state_of(title) == state


@pytest.mark.parametrize(
    ("symbol", "without"),
    [
        ("CMW/C/XYZ/CO/1/Add.1", "CMW/C/XYZ/CO/1/Add.1"),
        ("CMW/C/XYZ/QPR/2/Rev.1", "CMW/C/XYZ/QPR/2"),
        ("CMW/C/XYZ/QPR/2/Corr.12", "CMW/C/XYZ/QPR/2"),
        ("CMW/C/XYZ/QPR/2-3/Rev.1/Corr.1", "CMW/C/XYZ/QPR/2-3"),
        ("CMW/C/XYZ/2", "CMW/C/XYZ/2"),
    ],
)
def test_symbols_are_whole(tmp_path: Path, symbol: str, without: str) -> None:
    text = f"{symbol}\n\nDistr.: General\n\n3 May 2019\n\nList of issues on the report of Examplia\n\n1. Kindly bake."
    assert read(tmp_path, "list.txt", text).masthead.symbol == symbol
    assert without_revision(symbol) == without


def test_a_symbol_that_runs_into_the_next_word(tmp_path: Path) -> None:
    text = "CMW/C/XYZ/QPR/2Distr.: General\n\n3 May 2019\n\nList of issues on the report of Examplia\n\n1. Kindly bake."
    assert read(tmp_path, "list.txt", text).masthead.symbol == "CMW/C/XYZ/QPR/2"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("CMW/C/XYZ/QPR/1 Перечень вопросов", "Russian"),
        ("CMW/C/XYZ/QPR/1 在提交报告之前的问题清单在提交报告之前的问题清单", "Chinese"),
        ("CMW/C/XYZ قائمة المسائل المحالة قبل تقديم التقرير", "Arabic"),
        ("ΕΡΩΤΗΣΕΙΣ", "another script"),
    ],
)
def test_a_language_that_is_not_read_is_named(text: str, language: str) -> None:
    assert without_title(text) == (
        f"it is in {language}, or another language that is not read; take the document in English, French or Spanish"
    )
