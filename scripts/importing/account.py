"""Accounts for every line of a document: used and by what, a label, left out and why, or not understood."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from scripts.importing.draft import Draft
from scripts.importing.labelled import SENTENCE_LABEL, leads
from scripts.importing.labels import column, label
from scripts.importing.outline import SAME, Outline, Span, numbered
from scripts.importing.prose import question

# Words by which a line that nobody understood may still speak of an element: then it is not said to be missing.
SPEAKS_OF = {
    "办理材料": "材料|资料|证件|提供|提交|携带",
    "办理方式": "窗口|网上|现场|邮寄|线上|柜台",
    "办理时限": "工作日|时限|期限|日内|天内|即时",
    "办理流程": "流程|程序|步骤|受理|审核",
    "结果送达": "送达|邮寄|核发|开出|发给|补发|告知结果|取件|领取(?:结果|[^，。；]{0,8}(?:证|卡|书|单)(?!明))",
    "收费": "收费|免费|工本费|元",
    "办事时间": "上午|下午|周一|工作时间|办公时间",
    "办理机构及地点": "地址|地点|路.{0,4}号|大厅|窗口",
    "咨询电话": "电话|咨询|热线",
    "监督投诉渠道": "监督|投诉|举报",
    "政策依据": "《|规定|条例|办法",
}

PAID = re.compile(
    "(?:[打汇划转]|拨付?|发放?)[到入进至][^，。；]{0,16}(?:卡|账户|存折)"
)  # with how long it takes: the end of it


@dataclass(frozen=True)
class Row:
    """A line of the document and what became of it; ``draft`` and ``field`` where it was used."""

    span: Span
    fate: Literal["used", "label", "left out", "unread"]
    reason: str = ""
    draft: int | None = None
    field: str = ""


def account(outline: Outline, drafts: Sequence[Draft]) -> list[Row]:
    """Every line of the document in order. What no draft used, and is no label, was not understood."""
    rows = []
    for span in outline.spans():
        found = [(number, draft.used[span]) for number, draft in enumerate(drafts) if span in draft.used]
        if found:
            rows.append(Row(span, "used", draft=found[0][0], field=found[0][1]))
        elif (
            label(span.text)
            or (SENTENCE_LABEL.fullmatch(span.text) and label(span.text.rstrip("。")))
            or column(span.text)
            or question(span.text)
            or leads(span.text)
            or SAME.fullmatch(span.text)
            or re.fullmatch(r"\d{1,3}", span.text)
            or not numbered(span.text)[1]
            or re.fullmatch(r"[^：:]{1,14}[：:]", span.text)
        ):
            rows.append(Row(span, "label"))
        else:
            rows.append(Row(span, "unread"))
    rows += [Row(span, "left out", reason) for span, reason in outline.left_out]
    return rows


def doubt_gaps(drafts: Sequence[Draft], rows: Sequence[Row]) -> None:
    """Nothing is said to be missing while a line of the same procedure that may speak of it was not understood."""
    current: int | None = None
    for row in rows:
        if row.fate == "used":
            current = row.draft
        if current is None:
            continue
        draft = drafts[current]
        whole = {"notes", "cautions"} | ({"steps"} if "steps" in draft.decide else set())  # taken down, not understood
        paid = row.field == "time_limits" and bool(PAID.search(row.span.text))
        if row.fate != "unread" and row.field not in whole and not paid:
            continue
        gaps = draft.fields.get("gaps", [])
        spoken = [element for element in gaps if re.search(SPEAKS_OF[element], row.span.text)]
        spoken = [element for element in gaps if element == "结果送达"] if paid else spoken
        if spoken:
            draft.fields["gaps"] = [element for element in gaps if element not in spoken]
            draft.decide.setdefault("gaps", f"有一行没有读懂，可能写了{'、'.join(spoken)}：{row.span.text}")
