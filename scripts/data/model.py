"""What a procedure 办事事项 is made of. This module is the one place that knows its fields; the registers are in `library`.

The fields follow the eleven elements of 社会保险领域基层政务公开标准目录 and the national list of service items
(政务服务事项实施清单); each carries its Chinese term. The YAML spelling is the field's name without a trailing underscore.
The loader, the JSON Schema, the conversion of scripts, the pages and the open data all read these classes.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from typing import ClassVar, Literal

from scripts.data.decode import Key, Text
from scripts.data.values import DayOfPeriod, Duration, Hours, Phone, WebAddress, given, needed, term
from scripts.data.when import When


@dataclass(frozen=True, kw_only=True)
class Basis:
    """A legal basis 政策依据: a key of laws.yml, and the article if the source names one."""

    SHORT: ClassVar[str] = "law"

    law: Key = needed("法规编号", one_of="laws")
    article: Text | None = term("条款")
    note: Text | None = term("说明")


@dataclass(frozen=True, kw_only=True)
class Citation:
    """Where a fact stands: a source document and the place in it, or a law and its article, and how it was read there.

    ``checked`` says how far the fact is proven: read in the text 原文, taken from somebody who quotes it 转引, or to be looked
    up by a person 待核. Without it, a document was read; a law's fact was read in its text.
    """

    document: Key | None = term("来源文件", one_of="sources")
    place: Text | None = term("原文位置")
    law: Key | None = term("法规编号", one_of="laws")
    article: Text | None = term("条款")
    also: tuple[Basis, ...] = term("同一件事的别的条款", ())
    checked: Literal["原文", "转引", "待核"] = term("核对到哪一步", "原文")


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One sentence of ours, with its source if it is not the procedure's own, and the source's wording if we mended it.

    What does not hold yet has its first day, what soon ends its last; both stand beside what holds now.
    """

    SHORT: ClassVar[str] = "text"

    text: Text = needed("内容")
    source: Citation | None = term("来源")
    original: Text | None = term("原文写法")
    starts: dt.date | None = term("从哪天起")
    ends: dt.date | None = term("到哪天为止")


@dataclass(frozen=True, kw_only=True)
class Option:
    """An answer to a situation's question 选项.

    With ``unsure`` it settles nothing: what the question decides stays to be asked for. With ``stop`` it cannot be done this
    time, and the words say why and what to do instead.
    """

    SHORT: ClassVar[str] = "label"

    label: Text = needed("选项文字")
    unsure: bool = term("选了也说不准", False)
    stop: Fact | None = term("选了就办不了")


@dataclass(frozen=True, kw_only=True)
class Situation:
    """A question whose answer decides which materials are needed 办理情形."""

    question: Text = needed("问题")
    options: dict[Key, Option] = needed("选项")
    help: Text | None = term("说明")


@dataclass(frozen=True, kw_only=True)
class Material:
    """One paper to bring 申请材料: one thing, counted by itself, with one tick. A line of the source that names several is several.

    Neighbours with the same ``any_of`` are alternatives (或): one of them will do. A form with ``get: counter`` is filled in at
    the window and is nothing to bring. ``wording`` is what a paper that one writes oneself has to say 样文, for copying.
    ``material`` names the entry of materials.yml that says what has become of the paper since the list was written.
    """

    id: Key = needed("编号")
    name: Text = needed("材料名称")
    material: Key | None = term("是 materials.yml 里的哪一种", one_of="materials")
    any_of: Key | None = term("有一样就行的一组")
    get: Literal["counter"] | None = term("到窗口填")
    wording: Text | None = term("样文")
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
    rest_days: Literal["不办公", "办公"] | None = term("休息日办不办公")
    phones: tuple[Phone, ...] = term("电话", ())
    url: WebAddress | None = term("网址")
    for_: Text | None = term("适用对象")
    note: Text | None = term("说明")
    source: Citation | None = term("来源")


@dataclass(frozen=True, kw_only=True)
class Window:
    """A recurring time in which one can do something, or had better not 办理窗口期.

    ``for`` says what: a window for collecting 领取 says nothing about when to apply 申请. ``doubtful`` are days of which
    the source leaves open whether they belong to it; ``advice`` is what the source says about those, or about days to avoid.
    """

    id: Key | None = term("编号")
    every: Literal["month", "year", "week"] = needed("周期")
    from_: DayOfPeriod = needed("开始")
    to: DayOfPeriod = needed("结束")
    kind: Literal["open", "avoid"] = term("性质", "open")
    for_: Literal["申请", "领取", "结算", "审核", "缴费", "打印", "办公"] = term("办哪一件事", "申请")
    label: Text | None = term("适用对象或环节")
    working_days: bool = term("只算工作日", False)
    hours: tuple[Hours, ...] = term("每天的时间", ())
    doubtful: tuple[DayOfPeriod, ...] = term("资料没有说清的日子", ())
    advice: Text | None = term("避开时怎么说、有疑问时怎么办")
    note: Text | None = term("说明")
    source: Citation | None = term("来源")


@dataclass(frozen=True, kw_only=True)
class TimeLimit:
    """How long something may take 办理时限: by law 法定, promised 承诺, or as the source states without saying which.

    ``meaning`` says whom it binds: the office has so long to finish (办结), the applicant has so long to come (申请), one
    has to wait at least so long (等候), or it is the office's own affair (内部), which no reader has to know by when.
    """

    id: Key | None = term("编号")
    within: Duration = needed("时限")
    label: Text | None = term("事项")
    from_: Text | None = term("起算")
    ask: Text | None = term("起算的那一天怎么问")
    kind: Literal["法定", "承诺", "资料所载"] = term("性质", "资料所载")
    meaning: Literal["办结", "申请", "等候", "内部"] = term("含义", "办结")
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

    A step without ``next`` leads to the one below it, unless it is an ``end``; a flow may have several ends. What has to be
    known before the step is taken, because taking it does harm, is its ``warning``: it is shown above the action.
    """

    SHORT: ClassVar[str] = "action"

    action: Text = needed("做什么")
    id: Key | None = term("编号")
    actor: Text | None = term("谁来做")
    place: Text | None = term("在哪里")
    time: Text | None = term("时间")
    result: Text | None = term("得到什么")
    condition: Text | None = term("什么情况下")
    warning: Text | None = term("做以前的提醒")
    next: tuple[Key, ...] = term("下一步", ())
    end: bool = term("到此结束", False)
    note: Text | None = term("说明")
    source: Citation | None = term("来源")
    original: Text | None = term("原文写法")


@dataclass(frozen=True, kw_only=True)
class Look:
    """Something to look for on the screen 屏幕上看什么, and what may stand there."""

    question: Text = needed("问题")
    options: dict[Key, Text] = needed("选项")
    help: Text | None = term("说明")


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

    screen: dict[Key, Look] = needed("屏幕上看什么")
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
class Status:
    """How far the content can be relied on 内容状态.

    ``current``: what applies now 现行, with the day on which its laws were read, and the ``doubt`` if a newer text may exist.
    ``historical``: of a year 历史资料; ``undated``: of nobody knows when 没有日期. ``abolished``: it cannot be done any more
    已废止, with what ended it, since when, and what to do instead.
    """

    kind: Literal["current", "undated", "historical", "abolished"] = needed("状态")
    year: int | None = term("年份")
    read_on: dt.date | None = term("哪一天读过法规")
    doubt: Fact | None = term("可能有更新的规定")
    ended_by: Citation | None = term("哪一条废止的")
    since: dt.date | None = term("从哪天起废止")
    instead: Text | None = term("现在怎么办")
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
    summary_checked: Literal["原文", "转引", "待核"] = term("简述核对到哪一步", "原文")
    aliases: tuple[Text, ...] = term("别名", ())
    group: Text | None = term("分组")
    order: int = term("在地区里的次序", 0)
    type: Literal["service", "reference", "agreement", "workflow", "terms"] = term("类型", "service")
    audience: tuple[Text, ...] = field(metadata={"term": "服务对象", "one_of": "audiences"})
    kinds: tuple[Text, ...] = field(metadata={"term": "险种", "one_of": "kinds"})
    events: tuple[Key, ...] = term("人生大事", (), one_of="life_events")
    authority: Text | None = term("办理机构")
    status: Status | None = term("内容状态")
    governed_by: tuple[Key, ...] = term("现在由哪些全国事项规定", ())
    common: tuple[Key, ...] = term("共同规定", (), one_of="common_rules")
    hotlines: tuple[Key, ...] = term("服务电话", (), one_of="hotlines")
    sources: tuple[Citation, ...] = needed("来源")
    review: Review | None = term("核对")
    conditions: tuple[Fact, ...] = term("办理条件", ())
    situations: dict[Key, Situation] = field(default_factory=dict, metadata={"term": "办理情形"})
    materials: tuple[Material, ...] = term("办理材料", ())
    channels: tuple[Channel, ...] = term("办理方式", ())
    windows: tuple[Window, ...] = term("窗口期", ())
    time_limits: tuple[TimeLimit, ...] = term("办理时限", ())
    fees: tuple[Fee, ...] = term("收费", ())
    amounts: tuple[Fact, ...] = term("能领多少、要交多少", ())
    not_required: tuple[Fact, ...] = term("不用再交的证明", ())
    steps: tuple[Step, ...] = term("办理流程", ())
    task: Task | None = term("任务状态")
    clauses: tuple[Clause, ...] = term("条款", ())
    results: tuple[Outcome, ...] = term("办理结果", ())
    notes: tuple[Fact, ...] = term("说明", ())
    cautions: tuple[Fact, ...] = term("注意事项", ())
    appeal: tuple[Fact, ...] = term("不服怎么办", ())
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
