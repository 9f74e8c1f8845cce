from decimal import Decimal
from html import unescape
from html.parser import HTMLParser

import calc
from calc.show.chart import CHART_WIDTH
from calc.show.html import result_html


class Drawing(HTMLParser):
    """The bars of the first chart: for each, the widths of its parts; and what a screen reader says."""

    def __init__(self, html):
        super().__init__()
        self.bars, self.spoken = [], ""
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "svg":
            self.bars.append([])
        elif tag == "rect":
            self.bars[-1].append((Decimal(attributes["x"]), Decimal(attributes["width"])))
        elif attributes.get("role") == "img":
            self.spoken = unescape(attributes["aria-label"])


def test_bars_are_as_long_as_their_amounts_and_lie_end_to_end():
    result = calc.run("wuhan/contribution-calc", {"base": 5000})
    drawing = Drawing(result_html(result))
    (chart,) = result["charts"]
    pension, *_rest, unemployment = drawing.bars
    assert chart["bars"][0]["label"] == "养老保险"
    assert chart["bars"][0]["amounts"] == ["1000.00", "400.00"]
    # 1400 is the longest: 1000/1400 and 400/1400 of the width; 150 of unemployment insurance 150/1400.
    assert pension == [(Decimal("0"), Decimal("714.3")), (Decimal("714.3"), Decimal("285.7"))]
    assert sum(width for _x, width in unemployment) == Decimal("107.1")
    assert all(x + width <= CHART_WIDTH + 1 for bar in drawing.bars for x, width in bar)


def test_a_chart_is_one_picture_in_words_and_a_table_holds_the_same_amounts():
    result = calc.run("zhangjiagang/contribution-2005", {"wage": 1508})
    assert "养老保险：单位271.44元，个人120.64元；" in Drawing(result_html(result)).spoken
    cells = {cell for table in result["tables"] for row in table["rows"] for cell in row}
    for bar in result["charts"][0]["bars"]:
        for amount in bar["amounts"]:
            assert amount == "0" or f"{Decimal(amount):,.2f}元" in cells
