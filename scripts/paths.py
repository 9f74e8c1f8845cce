"""Where things are: the project's folder, and what the addresses of each writing system 字形 begin with."""

from pathlib import Path
from typing import Literal

Script = Literal["zh-Hans", "zh-Hant"]

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS: tuple[Script, ...] = ("zh-Hans", "zh-Hant")
PREFIX: dict[Script, str] = {"zh-Hans": "", "zh-Hant": "zh-Hant/"}
