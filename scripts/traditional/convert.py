"""Simplified to Traditional (简转繁) and back, by OpenCC with the term base laid over its dictionaries.

OpenCC reads dictionaries and configurations from files only, so a converter writes its own into a temporary directory
and removes it once they are loaded.  The base is `s2tw`, which changes characters and no words; `s2twp` would turn
注销 into 登出 and 审核 into 稽核.
"""

from __future__ import annotations

import json
import re
import tempfile
import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import opencc

from scripts.traditional.terms import Terms, default_terms

DICTIONARIES = Path(opencc.__file__).parent / "clib" / "share" / "opencc"

RADICALS = re.compile("[\u2e80-\u2fdf]")
# Radicals that PDF extraction puts for characters and for which Unicode has no decomposition.
_SUPPLEMENT = dict(
    zip("⺠⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻩⻬⻰", "民西见角贝车长门青韦页风飞食马骨鬼鱼鸟黄齐龙", strict=True)
)


MARKS = str.maketrans("“”‘’", "「」『』")  # the quotation marks of Simplified (GB/T 15834), and of Traditional
_PLAIN_MARKS = {traditional: simplified for simplified, traditional in MARKS.items()}


def normalise(text: str) -> str:
    """Put ordinary characters for the look-alike radicals U+2E80–U+2FDF (康熙部首) and touch nothing else: ① stays."""
    return RADICALS.sub(lambda radical: _SUPPLEMENT.get(radical[0]) or unicodedata.normalize("NFKC", radical[0]), text)


def engine(base: str, forced: dict[str, str], defaults: dict[str, str]) -> Any:
    """OpenCC for the configuration `base`, with `forced` before its phrases and `defaults` after them."""
    config = json.loads((DICTIONARIES / f"{base}.json").read_text(encoding="utf-8"))
    config.pop("normalization", None)  # code points are normalised here and nowhere else
    with tempfile.TemporaryDirectory(prefix="opencc-") as folder:

        def written(name: str, pairs: dict[str, str]) -> list[dict[str, str]]:
            file = Path(folder, name)
            file.write_text("".join(f"{key}\t{value}\n" for key, value in sorted(pairs.items())), encoding="utf-8")
            return [{"type": "text", "file": str(file)}] if pairs else []  # an empty dictionary is an error to OpenCC

        def group(policy: str, dictionaries: list[Any]) -> dict[str, Any]:
            return {"type": "group", "match_policy": policy, "dicts": dictionaries}

        def located(part: Any) -> Any:  # relative names are looked for beside the configuration
            if isinstance(part, list):
                return [located(item) for item in part]
            if isinstance(part, dict):
                return {key: str(DICTIONARIES / item) if key == "file" else located(item) for key, item in part.items()}
            return part

        config = located(config)
        first = written("forced.txt", forced)
        chain = config["conversion_chain"][0]
        *phrases, characters = chain["dict"]["dicts"]
        last = written("defaults.txt", defaults)
        chain["dict"] = group("short_circuit", [*first, *phrases, *last, characters])
        if "segmentation" in config:  # a phrase that is unknown here is cut apart before it is looked up
            config["segmentation"]["dict"] = group("union", [*first, config["segmentation"]["dict"]])
        path = Path(folder, "config.json")
        path.write_text(json.dumps(config, ensure_ascii=False), encoding="utf-8")
        return opencc.OpenCC(str(path))


class Converter:
    """Simplified to Traditional. Deterministic, picklable (a worker process builds its own), quick to build (0.1 s)."""

    def __init__(self, terms: Terms | None = None) -> None:
        self.terms = terms or default_terms()
        defaults = {key: str(character.to) for key, character in self.terms.characters.items() if character.to}
        opened = engine("s2tw", self.terms.pairs(), defaults)
        always = {key for key, character in self.terms.characters.items() if character.always}
        self._decided = {old: new for old, new in self.terms.pairs().items() if always.intersection(old)}
        self._decided |= {key: defaults[key] for key in always}
        longest_first = sorted(self._decided, key=lambda word: (-len(word), word))
        self._decidable = re.compile("|".join(map(re.escape, longest_first)) or "(?!)")
        self._opened = opened
        self._cached = lru_cache(maxsize=1 << 16)(self._convert)

    def __reduce__(self) -> tuple[type[Converter], tuple[Terms]]:
        return Converter, (self.terms,)

    def convert(self, text: str) -> str:
        """The text in Traditional, character for character, quotation marks too: “ ” ‘ ’ are 「 」 『 』 there.

        For values only: not for templates, HTML or addresses. ASCII and private-use characters (placeholders) pass
        through unchanged.
        """
        return self._cached(text)

    def _convert(self, text: str) -> str:
        text = normalise(text)
        characters = list(self._opened.convert(text).translate(MARKS))
        for match in self._decidable.finditer(text):  # the dictionary has no say here: 换发 is not about hair
            characters[match.start() : match.end()] = self._decided[match[0]]
        return "".join(characters)


@cache
def default_converter() -> Converter:
    """The converter of this process for `guides/shared/terms.yml`."""
    return Converter()


@cache
def _reverse() -> Any:
    words = default_terms().pairs()
    plain = engine("tw2s", {}, {})
    return engine("tw2s", {new: old for old, new in words.items() if plain.convert(new) != old}, {})


def to_simplified(text: str) -> str:
    """Traditional text in Simplified (繁转简), character for character: for search and round trips, not for pages."""
    result: str = _reverse().convert(normalise(text))
    return result.translate(_PLAIN_MARKS)
