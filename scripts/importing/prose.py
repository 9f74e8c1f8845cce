"""Sentences without labels, as in letters, notices and answers: what can be told from how they are built, and no more."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scripts.importing import grammar
from scripts.importing.labels import Label, label
from scripts.importing.outline import Span, numbered

QUESTIONS = (
    ("materials", r"材料|资料|证件|带什么|带哪些|手续要哪些"),
    ("time_limits", r"多久|多长时间|几天|时限|什么时候能办好|多少天"),
    ("fees", r"收费|要钱|费用|多少钱|花钱"),
    ("complaint", r"投诉|监督|举报"),
    ("consult", r"电话|咨询|问谁|联系谁"),
    ("hours", r"上班时间|办公时间|什么时间|几点|周末"),
    ("places", r"哪里|哪儿|在哪|去哪|到哪|地点|地址"),
    ("conditions", r"哪些人|什么人|谁可以|谁能|条件|什么情况"),
    ("results", r"拿到什么|结果是什么"),
    ("basis", r"依据|哪条规定|什么规定"),
    ("steps", r"怎么办|怎样办|如何办|流程|步骤|怎么申请|如何申请|程序"),
)
ANSWER = re.compile(r"^(?:答|回答|A)\s*[：:．.]\s*")
QUESTION = re.compile(r"^(?:问|提问|Q)\s*\d{0,2}\s*[：:．.]\s*|[？?]$")

BRING = re.compile(
    r"(?:携带|带上?(?=[^动领])|提供|提交|出示|凭|持|备齐|准备好?|需要带)(?:以下|下列)?(?P<what>[^。；;]*?)"
    r"(?=，?(?:(?:前往|到|至|向|在)[^，。；]{2,40}(?:办理|申请|提交|登记|申领)?)|，(?:可以|也可|即可)|即可|。|；|;|$)"
)
WHERE = re.compile(
    r"(?:前往|到|至|在)(?P<where>[^，。；、]{2,36}?(?:窗口|大厅|中心|服务站|服务所|经办机构|社保局|医保局|人社局|居委会|村委会|网点))"
    r"(?=办理|申请|提交|登记|申领|领取|认证|，|。|；|$)"
)
CONDITION = re.compile(
    r"^(?:凡|凡是)?(?P<who>[^。；，]{2,40}(?:，[^。；，]{2,30})*?的(?:人员|职工|居民|单位|失业人员|退休人员|个人)?)[，,](?:可以|可|都?应当|均可)"
)
HOURS = re.compile(
    r"(?:工作日|周[一二三四五六日至到、-]+|星期\S+?|每天)?[，,]?\s*(?:上午|下午)?\s*\d{1,2}[:：]\d{2}.*\d{1,2}[:：]\d{2}"
)
CITES = re.compile(r"(?:根据|依据|按照|依照|依据是)[^。；]*《")


def question(text: str) -> Label | None:
    """The field that a question asks for: 「要带什么材料？」; None if the text is no question."""
    words = numbered(text)[1]
    if not QUESTION.search(words):
        return None
    words = re.sub(r"^(?:问|提问|Q)\s*\d{0,2}\s*[：:．.]\s*", "", words).rstrip("？?")
    known = label(words)
    if known:
        return known
    found = next((field for field, pattern in QUESTIONS if re.search(pattern, words)), None)
    return Label(found or "skip")


def answer(text: str) -> str:
    return ANSWER.sub("", text)


def entries(span: Span) -> Iterator[tuple[Label, Span]]:
    """What the sentences of a line say, each piece under the field it belongs to."""
    for sentence in re.split(r"(?<=[。；;！？])", span.text):
        sentence = numbered(sentence)[1]
        if not sentence:
            continue
        yield from _sentence(sentence, span)


def _sentence(sentence: str, span: Span) -> Iterator[tuple[Label, Span]]:
    if CITES.search(sentence) and grammar.laws(sentence):
        yield Label("basis"), span.cut(sentence)
    brought = BRING.search(sentence)
    if brought and re.search("表|证|书|册|合同|材料|照片|凭证|卡|户口|发票", brought["what"]):
        yield Label("materials"), span.cut(brought["what"].strip("，、 "))
    place = WHERE.search(sentence)
    if (
        place
        and not re.search("当地|有关|相关", place["where"])
        and (brought or "办理" in sentence or "申请" in sentence)
    ):
        if re.search("社区|村委会|居委会", place["where"]):
            yield Label("channels"), span.cut("社区")
        yield Label("places"), span.cut(place["where"])
    online = re.search("网上|网站|小程序|APP|公众号", sentence)
    if online and re.search("可以?", sentence):
        yield Label("channels"), span.cut(online[0])
    for limit in grammar.limits(sentence, labelled=True):
        if limit.within != "immediate" and re.search("内|最长|最晚", limit.quote) and _binds(limit.quote):
            yield Label("time_limits"), span.cut(limit.quote)
    free = re.search("不收取任何费用|不收取费用|不收费|免费", sentence)
    if free and not re.search("如有人|谨防", sentence):
        yield Label("fees"), span.cut(free[0])
    hours = HOURS.search(sentence)
    if hours:
        yield Label("hours"), span.cut(re.sub("(接听|办理|受理|对外服务)$", "", hours[0].strip(" 。；，")))
    who = CONDITION.match(sentence)
    if who and not brought and not [*grammar.limits(sentence, labelled=True)]:
        yield Label("conditions"), span.cut(who["who"])


def _binds(text: str) -> bool:
    return bool(grammar.OFFICE.search(text) or grammar.APPLICANT.search(text) or re.search("决定|提出", text))
