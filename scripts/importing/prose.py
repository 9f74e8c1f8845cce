"""Sentences without labels, as in letters, notices and answers: what can be told from how they are built, and no more."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scripts.importing import grammar
from scripts.importing.labels import Label, channels, label
from scripts.importing.outline import Span, numbered

ASKED = "问"  # the detail of a label that is a question, whose answer may tell more
QUESTIONS = (
    ("materials", r"材料|资料|证件|带[些点]?(?:什么|啥)|准备什么|准备哪些|带哪些|手续要哪些"),
    (
        "time_limits",
        r"多久|多长时间|几天|时限|什么时候能办好|多少天|什么时候能拿|什么时候能领|时间.{0,8}(?:多少|多长)|要等",
    ),
    ("fees", r"收费|收钱|交费|缴费吗|要钱|费用|多少钱|花钱"),
    ("complaint", r"投诉|监督|举报|反映|不满意|态度不好"),
    ("consult", r"电话|向谁(?:了解|打听|咨询)|咨询|问谁|问哪|找谁|联系谁|联系哪"),
    ("channels", r"网上能|网上可|能不能在?网上|可以在?(?:网上|手机)|线上"),
    ("hours", r"上班时间|办公时间|什么时候上班|啥时候|何时上班|开门|什么时间|几点|周末"),
    ("places", r"哪里|哪儿|在哪|去哪|到哪|地点|地址"),
    (
        "conditions",
        r"(?:哪些|什么|何种)(?:情[况形]|人|单位|企业|对象|职工|居民|群体)|谁可以|谁能|谁需要|谁要|条件|什么情况",
    ),
    ("results", r"拿到什么|结果是什么"),
    ("basis", r"依据|哪条规定|什么规定|有文件|什么文件|哪个文件|规矩"),
    (
        "steps",
        r"怎么个办|怎么(?:办|补|领|认证|转|报|查|交)|怎样(?:办|补|领|认证)|如何办|流程|步骤|怎么申请|如何申请|程序",
    ),
)
OTHERWISE = re.compile("[，,]|忘|没|未|以后|旧|错|丢|过期|不符|不对|逾期|失败")  # asks what to do if it goes wrong
ASKS = re.compile("哪些|什么|怎么|怎样|如何|多久|哪里|多少|谁|啥|吗$")  # a heading that is a question without its mark
LONGEST_HEADING, SHORT_HEADING = 16, 8
ANSWER = re.compile(r"^(?:答|回答|A)\s*\d{0,2}\s*[：:．.]\s*")
QUESTION = re.compile(r"^(?:问|提问|Q)\s*\d{0,2}\s*[：:．.]\s*|[？?]$")

BRING = re.compile(
    r"(?:携带?|带(?:上|好|齐)?(?=[^动领])|提供(?!的)|提交(?!的)|出示(?!的)|凭|(?<![支保维坚主])持(?!卡[人者]|有|证人|续)|备齐|准备好?|需要带)(?:以下|下列)?(?P<what>[^。；;]*?)"
    r"(?=，?(?:(?:前往|到|至|向|在)[^，。；]{2,40}(?:办理?|申请|提交|登记|申领|开具|打印|领取|查询|申报)?)|，(?:可以|也可|即可)|即可|就行|就可以|便可|(?:领取|领卡|办理|查询|打印)(?:，|。|；|$)|。|；|;|$)"
)
WHERE = re.compile(
    r"(?:前往|到|至|在)(?P<where>(?![^，。；、]{0,8}[日天]内)[^，。；、携]{2,36}?(?:窗口|大厅|中心|服务站|服务所|机构|社保局|医保局|人社局|居委会|村委会|网点|柜台|专区|专窗|[一-鿿]科|[\d一二三四五六七八九十]+(?:楼|层|室)(?=办理|受理))(?:（[^（）]{2,24}）)?)"
    r"\s*(?=办|申请|提交|登记|申领|领取|认证|开具|打印|查询|申报|填写|填报|，|。|；|$)"
)
ALL_OF = re.compile(
    r"(?:符合|具备|满足)[^。：；]{0,12}(?:条件|情形|[一二两三四五六]条)[^。：；]{0,10}：(?P<list>[^。]{6,})"
)  # 「符合三个条件就可以领：一是…；二是…」
ALL_WHO = re.compile(
    r"^凡是?(?P<who>[^。；]{2,60}?(?:人员|职工|居民|单位|个人|的))[，,](?:都|均|就|也)?(?:可以?|应当?|能)"
)
CONDITION = re.compile(
    r"^(?:凡|凡是)?(?P<who>[^。；，]{2,40}(?:，[^。；，]{2,30})*?(?:的(?:灵活就业|参保|失业|退休)?(?:人员|职工|居民|单位|个人|企业|人)?))[，,]"
    r"(?:您|他|贵单位|用人单位|本人)?(?:都|均|就|也)?(?:可以?|应当?|能)"
)
HOURS = re.compile(
    r"(?:工作日|周[一二三四五六日](?:[至到、—-]*周?[一二三四五六日])*|星期\S+?|每天)?[，,]?\s*(?:上午|下午|早上?)?\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:[:：]\d{2}|[点时]半?).*(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:[:：]\d{2}|[点时]半?)"
)
DISPLEASED = re.compile("不满意|不满|不周到|做得不好|态度不好")
CALL = re.compile("打|拨|电话|咨询|热线|联系|投诉|举报|监督|反映")
AT_ONCE = re.compile(
    "(?:当场|即时|当天|立即|立等)(?:就?(?:能|可以?))?(?:予以)?(?:办|补|领|可取)"
    "|(?:当场|即时)(?:为[^，。；]{2,16}?)?(?:开出|核发|建立|出具)"
)
PAPERS = "表|证|书|册|合同|材料|照片|凭证|卡|户口|发票|簿"
SUCH_PAPERS = re.compile(
    "(?:上述|以上|相关|有关|相应|申请|所需|办理|全部|规定|的)*(?:材料|资料|证件|手续|证明材料)"
)  # names none
ALWAYS = re.compile(
    "来的?时候?|(?:申请|申报|办理|参保|登记|申领|领取|报销|退休|转移)[^，]{0,6}时"
)  # which is no case among others
BY = re.compile(r"由(?P<who>[^，。；由]{4,24}?)(?:具体)?(?:承办|负责(?=办理|受理|[，。；]|$)|具体办理)")
DECIDES = re.compile(r"(?:^|，)(?P<who>[^，。；]{2,20}(?:中心|局|处|所|科|机构))自(?:受理|收到|收齐)")
AT = re.compile(r"可以?到[^，。；]{0,12}(?:窗口|社区|大厅|银行|网点|自助)")
PROCESS = re.compile(
    r"(?:中心|局|部门|科|窗口|街道|社区|站|所|机构|单位)[^，。；]{0,8}(?:初审|复核|复审|审核|审批|拨付|核定|核实|公示)"
)
GIVEN = re.compile(
    r"(?:开具|开出|核发|发给您?)(?:[^，。；《]{1,14}[及和])?(?P<what>《[^《》]+》)(?:[，,](?:可以)?(?P<how>(?:到|由|通过|用)[^，。；]{2,16}(?:领取|寄[^，。；]{0,6}|送[^，。；]{0,6})))?"
)
SENT = re.compile(
    r"(?P<what>《[^《》]+[书证单表]》)[会将由]{1,2}(?:用|通过|以|采用)?(?P<how>[^，。；]{2,16}[寄送发][^，。；]{0,12})"
)
IN_TURN = re.compile("先[^。；]{2,30}[，,](?:再|然后|接着)[^。]{2,}")
SENDS = re.compile("(?:可以|也可以?|可)(?:把|将)?[^，。；]{0,10}?(?P<way>邮寄|寄|送|交)到(?P<where>[^，。；]{2,30})")
LAWS = re.compile(
    "(?:法|条例|办法|规定|通知|意见|决定|细则|规程|规则|方案|措施|标准|公告|批复|解释|规范|目录)$|法[（(]"
)
FILLS = re.compile(
    r"(?:填写|填报|填好|领取)(?:并提交)?(?P<what>《[^《》]+(?:表|申请书|承诺书)》(?:[一壹]式[一二三四五六两壹贰\d]+份)?)"
)
RECEIVED = re.compile("(?<![\\d一-鿿])(?:窗口|柜台|大厅)(?:受理|办理|接件|收件)(?![后时])")
CITES = re.compile(r"(?:根据|依据|按照|依照|依据是|印发了?)[^。；]*《|《[^《》]+》规定")


def question(text: str) -> Label | None:
    """The field that a question asks for: 「要带什么材料？」; None if the text is no question."""
    style, words = numbered(text)
    short = LONGEST_HEADING if style else SHORT_HEADING
    asks = (
        len(words) <= short
        and ASKS.search(words)
        and not re.search("[。；，：:]" if not style else "[：:].|[。；]$", words)
    )
    if not QUESTION.search(words) and not asks:
        return None
    words = re.sub(r"^(?:问|提问|Q)\s*\d{0,2}\s*[：:．.]\s*", "", words).rstrip("？?")
    known = label(words)
    if known:
        return known
    found = next((field for field, pattern in QUESTIONS if re.search(pattern, words)), None)
    last = re.split("[，,]", words)[-1] if found == "conditions" else words
    if found in ("steps", "conditions") and OTHERWISE.search(last):
        found = None
    return Label(found or "skip", ASKED if found not in ("time_limits",) else "")


def answer(text: str) -> str:
    return ANSWER.sub("", text)


def entries(span: Span) -> Iterator[tuple[Label, Span]]:
    """What the sentences of a line say, each piece under the field it belongs to."""
    if listed := ALL_OF.search(span.text):
        for each in re.split("[；。]|[一二三四五六]是|其[一二三四五六][，、：]", listed["list"]):
            if each.strip():
                yield Label("conditions"), span.cut(each.strip())
    for sentence in re.split(r"(?<=[。；;！？])", span.text):
        sentence = numbered(sentence)[1]
        if not sentence:
            continue
        yield from _sentence(sentence, span)


def _sentence(sentence: str, span: Span) -> Iterator[tuple[Label, Span]]:
    for law in grammar.laws(sentence) if CITES.search(sentence) else ():
        if LAWS.search(law.name.partition("》")[0]):
            yield Label("basis"), span.cut(law.quote)
    for form in FILLS.finditer(sentence):
        yield Label("materials"), span.cut(form["what"])
    brought = BRING.search(sentence)
    also = grammar.ALSO.match(sentence.rstrip("。；;"))
    if also and re.search(PAPERS, also["what"]) and not ALWAYS.match(also["when"]):
        yield Label("materials"), span.cut(sentence.rstrip("。；;"))
    elif brought and re.search(PAPERS, brought["what"]) and not SUCH_PAPERS.fullmatch(brought["what"].strip("，、 ")):
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
    if received := RECEIVED.search(sentence):
        yield Label("channels"), span.cut(received[0])
    for sent in SENDS.finditer(sentence):
        if "寄" in sent["way"]:
            yield Label("channels"), span.cut("邮寄")
        elif known_ways := channels(sent["where"]):
            yield Label("channels"), span.cut(sent["where"])
            if "窗口办理" in known_ways:
                yield Label("places"), span.cut(sent["where"])
    if done := BY.search(sentence) or DECIDES.search(sentence):
        yield Label("authority"), span.cut(done["who"])
    if ways := [each[0] for each in AT.finditer(sentence)]:
        yield (
            Label("channels"),
            span.cut(ways[0] if len(ways) == 1 and not grammar.ADDRESS.search(sentence) else sentence),
        )
    done_by = PROCESS.search(sentence) and not grammar.APPLICANT.search(sentence)
    if (IN_TURN.search(sentence) or done_by) and not brought:
        yield Label("steps"), span.cut(sentence.rstrip("。；;"))
    online = re.search("网上|网站|小程序|APP|公众号|在线", sentence)
    if grammar.ADDRESS.search(sentence) and re.search("可以?|登[录陆]", sentence):
        yield Label("channels"), span.cut(sentence)
    elif online and re.search("可以?", sentence):
        yield Label("channels"), span.cut(online[0])
    for limit in grammar.limits(sentence, labelled=True):
        bound = bool(re.search("内|最长|最晚", limit.quote)) and _binds(limit.quote)
        bound = bound or bool(re.match("(?:缩短|压缩|减少|压减)[为到至]", limit.quote))
        if AT_ONCE.search(limit.quote) if limit.within == "immediate" else bound:
            yield Label("time_limits"), span.cut(limit.quote)
    yield from _money(sentence, span)
    yield from _numbers(sentence, span)
    if given := GIVEN.search(sentence) or SENT.search(sentence):
        yield Label("results"), span.cut(given["what"])
        if given["how"]:
            yield Label("delivery"), span.cut(given["how"])
    hours = HOURS.search(sentence)
    if hours:
        yield Label("hours"), span.cut(re.sub("(接听|办理|受理|对外服务)$", "", hours[0].strip(" 。；，")))
    who = CONDITION.match(sentence) or ALL_WHO.match(sentence)
    due = any("内" in limit.quote for limit in grammar.limits(sentence, labelled=True))
    if who and not brought and not due and not grammar.phones(sentence):
        yield Label("conditions"), span.cut(who["who"])


def _money(sentence: str, span: Span) -> Iterator[tuple[Label, Span]]:
    free = re.search(
        "(?:严禁|不得)[^，。；]{0,10}收取任何费用|不收一分钱|分文不[收取]|不用交钱|不花钱|不要钱|不用花钱|不收取任何费用|不收取费用|不收费|全程免费|(?:都是|均为|全部)免费|免费的|免费(?=办|补|领)|不收取?[^，。；]{0,6}费",
        sentence,
    )
    if free and not re.search("如有人|谨防|冒充|借.{0,6}收费", sentence):
        yield Label("fees"), span.cut(free[0])
    paid = re.search(
        r"(?:收取|收|缴纳|交)(?P<fee>[一-鿿]{0,4}(?:工本费|鉴定费|手续费|证件费|制卡费)\s*\d+(?:\.\d+)?\s*元)", sentence
    )
    if paid:
        yield Label("fees"), span.cut(paid["fee"])


def _numbers(sentence: str, span: Span) -> Iterator[tuple[Label, Span]]:
    """Telephone numbers that one is told to call: for questions, or to complain."""
    for clause in re.split("[，；。](?!转)", sentence):
        if grammar.phones(clause) and "挂失" not in clause and CALL.search(clause):
            against = re.search("投诉|举报|监督|反映", clause) or (
                DISPLEASED.search(sentence) and len(grammar.phones(sentence)) == 1
            )
            yield Label("complaint" if against else "consult"), span.cut(clause)


def _binds(text: str) -> bool:
    return bool(grammar.OFFICE.search(text) or grammar.APPLICANT.search(text) or re.search("决定|提出", text))
