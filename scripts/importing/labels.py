"""The register of labels: which words of a document stand for which field of a procedure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from scripts.importing.outline import numbered, squeezed

REGISTER = Path(__file__).with_name("labels.yml")
CHAPTER = re.compile("^\\d{1,2}(?=[一-鿿]{2})")  # 「3 承办机构」, as standards number their chapters
LONGEST_BOILERPLATE = 80  # characters
LONGEST_LABEL = 14  # characters
COMMON = re.compile(
    "(?:大家|各位|都)(?:都|常|会)*(?:问|关心)的?(?:问题)?|附?【?(?:这|以上|上述|各|所有|全部|[两二三四五六几](?:个|件|样|项|种|者|张|类|份|块)(?:卡|表|业务|事项)?)[^，。；：]{0,8}(?:都|共同|共用|通用|一样|适用)[^，。；：]{0,8}】?"
)  # 「这两件事都会问到的」


@dataclass(frozen=True)
class Label:
    """A field of a procedure, and what the label adds to it: 「法定」 of a time limit."""

    field: str
    detail: str = ""


@cache
def _register() -> dict[str, list[str] | dict[str, list[str]]]:
    return yaml.load(REGISTER.read_text(encoding="utf-8"), yaml.BaseLoader)  # type: ignore[no-any-return]  # noqa: S506


@cache
def _labels() -> dict[str, Label]:
    found: dict[str, Label] = {}
    for key, spellings in _register().items():
        if isinstance(spellings, list) and key not in ("nothing", "boilerplate", "what", "aside", "common"):
            field, _dot, detail = key.partition(".")
            found.update({squeezed(spelling): Label(field, detail) for spelling in spellings})
    return found


@cache
def _columns(kind: str) -> dict[str, str]:
    columns = _register()[kind]
    assert isinstance(columns, dict)
    return {squeezed(spelling): name for name, spellings in columns.items() for spelling in spellings}


def label(text: str) -> Label | None:
    """The field that a text is the label of, its number and colon left aside; None if the register does not know it."""
    _style, rest = numbered(text)
    words = squeezed(rest).strip("【】[]<>“”").rstrip("：:")
    if words in _labels():
        return _labels()[words]
    if SIGNED.fullmatch(words):
        return Label("skip")
    if COUNTED_NAME.fullmatch(words):
        return Label("name")
    words = CHAPTER.sub("", words)
    bare = re.sub(r"[（(][^（）()]*[）)]$", "", words)
    return _labels().get(bare) or _made_up(bare) or _several(bare)


@cache
def _composed() -> tuple[re.Pattern[str], dict[str, str]]:
    """What stands before the last word of a label that is made up of known words; and the field by the last word."""
    ends, what = _register()["ends"], _register()["what"]
    assert isinstance(ends, dict)
    fields = {end: field for field, known in ends.items() for end in known}
    return re.compile(f"(?:{'|'.join(what)})+"), {end: fields[end] for end in sorted(fields, key=len, reverse=True)}


def _made_up(words: str) -> Label | None:
    """「领取条件」 「承诺办结期限」: what is done, and which of its fields."""
    before, fields = _composed()
    for end, field in fields.items():
        what = words.removesuffix(end)
        if len(words) <= LONGEST_LABEL and what != words and before.fullmatch(what):
            kinds = [kind for kind in ("法定", "承诺") if kind in what] if field == "time_limits" else []
            applies = field == "time_limits" and what in ("申请", "申领", "申报") and end in ("期限", "时限")
            return Label(field, TO_APPLY if applies else kinds[0] if len(kinds) == 1 else "")
    return None


JOINT = (
    (Label("places", "hours"), {"places", "hours"}),
    (Label("consult"), {"consult", "complaint"}),
    (Label("places"), {"places", "hours", "consult", "complaint"}),
    (Label("consult"), {"authority", "consult"}),
    (Label("conditions"), {"conditions", "audience"}),
)  # two labels in one of which what stands below can be told apart


def _several(words: str) -> Label | None:
    """「办理时间和地点」: each part is a label, and none can be told for what stands below, unless it is the same."""
    parts = re.split("[、和及与]", words)
    if len(parts) == 1:  # 「地点时间」
        halves = ((words[:at], words[at:]) for at in range(2, len(words) - 1))
        parts = next(([*both] for both in halves if all(each in _labels() for each in both)), parts)
    known = [_labels().get(part) or _made_up(part) for part in parts]
    if len(parts) == 1 or not all(known):
        return None
    if len({*known}) == 1:
        return known[0]
    ways = "窗口" in parts  # 「窗口、电话」 are ways, no labels
    return (None if ways else joint([each for each in known if each])) or Label("skip")


def joint(known: Sequence[Label]) -> Label | None:
    """The label of several in one, where what stands below can be told apart."""
    fields = {each.field for each in known}
    return next((both for both, parts in JOINT if fields <= parts), None)


def words_of(kind: str) -> dict[str, list[str]]:
    """The words that tell what a label which nobody registered probably stands for, by field; in order, the first tells."""
    words = _register()[kind]
    assert isinstance(words, dict)
    return words


def column(text: str, kind: str = "columns") -> str | None:
    """What a column of a table of materials holds; ``kind``: 「step_columns」 and 「law_columns」 for the other tables."""
    words, known = squeezed(text), _columns(kind)
    return known.get(words) or known.get(re.sub(r"[（(][^（）()]*[）)]$", "", words))


ASIDE = re.compile(
    "(?:大家|网友|别人|其他人|猜[你您]?|[你您]可能)(?:都|还|也)*(?:在|会)?(?:看|搜|问|喜欢|关注|感兴趣)(?:的|什么)?"
    "|(?:推荐|相关|延伸|热门|更多|往期)(?:阅读|内容|文章|回顾|精选|新闻|资讯|问题|问答|答疑|政策|信息|服务)"
    "|附录[A-Z一二三四五六\\d].*"
    "|(?:精选|网友|读者|最新|全部)?(?:留言|评论)(?:区|精选)?"
)  # 「大家还在看」


def aside(text: str) -> bool:
    """Whether a heading begins a part of the page that tells of other things: 「常见问题」."""
    words = squeezed(numbered(text)[1]).rstrip("：:")
    return words in _register()["aside"] or bool(ASIDE.fullmatch(words))


def common(text: str) -> bool:
    """Whether a heading begins a part that holds for all procedures above: 「共同的问题」."""
    words = CHAPTER.sub("", squeezed(numbered(text)[1])).rstrip("：:")
    return words in _register()["common"] or bool(COMMON.fullmatch(words))


def nothing(text: str) -> bool:
    """Whether a text only says that there is nothing: 「无」 「——」."""
    return not re.sub("[_＿]", "", squeezed(text)) or squeezed(text).strip("。；;") in {
        *map(squeezed, _register()["nothing"]),
        "",
    }


COUNTED_NAME = re.compile("(?:事项|业务|项目|服务)[一二三四五六七八九十\\d]{1,2}")  # 「事项一：…」
SIGNED = re.compile("[一-鿿]{0,6}(?:签收人?|(?:签字|签名|盖章|签章)(?:人|处|栏))")  # 「申请人签收：____」
OF_THE_PRINTER = re.compile(
    "(?:抄送|抄报|印发|印[刷制]|承印|排版|设计|制作|承制|美编|编[辑印]|校对|广告|合作|发行|策划|(?:网站|系统|页面)?(?:运行|技术)?(?:运维|维护|支持))+(?:单位|公司|者|人|电话|热线)?[：:]"
)


OF_A_PERSON = re.compile("(?:审核|审批|复核|填报|填表|制表|校对|录入|编制|整理)人?[：:][一-鿿]{2,3}(?:[（(\\s\\d].*)?$")


def boilerplate(text: str) -> bool:
    """Whether a line tells of the page or the paper itself, not of its content."""
    told = any(words in text for words in _register()["boilerplate"])
    return len(text) <= LONGEST_BOILERPLATE and (told or of_the_printer(text) or bool(OF_A_PERSON.match(text)))


def of_the_printer(text: str) -> bool:
    """Whether a line begins with who set the paper or to whom it goes: nothing behind it is of the procedures."""
    return bool(OF_THE_PRINTER.match(text))


def channels(text: str) -> list[str]:
    """The ways to file that a text names, in the words of the vocabulary, in the order in which it names them."""
    known = _register()["channels_known"]
    assert isinstance(known, dict)
    found: dict[str, int] = {}
    text = re.sub("电话(预约|咨询)|(预约|咨询|联系)电话", "", text)  # which is no way to file
    text = text.replace("电子税务局", "网上")  # a site
    text = re.sub("(网|https?[^，。；]*|APP|小程序)([^，。；]{0,8})自助(?!终端|机|服务机)", r"\1\2", text)
    text = re.sub("不(?:能|可以|得|接受|支持)(?:用|通过|在|以)?[^，。；]*", "", text)
    text = re.sub("(?:在|于)[^，。；]{0,14}(?:网站|平台|公众号)[^，。；]{0,4}(?:公示|公布|公告|公开)", "", text)
    text = re.sub("(?:不再?|取消|没有)(?:设|受理|支持|接受|办理|开设|提供)[^，。；]*", "", text)
    for name, words in known.items():
        places = [at for word in words if (at := text.find(word)) >= 0]
        if places:
            found[name] = min(places)
    return sorted(found, key=lambda name: found[name])


PAIR = re.compile(
    r"【(?P<bracket>[^【】]{1,14})】"
    r"|(?P<inline>[^：:。；;，,\s]{0,10}?(?:电话|地点|地址|时间|依据))(?:(?:均|都)?[是为在]+|(?=\s*[（(]?\d))"
    r"|(?P<label>[^：:。；;，,—\s]{1,14})(?:[：:]|——)"
)


CITED = re.compile(
    "(?:政策)?(?:依据|根据)(?:为|是)?(?:《[^。；]+》(?:（[^（）]*）)?(?:第[^，。；]+条)?[、和及]?)+[。；]?"
)
TO_APPLY = "申请"  # the detail of a limit that binds the applicant: 「申请期限」
AGAINST = re.compile("(?:投诉|举报|反映|监督)[^；。\\d]{0,6}$")  # 「可以向…投诉，电话为…」
SHORTEST_INLINE = 4  # characters of a label without a colon: 「咨询电话」


def pairs(text: str) -> list[tuple[Label | None, str]]:
    """A line cut at the labels in it: 「咨询电话：…，办公时间：…」. What stands before the first label has none."""
    if CITED.fullmatch(numbered(text)[1]):
        return [(Label("basis"), text)]
    cuts: list[tuple[int, int, Label]] = []
    for found in PAIR.finditer(text):
        words = re.sub(r"^注[：:]?", "", found["bracket"] or found["label"] or found["inline"])
        known = label(words)
        at = 0
        if known is None and not found["bracket"]:  # 「请拨打监督电话：…」
            tails = ((at, label(words[at:])) for at in range(1, len(words) - 1))
            at, known = next(((at, tail) for at, tail in tails if tail), (0, None))
        if found["inline"] and not found[0].endswith(("是", "为", "在")) and len(words) - at < SHORTEST_INLINE:
            continue  # 「窗口、电话（12333）」 names a way, not a label
        if known == Label("consult") and words == "电话" and AGAINST.search(text[: found.start()]):
            known = Label("complaint")
        if known and known.field != "skip":
            number = re.search(r"\d{1,2}[、.．]$", words[:at])  # 「…工作日2、提交资料：」
            cuts.append((found.start() + (number.start() if number else 0), found.end(), known))
    if not cuts:
        return [(None, text)]
    ends = [*(begin for begin, _end, _label in cuts[1:]), len(text)]
    parts: list[tuple[Label | None, str]] = [
        (known, re.sub(r"\s*\d{1,2}[.．、]\s*$", "", text[end:stop]).strip(" ，,；;。"))
        for (_begin, end, known), stop in zip(cuts, ends, strict=True)
    ]
    before = text[: cuts[0][0]].strip()
    return [(None, before), *parts] if before and numbered(before)[1] not in ("", "注：", "注") else parts
