"""From what a document says under its labels to the fields of a draft; papers are read in `papers`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from scripts.data.elements import ELEMENTS
from scripts.importing import grammar, prose
from scripts.importing.draft import Draft
from scripts.importing.items import Entry, Item, placeholder
from scripts.importing.labels import channels, label, nothing
from scripts.importing.outline import Span, numbered
from scripts.importing.papers import materials

PICTURE = re.compile(r"见?附图|流程图|见图|略")
COMMUNITY = re.compile(r"到[^。；]{0,20}(村|社区)[^。；]{0,8}(申请|办理|提出)")
AT_THE_COUNTER = re.compile(r"(?:线下|现场|窗口)(?:办理)?[：:]\s*(?P<where>[^；;。，,]{2,40})")
TO_APPLY = re.compile(rf"{grammar.AMOUNT}\s*(日|天|个月|年)内(?!作出|办结|完成).{{0,24}}(申请|申领|申报|办)")
NAMES_WAY = re.compile(r"(?:[（(]?\d+[.．、）)]|[①-⑳])?\s*[^，。；：:]{0,12}(?:[：:]|办理$|办$)")  # 「1.窗口办理：…」
SHORTEST_STEP = 8  # characters of a step told under 「怎么办」
APPLIES = re.compile("提出|提交|递交|申请|申报|填报|填写|办理|认证")
OF_THE_OFFICE = re.compile(
    "[^，]{0,4}(?:窗口|大厅|中心)[^，到]{0,4}(?:受理|审核|核对|办理)"
)  # does it, and is no way to file
ONLINE = re.compile(r"^(?:网上|线上|网办|手机|在线)(?:办理)?[：:]\s*")
AT_COUNTER = re.compile(r"^(?:窗口|线下|现场|柜台)(?:办理)?[：:]\s*")
LONGEST_AUDIENCE = 8  # characters: 「企业退休人员」
STEP_WORDS = re.compile(r"申请|受理|初审|审核|审批|复核|审查|决定|送达")


def draft(item: Item) -> Draft:
    """The draft of one procedure of the document."""
    made = Draft(item.name)
    made.put("name", item.name.text, item.name)
    made.found["draft"] = made.found["name"]
    _to_the_community(made, item.entries)
    for entry in item.entries:
        name = entry.label.field
        if name == "skip" and entry.label.detail == prose.ASKED:
            continue  # the answer to a question that nobody understood
        if name == "skip":
            for line in entry.lines:
                made.use(line, "不需要的项目")
        elif name == "materials" and any("→" in line.text for line in entry.lines):
            _steps(made, entry)  # 「手续」 may be either
        elif placeholder(entry) or (
            name == "steps" and entry.lines and all(PICTURE.search(line.text) for line in entry.lines)
        ):
            for line in entry.lines:
                made.use(line, "资料写的是没有")
        else:
            READERS[name](made, entry)
    _everywhere(made, item.entries)
    _ways_in_steps(made, item.entries)
    _gaps(made, item)
    return made


def _conditions(made: Draft, entry: Entry) -> None:
    for line in entry.lines:
        for part in grammar.list_items(line.text):
            words = numbered(part)[1].strip(" ；;。")
            if label(words) or re.fullmatch(r"[^，。；：:]{2,10}[：:]", words):
                made.use(line, "conditions")  # 「房屋类：」 above its own list
            elif words:
                made.put(f"{made.next('conditions')}.text", words, line, part)


def _authority(made: Draft, entry: Entry) -> None:
    for line in entry.lines:
        words = numbered(line.text)[1]
        if "authority" not in made.fields:
            made.put("authority", words, line)
        else:
            made.use(line, "authority")
            made.decide["authority"] = f"资料还写了：{words}"


def _summary(made: Draft, entry: Entry) -> None:
    for line in entry.lines:
        made.use(line, "summary")
    made.decide["summary"] = "资料的话：" + "".join(line.text for line in entry.lines)


def _audience(made: Draft, entry: Entry) -> None:
    """Whom it is for; more than a word or two is a condition."""
    if any(len(line.text) > LONGEST_AUDIENCE for line in entry.lines):
        _conditions(made, entry)
        return
    for line in entry.lines:
        made.use(line, "audience")
    made.decide["audience"] = "资料的话：" + "".join(line.text for line in entry.lines)


def _limits(made: Draft, entry: Entry) -> None:
    for line in entry.lines:
        bare = bool(entry.unit) and bool(re.fullmatch(r"\d+", line.text))
        text = f"{line.text}{entry.unit}" if bare else line.text
        found = [*grammar.limits(text, under=entry.label.detail, labelled=True)]
        for limit in found:
            _limit(made, replace(limit, quote=line.text) if bare else limit, line)
        if not found and not nothing(line.text):
            made.decide.setdefault("time_limits", f"没有读懂：{line.text}")


def _limit(made: Draft, limit: grammar.Limit, line: Span) -> None:
    same = (limit.within, limit.meaning, limit.kind or "资料所载")
    for each in made.fields.get("time_limits", []):
        if (each["within"], each.get("meaning", "办结"), each.get("kind", "资料所载")) == same:
            return
    path = made.next("time_limits")
    made.put(f"{path}.within", limit.within, line, limit.quote)
    if limit.meaning != "办结":
        made.put(f"{path}.meaning", limit.meaning, line, limit.quote)
    if limit.kind:
        made.put(f"{path}.kind", limit.kind, line, limit.quote)
    words = numbered(limit.quote)[1].strip(" ；;。，,")
    if len(words) > len(limit.within) and not re.fullmatch(r"[\d一-十]+个?(工作日|日|天|月|年)内?|即时\S{0,2}", words):
        made.put(f"{path}.label", words, line, limit.quote)


def _channels(made: Draft, entry: Entry) -> None:
    """Ways to file; some documents tell the steps under this label."""
    process = [line for line in entry.lines if STEP_WORDS.match(numbered(line.text)[1])]
    listed = len(entry.lines) > 1 and all(len(line.text) >= SHORTEST_STEP for line in entry.lines)
    named = [line for line in entry.lines if NAMES_WAY.match(line.text) or grammar.ADDRESS.search(line.text)]
    silent = [line for line in entry.lines if not channels(line.text)]
    if len(process) > 1 or (listed and not named and silent):
        _steps(made, entry)
        return
    for line in entry.lines:
        names = channels(line.text) if not re.search("自动办理|只跑一次|一次不跑", line.text) else []
        if grammar.ADDRESS.search(line.text) and "网上办理" not in names:
            names.append("网上办理")
        for name in names:
            path = _channel(made, name, line)
            if name == "网上办理" and (address := grammar.ADDRESS.search(line.text)):
                made.put(f"{path}.url", address[0], line)
        if where := AT_THE_COUNTER.search(line.text) or prose.WHERE.search(line.text):
            _place(made, where["where"], line)
        _contact_numbers(made, line) if names else made.use(line, "channels")
        if not names:
            made.decide.setdefault("channels", f"没有读懂：{line.text}")


def _channel(made: Draft, name: str, line: Span, quote: str = "") -> str:
    for number, each in enumerate(made.fields.get("channels", [])):
        if each["kind"] == name:
            return f"channels.{number}"
    path = made.next("channels")
    made.put(f"{path}.kind", name, line, quote)
    return path


def _contact_numbers(made: Draft, line: Span) -> None:
    for phone in grammar.phones(line.text):
        path = _consult(made, line)
        _phone(made, path, phone, line)


def _counter(made: Draft, line: Span) -> str:
    """The channel that a place or hours hang on: the counter, which the place itself implies."""
    for number, each in enumerate(made.fields.get("channels", [])):
        if each["kind"] in ("窗口办理", "银行办理", "社区办理"):
            return f"channels.{number}"
    if made.fields.get("channels"):
        return "channels.0"
    path = _channel(made, "窗口办理", line)
    made.decide[path] = "资料写了地点或时间，没有写办理方式：是不是到窗口办？"
    return path


def _places(made: Draft, entry: Entry) -> None:
    for line in entry.lines:
        if entry.label.detail == "hours" and (hours := prose.HOURS.search(line.text)):
            _hours(made, Entry(entry.label, (line.cut(hours[0]),)))
            line = line.cut(line.text[: hours.start()].strip(" ，,；;。"))
            if not line.text:
                continue
        if ONLINE.match(line.text):
            path = _channel(made, "网上办理", line)
            if address := grammar.ADDRESS.search(line.text):
                made.put(f"{path}.url", address[0], line)
            continue
        if AT_COUNTER.match(line.text):
            _channel(made, "窗口办理", line)
            line = line.cut(AT_COUNTER.sub("", line.text))
        words, _comma, other = numbered(line.text)[1].strip(" ；;。").partition("，也可")
        there = [found["where"] for found in prose.WHERE.finditer(line.text)] if "办" in line.text else []
        for place in there or [words]:
            _place(made, place, line)
        for name in channels(other):
            _channel(made, name, line, other)


def _place(made: Draft, words: str, line: Span) -> None:
    path = _counter(made, line)
    held = made.fields["channels"][int(path.split(".")[1])].get("place")
    if words not in (held or ""):
        made.put(f"{path}.place", f"{held}；{words}" if held else words, line, words)


def _hours(made: Draft, entry: Entry) -> None:
    for line in entry.lines:
        path = _counter(made, line)
        words = numbered(line.text)[1].strip(" ；;。")
        held = made.fields["channels"][int(path.split(".")[1])].get("hours")
        made.put(f"{path}.hours", f"{held}；{words}" if held else words, line)


def _consult(made: Draft, line: Span) -> str:
    if "consult" in made.fields:
        return "consult.0"
    made.put("consult.0.name", "咨询", line)
    return "consult.0"


def _phone(made: Draft, path: str, phone: str, line: Span) -> None:
    held = _at(made.fields, path).get("phones", [])
    if phone not in held:
        made.put(f"{path}.phones.{len(held)}", phone, line)


def _at(value: Any, path: str) -> Any:
    for key in path.split("."):
        value = value[int(key)] if isinstance(value, list) else value[key]
    return value


def _contacts(name: str, called: str) -> Callable[[Draft, Entry], None]:
    def read(made: Draft, entry: Entry) -> None:
        for line in entry.lines:
            address = grammar.ADDRESS.search(line.text)
            numbers = grammar.phones(line.text)
            against = [] if name == "complaint" else [*_against(line.text)]
            if grammar.MOBILE.search(line.text):
                made.use(line, name)
                made.decide[name] = "资料写了手机号码，是个人的，没有写进草稿"
            if not numbers and not address:
                if not nothing(line.text):
                    made.use(line, name)
                    made.decide.setdefault(name, f"没有电话：{line.text}")
                continue
            _dial(made, name, called, [each for each in numbers if each not in against], line)
            _dial(made, "complaint", "监督投诉", against, line)
            if address:
                made.put(f"{name}.0.name", called, line)
                made.put(f"{name}.0.url", address[0], line)
            if name in made.fields and (hours := prose.HOURS.search(line.text)):
                made.put(f"{name}.0.hours", re.sub("(接听|办理|受理)$", "", hours[0].strip("，。；")), line, hours[0])

    return read


def _against(text: str) -> Iterator[str]:
    """The numbers in a text about questions by which one complains: 「…，投诉请打…」."""
    for clause in re.split("[，；。]", text):
        if re.search("投诉|举报|监督", clause):
            yield from grammar.phones(clause)


def _dial(made: Draft, name: str, called: str, numbers: Sequence[str], line: Span) -> None:
    if numbers and name not in made.fields:
        made.put(f"{name}.0.name", called, line)
    for phone in numbers:
        _phone(made, f"{name}.0", phone, line)


def _fees(made: Draft, entry: Entry) -> None:
    for line in entry.lines:
        found = grammar.fee(line.text)
        made.use(line, "fees")
        if found is None:
            made.decide.setdefault("fees", f"没有读懂：{line.text}")
            continue
        item, amount = found
        path = made.next("fees")
        made.put(f"{path}.item", item or "办理", line)
        made.put(f"{path}.amount", f"{amount.normalize():f}", line)


def _steps(made: Draft, entry: Entry) -> None:
    for row in entry.rows:
        stage, action = row["stage"], row["action"]
        made.put(f"{made.next('steps')}.action", f"{stage.text}：{action.text.strip(' 。')}", action)
        made.use(stage, "steps")
    before: Span | None = None
    for line in entry.lines:
        goes_on = before and before.place == line.place and numbered(before.text)[0] and not numbered(line.text)[0]
        before = line if not goes_on else before
        if goes_on and made.fields.get("steps"):  # the next sentence of the same step
            path = f"steps.{len(made.fields['steps']) - 1}.action"
            held = made.fields["steps"][-1]["action"]
            made.put(path, f"{held}。{line.text.strip(' 。')}", line, f"{held}。{line.text}")
            continue
        if PICTURE.search(line.text) and len(line.text) < 12:
            made.use(line, "steps")
            made.decide.setdefault("steps", f"流程是图，没有读：{line.text}")
            continue
        if entry.label.detail == prose.ASKED and re.search("可以?到|都可以?|也可以?", line.text):
            made.use(line, "steps")  # which ways there are, no step
            continue
        for part in grammar.list_items(line.text):
            if re.fullmatch(r"[^，。；：:]{2,10}[：:]", part):
                made.use(line, "steps")
                continue
            for words in grammar.steps(part):
                made.put(f"{made.next('steps')}.action", words.strip(" 。"), line, part)


def _results(made: Draft, entry: Entry) -> None:
    for line in entry.lines:
        words = numbered(line.text)[1].strip(" ；;。")
        whole = re.fullmatch(r"《([^《》]+)》", words)
        made.put(f"{made.next('results')}.name", whole[1] if whole else words, line)


def _delivery(made: Draft, entry: Entry) -> None:
    for line in entry.lines:
        words = numbered(line.text)[1].strip(" ；;。")
        if "results" not in made.fields:
            made.fields["results"] = [{}]
            made.decide["results.0"] = "资料只写了怎么送达，没有写结果叫什么：请补 name"
        if "delivery" in made.fields["results"][0]:
            made.use(line, "results")
            made.decide["results.0.delivery"] = f"资料还写了：{words}"
        else:
            made.put("results.0.delivery", words, line)


def _basis(made: Draft, entry: Entry) -> None:
    for row in entry.rows:
        path, number = made.next("basis"), row.get("number")
        name = row["law"].text.strip("《》")
        made.put(f"{path}.law", f"《{name}》（{number.text}）" if number else f"《{name}》", row["law"])
        if number:
            made.use(number, "basis")
        if "article" in row and (article := grammar.ARTICLE.search(row["article"].text)):
            made.put(f"{path}.article", article[0], row["article"])
    for line in entry.lines:
        found = grammar.laws(line.text)
        for law in found:
            if {"law": law.name} | ({"article": law.article} if law.article else {}) in made.fields.get("basis", []):
                continue
            path = made.next("basis")
            made.put(f"{path}.law", law.name, line, law.quote)
            if law.article:
                made.put(f"{path}.article", law.article, line, law.quote)
        if not found:
            made.decide.setdefault("basis", f"没有认出法规名称：{line.text}")


def _notes(made: Draft, entry: Entry) -> None:
    """Remarks may hold a limit for the applicant; whatever else they say waits for a person."""
    for line in entry.lines:
        for limit in grammar.limits(line.text, labelled=False):
            _limit(made, limit, line)
        if re.search("内申请|内申领|内申报|内办理|内提出", line.text):
            for limit in grammar.limits(line.text, labelled=True):
                if limit.within != "immediate":
                    _limit(made, grammar.Limit(limit.within, "申请", limit.kind, limit.quote), line)


def _to_the_community(made: Draft, entries: Sequence[Entry]) -> None:
    """Some documents say only in passing that one applies in the village or the neighbourhood."""
    ways = [line for entry in entries if entry.label.field == "channels" for line in entry.lines]
    if any(channels(line.text) and not STEP_WORDS.match(numbered(line.text)[1]) for line in ways):
        return
    for entry in entries:
        if entry.label.field in ("materials", "steps", "channels"):
            for line in entry.lines:
                if COMMUNITY.search(line.text):
                    _channel(made, "社区办理", line)
                    return


def _everywhere(made: Draft, entries: Iterable[Entry]) -> None:
    """What binds the applicant may stand anywhere: 「…之日起60日内，带下列资料到所在村、社区申请」."""
    for entry in entries:
        if entry.label.field not in ("materials", "steps", "conditions", "channels", "places", "hours"):
            continue
        for line in entry.lines:
            parts = grammar.list_items(line.text)
            for part in grammar.ARROWS.split(line.text) if "→" in line.text else parts:
                for limit in grammar.limits(part, labelled=True):
                    if limit.within == "immediate":
                        continue
                    to_apply = TO_APPLY.search(limit.quote)
                    if to_apply or (entry.label.field == "steps" and re.search(r"\d+\s*(日|天|个月)内到", limit.quote)):
                        _limit(made, grammar.Limit(limit.within, "申请", limit.kind, limit.quote.strip()), line)


def _ways_in_steps(made: Draft, entries: Iterable[Entry]) -> None:
    """Where nothing else tells how to file, the steps may: 「申请人到窗口或者在网上提出申请」."""
    implied = [n for n in range(len(made.fields.get("channels", []))) if f"channels.{n}" in made.decide]
    if len(implied) < len(made.fields.get("channels", [])):
        return
    for line in (line for entry in entries if entry.label.field in ("steps", "channels") for line in entry.lines):
        for part in re.split("[；;。→]", line.text):
            if not APPLIES.search(part) or OF_THE_OFFICE.match(part):
                continue
            for name in channels(part):
                if implied:  # the place that was told hangs on it
                    made.fields["channels"][implied[0]]["kind"] = name
                    made.decide.pop(f"channels.{implied.pop()}")
                else:
                    _channel(made, name, line, part.strip())


def _gaps(made: Draft, item: Item) -> None:
    """Elements of the public list that the document leaves out; not where something of it was not understood."""
    has = {
        "办理材料": "materials" in made.fields,
        "办理方式": any(f"channels.{n}" not in made.decide for n in range(len(made.fields.get("channels", [])))),
        "办理时限": "time_limits" in made.fields,
        "办理流程": "steps" in made.fields,
        "结果送达": "results" in made.fields,
        "收费": "fees" in made.fields,
        "办事时间": any(
            each.get("hours") for each in (*made.fields.get("channels", []), *made.fields.get("consult", []))
        ),
        "办理机构及地点": "authority" in made.fields
        or any(each.get("place") for each in made.fields.get("channels", [])),
        "咨询电话": "consult" in made.fields,
        "监督投诉渠道": "complaint" in made.fields,
        "政策依据": "basis" in made.fields,
    }
    assert {*has} == {*ELEMENTS}
    unread = {"time_limits": "办理时限", "fees": "收费", "basis": "政策依据"}
    doubtful = {element for name, element in unread.items() if name in made.decide}
    gaps = [element for element, there in has.items() if not there and element not in doubtful]
    if gaps:
        made.fields["gaps"] = gaps


READERS: dict[str, Callable[[Draft, Entry], None]] = {
    "summary": _summary,
    "authority": _authority,
    "places": _places,
    "conditions": _conditions,
    "audience": _audience,
    "materials": materials,
    "time_limits": _limits,
    "channels": _channels,
    "hours": _hours,
    "consult": _contacts("consult", "咨询"),
    "complaint": _contacts("complaint", "监督投诉"),
    "fees": _fees,
    "steps": _steps,
    "results": _results,
    "delivery": _delivery,
    "basis": _basis,
    "notes": _notes,
}
