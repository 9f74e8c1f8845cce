"""Cross-checks of the registers that lead to procedures: closed lists, comparisons, the glossary, the home page."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from scripts.data.decode import At, Key, suggest
from scripts.data.library import CLOSED_LISTS, Library
from scripts.data.registers import Comparison, GlossaryTerm, Home, Named, Vocabulary
from scripts.data.yaml_strict import Problem


def check(library: Library, at: At, known: Collection[str]) -> Iterator[Problem]:
    """Every mistake in these registers; the parameters are those of :func:`scripts.data.checks.check`."""
    yield from _vocabulary(library.vocabulary, at)
    for region in library.regions.values():
        yield from _twice("分组", region.groups, at)
    named = (("地区", library.regions), ("法规", library.laws), ("人生大事", library.life_events))
    for what, register in named:
        yield from _twice(what, [entry.name for entry in register.values()], at)
    for comparison in library.comparisons.values():
        yield from _comparison(comparison, library, known, at)
    yield from _glossary(library.glossary, at)
    yield from _home(library.home, known, at)
    yield from _synonyms(library, at)
    for change in library.changes.values():
        for id_ in change.procedures:
            if id_ not in known:
                yield Problem(at(id_), f"没有事项“{id_}”。{suggest(id_, sorted(known))}")


def _twice(what: str, names: Sequence[str], at: At) -> Iterator[Problem]:
    """A name that stands in a list again: readers could not tell the two apart."""
    for number, name in enumerate(names):
        if name in names[:number]:
            yield Problem(at(name), f"{what}“{name}”写了两次，名称要不同")


def _vocabulary(vocabulary: Vocabulary, at: At) -> Iterator[Problem]:
    for name in CLOSED_LISTS:
        entries: tuple[Named, ...] = getattr(vocabulary, name)
        slugs = [entry.slug for entry in entries]
        for entry in entries:
            if slugs.count(entry.slug) > 1:
                yield Problem(at(entry.slug), f"编号“{entry.slug}”用了两次，每一项的编号要不同")
            yield from _see(entry, entry.slug, slugs, at)
        yield from _twice("可选值", [entry.name for entry in entries], at)


def _see(entry: Named | GlossaryTerm, own: str, known: Collection[str], at: At) -> Iterator[Problem]:
    for other in entry.see:
        if other == own:
            yield Problem(at(other), f"“{entry.name}”的 see 不能是它自己")
        elif other not in known:
            yield Problem(at(other), f"没有编号“{other}”。{suggest(other, known)}")


def _comparison(comparison: Comparison, library: Library, known: Collection[str], at: At) -> Iterator[Problem]:
    for id_ in comparison.procedures:
        if id_ not in known:
            yield Problem(at(id_), f"没有事项“{id_}”。{suggest(id_, sorted(known))}")
        elif comparison.procedures.count(id_) > 1:
            yield Problem(at(id_), f"事项“{id_}”列了不止一次")
    if len({id_.split("/")[0] for id_ in comparison.procedures}) < 2:
        yield Problem(at(comparison), "对比至少要有两个地区的事项")
    procedures = [library.procedure(id_) for id_ in dict.fromkeys(comparison.procedures) if library.knows(id_)]
    if len(procedures) < len(comparison.procedures):
        return  # mended first: without all of them, nothing can be said of their materials
    ids = {material.id for procedure in procedures for material in procedure.materials}
    used: set[str] = set()
    for row in comparison.materials:
        for material in row.ids:
            if material in used:
                yield Problem(at(material), f"材料编号“{material}”在这个对比里用了两次")
            elif material not in ids:
                yield Problem(at(material), f"这些事项都没有材料“{material}”。{suggest(material, sorted(ids))}")
            used.add(material)
        if sum(any(material.id in row.ids for material in p.materials) for p in procedures) == 1:
            yield Problem(at(row), f"“{row.name}”只有一个事项要，不用对齐，删掉这一行")


def _glossary(glossary: Mapping[Key, GlossaryTerm], at: At) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for key, entry in glossary.items():
        for word in (entry.name, *entry.also):
            if word in seen:
                yield Problem(at(word), f"名词“{word}”在“{seen[word]}”里已经有了")
            seen[str(word)] = key
        if entry.law is None and entry.source is None:
            yield Problem(at(entry), f"“{entry.name}”要写依据：law（法规）或 source（来源文件）")
        if entry.article is not None and entry.law is None:
            yield Problem(at(entry.article), "写了 article（条款），也要写 law（法规）")
        yield from _see(entry, key, glossary, at)


def _home(home: Home, known: Collection[str], at: At) -> Iterator[Problem]:
    for listed in (home.calculators, home.in_topics()):
        for place, slug in enumerate(listed):
            if slug in listed[:place]:
                yield Problem(at(slug), f"计算器“{slug}”列了不止一次")
    for question in home.questions:
        if (question.calculator is None) == (question.procedure is None):
            yield Problem(at(question), f"“{question.ask}”要写 calculator（计算器）或 procedure（事项编号），只写一样")
        elif question.procedure and question.procedure not in known:
            yield Problem(
                at(question.procedure),
                f"没有事项“{question.procedure}”。{suggest(question.procedure, sorted(known))}",
            )


def _synonyms(library: Library, at: At) -> Iterator[Problem]:
    synonyms = library.synonyms
    for called in synonyms.events:
        if called.event not in library.life_events:
            events = sorted(library.life_events)
            yield Problem(at(called.event), f"没有人生大事“{called.event}”。{suggest(called.event, events)}")
    yield from _twice("说法", [word for each in synonyms.asking for word in each.words], at)
    said = [word for same in synonyms.same for word in same.words]
    yield from _twice("说法", said, at)
    for same in synonyms.same:
        if same.as_ in said:
            yield Problem(at(same.as_), f"“{same.as_}”又被当作别的词，不知道以哪个为准")
