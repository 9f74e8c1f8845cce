"""What a label that nobody registered probably stands for, by the words in it, where what it stands beside bears it out.

Only for words that are a label by their place: in the column of labels of a table, or a heading. A guess that the value does not
bear out, an office's hours without an hour, is none, and the line waits unread.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from scripts.importing import grammar
from scripts.importing.labels import TO_APPLY, Label, column, joint, label, nothing, words_of
from scripts.importing.outline import numbered, squeezed

LONGEST = 12  # characters of a label
LONGEST_OFFICE = 30
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
