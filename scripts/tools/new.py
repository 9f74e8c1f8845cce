"""Scaffolds a procedure: ``python -m scripts.tools.new guannan my-procedure``."""

from __future__ import annotations

import sys
from pathlib import Path

from scripts.data.decode import KEY, suggest
from scripts.data.elements import ELEMENTS
from scripts.data.regions import GUIDES_ROOMS, regions
from scripts.data.yaml_strict import Mapping, read
from scripts.paths import ROOT

DRAFT = """\
# 填好每一行，再运行 make check。字段的含义见 scripts/data/model.py，写法见 CONTRIBUTING.md。
name: 事项名称
summary: 用一句大白话说明这件事是什么、谁要办。
audience: [个人]
kinds: [社会保险]
sources:
  - {{document: {document}, place: 原文的章节和序号}}
gaps: # 资料有的就删掉对应的一项，写进它自己的字段；资料没有的留在这里
{gaps}
"""


def main(arguments: list[str], root: Path = ROOT) -> int:
    if len(arguments) != 2:
        print("用法：make new region=地区编号 slug=事项编号", file=sys.stderr)
        return 2
    region, slug = arguments
    path = root / f"guides/{region}/{slug}.yml"
    known = [id for id in regions(root) if (root / "guides" / id / "region.yml").is_file()]
    register = read(path.with_name("sources.yml"), []) if path.with_name("sources.yml").is_file() else None
    documents = [*register.entries] if isinstance(register, Mapping) else []
    if region not in known or region in GUIDES_ROOMS:
        problem = f"guides 里没有地区「{region}」。{suggest(region, known)}。新地区先运行 make new-region"
    elif not KEY.fullmatch(slug) or "/" in slug:
        problem = f"「{slug}」不是合法的编号。只能用小写英文字母、数字和连字符，例如 unit-registration"
    elif path.exists():
        problem = f"{path.relative_to(root)} 已经有了"
    elif not documents:
        problem = f"先在 guides/{region}/sources.yml 里登记来源文件，再写事项"
    else:
        gaps = "\n".join(f"  - {element}" for element in ELEMENTS)
        path.write_text(DRAFT.format(document=documents[0], gaps=gaps), encoding="utf-8")
        print(f"写好了 {path.relative_to(root)}，请打开它填写")
        return 0
    print(problem, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
