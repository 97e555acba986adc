"""Lists of issues as Word files of different makers; the texts are invented."""

from pathlib import Path

from support.documents import level, note_mark, outline, para, read, run, table, word

HEAD = "".join(
    para(text)
    for text in ("United Nations\tCMW/C/XYZ/QPR/2", "Distr.: General", "10 January 2025", "Original: English")
)


def test_automatic_numbering(tmp_path: Path) -> None:
    """Numbers are counted: levels, a list that continues after a heading, another first number, a style with a list."""
    numbering = (
        '<w:abstractNum w:abstractNumId="0">'
        + level(0, "decimal", "%1.", more='<w:pStyle w:val="Question"/>')
        + level(1, "lowerLetter", "(%2)")
        + level(2, "lowerRoman", "(%3)")
        + "</w:abstractNum>"
        '<w:abstractNum w:abstractNumId="1">' + level(0, "upperLetter", "%1.") + "</w:abstractNum>"
        '<w:abstractNum w:abstractNumId="2">' + level(0, "lowerLetter", "(%1)") + "</w:abstractNum>"
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>'
        '<w:num w:numId="4"><w:abstractNumId w:val="2"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    styles = (
        '<w:style w:type="paragraph" w:styleId="Question"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Narrow"><w:basedOn w:val="Question"/></w:style>'
    )
    body = (
        HEAD
        + para("List of issues prior to submission of the second periodic report of Examplia*")
        + para("Section I")
        + para("General information", list_=2)
        + para("Please describe the lanterns in use, and:", style="Question")
        + para("Who lights them;", list_=1, level=1)
        + para("Where they hang, namely:", list_=1, level=1)
        + para("On the quay;", list_=1, level=2)
        + para("In the hills.", list_=1, level=2)
        + para("Articles of the Convention", list_=2)
        + para("Articles 8 and 9")
        + para("Kindly explain the ovens, with:", style="Narrow")
        + para("Their number;", list_=3)
        + para("Their age.", list_=3)
        + para("Please report on the bridges, as article 33 (1) (a) of the Convention asks:", style="Narrow")
        + para("Of wood;", list_=4)
        + para("Of stone.", list_=4)
    )
    found = read(tmp_path, "list.docx", word(body, {"numbering": numbering, "styles": styles}))
    assert (
        outline(found)
        == """\
CMW/C/XYZ/QPR/2 | 2025-01-10 | English | General | English | Examplia
List of issues prior to submission of the second periodic report of Examplia | 1
# Section I > A. General information
1. Please describe the lanterns in use, and:
  (a) Who lights them;
  (b) Where they hang, namely:
  (b) (i) On the quay;
  (b) (ii) In the hills.
# Section I > B. Articles of the Convention > Articles 8 and 9
2. Kindly explain the ovens, with: [8 and 9]
  (a) Their number;
  (b) Their age.
3. Please report on the bridges, as article 33 (1) (a) of the Convention asks: [8, 9 and 33 (1) (a)]
  (a) Of wood;
  (b) Of stone.
"""
    )


def test_typed_numbers_that_run_into_the_words(tmp_path: Path) -> None:
    """French, with everything typed, hard blanks, soft hyphens, and lines broken by hand."""
    body = "".join(
        para(text)
        for text in (
            "Nations\u00a0Unies CCPR/C/XYZ/QPR/431\u00a0mars 2024",
            "FRANÇAISOriginal\u00a0: ANGLAIS",
            "Distr. générale",
            "Liste de points établie avant la soumission du quatrième rapport périodique de l\u2019Examplie*",
            "*\u00a0\u00a0Adoptée par le Comité à sa session de printemps.",
            "A.Renseignements d\u2019ordre général",
            "1.Veuillez donner des renseignements sur les lan\u00adternes\net sur les personnes qui les allument\u00a0:",
            "a)Leur nombre\u00a0;",
            "b)Leur âge, eu égard au paragraphe 25\u00a0a) des observations précédentes (CCPR/C/XYZ/CO/3, par.\u00a025\u00a0a))\u00a0;",
            "c)Les endroits\u00a0:",
            "i)Sur le quai\u00a0;",
            "ii)Dans les collines.",
            "B.Renseignements relatifs aux articles du Pacte",
            "Fours et moulins (art. 2, par. 1, et 26)",
            "2.Indiquer, au regard de l\u2019article 14 (par. 1 à 3), combien de fours sont en service.",
            "Moulins",
            "3.Décrire les moulins visés à l\u2019article 293 du Code pénal et à l\u2019article premier du Pacte.",
        )
    )
    assert (
        outline(read(tmp_path, "liste.docx", word(body), "ICCPR"))
        == """\
CCPR/C/XYZ/QPR/4 | 2024-03-31 | English | General | French | Examplie
Liste de points établie avant la soumission du quatrième rapport périodique de l’Examplie | 1
# A. Renseignements d’ordre général
1. Veuillez donner des renseignements sur les lanternes et sur les personnes qui les allument :
  (a) Leur nombre ;
  (b) Leur âge, eu égard au paragraphe 25 a) des observations précédentes (CCPR/C/XYZ/CO/3, par. 25 a)) ;
  (c) Les endroits :
  (c) (i) Sur le quai ;
  (c) (ii) Dans les collines.
# B. Renseignements relatifs aux articles du Pacte > Fours et moulins (art. 2, par. 1, et 26)
2. Indiquer, au regard de l’article 14 (par. 1 à 3), combien de fours sont en service. [2 (1), 26 and 14 (1)–(3)]
# B. Renseignements relatifs aux articles du Pacte > Moulins
3. Décrire les moulins visés à l’article 293 du Code pénal et à l’article premier du Pacte. [1]
? paragraph 1 of the file: “CCPR/C/XYZ/QPR/431 mars 2024” was read as CCPR/C/XYZ/QPR/4 and 2024-03-31; look whether it is
"""
    )


def test_tables_text_boxes_tracked_changes_and_footnotes(tmp_path: Path) -> None:
    """Spanish: a masthead in a table and a text box, insertions and deletions, notes, hidden text."""
    box = (
        "<w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>"
        + para("Distr. general")
        + "</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>"
        + para("Distr. general")
        + "</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    deleted_end = '<w:rPr><w:del w:id="9"/></w:rPr>'
    body = (
        table(
            (para("Naciones Unidas"), para("CRPD/C/XYZ/QPR/2-3")),
            (para(run("Convención") + box), para("10 de enero de 2025") + para("Español\nOriginal: inglés")),
        )
        + para(
            run("Lista de cuestiones previa a la presentación de los informes periódicos segundo y tercero combinados ")
            + run("de Examplia")
            + note_mark(1)
        )
        + para("A.\tPropósito y obligaciones generales (arts. 1 a 4)")
        + para(
            run("1.\tSírvanse describir ")
            + f'<w:del w:id="1"><w:r><w:delText>los molinos</w:delText></w:r></w:del><w:ins w:id="2">{run("los faroles")}</w:ins>'
            + run(" del puerto")
            + note_mark(2)
            + run(", en particular:")
        )
        + para("a)\tLos de madera;", more=deleted_end)
        + para(" y los de hierro;")
        + para('<w:del w:id="3"><w:r><w:delText>b) Otros;</w:delText></w:r></w:del>')
        + para(run("b)\tLos de piedra, de acuerdo con el artículo 33, párrafo 2.") + run("oculto", "<w:vanish/>"))
        + para("Igualdad y no discriminación (art. 5)")
        + para("2.\tIndiquen cuántos hornos hay (véase el artículo 4, párrafo 1, apartado a)).")
    )
    notes = (
        '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        f'<w:footnote w:id="1">{para("* Aprobada por el Comité.")}</w:footnote>'
        f'<w:footnote w:id="2">{para(" CRPD/C/XYZ/CO/1, párr. 12.")}</w:footnote>'
    )
    found = read(tmp_path, "lista.docx", word(body, {"footnotes": notes}), "CRPD")
    assert (
        outline(found)
        == """\
CRPD/C/XYZ/QPR/2-3 | 2025-01-10 | English | General | Spanish | Examplia
Lista de cuestiones previa a la presentación de los informes periódicos segundo y tercero combinados de Examplia | 1
# A. Propósito y obligaciones generales (arts. 1 a 4)
1. Sírvanse describir los faroles del puerto, en particular: [1–4]
    note: CRPD/C/XYZ/CO/1, párr. 12.
  (a) Los de madera; y los de hierro;
  (b) Los de piedra, de acuerdo con el artículo 33, párrafo 2. [33 (2)]
# A. Propósito y obligaciones generales (arts. 1 a 4) > Igualdad y no discriminación (art. 5)
2. Indiquen cuántos hornos hay (véase el artículo 4, párrafo 1, apartado a)). [1–4, 5 and 4 (1) (a)]
? paragraph 13 of the file: hidden text was left out: “oculto”
? the document: it has tracked changes (1 insertion and 3 deletions); it was read as if all were accepted
"""
    )


def test_what_is_not_clear_is_told_with_its_place(tmp_path: Path) -> None:
    body = HEAD + "".join(
        para(text)
        for text in (
            "List of issues prior to reporting in relation to Examplia",
            "A note of the secretariat says something here.",
            "A. General information",
            "1. Please describe the mills: (a) of wind; (b) of water; and (c) of both.",
            "2. Please describe the ovens.",
            "They were built long ago.",
            "4. Please describe the roads:",
            "(a) Of sand;",
            "Those of clay too;",
            "(c) Of stone, under article 16 (99).",
        )
    )
    assert (
        outline(read(tmp_path, "list.docx", word(body)))
        == """\
CMW/C/XYZ/QPR/2 | 2025-01-10 | English | General | English | Examplia
List of issues prior to reporting in relation to Examplia | 0
# A. General information
1. Please describe the mills:
  (a) of wind;
  (b) of water; and
  (c) of both.
2. Please describe the ovens. / They were built long ago.
4. Please describe the roads:
  (a) Of sand; / Those of clay too;
  (c) Of stone, under article 16 (99).
? paragraph 6 of the file: a text without a number before the first paragraph below a heading was left out: “A note of the secretariat says something here.”
? paragraph 11 of the file: paragraph 4 comes after 2
? paragraph 13 of the file: “Those of clay too;” has no number; it was put to the item before it, (a)
? paragraph 14 of the file: item (c) comes after (a): letters are missing or out of order
? paragraph 8 of the file: paragraph 1 has a to c within its text; they were taken as items
? paragraph 14 of the file: “article 16 (99)” names what there is not: article 16 has no paragraph 99 (it has 1 to 9); did you mean 16 (9)?
"""
    )


RAISED = '<w:vertAlign w:val="superscript"/>'
OPENING = ["CMW/C/XYZ/QPR/2", "10 January 2025", "Original: English", "List of issues on the second report of Examplia"]


def test_notes_that_were_typed(tmp_path: Path) -> None:
    """A raised number and a line below the text, with no footnote of Word's; a raised number without such a line."""
    body = "".join(para(text) for text in OPENING) + (
        para(run("1. Please describe the lanterns") + run("1", RAISED) + run(" of the harbour."))
        + para(run("2. Please count the ovens of 20 m") + run("2", RAISED) + run("."))
        + para("_______")
        + para("1 See the earlier report.")
    )
    assert (
        outline(read(tmp_path, "list.docx", word(body)))
        == """\
CMW/C/XYZ/QPR/2 | 2025-01-10 | English |  | English | Examplia
List of issues on the second report of Examplia | 0
# 
1. Please describe the lanterns of the harbour.
    note: See the earlier report.
2. Please count the ovens of 20 m.
? paragraph 6 of the file: the raised 2 was taken for the mark of a note, and left out: there is no such note
"""
    )


def test_notes_that_were_typed_on_a_page(tmp_path: Path) -> None:
    page = "".join(f"<p>{text}</p>" for text in OPENING) + (
        "<p>1. Please describe the lanterns<sup>1</sup> of the harbour.</p><p>_____</p><p>1 See the earlier report.</p>"
    )
    document = read(tmp_path, "list.html", page)
    [section] = document.sections
    assert [(one.text, one.notes) for one in section.paragraphs] == [
        ("Please describe the lanterns of the harbour.", ["See the earlier report."])
    ]
    assert document.doubts == ()
