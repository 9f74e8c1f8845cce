"""Where procedures begin in a text without a table: at the lines that are set alike, name matters, and have facts below."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from scripts.importing import prose
from scripts.importing.items import OF_ALL, Item
from scripts.importing.labelled import labelled
from scripts.importing.labels import aside, common, label, pairs
from scripts.importing.likely import likely
from scripts.importing.lines import lines
from scripts.importing.outline import Block, Heading, Line, Span, Table, numbered
from scripts.importing.titles import (
    ACT,
    LONGEST_NAME,
    MATTER,
    PLAIN_WORDS,
    WAY,
    asks_how,
    core,
    of_a_title,
    text_of,
    title_of,
    worth,
)

LEAST_NAMES, LEAST_KINDS = 2, 2  # of procedures in a text; of facts below each of most of them
OF_ONE = {"materials", "conditions", "steps", "time_limits"}  # what a procedure tells of itself, and no preface
OF_OFFICE = {"consult", "complaint", "hours", "fees", "basis", "places", "notes", "authority"}
STEPS = {"step", "stage", "article"}  # styles of numbers that count no procedures
LONGEST_PLAIN = 20  # characters of a line that no mark sets apart
SENTENCE = re.compile("[，。；：:！]|、$")
SPOKEN = re.compile(
    r"(?:(?:首先|其次|最后|先|再|接着|然后|下面|接下来|另外|还有)?[来就]?[说讲聊谈看](?:一?[说讲聊谈看下])?"
    r"|(?:第[一二三四五六]|头一?)(?:(?:件事?|项|个|桩|样)[，、：]?|[，、：])(?:事?[是叫说])?)(?P<what>[^，；：]{3,24})[。：]?"
    r"|(?:第[一二三四五六]|头一?)(?:件事?|项|个|桩|样)[，、：](?P<longer>.{3,60})"
)  # 「先说离职提取。」
LEAD = re.compile(rf"(?P<what>[一-鿿]{{2,20}}(?:{ACT}))[，：](?P<rest>.{{6,}})")
ALONE = re.compile(rf"(?:{MATTER}|提出|受理|初审|复核|公示|送达|拨付|办结|材料|业务|办理|[与和及、])+")
OBJECTS = re.compile(
    "参保|登记|变更|注销|转[移入出]|接续|退休|补缴|停保|续保|增员|减员|退费|挂失|就医"
)  # acts that name a matter by themselves


@dataclass(frozen=True)
class Head:
    """A line that is set apart; ``name`` of the matter, empty where it names none; ``sure`` if it is plainly one."""

    at: int
    name: str
    sure: bool


def sections(flow: Sequence[Block]) -> list[Item]:
    """The procedures of a text, each with what stands below its name; what holds for all is an item without a name."""
    by_style: dict[str, list[Head]] = {}
    text = "\n".join(map(text_of, flow))
    for at, block in enumerate(flow):
        beside = at and not isinstance(flow[at - 1], Table) and _tells_field(text_of(flow[at - 1]))
        if (style := _style(block)) and not (style == "plain" and beside):  # else it is the value of a label
            name = _name(text_of(block), text)
            sure = worth(name, text) > PLAIN_WORDS
            by_style.setdefault(style, []).append(
                Head(at, name if sure or style not in ("plain", "question") else "", sure)
            )
    ways = [cut for style, heads in by_style.items() if (cut := _cut(flow, heads, plain=style == "plain"))]
    names, end = max(ways, key=lambda cut: sum(worth(head.name, text) for head in cut[0]), default=((), 0))
    if not names:
        return []
    starts = [head.at for head in names]
    made = []
    if before := [*flow[: starts[0]]]:
        # What is told above the first name holds for all, but papers and steps are of a procedure that no line like the others names.
        own = title_of(before) if _kinds(before) & {"materials", "steps"} else None
        made.append(_item(own or Span("", ""), before))
    for head, stop in zip(names, [*starts[1:], end], strict=True):
        made.append(_item(flow[head.at].span.cut(head.name), _below(flow, head.at, stop)))  # type: ignore[union-attr]
    return made + ([_item(Span("", ""), flow[end:])] if end < len(flow) else [])


def _style(block: Block) -> str:
    """How a line is set apart from others; empty where it is not, or tells something itself."""
    if isinstance(block, Table):
        return ""
    words = block.span.text
    style, rest = numbered(words)
    if SPOKEN.fullmatch(words):
        return "spoken"
    if _lead(block):
        return "lead"
    if words.endswith(("？", "?")) and len(words) <= LONGEST_NAME:
        return "question"
    if style in STEPS or len(rest) > LONGEST_NAME or SENTENCE.search(rest):
        return ""
    if isinstance(block, Heading):
        return f"heading {block.level} {style}"
    mark = words.strip()[0] if style == "bullet" else ""
    if style or re.fullmatch("【[^【】]+】", rest):
        return style + mark or "【"
    return "plain" if len(rest) <= LONGEST_PLAIN else ""


def _lead(block: Block) -> tuple[str, Line] | None:
    """The name that a sentence begins with, and what it says of it: 「养老保险关系转入，凡是在本市上班的…」."""
    found = None if isinstance(block, Table) else LEAD.match(block.span.text)
    if not found or isinstance(block, Table) or core(found["what"]) != found["what"] or label(found["what"]):
        return None
    return found["what"], Line(block.span.cut(found["rest"]))


def _below(flow: Sequence[Block], at: int, stop: int) -> list[Block]:
    """What stands below a head, and behind the name on its own line."""
    lead = _lead(flow[at])
    return [*([lead[1]] if lead else []), *flow[at + 1 : stop]]


def _name(text: str, near: str) -> str:
    """The matter that a line names; empty where it is the label of a field, a step or a way."""
    spoken = SPOKEN.fullmatch(text)
    lead = LEAD.match(text)
    words = asks_how(text, near) or core(
        lead["what"] if lead else spoken["what"] if spoken and spoken["what"] else text
    )
    if spoken and spoken["longer"]:
        words = max(of_a_title(spoken["longer"], near), key=lambda each: worth(each, near), default="")
    bare = WAY.match(words) or (ALONE.fullmatch(words) and not OBJECTS.search(words))
    return "" if bare or _tells_field(text) or worth(words, near) <= 0 else words


def _tells_field(text: str) -> bool:
    if label(text) or common(text) or aside(text):
        return True
    return not asks_how(text) and bool(prose.question(text) or likely(text, alone=True))


def _cut(flow: Sequence[Block], heads: Sequence[Head], *, plain: bool) -> tuple[list[Head], int] | None:
    """The heads at which procedures begin, and where what holds for all begins behind the last; None where they are none."""
    ends = [*(head.at for head in heads[1:]), len(flow)]
    told = {head: len(_kinds(_below(flow, head.at, end))) for head, end in zip(heads, ends, strict=True)}
    names = [head for head in heads if head.name and (head.sure or told[head] >= LEAST_KINDS)]
    if names and names[0].at == 0 and not _kinds(flow[: ends[heads.index(names[0])]]) & OF_ONE:
        names = names[1:]  # the title of all
    if len(names) < LEAST_NAMES or len(names) != len({head.name for head in names}):
        return None
    if 2 * sum(head.sure for head in names) < len(names):
        return None
    other = [head.at for head in heads if head not in names]
    inside = [at for at in other if names[0].at < at < names[-1].at]
    tail = [at for at in other if at > names[-1].at and not inside and (not plain or common(text_of(flow[at])))]
    tail = [at for at in tail if _tells_field(text_of(flow[at]))]
    tail += [at for at in range(names[-1].at + 1, len(flow)) if OF_ALL.match(text_of(flow[at]))]
    end = min(tail, default=_office_at_end(flow, names))
    starts = [*(head.at for head in names), end]
    kinds = [len(_kinds(_below(flow, begin, stop))) for begin, stop in pairwise(starts)]
    return (names, end) if 2 * sum(kind >= LEAST_KINDS for kind in kinds) > len(kinds) else None


def _office_at_end(flow: Sequence[Block], names: Sequence[Head]) -> int:
    """Where the text ends with whom to call and when, which no procedure before the last tells: it holds for all."""
    at = len(flow)
    while at > names[-1].at + 1 and _kinds(flow[at - 1 : at]) <= OF_OFFICE:
        at -= 1
    while at < len(flow) and at > 0 and text_of(flow[at]) and flow[at].span.place == flow[at - 1].span.place:  # type: ignore[union-attr]
        at += 1  # the paragraph tells of the last
    before = _kinds(flow[names[0].at : names[-1].at])
    return at if "consult" in _kinds(flow[at:]) and not before & {"consult", "complaint"} else len(flow)


def _kinds(blocks: Sequence[Block]) -> set[str]:
    """The fields of which a stretch of text tells."""
    kinds: set[str] = set()
    for block in blocks:
        if isinstance(block, Table):
            kinds.add("materials")
            continue
        if block.span.text.endswith(("？", "?")):
            continue
        known, _rest = labelled(block.span)
        told = [
            known,
            *(part for part, _text in pairs(block.span.text)),
            *(part for part, _text in prose.entries(block.span)),
        ]
        kinds |= {each.field for each in told if each}
    return kinds - {"skip", "name"}


def _item(name: Span, told: Sequence[Block]) -> Item:
    """A procedure, or what holds for all: lists and labels below their lines, sentences as they stand."""
    item = Item(name)
    listed = any(labelled(block.span)[0] for block in told if isinstance(block, Line | Heading))
    for part in lines(told, None, sentences=not listed):
        item.entries += part.entries
        item.loose += part.loose
        item.heads += part.heads
    return item
