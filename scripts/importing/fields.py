"""From what a document says under its labels to the fields of a draft; papers are read in `papers`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from scripts.data.elements import ELEMENTS
from scripts.importing import grammar, prose
from scripts.importing.contacts import contacts
from scripts.importing.draft import Draft
from scripts.importing.items import Entry, Item, placeholder
from scripts.importing.labels import TO_APPLY as TO_APPLY_BY
from scripts.importing.labels import label, nothing
from scripts.importing.limits import time_limit
from scripts.importing.outline import Span, numbered
from scripts.importing.papers import materials
from scripts.importing.ways import (
    PICTURE,
    entrance,
    filing,
    opening_hours,
    places,
    steps,
    to_the_community,
    ways_in_steps,
)

SUCH = re.compile("承诺[^，。；]{0,6}(?:这个|这样|上述|以上)[^，。；]{0,4}(?:时间|期限|时限)")
TO_APPLY = re.compile(rf"{grammar.AMOUNT}\s*(日|天|个月|年)内(?!作出|办结|完成).{{0,24}}(申请|申领|申报|办)")
OPENING = re.compile(r"\d\s*[:：点时]|周[一二三四五六日]|星期|上午|下午|全天|(?<!个)月|节假日")
GIVEN = re.compile(
    r"(?P<what>(?:《[^《》]+》(?:或者?|、|和|及)?)+)[，,](?P<how>[^。；]*(?:寄|送|领|取|打印|下载)[^。；]*)"
)  # 「《核定单》，邮寄到家」
SENT_OUT = re.compile("《(?P<what>[^《》]+[书证单表函]?)》(?=[^》]{2,}(?:送|寄|领|取|发))")  # 「《决定书》20日内送达」
NAMED_RESULT = re.compile(
    r"(?:(?:办理)?结果[为是]|发给?|开出|出具|领到)?(?P<what>[^，。；]{2,20}[书证单表卡函册执据])[，,](?P<how>[^。；]{0,30}(?:寄|送|领取?|取|交给|通知|告知|发给)[^。；]{0,30})"
)  # 「参保登记回执，当场交给本人」
PAID_OUT = re.compile(
    "(?:转入|划入|打[到入进]|拨付?[到至]|拨入|汇入|存入|发放?[到至]).{2,}(?:账户|卡|存折)"
)  # 「资金转入本人银行账户」
NEEDLESS = re.compile("(?:不用|无需|不需要?|不必)(?:再)?(?:办|申请|登记)")
STANDARD = re.compile("(?:补贴|补助|待遇|奖补|发放|缴费|报销)(?:金额|标准|比例)[为是按：]")
PREMIUM = re.compile("(?:医保|社保|养老|医疗|失业|工伤|生育|保险|个人缴|参保)费|缴费(?:标准|档次|基数)|每人每[年月]")
CAUTION = "注意"  # the detail of 「注意事项」 among the labels of remarks
WHOLLY = {
    "fees",
    "time_limits",
    "consult",
    "complaint",
    "hours",
    "basis",
}  # a remark that tells one of these tells no more
CHARGED = re.compile(r"收取(?P<item>[^，。；：\d]{1,8}费用?)\s*(?P<amount>\d+)\s*元")
QUOTED_ARTICLE = re.compile(rf"{grammar.ARTICLE.pattern}(?=[\s：:])")  # its words stand below the law
OFFICE_ENDS = re.compile(r"内[^，。；]{0,12}(?:办[结完理]|作出|审[核批查定结完]|核[定准实]|审核|拨付|支付|发放|登记)")
KINDS = ("法定", "承诺")  # of limits
LONGEST_RESULT = 30  # characters of what one gets in the end
BODIES = re.compile(
    "(?:(?:各类|各级|其他)?(?:企业|机关|事业单位|社会团体|社会组织|民办非企业单位|个体工商户|用人单位|单位|法人|个人|自然人|非法人组织|其他组织|公民)"
    "(?:（[^（）]{2,8}）)?(?:[、，,和或及与/；]|以及)?)+。?"
)  # 「企业、机关、事业单位」
LONGEST_AUDIENCE = 8  # characters: 「企业退休人员」


def draft(item: Item) -> Draft:
    """The draft of one procedure of the document."""
    made = Draft(item.name)
    printed = item.name.whole.text
    whole = item.name.text in printed
    made.put("name", item.name.text, item.name, item.name.text if whole else printed)
    made.found["draft"] = made.found["name"]
    if item.guessed:
        made.decide["name"] = f"名称请核对：资料没有单写事项名称，取自“{printed}”"
    elif not whole:
        made.decide["name"] = f"名称请核对：由“{printed}”合成"
    for head in item.heads:
        made.use(head, "标签")
    to_the_community(made, item.entries)
    for entry in item.entries:
        name = entry.label.field
        if name == "skip" and entry.label.detail == prose.ASKED:
            continue  # the answer to a question that nobody understood
        if name == "skip":
            for line in entry.lines:
                made.use(line, "不需要的项目")
        elif name == "hours" and all(map(_is_limit, entry.lines)):
            _limits(made, entry)  # 「时间：20个工作日」
        elif name == "materials" and any("→" in line.text for line in entry.lines):
            steps(made, entry)  # 「手续」 may be either
        elif placeholder(entry) or (
            name == "steps" and entry.lines and all(PICTURE.search(line.text) for line in entry.lines)
        ):
            for line in entry.lines:
                made.use(line, "资料写的是没有")
        else:
            READERS[name](made, entry)
    ways_in_steps(made, item.entries)
    _everywhere(made, item.entries)
    _decides(made, item.entries)
    _charged(made, item.entries)
    _limits_of_steps(made, item.entries)
    _remarks(made, item.entries)
    _gaps(made, item)
    return made


def _is_limit(line: Span) -> bool:
    """Whether a line below 「时间」 tells how long it takes, and not when the office is open."""
    return not OPENING.search(line.text) and any(grammar.limits(line.text, labelled=True))


def _conditions(made: Draft, entry: Entry) -> None:
    for line in entry.lines:
        for part in grammar.list_items(line.text):
            words = numbered(part)[1].strip(" ；;。")
            if entry.label.detail == prose.ASKED and prose.WHERE.match(words):
                continue  # where one applies, told in the same answer
            if label(words) or re.fullmatch(r"[^，。；：:]{2,10}[：:]", words):
                made.use(line, "conditions")  # 「房屋类：」 above its own list
            elif STANDARD.match(words):
                made.decide.setdefault("conditions", f"说的是标准，不是条件，没有写进草稿：{words}")
            elif "骗" in words:
                continue  # a warning beside the text
            elif NEEDLESS.search(words):
                made.decide.setdefault("conditions", f"说的是谁不用办，没有写进草稿：{words}")
            elif words:
                made.put(f"{made.next('conditions')}.text", words, line, part)


def _authority(made: Draft, entry: Entry) -> None:
    for line in entry.lines:
        words = numbered(line.text)[1]
        hours = prose.HOURS.search(words)
        if hours and hours.start():
            opening_hours(made, Entry(entry.label, (line.cut(hours[0].strip("，；。")),)))
            words = words[: hours.start()].strip("，；。 ")
        if "authority" not in made.fields:
            made.put("authority", words, line, words)
        else:
            made.use(line, "authority")
            made.decide["authority"] = f"资料还写了：{words}"


def _summary(made: Draft, entry: Entry) -> None:
    for line in entry.lines:
        made.use(line, "summary")
    made.decide["summary"] = "资料的话：" + "".join(line.text for line in entry.lines)


def _audience(made: Draft, entry: Entry) -> None:
    """Whom it is for; more than a word or two, or kinds of bodies in a row, is a condition."""
    if any(len(line.text) > LONGEST_AUDIENCE and not BODIES.fullmatch(line.text) for line in entry.lines):
        _conditions(made, entry)
        return
    for line in entry.lines:
        made.use(line, "audience")
    made.decide["audience"] = "资料的话：" + "".join(line.text for line in entry.lines)


def _limits(made: Draft, entry: Entry) -> None:
    for line in entry.lines:
        bare = bool(entry.unit) and bool(re.fullmatch(r"\d+", line.text))
        text = f"{line.text}{entry.unit}" if bare else line.text
        to_apply = entry.label.detail == TO_APPLY_BY
        found = [*grammar.limits(text, under=entry.label.detail if entry.label.detail in KINDS else "", labelled=True)]
        found = [replace(limit, meaning="申请") for limit in found] if to_apply else found
        held = made.fields.get("time_limits", [])
        if not found and SUCH.search(text) and len(held) == 1 and "kind" not in held[0]:
            made.put("time_limits.0.kind", "承诺", line)
            continue
        for limit in found:
            time_limit(made, replace(limit, quote=line.text) if bare else limit, line)
        if not found and not nothing(line.text):
            made.decide.setdefault("time_limits", f"没有读懂：{line.text}")


def _fees(made: Draft, entry: Entry) -> None:
    for line in entry.lines:
        made.use(line, "fees")
        text = grammar.FORMERLY.sub("", f"{line.text}{entry.unit}" if line.text.isdigit() else line.text)
        premium = bool(PREMIUM.search(text))
        clauses = [each for each in re.split("[，；。]", text) if not (premium and re.search(r"\d", each))]
        found = grammar.fee("，".join(clauses) if premium else text)
        if premium and found is None:
            made.decide.setdefault("fees", f"说的是保险费，不是办事的收费，没有写进草稿：{line.text}")
            continue
        if found is None:
            made.decide.setdefault("fees", f"没有读懂：{line.text}")
            continue
        item, amount = found
        if any(
            fee["amount"] == f"{amount.normalize():f}" and fee["item"] == (item or "办理")
            for fee in made.fields.get("fees", [])
        ):
            continue
        path = made.next("fees")
        made.put(f"{path}.item", item or "办理", line)
        made.put(f"{path}.amount", f"{amount.normalize():f}", line)


def _results(made: Draft, entry: Entry) -> None:
    for line in entry.lines:
        words = numbered(line.text)[1].strip(" ；;。")
        if given := GIVEN.fullmatch(words):
            path = made.next("results")
            for what in re.findall("《([^《》]+)》", given["what"]):
                made.put(f"{made.next('results')}.name", what, line, words)
            made.put(f"{path}.delivery", re.split("[，,]", given["how"])[-1], line, words)
            continue
        if (given := prose.GIVEN.search(words) or prose.SENT.search(words)) and given["how"]:
            path = made.next("results")
            made.put(f"{path}.name", given["what"].strip("《》"), line, given["what"])
            made.put(f"{path}.delivery", given["how"], line, given["how"])
            continue
        if PAID_OUT.search(words):
            _delivery(made, Entry(entry.label, (line,)))
            continue
        if named := NAMED_RESULT.fullmatch(words):
            path = made.next("results")
            made.put(f"{path}.name", named["what"], line, named["what"])
            made.put(f"{path}.delivery", named["how"], line, named["how"])
            continue
        if len(words) > LONGEST_RESULT or "，" in words:
            made.decide.setdefault("results", f"不像是结果的名称，没有写进草稿：{words}")
            continue
        whole = re.fullmatch(r"《([^《》]+)》", words)
        made.put(f"{made.next('results')}.name", whole[1] if whole else words, line)


def _delivery(made: Draft, entry: Entry) -> None:
    for line in entry.lines:
        words = numbered(line.text)[1].strip(" ；;。")
        if (what := SENT_OUT.match(words)) and "results" not in made.fields:
            made.put("results.0.name", what["what"], line, what["what"])
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
        quoted = QUOTED_ARTICLE.match(line.text)
        if quoted and not found and made.fields.get("basis") and "article" not in made.fields["basis"][-1]:
            made.put(f"basis.{len(made.fields['basis']) - 1}.article", quoted[0].strip(), line, quoted[0].strip())
            continue
        if not line.text.lstrip().startswith("《"):  # a sentence may name a flow chart, too
            found = [law for law in found if prose.LAWS.search(law.name.partition("》")[0])] or found[:0]
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
    """Remarks may hold a limit for the applicant; what else they say is written down by :func:`_remarks`."""
    for line in entry.lines:
        for limit in grammar.limits(line.text, labelled=False):
            time_limit(made, limit, line)
        if re.search("内申请|内申领|内申报|内办理|内提出", line.text):
            for limit in grammar.limits(line.text, labelled=True):
                if limit.within != "immediate":
                    time_limit(made, grammar.Limit(limit.within, "申请", limit.kind, limit.quote), line)


def _everywhere(made: Draft, entries: Iterable[Entry]) -> None:
    """What binds the applicant may stand anywhere: 「…之日起60日内，带下列资料到所在村、社区申请」; so may an address on the web."""
    for entry in entries:
        if entry.label.field in ("steps", "hours", "conditions", "materials", "notes"):
            for line in entry.lines:
                entrance(made, line)
        if entry.label.field == "summary":
            for line in entry.lines:
                for limit in grammar.limits(line.text, labelled=False):
                    time_limit(made, limit, line)
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
                        time_limit(made, grammar.Limit(limit.within, "申请", limit.kind, limit.quote.strip()), line)


def _charged(made: Draft, entries: Iterable[Entry]) -> None:
    """What is charged on the way, where nothing else tells: 「经办人员收取办理费用20元」."""
    for line in (line for entry in entries if entry.label.field == "steps" for line in entry.lines):
        if "fees" not in made.fields and (found := CHARGED.search(line.text)):
            made.put("fees.0.item", found["item"], line, found[0])
            made.put("fees.0.amount", found["amount"], line, found[0])


def _limits_of_steps(made: Draft, entries: Iterable[Entry]) -> None:
    """How long the office takes for its part, where nothing else tells: 「中心自受理之日起10个工作日内完成审核」."""
    if any(limit.get("meaning", "办结") == "办结" for limit in made.fields.get("time_limits", [])):
        return
    for line in (line for entry in entries if entry.label.field == "steps" for line in entry.lines):
        for part in grammar.list_items(line.text):
            for limit in grammar.limits(part, labelled=True):
                if limit.meaning == "办结" and limit.within != "immediate" and OFFICE_ENDS.search(limit.quote):
                    time_limit(made, limit, line)


def _remarks(made: Draft, entries: Iterable[Entry]) -> None:
    """What stands below 「备注」 and 「注意事项」 and belongs to no other field; a line with a person's telephone does not."""
    for entry in entries:
        field = "cautions" if entry.label.detail == CAUTION else "notes"
        for line in entry.lines if entry.label.field == "notes" else ():
            parts = grammar.list_items(line.text)
            told = made.used.get(line.whole) in WHOLLY and len(parts) == 1
            if told or grammar.MOBILE.search(line.text):
                continue
            for part in parts:
                if words := numbered(part)[1].strip(" ；;。"):
                    made.put(f"{made.next(field)}.text", words, line, part)


def _decides(made: Draft, entries: Iterable[Entry]) -> None:
    """Who decides, where only the steps tell: 「向县社保中心申报」."""
    for line in (line for entry in entries if entry.label.field == "steps" for line in entry.lines):
        if "authority" not in made.fields and (found := prose.APPLIED_TO.search(line.text)):
            made.put("authority", found["office"], line, found[0])


def _gaps(made: Draft, item: Item) -> None:
    """Elements of the public list that the document leaves out; not where something of it was not understood."""
    has = {
        "办理材料": "materials" in made.fields,
        "办理方式": "channels" in made.fields,
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
    unread = {
        "time_limits": "办理时限", "fees": "收费", "basis": "政策依据", "consult": "咨询电话", "complaint": "监督投诉渠道",
        "channels": "办理方式",
    }  # fmt: skip
    doubtful = {element for name, element in unread.items() if name in made.decide}
    gaps = [element for element, there in has.items() if not there and element not in doubtful]
    if gaps:
        made.fields["gaps"] = gaps


READERS: dict[str, Callable[[Draft, Entry], None]] = {
    "summary": _summary,
    "authority": _authority,
    "places": places,
    "conditions": _conditions,
    "audience": _audience,
    "materials": materials,
    "time_limits": _limits,
    "channels": filing,
    "hours": opening_hours,
    "consult": contacts("consult", "咨询"),
    "complaint": contacts("complaint", "监督投诉"),
    "fees": _fees,
    "steps": steps,
    "results": _results,
    "delivery": _delivery,
    "basis": _basis,
    "notes": _notes,
}
