"""Papers that a sentence says one brings, hands in or fills in, among much else: 「单位携登记表、审批表等材料到柜台办理」."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scripts.importing.bringing import BRING, FILL_IN
from scripts.importing.grammar import ALSO, list_items
from scripts.importing.outline import Span, numbered

VERB = re.compile(
    rf"(?:{BRING}|{FILL_IN}|领取(?=《[^《》]*表》)|签订(?=[^，。；]{{0,6}}《)|作出|留存|插入|下载(?=《)|经(?=本人书面)|由(?=[^，。；作]{{0,6}}书面)|办理(?=[^，。；]{{2,20}}公证书)|附(?!近|属|件|加)|将(?=[^，。；]{{0,12}}[《证表单卡]))"
    r"(?:好|齐全?|由|有)?(?!的)"
)
ENDS = re.compile(
    r"[，。；：]|(?<=.{2})(?:前?[来去到至往向](?!期|账|帐|信)|前往|(?<!正在)办理|予以|领取|申请(?!表|书)|交由|送|(?<!申)报(?!告|表)|整理|开出(?!的)|签名|(?<![正所])在(?!职|编)|并|[（(]如|视为|后|方可|即可|进行|上(?:签字|注明)|的(?:员工|人员|参保人|原因|单位))"
)
ANY = re.compile(r"(?:其[他它]|相关|有关)(?:的)?(?:材料|资料|证件|手续|证明材料)")
LEAST_LISTED, OF_A_LIST = 3, 0.75  # items in a list of papers, and how many of them are plainly papers
LEAST, LONGEST = 2, 40  # characters of a paper
BETWEEN = re.compile(
    r"、(?!(?:复印件|影印件|副本))|以及|[及和与](?!其?(?:复印|影印|副本|原件|正本|子女|家庭))|等(?=相关|有关|其他|材料|资料|$)"
)
PAPER = re.compile(
    "簿|薄|流水|小结|账单|[欠收借]条|折|相?片|报告|说明|图|名单|明细|病历|复印|原件|正本|申请表|证|表|书|册|单|[信函文]件|函|照|材料|资料|印章|公章|合同|协议|凭证|户口|发票|回执|账户|卡|记录|档案|判决|决定|票|手续|承诺|清单|声明|介绍信|意见|批文|单号|密码条|名[册单]|证明"
)  # a word of a paper
IS_PAPER = re.compile(
    rf"(?:{PAPER.pattern}|[证明办法名册]》|册子|文件)》?"
    r"(?:的?(?:原件|复印件|正本)(?:[及和、]复印件)?)?(?:（[^（）]*）)?(?:（[^（）]*）)?(?:各?[一壹]式)?(?:[各一二两三四五壹\d]+[份张本])?(?:（[^（）]*）)?$"
    r"|（[^（）]*复印件）$"
)  # ends as the name of a paper does
TELLS = re.compile("提供|要求|授权|应当")  # in a sentence, not in a paper's name
NO_PAPER = re.compile(
    r"^(?:上述|以上|所需|前述|这些|全部|真实|虚假|假)|业务$|^(?:.?证明?|手续|材料|资料|证件|原件|复印件|原件[及和]复印件)$"
)


def papers(span: Span) -> Iterator[Span]:
    """The papers that a line says one brings, each as it is printed."""
    seen: set[str] = set()
    text, end = span.text, 0
    for sentence in re.split("[。；]", span.text):
        also = ALSO.match(numbered(sentence)[1])
        if (
            also
            and IS_PAPER.search(also["what"])
            and not ANY.fullmatch(also["what"])
            and not ENDS.search(masked(also["what"]))
        ):
            yield span.cut(numbered(sentence)[1])  # of a case: it is read with it
            text = text.replace(sentence, "〇" * len(sentence))
    for found in VERB.finditer(text):
        if found.start() < end:
            continue  # 「单位填写完整的登记表」 among what one brings
        ends = ENDS.search(masked(text), found.end())
        end = ends.start() if ends else len(text)
        named = [words for words in _parts(text[found.end() : end]) if _names_paper(words)]
        named = [
            words for words in named if not ANY.fullmatch(words)
        ] or named  # 「相关资料」 alone is all that is said
        yield from (span.cut(words) for words in named if words not in seen)
        seen |= {*named}


def listed(span: Span) -> Iterator[Span]:
    """The papers in a list that a line leads to with any words: 「首次参保时需要办理的：1、《登记表》；2、营业执照复印件」."""
    lead, _colon, _rest = span.text.partition("：")
    numbers = [part for part in list_items(span.text[len(lead) + 1 :]) if numbered(part)[0]]
    items = [numbered(part)[1].strip("；;。，、 ") for part in numbers]
    papers_there = sum(bool(IS_PAPER.search(each)) and not TELLS.search(each) for each in items)
    if len(items) >= LEAST_LISTED and papers_there >= OF_A_LIST * len(items):
        yield from (span.cut(part) for each in items for part in _parts(each) if _names_paper(part))


def _names_paper(words: str) -> bool:
    bare = re.sub("（[^（）]*）", "", words)
    return LEAST <= len(bare) <= LONGEST and bool(IS_PAPER.search(words)) and not NO_PAPER.search(words)


def masked(text: str) -> str:
    """The text with what stands in brackets and titles made unreadable: nothing ends there."""
    return re.sub(r"《[^《》]*》|（[^（）]*）|“[^“”]*”", lambda found: "〇" * len(found[0]), text)


def _parts(text: str) -> list[str]:
    """The names in a row; a part that is no paper by itself belongs to the next: 「养老保险、医疗保险手册」."""
    cuts = [(found.start(), found.end()) for found in BETWEEN.finditer(masked(text))]
    parts: list[str] = []
    begin = 0
    for start, end in [*cuts, (len(text), len(text))]:
        words = text[begin:start].strip(" “”")
        if start < len(text) and not IS_PAPER.search(words):
            continue  # goes on to the next
        parts.append(words)
        begin = end
    return parts
