"""Sentences that tell what is done: by the applicant at a counter or on a screen, and by the office. Guides without labels tell the steps so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scripts.importing import bringing
from scripts.importing.outline import Span, numbered
from scripts.importing.prose import APPLIES_TO, answer

AT_A_COUNTER = re.compile(
    r"(?:到|至|向|前往|在)(?![^，。；]{0,14}内)[^，。；]{2,40}?(?:办理|申请|领取|填报|填写|补录|结清|结算|查证|查找|提交|登记|缴纳|开[具出]|报送|递交|审核|挂失|查询|咨询|打印|处理|换取|签收)"
)
BRINGS = re.compile(rf"{bringing.CARRY}[^。；]{{2,}}?(?:办理|领取|申请|登记|填报|提交|审核)")
FILLS_IN = re.compile(rf"{bringing.FILL_IN}[^，。；]{{0,12}}《")
ON_A_SCREEN = re.compile(
    r"点击|点选|双击|单击|勾选|登[录陆](?!密码|名)|输入|录入|插入|安装|上传|下载|打开|启用|禁用|(?:选择|找到|进入|点)[^，。；]{0,12}[【“‘]|确认[^，。；]{0,12}无误|保存按钮"
)
OF_THE_OFFICE = re.compile(
    r"(?:^|[，：）)]|由|并)[^，。；]{0,12}?(?:中心|局|处|科|所|部门|机构|窗口|银行|网点|站|人员|经办人|单位|农保办|社区)[^，。；]{0,20}?"
    r"(?:核发|开出|开具|打印|发放|发给|审定|审核|审批|复核|确认|建立|开设|录入|转入|办理|托收|退回|制卡|核定|评估|做好|出具|汇总|核实|作出)"
)
NO_DEED = re.compile(r"来源[：:]|^(?:本|该|此)(?:系统|指南|手册|规范|条款)|是指|旨在|也可以|承诺(?!书)")
IN_ORDER = re.compile(
    r"[^，。；：]{2,36}(?:程序|流程|步骤|操作指[南引]|操作手册|操作规范)(?:[（(][^（）()]*[）)])?[上中下]?"
)
FOR = re.compile(r"(?P<who>[^。；：]{6,60}?的(?:参保|失业|退休|灵活就业)?(?:人员|职工|单位|居民))。")
NOISE = re.compile("[\u2150-\u215f\u2248-\u22ff]")  # a picture that was read as if it were text
TOLD = "句"  # the detail of a label that nobody wrote: each sentence is a step as it stands
SHORTEST = 8  # characters


def in_order(heading: str) -> bool:
    """Whether a heading says that what follows tells in which order things are done: 「社会保险关系转移办理程序」."""
    return bool(IN_ORDER.fullmatch(heading))


def deeds(span: Span) -> Iterator[Span]:
    """The sentences of a line that tell what somebody does, without their numbers; a heading is none."""
    if not re.search("[，。；：]", span.text):
        return
    for sentence in re.split(r"(?<=[。；！？])", span.text):
        words = answer(numbered(sentence)[1]).rstrip("。；")
        if done(words):
            yield span.cut(words)


def cases(span: Span) -> Iterator[Span]:
    """For whom an item of a list is, where it says that before anything else: 「(1)档案由劳动部门管理、需要接续的人员。」."""
    style, words = numbered(span.text)
    if style and (found := FOR.match(words)):
        yield span.cut(found["who"])


def done(sentence: str) -> bool:
    """Whether a sentence tells what somebody does."""
    if (
        len(sentence) < SHORTEST
        or APPLIES_TO.match(sentence)
        or sentence.endswith("？")
        or NO_DEED.search(sentence)
        or NOISE.search(sentence)
    ):
        return False
    return any(pattern.search(sentence) for pattern in (AT_A_COUNTER, BRINGS, FILLS_IN, ON_A_SCREEN, OF_THE_OFFICE))
