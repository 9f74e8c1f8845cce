"""Cross-checks of procedures: what the fields of each, and the registers, say about each other."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import groupby
from operator import attrgetter

from scripts.data import model, proof
from scripts.data.checks.flows import check_flows
from scripts.data.decode import At, Key, fields_of, suggest
from scripts.data.elements import ELEMENTS, present
from scripts.data.library import Library
from scripts.data.values import DayOfPeriod
from scripts.data.walk import everything
from scripts.data.yaml_strict import Problem

KINDS = {"current": "现行规定", "historical": "历史资料", "abolished": "已经废止"}
NEEDED = {
    "current": {"read_on": "哪一天读过法规"},
    "historical": {"year": "年份"},
    "abolished": {"ended_by": "哪一条废止的", "since": "从哪天起", "instead": "现在怎么办"},
}
"""What a status of each kind cannot do without."""


def check(library: Library, at: At, known: Collection[str]) -> Iterator[Problem]:
    """Every mistake in procedures; the parameters are those of :func:`scripts.data.checks.check`."""
    for procedure in library.procedures:
        yield from _check(procedure, library, at, known)
    yield from _check_names(library, at)
    yield from _check_statuses(library, at)
    yield from _check_documents(library, at)


def _check(procedure: model.Procedure, library: Library, at: At, known: Collection[str]) -> Iterator[Problem]:
    for related in procedure.related:
        if related.procedure not in known:
            yield Problem(
                at(related.procedure), f"没有事项“{related.procedure}”。{suggest(related.procedure, sorted(known))}"
            )
        elif related.procedure == procedure.id:
            yield Problem(at(related.procedure), "相关事项不能是它自己")
    yield from _check_sources(procedure, library, at, known)
    groups = library.regions[procedure.region].groups
    if procedure.group is not None and procedure.group not in groups:
        yield Problem(
            at(procedure.group), f"region.yml 里没有分组“{procedure.group}”。{suggest(procedure.group, groups)}"
        )
    if procedure.review and procedure.review.next_due <= procedure.review.checked_on:
        yield Problem(at(procedure.review), "下次核对的日期要晚于核对日期")
    yield from _check_situations(procedure, at)
    yield from _check_alternatives(procedure, at)
    yield from check_flows(procedure, at)
    yield from _check_times(procedure, at)
    yield from _check_elements(procedure, library, at)
    for material in procedure.materials:
        if material.kind == "复印件" and material.originals:
            yield Problem(at(material), f"“{material.name}”只要复印件，却写了原件 {material.originals} 份")
        if material.kind == "原件" and material.copies:
            yield Problem(at(material), f"“{material.name}”只要原件，却写了复印件 {material.copies} 份")
        if material.get == "counter" and not material.form:
            yield Problem(at(material), f"“{material.name}”写了 get: counter（到窗口填），也要写 form: true（表单）")
    for table in procedure.tables:
        for number, row in enumerate(table.rows, 1):
            if len(row) != len(table.columns):
                yield Problem(at(table), f"表格第 {number} 行有 {len(row)} 格，表头有 {len(table.columns)} 格")


def _check_sources(procedure: model.Procedure, library: Library, at: At, known: Collection[str]) -> Iterator[Problem]:
    for id in procedure.governed_by:
        if id not in known:
            yield Problem(at(id), f"没有事项“{id}”。{suggest(id, sorted(known))}")
        elif id == procedure.id:
            yield Problem(at(id), "governed_by（现在由哪些全国事项规定）不能是它自己")
        elif library.knows(id) and library.status_of(library.procedure(id)).kind != "current":
            yield Problem(at(id), f"“{id}”不是现行事项（status 的 kind 不是 current），不能写在 governed_by 里")
    if procedure.status is None and not any(citation.document for citation in procedure.sources):
        yield Problem(at(procedure), "来源只有法规的事项，要写 status（内容状态）")
    current = procedure.status is not None and procedure.status.kind == "current"
    for each in everything(procedure):
        if isinstance(each, model.Citation):
            yield from check_citation(each, library, at)
    if not current:
        return
    for name in ("conditions", "amounts", "not_required", "cautions", "appeal", "notes", "time_limits", "fees", "faq"):
        for fact in getattr(procedure, name):
            if fact.source is None:
                yield Problem(at(fact), "现行规定的每一句都要写 source（哪部法规、哪一条）")


def check_citation(citation: model.Citation, library: Library, at: At) -> Iterator[Problem]:
    """A citation names one source, the place as that kind of source has it, and claims no more than was read."""
    if (citation.document is None) == (citation.law is None):
        yield Problem(at(citation), "来源要写 document（来源文件）或者 law（法规），两样写一样")
    elif citation.law and citation.place:
        yield Problem(at(citation), "法规的位置写在 article（条款）里，不写 place")
    elif citation.document and (citation.article or citation.also):
        yield Problem(at(citation), "来源文件的位置写在 place（原文位置）里，不写 article、also")
    elif (
        citation.checked == "原文"
        and (law := library.laws.get(citation.law or Key("")))  # one that could not be read is mended first
        and law.read not in ("原文", "部分")
    ):
        yield Problem(at(citation), f"“{law.name}”没有读到原文，要写 checked: 转引 或者 待核")


def _check_situations(procedure: model.Procedure, at: At) -> Iterator[Problem]:
    used: set[str] = set()
    seen: dict[str, model.Material] = {}
    for material in procedure.materials:
        if material.id in seen:
            yield Problem(at(material), f"材料编号“{material.id}”用了两次，每份材料的编号要不同")
        seen[material.id] = material
        for name, option in material.when.choices() if material.when else ():
            situation = procedure.situations.get(Key(name))
            if situation is None:
                yield Problem(at(material), f"没有情形“{name}”。{suggest(name, procedure.situations)}")
                continue
            used.add(name)
            if option not in situation.options:
                yield Problem(at(material), f"情形“{name}”没有选项“{option}”。{suggest(option, situation.options)}")
            elif situation.options[Key(option)].unsure:
                yield Problem(
                    at(material), f"选项“{option}”写了 unsure（选了也说不准），不能再决定要不要“{material.name}”"
                )
    for name, situation in procedure.situations.items():
        if name in ("all", "any", "not"):
            yield Problem(at(situation), f"“{name}”是条件里的连接词，不能作情形的编号")
        elif len(situation.options) < 2:
            yield Problem(at(situation), f"情形“{name}”至少要有两个选项")
        elif all(option.unsure for option in situation.options.values()):
            yield Problem(at(situation), f"情形“{name}”的选项不能都是 unsure（选了也说不准）")
        elif name not in used and not any(option.stop for option in situation.options.values()):
            yield Problem(at(situation), f"没有材料用到情形“{name}”。删掉它，或在材料的 when 里写上")


def _check_alternatives(procedure: model.Procedure, at: At) -> Iterator[Problem]:
    """Alternatives stand together, are two at least, and are needed in the same cases: else they could not count as one."""
    runs = [(key, list(run)) for key, run in groupby(procedure.materials, key=attrgetter("any_of")) if key]
    seen: set[str] = set()
    for key, run in runs:
        if key in seen:
            yield Problem(at(run[0]), f"“any_of: {key}”的几样材料要挨着写，中间不要夹别的材料")
        elif [material.any_of for material in procedure.materials].count(key) < 2:
            yield Problem(at(run[0]), f"“any_of: {key}”只有“{run[0].name}”一样，至少要有两样")
        seen.add(key)
        for material in run[1:]:
            if material.when != run[0].when or material.get != run[0].get:
                yield Problem(at(material), f"“any_of: {key}”的几样材料，when 和 get 要写得一样")


def _check_times(procedure: model.Procedure, at: At) -> Iterator[Problem]:
    for window in procedure.windows:
        wrong = [day.text for day in (window.from_, window.to, *window.doubtful) if day.period != window.every]
        if wrong:
            yield Problem(at(window), f"“{'、'.join(wrong)}”与周期 {window.every} 不符。{DayOfPeriod.ALLOWED}")
        if window.doubtful and not window.advice:
            yield Problem(at(window), "写了 doubtful（资料没有说清的日子），还要写 advice（资料怎么说、该怎么办）")
    for kind, entries in (("窗口期", procedure.windows), ("办理时限", procedure.time_limits)):
        seen: set[str] = set()
        for entry in entries:
            if entry.id in seen:
                yield Problem(at(entry), f"{kind}的编号“{entry.id}”用了两次，每一个的编号要不同")
            seen |= {entry.id} if entry.id else set()
    for limit in procedure.time_limits:
        if limit.meaning == "申请" and limit.within.unit != "immediate" and not (limit.id and limit.ask):
            yield Problem(
                at(limit), "申请的期限要写 id（编号）和 ask（起算的那一天怎么问），网页才能问读者、算出最晚哪天"
            )
    statutory = [limit for limit in procedure.time_limits if limit.kind == "法定"]
    for promised in (limit for limit in procedure.time_limits if limit.kind == "承诺"):
        for limit in statutory:
            same = limit.label == promised.label and limit.within.unit == promised.within.unit
            if same and promised.within.amount > limit.within.amount:
                yield Problem(at(promised), f"承诺时限 {promised.within.amount} 比法定时限 {limit.within.amount} 还长")


def _check_elements(procedure: model.Procedure, library: Library, at: At) -> Iterator[Problem]:
    if not all(key in library.common_rules for key in procedure.common):
        return  # mended first: a rule that could not be read may answer an element
    own = {gap.element: gap for gap in procedure.gaps}
    for element in ELEMENTS:
        if present(library, procedure, element):
            if element in own:
                yield Problem(at(own[element]), f"“{element}”已经有内容，不要再列在 gaps 里")
        elif procedure.type == "service" and library.gap(procedure, element) is None:
            names = "、".join(name for name in ELEMENTS[element] if name in fields_of(model.Procedure))
            where = f"写在 {names} 里" if names else "写在 channels 里"
            yield Problem(at(procedure), f"缺少“{element}”。资料有就{where}；资料没有就在 gaps 里列出“{element}”")


def _check_names(library: Library, at: At) -> Iterator[Problem]:
    seen: dict[tuple[str, str], model.Procedure] = {}
    for procedure in library.procedures:
        first = seen.setdefault((procedure.region, procedure.name), procedure)
        if first is not procedure:
            yield Problem(at(procedure.name), f"事项名称“{procedure.name}”与 {first.id} 相同，请写得能区分")


def _check_reading(procedure: model.Procedure, library: Library, at: At) -> Iterator[Problem]:
    """A procedure was read no later than the laws it rests on."""
    said = procedure.status.read_on if procedure.status else None
    for law in map(library.laws.get, proof.laws(procedure.sources)):
        if said and law and law.read_on and law.read_on < said:
            yield Problem(at(procedure.status), f"status 说 {said} 读过法规，“{law.name}”却是 {law.read_on} 读的")


def _check_documents(library: Library, at: At) -> Iterator[Problem]:
    for document in library.documents.values():
        for gap in document.silent_on:
            if any(getattr(document, name, ()) for name in ELEMENTS.get(gap.element, ())):
                yield Problem(at(gap), f"“{gap.element}”已经有内容，不要再列在 silent_on 里")


def _check_statuses(library: Library, at: At) -> Iterator[Problem]:
    own = [procedure.status for procedure in library.procedures]
    for status in (*(document.status for document in library.documents.values()), *own):
        if status is None:
            continue
        for name, what in NEEDED.get(status.kind, {}).items():
            if getattr(status, name) is None:
                yield Problem(at(status), f"{status.kind}（{KINDS[status.kind]}）必须写明 {name}（{what}）")
    for law in library.laws.values():
        if law.read not in (None, "未读") and law.read_on is None:
            yield Problem(at(law), f"“{law.name}”写了 read（读到了什么），还要写 read_on（哪一天读的）")
    for procedure in library.procedures:
        yield from _check_reading(procedure, library, at)
