"""What a document is about, by its title or its first sentences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from scripts.importing.labels import boilerplate, label
from scripts.importing.outline import Block, Heading, Span, Table, numbered

MATTER = (
    "登记|认定|鉴定|申领|申请|转移|转入|转出|接续|备案|报销|提取|补贴|补助|津贴|补偿|返还|贷款|认证|退休|增员|减员|参保|停保|续保|补缴|变更|注销"
    "|核定|支付|待遇|退费|领取|挂失|补办|补领|申报|延期|结算|确认|审批|审查|审核|封存|启封|支取|租住|入住|发放|调整|转递|存档|保管|年金|养老金|保险金|抚恤金|补助金|救助|招工|招聘|缴存|开户|销户|清算|托管|报到"
)  # what a procedure is about ends with
GUIDE = re.compile(
    r"(办事|服务|业务|热点|热门|常见|有奖)?(指南|须知|问答|问题解答|流程说明|说明|流程|一次性告知单|明白卡|实施清单|一览表|汇编)(（[^）]*）|\([^)]*\))*$|[（(](?:办事|服务|业务|办理)?(?:指南|须知|流程|说明)[）)]$"
)
NOTICE = re.compile(
    r"(?:[一-鿿]{4,24}?(?:局|中心|委员会|政府|办公室|厅))?关于(?:办理|开展|做好|简化|优化|调整|规范)?(.+?)(?:办理|经办|申领|申请|受理)?(?:手续|流程|程序|方式|方法|工作)?(?:有关|相关)?(?:工作|事项|事宜|问题)?的(?:通知|公告|通告|告知|函|(?:[几两三]点|若干|一些)?(?:温馨)?(?:说明|提示|提醒|建议))"
)
ABOUT = re.compile(
    r"[将就把](?:办理|开展)?(?P<told>[^，。；]{4,24}?)的?(?:手续|要点|办法|事项|流程|方法|事宜|政策|规定|要求|(?<=的)事情?)[^，。；]{0,6}(?:说明|告知|通知|介绍|解读|讲|告诉|解释|明确|提示)"
    r"|(?:方便|便于|便利|为)(?:您|贵单位|大家|各单位|用人单位|广大[一-鿿]{2,6}|参保人员?)(?:办理)?(?P<easy>[^，。；]{4,24})[，。]"
    rf"|申请办理的?(?P<asked>(?![该本此])[^，。；]{{2,24}}?(?:{MATTER})(?:（[^（）]*）)?)[，。；]"
    r"|(?:申请|办理?|办一次|办一下|问起|问到)的?[【“「《](?P<quoted>[^】”」》]{4,40}(?<![表书证单]))[】”」》]"
    r"|现[将就把](?:办理|开展)?(?P<now>[^，。；]{4,24}?)的?(?:(?:有关|相关)(?:事项|事宜|问题)|事项|办法|方法)"
    r"|(?:调整|优化|简化|规范)(?P<changed>[^，。；]{4,20}?)(?:的?(?:办理|申领|申请))?(?:方式|流程|手续|材料|时限)"
)
LETTER = re.compile(
    "一封信|^(?:致|写?给)[^，。；：]{2,24}的(?:公开)?信$|告知[书单]?(?:（[^）]*）)?$|倡议书|公开信|解读$"
)
ASKED = re.compile(
    r"(?:今年起，|[^｜|，。：:]{2,6}[｜|：:])?(?P<what>[^，。！？：:]{4,20}?)(?:怎么|如何|怎样)(?:申领|申请|办理?|领取?|补办?|报销|转移?|登记|开具?|打印|查询?)(?:呢)?[？?]?|(?:【[^】]*】)?[^。！]{0,16}?[！!]?(?P<so>[^，。！？：:]{4,20}?)这样(?:领|办|申领|申请|办理)[！!]?"
)
WHAT_IS = re.compile(
    r"(?:什么|啥)(?:是|叫)(?P<what>[^，。！？：:的]{4,20})[？?]?|(?P<also>[^，。！？：:的]{4,20})是(?:什么|啥|咋回事)[？?]?"
)
CHATTY = re.compile(
    rf"(?P<what>[^，：:！!？?|｜—“”您你]{{2,20}}(?:{MATTER}))(?:[，：:！!？?|｜]|——).{{0,24}}(?:问题|知道|看|收藏|来了|攻略|一文|图解|解答|问答|答疑|关心|这样|怎么|清楚|明白|指南)[^，]{{0,8}}"
)  # 「居民医保参保，这些问题您可能想知道」
SPEAKS_TO = re.compile("您|你|(?<!申)请|看这|[！!]|提醒|别忘|注意")  # a title that names nothing
BOOK_OF = re.compile(
    rf".*(?:手册|指引|指南|规程|规范|须知)[（(](?P<what>[^（）()\d]{{2,20}}(?:{MATTER}))[）)]"
)  # 「网上申报操作手册（单位增员）」
DOES = re.compile(
    rf"(?:申请|办理|办好?|申领|领取|参加|做好?)(?P<what>[一-鿿]{{2,16}}?(?:{MATTER}))(?=[，。；、的时要需和手]|$)"
)
NAMED = re.compile(
    rf"(?P<what>[一-鿿]{{2,20}}(?:{MATTER}))(?![一-鿿]?[表书证单号])"
)  # 「领生育津贴」 「办理丧葬补助金申领」
SAID_BEFORE = re.compile(
    "^.*(?:办理|申请|提交|提出|可以|以后|应当|需要|关于|开展|简化|优化|领取?|写给|[要把将都且替该这那此的]|就(?![业医诊学]))(?=[一-鿿]{4,}$)"
)
ASKS_THEN = re.compile("(?:由谁|谁|怎么|怎样|如何|什么|哪).*$")  # 「生育津贴由谁申请」
SHORTEST_NAME = 4
NO_NAME = re.compile(
    rf"^(?!.*(?:{MATTER}))(?:.*(?:提示|提醒|明白[卡纸书册]|告知|通知|公告|通告|详情|一览|服务事项|折页|海报|问题|政策|问答|问我答|问与答|一问一答|[：:].{{2,10}}篇)[^一-鿿]*$|[^一-鿿]*$)"
)  # a title that says what kind of paper it heads, and not what it is about
OF_BOOK = re.compile("(?:服务|经办|办理|操作|工作|管理)+(?:规范|规程|标准)(?:（[^（）]*）)?$")
LEAD_IN = re.compile("^(?:[一两三]分钟|一图|一文|一张图|一张卡|图解|秒懂)[^：:，]{0,6}[：:，|｜]")  # 「一分钟看懂：…」
OF_NOTHING = re.compile("[该本此]|上述|以上|相关|有关|下列|以下")  # 「将办理该事项的全部要求告知」
PART_OF_PAGE = re.compile("(?:基本|详细|办理|办事|事项|服务|业务|申报|申请)信息$")  # and no name
OFFICE = re.compile(r"(?:局|中心|委员会|政府|办公室|服务站|大厅|分局|管理处|经办处|服务所)(?:编|印|编印)?$")
SPEAKS = re.compile("我们|我[省市县区州盟旗](?!们)|我(?:局|中心|委|处|所|分局|管理部)")
DATE = re.compile(r"[\d〇○二一三四五六七八九十]{2,4}年[\d一二三四五六七八九十]{1,2}月[\d一二三四五六七八九十]{1,3}日")
LONGEST_NAME = 40  # characters of a procedure's name
KIND_OF_BOOK = re.compile(
    "(?:服务|经办|办理|操作|工作|管理|业务)+(?:规范|规程|标准|手册)$"
)  # and no procedure: its subtitle names it


def named_in(flow: Sequence[Block]) -> Span | None:
    """The procedure that a letter is about: 「为方便您办理…，」."""
    for block in flow[1:8]:
        found = ABOUT.search(text_of(block))
        if found and not isinstance(block, Table):
            words = next(filter(None, found.groups()))
            if not OF_NOTHING.match(words):
                return block.span.cut(words)
    return None


def often_named(flow: Sequence[Block]) -> Span | None:
    """What sentences most often say one does; the first of those that are said as often."""
    told = [
        (found["what"], block.span)
        for block in flow
        if not isinstance(block, Table)
        for found in DOES.finditer(block.span.text)
    ]
    counts = Counter(words for words, _span in told)
    return max((span.cut(words) for words, span in told), key=lambda span: counts[span.text], default=None)


def likely_name(blocks: Sequence[Block]) -> Span | None:
    """A name for a document of which nothing says what it is about: what its sentences or headings name most often."""
    texts = [block.span for block in blocks if not isinstance(block, Table)]
    texts += [line for block in blocks if isinstance(block, Table) for cell in block.cells() for line in cell.lines]
    told = [
        (SAID_BEFORE.sub("", ASKS_THEN.sub("", found["what"])), span)
        for span in texts
        for found in NAMED.finditer(span.text)
    ]
    told = [
        (words, span)
        for words, span in told
        if len(words) >= SHORTEST_NAME and not re.search("提出|提交|窗口|[，已]", words)
    ]
    if not told:
        return often_named(blocks)
    often = Counter(words for words, _span in told)
    heads = {block.span for block in blocks if isinstance(block, Heading)}
    words, span = max(told, key=lambda each: (often[each[0]] + 2 * (each[1] in heads), len(each[0])))
    return span.cut(words)


def title_of(blocks: Sequence[Block]) -> Span | None:
    """The name that a document's title gives, for a document about one procedure: 「…办事指南」 is cut off."""
    for block in blocks[:5]:
        if not isinstance(block, Table) and (about := NOTICE.fullmatch(block.span.text.lstrip("—－- "))):
            return _as_said(about[1], blocks) or block.span.cut(about[1])
    for block in blocks[:1]:
        last = re.split("[，。：:]", text_of(block))[-1]
        if not isinstance(block, Table) and last.endswith("？") and (asked := ASKED.fullmatch(last)):
            return block.span.cut(asked["what"] or asked["so"])
    for block in blocks[:12]:
        if not isinstance(block, Table) and (asked := ASKED.fullmatch(block.span.text)):
            return block.span.cut(asked["what"] or asked["so"])
    for block in blocks[:12]:
        defined = None if isinstance(block, Table) else WHAT_IS.fullmatch(numbered(block.span.text)[1])
        if defined and not isinstance(block, Table) and not label(block.span.text):
            return block.span.cut(defined["what"] or defined["also"])
    for above, below in pairwise(blocks[:4]):
        subtitle = text_of(below)
        if KIND_OF_BOOK.search(text_of(above)) and _may_name(subtitle) and not isinstance(below, Table):
            return below.span.cut(subtitle)
    first = [*[block for block in blocks[:8] if isinstance(block, Heading) and block.level == 1][:1], *blocks[:3]]
    for block in sorted(first, key=lambda block: not isinstance(block, Heading)):
        speaks = LETTER.search(text_of(block)) or SPEAKS_TO.search(text_of(block))
        if LETTER.search(text_of(block)) and (named := named_in(blocks)):
            return named
        if not isinstance(block, Table) and (book := BOOK_OF.fullmatch(block.span.text)):
            return block.span.cut(book["what"])
        if not isinstance(block, Table) and (chatty := CHATTY.fullmatch(block.span.text)):
            return block.span.cut(chatty["what"])
        if speaks and (named := named_in(blocks) or often_named(blocks)):
            return named
        if not isinstance(block, Table) and not label(block.span.text) and len(block.span.text) <= LONGEST_NAME:
            words = LEAD_IN.sub("", block.span.text)
            words = OF_BOOK.sub("", GUIDE.sub("", words)).strip()
            if words and not boilerplate(words) and not OFFICE.search(words) and not re.search("[！!]|[：:。]$", words):
                return block.span.cut(words)
    return named_in(blocks)


def _as_said(words: str, blocks: Sequence[Block]) -> Span | None:
    """A matter by its noun, where the text has it: 「申报缴费工资」 in a title is 「缴费工资申报」."""
    verb = re.match("申报|申领|申请|领取|变更|登记", words)
    noun = f"{words[verb.end() :]}{verb[0]}" if verb else ""
    told = (block.span for block in blocks if not isinstance(block, Table) and noun and noun in block.span.text)
    return next((span.cut(noun) for span in told), None)


def _may_name(text: str) -> bool:
    """Whether the line below a title may be the name of a procedure: short, and neither a label nor a sentence nor a number."""
    return 4 <= len(text) <= LONGEST_NAME and not label(text) and not re.search(r"[，。；：:！？\d（(]|^—", text)


def is_letter(blocks: Sequence[Block]) -> bool:
    """Whether a document speaks to its readers, as a notice or a letter: it tells how a matter stands, not step by step."""
    return any(LETTER.search(text_of(block)) or NOTICE.fullmatch(text_of(block)) for block in blocks[:5])


def signature(blocks: Sequence[Block]) -> Span | None:
    """The office that speaks in a letter as 「我局」: it signs above the date."""
    if not any(SPEAKS.search(text_of(block)) for block in blocks):
        return None
    for name, date in pairwise(blocks[-6:]):
        if not isinstance(name, Table) and OFFICE.search(name.span.text) and DATE.fullmatch(text_of(date)):
            return name.span
    return None


def text_of(block: Block) -> str:
    return "" if isinstance(block, Table) else block.span.text
