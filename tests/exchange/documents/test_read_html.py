"""Lists of issues as web pages of different makers; the texts are invented."""

from pathlib import Path

from support.documents import outline, read


def test_page_that_word_exported(tmp_path: Path) -> None:
    """Numbers in separate spans, notes with links both ways, a masthead in a table, Windows-1252."""
    page = """\
<html xmlns:o="urn:schemas-microsoft-com:office:office">
<head><meta http-equiv=Content-Type content="text/html; charset=windows-1252">
<title>List of issues</title>
<style><!-- p.MsoNormal {margin:0cm} --></style>
<!--[if gte mso 9]><xml><o:OfficeDocumentSettings/></xml><![endif]-->
<script>document.write("1. Please ignore this.")</script>
</head>
<body lang=EN-GB>
<table><tr><td><p class=MsoNormal>United Nations<o:p></o:p></p></td>
<td><p class=MsoNormal>CMW/C/XYZ/QPR/2</p></td></tr>
<tr><td><p>&nbsp;</p></td><td><p>Distr.: General<br>10 January 2025<br>Original: French</p></td></tr></table>
<p class=HChG><b>List of issues prior to submission of the second
periodic report of Examplia</b><a style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1" title=""><span
class=MsoFootnoteReference>[*]</span></a></p>
<p class=H1G><b>A.<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span>General information</b></p>
<p class=SingleTxtG>1.<span style='mso-tab-count:1'>&nbsp;&nbsp;&nbsp;&nbsp; </span>Please describe the la&shy;mps \x96 old
and new<a href="#_ftn2" name="_ftnref2"><sup>[1]</sup></a> \x96 of the harbour, including:</p>
<p class=SingleTxtG>(a)Lamps of oil;</p>
<p class=SingleTxtG>(b)<span>&nbsp; </span>Lamps of gas, under articles 8 to 10.</p>
<p class=H23G><b>Articles 16 (1)&#8211;(4) and 17</b></p>
<p class=SingleTxtG>2.&nbsp;Please indicate how many <del>mills</del><ins>ovens</ins> there are.</p>
<div style='mso-element:footnote-list'><hr>
<div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a href="#_ftnref1" name="_ftn1"
title=""><span>[*]</span></a> Adopted in spring.</p></div>
<div id=ftn2><p><a href="#_ftnref2" name="_ftn2">[1]</a>&nbsp;CMW/C/XYZ/CO/1, para. 9.</p></div>
</div>
</body></html>
"""
    assert (
        outline(read(tmp_path, "list.htm", page.encode("latin-1")))
        == """\
CMW/C/XYZ/QPR/2 | 2025-01-10 | French | General | English | Examplia
List of issues prior to submission of the second periodic report of Examplia | 1
# A. General information
1. Please describe the lamps – old and new – of the harbour, including:
    note: CMW/C/XYZ/CO/1, para. 9.
  (a) Lamps of oil;
  (b) Lamps of gas, under articles 8 to 10. [8–10]
# A. General information > Articles 16 (1)–(4) and 17
2. Please indicate how many ovens there are. [16 (1)–(4) and 17]
? line 21: what is struck through was left out: “mills”
"""
    )


def test_page_of_a_site_with_lists(tmp_path: Path) -> None:
    """Spanish: headings, ordered lists with automatic numbers, a start and Roman numbers; menus around the text."""
    page = """\
<!DOCTYPE html><html lang="es"><head><meta charset="utf-8"><title>Sitio</title></head><body>
<nav hidden><ul><li>Inicio</li></ul></nav>
<div class="symbol">CEDAW/C/XYZ/QPR/6</div><div>Distr. general</div><div>1&ordm; de marzo de 2023</div>
<div>Original: español</div>
<h1>Lista de cuestiones previa a la presentación del sexto informe periódico de Examplia</h1>
<h2>I. Cuestiones generales</h2>
<ol>
<li>Sírvanse facilitar datos sobre los faroles, en particular:
<ol style="list-style-type: lower-alpha"><li>Su número;<li>Su color:
<ol type="i"><li>De día;</li><li>De noche.</li></ol></li></ol></li>
</ol>
<h2>II. Artículos de la Convención</h2>
<h3>Artículo 4, párrafo 2</h3>
<ol start=2><li>Indiquen cuántos molinos hay.<li>Expliquen, a la luz del párrafo 25 a) anterior
(CEDAW/C/XYZ/CO/5, párr. 25 a)), qué muelen.</ol>
</body></html>
"""
    assert (
        outline(read(tmp_path, "lista.html", page, "CEDAW"))
        == """\
CEDAW/C/XYZ/QPR/6 | 2023-03-01 | Spanish | General | Spanish | Examplia
Lista de cuestiones previa a la presentación del sexto informe periódico de Examplia | 0
# I. Cuestiones generales
1. Sírvanse facilitar datos sobre los faroles, en particular:
  (a) Su número;
  (b) Su color:
  (b) (i) De día;
  (b) (ii) De noche.
# II. Artículos de la Convención > Artículo 4, párrafo 2
2. Indiquen cuántos molinos hay. [4 (2)]
3. Expliquen, a la luz del párrafo 25 a) anterior (CEDAW/C/XYZ/CO/5, párr. 25 a)), qué muelen. [4 (2)]
? line 2: hidden text was left out: “Inicio”
"""
    )


def test_plain_page_with_line_breaks(tmp_path: Path) -> None:
    """French: one paragraph, broken lines, raised marks with their notes below, no end tags."""
    page = """\
<body><p>Nations Unies<br>CRC/C/XYZ/QPR/5<br>Distr. générale<br>1er juin 2024<br>Original : anglais
<p>Liste de points établie avant la soumission du cinquième rapport périodique de l’Examplie
<p>Partie I<br><br>
1.Veuillez donner des renseignements sur les lanternes<sup>1</sup> allumées dans les rues, les ports<br>
et les collines, et préciser&nbsp;:<br>
a)leur nombre&nbsp;;<br>
b)la date de leur achat, au 1<sup>er</sup> janvier.<br><br>
Partie II<br><br>
2.Décrire les moulins (art. 28).
<p><sup>1</sup> CRC/C/XYZ/CO/4, par. 3.
</body>
"""
    assert (
        outline(read(tmp_path, "liste.html", page, "CRC"))
        == """\
CRC/C/XYZ/QPR/5 | 2024-06-01 | English | General | French | Examplie
Liste de points établie avant la soumission du cinquième rapport périodique de l’Examplie | 0
# Partie I
1. Veuillez donner des renseignements sur les lanternes allumées dans les rues, les ports et les collines, et préciser :
    note: CRC/C/XYZ/CO/4, par. 3.
  (a) leur nombre ;
  (b) la date de leur achat, au 1er janvier.
# Partie II
2. Décrire les moulins (art. 28). [28]
"""
    )


def test_page_whose_numbers_were_lost(tmp_path: Path) -> None:
    """The UN's own pages lack Word's automatic numbers: paragraphs are counted in their order."""
    page = """\
<p>CMW/C/XYZ/CO/1</p><p>Distr.: General</p><p>3 May 2019</p><p>Original: English</p>
<p>Concluding observations on the initial report of Examplia*</p>
<p>I.Introduction</p>
<p>The Committee looked at the report of Examplia in the rain.</p>
<p>The Committee thanks the delegation for its umbrellas.</p>
<p>II.Principal subjects of concern and recommendations</p>
<p>Mills</p>
<p>The Committee recommends that the State party:</p>
<p>(a)Mend its mills;</p>
<p>(b)Count them.</p>
"""
    found = read(tmp_path, "co.html", page)
    assert found.kind == "concluding observations"
    assert (
        outline(found)
        == """\
CMW/C/XYZ/CO/1 | 2019-05-03 | English | General | English | Examplia
Concluding observations on the initial report of Examplia | 1
# I. Introduction
1. The Committee looked at the report of Examplia in the rain.
2. The Committee thanks the delegation for its umbrellas.
# II. Principal subjects of concern and recommendations > Mills
3. The Committee recommends that the State party:
  (a) Mend its mills;
  (b) Count them.
? line 3: no paragraph has a number in this file; they were counted in their order
"""
    )
