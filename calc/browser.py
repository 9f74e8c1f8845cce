"""The one door for a web page: a JSON request in, a JSON answer out, never an exception.

Requests, all with `script` ("zh-Hans" or "zh-Hant"):

    {"do": "run", "slug": …, "inputs": {name: text}, "as_of": null or "YYYY-MM-DD",
     "base": the script's root as seen from the page, "../../", "titles": {slug: name}, "file": true on file://,
     "opened": {name: text}, what a link held after its #, if one has been opened}
        → {"state": "done", "result": {…}, "html": "…", "opened": html, "link": {name: text}, "left_out": "…"}
        or {"state": "error", "errors": [{"input": name or null, "code": "…", "message": "…"}], "html": "…", "opened": html}
    {"do": "plan", "procedure": {…}, "answers": {situation: option}, "begun": {limit's id: "YYYY-MM-DD"}, "as_of": …}
        → {"state": "done", "plan": {…}, "html": "…"}
    {"do": "together", "event": {…}, "picked": [matter's id], "answers": {matter's id: {situation: option}},
     "begun": {id of a day that is asked for: "YYYY-MM-DD"}, "as_of": …, "base": …, "file": …}
        → {"state": "done", "together": {…}, "html": "…"}
    {"do": "roster-read" | "roster-rows" | "roster-sum", …}: see `calc.rosters.requests`

Importing this module reads the data, so that a memory snapshot holds it.
"""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from .api import calculators, find
from .engine.answers import Answer
from .engine.calculators import UnknownCalculator, beijing_today
from .engine.calendar import known_years
from .engine.inputs import Input
from .engine.problems import CannotCalculate, Code, InputError, Problem
from .engine.results import canonical
from .engine.scenarios import changes, left_out, link, not_used, of_link
from .engine.texts import N_, SCRIPTS, _, reading
from .rosters import requests as roster_requests
from .show.html import opened_html, plan_html, refusal, result_html
from .show.plan import make_plan
from .show.together import together
from .show.together_html import together_html

Reply = dict[str, Any]
BEGUN = Input("begun", "date", N_("从哪一天算起"), required=False)
AS_OF = Input("as_of", "date", N_("按哪一天的规定算"), required=False)


def handle(request_json: str) -> str:
    """Answer one request. Whatever the text is, the answer is JSON with a `state`."""
    script = "zh-Hans"
    try:
        request = json.loads(request_json, parse_float=str)
        if isinstance(request, Mapping) and request.get("script") in SCRIPTS:
            script = request["script"]
        with reading(script):
            return canonical(_answer(request))
    except CannotCalculate as error:
        refused = error
    except UnknownCalculator as error:
        with reading(script):
            refused = CannotCalculate(
                [Problem(None, Code.UNKNOWN_CALCULATOR, _("没有“{slug}”这个计算器。").format(slug=error))]
            )
    except Exception as error:  # the page must get an answer to show, whatever went wrong
        with reading(script):
            text = _("程序出了错，没有算出结果。您填的内容还在，请再试一次；还是不行，请告诉我们这行字：{error}")
            text = text.format(error=f"{type(error).__name__}: {error}"[:300])
            refused = CannotCalculate([Problem(None, Code.INTERNAL, text)])
    with reading(script):
        return canonical(refusal(refused.as_data()))


def _since(state: Mapping[str, str], result: Answer) -> list[str]:
    """What has changed since a link was made; that it does not say, if so."""
    if not state:
        return []
    old = of_link(state)
    return changes(old, result) if old else [_("链接里没有当时的结果，或者写得不完整，没法比较有没有变。")]


def _answer(request: Any) -> Reply:
    if not isinstance(request, Mapping):
        raise CannotCalculate([Problem(None, Code.BAD_REQUEST, _("请求不对：应当是一个对象。"))])
    if request.get("script") not in (None, *SCRIPTS):
        raise CannotCalculate([Problem(None, Code.BAD_REQUEST, _("请求不对：不认识这种字形。"))])
    as_of = _as_of(str(request.get("as_of") or ""))
    base = str(request.get("base") or "")
    if base.removeprefix("./").replace("../", ""):  # never another scheme or host
        raise CannotCalculate([Problem(None, Code.BAD_REQUEST, _("请求不对：base 只能写 ../ 这样的相对地址。"))])
    ending = "index.html" if request.get("file") else ""
    match request.get("do"):
        case "run":
            inputs, opened = request.get("inputs"), request.get("opened") or {}
            if not isinstance(inputs, Mapping) or not isinstance(opened, Mapping):
                raise CannotCalculate([Problem(None, Code.BAD_REQUEST, _("请求不对：缺少填写的内容。"))])
            calculator = find(str(request.get("slug")))
            state = {str(name): str(value) for name, value in opened.items()}
            says = not_used(calculator.inputs, state, inputs) if state else []
            try:
                result = calculator.run(inputs, as_of)
            except CannotCalculate as error:
                return refusal(error.as_data()) | {"opened": opened_html(says)}
            return {
                "state": "done",
                "result": result,
                "html": result_html(result, base, request.get("titles"), ending),
                "opened": opened_html([*_since(state, result), *says]),
                "link": link(result, as_of),
                "left_out": left_out(calculator.inputs, result),
            }
        case "plan":
            day, begun = as_of or beijing_today(), _begun(request.get("begun") or {})
            plan = make_plan(request["procedure"], request.get("answers") or {}, day, begun)
            return {"state": "done", "plan": plan, "html": plan_html(plan)}
        case "together":
            picked, begun = [str(id) for id in request["picked"]], _begun(request.get("begun") or {})
            made = together(request["event"], picked, request.get("answers") or {}, begun, as_of or beijing_today())
            return {"state": "done", "together": made, "html": together_html(made, base, ending)}
        case "roster-read" | "roster-rows" | "roster-sum":
            return roster_requests.answer(request, base, ending)
    raise CannotCalculate([Problem(None, Code.BAD_REQUEST, _("请求不对：不知道要做什么。"))])


def _begun(typed: Mapping[str, Any]) -> dict[str, date]:
    """The days on which limits began, by their ids; what was left empty is left out. Raises CannotCalculate."""
    begun: dict[str, date] = {}
    problems = []
    for id, text in typed.items():
        try:
            day = BEGUN.parse(str(text))
        except InputError as error:
            problems.append(Problem(f"begun-{id}", error.code, str(error)))
        else:
            if isinstance(day, date):
                begun[str(id)] = day
    if problems:
        raise CannotCalculate(problems)
    return begun


def _as_of(text: str) -> date | None:
    """The day whose rules apply; None for today. Raises CannotCalculate."""
    try:
        day = AS_OF.parse(text)
    except InputError as error:
        raise CannotCalculate([Problem(AS_OF.name, error.code, str(error))]) from None
    assert day is None or isinstance(day, date)
    return day


def warm_up() -> None:
    """Read everything that the first answer needs."""
    known_years()
    calculators()


warm_up()
