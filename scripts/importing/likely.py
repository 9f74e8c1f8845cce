"""What a label that nobody registered probably stands for, by the words in it, where what it stands beside bears it out.

Only for words that are a label by their place: in the column of labels of a table, or a heading. A guess that the value does not
bear out, an office's hours without an hour, is none, and the line waits unread.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from scripts.importing import grammar
from scripts.importing.brought import IS_PAPER
from scripts.importing.labels import TO_APPLY, Label, column, joint, label, nothing, words_of
from scripts.importing.outline import numbered, squeezed

LONGEST = 12  # characters of a label
LONGEST_OFFICE = 30
SHORTEST_TOLD = 8  # characters of a word on the costs
AGAINST = re.compile("投诉|举报|监督|纪检|信访")
LAW = re.compile("(?:法|条例|办法|规定|通知|意见|决定|细则|规程)(?:（[^（）]*）)?$")
TIME_ONLY = re.compile(
    rf"(?:自?受理[^，。；]{{0,6}}|不超过|大约)?{grammar.AMOUNT}\s*个?(?:工作日|自然日|日|天|月)(?:以?内|左右)?(?:办[结完好妥]|完成)?"
)
OPENING_ONLY = re.compile(r"(?:工作日|每?周[一二三四五六日]|星期|礼拜|每天)[^。；]{0,16}\d{1,2}\s*[:：点时]")
TO_APPLY_BY = re.compile("申请|申领|申报|报送|提出")  # of a limit that binds the applicant
OPENING = re.compile(r"\d\s*[:：点时]|周[一二三四五六日]|星期|上午|下午|全天|节假日|早\d|晚\d")


@cache
def _words(kind: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((field, re.compile("|".join(words))) for field, words in words_of(kind).items())


def likely(text: str, *, alone: bool = False) -> Label | None:
    """The field that a label probably stands for; None if no word of it tells, or if it is no label by its form.

    :param alone: no value stands beside it, as it does in a table: it must end with the word that tells, 「转入手续办理」 does not.
    """
    words = squeezed(numbered(text)[1]).strip("【】[]<>“”◆").rstrip("：:")
    words = re.sub(r"[（(][^（）()]*[）)]$", "", words)
    if not 1 <= len(words) <= LONGEST or re.search("[，。；：:！？《》\\d]", words):
        return None
    parts = [each for each in re.split("[、和及与]", words) if each]
    known = [label(part) or likely(part, alone=alone) for part in parts] if len(parts) > 1 else []
    if known and all(known) and len({each.field for each in known if each}) > 1:
        return joint([each for each in known if each])
    found = ((field, pattern.search(words)) for field, pattern in _words("words"))
    field, at = next(((field, at) for field, at in found if at), ("", None))
    ends = {found.end() for key, pattern in _words("words") if key == field for found in pattern.finditer(words)}
    if at is None or (alone and len(words) not in ends):
        return None
    if field == "hours" and TO_APPLY_BY.search(words):
        return Label(field, TO_APPLY)
    if field == "time_limits":
        if TO_APPLY_BY.search(words):
            return Label(field, TO_APPLY)
        kinds = [kind for kind, pattern in _words("kinds") if pattern.search(words)]
        return Label(field, kinds[0] if len(kinds) == 1 else "")
    return Label(field) if field != "none" else None


def borne_out(head: str, values: Sequence[str]) -> Label | None:
    """What a label stands for: by the register, by its words where the values bear them out, or by what only the values can be."""
    if known := label(head):
        return known
    known = likely(head)
    if known and values and fits(known, values):
        return known
    no_field = _words("words")[0][1].search(squeezed(head))
    short = len(squeezed(head)) <= LONGEST and not re.search(r"[，。；：:\d]", head)
    return by_value(values) if short and not no_field else None


def by_value(values: Sequence[str]) -> Label | None:
    """The field that values can only belong to, whatever stands beside them: a telephone, a law, an amount of time, papers."""
    text = "；".join(values).strip("。；")
    without = re.sub(r"[\d（）()、；，转—-]|或者?", "", text)
    if grammar.phones(text) and len(without) <= LONGEST:
        return Label("complaint" if AGAINST.search(text) else "consult")
    if (cited := grammar.laws(text)) and sum(len(law.quote) for law in cited) * 2 > len(text) and text.startswith("《"):
        return Label("basis") if all(LAW.search(law.name.partition("》")[0]) for law in cited) else None
    if len(text) <= SHORTEST_TOLD and grammar.PLAINLY_FREE.search(text):
        return Label("fees")
    if TIME_ONLY.fullmatch(text) and any(grammar.limits(text, labelled=True)):
        return Label("time_limits")
    if OPENING_ONLY.match(text):
        return Label("hours")
    if len(grammar.ARROWS.split(text)) > 2:
        return Label("steps")
    items = [
        each.strip() for value in values for part in grammar.list_items(value) for each in re.split("[；、]", part)
    ]
    items = [numbered(each)[1] for each in items if each]
    listed = len(items) > 1 and all(IS_PAPER.search(each) and len(each) <= LONGEST_OFFICE for each in items)
    return Label("materials") if listed else None


def known_or_likely(text: str) -> Label | None:
    return label(text) or likely(text)


def likely_column(text: str) -> str | None:
    """What a column of a table of materials probably holds."""
    words = squeezed(text)
    known = column(words)
    if known or not words or len(words) > LONGEST:
        return known
    return next((field for field, pattern in _words("words_of_columns") if pattern.search(words)), None)


def fits(known: Label, lines: Sequence[str]) -> bool:
    """Whether what stands under a label can be what the label tells."""
    if all(map(nothing, lines)):
        return True
    text = "；".join(lines)
    if known.field in ("consult", "complaint"):
        return bool(grammar.phones(text) or grammar.ADDRESS.search(text))
    if known.field == "time_limits":
        return any(grammar.limits(text, labelled=True))
    if known.field == "hours":
        return bool(OPENING.search(text)) or any(grammar.limits(text, labelled=True))
    if known.field == "fees":
        return grammar.fee(lines[0]) is not None
    if known.field == "basis":
        return bool(grammar.laws(text))
    if known.field in ("name", "authority"):
        return len(text) <= LONGEST_OFFICE + 10 and "。" not in text.rstrip("。")
    return True
