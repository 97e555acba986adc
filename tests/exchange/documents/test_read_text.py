"""Lists of issues as plain text of different makers; the texts are invented."""

from pathlib import Path

from loipr.exchange.documents.understand import walk
from support.documents import outline, read


def test_pages_of_a_pdf(tmp_path: Path) -> None:
    """Columns in the masthead, broken lines, headers and footers within sentences, notes at the foot of pages."""
    text = """\
United Nations                                                 CMW/C/XYZ/QPR/2
                                                               Distr.: General
International Convention on the Protection of                  10 January 2025
the Rights of All Migrant Workers and Members
of Their Families                                              Original: English



Committee on the Protection of the Rights of All
Migrant Workers and Members of Their Families

           List of issues prior to submission of the second
           periodic report of Examplia*

           Section I
       A.  General information
1.     Please describe the lanterns that are lit in the harbour and on the hills of the
State party,1 with the exception of those named in the previous text (see para. 25
(a) and (b) of CMW/C/XYZ/CO/1), including:
       (a)     Lanterns of oil, and who fills them when the wind comes from the north-
east;
       (b)     Lanterns of gas, namely:
               (i)    Those on the quay;

* Adopted by the Committee in spring.
1 CMW/C/XYZ/CO/1, para. 9.

GE.25-00345 (E)   100125
*2500345*
\fCMW/C/XYZ/QPR/2

               (ii)   Those in the hills.
       B.  Information relating to the articles of the Convention
       1.  General principles
           Articles 1 (1) and 7
2.     Please indicate how many ovens there are, how old they are and what is baked

2                                                                   GE.25-00345
\f                                                            CMW/C/XYZ/QPR/2

in them, in accordance with Law No.
18 of 2017.
3.     With reference to article 8 of the Convention, please explain the bridges.
       2.  Part III of the Convention
           Articles 8–15
4.     Please describe the mills.

GE.25-00345                                                                   3
"""
    assert (
        outline(read(tmp_path, "list.txt", text))
        == """\
CMW/C/XYZ/QPR/2 | 2025-01-10 | English | General | English | Examplia
List of issues prior to submission of the second periodic report of Examplia | 1
# Section I > A. General information
1. Please describe the lanterns that are lit in the harbour and on the hills of the State party, with the exception of those named in the previous text (see para. 25 (a) and (b) of CMW/C/XYZ/CO/1), including:
    note: CMW/C/XYZ/CO/1, para. 9.
  (a) Lanterns of oil, and who fills them when the wind comes from the north-east;
  (b) Lanterns of gas, namely:
  (b) (i) Those on the quay;
  (b) (ii) Those in the hills.
# Section I > B. Information relating to the articles of the Convention > 1. General principles > Articles 1 (1) and 7
2. Please indicate how many ovens there are, how old they are and what is baked in them, in accordance with Law No. 18 of 2017. [1 (1) and 7]
3. With reference to article 8 of the Convention, please explain the bridges. [1 (1), 7 and 8]
# Section I > B. Information relating to the articles of the Convention > 2. Part III of the Convention > Articles 8–15
4. Please describe the mills. [8–15]
"""
    )


def test_copied_from_a_page(tmp_path: Path) -> None:
    """Spanish: one line for each paragraph, numbers without a space after them, Windows-1252."""
    text = """\
Naciones Unidas
CAT/C/XYZ/QPR/3
Distr. general
5 de diciembre de 2022
Español
Original: inglés
Lista de cuestiones previa a la presentación del tercer informe periódico de Examplia*
Artículos 1 y 4
1.Sírvanse indicar si los faroles del puerto se encienden cada noche y quién los enciende, teniendo en cuenta lo que se dijo en las observaciones anteriores (párr. 8 a)), y expliquen en particular lo siguiente:
a)El número de faroles encendidos en cada calle, cada plaza y cada muelle desde el último informe;
b)Los que se apagaron.
Artículo 2
2.Describan los molinos que existen en los valles y las medidas adoptadas para que giren con el viento y sin él.
3.Indiquen los hornos.
"""
    assert (
        outline(read(tmp_path, "lista.txt", text.encode("cp1252"), "CAT"))
        == """\
CAT/C/XYZ/QPR/3 | 2022-12-05 | English | General | Spanish | Examplia
Lista de cuestiones previa a la presentación del tercer informe periódico de Examplia | 1
# Artículos 1 y 4
1. Sírvanse indicar si los faroles del puerto se encienden cada noche y quién los enciende, teniendo en cuenta lo que se dijo en las observaciones anteriores (párr. 8 a)), y expliquen en particular lo siguiente: [1 and 4]
  (a) El número de faroles encendidos en cada calle, cada plaza y cada muelle desde el último informe;
  (b) Los que se apagaron.
# Artículo 2
2. Describan los molinos que existen en los valles y las medidas adoptadas para que giren con el viento y sin él. [2]
3. Indiquen los hornos. [2]
? the file: it is not in UTF-8; it was read as Windows-1252 (Western European): look at accents and quotation marks
"""
    )


def test_with_tabs_in_utf_16(tmp_path: Path) -> None:
    """French: tabs after the numbers, blank lines between paragraphs, several demands in one letter."""
    text = """\
Nations Unies\tE/C.12/XYZ/QPR/4

Distr. générale\t12 août 2021

Original : français

Liste de points établie avant la soumission du quatrième rapport périodique de l'Examplie

I.\tQuestions d'intérêt général

1.\tDonner des renseignements sur :

a)\tLes lanternes. Préciser qui les allume. Dire aussi quand elles s'éteignent ;

b)\tLes fours (art. 11 et 12, par. 1).

II.\tArticles 6 à 8

2.\tVeuillez décrire les moulins.
"""
    assert (
        outline(read(tmp_path, "liste.txt", text.encode("utf-16"), "ICESCR"))
        == """\
E/C.12/XYZ/QPR/4 | 2021-08-12 | French | General | French | Examplie
Liste de points établie avant la soumission du quatrième rapport périodique de l'Examplie | 0
# I. Questions d'intérêt général
1. Donner des renseignements sur :
  (a) Les lanternes. Préciser qui les allume. Dire aussi quand elles s'éteignent ;
  (b) Les fours (art. 11 et 12, par. 1). [11 and 12 (1)]
# II. Articles 6 à 8
2. Veuillez décrire les moulins. [6–8]
"""
    )


def test_the_roman_one_and_the_ninth_letter(tmp_path: Path) -> None:
    """Both are written (i): the label before it, or after it, shows which one it is."""
    letters = "".join(f"({letter}) Lanterns {letter};\n\n" for letter in "abcdefg")
    head = "CMW/C/XYZ/QPR/2\n\n10 January 2025\n\nList of issues in relation to the report of Examplia\n\n"
    question = f"1. Please describe:\n\n{letters}"
    for end, expected in (
        ("(h) Ovens:\n\n(i) Of stone;\n\n(i) Mills.", ["(h)", "(h) (i)", "(i)"]),
        ("(h) Ovens, such as\n\n(i) Of stone;\n\n(ii) Of brick.", ["(h)", "(h) (i)", "(h) (ii)"]),
        ("(h) Ovens;\n\n(i) Mills:\n\n(i) Of stone;\n\n(j) Bridges.", ["(h)", "(i)", "(i) (i)", "(j)"]),
    ):
        [section] = read(tmp_path, "list.txt", head + question + end).sections
        assert [label for label, _ in walk(section.paragraphs[0])][7:] == expected


def test_words_that_are_divided_at_the_end_of_a_line(tmp_path: Path) -> None:
    """What the document or the dictionary has as one word is joined; what may be two words is a doubt."""
    head = "CMW/C/XYZ/QPR/2\n\n10 January 2025\n\nList of issues in relation to the report of Examplia\n\n"
    text = (
        "1. Please describe the lanterns, the recruit-\nment of those who light them, the harbour\u00ad\nmaster of the "
        "north-\neast, the quay-\nguards, and the under-\ntaking of all.\n\n2. Please describe the quayguards, the "
        "mill-\nkeepers, the self-\nemployed, the well-known and the well-\nknown, Gombo-\nKinshasa, and pre-\nand post-departure training.\n"
    )
    document = read(tmp_path, "list.txt", head + text)
    assert [one.text for one in document.sections[0].paragraphs] == [
        "Please describe the lanterns, the recruitment of those who light them, the harbourmaster of the north-east, "
        "the quayguards, and the under-taking of all.",
        "Please describe the quayguards, the mill-keepers, the self-employed, the well-known and the well-known, "
        "Gombo-Kinshasa, and pre- and post-departure training.",
    ]
    assert [str(doubt) for doubt in document.doubts] == [
        "line 11: “under-taking” is divided at the end of the line, and was read with its hyphen; it may be "
        "“undertaking”",
    ]
