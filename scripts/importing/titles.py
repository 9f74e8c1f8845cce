"""What a procedure is called: whatever may name it is a candidate, and the one that looks most like a name is taken."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from scripts.importing.items import CHAPTER
from scripts.importing.labels import boilerplate, common, label, words_of
from scripts.importing.outline import Block, Heading, Span, Table, numbered

ACT, BENEFIT = ("|".join(words_of("titles")[kind]) for kind in ("acts", "benefits"))
MATTER = f"{ACT}|{BENEFIT}"  # what the name of a procedure ends with
ACT_ON = re.compile(
    rf"(?:{ACT})[一-鿿]{{0,8}}(?:金|[卡证表书单费]|证明|凭证|关系|信息|津贴|补贴|档案|待遇)$"
)  # 「提取公积金」
LETTER = re.compile(
    "一封信|^(?:致|写?给)[^，。；：]{2,24}的(?:公开)?信$|告知[书单]?(?:（[^）]*）)?$|倡议书|公开信|解读$"
)
NOTICE = re.compile("关于.*的(?:通知|公告|通告|告知|函|[^，。；]{0,6}(?:说明|提示|提醒|建议))$")
SPEAKS_TO = re.compile("您|你|(?<!申)请|看这|[！!]|提醒|别忘|注意")  # a title that names nothing
PART_OF_PAGE = re.compile("(?:基本|详细|办理|办事|事项|服务|业务|申报|申请)信息$")  # and no name
OFFICE = re.compile(r"(?:局|中心|委员会|政府|办公室|服务站|大厅|分局|管理处|经办处|服务所)(?:编|印|编印)?$")
PLACE = re.compile("(?:省|市|县|区|州|旗|镇|乡|街道|社区)$")
WAY = re.compile("网上|线上|掌上|手机|自助|窗口|现场|大厅|电话|邮寄|上门|全程|单位网")  # of doing it, and no name
SPEAKS = re.compile("我们|我[省市县区州盟旗](?!们)|我(?:局|中心|委|处|所|分局|管理部)")
DATE = re.compile(r"[\d〇○二一三四五六七八九十]{2,4}年[\d一二三四五六七八九十]{1,2}月[\d一二三四五六七八九十]{1,3}日")
LONGEST_NAME = 40  # characters of a procedure's name
PLAIN_WORDS = 1  # the worth of words that name no matter
SHORTEST_NAME, USUAL_NAME = 3, 20
LONGEST_TITLE = 60  # characters of a line with several clauses, of which one may name
SURE = 6.5  # the worth of a name that only a sentence says, above a title that names nothing
LOOKS_FOR_TITLE = 8  # blocks from the top
HOW = "(?:应该?|应当|该|要)?(?:怎么样?|如何|怎样|咋)(?:去|来)?"
ASKS_WHAT_IS = re.compile(
    "(?:什么|啥)(?:是|叫)(?P<what>[^，。：的]{3,20})|(?P<also>[^，。：的]{3,20})是(?:什么|啥|咋回事)"
)
QUESTION = re.compile(r"^(?:问|提问|Q)\s*\d{0,2}\s*[：:．.、]\s*")
WENT_WRONG = re.compile("(?:不小心|不慎|被)?(?:丢|坏|损坏|遗失|过期|到期|消磁|看不清).*$")  # 「社保卡丢了怎么补」
WHO_ASKS = "(?:我|我们|个人|单位|企业|职工|员工|本人|大家|群众|参保人员?|老百姓)?(?:要|想要?|需要|可以|能)?"
IN_FULL = {"领": "领取", "报": "报销", "转": "转移", "补": "补办", "查": "查询", "提": "提取"}  # verbs of one character
PLAIN = ("申请办理", "办理", "申请", "申办", "办", "弄")  # verbs that add nothing to a name
SAYS_OF_IT = re.compile(
    rf"^.*(?:办理|咨询|申请|提交|提出|可以|以后|应当|需要|关于|开展|简化|优化|调整|规范|写给|已经?|聊聊|[先再]?说说?|讲讲?|[做办]好|享受|就(?![业医诊学])|一次(?!性)|[，要将把替且该这那此的为您]|(?<!申)领取?(?=[一-鿿]{{2,}}(?:{BENEFIT})$)|(?<!申)领(?!取))(?=[一-鿿]{{3,}}$)"
)
TOLD_ABOUT = re.compile(
    "(?:办理?|[做办]好?|申请|咨询|关于|现?[将就把]|开展|方便|优化|调整|简化|规范|(?:办|做)?一[次下])$"
)
NOTHING_SAID = re.compile(
    "上述|以上|相关|有关|下列|以下|[本该此各][项类]?(?:业务|事项|次)|窗口|提[交出]|您|你|我|他们|大家|哪|谁|啥|吗|什么|怎[么样]|如何|这|那|^[两二三四五几各了后若如因为被由即所再并未不是在对于按经从至到给让使每凡请本新原]|已|进行|结果|[为是的]$"
)


@dataclass(frozen=True)
class Candidate:
    """Words that may be the name, how much they look like one, the line that says them, and whether that is a title."""

    words: str
    worth: float
    span: Span
    titled: bool = False


@cache
def _around() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands around the name in a title: 「关于办理…」 before it, 「…操作流程」 behind it."""
    before, of, papers = (words_of("titles")[kind] for kind in ("before", "of", "papers"))
    behind = rf"(?<![网线掌]上)(?:的|之)?(?:(?:{'|'.join(of)})*(?:{'|'.join(papers)})|[（(](?:{'|'.join((*of, *papers))})+[）)])$"
    return re.compile(f"^(?:{'|'.join(before)})(?=.{{2}})"), re.compile(behind)


def named(text: str) -> str:
    """The name that a title gives; the title itself where nothing is left of it."""
    return core(text) or numbered(text)[1].strip(" ：:。")


def core(text: str) -> str:
    """A title without what stands around the name: 「关于办理失业登记有关事项的通知」 is 「失业登记」."""
    words = CHAPTER.sub("", numbered(text)[1]).strip(" —－-：:。！!？?　")
    if (about := words.rfind("关于")) > 0 and NOTICE.search(words):
        words = words[about:]
    before, behind = _around()
    held = ""
    while words != held:
        held = words
        words = re.sub(r"^[《“【「](.*)[》”】」]$", r"\1", words)
        words = re.sub(r"(?:（[^（）]*\d[^（）]*）|[（(](?:试行|暂行)[）)])$", "", words)
        words = behind.sub("", before.sub("", words)).strip(" —－-：:。！!？?　")
    return words


@cache
def _questions() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """「单位怎么申请稳岗返还」, and 「失业金怎么领」."""
    verbs = f"(?P<does>{MATTER}|{'|'.join([*IN_FULL, *PLAIN])})"
    of_what = rf"{WHO_ASKS}{HOW}{verbs}(?P<what>[^，。；：！？?]{{3,24}}?)(?:手续|业务)?"
    is_done = rf"(?P<what>[^，。；：！？?]{{2,30}}?)(?:{HOW}|这样|这么){verbs}?(?:手续|业务)?[呢啊呀吧]?"
    return re.compile(of_what), re.compile(is_done)


def asks_how(text: str, near: str = "") -> str:
    """What a question how to do something is about, as a name: 「失业金怎么领？」; empty for any other question.

    :param near: what answers it, where the name may stand in full.
    """
    words = QUESTION.sub("", numbered(text)[1]).strip("？?！!。 ")
    found = next(filter(None, (pattern.fullmatch(words) for pattern in _questions())), None)
    if not found:
        return ""
    what, does = core(SAYS_OF_IT.sub("", WENT_WRONG.sub("", found["what"]))), found["does"] or ""
    if len(what) < 2 or NOTHING_SAID.search(what):
        return ""
    what = in_full(what, near)
    named = does in PLAIN or re.search(f"(?:{MATTER})$", what)
    return what if named or what.endswith(does) else f"{what}{IN_FULL.get(does, does)}"


def in_full(words: str, text: str) -> str:
    """A short name as a text writes it in full: 「失业金」 is 「失业保险金」."""
    found = re.findall("[一-鿿]{0,2}".join(map(re.escape, words)), text) if len(words) < USUAL_NAME else []
    return max(dict.fromkeys(found), key=found.count, default=words)


def worth(words: str, text: str) -> float:
    """How much words look like the name of a procedure that a text tells of; zero or less if they cannot be one."""
    if (
        not SHORTEST_NAME <= len(words) <= LONGEST_NAME
        or label(words)
        or common(words)
        or boilerplate(words)
        or OFFICE.search(words)
        or PLACE.search(words)
        or PART_OF_PAGE.search(words)
        or DATE.search(words)
        or re.search(r"[，。；：！？｜|]|\d{5}|^\W*$", words)
        or any(words.count(one) != words.count(two) for one, two in ("（）", "《》", "“”", "【】"))
    ):
        return 0
    ends = re.search(f"(?:{MATTER})(?:（[^（）]*）)?$", words)
    acts = ACT_ON.search(words) or re.search(f"(?:{ACT})(?:（[^（）]*）)?$", words)
    told = 1 + (4 if acts else 3 if ends else 1 if re.search(MATTER, words) else 0)
    again = min(text.count(words) - 1, 3) if len(words) > SHORTEST_NAME else 0
    return (
        told
        + again * 0.5
        - (4 if NOTHING_SAID.search(words) or WAY.match(words) or re.search("[表书单册函]$", words) else 0)
        - max(0, len(words) - USUAL_NAME) * 0.3
    )


def title_of(blocks: Sequence[Block]) -> Span | None:
    """The name that the title of a document, or of a part of one, gives; the title as it is printed where it gives none."""
    titled = (each for each in _candidates(blocks) if each.titled)
    if best := max(titled, key=lambda each: each.worth, default=None):
        return best.span.cut(best.words)
    first = [block.span for block in blocks[:3] if not isinstance(block, Table) and _may_be_title(block.span.text)]
    first = [span for span in first if not (SPEAKS_TO.search(span.text) or boilerplate(span.text))]
    titles = sorted(first, key=lambda span: not core(span.text))
    return next((span.cut(span.text if OFFICE.search(named(span.text)) else named(span.text)) for span in titles), None)


def best_name(blocks: Sequence[Block]) -> Candidate | None:
    """Of all that may name what a document is about, what looks most like a name."""
    return max(_candidates(blocks), key=lambda each: each.worth, default=None)


def _candidates(blocks: Sequence[Block]) -> Iterator[Candidate]:
    lines = [block for block in blocks if not isinstance(block, Table)]
    text = "\n".join(block.span.text for block in lines)
    text += "\n".join(cell.text for block in blocks if isinstance(block, Table) for cell in block.cells())
    for number, block in enumerate(lines):
        span = block.span
        if number < LOOKS_FOR_TITLE and _may_be_title(span.text):
            at = 4 - number / 2 if isinstance(block, Heading) else 3 - number / 2
            for words in dict.fromkeys(of_a_title(span.text, text)):
                if (told := worth(words, text)) > PLAIN_WORDS:
                    yield Candidate(words, told + max(at, 0), span, titled=True)
        for words, extra in _in_a_sentence(span.text):
            if (told := worth(words, text)) > PLAIN_WORDS and (extra or text.count(words) > 1):
                yield Candidate(words, told + extra - min(number, 20) / 20, span)


def _may_be_title(text: str) -> bool:
    """Whether a line is no sentence, and begins with no label."""
    if len(text) > LONGEST_TITLE or re.search("[。；：:]$|。.", text):
        return False
    known = label(re.split("[：:】]", numbered(text)[1])[0].strip("【"))
    return known is None or known.field in ("name", "notes")


def of_a_title(text: str, near: str = "") -> Iterator[str]:
    """The names that a title may give: each of its clauses without what stands around it, and what it asks."""
    if LETTER.search(text) and text.startswith(("致", "给", "写给")):
        return
    bracket = re.search(r"[（(](?P<what>[^（）()]{3,})[）)]\s*$", text)
    if bracket and re.search(f"(?:{MATTER})$", bracket["what"]):
        yield bracket["what"]  # 「网上申报操作手册（单位增员）」
    yield from (
        quoted for quoted in re.findall("[“「]([^“”「」]{4,24})[”」]", text) if re.search(f"(?:{MATTER})$", quoted)
    )
    for clause in [numbered(text)[1], *re.split(r"[，。：:！!？?｜|～~·]+|——|\s{2,}", numbered(text)[1])]:
        if name := asks_how(clause, near):
            yield name
        elif found := ASKS_WHAT_IS.fullmatch(clause.strip("？? ")):
            yield found["what"] or found["also"]
        else:
            words = core(clause)
            verb = re.match(ACT, words)
            noun = f"{words[verb.end() :]}{verb[0]}" if verb else ""
            yield (
                noun if noun and noun in near else words
            )  # 「申报缴费工资」 is 「缴费工资申报」, where the text says so


def _in_a_sentence(text: str) -> Iterator[tuple[str, float]]:
    """What a sentence says that it is about: 「您申请办理的【失业登记】」, 「为方便您办理…」, 「现就…通知如下」."""
    for found in re.finditer(
        r"(?:申请|办理?|咨询|问[起到]|一次)的?(?:是)?[【“「《 ](?P<what>[^】”」》 ]{3,40}?)[】”」》 ](?!表)", text
    ):
        if not re.search("[表书证单卡]$", found["what"]):
            yield core(found["what"]), 4
    for found in re.finditer(
        rf"[一-鿿（）、]{{2,40}}(?:{MATTER})(?=[^一-鿿]|[的等时需要应可由将在后前和与及或是有按到不都均也手业事怎如流]|$)",
        text,
    ):
        words = found[0].lstrip("（）、")
        bare = core(SAYS_OF_IT.sub("", words))
        led = TOLD_ABOUT.search(text[: found.end() - len(bare)])
        yield bare, 2 if led else 0


def is_letter(blocks: Sequence[Block]) -> bool:
    """Whether a document speaks to its readers, as a notice or a letter: it tells how a matter stands, not step by step."""
    return any(LETTER.search(text_of(block)) or NOTICE.search(text_of(block)) for block in blocks[:5])


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
