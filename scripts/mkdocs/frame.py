"""What the theme's templates know of the project: the frame around every page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from scripts.pages.brand import Brand
from scripts.pages.words import Words
from scripts.paths import PREFIX, SCRIPTS, Script

NAME: dict[Script, str] = {"zh-Hans": "简体", "zh-Hant": "繁體"}


@dataclass(frozen=True)
class ScriptChoice:
    """One script as the language switch shows it."""

    id: Script
    name: str
    prefix: str
    words: Words


@dataclass(frozen=True)
class Frame:
    """What the theme's templates know of the project, in one script."""

    script: Script
    words: Words
    prefix: str
    assets: str
    scripts: tuple[ScriptChoice, ...]
    csp: str
    stale_after: int
    brand: Brand

    def path(self, page: Any) -> str:
        """A hand-written page's address below its script's root."""
        return str(page.url).removeprefix(self.prefix).removeprefix("./")

    def home(self, page: Any) -> str:
        return "../" * self.path(page).count("/") or "./"


def editions(words: Mapping[Script, Words]) -> tuple[ScriptChoice, ...]:
    """The scripts that a reader chooses from."""
    return tuple(ScriptChoice(each, NAME[each], PREFIX[each], words[each]) for each in SCRIPTS)
