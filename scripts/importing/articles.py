"""Rules in articles 第一条, 第二条: the procedures they govern are those they give short names, and an article tells of those it names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from scripts.importing import grammar
from scripts.importing.bringing import BRING
from scripts.importing.items import Entry, Item
from scripts.importing.labels import Label
from scripts.importing.lines import lines
from scripts.importing.outline import Block, Line, Span, Table, numbered, ordinal
from scripts.importing.titles import MATTER, text_of, title_of

LEAST_ARTICLES = 4
SHORTEST_MATTER = 4  # characters
SHORT = re.compile(
    rf"(?P<long>[^，。；：、（）《》]{{3,40}}?(?:{MATTER})金?)（(?:以下|下文)?(?:统一)?(?:简称|称为?)[“‘「]?(?P<short>[^（）”’」]{{2,12}})[”’」]?）"
)
JOINED = re.compile(r"^.*(?:适用于|是指|包括|分为|是|指|和|与|及|或者?|对|由)(?=[^，。；]{4,})")
RULES = re.compile(
    "^(?:关于)?(?:[^，。；：、]{2,8}?(?:省|市|县|区|州|旗))?(?:[^，。；：]{2,14}?(?:中心|委员会|局|处))?(?P<what>[^，。；：]{4,30}?)(?:业务|操作|申领|申请|办理|发放|管理|经办|审核|实施)*"
    "(?:暂行|试行)?(?:规定|办法|细则|规则|规程)(?:（[^（）]*）)?$"
)
PENALTY = re.compile("骗取|虚报|责令|冒领|套取|弄虚作假|违反本|追究|处罚|退回|追回|失信")
OF_THE_PAPER = re.compile("(?:施行|起执行|有效期|废止|负责解释|印发给|抄送)")
AUTHORITY = re.compile(
    r"(?:由|^)(?P<who>[^，。；由（）]{3,24}?(?:中心|局|处|所|科|股|院|站|机构|部门))(?:（[^（）]*）)?(?:具体)?(?:负责|承办|受理|经办(?!人|材料))"
)
REASONS = re.compile(r"(?:根据|依据|按照|依照)《")
HEADED = re.compile(
    r"(?P<article>第[一二三四五六七八九十百\d]+条)\s*[〔【［（][^〔〕【】［］（）]{2,12}[〕】］）]\s*"
)  # 「第三条 〔申请〕」
LEADING = re.compile(rf"{BRING}(?:以?下列?|如下)?[^。；：]{{0,8}}(?:材料|资料|证件)：$")
ORDERED = re.compile(
    "(?:(?:按照?|依照)(?:下列|以下|如下)[^。；：]{0,4}(?:程序|流程|步骤)[^。；：]{0,4}|(?:程序|流程|步骤)[为是]?)：(?P<what>.+)$"
)


@dataclass(frozen=True)
class Matter:
    """A procedure that the rules name, by its name and what they call it for short."""

    name: Span
    short: str


@dataclass(frozen=True)
class Article:
    """The lines of an article, and the matters of which it tells: all where it names none."""

    blocks: list[Block]
    of: list[Matter]


def in_articles(blocks: Sequence[Block], name: Span | None) -> list[Item]:
    """The procedures of rules in articles; none where the document is built otherwise.

    :param name: of the procedure, where the rules give no short names and their own title does not tell.
    """
    begins = [at for at, block in enumerate(blocks) if ordinal(text_of(block))[0] == "article"]
    counts = [ordinal(text_of(blocks[at]))[1] for at in begins]
    if len(begins) < LEAST_ARTICLES or counts != [*range(counts[0], counts[0] + len(counts))]:
        return []
    end = next((at for at in range(begins[-1] + 1, len(blocks)) if _after(blocks, begins[-1], at)), len(blocks))
    matters = [*_matters(blocks[begins[0] : end])]
    if not matters and not any(map(_part_of_its_own, map(text_of, blocks))):
        matters = [*_of_the_title(blocks[: begins[0]], title_of(blocks[begins[0] :]) or name)]
    if not matters:
        return []
    cuts = [*begins, end]
    articles = [Article([*_kept(blocks[one:two])], _named(blocks[one:two], matters)) for one, two in pairwise(cuts)]
    articles = [each for each in articles if each.blocks]
    return [_item(each, articles, reasons(blocks[: begins[0]])) for each in matters]


def _part_of_its_own(text: str) -> bool:
    """Whether a line heads a part on one procedure among others, 「第二章 失业保险金申领」, and not 「第二章 申报」."""
    style, words = numbered(text)
    return style == "part" and len(words) >= SHORTEST_MATTER and bool(re.search(rf"(?:{MATTER})$", words))


def _after(blocks: Sequence[Block], last: int, at: int) -> bool:
    """Whether a line no more belongs to the last article: it is another paragraph, and no item of a list."""
    block, article = blocks[at], blocks[last]
    if isinstance(block, Table) or isinstance(article, Table):
        return True
    return not ordinal(block.span.text)[0] and block.span.place != article.span.place


def _matters(blocks: Sequence[Block]) -> Iterator[Matter]:
    for block in blocks:
        for found in SHORT.finditer(text_of(block)):
            if not isinstance(block, Table):
                yield Matter(block.span.cut(JOINED.sub("", numbered(found["long"])[1])), found["short"])


def _of_the_title(blocks: Sequence[Block], name: Span | None) -> Iterator[Matter]:
    """What rules without short names are about, by their title: 「…县求职补贴申领办法」."""
    for block in reversed(blocks):
        found = RULES.match(text_of(block))
        if found and not isinstance(block, Table) and _is_matter(found["what"]):
            yield Matter(block.span.cut(found["what"]), "")
            return
    if name is not None:
        yield Matter(name, "")


def _is_matter(words: str) -> bool:
    bare = re.sub("业务|工作|管理", "", words)
    return len(bare) >= SHORTEST_MATTER and bool(re.search(MATTER, bare))


def _named(blocks: Sequence[Block], matters: Sequence[Matter]) -> list[Matter]:
    text = "".join(map(text_of, blocks))
    named = [each for each in matters if each.short in text or each.name.text in text]
    return named or [*matters]


def _kept(blocks: Sequence[Block]) -> Iterator[Block]:
    """The sentences of an article without those that tell what happens to cheats, and of the rules themselves."""
    for block in blocks:
        cheats = PENALTY.search(text_of(block)) and not grammar.phones(text_of(block))
        if cheats or OF_THE_PAPER.search(text_of(block)):
            continue
        headed = None if isinstance(block, Table) else HEADED.match(block.span.text)
        yield Line(block.span.cut(f"{headed['article']} {block.span.text[headed.end() :]}")) if headed else block  # type: ignore[union-attr]


def reasons(blocks: Sequence[Block]) -> list[Entry]:
    """The laws that the rules stand on, by what is said above them."""
    found = (block.span for block in blocks if not isinstance(block, Table) and REASONS.search(block.span.text))
    named = ((span, part) for span in found for part in re.split("[，。；]", span.text) if REASONS.search(part))
    return [Entry(Label("basis"), (span.cut(part),)) for span, part in named]


def _item(matter: Matter, articles: Sequence[Article], reasons: Sequence[Entry]) -> Item:
    item = Item(matter.name, [*reasons])
    for article in articles:
        if matter not in article.of:
            continue
        plain: list[Block] = []
        for at, block in enumerate(article.blocks):
            span = Span("", "") if isinstance(block, Table) else block.span
            if LEADING.search(span.text) and at + 1 < len(article.blocks):
                below = (each.span for each in article.blocks[at + 1 :] if not isinstance(each, Table))
                item.entries.append(Entry(Label("materials"), tuple(below)))
                break
            block = _of_one(block, matter, article.of)
            span = Span("", "") if isinstance(block, Table) else block.span
            if ordered := ORDERED.search(span.text):
                item.entries.append(Entry(Label("steps"), (span.cut(ordered["what"]),)))
            elif done := AUTHORITY.search(numbered(span.text)[1]):
                item.entries.append(Entry(Label("authority"), (span.cut(done["who"]),)))
            else:
                plain.append(block)
        for part in lines([*map(_without_number, plain)], None, sentences=True):
            item.entries += part.entries
            item.loose += part.loose
    return item


def _of_one(block: Block, matter: Matter, named: Sequence[Matter]) -> Block:
    """A sentence that tells of several matters one after the other, with what it tells of this one: 「甲补贴…；乙补贴…」."""
    parts = [] if isinstance(block, Table) or len(named) < 2 else re.split("；", block.span.text)
    of = [[each for each in named if each.short in part or each.name.text in part] for part in parts]
    kept = [part for part, told in zip(parts, of, strict=True) if matter in told or not told]
    if isinstance(block, Table) or len(kept) == len(parts) or not kept:
        return block
    return Line(block.span.cut("；".join(kept)))


def _without_number(block: Block) -> Block:
    if isinstance(block, Table) or ordinal(block.span.text)[0] != "article":
        return block
    return Line(block.span.cut(block.span.text.split(maxsplit=1)[-1]))
