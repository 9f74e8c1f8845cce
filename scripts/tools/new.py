"""Scaffolds a procedure: ``python -m scripts.tools.new guannan my-procedure``."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from scripts.data.decode import KEY, suggest
from scripts.data.elements import ELEMENTS
from scripts.data.regions import GUIDES_ROOMS, regions
from scripts.data.yaml_strict import Mapping, Scalar, read
from scripts.paths import ROOT

LOCAL = """\
# 填好每一行，再运行 make check。字段的含义见 scripts/data/model.py，写法见 CONTRIBUTING.md。
name: 待填：事项名称
summary: 待填：用一句大白话说明这件事是什么、谁要办。
audience: [个人]
kinds: [社会保险]
# governed_by: [national/编号] # 现在由哪件全国事项管同一件事：网页先写现在的规定，再写这份资料
sources:
  - {{document: {source}, place: 待填：原文的章节和序号}}
gaps: # 资料有的就删掉对应的一项，写进它自己的字段；资料没有的留在这里
{gaps}
"""
CURRENT = """\
# 现在的规定：只写法规里有的，每一句写 source（法规、条款、核对到哪一步）。填好再运行 make check，写法见 CONTRIBUTING.md。
name: 待填：事项名称
summary: 待填：一两句话直接回答：谁办、最晚哪天、多久办好。
audience: [个人]
kinds: [社会保险]
status: {{kind: current, read_on: {read_on}}} # 哪一天读过下面的法规
sources:
  - {{law: {source}}} # guides/shared/laws.yml 里的编号，最要紧的写在前面
gaps: # 法规有的就删掉对应的一项，写进它自己的字段；由当地定的留在这里
{gaps}
"""


def main(arguments: list[str], root: Path = ROOT) -> int:
    if len(arguments) != 2:
        print("用法：make new region=地区编号 slug=事项编号", file=sys.stderr)
        return 2
    region, slug = arguments
    path = root / f"guides/{region}/{slug}.yml"
    known = [id for id in regions(root) if (root / "guides" / id / "region.yml").is_file()]
    draft = _current(root) if region == "national" else _local(path.with_name("sources.yml"))
    if region not in known or region in GUIDES_ROOMS:
        problem = f"guides 里没有地区“{region}”。{suggest(region, known)}。新地区先运行 make new-region"
    elif not KEY.fullmatch(slug) or "/" in slug:
        problem = f"“{slug}”不是合法的编号。只能用小写英文字母、数字和连字符，例如 unit-registration"
    elif path.exists():
        problem = f"{path.relative_to(root)} 已经有了"
    elif draft is None:
        problem = f"先在 guides/{region}/sources.yml 里登记来源文件，再写事项"
    else:
        path.write_text(draft, encoding="utf-8")
        print(f"写好了 {path.relative_to(root)}，请打开它填写")
        return 0
    print(problem, file=sys.stderr)
    return 1


def _local(sources: Path) -> str | None:
    """A procedure as a region's first document has it; None without a document."""
    register = read(sources, []) if sources.is_file() else None
    documents = [*register.entries] if isinstance(register, Mapping) else []
    return LOCAL.format(source=documents[0], gaps=_gaps(ELEMENTS)) if documents else None


def _current(root: Path) -> str | None:
    """A procedure as the law has it, beginning with the first law that was read; None if none was."""
    register = read(root / "guides/shared/laws.yml", [])
    for key, law in register.entries.items() if isinstance(register, Mapping) else ():
        if isinstance(law, Mapping) and isinstance(day := law.entries.get("read_on"), Scalar):
            return CURRENT.format(
                source=key, read_on=day.text, gaps=_gaps(each for each in ELEMENTS if each != "政策依据")
            )
    return None


def _gaps(elements: Iterable[str]) -> str:
    return "\n".join(f"  - {element}" for element in elements)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
