"""The same pages for other programs: Hugo gets our finished bodies and a thin frame, MkDocs gets Markdown of the same data."""

from __future__ import annotations

import html
import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from scripts.paths import PREFIX

_BODY = re.compile(r"<main[^>]*>(.*)</main>", re.DOTALL)
_TITLE = re.compile(r"<title>(.*?)</title>")
FRAME = """<!doctype html>
<html lang="{{ .Site.Language.Lang }}"><head><meta charset="utf-8"><title>{{ .Title }} - {{ .Site.Title }}</title>
<link rel="canonical" href="{{ .Permalink }}">{{ range .Translations }}<link rel="alternate" hreflang="{{ .Language.Lang }}" href="{{ .Permalink }}">{{ end }}
</head><body><header><a href="{{ "/" | relLangURL }}">{{ .Site.Title }}</a></header><main>{{ .Content }}</main></body></html>
"""
HUGO = """baseURL = "https://shebao-guide.example/"
disableKinds = ["RSS", "sitemap", "taxonomy", "term", "404", "robotsTXT"]
defaultContentLanguage = "zh-hans"
[security]
allowContent = [".*"]
[languages.zh-hans]
title = "社保办事指南"
contentDir = "content/zh-hans"
weight = 1
[languages.zh-hant]
title = "社保辦事指南"
contentDir = "content/zh-hant"
weight = 2
"""
MKDOCS = """site_name: 社保办事指南
theme: {name: material, language: zh-Hans, custom_dir: theme, font: false, features: [navigation.prune]}
plugins:
  - i18n:
      docs_structure: folder
      reconfigure_search: false
      reconfigure_material: false
      languages:
        - {locale: zh-Hans, name: 简体中文, default: true}
        - {locale: zh-Hant, name: 繁體中文}
nav: [index.md]
validation: {nav: {omitted_files: ignore}}
"""
LANGUAGE = (  # Material has no zh-Hans; this one is its zh
    '{% import "partials/languages/zh.html" as zh %}{% macro t(key) %}'
    '{% if key == "language" %}zh-Hans{% else %}{{ zh.t(key) }}{% endif %}{% endmacro %}\n'
)


def for_hugo(site: Path, out: Path) -> int:
    """Write Hugo's content out of a finished site: so many pages."""
    shutil.rmtree(out, ignore_errors=True)
    for name in ("single", "list", "index"):
        _write(out / f"layouts/_default/{name}.html", FRAME)
    _write(out / "hugo.toml", HUGO)
    pages = 0
    for path in site.rglob("index.html"):
        address = path.relative_to(site).parent.as_posix()
        script = "zh-hant" if f"{address}/".startswith(PREFIX["zh-Hant"]) else "zh-hans"
        below = f"{address}/".removeprefix(PREFIX["zh-Hant"]).removeprefix("./").strip("/")
        text = path.read_text(encoding="utf-8")
        body, title = _BODY.search(text), _TITLE.search(text)
        if below.startswith("embed") or not body or not title:
            continue
        section = any(folder.is_dir() for folder in path.parent.iterdir()) or not below
        name = f"{below}/_index.html" if section else f"{below}.html"
        head = json.dumps({"title": html.unescape(title[1])}, ensure_ascii=False)
        _write(out / "content" / script / name, f"{head}\n{body[1]}")
        pages += 1
    return pages


def for_mkdocs(site: Path, out: Path, convert: Callable[[str], str]) -> int:
    """Write MkDocs' pages out of a finished site's open data, a procedure a page: so many pages.

    :param convert: turns Simplified into Traditional.
    """
    shutil.rmtree(out, ignore_errors=True)
    _write(out / "mkdocs.yml", MKDOCS)
    _write(out / "theme/partials/languages/zh-Hans.html", LANGUAGE)
    pages = 0
    for path in site.glob("api/v1/procedures/*/*.json"):
        procedure = json.loads(path.read_text(encoding="utf-8"))
        for script, turn in (("zh-Hans", str), ("zh-Hant", convert)):
            text = turn("\n".join(_markdown(procedure)))
            _write(out / "docs" / script / f"guides/{procedure['region']}/{procedure['slug']}.md", text)
            pages += 1
    for script in PREFIX:
        _write(out / "docs" / script / "index.md", "# 社保办事指南\n")
    return pages


def _markdown(procedure: dict[str, Any]) -> Iterator[str]:
    yield f"# {procedure['name']}"
    for name, value in procedure.items():
        yield f"\n## {name}\n"
        yield from _lines(value, 0)


def _lines(value: Any, depth: int) -> Iterator[str]:
    space = "    " * depth
    if isinstance(value, dict):
        for name, part in value.items():
            if isinstance(part, dict | list):
                yield f"{space}- {name}"
                yield from _lines(part, depth + 1)
            else:
                yield f"{space}- {name}: {part}"
    elif isinstance(value, list):
        for number, part in enumerate(value, 1):
            if isinstance(part, dict | list):
                yield f"{space}- {number}"
                yield from _lines(part, depth + 1)
            else:
                yield f"{space}- {part}"
    else:
        yield f"{space}{value}"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
