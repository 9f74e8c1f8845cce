"""How one does it: the ways to file with their places and hours, and the steps; some documents tell one under the name of the other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from scripts.importing import grammar, prose
from scripts.importing.contacts import contact_numbers
from scripts.importing.deeds import TOLD, done
from scripts.importing.draft import Draft
from scripts.importing.items import OFFICE, Entry
from scripts.importing.labels import channels
from scripts.importing.limits import time_limit
from scripts.importing.outline import Span, numbered

PICTURE = re.compile(r"见?附图|流程图|见图|略")
COMMUNITY = re.compile(r"到[^。；]{0,20}(村|社区)[^。；]{0,8}(申请|办理|提出)")
AT_THE_COUNTER = re.compile(r"(?:线下|现场|窗口)(?:办|办理|申领|申请|申报|提交)?[：:]\s*(?P<where>[^；;。，,]{2,40})")
NAMES_WAY = re.compile(
    r"(?:[（(]?\d+[.．、）)]|[①-⑳])?\s*(?:[^，。；：:]{0,12}(?:[：:]|办理$|办$)|[^，。；：:]{2,8}。$)"
)  # 「1.窗口办理：…」
LONGEST_REST = 10  # characters behind the hours
LONGEST_WAY = 30  # characters of a line that names a way to file; a longer one tells what is done
CHOICE = re.compile("可以?|或者?|也|[；;：:]|https?://")
LONGEST_ENTRANCE = 60
SHORTEST_STEP, SHORTEST_OF_MANY, LEAST_TURNS = 8, 6, 3  # characters of a step told under 「怎么办」; of so many lines
APPLIES = re.compile("提出|提交|递交|申请|申报|填报|填写|办理|认证")
OF_THE_OFFICE = re.compile(
    "[^，]{0,4}(?:窗口|大厅|中心)[^，到]{0,4}(?:受理|审核|核对|办理)"
)  # does it, and is no way to file
DAYS_ONLY = re.compile("\\d月\\d{1,2}日?[^，。；]{0,6}[至到—-]")  # 「5月6日至6月30日」
CLOCK = re.compile("\\d[:：点时]|[上下]午|周[一二三四五六日]|星期|工作日|节假日")
POST_CODE = re.compile(r"[；，、\s]*邮(?:政)?编(?:码)?[：:]?\s*\d{6}")
ONLINE = re.compile(r"^(?:网上|线上|网办|手机|在线)(?:办理)?[：:]\s*")
AT_COUNTER = re.compile(r"^(?:窗口|线下|现场|柜台)(?:办理)?[：:]\s*")
WAYS_ONLY = re.compile(
    "(?:(?:窗口|现场|邮寄|网上|线上|电话|自助|手机)(?:办理)?[、和或都可以能均也行。]*){2,}"
)  # 「窗口、邮寄都可以」
ALSO_THERE = re.compile("也(?:能|可以?|行)")
SITE = re.compile(
    "(?:[一-鿿]{2,12})?(?:网上|线上|掌上|手机)(?:[一-鿿]{0,8})(?:大厅|平台|APP|系统)?|[一-鿿]{2,16}(?:政务服务网|网厅|小程序|公众号)"
)
ACTS = re.compile(
    "[月日天年之以的](?:前|后|内)(?:[一二两三\\d]+个?[月日天])?[，,]?(?:应当?|须|需要?|由[^，]{2,8})?(?:向|到|持|携带?)"
)  # 「达到退休年龄的前一个月向窗口…」
COUNTER = re.compile("窗口|柜台")  # where one files, whatever ways are told
NOWHERE = {"网上办理", "电话办理"}  # ways to file that have no place
ENTRANCE = re.compile("入口|网址|登录|点开|填报|申报|申请|办理")
WHOLE = re.compile("(?:上面|以上|上述|整个|全部|全程|总共)")
STAGE, LONGEST_STAGE = re.compile("[一-鿿]{2,6}"), 8
STEP_WORDS = re.compile(r"申请|受理|初审|审核|审批|复核|审查|决定|送达")


def steps(made: Draft, entry: Entry) -> None:
    for row in entry.rows:
        stage, action = row["stage"], row["action"]
        made.put(f"{made.next('steps')}.action", f"{stage.text}：{action.text.strip(' 。')}", action)
        made.use(stage, "steps")
    before: Span | None = None
    for line in _with_stages(entry.lines):
        line = line.cut(grammar.PERSONAL.sub("", line.text)) if grammar.MOBILE.search(line.text) else line
        goes_on = before and before.place == line.place and numbered(before.text)[0] and not numbered(line.text)[0]
        before = line if not goes_on else before
        if goes_on and made.fields.get("steps"):  # the next sentence of the same step
            path = f"steps.{len(made.fields['steps']) - 1}.action"
            held = made.fields["steps"][-1]["action"]
            made.put(path, f"{held}。{line.text.strip(' 。')}", line, f"{held}。{line.text}")
            continue
        if grammar.ADDRESS.search(line.text) and ENTRANCE.search(line.text) and len(line.text) < LONGEST_ENTRANCE:
            entrance(made, line)
            if not (numbered(line.text)[0] and done(line.text)):
                continue
        if WHOLE.match(line.text) and (limits := [*grammar.limits(line.text, labelled=True)]):
            for limit in limits:
                time_limit(made, limit, line)
            continue
        if PICTURE.search(line.text) and len(line.text) < 12:
            made.use(line, "steps")
            made.decide.setdefault("steps", f"流程是图，没有读：{line.text}")
            continue
        if entry.label.detail == prose.ASKED and re.search("可以?到|都可以?|也可以?", line.text):
            made.use(line, "steps")  # which ways there are, no step
            continue
        if entry.label.detail == TOLD:
            made.decide.setdefault("steps", "资料没有单列流程，这几步取自叙述的句子：请核对先后，拆开、改短")
            for words in line.text.split("→"):
                made.put(f"{made.next('steps')}.action", words.strip(" 。；，,"), line, words.strip())
            continue
        for part in grammar.list_items(line.text):
            if re.fullmatch(r"[^，。；：:]{2,10}[：:]", part):
                made.use(line, "steps")
                continue
            for words in grammar.steps(part):
                if any(each["action"] == words.strip(" 。") for each in made.fields.get("steps", [])):
                    made.use(line, "steps")
                    continue
                made.put(f"{made.next('steps')}.action", words.strip(" 。"), line, part)


def _with_stages(lines: Sequence[Span]) -> Iterator[Span]:
    """The lines, each with the word above it that only names the stage: 「受理」 above what is done there."""
    stage = ""
    for line, following in zip_longest(lines, lines[1:]):
        if (
            following
            and following.whole is not line.whole
            and STAGE.fullmatch(numbered(line.text)[1])
            and numbered(following.text)[0] != "step"
            and len(following.text) > LONGEST_STAGE
        ):
            stage = numbered(line.text)[1]
            continue
        yield line.cut(f"{stage}：{line.text}") if stage else line
        stage = ""


def filing(made: Draft, entry: Entry) -> None:
    """Ways to file; some documents tell the steps under this label."""
    process = [line for line in entry.lines if STEP_WORDS.match(numbered(line.text)[1])]
    shortest = SHORTEST_STEP if len(entry.lines) < LEAST_TURNS else SHORTEST_OF_MANY
    listed = len(entry.lines) > 1 and all(len(line.text) >= shortest for line in entry.lines)
    named = [line for line in entry.lines if NAMES_WAY.match(line.text) or grammar.ADDRESS.search(line.text)]
    silent = [line for line in entry.lines if not channels(line.text)]
    told = len(entry.lines) == 1 and len(entry.lines[0].text) > LONGEST_WAY and not CHOICE.search(entry.lines[0].text)
    told = told or (
        len(entry.lines) == 1 == len(silent) and len(re.split("[，；]", entry.lines[0].text)) >= LEAST_TURNS
    )
    in_turn = bool(silent) and all(prose.IN_TURN.search(line.text) for line in entry.lines)
    if len(process) > 1 or told or in_turn or any(map(_in_a_row, entry.lines)) or (listed and not named and silent):
        steps(made, entry)
        return
    for line in entry.lines:
        names = channels(line.text) if not re.search("自动办理|只跑一次|一次不跑", line.text) else []
        if grammar.ADDRESS.search(line.text) and "网上办理" not in names:
            names.append("网上办理")
        for name in names:
            path = _channel(made, name, line)
            made.decide.pop(path, None)  # it is no longer only implied by a place
            if name == "网上办理" and (address := grammar.ADDRESS.search(line.text)):
                made.put(f"{path}.url", address[0], line)
        if (hours := prose.HOURS.search(line.text)) and "窗口办理" in names:
            opening_hours(made, Entry(entry.label, (line.cut(hours[0].strip("，；。")),)))
        told_there = AT_THE_COUNTER.search(line.text)
        there = told_there if told_there and OFFICE.search(told_there["where"]) else prose.WHERE.search(line.text)
        if there:
            _place(made, there["where"], line)
        contact_numbers(made, line) if names else made.use(line, "channels")
        if not names:
            made.decide.setdefault("channels", f"没有读懂：{line.text}")


def _in_a_row(line: Span) -> bool:
    """Whether a line tells steps with arrows between them; hours have dashes, too."""
    parts = grammar.steps(line.text)
    return len(parts) > 2 and not any(re.search(r"\d|^.$", part) for part in parts)


def _channel(made: Draft, name: str, line: Span, quote: str = "") -> str:
    for number, each in enumerate(made.fields.get("channels", [])):
        if each["kind"] == name:
            return f"channels.{number}"
    path = made.next("channels")
    made.put(f"{path}.kind", name, line, quote)
    return path


def entrance(made: Draft, line: Span) -> None:
    """An address on the web by which one applies."""
    address = grammar.ADDRESS.search(line.text)
    if not address or not ENTRANCE.search(line.text):
        return
    path = _channel(made, "网上办理", line, address[0])
    if "url" not in made.fields["channels"][int(path.split(".")[1])]:
        made.put(f"{path}.url", address[0], line, address[0])


def _counter(made: Draft, line: Span, *, hours: bool = False) -> str:
    """The channel that a place or hours hang on: the counter, which the place itself implies; a site has hours only."""
    ways = [each["kind"] for each in made.fields.get("channels", [])]
    for number, kind in enumerate(ways):
        if kind in ("窗口办理", "银行办理", "社区办理"):
            return f"channels.{number}"
    only = [made.found[f"channels.{number}.kind"][0].strip(" 。") == kind for number, kind in enumerate(ways)]
    told = hours or (all(only) and not COUNTER.search(line.text))
    if there := [number for number, kind in enumerate(ways) if told or kind not in NOWHERE]:
        if not hours and ways[there[0]] in NOWHERE:
            made.decide[f"channels.{there[0]}.place"] = (
                f"资料写的办理方式只有“{ways[there[0]]}”，又写了地点：是不是也到窗口办？"
            )
        return f"channels.{there[0]}"
    path = _channel(made, "窗口办理", line)
    made.decide[path] = "资料写了地点或时间，没有写办理方式：是不是到窗口办？"
    return path


def places(made: Draft, entry: Entry) -> None:
    for line in entry.lines:
        line = line.cut(POST_CODE.sub("", numbered(line.text)[1]))
        asked = entry.label.detail == prose.ASKED
        if WAYS_ONLY.fullmatch(line.text):
            for name in channels(line.text):
                _channel(made, name, line)
            continue
        if asked and prose.IN_TURN.search(line.text):
            continue  # what is done there, told in the same answer
        for sent in prose.SENDS.finditer(line.text) if asked else ():
            if prose.AT_ADDRESS.search(sent["where"]) or re.search("中心|村委会|居委会|服务站", sent["where"]):
                _place(made, sent["where"], line)
        if AT_COUNTER.match(line.text):
            _channel(made, "窗口办理", line)
            line = line.cut(AT_COUNTER.sub("", line.text))
        hours = prose.HOURS.search(line.text)
        if hours and not hours.start() and len(line.text) - hours.end() <= LONGEST_REST:
            opening_hours(made, Entry(entry.label, (line,)))  # 「早9点到晚5点，中午有人」
            continue
        if hours:
            opening_hours(made, Entry(entry.label, (line.cut(hours[0]),)))
            line = line.cut(line.text[: hours.start()].strip(" ，,；;。"))
            if not line.text:
                continue
        counter, _comma, online = line.text.partition("，也可")
        if asked and grammar.ADDRESS.search(online) and not grammar.ADDRESS.search(counter):
            places(made, Entry(entry.label, (line.cut(counter), line.cut(online))))
            continue
        if ONLINE.match(line.text) or grammar.ADDRESS.search(line.text):
            path = _channel(made, "网上办理", line)
            if address := grammar.ADDRESS.search(line.text):
                made.put(f"{path}.url", address[0], line)
            if not prose.WHERE.search(line.text):
                continue
        elsewhere = re.search("可以|能", line.text) and not prose.AT_ADDRESS.search(line.text)
        if asked and (elsewhere or ALSO_THERE.search(line.text)) and channels(line.text):
            for name in channels(line.text):
                _channel(made, name, line)
            continue
        told = [clause.partition("，也可") for clause in _where_only(made, line)]
        there = [found["where"] for found in prose.WHERE.finditer(line.text)] if "办" in line.text else []
        for place in there or [words for words, _comma, _other in told]:
            _place(made, place, line)
        for other in (other for _words, _comma, other in told):
            for name in channels(other):
                _channel(made, name, line, other)


def _where_only(made: Draft, line: Span) -> list[str]:
    """The clauses of a line that tell where: a site among them is a way to file, and what one does by when is neither."""
    whole = numbered(line.text)[1].strip(" ；;。")
    clauses = re.split("[；;。]", whole)
    kept = []
    for clause in clauses:
        if SITE.fullmatch(clause.strip()):
            _channel(made, "网上办理", line, clause.strip())
        elif ACTS.search(clause):
            made.decide.setdefault("channels", f"说的是怎么办，不是地点，没有写进草稿：{clause.strip()}")
        else:
            kept.append(clause)
    return [whole] if len(kept) == len(clauses) else kept


def _place(made: Draft, words: str, line: Span) -> None:
    path = _counter(made, line)
    words = re.sub("^(?:答：)?请?[您你]?就?(?:在|到)(?=.{4})", "", words.strip(" ，；。"))
    held = made.fields["channels"][int(path.split(".")[1])].get("place")
    if not held or (words not in held and held not in words):
        made.put(f"{path}.place", f"{held}；{words}" if held else words, line, words)


def opening_hours(made: Draft, entry: Entry) -> None:
    for line in entry.lines:
        if DAYS_ONLY.search(line.text) and not CLOCK.search(line.text):
            made.decide.setdefault("windows", f"说的是从哪天到哪天受理，没有写进草稿：{line.text}")
            continue
        path = _counter(made, line, hours=True)
        words = numbered(line.text)[1].strip(" ；;。")
        held = made.fields["channels"][int(path.split(".")[1])].get("hours")
        if words not in (held or ""):
            made.put(f"{path}.hours", f"{held}；{words}" if held else words, line)


def to_the_community(made: Draft, entries: Sequence[Entry]) -> None:
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


def ways_in_steps(made: Draft, entries: Iterable[Entry]) -> None:
    """Where nothing else tells how to file, the steps may: 「申请人到窗口或者在网上提出申请」."""
    implied = [n for n in range(len(made.fields.get("channels", []))) if f"channels.{n}" in made.decide]
    if len(implied) < len(made.fields.get("channels", [])):
        return
    for line in (line for entry in entries if entry.label.field in ("steps", "channels") for line in entry.lines):
        for part in re.split("[；;。→]", line.text):
            if not APPLIES.search(part) or OF_THE_OFFICE.match(part):
                continue
            names = channels(part)
            if not re.search("社区|到[^，。；]{0,12}村", part):
                names = [
                    name for name in names if name != "社区办理"
                ]  # one applies to it; nothing says that one goes there
            for name in names:
                if implied and name not in NOWHERE:  # the place that was told hangs on it
                    made.fields["channels"][implied[0]]["kind"] = name
                    made.decide.pop(f"channels.{implied.pop()}")
                else:
                    _channel(made, name, line, part.strip())
            if "窗口办理" in names and (where := prose.WHERE.search(part)):
                _place(made, where["where"], line)
