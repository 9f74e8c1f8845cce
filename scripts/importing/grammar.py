"""Small readers of what stands under a label: time limits, counts, telephones, laws, materials. What they do not know they leave.

Each works on one span and gives values with the words they were read from; none adds anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from scripts.importing import bringing
from scripts.importing.outline import narrow, numbered

HAN = {char: number for number, char in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "两": 2,
    "俩": 2,
    "壹": 1,
    "贰": 2,
    "叁": 3,
}
AMOUNT = r"(?:\d+|[一二三四五六七八九十百两壹贰叁]+)"
UNITS = (
    ("working day", r"个?[(]?(?:工作日|工作天)[)]?"),
    ("calendar day", r"个?[(]?(?:自然日|日(?!期)|天)[)]?"),
    ("month", r"个月"),
    ("year", r"年(?!度|月|\d)"),
)
AT_ONCE = re.compile(
    r"当面办|即[办打申到报审][^，。；]?即[一-鿿]|即来即|即收即办|当时(?=就|给)|立等|当日(?=办)|随到随办|即时|即办|当场|当天|马上|立即|立等"
)
DONE_AT_ONCE = re.compile("(?:当场|即时|立即)(?:就?能|可以?)?办[结好完]")
LIMIT = re.compile(rf"(?P<amount>{AMOUNT})\s*(?P<unit>{'|'.join(f'(?:{unit})' for _name, unit in UNITS)})")
APPLICANT = re.compile(
    r"(提出申请|申请|申领|申报|提交|到.{0,12}办|前来|办理登记|补办|可以?[取领提])(?!之日|后|材料之日|的?之日)"
)
OFFICE = re.compile(
    r"寄出|寄达|寄给|送达|制卡|制作|出具|开具|到账|办结|初审|复审|审核|审批|审定|核定|答复|拨付|作出|受理后|收到.{0,12}(后|之日起)|受理之日|办理(?!登记)|支付|打[到进入]|划入|汇入|发放|完成|内办|办完|办好|告知"
)
COMES = re.compile(
    r"(?:单位|企业|职工|人员|参保人|申请人|本人|家属|亲属|个人)[，,]?(?:都|均)?(?:应当?|须|必须|要|需要?)[^，]*内[，,]?(?:[向替为给][^，]*)?(?:办理|申请|申报|登记|提出|报告|认证|完成(?!审)|向[^，。；]{2,24}(?:报送|提交|备案))"
    r"|应当?(?:自|在|于|从)[^，]*内[，,]?(?:到|向|前往|携|持|带)[^，]{1,30}(?:办理|申请|申报|申领|提出|登记)"
)
SINCE = re.compile(
    r"(?:知道|侵害|用工|招用|入职|录用|就业|出生|死亡|离职|离校|毕业|退役|失业|解除|终止|停工|发生|诊断|确诊|成立|设立|注册|变更|变动|注销|出院|分娩|生育|退休|迁[入出]|搬迁|期满)"
    r"(?:(?!受理|收到|收齐|提交|提出|申请|审[核批]|核准|登记)[^，。；\d]){0,14}?(?:日起|当日|那天(?:算)?起|之日|后)[^，。；\d]{0,4}$"
)  # what happened to the applicant, from which his time runs: 「自用工之日起30日内」
BY_US = re.compile(
    r"(?:^|[，。；：])(?:我们|[^，。；：到向往至送交]{0,20}(?:局|中心|机构|部门|窗口|科|处|委员会|工作人员))(?:会|将|应当?|须|要|承诺|在|自|于|收到|受理)[^，。；]*$"
)
IN_BRACKETS = re.compile(
    rf"[（(](?P<inside>[^（）()]*(?:法定|承诺|规定)[^（）()]*{AMOUNT}\s*(?:个?工作日|个?自然日|日|天|个月)[^（）()]*)[）)]"
)  # 「10个工作日（法定20个工作日）」
CASE_IN_BRACKETS = re.compile(
    rf"[（(](?P<inside>[^（）()，；]{{2,24}}(?:的|时|情况下|情形下)[，,]?[^（）()，；的]{{0,8}}{AMOUNT}\s*(?:个?工作日|个?自然日|日|天|个月)[^（）()]*)[）)]"
)  # 「当场办结（银行网点制卡的，15日）」
MENDS = re.compile("补齐|补正|补交|补充完整")  # of papers that lack: no limit of the procedure
SHORTENED = re.compile(
    rf"由(?:原来的?|原|以前的?)?(?:受理后|收到材料后)?\s*{AMOUNT}\s*个?(?:工作日|自然日|日|天|月)(?:内?办[结完])?(?=(?:缩短|压缩|减少|调整|改|压减)[为到至成])"
)
NOT_A_LIMIT = re.compile(
    r"公示|张榜|公告|延长|缴费满|缴满|累计|有效期|半年内|近\S{1,3}(个月|年)内|以上|年满|失业前|连续"
)


def number(text: str) -> int:
    """A number in digits or in Chinese up to 999: 「三十」 is 30. Raises ValueError for anything else."""
    text = narrow(text)
    if text.isdigit():
        return int(text)
    total, digit = 0, 0
    for char in text:
        if char == "十":
            total, digit = total + (digit or 1) * 10, 0
        elif char == "百":
            total, digit = total + (digit or 1) * 100, 0
        elif char in HAN:
            digit = HAN[char]
        else:
            raise ValueError(text)
    return total + digit


@dataclass(frozen=True)
class Limit:
    """A time limit 时限 in the schema's words, and the words it was read from."""

    within: str
    meaning: str
    kind: str
    quote: str


def sentences(text: str) -> list[str]:
    """A text cut where a sentence ends, and where the next number of a list begins."""
    parts = re.split(r"(?<=[。；;])|\s+(?=\d{1,2}[.．、]\D)|(?=[①-⑳])", text)
    return [part.strip() for part in parts if part and part.strip()]


def limits(text: str, *, under: str = "", labelled: bool) -> Iterator[Limit]:
    """The limits in a text. ``under``: 「法定」 or 「承诺」 of the label; ``labelled``: the text stands under 办理时限.

    Elsewhere only what plainly binds the applicant or the office is a limit: 「公示7日」 is a step.
    """
    for apart in (IN_BRACKETS, CASE_IN_BRACKETS):
        text = apart.sub(lambda found: f"；{found['inside']}；", text)
    for sentence in (each for part in SHORTENED.split(text) for each in sentences(part)):
        for clause in _clauses(sentence):
            yield from _limits(clause, under, labelled)


def _clauses(sentence: str) -> list[str]:
    """A sentence with several limits, cut between them; what stands before the first belongs to it."""
    clauses: list[str] = []
    for part in re.split("[，,]", sentence):
        told = clauses and (LIMIT.search(narrow(clauses[-1])) or DONE_AT_ONCE.search(clauses[-1]))
        both = told and (LIMIT.search(narrow(part)) or AT_ONCE.search(part))
        if clauses and not both:
            clauses[-1] += f"，{part}"
        else:
            clauses.append(part)
    return clauses


def _limits(clause: str, under: str, labelled: bool) -> Iterator[Limit]:
    statutory = re.search("法定(?!工作日|节假日|继承|代理)|法律规定|按规定(?=[要应需是为])|依法(?:应当|须)", clause)
    kind = "承诺" if re.search("承诺|答应", clause) else "法定" if statutory else under
    amounts = LIMIT.finditer(narrow(clause))
    found = next((each for each in amounts if not _spans_time(clause, each)), None)
    if MENDS.search(clause):
        return
    before, after = (clause[: found.start()], clause[found.end() :]) if found else ("", "")
    binds_applicant = _binds_applicant(clause, before, re.split("[，。；]", after)[0])
    if found and not NOT_A_LIMIT.search(re.split("之日起?|之后", clause[: found.end()])[-1]):
        if not labelled and not binds_applicant:
            return
        unit = next(name for name, pattern in UNITS if re.fullmatch(pattern, found["unit"]))
        amount = number(found["amount"])
        if amount:
            plural = "" if amount == 1 else "s"
            meaning = "申请" if binds_applicant else "办结"
            yield Limit(f"{amount} {unit}{plural}", meaning, kind, clause)
    elif labelled and AT_ONCE.search(clause):
        yield Limit("immediate", "办结", kind, clause)


def _binds_applicant(clause: str, before: str, done: str) -> bool:
    """Whether a limit is the applicant's: from when it runs and who is bound tells first, and then what is done within it."""
    if SINCE.search(before) and not (BY_US.search(before) and not COMES.search(clause)):
        return True
    if BY_US.search(before) or (OFFICE.search(done) and not APPLICANT.search(done) and not COMES.search(clause)):
        return False
    return bool(COMES.search(clause)) or (bool(APPLICANT.search(clause)) and not OFFICE.search(clause))


def _spans_time(clause: str, found: re.Match[str]) -> bool:
    """Whether an amount of time is no limit but how long something was: 「满一年」 「两年以内没有就业」."""
    return bool(
        re.search(r"(?:满|不足|每|超过|过了?|达到|已|年龄)\s*$", clause[: found.start()])
        or re.search(r"(?:比|较|去年|上年|往年|原来|以前|过去|旧版)[^，。；\d]{0,6}$", clause[: found.start()])
        or (found["unit"] == "日" and re.search(r"(?:月|[至到—~-])\s*$", clause[: found.start()]))
        or (found["unit"] == "日" and re.match(r"\s*(?:至|到|左右|—|~|-\d)", clause[found.end() :]))
        or re.match(r"(?:以|之)?内(?:没有|未|的|从未)", clause[found.end() :])
    )


EXTENSION = r"(?:\s*[(，,]?转\s*\d{1,5})?"
PHONE = re.compile(
    r"(?<![\dA-Za-z.〔-])(?<!掌上)(?:"
    rf"(?:\(?0\d{{2,3}}\)?[- －—]?\s?)[2-9]\d{{6,7}}{EXTENSION}"
    rf"|[2-9]\d{{6,7}}{EXTENSION}"
    r"|9[56]\d{3,4}(?=[或、，。；\s]|$)"
    r"|[48]00[- ]?\d{3}[- ]?\d{4}"
    r"|(?:0\d{2,3}[- ]?)?1(?:2333|2366|2393|2329|2345|2348)(?!\d)"
    r")(?![\d.])"
)
MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
PERSONAL = re.compile(rf"[（(][^（）()]*{MOBILE.pattern}[^（）()]*[）)]")  # an example, or whom to call


def phones(text: str) -> list[str]:
    """The telephones of offices in a text. A mobile number is a person's and is never taken."""
    bare = MOBILE.sub(lambda found: " " * len(found[0]), narrow(text))
    return [
        re.sub(r"[()\s－—，,]", lambda mark: "-" if mark[0] in "－—)" else "", found[0])
        for found in PHONE.finditer(bare)
    ]


ADDRESS = re.compile(r"https?://[A-Za-z0-9./?=&%#_~:+-]+")


@dataclass(frozen=True)
class LawCited:
    """A law as it is cited: its name with its number if there is one, and the article."""

    name: str
    article: str
    quote: str


PART = r"第[（(]?[一二三四五六七八九十\d]+[）)]?[款项]"  # of an article
ARTICLE = re.compile(rf"第[一二三四五六七八九十百零\d]+条(?:{PART})*(?:[至到—-]第[一二三四五六七八九十百零\d]+条)?")
LAW = re.compile(
    r"《(?P<name>(?:[^《》]|《[^》]*》|〈[^〉]*〉)+)》"
    r"(?P<number>\s*[（(][^（）()]*?(?:号|令)[^（）()]*[）)])?"
    rf"\s*(?P<article>第[一二三四五六七八九十百零\d]+条(?:(?:{PART})|[、，和及至到—-]?第[一二三四五六七八九十百零\d]+条)*)?"
)


def laws(text: str) -> list[LawCited]:
    """The laws that a text under 政策依据 names."""
    found = []
    for cited in LAW.finditer(text):
        number = (cited["number"] or "").strip()
        found.append(LawCited(f"《{cited['name']}》{number}", cited["article"] or "", cited[0].strip()))
    return found


PLAINLY_FREE = re.compile(
    r"(?:一分|分文|1分)钱?(?:也|都)?不[收取要花]|不收取?(?:任何|一分|分文)?[^，。；\d]{0,6}?[费钱]|不(?:用|需要?)?(?:要|交|花|缴|缴付)(?:一分|任何)?钱|不(?:用|需要?)[交缴]费|不[交缴]费(?!的)|(?:取消|停止|免|零|无|0)收费|[零无]费用?"
    r"|(?:全程|一律|全部|[均都皆]|完全)[是为]?免费|免费(?=办|补|领|的?$)|(?:严禁|不得)[^，。；]{0,10}收取(?:任何)?费"
)  # in whatever sentence
FREE = re.compile(rf"{PLAINLY_FREE.pattern}|免费|免收|不收取|^(?:否|无|不用交?)$")  # where something tells of costs
FORMERLY = re.compile("[（(][^（）()]*(?:以前|原来|过去|曾经|取消|旧)[^（）()]*[）)]")
PRICE = re.compile(r"(?P<item>[一-鿿]{0,8}?)\s*(?P<amount>\d+(?:\.\d{1,2})?)\s*元")


def fee(text: str) -> tuple[str, Decimal] | None:
    """What it costs: the item and the amount in yuan, zero where it is free; None where the text does not say."""
    text = FORMERLY.sub("", text)
    found = None if FREE.match(text) else PRICE.search(narrow(text))
    if found:
        return found["item"], Decimal(found["amount"])
    return ("", Decimal(0)) if FREE.search(text.strip("。 ")) else None


@dataclass(frozen=True)
class Paper:
    """A material 材料 as a line names it."""

    name: str
    kind: str = ""
    originals: int = 0
    copies: int = 0
    notes: tuple[str, ...] = ()


BRINGS = re.compile(
    rf"^(?:(?:只|均)?(?:需要?|要|须|应当?|请))?(?:{bringing.BRING}|{bringing.FILL_IN})(?=[^，。；]{{2}})|(?:来办理?|来申请|到场)$|(?:就行|即可|就可以|就好|便可|就够)了?$"
)
DOTS = re.compile(r"\s*[….．·]{3,}\s*")  # between a paper and its count
BETWEEN = " 　；;。，,、"  # what may stand between a paper and its counts
SHOWN = re.compile(
    rf"(?:(?:验|核验|查验|出示)(?:看)?原件|原件(?:核验|查验|核对|验看))[，,、]?(?:收取?|留存?|交)?复印件(?P<c>\s*{AMOUNT}\s*份)?"
)
SEEN = re.compile(
    r"[（(](?P<inside>[^（）()]+)[）)]$|[，,](?P<beside>(?:验|核验|查验|出示|看)(?:看|一?下)?原件.*|原件(?:核验|查验|核对|验看).*)$"
)
BOTH = re.compile(
    r"[（(]?\s*(?:原件|正本|原件\s*[和及、与/]\s*复印件|原、复印件|正本[和及]复印件)"
    r"(?P<o>\s*(?:各)?\s*" + AMOUNT + r"\s*(?:份|张|本|套|件|页))?"
    r"(?:\s*[和及、与/，,]?\s*复印件?(?P<c>\s*[，,]?(?:各)?\s*" + AMOUNT + r"\s*(?:份|张|本|套|件|页))?)?\s*[）)]?$"
)
CHECKED = re.compile(
    r"[（(，,]?\s*(?:原件(?:当面|现场|要?带[来上])?(?:核对|核验|查验|备查|验看|[看验用](?:完|过|后|一下|一看))|(?:当面|现场)?(?:核对|核验|查验|验看?)原件)[^（）()，,]{0,6}[）)]?$"
)  # only shown
KEPT = re.compile(rf"复印件(?:留存?|收取?|交|存档)(?P<c>{AMOUNT})[份张]")  # 「原件核对后退还，复印件留一份」
EITHER = re.compile(r"[（(]?原件或者?复印件[）)]?$")
COPY = re.compile(
    r"[（(]?(?P<and>(?:正本)?[及和]其?)?的?(?:复印件?|影印件|影印本|(?<=[（(])各复印)(?P<c>\s*[，,]?(?:各|每人)?\s*"
    + AMOUNT
    + r"\s*(?:份|张|本|套|件|页)?)?\s*[）)]?$"
)
OPEN = re.compile(r"[（(][^）)]*$")  # 「（均需留复印件）」 is a remark, not the kind
SETS = re.compile(r"[（(]?\s*[一壹]式\s*(?P<n>[一二三四五六七八九十两壹贰叁\d]+)\s*[份联][）)]?$")
PLAIN = re.compile(r"[（(]?\s*(?:各\s*)?(?P<n>" + AMOUNT + r")\s*(?:份|张|本|套|页|个|枚)\s*[）)]?$")
FETCHED = re.compile(
    "[，,](?P<where>(?:(?:网上|网站|自行)(?:下载|打印)|(?:窗口|现场|柜台)(?:领取|提供)?(?:[后并]?(?:现场)?填写)?)(?<!窗口)(?<!现场)(?<!柜台))$"
)  # where one gets the form
SAID_OF_IT = re.compile(
    r"[，,](?:[看验查]原件[，,]|任[带选交]|无[须需]|不[用需再]|有一样|均可|都可以)[^）]*$"
)  # 「身份证，看原件，复印件我们自己打」
BEFORE = re.compile(rf"(?P<n>{AMOUNT})(?:张|份|本|套)(?P<what>[一-鿿《].+)$")
SAID_TWICE = re.compile("^(?P<name>.{0,30}?(?P<end>[一-鿿]{3,20}))[，,](?P=end)$")  # 「仲裁申请书，申请书正本一份」
BESIDE = re.compile(
    r"(?<=[份张本套页件])[，,](?P<note>(?!(?:各|每人)?\s*[\d一二三四五六两壹贰]+(?:[份张本套]|式))(?!.*(?:原件|复印件|[证簿册]$))[^、（）()]{2,24})$"
)
ALSO = re.compile(
    r"^(?:如果|要是|如|若)?(?:是)?(?P<when>(?:[^（）()]|（[^（）]*）){1,24}?(?:的|时|，)|[^，,；]{2,12}?(?=另|还))[，,]?\s*(?:由?[一-鿿]{2,6}?(?=也要?带|带)(?:也)?)?(?:还|另外|另|再|加|并|须|需|应|请){0,2}(?:要|须|需|应当?|还)?(?:另)?"
    rf"(?:(?:{bringing.BRING}|{bringing.FILL_IN}|加上|加(?![盖入收急快强])|加?{bringing.HAND_OVER})(?:上)?|(?<=还需)|(?<=还要)|(?<=还须)|(?<=另需))(?P<what>.+)$"
)
ALSO_WORD = re.compile(
    rf"(?:另带|另需|另附|还要带|还要|还需|另须|同时带|并带|另提供|另交|还应|还须|须另)(?:{bringing.BRING}|{bringing.HAND_OVER})?"
)


INNER_NUMBER = re.compile(
    r"(?=[①-⑳])|(?=[（(]\d{1,2}[）)])|(?<=[：:])(?=\s*\d{1,2}[.．、]\D)|(?<=[；;。])(?=\s*\d{1,2}[.．、]\D)|(?<=\s)(?=\d{1,2}[.．、]\D)"
)


def list_items(text: str) -> list[str]:
    """The items of a list in one line: 「①…；②…」 「1、…2、…」; a line without inner numbers is one item."""
    cuts = {found.start() for found in INNER_NUMBER.finditer(text)} | _counted_up(text)
    places = [0, *sorted(cuts - {0, len(text)}), len(text)]
    parts = (text[begin:end].strip() for begin, end in pairwise(places))
    return [part for part in parts if part]


def _counted_up(text: str) -> set[int]:
    """Where the numbers of a list stand that count up from one, whatever stands before them: 「共同材料1、…2、…」."""
    cuts: set[int] = set()
    run: list[int] = []
    for found in re.finditer(r"(?<![\d.．第年月至—-])(\d{1,2})[.．、](?=\D)", text):
        if int(found[1]) == len(run) + 1:
            run.append(found.start())
        elif int(found[1]) == 1:
            run = [found.start()]
        if len(run) > 1:
            cuts |= {*run}
    return cuts


def paper(text: str) -> Paper:
    """A material in a line: its name, and what stands behind it: 「原件1份」 「（一式二份）」 「2张」."""
    rest = BRINGS.sub("", DOTS.sub("，", numbered(text)[1]).strip(BETWEEN))
    rest = re.sub("[，,](?:要|须|需|带|交)(?=(?:原件|复印件)$)", "，", rest)
    rest = re.sub("^(?:还有|以及|再加上?)", "", rest)
    rest = re.sub("(?<=件)(?:都|均)(?:要|需要?|须|得)?(?:带|交|有|提供|提交)?$", "", rest)
    notes: list[str] = []
    kinds: set[str] = set()
    originals = copies = 0
    if (said := SAID_OF_IT.search(rest)) and not SHOWN.fullmatch(said[0].strip("，,")):
        kinds |= {"原件"} if re.search("(?:看|验|查)", said[0]) else set()
        notes.append(said[0].strip("，"))
        rest = rest[: said.start()]
    for _round in range(6):
        rest = rest.strip(BETWEEN)
        if beside := BESIDE.search(rest):
            notes.append(beside["note"])
            rest = rest[: beside.start()]
        tail = re.search(r"[（(](?P<inside>[^（）()]+)[）)]$", rest)
        inside = re.split("[，,；;、]", tail["inside"]) if tail else []
        if fetched := FETCHED.search(rest):
            notes.append(fetched["where"])
            rest = rest[: fetched.start()]
        if found := SETS.search(rest):
            originals = number(found["n"])
            notes.append(found[0].strip("（）() "))
        elif (found := CHECKED.search(rest)) and found.start():
            kinds |= {"原件"}
            notes.append(found[0].strip("（）()，, "))
        elif (found := BOTH.search(rest)) and "原件" in found[0].replace("正本", "原件"):
            kind, more, copied = _counted(found[0])
            kinds |= {*kind.split("和")}
            originals, copies = more or originals, copied or copies
        elif (
            (found := SEEN.search(rest))
            and found.start()
            and (seen := SHOWN.fullmatch(found["inside"] or found["beside"]))
        ):
            kinds, copies = kinds | {"原件", "复印件"}, _amount(seen["c"]) or copies
            notes.append(found["inside"] or found["beside"])
        elif tail and tail.start() and (kept := next(filter(None, map(KEPT.fullmatch, inside)), None)):
            found, kinds, copies = tail, kinds | {"复印件"}, number(kept["c"])
            notes.append("，".join(each for each in inside if not KEPT.fullmatch(each)))
        elif (found := EITHER.search(rest)) and found.start():
            notes.append("原件或复印件")
        elif (
            tail
            and tail.start()
            and re.search("原件[^或]*复印件", tail["inside"])
            and not BOTH.fullmatch(tail[0])
            and not re.search(r"\d|[一二三四五六两]份", tail["inside"])
        ):  # 「（提供原件对照及复印件）」
            found, kinds = tail, kinds | {"原件", "复印件"}
            notes.append(tail["inside"].strip())
        elif (found := COPY.search(rest)) and found.start() and not OPEN.search(rest[: found.start()]):
            kinds |= {"原件", "复印件"} if found["and"] else {"复印件"}
            copies = _amount(found["c"]) or copies
            originals = copies if found["and"] and "各" in found[0] else originals
        elif (found := PLAIN.search(rest)) and found.start() and not kinds:
            if re.search("(?:复印|影印)[件本]", rest[: found.start()][-4:]):  # 「复印件（1份）」
                copies = number(found["n"])
            else:
                originals = number(found["n"])
        elif tail and tail.start() and len(inside) > 1 and (first := _kind_alone(inside[0])):
            found, (kind, originals, copies) = tail, first
            kinds |= {*kind.split("和")}
            notes.append("，".join(inside[1:]).strip())
        elif tail and tail.start() and len(inside) > 1 and (sets := SETS.fullmatch(inside[0])):
            found, originals = tail, number(sets["n"])
            notes.append(tail["inside"].strip())
        elif tail and tail.start() and len(inside) > 1 and (plain := PLAIN.fullmatch(inside[0])):
            found, originals = tail, number(plain["n"])
            notes.append("，".join(inside[1:]).strip())
        elif tail and tail.start() and len(tail["inside"]) > 1 and not _part_of_name(tail["inside"]):
            found = tail
            notes.append(tail["inside"].strip())
        else:
            break
        if kinds == {"复印件"} and not copies and originals:
            originals, copies = 0, originals
        rest = rest[: found.start()]
    before = BEFORE.match(rest)
    if before and not (originals or copies):
        originals, rest = number(before["n"]), before["what"]
        if kinds == {"复印件"}:
            originals, copies = 0, originals
    name = SAID_TWICE.sub(r"\g<name>", rest.strip(f"{BETWEEN}：:"))
    whole = re.fullmatch(r"《([^《》]+)》|“([^“”]+)”", name)
    kind = "和".join(each for each in ("原件", "复印件") if each in kinds)
    return Paper((whole[1] or whole[2]) if whole else name, kind, originals, copies, tuple(reversed(notes)))


def _kind_alone(text: str) -> tuple[str, int, int] | None:
    """「原件2份」 and 「复印件」 by themselves; None for any other words."""
    if found := BOTH.fullmatch(text.strip()):
        return _counted(found[0])
    if found := COPY.fullmatch(text.strip()):
        return "复印件", 0, _amount(found["c"])
    return None


def _part_of_name(inside: str) -> bool:
    return bool(re.fullmatch(r"[一-鿿]{2,4}", inside)) and not re.search("[盖签验交留存退看填印]", inside)


def _counted(words: str) -> tuple[str, int, int]:
    """「原件及复印件1份」 counts the copies; 「原件1份」 the originals; 「原件1份、复印件2份」 both; 「各1份」 both."""
    text = words.strip("（）() ")
    copies = re.search(rf"复印件?\s*[，,]?\s*各?\s*({AMOUNT})\s*(?:份|张|本|套|件|页)", text)
    originals = re.search(rf"(?:原件|正本)\s*各?\s*({AMOUNT})\s*(?:份|张|本|套|件|页)", text)
    each = "各" in text
    counted = originals and "原件" not in text  # 「正本一份」 of what one writes is no 「原件」
    kind = "原件和复印件" if "复印" in text else "" if counted else "原件"
    copied = number(copies[1]) if copies else 0
    return kind, number(originals[1]) if originals else copied if each else 0, copied


def _amount(words: str | None) -> int:
    found = re.search(AMOUNT, words or "")
    return number(found[0]) if found else 0


ARROWS = re.compile(r"\s*(?:[\u2190-\u21ff\u25b6-\u25bb\u2794-\u27be👉»]\ufe0f?|—+>|-+>|=+>|⇒|➔|—|–|↓)\s*")


def steps(text: str) -> list[str]:
    """The steps in a line: 「受理—审查—决定」; a line without arrows is one step."""
    parts = (
        [part.strip(" ；;。") for part in ARROWS.split(text)]
        if "→" in text or len(ARROWS.findall(text)) > 1
        else [text]
    )
    if len(parts) == 1 and len(dashed := re.split(r"\s*[-－—>＞]+\s*", parts[0].strip(" 。"))) > 2:
        parts = dashed if all(re.fullmatch("[一-鿿]{2,10}", part) for part in dashed) else parts
    return [numbered(part)[1].strip(" ；;") for part in parts if part.strip()]
