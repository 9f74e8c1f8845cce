"""What an office puts in place of ours 本单位的名称和样子: `site_name` and `extra.brand` in mkdocs.yml."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from yaml_env_tag import construct_env_tag  # type: ignore[import-untyped]

from scripts.data.decode import suggest
from scripts.data.yaml_strict import DataError, Place, Problem


class _Settings(yaml.SafeLoader):
    """mkdocs.yml, whose `!ENV [NAME, value]` is the environment's value or else the one given."""


_Settings.add_constructor("!ENV", construct_env_tag)


def settings(root: Path) -> dict[str, Any]:
    """What mkdocs.yml says, read as MkDocs reads it, without MkDocs."""
    said: dict[str, Any] = yaml.load((root / "mkdocs.yml").read_text(encoding="utf-8"), _Settings)  # noqa: S506 - it is a safe loader
    return said


LOGOS = (".svg", ".png")
FIELDS = ("logo", "style", "words", "about")


@dataclass(frozen=True)
class Brand:
    """The site's name, and files: a logo (SVG or PNG), a style sheet, words, the page about the site. None: ours."""

    name: str
    logo: Path | None = None
    style: Path | None = None
    words: Path | None = None
    about: Path | None = None

    @classmethod
    def of(cls, root: Path, config: Mapping[str, Any]) -> Brand:
        """What mkdocs.yml says, paths counted from the project's folder.

        :raises DataError: with every field that does not exist and every file that is not there.
        """
        given = {name: value for name, value in (config["extra"].get("brand") or {}).items() if value}
        place = Place("mkdocs.yml", 1, 1)
        problems = [
            Problem(place, f"extra.brand 里不认识“{name}”。{suggest(name, FIELDS)}")
            for name in given.keys() - {*FIELDS}
        ]
        files = {name: root / str(value) for name, value in given.items() if name in FIELDS}
        problems += [
            Problem(place, f"extra.brand.{name} 指的文件不存在：{given[name]}")
            for name, path in files.items()
            if not path.is_file()
        ]
        if "logo" in files and files["logo"].suffix not in LOGOS:
            problems.append(Problem(place, f"extra.brand.logo 要是 SVG 或 PNG 文件，写的是 {given['logo']}"))
        if problems:
            raise DataError(problems)
        return cls(name=str(config["site_name"]), **files)

    @classmethod
    def configured(cls, root: Path) -> Brand:
        """The same, read from the project's own mkdocs.yml, for what is made after the site."""
        return cls.of(root, settings(root))

    @property
    def logo_file(self) -> str:
        """The logo's place below assets/, empty if it is ours."""
        return f"images/logo{self.logo.suffix}" if self.logo else ""

    @property
    def style_file(self) -> str:
        """The style sheet's place below assets/, empty if there is none."""
        return "stylesheets/own.css" if self.style else ""

    def place(self, assets: Path) -> None:
        """Put the files where pages load them from."""
        for source, name in ((self.logo, self.logo_file), (self.style, self.style_file)):
            if source:
                (assets / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source, assets / name)
