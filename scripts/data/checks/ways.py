"""Cross-checks of the registers that lead to procedures: closed lists, comparisons, the glossary."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from scripts.data.decode import Key, suggest
from scripts.data.library import CLOSED_LISTS, Comparison, GlossaryTerm, Library, Named, Vocabulary
from scripts.data.yaml_strict import Place, Problem


def check(library: Library, known: Collection[str], places: Mapping[int, Place]) -> Iterator[Problem]:
    """What is wrong in these registers, in Chinese, with its place.

    :param known: the ids of all procedure files, those with mistakes too: one mistake does not make others.
    """
    yield from _vocabulary(library.vocabulary, places)
    for region in library.regions.values():
        yield from _twice("分组", region.groups, places)
    named = (("地区", library.regions), ("法规", library.laws), ("人生大事", library.life_events))
    for what, register in named:
        yield from _twice(what, [entry.name for entry in register.values()], places)
    for comparison in library.comparisons.values():
        yield from _comparison(comparison, library, known, places)
    yield from _glossary(library.glossary, places)


def _twice(what: str, names: Sequence[str], places: Mapping[int, Place]) -> Iterator[Problem]:
    """A name that stands in a list again: readers could not tell the two apart."""
    for number, name in enumerate(names):
        if name in names[:number]:
            yield Problem(places[id(name)], f"{what}「{name}」写了两次，名称要不同")


def _vocabulary(vocabulary: Vocabulary, places: Mapping[int, Place]) -> Iterator[Problem]:
    for name in CLOSED_LISTS:
        entries: tuple[Named, ...] = getattr(vocabulary, name)
        slugs = [entry.slug for entry in entries]
        for entry in entries:
            if slugs.count(entry.slug) > 1:
                yield Problem(places[id(entry.slug)], f"编号「{entry.slug}」用了两次，每一项的编号要不同")
            yield from _see(entry, entry.slug, slugs, places)
        yield from _twice("可选值", [entry.name for entry in entries], places)


def _see(
    entry: Named | GlossaryTerm, own: str, known: Collection[str], places: Mapping[int, Place]
) -> Iterator[Problem]:
    for other in entry.see:
        if other == own:
            yield Problem(places[id(other)], f"「{entry.name}」的 see 不能是它自己")
        elif other not in known:
            yield Problem(places[id(other)], f"没有编号「{other}」。{suggest(other, known)}")


def _comparison(
    comparison: Comparison, library: Library, known: Collection[str], places: Mapping[int, Place]
) -> Iterator[Problem]:
    for id_ in comparison.procedures:
        if id_ not in known:
            yield Problem(places[id(id_)], f"没有事项「{id_}」。{suggest(id_, sorted(known))}")
        elif comparison.procedures.count(id_) > 1:
            yield Problem(places[id(id_)], f"事项「{id_}」列了不止一次")
    if len({id_.split("/")[0] for id_ in comparison.procedures}) < 2:
        yield Problem(places[id(comparison)], "对比至少要有两个地区的事项")
    procedures = [procedure for procedure in library.procedures if procedure.id in comparison.procedures]
    if len(procedures) < len(comparison.procedures):
        return  # mended first: without all of them, nothing can be said of their materials
    ids = {material.id for procedure in procedures for material in procedure.materials}
    used: set[str] = set()
    for row in comparison.materials:
        for material in row.ids:
            if material in used:
                yield Problem(places[id(material)], f"材料编号「{material}」在这个对比里用了两次")
            elif material not in ids:
                yield Problem(
                    places[id(material)], f"这些事项都没有材料「{material}」。{suggest(material, sorted(ids))}"
                )
            used.add(material)
        if sum(any(material.id in row.ids for material in p.materials) for p in procedures) == 1:
            yield Problem(places[id(row)], f"「{row.name}」只有一个事项要，不用对齐，删掉这一行")


def _glossary(glossary: Mapping[Key, GlossaryTerm], places: Mapping[int, Place]) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for key, entry in glossary.items():
        for word in (entry.name, *entry.also):
            if word in seen:
                yield Problem(places[id(word)], f"名词「{word}」在「{seen[word]}」里已经有了")
            seen[str(word)] = key
        if entry.law is None and entry.source is None:
            yield Problem(places[id(entry)], f"「{entry.name}」要写依据：law（法规）或 source（来源文件）")
        if entry.article is not None and entry.law is None:
            yield Problem(places[id(entry.article)], "写了 article（条款），也要写 law（法规）")
        yield from _see(entry, key, glossary, places)
