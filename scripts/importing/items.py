"""What an outline is cut into: procedures, and what each says under which label."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from scripts.importing import grammar, prose
from scripts.importing.labels import Label, channels, nothing, pairs
from scripts.importing.outline import (
    Block,
    Span,
    Table,
    numbered,
)

CHAPTER = re.compile(r"^\d{1,2}[ \t\u3000]+(?=[一-鿿]{2})")  # 「2 单位缴存登记」
OF_ALL = re.compile(
    "(?:以上|上述|各项?|所有|全部)(?:各项|全部|所有)?(?:业务|事项)|[两二三四五六](?:个|件|项|类|种)(?:业务|事项|事)(?:的|都|均)"
)  # 「以上业务地址：…」 holds for all procedures
OF_ALL_FIELDS = {"consult", "complaint", "places", "hours", "authority", "basis", "notes", "summary", "fees"}
WAY = re.compile(
    "(?:网上|线上|窗口|线下|现场|邮寄|自助|掌上)(?:办理|申请|申报)?[：:]"
)  # 「窗口：文昌街102号」 below 「在哪里办」

WAY_ALONE = re.compile("(?:网上|线上|掌上|手机|窗口|线下|现场|邮寄|自助)(?:办理|申请|申报|受理)?(?:地址|地点|渠道)?")
OFFICE = re.compile(r"[窗号楼层室厅]|中心|大厅|网点|服务站|机构|[局所院科]$")  # where there is a counter


@dataclass(frozen=True)
class Entry:
    """What a procedure's document says under one label: lines, or the rows of a table by column.

    :ivar unit: of bare numbers in the lines, where the heading of the table tells it: 「工作日」.
    """

    label: Label
    lines: tuple[Span, ...] = ()
    rows: tuple[Mapping[str, Span], ...] = ()
    unit: str = ""


@dataclass
class Item:
    """One procedure in the document; ``loose`` are its lines that stand under no label, ``heads`` labels that nobody registered.

    :ivar guessed: whether nothing says that the name is one, and a person must look.
    """

    name: Span
    entries: list[Entry] = field(default_factory=list)
    loose: list[Span] = field(default_factory=list)
    heads: list[Span] = field(default_factory=list)
    guessed: bool = False


def bare_name(text: str) -> str:
    _style, rest = numbered(text)
    return CHAPTER.sub("", rest).strip(" ：:。").removeprefix("【").removesuffix("】")


def entries_of(blocks: Sequence[Block], under: Label | None = None) -> list[Entry]:
    """Lines as entries; labels inside a line begin entries of their own: 「咨询电话：…；投诉电话：…」.

    A label inside an item of a list holds to the end of the item.
    """
    under = under if under and under.field != "name" else None
    entries: list[tuple[Label, list[Span]]] = [(under, [])] if under else []
    for block in blocks:
        if isinstance(block, Table):
            continue
        held = ""
        if under and entries[-1][0] != under and entries[-1][1]:
            entries.append((under, []))  # a label inside a line holds for the line
        inside = any(known for known, _text in pairs(block.span.text)[1:])
        for part in grammar.list_items(block.span.text) if inside else [block.span.text]:
            of_a_way = under and under.field in ("places", "channels") and WAY.match(numbered(part)[1])
            cut = [(None, part)] if of_a_way else pairs(part)
            style = numbered(part)[0]
            if under and inside and style == held and cut[0][0] is None and entries[-1][0] != under:
                entries.append((under, []))  # the next item of the list in which the label stood
            for known, text in cut:
                of_complaints = under and under.field == "complaint" and "咨询" not in part
                if known and known.field == "consult" and of_complaints:
                    known = under  # 「电话：…」 below 「监督投诉」
                if known and known.field != "name":
                    held = style
                    entries.append((known, []))
                text = prose.answer(text)
                if entries and text:
                    entries[-1][1].append(block.span.cut(text))
    return [Entry(known, tuple(lines)) for known, lines in entries if lines or known is under]


def told_by_way(way: Sequence[Span], values: Sequence[Span]) -> list[Entry]:
    """What stands beside the name of a way to file: 「窗口办理」 beside a counter, 「网上办理」 beside an address."""
    if not values or all(nothing(line.text) for line in values):
        return []
    names = channels("".join(line.text for line in way))
    there = [line for line in values if "窗口办理" in names and OFFICE.search(line.text)]
    other = tuple(line for line in values if line not in there)
    return [Entry(Label("channels"), tuple(way)), Entry(Label("places"), tuple(there)), Entry(Label("channels"), other)]


def placeholder(entry: Entry) -> bool:
    """Whether an entry only says that there is nothing."""
    return not entry.rows and all(nothing(line.text) for line in entry.lines)
