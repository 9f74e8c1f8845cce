"""Scaffolds a region: ``python -m scripts.tools.new_region suqian 宿迁市``."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

from scripts.data.decode import KEY
from scripts.data.regions import CALC_ROOMS, GUIDES_ROOMS, regions
from scripts.paths import ROOT

REGION = """\
name: {name}
# within: 上级地区，例如 江苏省
summary: 待填：用一句话说明这里有哪些资料。
review: {{checked_on: {today}, next_due: {due}}}
"""
SOURCES = """\
# 来源文件：每份一个编号，事项里用 document 引用。读者看到的是名称和原文位置，看不到存档文件名。
{region}-guide:
  title: {name}办事指南
  title_is_ours: true # 资料自己有标题的，照抄标题，删掉这一行
  file: 待填：存档文件名
  status: {{kind: undated, note: 这份资料没有写发布机构和日期。办理前请先向当地经办窗口核实。}}
"""
BASE = """\
# 缴费基数上下限的样板。照公布的文件填好，把文件名改成 contribution-base.yml，再运行 make check。
# 填好以后，“现在每月缴多少社会保险费”等全国计算器里就能选{name}。
name: {name}缴费基数上下限
concept: contribution-base-limits
places: {{{region}: {name}}}
unit: yuan
projection: true
labels: {{{region}-floor: 下限, {region}-ceiling: 上限}}
values:
  - from: 开始执行的日期
    to: 截止日期
    value: {{{region}-floor: 下限, {region}-ceiling: 上限}}
    sources: [{{law: {region}-base-limits}}]
    status: secondary
"""
CITATIONS = """\
# 计算器引用的法规和资料的样板：编号 → 名称、网址。填好，把文件名改成 citations.yml。guides/ 里已有的编号，这里只补网址。
{region}-base-limits:
  title: 公布缴费基数上下限的文件的名称
  url: https://公布文件的网址
"""


def main(arguments: list[str], root: Path = ROOT) -> int:
    if len(arguments) != 2 or not all(arguments):
        print(
            "用法：make new-region region=地区编号 name=地区名称，例如 make new-region region=suqian name=宿迁市",
            file=sys.stderr,
        )
        return 2
    region, name = arguments
    if not KEY.fullmatch(region) or "/" in region:
        problem = f"“{region}”不是合法的编号。只能用小写英文字母、数字和连字符，例如 suqian"
    elif region in regions(root):
        problem = f"已经有地区“{region}”了"
    elif region in GUIDES_ROOMS | CALC_ROOMS:
        problem = f"“{region}”另有用处，请换一个编号"
    else:
        today = dt.datetime.now(dt.UTC).date()
        said = {"region": region, "name": name, "today": today, "due": today + dt.timedelta(days=182)}
        for path, text in (
            (f"guides/{region}/region.yml", REGION),
            (f"guides/{region}/sources.yml", SOURCES),
            (f"calc/{region}/parameters/contribution-base.yml.sample", BASE),
            (f"calc/{region}/citations.yml.sample", CITATIONS),
        ):
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text.format(**said), encoding="utf-8")
            print(f"写好了 {path}")
        print(f"接着：填好这几个文件里写着“待填”的；有现成的文件，运行 make import file=文件 region={region}；")
        print(f"从头写一件事项，运行 make new region={region} slug=事项编号；随时运行 make check。")
        print(f"只发布这个地区，就在 mkdocs.yml 里写 regions: [national, {region}]。")
        return 0
    print(problem, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
