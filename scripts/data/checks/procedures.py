"""Cross-checks of procedures: what the fields of each, and the registers, say about each other."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import groupby
from operator import attrgetter

from scripts.data import model
from scripts.data.checks.flows import check_flows
from scripts.data.decode import At, Key, fields_of, suggest
from scripts.data.elements import ELEMENTS, present
from scripts.data.library import Library
from scripts.data.values import DayOfPeriod
from scripts.data.yaml_strict import Problem


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
                at(related.procedure), f"没有事项「{related.procedure}」。{suggest(related.procedure, sorted(known))}"
            )
        elif related.procedure == procedure.id:
            yield Problem(at(related.procedure), "相关事项不能是它自己")
    groups = library.regions[procedure.region].groups
    if procedure.group is not None and procedure.group not in groups:
        yield Problem(
            at(procedure.group), f"region.yml 里没有分组「{procedure.group}」。{suggest(procedure.group, groups)}"
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
            yield Problem(at(material), f"「{material.name}」只要复印件，却写了原件 {material.originals} 份")
        if material.kind == "原件" and material.copies:
            yield Problem(at(material), f"「{material.name}」只要原件，却写了复印件 {material.copies} 份")
        if material.get == "counter" and not material.form:
            yield Problem(at(material), f"「{material.name}」写了 get: counter（到窗口填），也要写 form: true（表单）")
    for table in procedure.tables:
        for number, row in enumerate(table.rows, 1):
            if len(row) != len(table.columns):
                yield Problem(at(table), f"表格第 {number} 行有 {len(row)} 格，表头有 {len(table.columns)} 格")


def _check_situations(procedure: model.Procedure, at: At) -> Iterator[Problem]:
    used: set[str] = set()
    seen: dict[str, model.Material] = {}
    for material in procedure.materials:
        if material.id in seen:
            yield Problem(at(material), f"材料编号「{material.id}」用了两次，每份材料的编号要不同")
        seen[material.id] = material
        for name, option in material.when.choices() if material.when else ():
            situation = procedure.situations.get(Key(name))
            if situation is None:
                yield Problem(at(material), f"没有情形「{name}」。{suggest(name, procedure.situations)}")
                continue
            used.add(name)
            if option not in situation.options:
                yield Problem(at(material), f"情形「{name}」没有选项「{option}」。{suggest(option, situation.options)}")
            elif situation.options[Key(option)].unsure:
                yield Problem(
                    at(material), f"选项「{option}」写了 unsure（选了也说不准），不能再决定要不要「{material.name}」"
                )
    for name, situation in procedure.situations.items():
        if name in ("all", "any", "not"):
            yield Problem(at(situation), f"「{name}」是条件里的连接词，不能作情形的编号")
        elif len(situation.options) < 2:
            yield Problem(at(situation), f"情形「{name}」至少要有两个选项")
        elif all(option.unsure for option in situation.options.values()):
            yield Problem(at(situation), f"情形「{name}」的选项不能都是 unsure（选了也说不准）")
        elif name not in used and not any(option.stop for option in situation.options.values()):
            yield Problem(at(situation), f"没有材料用到情形「{name}」。删掉它，或在材料的 when 里写上")


def _check_alternatives(procedure: model.Procedure, at: At) -> Iterator[Problem]:
    """Alternatives stand together, are two at least, and are needed in the same cases: else they could not count as one."""
    runs = [(key, list(run)) for key, run in groupby(procedure.materials, key=attrgetter("any_of")) if key]
    seen: set[str] = set()
    for key, run in runs:
        if key in seen:
            yield Problem(at(run[0]), f"「any_of: {key}」的几样材料要挨着写，中间不要夹别的材料")
        elif [material.any_of for material in procedure.materials].count(key) < 2:
            yield Problem(at(run[0]), f"「any_of: {key}」只有「{run[0].name}」一样，至少要有两样")
        seen.add(key)
        for material in run[1:]:
            if material.when != run[0].when or material.get != run[0].get:
                yield Problem(at(material), f"「any_of: {key}」的几样材料，when 和 get 要写得一样")


def _check_times(procedure: model.Procedure, at: At) -> Iterator[Problem]:
    for window in procedure.windows:
        wrong = [day.text for day in (window.from_, window.to, *window.doubtful) if day.period != window.every]
        if wrong:
            yield Problem(at(window), f"「{'、'.join(wrong)}」与周期 {window.every} 不符。{DayOfPeriod.ALLOWED}")
        if window.doubtful and not window.advice:
            yield Problem(at(window), "写了 doubtful（资料没有说清的日子），还要写 advice（资料怎么说、该怎么办）")
    for kind, entries in (("窗口期", procedure.windows), ("办理时限", procedure.time_limits)):
        seen: set[str] = set()
        for entry in entries:
            if entry.id in seen:
                yield Problem(at(entry), f"{kind}的编号「{entry.id}」用了两次，每一个的编号要不同")
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
    own = {gap.element: gap for gap in procedure.gaps}
    for element in ELEMENTS:
        if present(library, procedure, element):
            if element in own:
                yield Problem(at(own[element]), f"「{element}」已经有内容，不要再列在 gaps 里")
        elif procedure.type == "service" and library.gap(procedure, element) is None:
            names = "、".join(name for name in ELEMENTS[element] if name in fields_of(model.Procedure))
            where = f"写在 {names} 里" if names else "写在 channels 里"
            yield Problem(at(procedure), f"缺少「{element}」。资料有就{where}；资料没有就在 gaps 里列出「{element}」")


def _check_names(library: Library, at: At) -> Iterator[Problem]:
    seen: dict[tuple[str, str], model.Procedure] = {}
    for procedure in library.procedures:
        first = seen.setdefault((procedure.region, procedure.name), procedure)
        if first is not procedure:
            yield Problem(at(procedure.name), f"事项名称「{procedure.name}」与 {first.id} 相同，请写得能区分")


def _check_documents(library: Library, at: At) -> Iterator[Problem]:
    for document in library.documents.values():
        for gap in document.silent_on:
            if any(getattr(document, name, ()) for name in ELEMENTS.get(gap.element, ())):
                yield Problem(at(gap), f"「{gap.element}」已经有内容，不要再列在 silent_on 里")


def _check_statuses(library: Library, at: At) -> Iterator[Problem]:
    own = [procedure.status for procedure in library.procedures]
    for status in (*(document.status for document in library.documents.values()), *own):
        if status is not None and status.kind == "historical" and status.year is None:
            yield Problem(at(status), "historical（历史资料）必须写明 year（年份）")
