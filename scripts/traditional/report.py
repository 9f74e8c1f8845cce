"""The ambiguity report (一简多繁报告): every character that OpenCC decides and nobody has confirmed.

Four opinions are compared: what the converter wrote, what the register in `guides/shared/terms.yml` says (the longest listed
word around a character, else the character's default), OpenCC's own phrases, which know nothing of the register, and where a
dictionary of words cuts the text. The third sees what the first two cannot: a listed word that ends in the middle of another
(工资折 in 工资折算), and a character with `always` in a word that needs another form (理发). The fourth sees where a listed
word, or a phrase of OpenCC's, is the end of one word and the beginning of the next (理发 in 办理发证): each word converts in
its sentence as it does alone. A character that is not in the register, a word that only a human can decide, and any
disagreement are findings.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from scripts.data.yaml_strict import DataError, Node, Problem, Scalar, Sequence, read
from scripts.paths import ROOT
from scripts.traditional.check import Finding, candidates, finding, phrases
from scripts.traditional.convert import Converter, default_converter, normalise
from scripts.traditional.terms import Terms

Words = dict[str, list[tuple[str, str | None]]]  # first character → (simplified, traditional; None: must be asked)
CHINESE = re.compile("[\u3400-\u9fff\uf900-\ufaff\u2e80-\u2fdf]")


def ambiguous(texts: Iterable[tuple[str, str]], converter: Converter | None = None) -> list[Finding]:
    """What a human has to decide in these (place, Simplified text) pairs: nothing when the term base covers all."""
    converter = converter or default_converter()
    words = _words(converter.terms)
    return [
        finding(place, text, offset, text[offset], question)
        for place, text in ((place, normalise(raw)) for place, raw in texts if CHINESE.search(raw))
        for offset, question in _questions(text, converter, words)
    ]


def _words(terms: Terms) -> Words:
    words: Words = defaultdict(list)
    for simplified, traditional in terms.pairs().items():
        words[simplified[0]].append((simplified, traditional))
    for word in terms.asked():
        words[word[0]].append((word, None))
    return words


def _questions(text: str, converter: Converter, words: Words) -> Iterator[tuple[int, str]]:
    converted, terms = converter.convert(text), converter.terms
    if len(text) != len(converted):
        yield 0, "转换后字数变了，请把出错的词写到 words"
        return
    covering = _covering(text, words)
    for offset, (simple, actual) in enumerate(zip(text, converted, strict=True)):
        now = f"（现作“{actual}”）"
        if simple in "「」『』":
            yield offset, f"引号写“ ”，引号里的引号写‘ ’，不写“{simple}”，繁体自动转换"
        elif offset in covering:
            start, word, traditional = covering[offset]
            if traditional is None:
                yield offset, f"“{word}”有两种转法{now}，请写一个更长的词来定"
            elif traditional[offset - start] != actual:
                yield offset, f"“{word}→{traditional}”在这里没有生效{now}，请写一个更长的词"
        elif known := terms.characters.get(simple):
            if known.to is None:
                yield offset, f"“{simple}”{now}每个词都要定，请把这个词加到“{simple}”的 words"
            elif known.to != actual:
                yield offset, f"登记为“{known.to}”，词典却作“{actual}”，请把这个词加到“{simple}”的 words"
        elif len(forms := candidates().get(simple, ())) > 1:
            yield offset, f"“{simple}”可作“{'、'.join(forms)}”{now}，请登记到 characters"

    def listed(start: int, word: str) -> bool:
        """Whether one listed word holds all of this one."""
        first, last = covering.get(start), covering.get(start + len(word) - 1)
        return first is not None and first == last

    for start, phrase in _contradicted(text, converted):
        if phrase not in terms.apart and not listed(start, phrase):
            now = f"（现作“{converted[start : start + len(phrase)]}”）"
            yield start, f"词典有“{phrase}→{phrases()[phrase]}”{now}，请写一个更长的词；若不是一个词，写到 apart"
    for start, word, alone in _torn(text, converter):
        if not listed(start, word):
            now = f"（现作“{converted[start : start + len(word)]}”）"
            yield start, f"“{word}”单独作“{alone}”，在这里却不是{now}，请写一个更长的词"


def _torn(text: str, converter: Converter) -> Iterator[tuple[int, str, str]]:
    """(offset, word, what it is alone) of the words of a text that it converts otherwise than alone."""
    import rjieba  # reads its dictionary at once, which takes long; most of those that convert report nothing

    start, converted = 0, converter.convert(text)
    for word in rjieba.cut(text, False):
        if len(word) > 1 and (alone := converter.convert(word)) != converted[start : start + len(word)]:
            yield start, word, alone
        start += len(word)


@cache
def _starts() -> dict[str, tuple[str, ...]]:
    """The first two characters of OpenCC's phrases → the phrases."""
    starts: dict[str, list[str]] = defaultdict(list)
    for phrase in phrases():
        starts[phrase[:2]].append(phrase)
    return {start: tuple(found) for start, found in starts.items()}


def _contradicted(text: str, converted: str) -> Iterator[tuple[int, str]]:
    """(offset, phrase) of OpenCC's phrases in the text that the conversion writes otherwise than OpenCC."""
    for start in range(len(text) - 1):
        for phrase in _starts().get(text[start : start + 2], ()):
            if text.startswith(phrase, start) and phrases()[phrase] != converted[start : start + len(phrase)]:
                yield start, phrase


def _covering(text: str, words: Words) -> dict[int, tuple[int, str, str | None]]:
    """Offset → (start, word, traditional) of the longest listed word around it.

    Where two words as long want different characters (审批准备: 批准 or 准备) only a longer word decides: traditional is
    then None.
    """
    best: dict[int, tuple[int, str, str | None]] = {}
    for start, character in enumerate(text):
        for word, traditional in words.get(character, ()):
            if not text.startswith(word, start):
                continue
            for offset in range(start, start + len(word)):
                earlier, other, wanted = best.get(offset, (0, "", None))
                if len(word) > len(other):
                    best[offset] = (start, word, traditional)
                elif len(word) == len(other) and (
                    wanted and traditional and wanted[offset - earlier] != traditional[offset - start]
                ):
                    best[offset] = (earlier, text[earlier : start + len(word)], None)
    return best


VERBATIM = frozenset({"original", "place"})  # fields that show what a source says, mistakes included
TYPED = {
    "guides/shared/synonyms.yml": frozenset({"words"})
}  # what people type, in words of anywhere; it is never shown


def corpus(
    root: Path = ROOT, verbatim: bool = True, problems: list[Problem] | None = None
) -> Iterator[tuple[str, str]]:
    """(file:line:column, text) of the Chinese that readers see: values in guides and calc, docs/words.yml, pages.

    :param verbatim: whether to include what sources say in their own words.
    :param problems: receives the mistakes of files that cannot be read; without it, the first such file raises DataError.
    """
    for pattern in ("guides/**/*.yml", "calc/**/*.yml", "docs/words.yml"):
        for path in sorted(root.glob(pattern)):
            name = path.relative_to(root).as_posix()
            if name != "guides/shared/terms.yml":
                yield from yaml_values(
                    path, name, TYPED.get(name, frozenset()) | (frozenset() if verbatim else VERBATIM), problems
                )
    for path in sorted(root.glob("docs/zh-Hans/**/*.md")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if CHINESE.search(line):
                yield f"{path.relative_to(root).as_posix()}:{number}", line


def yaml_values(
    path: Path, name: str, skip: frozenset[str] = frozenset(), problems: list[Problem] | None = None
) -> Iterator[tuple[str, str]]:
    """All Chinese values of a file. Those that carry their own Traditional form are never converted and left out.

    :param problems: receives the mistakes of a file that cannot be read.
    :raises DataError: the file cannot be read, and nobody receives its mistakes.
    """

    def walk(node: Node) -> Iterator[tuple[str, str]]:
        if isinstance(node, Scalar):
            if CHINESE.search(node.text):
                yield str(node.place), node.text
        elif isinstance(node, Sequence):
            for item in node.items:
                yield from walk(item)
        elif "zh-Hant" not in node.entries:
            for key, value in node.entries.items():
                if key not in skip:
                    yield from walk(value)

    found: list[Problem] = []
    node = read(path, found, name)
    if problems is not None:
        problems.extend(found)
    elif found:
        raise DataError(found)
    if node is not None:
        yield from walk(node)
