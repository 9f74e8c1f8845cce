"""Charts of a result as HTML 条形图: horizontal bars, one to a row, that keep their words readable on any screen."""

from collections.abc import Sequence
from decimal import Decimal
from html import escape

from ..engine.answers import ChartShown
from ..engine.texts import _
from ..engine.units import show

CHART_WIDTH = 1000  # units of the drawing, not of the page


def chart_html(chart: ChartShown) -> str:
    """Bars drawn to one scale, each amount written beside its bar; to a screen reader one picture, named in words."""
    amounts = [[Decimal(amount) for amount in bar["amounts"]] for bar in chart["bars"]]
    longest = max(map(sum, amounts), default=Decimal(0)) or Decimal(1)
    texts = chart.get("texts") or [_("，").join(_series(chart["series"], parts)) for parts in amounts]
    rows = [(bar["label"], parts, text) for bar, parts, text in zip(chart["bars"], amounts, texts, strict=True)]
    spoken = _("；").join(f"{label}：{text}" for label, _parts, text in rows)
    bars = "".join(
        f'<span class="result-bar-label">{escape(label)}</span>'
        f'<span class="result-bar-text">{escape(text)}</span>{_bar(parts, longest)}'
        for label, parts, text in rows
    )
    return (
        f'<figure class="result-chart"><figcaption>{escape(chart["caption"])}</figcaption>'
        f"{_legend(chart['series'])}"
        f'<div class="result-bars" role="img" aria-label="{escape(chart["caption"] + _("：") + spoken)}">{bars}</div></figure>'
    )


def _legend(names: Sequence[str]) -> str:
    """Which part is whose; what a single series is, the caption says."""
    if len(names) == 1:
        return ""
    items = "".join(f'<li class="result-series-{number}">{escape(name)}</li>' for number, name in enumerate(names))
    return f'<ul class="result-legend" aria-hidden="true">{items}</ul>'


def _series(names: Sequence[str], parts: Sequence[Decimal]) -> list[str]:
    """The parts of a bar in words; with one series the amount is enough."""
    if len(names) == 1:
        return [show(parts[0], "yuan")]
    return [f"{name}{show(part, 'yuan')}" for name, part in zip(names, parts, strict=True)]


def _bar(parts: Sequence[Decimal], longest: Decimal) -> str:
    # The drawing stretches to the width of the page; the words stand outside it and keep their size.
    start, rectangles = Decimal(0), ""
    for number, part in enumerate(parts):
        width = (part * CHART_WIDTH / longest).quantize(Decimal("0.1"))
        rectangles += f'<rect class="result-series-{number}" x="{start}" width="{width}" height="10"/>'
        start += width
    return f'<svg class="result-bar" viewBox="0 0 {CHART_WIDTH} 10" preserveAspectRatio="none" aria-hidden="true">{rectangles}</svg>'
