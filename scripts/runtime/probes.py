"""Requests that touch all a page may ask of Python.

Packing answers them, so that whatever they import and read is in the runtime's memory image, and proves with them that the
cut runtime answers exactly as the whole one does.
"""

from __future__ import annotations

import base64
import io
import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import calc
from calc.show import together
from scripts.paths import SCRIPTS

BAD_TEXTS = (
    "",
    "abc",
    "-1",
    "0",
    "１２，３４５．６７",
    "999999999999",
    "2025-02-30",
    "1900-01",
    "２０２５年３月",
    "x" * 60,
)
# Not one of guides/: packing anew takes a minute, and a changed sentence in a guide must not cause it.
APPLICANT = {"situation": "applicant", "is": ["family"]}
AGENT = {"situation": "agent", "is": ["yes"]}
PROCEDURE: dict[str, Any] = {
    "name": "各种情形都有的事项",
    "situations": {
        "applicant": {"label": "谁来申请？", "options": {"employer": "单位", "family": "近亲属"}},
        "agent": {"label": "是不是代办？", "options": {"yes": "是", "no": "不是"}},
    },
    "materials": [
        {"id": f"m{number}", "name": "材料", "originals": number or None, "copies": 2 if number else None, "when": when}
        for number, when in enumerate([None, APPLICANT, {"not": AGENT}, {"all": [APPLICANT, AGENT]}, {"any": [AGENT]}])
    ],
    "windows": [
        {"every": every, "from": start, "to": end, "kind": kind, "label": label}
        for every, start, end in (
            ("month", 5, "end"),
            ("month", 15, 16),
            ("year", "07-01", "08-31"),
            ("week", "mon", "fri"),
        )
        for kind, label in (("open", ""), ("avoid", "退保"))
    ],
    "time_limits": [
        {
            "id": f"{binds}-{unit}-{amount}",
            "label": label,
            "amount": amount,
            "unit": unit,
            "from": label,
            "binds": binds,
        }
        for binds in ("office", "applicant", "wait")
        for unit in ("immediate", "working-day", "calendar-day", "month", "year")
        for amount, label in ((1, ""), (60, "受理之日"))
    ],
}
# What a paper of one matter may share with those of another, and a day that is asked for.
SHARED: list[dict[str, Any]] = [
    {"same": "card", "common": "身份证", "about": "本人的"}, {"form": True}, {"after": "另一件事"}, {}, {"kind": "复印件"},
]  # fmt: skip
EVENT: dict[str, Any] = {
    "name": "一件事",
    "matters": [
        PROCEDURE
        | {
            "id": f"national/{name}",
            "name": name,
            "where": ["大厅"],
            "call": ["12333"],
            "materials": [paper | more for paper, more in zip(PROCEDURE["materials"], SHARED, strict=True)],
            "time_limits": [limit | {"ask": limit["from"], "note": ""} for limit in PROCEDURE["time_limits"]],
        }
        for name in ("一件事情", "另一件事")
    ],
}
MESS = "\n".join(
    ("'张,1.10101E+17,８，０００,33000,是", "=1+1,110105491231002,5000.555,1949-12-31,否", "李,11010519491231002x,1E9,x,?",
     ",,,,", "合计,,999", '"a\nb",11010519491231002X,5000.01,1949-12-31 00:00:00,是', "王")
)  # fmt: skip
MANY = "".join(f"职工{number},1101011990010100{number:02},{3000 + 7 * number}.5\n" for number in range(200))
PART = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
BOOK = {
    "_rels/.rels": f'<Relationships><Relationship Id="a" Type="{PART}/officeDocument" Target="/xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": '<x:workbook><x:workbookPr date1904="0"/><x:sheets>'
    '<x:sheet name="a" r:id="a"/><x:sheet name="b" state="hidden" r:id="a"/></x:sheets></x:workbook>',
    "xl/_rels/workbook.xml.rels": "<Relationships>"
    f'<Relationship Id="a" Type="{PART}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="b" Type="{PART}/styles" Target="styles.xml"/>'
    f'<Relationship Id="c" Type="{PART}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
    "xl/styles.xml": '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="[h]:mm"/><numFmt numFmtId="165" formatCode="0.0"/>'
    '</numFmts><cellXfs><xf/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>',
    "xl/sharedStrings.xml": "<!-- one --><sst><si><t>a&amp;&#65;&#x41;_x000D_</t></si>"
    "<si><r><t>b</t></r><rPh><t>c</t></rPh></si><si><t><![CDATA[<]]></t></si></sst>",
    "xl/worksheets/sheet1.xml": '<worksheet><sheetData>ROWS</sheetData><mergeCells><mergeCell ref="Y1:Z2"/></mergeCells></worksheet>',
}  # fmt: skip
OTHER_CELLS = "".join(
    f"<c {about}>{value}</c>"
    for about, value in (
        ('r="X1"', "<v>1</v>"), ('r="Y2" s="3"', "<v>1.5</v>"), ("", "<v>1.1010519491231E+17</v>"), ("", "<v>1E-7</v>"),
        ('t="s"', "<v>0</v>"), ('t="s"', "<v>1</v>"), ('t="s"', "<v>2</v>"), ('t="b"', "<v>1</v>"), ('t="e"', "<v>#N/A</v>"),
        ('t="d"', "<v>2025-08-01T00:00:00</v>"), ("", "<f>1+1</f>"), ('t="str"', "<f>1</f><v>x</v>"), ('s="1"', "<v>18263</v>"),
        ('s="1"', "<v>0.5</v>"), ('s="1"', "<v>45.25</v>"), ('s="2"', "<v>1.25</v>"), ('s="1"', "<v>9E9</v>"),
    )
)  # fmt: skip
ANSWER_DAYS = (None, "2025-01-28", "1999-12-31", "2031-06-15", "2025-13-40")


def probes() -> list[str]:
    """The requests as JSON texts, in a fixed order."""
    both = [
        *_examples(),
        *_plans(),
        *_together(),
        {"do": "nothing"},
        {"do": "run", "slug": "no/such", "inputs": {}},
        [],
        1,
    ]
    requests = [_in(script, request) for request in both for script in SCRIPTS]
    # What is typed takes the same way in either script: only the words differ, and the ones above have said enough.
    requests += [_in(SCRIPTS[number % 2], request) for number, request in enumerate([*_typed(), *_opened()])]
    requests += [request for script in SCRIPTS for request in _rosters(script)]
    return [*(json.dumps(request, ensure_ascii=False) for request in requests), "not JSON", ""]


def first_questions() -> list[str]:
    """The few requests that ought to be quick from the start: the worked example of one calculator of each kind."""
    first = {each["kind"]: each for each in reversed(calc.describe())}
    examples = ({"do": "run", "slug": each["slug"], "inputs": each["example"]["inputs"]} for each in first.values())
    return [json.dumps(example | {"script": SCRIPTS[0]}, ensure_ascii=False) for example in examples]


def _in(script: str, request: Any) -> Any:
    return {**request, "script": script} if isinstance(request, Mapping) else request


def _examples() -> Iterator[dict[str, Any]]:
    for calculator in calc.describe():
        run = {"do": "run", "slug": calculator["slug"]}
        for day in ANSWER_DAYS if calculator["needs_today"] else (None,):
            yield {**run, "inputs": calculator["example"]["inputs"], "as_of": day}
        yield {**run, "inputs": {}}


def _typed() -> Iterator[dict[str, Any]]:
    for calculator in calc.describe():
        example: Mapping[str, str] = calculator["example"]["inputs"]
        run = {"do": "run", "slug": calculator["slug"]}
        for question in calculator["inputs"]:
            texts: Sequence[str] = [option["value"] for option in question["options"]]
            for text in (*texts, *BAD_TEXTS):
                yield {**run, "inputs": {**example, question["name"]: text}}


def _rosters(script: str) -> Iterator[dict[str, Any]]:
    """Each roster from its file to its sums, with a file that is large and one that is a mess."""
    from calc.browser import handle  # reads the data, which a site of some regions has elsewhere

    for roster in calc.describe_rosters(script):
        inputs = roster["example_inputs"]
        common = {"slug": roster["slug"], "inputs": inputs, "script": script}
        yield from (
            {**common, "do": "roster-read", "text": text, "head": text[:8]}
            for text in ("", "%PDF", "a,b\n", '姓名,"', "姓名;工资\n;", roster["example"].splitlines()[0])
        )
        yield {**common, "do": "roster-read", "inputs": {**inputs, "as_of": "x", "month": "1949-10"}, "text": ""}
        yield from ({**common, "do": "roster-read", "base64": book} for book in (_workbook(roster["example"]), "UEs="))
        wrong = {**inputs, "as_of": "x", "month": "1949-13"}
        for text, asked in ((MESS, inputs), (MANY, inputs), (MESS, wrong)):
            every = {**common, "inputs": asked}
            read = {**every, "do": "roster-read", "text": roster["example"] + text}
            answer = json.loads(handle(json.dumps(read)))
            rows = {**every, "do": "roster-rows", "table": answer["table"], "twins": answer["twins"]}
            judged = json.loads(handle(json.dumps(rows)))["judged"]
            yield from (read, rows, {**every, "do": "roster-sum", "table": answer["table"], "judged": judged})


def _workbook(example: str) -> str:
    """An example's rows as a workbook in base64, with a cell of each kind, most of which are in nobody's way behind the header."""
    header, *people = [
        "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in row.split(",")) for row in example.split()
    ]
    rows = [header, *(person + OTHER_CELLS for person in people), *[OTHER_CELLS] * 200]
    data = "".join(f'<row r="{number}" hidden="{number % 2}">{row}</row>' for number, row in enumerate(rows, 1))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as parts:
        for name, text in BOOK.items():
            parts.writestr(
                zipfile.ZipInfo(name),
                text.replace("ROWS", data),
                zipfile.ZIP_DEFLATED if len(text) > 99 else zipfile.ZIP_STORED,
            )
    return base64.b64encode(file.getvalue()).decode()


def _opened() -> Iterator[dict[str, Any]]:
    """A link opened again as it was made, one that is older, and one that is damaged."""
    from calc.browser import handle  # as above

    for calculator in calc.describe():
        run = {"do": "run", "slug": calculator["slug"], "inputs": calculator["example"]["inputs"]}
        link = json.loads(handle(json.dumps(run)))["link"]
        yield {**run, "opened": link}
        if calculator["slug"] in {json.loads(text)["slug"] for text in first_questions()}:
            yield {**run, "opened": {**link, "r.version": "0.0.1", "r.rules": "x", "r.headline": "…", "left": "over"}}
            yield {**run, "opened": {"r.version": "1"}}


def _together() -> Iterator[dict[str, Any]]:
    ids = [matter["id"] for matter in EVENT["matters"]]
    asked = [question["id"] for question in together.asked(EVENT)]
    for day, picked in ((ANSWER_DAYS[0], ids), (ANSWER_DAYS[1], ids), (ANSWER_DAYS[1], ids[:1])):
        for answers in ({}, {ids[0]: {"applicant": "family", "agent": "yes"}}):
            for begun in ({}, dict.fromkeys(asked, "2025-01-20"), dict.fromkeys(asked, "上个月三号")):
                request = {"do": "together", "event": EVENT, "picked": picked, "answers": answers, "begun": begun}
                yield {**request, "as_of": day}


def _plans() -> Iterator[dict[str, Any]]:
    for number, day in enumerate(ANSWER_DAYS):
        answers = {"applicant": "family", "agent": "yes"} if number % 2 else {}
        begun = {limit["id"]: "2025-01-20" for limit in PROCEDURE["time_limits"][:number]}
        yield {"do": "plan", "procedure": PROCEDURE, "answers": answers, "begun": begun, "as_of": day}
