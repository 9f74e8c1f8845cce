"""What a guide is made of. This module is the one place that knows the fields.

The fields follow the eleven elements of 社会保险领域基层政务公开标准目录 and the national list of service items
(政务服务事项实施清单); each carries its Chinese term. The YAML spelling is the field's name without a trailing underscore.
The loader, the JSON Schema, the conversion of scripts, the pages and the open data all read these classes.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, ClassVar, Literal

from scripts.decode import CustomScalar, Key, Text
from scripts.when import When


def term(name: str, default: Any = None, *, one_of: str | None = None) -> Any:
    """An optional field, with its Chinese term and, if its values come from a register, that register's name."""
    return field(default=default, metadata={"term": name, "one_of": one_of})


def needed(name: str, *, one_of: str | None = None) -> Any:
    """A required field, with its Chinese term."""
    return field(metadata={"term": name, "one_of": one_of})


def given(name: str) -> Any:
    """A field that the loader fills in (from the file's place or from a register), never written in YAML."""
    return field(metadata={"term": name, "given": True})


@dataclass(frozen=True)
class Duration(CustomScalar):
    """A length of time 时限: so many working days 工作日, calendar days 日, months or years, or at once 即时办理."""

    amount: int
    unit: Literal["working-day", "calendar-day", "month", "year", "immediate"]

    ALLOWED: ClassVar[str] = "immediate、15 working days、60 calendar days、3 months、1 year"
    PATTERN: ClassVar[str] = r"^(immediate|[1-9][0-9]* (working day|calendar day|month|year)s?)$"

    @classmethod
    def parse(cls, text: str) -> Duration:
        if not re.fullmatch(cls.PATTERN, text):
            raise ValueError(text)
        if text == "immediate":
            return cls(0, "immediate")
        amount, unit = text.split(" ", 1)
        return cls(int(amount), unit.removesuffix("s").replace(" ", "-"))  # type: ignore[arg-type]


@dataclass(frozen=True)
class DayOfPeriod(CustomScalar):
    """A day inside a recurring period: day 1–31 or ``end`` of a month, ``MM-DD`` of a year, ``mon`` … ``sun`` of a week."""

    text: str

    ALLOWED: ClassVar[str] = "每月用 1 到 31 或 end；每年用 07-01 这样的月-日；每周用 mon、tue、wed、thu、fri、sat、sun"
    PATTERN: ClassVar[str] = (
        r"^([1-9]|[12][0-9]|3[01]|end|mon|tue|wed|thu|fri|sat|sun"
        r"|(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|[12][0-9]))$"
    )
    NUMBERS: ClassVar[tuple[int, int]] = (1, 31)

    @classmethod
    def parse(cls, text: str) -> DayOfPeriod:
        if not re.fullmatch(cls.PATTERN, text):
            raise ValueError(text)
        return cls(text)

    def as_calc(self) -> int | str:
        """As :class:`calc.core.windows.Window` takes it."""
        return int(self.text) if self.text.isdigit() else self.text

    @property
    def period(self) -> str:
        if "-" in self.text:
            return "year"
        return "month" if self.text == "end" or self.text.isdigit() else "week"


@dataclass(frozen=True)
class WebAddress(CustomScalar):
    """An address on the web. Only https, http and site-relative addresses: ``javascript:`` and ``data:`` are refused."""

    text: str

    ALLOWED: ClassVar[str] = "以 https:// 或 http:// 开头的网址"
    PATTERN: ClassVar[str] = r"^https?://[^\s\"'<>\\]+$"

    @classmethod
    def parse(cls, text: str) -> WebAddress:
        if not re.fullmatch(cls.PATTERN, text):
            raise ValueError(text)
        return cls(text)


@dataclass(frozen=True)
class Phone(CustomScalar):
    """A telephone number as printed in the source: digits, hyphens, an extension in brackets."""

    text: str

    ALLOWED: ClassVar[str] = "数字和连字符，例如 0518-83220000、12333"
    PATTERN: ClassVar[str] = r"^[0-9][0-9-]{2,18}([转-][0-9]{1,6})?$"
    NUMBERS: ClassVar[tuple[int, int]] = (100, 10**19 - 1)

    @classmethod
    def parse(cls, text: str) -> Phone:
        if not re.fullmatch(cls.PATTERN, text):
            raise ValueError(text)
        return cls(text)


@dataclass(frozen=True, kw_only=True)
class Citation:
    """Where a fact stands: a source document and the place in it."""

    document: Key = needed("来源文件", one_of="sources")
    place: Text | None = term("原文位置")


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One sentence of ours, with its source if it is not the procedure's own, and the source's wording if we mended it."""

    SHORT: ClassVar[str] = "text"

    text: Text = needed("内容")
    source: Citation | None = term("来源")
    original: Text | None = term("原文写法")


@dataclass(frozen=True, kw_only=True)
class Situation:
    """A question whose answer decides which materials are needed 办理情形."""

    question: Text = needed("问题")
    options: dict[Key, Text] = needed("选项")
    help: Text | None = term("说明")


@dataclass(frozen=True, kw_only=True)
class Material:
    """One thing to bring 申请材料."""

    id: Key = needed("编号")
    name: Text = needed("材料名称")
    kind: Literal["原件", "复印件", "原件和复印件"] | None = term("材料类型")
    originals: int | None = term("原件份数")
    copies: int | None = term("复印件份数")
    medium: Literal["纸质", "电子", "纸质或电子"] | None = term("材料形式")
    origin: Literal["申请人自备", "政府部门核发", "窗口领取", "网上下载", "单位出具", "医疗机构出具", "其他"] | None = (
        term("来源渠道")
    )
    need: Literal["必要", "非必要", "容缺后补"] | None = term("材料必要性")
    form: bool = term("是否表单", False)
    stage: Text | None = term("提交环节")
    note: Text | None = term("说明")
    when: When | None = term("需要的情形")
    source: Citation | None = term("来源")
    original: Text | None = term("原文写法")


@dataclass(frozen=True, kw_only=True)
class Channel:
    """A way to file 办理方式, with its place, hours and telephone numbers."""

    SHORT: ClassVar[str] = "kind"

    kind: Text = needed("办理方式", one_of="channels")
    place: Text | None = term("办理地点")
    counter: Text | None = term("窗口")
    address: Text | None = term("地址")
    hours: Text | None = term("办公时间")
    phones: tuple[Phone, ...] = term("电话", ())
    url: WebAddress | None = term("网址")
    for_: Text | None = term("适用对象")
    note: Text | None = term("说明")
    source: Citation | None = term("来源")


@dataclass(frozen=True, kw_only=True)
class Window:
    """A recurring time in which one can file, or had better not 办理窗口期."""

    every: Literal["month", "year", "week"] = needed("周期")
    from_: DayOfPeriod = needed("开始")
    to: DayOfPeriod = needed("结束")
    kind: Literal["open", "avoid"] = term("性质", "open")
    for_: Text | None = term("适用对象或环节")
    note: Text | None = term("说明")
    source: Citation | None = term("来源")


@dataclass(frozen=True, kw_only=True)
class TimeLimit:
    """How long something may take 办理时限: by law 法定, promised 承诺, or as the source states without saying which.

    ``meaning`` says whom it binds: the office has so long to finish (办结), the applicant has so long to come (申请), or
    one has to wait at least so long (等候).
    """

    within: Duration = needed("时限")
    for_: Text | None = term("事项")
    from_: Text | None = term("起算")
    kind: Literal["法定", "承诺", "资料所载"] = term("性质", "资料所载")
    meaning: Literal["办结", "申请", "等候"] = term("含义", "办结")
    note: Text | None = term("说明")
    source: Citation | None = term("来源")


@dataclass(frozen=True, kw_only=True)
class Fee:
    """What it costs 收费. ``amount`` in yuan; zero is free of charge."""

    item: Text = needed("收费项目")
    amount: Decimal | None = term("金额（元）")
    note: Text | None = term("说明")
    source: Citation | None = term("来源")


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step 办理环节: who does what, where, by when, with what result, and what follows.

    A step without ``next`` leads to the one below it, unless it is an ``end``; a flow may have several ends.
    """

    SHORT: ClassVar[str] = "action"

    action: Text = needed("做什么")
    id: Key | None = term("编号")
    actor: Text | None = term("谁来做")
    place: Text | None = term("在哪里")
    time: Text | None = term("时间")
    result: Text | None = term("得到什么")
    condition: Text | None = term("什么情况下")
    next: tuple[Key, ...] = term("下一步", ())
    end: bool = term("到此结束", False)
    note: Text | None = term("说明")
    source: Citation | None = term("来源")
    original: Text | None = term("原文写法")


@dataclass(frozen=True, kw_only=True)
class State:
    """Where a task can stand 任务状态, and what the screen shows then.

    ``shows`` is a condition over the task's ``screen``; a state without it cannot be seen on the screen.
    """

    id: Key = needed("编号")
    name: Text = needed("状态名称")
    means: Text = needed("意思")
    shows: When | None = term("屏幕上看到什么")
    final: bool = term("到此结束", False)
    source: Citation | None = term("来源")


@dataclass(frozen=True, kw_only=True)
class Transition:
    """What takes a task from one state to another 状态变化: the event, who causes it, and on what condition."""

    from_: Key = needed("从哪个状态")
    event: Text = needed("做什么或发生什么")
    to: Key = needed("到哪个状态")
    actor: Text | None = term("谁来做")
    guard: Text | None = term("什么情况下")
    source: Citation | None = term("来源")


@dataclass(frozen=True, kw_only=True)
class Task:
    """A task in an online system as a state machine 任务状态图. The first state is where it starts."""

    screen: dict[Key, Situation] = needed("屏幕上看什么")
    states: tuple[State, ...] = needed("状态")
    transitions: tuple[Transition, ...] = needed("状态变化")


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What one gets in the end 办理结果, and how it is delivered 结果送达."""

    SHORT: ClassVar[str] = "name"

    name: Text = needed("结果名称")
    form: bool = term("是否表单", False)
    delivery: Text | None = term("送达方式")
    note: Text | None = term("说明")
    source: Citation | None = term("来源")


@dataclass(frozen=True, kw_only=True)
class Basis:
    """A legal basis 政策依据: a key of laws.yml, and the article if the source names one."""

    SHORT: ClassVar[str] = "law"

    law: Key = needed("法规编号", one_of="laws")
    article: Text | None = term("条款")
    note: Text | None = term("说明")


@dataclass(frozen=True, kw_only=True)
class Form:
    """A form that is handed out, filled in or printed 表单, beyond the materials."""

    SHORT: ClassVar[str] = "name"

    name: Text = needed("表单名称")
    obtain: Text | None = term("领取方式")
    note: Text | None = term("说明")
    source: Citation | None = term("来源")


@dataclass(frozen=True, kw_only=True)
class Variant:
    """Something on which sources, or places in one source, disagree 说法不一: all are shown side by side."""

    about: Text = needed("哪件事")
    element: str | None = term("属于哪个公开要素", one_of="elements")
    versions: tuple[Fact, ...] = needed("各种说法")
    note: Text | None = term("说明")


@dataclass(frozen=True, kw_only=True)
class Answer:
    """A question people ask, answered 常见问题."""

    question: Text = needed("问题")
    answer: Text = needed("回答")
    source: Citation | None = term("来源")


@dataclass(frozen=True, kw_only=True)
class Clause:
    """A clause of an agreement, of terms or of a commitment 条款, under the number the source gives it."""

    number: Text = needed("条款号")
    text: Text = needed("内容")
    heading: Text | None = term("标题")
    source: Citation | None = term("来源")
    original: Text | None = term("原文写法")


@dataclass(frozen=True, kw_only=True)
class Question:
    """A question of a quiz 选择题 with the right option, the law it rests on, and why."""

    question: Text = needed("题目")
    options: dict[Key, Text] = needed("选项")
    answer: Key = needed("答案")
    why: Text = needed("解释")
    basis: Basis | None = term("依据")


@dataclass(frozen=True, kw_only=True)
class Quiz:
    """A quiz 测试题. ``announced`` is the number of questions its title promises."""

    title: Text = needed("标题")
    announced: int = needed("应有题数")
    questions: tuple[Question, ...] = needed("各题")
    note: Text | None = term("说明")


@dataclass(frozen=True, kw_only=True)
class Table:
    """Figures that are a table in the source 表格. Cells are exact text; the first column names the row."""

    title: Text = needed("表名")
    columns: tuple[Text, ...] = needed("列名")
    rows: tuple[tuple[Text, ...], ...] = needed("各行")
    note: Text | None = term("说明")
    source: Citation | None = term("来源")


@dataclass(frozen=True, kw_only=True)
class Contact:
    """Where to ask 咨询查询途径 or to complain 监督投诉渠道."""

    name: Text = needed("名称")
    phones: tuple[Phone, ...] = term("电话", ())
    address: Text | None = term("地址")
    hours: Text | None = term("时间")
    url: WebAddress | None = term("网址")
    note: Text | None = term("说明")
    source: Citation | None = term("来源")


@dataclass(frozen=True, kw_only=True)
class Related:
    """Another procedure 相关事项 and why it matters here."""

    SHORT: ClassVar[str] = "procedure"

    procedure: Key = needed("事项编号")
    why: Text | None = term("关系")


@dataclass(frozen=True, kw_only=True)
class Now:
    """What applies today where an old guide has been overtaken 现行规定, with the law that says so."""

    text: Text = needed("现在的规定")
    law: Key = needed("法规编号", one_of="laws")
    article: Text | None = term("条款")


@dataclass(frozen=True, kw_only=True)
class Status:
    """How far the content can be relied on 内容状态."""

    kind: Literal["undated", "historical", "current-unverified"] = needed("状态")
    year: int | None = term("年份")
    note: Text | None = term("说明")


@dataclass(frozen=True, kw_only=True)
class Gap:
    """An element the source says nothing about 资料未载明, and why if that is known."""

    SHORT: ClassVar[str] = "element"

    element: str = needed("要素", one_of="elements")
    note: Text | None = term("说明")


@dataclass(frozen=True, kw_only=True)
class Review:
    """When the entry was last held against its source 核对, and when it is due again."""

    checked_on: dt.date = needed("核对日期")
    next_due: dt.date = needed("下次核对")


@dataclass(frozen=True, kw_only=True)
class Procedure:
    """One procedure 办事事项 of one region."""

    region: Key = given("地区")
    slug: Key = given("编号")
    name: Text = needed("事项名称")
    summary: Text = needed("事项简述")
    aliases: tuple[Text, ...] = term("别名", ())
    group: Text | None = term("分组")
    order: int = term("在地区里的次序", 0)
    type: Literal["service", "reference", "agreement", "workflow", "terms"] = term("类型", "service")
    audience: tuple[Text, ...] = field(metadata={"term": "服务对象", "one_of": "audiences"})
    kinds: tuple[Text, ...] = field(metadata={"term": "险种", "one_of": "kinds"})
    events: tuple[Key, ...] = term("人生大事", (), one_of="life_events")
    authority: Text | None = term("办理机构")
    status: Status | None = term("内容状态")
    now: tuple[Now, ...] = term("现行规定", ())
    sources: tuple[Citation, ...] = needed("来源")
    review: Review | None = term("核对")
    conditions: tuple[Fact, ...] = term("办理条件", ())
    situations: dict[Key, Situation] = field(default_factory=dict, metadata={"term": "办理情形"})
    materials: tuple[Material, ...] = term("办理材料", ())
    channels: tuple[Channel, ...] = term("办理方式", ())
    windows: tuple[Window, ...] = term("窗口期", ())
    time_limits: tuple[TimeLimit, ...] = term("办理时限", ())
    fees: tuple[Fee, ...] = term("收费", ())
    steps: tuple[Step, ...] = term("办理流程", ())
    task: Task | None = term("任务状态")
    clauses: tuple[Clause, ...] = term("条款", ())
    results: tuple[Outcome, ...] = term("办理结果", ())
    notes: tuple[Fact, ...] = term("说明", ())
    cautions: tuple[Fact, ...] = term("注意事项", ())
    variants: tuple[Variant, ...] = term("说法不一", ())
    faq: tuple[Answer, ...] = term("常见问题", ())
    quiz: Quiz | None = term("测试题")
    tables: tuple[Table, ...] = term("表格", ())
    basis: tuple[Basis, ...] = term("政策依据", ())
    forms: tuple[Form, ...] = term("表单", ())
    consult: tuple[Contact, ...] = term("咨询途径", ())
    complaint: tuple[Contact, ...] = term("投诉渠道", ())
    calculators: tuple[Key, ...] = term("计算器", ())
    related: tuple[Related, ...] = term("相关事项", ())
    gaps: tuple[Gap, ...] = term("资料未载明", ())

    @property
    def id(self) -> str:
        return f"{self.region}/{self.slug}"


@dataclass(frozen=True, kw_only=True)
class Region:
    """A place whose guide we hold 地区; ``review`` and ``authority`` hold for its procedures unless they say otherwise."""

    name: Text = needed("地区名称")
    within: Text | None = term("上级地区")
    summary: Text = needed("简述")
    groups: tuple[Text, ...] = term("事项分组的顺序", ())
    review: Review = needed("核对")


@dataclass(frozen=True, kw_only=True)
class Document:
    """A source document 来源文件 as we received it, the elements it never mentions, and whom it says to ask.

    ``consult`` and ``complaint`` are what a document gives once for all it describes: its procedures without their own
    have these.
    """

    title: Text = needed("文件名称")
    title_is_ours: bool = term("名称由本站拟定", False)
    issuer: Text | None = term("发布机构")
    file: Text = needed("存档文件名")
    status: Status = needed("内容状态")
    silent_on: tuple[Gap, ...] = term("通篇未载明", ())
    consult: tuple[Contact, ...] = term("全文共用的咨询途径", ())
    complaint: tuple[Contact, ...] = term("全文共用的投诉渠道", ())
    note: Text | None = term("说明")


@dataclass(frozen=True, kw_only=True)
class Law:
    """A law, regulation or notice 法规文件, by the name the sources give it."""

    name: Text = needed("文件名称")
    number: Text | None = term("文号")
    full_name: Text | None = term("全称")
    note: Text | None = term("说明")


@dataclass(frozen=True, kw_only=True)
class LifeEvent:
    """A turn in life that brings people to the counter 人生大事."""

    name: Text = needed("名称")
    summary: Text = needed("简述")


@dataclass(frozen=True, kw_only=True)
class Named:
    """An entry of a closed list 可选值, with the slug of its page if it has one."""

    name: Text = needed("名称")
    slug: Key = needed("编号")
    note: Text | None = term("说明")
    see: tuple[Key, ...] = term("也可以看（同一个列表里的编号）", ())


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """The closed lists that fields choose from 词表."""

    audiences: tuple[Named, ...] = needed("服务对象")
    kinds: tuple[Named, ...] = needed("险种")
    channels: tuple[Named, ...] = needed("办理方式")
    elements: tuple[Named, ...] = needed("公开要素")


@dataclass(frozen=True, kw_only=True)
class SameMaterial:
    """One material that several procedures ask for, each in its own words 同一种材料; an editor has held them together."""

    name: Text = needed("这种材料的通称")
    ids: tuple[Key, ...] = needed("在各事项里的材料编号")


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """The same business in several regions, side by side 各地对比."""

    name: Text = needed("名称")
    summary: Text = needed("简述")
    procedures: tuple[Key, ...] = needed("要对比的事项")
    materials: tuple[SameMaterial, ...] = term("各地都叫得出对应名称的材料", ())
    note: Text | None = term("说明")


@dataclass(frozen=True, kw_only=True)
class GlossaryTerm:
    """A term of the trade in plain words 名词解释, with the law or the source it rests on."""

    name: Text = needed("名词")
    also: tuple[Text, ...] = term("别的叫法", ())
    text: Text = needed("解释")
    law: Key | None = term("法规编号", one_of="laws")
    article: Text | None = term("条款")
    source: Citation | None = term("来源")
    see: tuple[Key, ...] = term("相关名词", ())


CLOSED_LISTS = tuple(field.name for field in dataclasses.fields(Vocabulary))


@dataclass(frozen=True, kw_only=True)
class Library:
    """Everything under guides/, loaded and cross-checked."""

    vocabulary: Vocabulary
    regions: dict[Key, Region]
    documents: dict[Key, Document]
    laws: dict[Key, Law]
    life_events: dict[Key, LifeEvent]
    comparisons: dict[Key, Comparison]
    glossary: dict[Key, GlossaryTerm]
    procedures: tuple[Procedure, ...]

    def procedure(self, id: str) -> Procedure:
        return next(procedure for procedure in self.procedures if procedure.id == id)

    def of_region(self, region: str) -> tuple[Procedure, ...]:
        return tuple(procedure for procedure in self.procedures if procedure.region == region)

    def vocabularies(self) -> dict[str, list[str]]:
        """The values that each closed list and register offers to the fields that choose from it."""
        lists = {name: [entry.name for entry in getattr(self.vocabulary, name)] for name in CLOSED_LISTS}
        return lists | {"laws": [*self.laws], "sources": [*self.documents], "life_events": [*self.life_events]}

    def status_of(self, procedure: Procedure) -> Status:
        """The procedure's own status, or its first source document's."""
        return procedure.status or self.documents[procedure.sources[0].document].status

    def review_of(self, procedure: Procedure) -> Review:
        return procedure.review or self.regions[procedure.region].review

    def consult_of(self, procedure: Procedure) -> tuple[Contact, ...]:
        """The procedure's own contacts, or those its source documents give for all they describe."""
        return procedure.consult or tuple(each for document in self._documents(procedure) for each in document.consult)

    def complaint_of(self, procedure: Procedure) -> tuple[Contact, ...]:
        return procedure.complaint or tuple(
            each for document in self._documents(procedure) for each in document.complaint
        )

    def _documents(self, procedure: Procedure) -> list[Document]:
        return [self.documents[key] for key in dict.fromkeys(citation.document for citation in procedure.sources)]

    def gap(self, procedure: Procedure, element: str) -> Gap | None:
        """Why an element is missing: the procedure's own word for it, or its documents'."""
        silent = (gap for document in self._documents(procedure) for gap in document.silent_on)
        return next((gap for gap in (*procedure.gaps, *silent) if gap.element == element), None)


def as_data(value: Any) -> Any:
    """The plain data of a model value for JSON: field names as in YAML, nothing that is empty."""
    if isinstance(value, When):
        return value.as_data()
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        if isinstance(value, CustomScalar):
            plain = {f.name: getattr(value, f.name) for f in dataclasses.fields(value)}
            return plain["text"] if set(plain) == {"text"} else plain
        pairs = ((f.name.rstrip("_"), getattr(value, f.name)) for f in dataclasses.fields(value))
        return {name: as_data(item) for name, item in pairs if item not in (None, (), {})}
    if isinstance(value, dict):
        return {str(key): as_data(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [as_data(item) for item in value]
    if isinstance(value, dt.date | Decimal):
        return str(value)
    return str(value) if isinstance(value, str) else value
