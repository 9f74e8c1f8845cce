"""Characters of which a PDF tells only the radical that looks like them: 「⼀」 is 「一」, 「⺠」 is 「民」.

A font may draw both with one glyph, and a program that prints then writes down the wrong one. The Kangxi radicals (U+2F00–2FD5)
have their characters in Unicode; those of the supplement are given here, as far as they are characters of their own.
"""

from __future__ import annotations

import unicodedata

SUPPLEMENT = (
    "⺁厂⺌小⺎兀⺒巳⺓幺⺟母⺠民⺢水⺪疋⺫目⺬示⺮竹⺶羊⺻聿⺼肉⺽臼⻁虎⻂衣⻃西⻄西⻅见⻆角⻉贝⻊足⻋车⻑长⻓长⻔门⻗雨⻘青"
    "⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻬齐⻮齿⻰龙⻳龟"
)
RADICALS = (
    {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
    | {ord(radical): character for radical, character in zip(SUPPLEMENT[::2], SUPPLEMENT[1::2], strict=True)}
    | {ord("⼾"): "户", ord("⾧"): "长", ord("―"): "—"}  # as fonts for Simplified Chinese draw them
)
