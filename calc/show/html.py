"""Results, errors and plans as HTML, the same at build time and in the browser. Everything that is data is escaped.

Class names begin with `result-` or `plan-`; there are no ids, no inline styles and no scripts.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from html import escape
from typing import Any

from ..engine.answers import (
    Answer,
    ChartShown,
    CitedPlace,
    MilestoneShown,
    ParameterUsed,
    ProblemShown,
    Step,
    TableShown,
    Today,
)
from ..engine.plans import MaterialPlanned, Plan, WindowToday
from ..engine.texts import _, quoted
from ..engine.units import show_day
from .chart import chart_html
from .elements import calendar_link as _calendar_link
from .elements import element as _element
from .elements import fold as _fold
from .elements import items as _list
from .elements import section as _section
from .materials import units
from .plan import VISITS

LISTS = ("needed", "counter", "unknown", "unneeded")
MOST_BARS = 12  # a year of months
FEW_NAMES = 2  # of numbers, for one line
FIGURE = re.compile(r"[-+−]?\d[\d,.]*\D{0,3}(\d+\D{1,3})?")


def result_html(
    result: Answer,
    base: str = "",
    titles: Mapping[str, str] | None = None,
    ending: str = "",
    example: bool = False,
) -> str:
    """A finished calculation: headline, tables, how it was worked out, sources, assumptions, next steps.

    `base` is the script's root as seen from the page ("../../"), `titles` the names of the procedures
    that have a page (None: link all by slug), `ending` what a server would add to an address ("index.html" for pages opened from disk),
    `example` whether the numbers are those of the worked example and not the reader's.
    """
    return _element(
        "div",
        "result result-sheet" if result["milestones"] else "result",
        _element("p", "result-headline", escape(result["headline"])),
        _today(result["today"], base, ending),
        _element("p", f"result-confidence result-confidence-{result['confidence']}", escape(result["confidence_text"])),
        _line(result["milestones"]),
        *(_element("p", "result-caution", escape(text)) for text in result["cautions"]),
        *(_element("p", "result-explanation", escape(text)) for text in result["explanations"]),
        _unverified(result["parameters"]),
        *map(_chart, result["charts"]),
        *map(_table, result["tables"]),
        _calendar_link(result["calendar"], result["calculator"].replace("/", "-") + ".ics"),
        _fold("result-trace", _("计算过程"), _nodes(result["trace"])) if result["trace"] else "",
        _fold("result-sources", _("依据和出处"), _list(map(_parameter, result["parameters"])))
        if result["parameters"]
        else "",
        _section(
            "result-inputs",
            _("示例填写的内容") if example else _("您填写的内容"),
            _pairs((item["label"], item["text"]) for item in result["inputs"]),
        ),
        _section("result-assumptions", _("计算时这样假定"), _list(map(escape, result["assumptions"]))),
        _section("result-not-covered", _("没有算进去的"), _list(map(escape, result["not_covered"]))),
        _section(
            "result-next",
            _("接下来办什么"),
            _list(_links(result["next_steps"], base, titles, ending)),
        ),
        _fold("result-receipt", _("回执"), _element("p", "result-receipt-text", escape(_receipt(result)))),
    )


def _today(today: Today | None, base: str, ending: str) -> str:
    """What holds today, above the numbers of an old guide: the procedures, each with its answer, and the calculators."""
    if today is None:
        return ""
    links = [
        f'<a href="{escape(base)}{folder}/{escape(each["slug"])}/{ending}">{escape(each["name"])}</a>'
        + (_element("span", "result-note", escape(each["summary"])) if each["summary"] else "")
        for folder, named in (("guides", today["procedures"]), ("calculators", today["calculators"]))
        for each in named
    ]
    stopped = " result-stopped" if today["stopped"] else ""
    text = _element("p", "result-today-text", escape(today["text"]))
    return _section(f"result-today{stopped}", _("现在的规定"), text + _list(links))


def refusal(problems: Sequence[ProblemShown]) -> dict[str, Any]:
    """The answer to a page whose request allows no result: what is wrong, as data and as HTML."""
    return {"state": "error", "errors": problems, "html": errors_html(problems)}


def errors_html(problems: Sequence[ProblemShown], controls: str = "calc-") -> str:
    """What is wrong, each linked to its control, whose id is `controls` followed by the input's name."""
    items = (
        f'<a href="#{escape(controls + problem["input"])}">{escape(problem["message"])}</a>'
        if problem["input"]
        else escape(problem["message"])
        for problem in problems
    )
    heading = _("还算不出来，有{n}处要改").format(n=len(problems))
    return _element("div", "result-errors", _element("p", "result-headline", escape(heading)), _list(items))


def tables_html(tables: Sequence[TableShown]) -> str:
    """Tables by themselves: what is wrong with the rows of a roster that has no result yet."""
    return _element("div", "result", *map(_table, tables)) if tables else ""


def opened_html(says: Sequence[str]) -> str:
    """What there is to say of a link that has been opened: what is different now, what was not used."""
    return _section("result-opened", _("打开了存下的链接"), _list(map(escape, says)))


def plan_html(plan: Plan) -> str:
    """My plan: can I do this, by when, can I go on that day, what to bring, when the answer is due, what to write down."""
    age = "".join(_element("p", "plan-age", escape(text)) for text in plan["age"])
    if plan["stops"]:
        stops = (_element("p", "plan-stop", escape(stop["text"])) for stop in plan["stops"])
        return _element("div", "plan", *stops, age)
    own = [escape(limit["text"]) for limit in plan["time_limits"] if limit["binds"] == "applicant"]
    theirs = [escape(limit["text"]) for limit in plan["time_limits"] if limit["binds"] != "applicant"]
    now = [*([plan["visit"]] if plan["visit"] else []), *(each for each in plan["windows"] if each["act"] in VISITS)]
    later = [each for each in plan["windows"] if each["act"] not in VISITS]
    unsure = [material for material in plan["unknown"] if material["unsure"]]
    unanswered = [material for material in plan["unknown"] if not material["unsure"]]
    dates = [f"{escape(show_day(date.fromisoformat(each['day'])))}　{escape(each['what'])}" for each in plan["dates"]]
    return _element(
        "div",
        "plan",
        age,
        _section("plan-deadlines", _("最晚哪天办"), _list(own)),
        _section(
            "plan-visit", _("{day}能不能去").format(day=show_day(date.fromisoformat(plan["today"]))), _windows(now)
        ),
        _section("plan-needed", _("要带的材料"), _materials(plan["needed"])),
        _section("plan-counter", _("到窗口填"), _materials(plan["counter"])),
        _element("p", "plan-totals", escape(plan["totals"]["text"])) if any(map(plan.get, LISTS)) else "",
        _section("plan-unsure", _("先问清楚要不要的"), _materials(unsure)),
        _section("plan-unknown", _("回答问题以后才知道要不要的"), _materials(unanswered)),
        _section("plan-unneeded", _("按您的回答不用带的"), _materials(plan["unneeded"])),
        _section("plan-limits", _("什么时候有结果"), _list(theirs)),
        _section("plan-later", _("以后还要去的"), _windows(later)),
        _section("plan-dates", _("记下这几天"), _list(dates)),
        _calendar_link(plan["calendar"], "plan.ics"),
        _section("plan-notes", _("说明"), _list(map(escape, plan["notes"]))),
    )


def _windows(windows: Iterable[WindowToday]) -> str:
    return "".join(
        _element("p", f"plan-window plan-window-{window['state']}", escape(window["text"])) for window in windows
    )


def _unverified(parameters: Sequence[ParameterUsed]) -> str:
    """Names the numbers that nobody has compared with the document itself: said in the open, not only in the sources.

    Of many it says how many they are, and names them on demand.
    """
    names = dict.fromkeys(quoted(entry["name"]) for entry in parameters if entry["status"] == "secondary")
    if not names:
        return ""
    if len(names) > FEW_NAMES:
        text = _("用到的{n}个标准是二手资料转引，没有与文件原文核对，办理前请再问一次。").format(n=len(names))
        return _fold("result-caution", text, _list(map(escape, names)))
    text = _("{names}：二手资料转引，没有与文件原文核对，办理前请再问一次。").format(names=_("、").join(names))
    return _element("p", "result-caution", escape(text))


def _chart(chart: ChartShown) -> str:
    """A chart as long as a loan stands folded: what follows it would be out of sight."""
    drawn = chart_html(chart)
    return drawn if len(chart["bars"]) <= MOST_BARS else _fold("result-chart-fold", chart["caption"], drawn)


def _line(points: Sequence[MilestoneShown]) -> str:
    """The line of life: a list in order of time, drawn as a line with a dot for each point."""
    items = (
        _element("span", "result-when", escape(point["when"]))
        + _element("strong", "result-label", escape(point["title"]))
        + (_element("span", "result-note", escape(point["text"])) if point["text"] else "")
        for point in points
    )
    return '<ol class="result-line">' + "".join(f"<li>{item}</li>" for item in items) + "</ol>" if points else ""


def _materials(papers: Iterable[MaterialPlanned]) -> str:
    return _list(map(_unit, units(papers)))


def _unit(papers: Sequence[MaterialPlanned]) -> str:
    """One paper, or the alternatives of which one will do."""
    if len(papers) == 1:
        return _paper(papers[0])
    words = _("下面{n}样，有一样就行").format(n=len(papers))
    return f'<span class="plan-any">{escape(words)}</span>' + _list(map(_paper, papers))


def _paper(paper: MaterialPlanned) -> str:
    details = (paper["now"], paper["count"], paper["reason"], paper["note"])
    mark = f" <strong>{escape(paper['mark'])}</strong>" if paper["mark"] else ""
    return f'<span class="plan-material">{escape(paper["name"])}</span>{mark}' + "".join(
        f' <span class="plan-detail">{escape(text)}</span>' for text in details if text
    )


def _nodes(nodes: Sequence[Step]) -> str:
    return '<ol class="result-steps">' + "".join(map(_node, nodes)) + "</ol>"


def _node(node: Step) -> str:
    parts = [_element("span", "result-label", escape(node["label"]))]
    if node["formula"]:
        parts.append(_element("span", "result-formula", escape(node["formula"])))
    if node["text"]:
        parts.append(_element("strong", "result-value", escape(node["text"])))
    if node["rounding"]:
        parts.append(_element("span", "result-rounding", escape(node["rounding"]["text"])))
    parts += [_element("span", "result-note", escape(text)) for text in (node["note"],) if text]
    parts += [_element("span", "result-source", _citation(source)) for source in node["sources"]]
    state = {True: " result-met", False: " result-unmet", None: ""}[node["met"]]
    bound = f" result-{node['bound']}" if node["bound"] else ""
    inner = _nodes(node["children"]) if node["children"] else ""
    return _element("li", f"result-step{state}{bound}", *parts, inner)


def _parameter(entry: ParameterUsed) -> str:
    facts = [
        (_("适用时间"), entry["period"]),
        (_("核对情况"), entry["status_text"]),
        *([(_("核对日期"), entry["verified_on"])] if entry["verified_on"] else []),
        *([(_("说明"), entry["note"])] if entry["note"] else []),
    ]
    return (
        _element("span", "result-label", escape(entry["name"]))
        + "".join(_element("span", "result-source", _citation(source)) for source in entry["sources"])
        + "".join(
            _element("span", f"result-fact result-status-{entry['status']}", escape(f"{name}：{text}"))
            for name, text in facts
        )
    )


def _citation(source: CitedPlace) -> str:
    title = escape(source["title"])
    if source["url"].startswith(("https://", "http://")):
        title = f'<a href="{escape(source["url"])}" rel="external noreferrer">{title}</a>'
    return title + (f" {escape(source['place'])}" if source["place"] else "")


def _table(table: TableShown) -> str:
    words = " result-table-words" if table.get("words") else ""
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in table["header"])
    rows = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>' + "".join(map(_cell, row[1:])) + "</tr>" for row in table["rows"]
    )
    shown = (
        f'<div class="result-table-frame"><table class="result-table{words}"><caption>{escape(table["caption"])}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )
    return _fold("result-table-fold", table["caption"], shown) if table.get("folded") else shown


def _cell(text: str) -> str:
    """Figures stand in a column of figures; words run on over several lines."""
    return f'<td class="result-figure">{escape(text)}</td>' if FIGURE.fullmatch(text) else f"<td>{escape(text)}</td>"


def _links(slugs: Iterable[str], base: str, titles: Mapping[str, str] | None, ending: str) -> Iterator[str]:
    for slug in slugs:
        if titles is None or slug in titles:
            name = slug if titles is None else titles[slug]
            yield f'<a href="{escape(base)}guides/{escape(slug)}/{ending}">{escape(name)}</a>'


def _receipt(result: Answer) -> str:
    receipt = result["receipt"]
    text = _("回执：{slug}，程序版本{version}，数据{data}，结果{code}").format(
        slug=receipt["calculator"], version=receipt["version"], data=receipt["data"][:12], code=receipt["result"][:12]
    )
    return text + (_("，计算日期{date}").format(date=receipt["as_of"]) if receipt["as_of"] else "")


def _pairs(pairs: Iterable[tuple[str, str]]) -> str:
    inner = "".join(f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>" for name, text in pairs)
    return f"<dl>{inner}</dl>" if inner else ""
