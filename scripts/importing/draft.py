"""From what a document says under its labels to a draft procedure: every value with the words and the place it was read from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from scripts.data.elements import ELEMENTS
from scripts.importing import grammar, prose
from scripts.importing.labels import channels, nothing
from scripts.importing.layouts import Entry, Item, placeholder
from scripts.importing.outline import Span, numbered, squeezed

ORIGINS = ("申请人自备", "政府部门核发", "窗口领取", "网上下载", "单位出具", "医疗机构出具")
PICTURE = re.compile(r"见?附图|流程图|见图|略")
COMMUNITY = re.compile(r"到[^。；]{0,20}(村|社区)[^。；]{0,8}(申请|办理|提出)")
WHEN_ONLY = re.compile(r"^(只限|仅限|限)(?P<when>.+)$")
LONGEST_AUDIENCE = 8  # characters: 「企业退休人员」
STEP_WORDS = re.compile(r"申请|受理|初审|审核|审批|复核|审查|决定|送达")


@dataclass
class Draft:
    """A procedure as the document has it.

    :ivar fields: as they are written in YAML.
    :ivar found: by the path of a value (``materials.0.copies``) the words it was read from and their place.
    :ivar decide: by the path, what a person must decide, in Chinese.
    :ivar used: the spans of which something was taken, with the field.
    """

    name: Span
    fields: dict[str, Any] = field(default_factory=dict)
    found: dict[str, tuple[str, str]] = field(default_factory=dict)
    decide: dict[str, str] = field(default_factory=dict)
    used: dict[Span, str] = field(default_factory=dict)

    def put(self, path: str, value: Any, span: Span, quote: str = "") -> None:
        """Write a value; ``path`` names lists by their number, and a list grows by its next."""
        keys = path.split(".")
        place: Any = self.fields
        for key, following in zip(keys, [*keys[1:], ""], strict=True):
            last = following == ""
            new: Any = value if last else [] if following.isdigit() else {}
            if isinstance(place, list):
                if int(key) == len(place):
                    place.append(new)
                place = place[int(key)]
            elif last:
                place[key] = value
            else:
                place = place.setdefault(key, new)
        self.found[path] = (quote or span.text, span.place)
        self.used[span.whole] = keys[0]

    def use(self, span: Span, for_: str) -> None:
        self.used.setdefault(span.whole, for_)

    def next(self, name: str) -> str:
        return f"{name}.{len(self.fields.get(name, []))}"


def draft(item: Item) -> Draft:
    """The draft of one procedure of the document."""
    made = Draft(item.name)
    made.put("name", item.name.text, item.name)
    made.found["draft"] = made.found["name"]
    _to_the_community(made, item.entries)
    for entry in item.entries:
        name = entry.label.field
        if name == "skip":
            for line in entry.lines:
                made.use(line, "不需要的项目")
        elif placeholder(entry) or (name == "steps" and all(PICTURE.search(line.text) for line in entry.lines)):
            for line in entry.lines:
                made.use(line, "资料写的是没有")
        else:
            READERS[name](made, entry)
    _everywhere(made, item.entries)
    _gaps(made, item)
    return made


def _texts(made: Draft, name: str, entry: Entry, key: str = "text") -> None:
    for line in entry.lines:
        for part in grammar.list_items(line.text):
            words = numbered(part)[1].strip(" ；;。")
            if words:
                made.put(f"{made.next(name)}.{key}", words, line, part)


def _conditions(made: Draft, entry: Entry) -> None:
    _texts(made, "conditions", entry)


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


def _materials(made: Draft, entry: Entry) -> None:
    for row in entry.rows:
        _row(made, row)
    for line in entry.lines:
        for part in grammar.list_items(line.text):
            for each in re.split(r"[；;。](?![^（(]*[）)])", part):
                if each.strip():
                    _material_line(made, each.strip(), line)


def _material_line(made: Draft, text: str, line: Span) -> None:
    style, rest = numbered(text)
    if nothing(rest):
        return
    if not style and re.search(r"[：:]$", rest):
        made.use(line, "materials")  # 「带下列资料」: what it says of time and place is read apart
        return
    prefix = re.match(r"(?P<when>[^：:《》（(]{2,10})[：:](?P<what>.+)$", rest)
    when = ""
    if prefix:
        when, rest = prefix["when"], prefix["what"].strip()
        if nothing(rest):
            made.use(line, "materials")
            return
    bracket = re.search(
        r"[（(](?P<when>[^（）()]{2,20}?)[，,](?P<also>" + grammar.ALSO_WORD.pattern + r")(?P<what>[^（）()]+)[）)]$",
        rest,
    )
    if bracket:
        _paper(made, grammar.paper(rest[: bracket.start()]), line, when, text)
        _paper(made, grammar.paper(bracket["what"]), line, bracket["when"], text)
        return
    also = grammar.ALSO.match(rest) if not when else None
    if also and len(also["what"]) >= 2:
        _paper(made, grammar.paper(also["what"]), line, also["when"].rstrip("，,"), text)
        return
    for each in _several(rest) if not style else [rest]:
        _paper(made, grammar.paper(each), line, when, each if each in line.text else text)


LONGEST_PAPER = 22  # characters of a paper in a row of papers
PAPER = re.compile(
    "表|证|书|册|单|件|函|照|材料|资料|信息|印章|公章|合同|协议|凭证|户口|发票|回执|手册|账户|卡|文件|记录|档案|决定|判决|票"
)


def _several(text: str) -> list[str]:
    """Names in a row are several papers: 「身份证、社会保障卡」. What a count or 「复印件」 at the end says may be of all: one paper."""
    parts = re.split(r"、(?![^（(]*[）)])", text.strip(" 。；;"))
    each = all(2 <= len(part) <= LONGEST_PAPER and PAPER.search(part) for part in parts)
    last = grammar.paper(parts[-1])
    counted = last.kind or last.copies or last.originals
    others = any(grammar.paper(part).kind or grammar.paper(part).originals for part in parts[:-1])
    if len(parts) == 1 or not each or (counted and not others) or re.search("等|各", parts[-1]):
        return [text]
    return parts


def _paper(made: Draft, paper: grammar.Paper, line: Span, when: str, quote: str) -> None:
    if not paper.name:
        return
    path = made.next("materials")
    made.put(f"{path}.id", _id(made, paper.name), line, quote)
    made.put(f"{path}.name", paper.name, line, quote)
    if paper.kind:
        made.put(f"{path}.kind", paper.kind, line, quote)
    if paper.originals:
        made.put(f"{path}.originals", paper.originals, line, quote)
    if paper.copies:
        made.put(f"{path}.copies", paper.copies, line, quote)
    if re.search("(登记表|申请表|审批表|申报表|审批表|表|承诺书|委托书|申请书)$", paper.name):
        made.put(f"{path}.form", True, line, quote)
    notes = list(paper.notes)
    if when:
        notes.insert(0, when)
        made.decide[path] = f"只在一种情况下要（{when}）：请定成办理情形，写 when"
    if notes:
        made.put(f"{path}.note", "；".join(notes), line, quote)


def _row(made: Draft, row: Mapping[str, Span]) -> None:
    """A row of a table of materials."""
    said = row["name"]
    paper = grammar.paper(said.text)
    path = made.next("materials")
    made.put(f"{path}.id", _id(made, paper.name), said)
    made.put(f"{path}.name", paper.name, said)
    kinds = {"originals": paper.originals, "copies": paper.copies}
    words = {"原件": bool(paper.kind.startswith("原件")), "复印件": "复印件" in paper.kind}
    spans = {"originals": said, "copies": said, "kind": said}
    if "count" in row:
        counted = grammar.paper(f"材料{row['count'].text}")
        spans = dict.fromkeys(spans, row["count"])
        kinds = {"originals": counted.originals, "copies": counted.copies}
        words = {"原件": counted.kind.startswith("原件"), "复印件": "复印件" in counted.kind}
        if counted.kind == "" and (plain := re.fullmatch(r"\d+", row["count"].text)):
            kinds["originals"] = int(plain[0])
        made.use(row["count"], "materials")
    for key, kind in (("originals", "原件"), ("copies", "复印件")):
        if key in row and (found := re.match(grammar.AMOUNT, row[key].text)):
            kinds[key] = grammar.number(found[0])
            words[kind] = bool(kinds[key]) and row[key].text.strip().isdigit()
            spans[key] = spans["kind"] = row[key]
            made.use(row[key], "materials")
    kind = "和".join(name for name, given in words.items() if given)
    if kind:
        made.put(f"{path}.kind", kind, spans["kind"])
    for key, amount in kinds.items():
        if amount:
            made.put(f"{path}.{key}", amount, spans[key])
    for key, allowed in (
        ("medium", ("纸质", "电子", "纸质或电子")),
        ("need", ("必要", "非必要", "容缺后补")),
        ("origin", ORIGINS),
    ):
        if key in row and not nothing(row[key].text):
            words_ = squeezed(row[key].text)
            if words_ in allowed:
                made.put(f"{path}.{key}", words_, row[key])
            else:
                made.use(row[key], "materials")
                made.decide[f"{path}.{key}"] = f"资料写的是“{row[key].text}”，词表里没有"
    notes = [*paper.notes]
    if "note" in row:
        made.use(row["note"], "materials")
        if not nothing(row["note"].text):
            only = WHEN_ONLY.match(row["note"].text)
            if only:
                made.decide[path] = f"只在一种情况下要（{only['when']}）：请定成办理情形，写 when"
            notes.append(row["note"].text)
    if notes:
        made.put(f"{path}.note", "；".join(notes), row.get("note", said))


def _id(made: Draft, name: str) -> str:
    """A key from the pinyin of a name, its own in the draft."""
    from pypinyin import Style, lazy_pinyin

    letters = re.sub(
        "[^a-z0-9]+", "-", "-".join(lazy_pinyin(re.sub(r"[^一-鿿A-Za-z0-9]", "", name)[:6], style=Style.NORMAL)).lower()
    )
    taken = {each.get("id") for each in made.fields.get("materials", [])}
    base = letters.strip("-") or "material"
    number = 1
    key = base
    while key in taken:
        number += 1
        key = f"{base}-{number}"
    return key


def _limits(made: Draft, entry: Entry) -> None:
    for line in entry.lines:
        found = [*grammar.limits(line.text, under=entry.label.detail, labelled=True)]
        for limit in found:
            _limit(made, limit, line)
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
    if len(process) > 1:
        _steps(made, entry)
        return
    for line in entry.lines:
        names = channels(line.text) if not re.search("自动办理|只跑一次|一次不跑", line.text) else []
        for name in names:
            _channel(made, name, line)
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
        words, _comma, other = numbered(line.text)[1].strip(" ；;。").partition("，也可")
        path = _counter(made, line)
        held = made.fields["channels"][int(path.split(".")[1])].get("place")
        if words not in (held or ""):
            made.put(f"{path}.place", f"{held}；{words}" if held else words, line, words)
        for name in channels(other):
            _channel(made, name, line, other)


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
            numbers = grammar.phones(line.text)
            address = grammar.ADDRESS.search(line.text)
            if grammar.MOBILE.search(line.text):
                made.use(line, name)
                made.decide[name] = "资料写了手机号码，是个人的，没有写进草稿"
            if not numbers and not address:
                if not nothing(line.text):
                    made.use(line, name)
                    made.decide.setdefault(name, f"没有电话：{line.text}")
                continue
            if name not in made.fields:
                made.put(f"{name}.0.name", called, line)
            for phone in numbers:
                _phone(made, f"{name}.0", phone, line)
            if address:
                made.put(f"{name}.0.url", address[0], line)
            if hours := prose.HOURS.search(line.text):
                made.put(f"{name}.0.hours", re.sub("(接听|办理|受理)$", "", hours[0].strip("，。；")), line, hours[0])

    return read


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
        made.put(f"{path}.amount", str(amount.normalize() if amount else 0), line)


def _steps(made: Draft, entry: Entry) -> None:
    for line in entry.lines:
        if PICTURE.search(line.text) and len(line.text) < 12:
            made.use(line, "steps")
            made.decide.setdefault("steps", f"流程是图，没有读：{line.text}")
            continue
        for part in grammar.list_items(line.text):
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
        made.put("results.0.delivery", words, line)


def _basis(made: Draft, entry: Entry) -> None:
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
        if entry.label.field not in ("materials", "steps", "conditions", "channels"):
            continue
        for line in entry.lines:
            text = line.text
            if re.search(r"\d+\s*(日|天|个月|年)内.{0,24}(申请|申领|申报|办)", text) or (
                entry.label.field == "steps" and re.search(r"\d+\s*(日|天|个月)内到", text)
            ):
                for part in grammar.ARROWS.split(text) if "→" in text else [text]:
                    for limit in grammar.limits(part, labelled=True):
                        if limit.within != "immediate" and re.search(r"内", part):
                            _limit(made, grammar.Limit(limit.within, "申请", limit.kind, part.strip()), line)


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
    "materials": _materials,
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
