"""Pieces of text that, when repeated, may make a program slow: what it searches for, and similar texts."""

#: Words, numbers, marks and markup.
PIECES = tuple(
    """2019 |2019|1|1,|1.|1,000 |1 |a|a |ab |A|A.|A. |I|IV, |(|(a)| (a)|(a|(1)| |-| - |–|--|---|/|a/|/a|1/|'|"|“|”|’
    |a’|<|<!--|<a |<script |</style>|[|]|[a]|{|}|{a}|{a}`|`|``|:|::|:::|,|, |;|; |and | and|to |1 to |1 or 2, |January
    |1 January |1, 2 January |article |article 1 |articles 1, 2|para. |paragraphs 1 and |no. |law no. 1 |aged 1 |hotline
    |call a|+1|+1 |1:|1:2|12.30|pukul |group of 1 |ke-1|one |twenty-|twenty-one hundred |satu puluh |Rp|US$|million
    |1 million |%|1%|per cent |1 per cent |some |about |No. |. |a. |.|..|…|?|!|=|@|+|;=|x;|\\|\\url{|{{|&|&#|&#x|*|**|_
    |# |> |- |1. |CMW/C/|A/1/|iz|ise|isation|as of |early |to |H1|Q1|2019-|2019-01-|2019 to |accept |accept: |a:|a: b
    |see |see para. |pp. |at p. |Annex |Section I. |é|А|中|_x000A_|[^|^|~|$|€|"a",|""|;a;|a-|a.b|@a{|'a'|"a" |a=|a = b
    |the |, and |days |1 day """.replace("\n    ", "").split("|")
)
PIECES += ("|", "| a ", "\n", "\t", "\u00a0", "\ufffc", "\r\n", "\n\n", "\n ", " \n")
