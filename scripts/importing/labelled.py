"""The label that a line is, begins with, or leads to a list by."""

from __future__ import annotations

import re

from scripts.importing import bringing, grammar, prose
from scripts.importing.labels import Label, label
from scripts.importing.likely import fits, likely
from scripts.importing.outline import Span, numbered

SPACED = re.compile(r"([^\s，。；：:、]{2,10})(?:[ \t]{2,}|[\t\u3000]+|(?<=\S{4}) )(?=\S)")  # 「办理时限    5个工作日」
SENTENCE_LABEL = re.compile(r"[^，。；：:\d]{2,8}。")  # 「参保方式。」 at the head of a paragraph
SPOKEN = re.compile(
    "^(?:首先|其次|最后|先|再|接着|然后|另外)(?:是|[说讲看聊]一?[说讲看聊]?)(?:够不够)?"
)  # 「再说东西。」
LEAD = "列"  # the detail of a label that is a sentence leading to a list
LEADS = (
    (
        "materials",
        rf"{bringing.BRING}(?:以下|下列|如下)?[^。；：:]{{0,10}}(?:材料|资料|证件)(?:如下)?[：:]$",
    ),
    (
        "conditions",
        r"(?:符合|具备|满足|有)[^。；：:]{0,6}(?:以下|下列|如下)[^。；：:]{0,8}(?:条件|情形)[^。；：:]{0,30}[：:]$",
    ),
    ("steps", r"(?:按|按照|依照)(?:以下|下列|如下)[^。；：:]{0,4}(?:程序|流程|步骤)[^。；：:]{0,6}[：:]$"),
)


def labelled(span: Span) -> tuple[Label | None, Span | None]:
    """The label that a line is or begins with, and what stands behind it on the line."""
    if numbered(span.text)[0] == "step":
        return None, None  # what is done first is no label: 「第一步：准备材料。」
    whole = label(span.text) or prose.question(span.text) or leads(span.text)
    if whole == Label("skip", prose.ASKED):  # what it asks may be told by a word in it
        whole = likely(span.text.rstrip("？?"), alone=True) or whole
    style, words = numbered(span.text)
    if SENTENCE_LABEL.fullmatch(words):
        whole = (
            whole
            or label(words.rstrip("。"))
            or _spoken(words.rstrip("。"))
            or (prose.question(span.text.rstrip("。")) if style else None)
        )
    if whole:
        return whole, None
    _style, text = numbered(span.text)
    found = re.match(
        r"[【〔［]([^【】〔〕［］]{1,14})[】〕］]\s*|([^：:。；;]{1,16})[：:]\s*|([^：:。；;]{2}(?:流程|程序|步骤))[；;]",
        text,
    )
    if found and found[1] and not _before_colon(found[1]) and (rest := text[found.end() :].strip()):
        guess = likely(found[1])  # what stands in such brackets is a label by its form
        return (guess, span.cut(rest)) if guess and fits(guess, [rest]) else (None, None)
    found = found if found and _before_colon(found[1] or found[2] or found[3]) else SPACED.match(text)
    if found and (known := _before_colon(next(filter(None, found.groups())))):
        rest = text[found.end() :].strip()
        if grammar.ARROWS.match(rest) and known.field != "steps":
            return None, None  # 「提交资料 → 初审」 is a row of steps
        if rest.startswith("《") and known.detail == prose.ASKED and grammar.laws(rest):
            known = Label("basis")  # 「规矩从哪里来：《…》」
        return known, span.cut(rest) if rest else None
    return None, None


def _spoken(words: str) -> Label | None:
    """What a speaker turns to: 「再说东西。」."""
    found = SPOKEN.match(words)
    known = likely(words[found.end() :], alone=True) if found else None
    return Label(known.field, prose.ASKED) if known else None


def _before_colon(words: str) -> Label | None:
    """What stands before a colon may be a label, or ask a question: 「带什么：…」."""
    known = label(words) or (prose.question(words) if len(words) <= prose.SHORT_HEADING else None)
    return known if known is None or known.detail != prose.ASKED or known.field != "skip" else likely(words) or known


def leads(text: str) -> Label | None:
    """A sentence that leads to a list: 「申请时应当提交下列材料：」."""
    return next((Label(field, LEAD) for field, pattern in LEADS if re.search(pattern, text)), None)
