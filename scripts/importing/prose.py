"""Sentences without labels, as in letters, notices and answers: what can be told from how they are built, and no more."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scripts.importing import bringing, grammar
from scripts.importing.brought import ENDS, IS_PAPER, PAPER, masked
from scripts.importing.labels import Label, channels, label
from scripts.importing.outline import Span, numbered

ASKED = "问"  # the detail of a label that is a question, whose answer may tell more
QUESTIONS = (
    ("skip", r"(?:领|享受|发放?|补贴?|报销?)(?:多久|多少(?!材料)|多长时间|几个月)"),  # how much one gets
    ("delivery", r"(?:结果|好了?以后|好后|办完|办结)[^，]{0,6}(?:怎么|如何)|怎么(?:知道|通知|拿到)"),
    ("results", r"(?:什么|哪种)(?:结果|文书|证书|凭证)"),
    ("authority", r"(?:找|归|由|是)谁(?:来)?(?:办|受理|负责|管)|向谁(?:申请|提出|提交|递交)"),
    (
        "conditions",
        r"(?:了|满|过|缴|交|保)(?:多久|多长时间|几个?[年月]|多少个?[年月])[^，。]{0,4}(?:可以|才能|就能|能)",
    ),
    ("places", r"(?:交|送|寄|递|报|拿)(?:到|去|往|在)?(?:哪(?!些|几|种|个|样)|什么地方|何处)"),
    (
        "materials",
        r"材料|资料|证件|单子|(?:准备|带|交|备|拿|要有)(?:点|些)?(?:啥|哪些|什么(?!时候|地方))|带[些点]?(?:什么|啥)|准备什么|准备哪些|带哪些|手续要哪些",
    ),
    (
        "time_limits",
        r"多久|多长时间|几天|时限|什么时候能办好|多少天|几个工作日|快不快|多快|什么时候能拿|什么时候能领|时间.{0,8}(?:多少|多长)|要等",
    ),
    ("fees", r"收不收|收费|收钱|交费|缴费吗|要钱|费用|多少钱|花钱"),
    ("complaint", r"投诉|监督|举报|反映|不满意|态度不好"),
    ("consult", r"电话|向谁(?:了解|打听|咨询)|咨询|问谁|问哪|找谁|联系谁|联系哪"),
    ("channels", r"(?:不|少)(?:用)?跑|网上能|网上可|能不能在?网上|可以在?(?:网上|手机)|线上"),
    ("hours", r"上班时间|办公时间|什么时候上班|啥时候|何时上班|开门|什么时间|几点|周末"),
    ("places", r"哪里|哪儿|在哪|去哪|到哪|地点|地址"),
    (
        "conditions",
        r"(?:哪些|什么|何种)(?:情[况形]|人|单位|企业|对象|职工|居民|群体)|哪些(?![^，？、]{0,4}(?:业务|事项|手续|材料|方式|渠道|服务|功能|地方|银行))[^，？、]{1,6}(?:可以|才?能|需要|应当?|符合)|谁可以|谁能|谁需要|谁要|给谁|谁办|谁来办|(?:我|您|你|本人)能?(?:不能)?(?:领|办|申请|享受|报)|条件|什么情况",
    ),
    ("results", r"(?:拿到|领到|得到|发给?|给)(?:什么|啥)|结果是什么"),
    ("basis", r"依据|哪[条些个]规定|凭的|什么规定|有文件|什么文件|哪个文件|规矩"),
    (
        "steps",
        r"怎么个办|怎么(?:办|补|领|认证|转|报|查|交|操作|弄|停|退|改|续|注销|变更|登记)|怎样(?:办|补|领|认证)|如何办|流程|步骤|怎么申请|如何申请|程序|过程|怎么走|几步",
    ),
)
OTHERWISE = re.compile("[，,]|忘|没|未|以后|旧|错|丢|过期|不符|不对|逾期|失败")  # asks what to do if it goes wrong
ASKS = re.compile(
    "哪些|什么|要不要|能不能|用不用|是不是|怎么|怎样|如何|多久|多长|几天|几步|几点|哪里|哪儿|多少|谁|啥|吗$|收不收"
)  # a heading that is a question without its mark
LONGEST_HEADING, SHORT_HEADING = 16, 8
ANSWER = re.compile(r"^(?:答|回答|A)\s*\d{0,2}\s*[：:．.]\s*")
QUESTION = re.compile(r"^(?:问|提问|Q)\s*\d{0,2}\s*[：:．.]\s*|[？?]$")

BRING = re.compile(
    rf"{bringing.BRING}(?!的|有)(?:以下|下列)?(?P<what>[^。；;]*?)"
    r"(?=，?(?:(?:前往|到|至|向|在|来)[^，。；]{2,40}(?:办理?|申请|提交|登记|申领|开具|打印|领取|查询|申报)?)|，(?:可以|也可|即可)|即可|就行|就可以|便可|(?:领取|领卡|办理|查询|打印)(?:，|。|；|$)|。|；|;|$)"
)
HANDED_IN = re.compile(
    rf"(?:{bringing.BRING}|[要需须应]?{bringing.HAND_OVER})(?:的)?[^，。；：]{{0,10}}(?:有|是|东西|材料|资料|证件|[几些]样|如下|包括)：(?P<list>[^。]{{4,}})"
)  # 「备好这几样东西：…；…」 「要交的有：…」
IN_A_ROW = re.compile(
    rf"(?:请|要|需|应当?)(?:您|你|各?单位)?{bringing.BRING}(?P<list>[^。：；]{{4,}}；[^。：]{{4,}})"
)  # 「请准备好…表一份；…复印件一份；还有…」
NEEDS = re.compile(
    r"(?:只要|只需要?|仅需|要有|得有)(?P<what>(?![您你我])[^，。；：（）]{2,24}(?:（[^（）]*）)?)(?=[，。；]|$)"
)  # 「只要一张身份证（看原件就行）」
WHERE = re.compile(
    r"(?:前往|到|至|交给|(?<=，)来|(?<!所)在)：?(?P<where>(?![^，。；、]{0,8}[日天]内)(?:[^，。；、携到把]|、(?=[县区])){2,36}?(?:窗口|大厅|[一二三四五\d]号厅|中心|服务站|服务所|市场|机构|社保局|医保局|人社局|大队|支队|居委会|村委会|村（社区）|网点|服务点|柜台|专区|专窗|[一-鿿]科|\d+号?台|[\d一二三四五六七八九十]+(?:楼|层|室)(?=办理|受理))(?:[一-鿿\d]{0,4}[楼层室厅](?:[A-Z]区)?)?(?:（[^（）]{2,24}）)?(?:[一二三四五六七八九\d]+[楼层室])?)"
    r"\s*(?=(?:现场|当场|直接|当面)?(?:办|登记|申请|提交|递交|投诉)|申领|领取|认证|开具|打印|查询|申报|填写|填报|就(?:可以|行|能)|即可|便可|设|开设|由|，|。|；|$)"
)
ALL_OF = re.compile(
    r"(?:符合|具备|满足)[^。：；]{0,12}(?:条件|情形|[一二两三四五六]条)[^。：；]{0,10}：(?P<list>[^。]{6,})"
)  # 「符合三个条件就可以领：一是…；二是…」
ALL_WHO = re.compile(
    r"^凡是?(?P<who>[^。；]{2,60}?(?:人员|职工|居民|单位|个人|人|朋友|的))(?:[，,](?:都|均|就|也)?|都|均)(?:可以?|应当?|能|需?要|必?须)"
)
CONDITION = re.compile(
    r"^(?:凡|凡是)?(?P<who>(?![^。；，]{0,6}(?:下列|以下)|[不没需未已确]|行动|材料|手续|资料|逾期|具备)[^。；，]{2,40}(?:，[^。；，]{2,30})*?(?:的(?:[^，。；]{0,12}(?:人员|职工|居民|单位|个人|企业|人|毕业生|农民工|学生|老人|家庭))?))[，,]"
    r"(?!也可以?[到在用去通])(?:您|他|贵单位|用人单位|本人|其[一-鿿]{2,4})?(?:都|均|就|也)?(?:可以?|应当?|能|[凭持])"
)
ENTITLED = re.compile(
    r"(?:[^，。；]{2,24}，)?[^，。；]{0,20}(?:(?:满|达到)[^，。；]{1,12}[，]?(?:就|即|便)?|[有够][^，。；]{1,12}就)可以?(?:申请|办|提取|领|取|参保|登记)[^，。；]*"
)  # 「正常还款满1年以后可以申请提前还款」
LEFT_OUT = re.compile(
    r"(?:但|不过)?[^。；，]{4,40}的[，,](?:这次|暂时?|目前)?(?:不能|不得|不予|不可以|不再)(?:申请|申领|领取?|享受|参加|办理)[^，。；]{0,8}"
)  # 「被列入…名单的，这次不能领」
APPLIES_TO = re.compile(
    r"^(?P<who>[^。；]{6,60}?的)，(?:应当?|可以)?由?[^。；]{2,50}?向(?P<office>[^，。；]{4,24}?(?:局|中心|委员会|机构|处|所|院))(?:提出|申请|提交|申报|报送)"
)  # 「职工发生事故伤害的，所在单位应当向…局提出申请」
STAGES = re.compile(
    r"(?:流程|程序|步骤|过程|手续|[分共][两二三四五六七]步|起来)[^。；：]{0,12}：(?P<list>[^。：]+；[^。：]+)"
    r"|(?P<turns>[^。：；，]{0,12}先[^。：；]{2,40}；(?:再|然后|接着|之后)[^。：]{4,})"
)  # 「流程分三步：…；…」 「先…；然后…；最后…」
DECISION = re.compile(
    r"(?P<what>(?:《[^《》]+[书证单表函]》(?:或者?|、|和|及)?)+)(?:作出|出具|制作|制好|办好|印制)(?:以?后|之后)，(?:送达[^。；，]{2,20}，)?(?P<how>[^。；]*(?:取|寄|送达)[^。；]*)"
)
PAID = re.compile(
    r"(?:^|[，；])(?P<how>[^，。；把]{0,20}(?:[打划转汇存拨]|划拨|发放?|支付|拨付)[到入进至][^，。；]{0,16}(?:卡|账户|存折)[上里中]?)(?=[，。；]|$)"
    r"|(?P<told>(?:[^，。；]{0,8}结果)?(?:通过|用|以)?短信(?:通知|告知|发送)[^，。；]{0,10})(?=[，。；]|$)"
)
HOURS = re.compile(
    r"(?:(?:法定)?工作日|每?周[一二三四五六日](?:[至到、—-]*周?[一二三四五六日])*|星期\S+?|礼拜[一二三四五六日](?:[至到—、]*礼拜[一二三四五六日])*|每天)?[，,]?\s*(?:[都均]?(?:有人|上班|办公|办理|开放))?[，,]?(?:上午|下午|早上?)?\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:[:：]\d{2}|[点时]半?).*(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:[:：]\d{2}|[点时]半?)(?:[开关]门|[上下]班)?(?:[，,](?:中午|周末|双休日|休息日|节假日)[^，。；\d]{1,8})*"
)
ANSWERED = re.compile("接听|接电话")  # the hours of a telephone
OF_ANOTHER = re.compile(
    "挂失|运维|故障|技术支持|维修|志愿|骗|物业|打印|复印"
)  # whose number is no office's for questions
DISPLEASED = re.compile(
    "怨言|怨气|不满意|不满|不周到|[做办]得不[好对]|态度不好|服务不好|服务差|有意见|有异议|不公|刁难|推诿|推脱|冷淡|生硬|拖着不办"
)
COMPLAINS = re.compile("投诉|提意见|举报|监督|反映|纪检|督查|信访")
CALL = re.compile("座机|请?问(?=\\d)|打|拨|致电|来电|就问|电话|咨询|热线|联系|投诉|举报|监督|反映")
IN_BRACKETS = re.compile(r"[窗口科室局心所站厅部][（(][\d-]{7,}[）)]")  # 「窗口（0352-5558001）」
AT_ONCE = re.compile(
    "(?:当面|当场|即时|当天|当时|立即|立等)(?:就?(?:能|可以?|给)|就)?(?:予以)?(?:办|补|领|可取|登记|通过|完成|完毕)"
    "|(?:当场|即时)(?:为[^，。；]{2,16}?)?(?:开出|核发|建立|出具)"
)
CONSISTS = re.compile(
    r"(?:材料|资料|证件|手续|东西)(?:主要)?(?:为|有|包括|是)(?:以下|下列)?(?:[两二三四五六]样)?[：，]?(?P<what>(?![^，。；]{0,4}(?:以下|下列|齐|的))[^。；：]{3,})"
)  # 「材料为低保证复印件、申请表」
OF_PEOPLE = re.compile("的[^，。；的]{0,6}(?:居民|人员|职工|学生|单位)(?:、|$)")  # 「持有居住证的居民」
TAKEN_TOO = re.compile(
    r"(?P<when>[^，。；]{2,24}的)[，,](?P<what>[^，。；]{2,20}?)(?:也|都|还)?要?(?:带上?|交|提供)$"
)  # 「夫妻一起取的，结婚证也要带」
COMMUNITY = re.compile("社区|村（社区）|村委会|居委会|便民服务[点站]")
ONLINE = re.compile("网上|网站|小程序|APP|公众号|在线|网厅|服务平台|掌上")
MAY = re.compile("可以?|(?<![功职])能|登[录陆]|下载|打开|进入|用手机|通过")
BY_WAYS = re.compile(
    r"(?:通过|采用|采取)(?P<ways>[^。；：]{2,60}?)(?:等)?(?:多种)?(?:渠道|方式|途径|形式)(?![^，。；]{0,4}(?:送|发|领|告知|通知))"
)  # 「可通过APP、窗口、电话等渠道提出」
APPLIED_TO = re.compile(
    r"向(?P<office>[^，。；向]{3,24}?(?:局|中心|委员会|机构|处|所|院|办))(?:提出|申请|提交|申报|报送|备案|办理)"
)  # 「向参保地医保经办机构提出」
SUCH_PAPERS = re.compile(
    "(?:上述|以上|这些|下列|全套|相关|有关|相应|申请|所需|办理|全部|规定|的)*(?:材料|资料|证件|手续|证明材料)"
)  # names none
ALWAYS = re.compile(
    "(?:前?来|到)[^，。]{0,4}的?时候?|(?:前来)?(?:申请|申领|办理?|领取|享受)[^，的]{2,16}，?$|(?:申请|申报|办理|参保|登记|申领|领取|报销|退休|转移)[^，]{0,6}时"
)  # which is no case among others
BY = re.compile(
    r"由(?P<who>[^，。；由（]{4,24}?)(?:（[^（）]*）)?(?:具体|统一)?(?:承办|承担|组织实施|受理和审核|负责(?=办理|受理|审核|审批|核定|经办|[，。；]|$)|具体办理)"
    r"|由(?P<office>[^，。；由（]{4,24}?(?:中心|局|委员会|处|站|科|所|政府|办事处))(?:（[^（）]*）)?(?:统一|直接)?(?:办理|经办|受理)(?=[，。；]|$)"
)
AT = re.compile(r"可以?到[^，。；]{0,12}(?:窗口|社区|大厅|银行|网点|自助)")
PROCESS = re.compile(
    r"(?:中心|局|部门|科|窗口|街道|社区|(?<!网)站|所|机构|单位)[^，。；]{0,8}(?:初审|复核|复审|审核|审批|拨付|核定|核实|公示)"
)
GIVEN = re.compile(
    r"(?:开具|开出|核发|制发|颁发|生成|出具|发?给您?)(?:[^，。；《]{1,14}[及和])?(?P<what>《[^《》]+》)(?:[，,](?:可以)?(?P<how>(?:到|由|通过|用)[^，。；]{2,16}(?:领取|下载|拿|取|寄[^，。；]{0,6}|送[^，。；]{0,6})))?"
)
GIVEN_PLAIN = re.compile(
    r"(?:(?:办[好成结完]|通过|核准|批准)(?:了|以后|之后|后)|当场)[，,]?(?:会|将|就|由[^，。；]{2,12})?(?:发给?(?:您|单位|本人)?|开具|出具|核发|领到|拿到)(?P<what>[^，。；《]{3,20}[书证单表卡函册执])"
    r"(?:[，,](?P<how>[^，。；]{2,24}(?:领取?|寄|送|取)[^，。；]{0,8}))?(?=[，。；]|$)"
)  # 「办好以后发给退休审批表，单位经办人到406室领取」
BY_WAY = re.compile(
    "(?:^|[，；])(?P<what>[一-鿿]{2,10}[书证单])(?:以|通过|采用)(?P<how>[^，。；]{2,16}?)(?:的)?(?:方式|形式)(?:送达|发给|交给|送交|寄给)"
)  # 「裁决书以直接送达或者邮寄的方式送达当事人」
SENT = re.compile(
    r"(?P<what>《[^《》]+[书证单表]》)[，,]?[会将由]{0,2}(?P<how>(?:用|通过|以|采用)[^，。；]{2,16}[寄送发][^，。；]{0,16}(?:，也可以?[^，。；]{0,10}[取领])?)"
)
IN_TURN = re.compile("先[^。；]{2,30}[，,](?:再|然后|接着)[^。]{2,}")
AT_ADDRESS = re.compile(r"\d+号|[\d一二三四五六七八九十]+(?:楼|层|室)|窗口|柜台|大厅")
POSTED = re.compile(
    "(?:快递|挂号信?)寄|邮寄(?:申请|办理|申报)的|(?<!不)(?:可以?|能|接受)(?:通过|用)?(?:邮寄|快递|挂号信)(?!到)"
)
ADDS = re.compile("[，,](?:应当?|须|需|还|要){0,2}另(?:交|附|提|带)")
BY_PHONE = re.compile("(?:拨打|打)[^，。；]{0,20}?(?P<way>电话(?:办理|备案|登记|申报|申请))")
COMES_TO = re.compile("^(?:答：)?请[您你]?(?:就)?到")
LIES = re.compile(
    r"(?:[，（](?:就是|就在|位于|设在|地址[是为：])|(?:^|[，；])[^，。；（]{0,14}?(?:窗口|柜台|地点|地址|大厅|站|中心|部|局|所|科|室)(?:就?在|位于|设在|(?<=址)[是为：]))"
    r"(?P<where>(?:[^，。；（）]|（[^（）]*）){4,40})"
)
SENDS = re.compile(
    "(?:可以|也可以?|可|材料)(?:把|将)?[^，。；]{0,10}?(?P<way>邮寄|寄|送|交)到(?P<where>[^，。；]{2,30})"
)
LAWS = re.compile(
    "(?:法|条例|办法|规定|通知|意见|决定|细则|规程|规则|方案|措施|标准|公告|批复|解释|规范|目录)$|法[（(]"
)
FILLS = re.compile(
    rf"(?:{bringing.FILL_IN}|领取)(?:并提交)?(?:[一两][张份])?(?P<what>《[^《》]+(?:表|申请书|承诺书)》(?:[一壹]式[一二三四五六两壹贰\d]+份)?)"
)
RECEIVED_AT = re.compile(
    r"由(?P<where>[^，。；由]{4,36}?(?:窗口|大厅|服务站|柜台))(?:统一)?(?:受理|办理|接件)(?=[，。；]|$)"
)  # 「由各街道服务站的窗口受理」
RECEIVED = re.compile("(?<![\\d一-鿿])(?:窗口|柜台|大厅)(?:受理|办理|接件|收件)(?![后时])")
PENALTY = re.compile("骗取|虚报|冒领|套取|弄虚作假|虚假|追究|处罚|惩戒")  # no basis of the procedure
CHEATS = re.compile("骗(?!取)|冒充|自称|不要相信|谨防|传言|谣言")  # what they say and do is no fact
OF_CHEATS = re.compile(f"[，；](?:凡|如有|若有|有人|谨防)[^。]*(?:{CHEATS.pattern})[^。]*")
CITES = re.compile(r"(?:根据|依据|按照|依照|(?:依据|政策|文件)是|印发了?|写在|规定在)[^。；]*《|《[^《》]+》规定")


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
    asked = [_asks_for(part) for part in re.split("[，,]", words)]
    found = None if len({*filter(None, asked)}) > 1 and all(asked) else _asks_for(words)
    last = re.split("[，,]", words)[-1] if found == "conditions" else words
    if found in ("steps", "conditions") and OTHERWISE.search(last):
        found = None
    return Label(found or "skip", ASKED)


def _asks_for(words: str) -> str | None:
    return next((field for field, pattern in QUESTIONS if re.search(pattern, words)), None)


def answer(text: str) -> str:
    return ANSWER.sub("", text)


def entries(span: Span) -> Iterator[tuple[Label, Span]]:
    """What the sentences of a line say, each piece under the field it belongs to."""
    if listed := ALL_OF.search(span.text):
        for each in re.split("[；。]|[一二三四五六]是|其[一二三四五六][，、：]", listed["list"]):
            if each.strip():
                yield Label("conditions"), span.cut(each.strip())
    text = span.text
    if named := next(_lists(text), None):
        for each in re.split("[；;。]|[，,](?:以及|还有|和)", named["list"]):
            if each.strip():
                yield Label("materials"), span.cut(each.strip())
        text = text.replace(named[0], "")
    for sentence in re.split(r"(?<=[。；;！？])", text):
        sentence = answer(numbered(sentence)[1])
        sentence = OF_CHEATS.sub("", sentence)
        if not sentence or CHEATS.search(sentence):
            continue
        yield from _sentence(sentence, span)


def stages(span: Span) -> list[Span]:
    """What is done in turn, where a line tells it so: 「流程分三步：…；…；…」."""
    found = STAGES.search(span.text)
    parts = re.split("；", found["list"] or found["turns"]) if found else []
    words = (re.sub("^(?:然后|接着|最后|之后)[，,]?", "", numbered(part)[1]) for part in parts)
    return [span.cut(each) for each in words if each]


def lists_papers(text: str) -> bool:
    """Whether a line lists papers behind words that lead to them."""
    return any(True for _found in _lists(text))


def _lists(text: str) -> Iterator[re.Match[str]]:
    for pattern in (HANDED_IN, IN_A_ROW):
        found = pattern.search(text)
        if found and all(PAPER.search(part) for part in re.split("[；;]", found["list"])[:2]):
            yield found


def _sentence(sentence: str, span: Span) -> Iterator[tuple[Label, Span]]:
    """Each phrase of a sentence under the field that it can only belong to."""
    cites = CITES.search(sentence)
    for law in grammar.laws(sentence) if cites and not PENALTY.search(sentence, cites.start()) else ():
        if LAWS.search(law.name.partition("》")[0]):
            yield Label("basis"), span.cut(law.quote)
    named = [*_papers(sentence, span)]
    yield from named
    brought = any(BRING.search(part) for part in re.split("；", sentence)) or bool(named)
    yield from _places(sentence, span, brought=brought)
    yield from _ways(sentence, span)
    yield from _whom(sentence, span, brought=brought)
    yield from _outcome(sentence, span)
    done_by = PROCESS.search(sentence) and re.search("[，。；]", sentence) and not grammar.APPLICANT.search(sentence)
    if (IN_TURN.search(sentence) or done_by) and not brought:
        yield Label("steps"), span.cut(answer(sentence).rstrip("。；;"))
    for limit in grammar.limits(sentence, labelled=True):
        if _bound(limit):
            yield Label("time_limits"), span.cut(limit.quote)
    yield from money(span.cut(sentence))
    yield from _numbers(sentence, span)
    hours = HOURS.search(sentence)
    if hours and not ANSWERED.search(sentence[hours.end() - len("接听") :]):
        yield Label("hours"), span.cut(re.sub("(接听|办理|受理|对外服务)$", "", hours[0].strip(" 。；，")))


def _papers(sentence: str, span: Span) -> Iterator[tuple[Label, Span]]:
    """The papers that one brings, fills in, or that are said to be needed."""
    for needed in NEEDS.finditer(sentence):
        if IS_PAPER.search(needed["what"]):
            yield Label("materials"), span.cut(needed["what"])
    for form in FILLS.finditer(sentence):
        yield Label("materials"), span.cut(form["what"])
    clauses = re.split("[；;]", sentence.rstrip("。；;"))
    for clause in clauses:
        brought, also = BRING.search(clause), grammar.ALSO.match(clause)
        if consists := CONSISTS.search(clause):
            yield Label("materials"), span.cut(_only_papers(consists["what"]))
        elif also and PAPER.search(also["what"]) and not ALWAYS.match(also["when"]):
            clause = re.sub("[，,]不[再用需][^，；]*$", "", clause)
            ends = ENDS.search(masked(clause), also.start("what") + 1)
            yield Label("materials"), span.cut(clause[: ends.start()] if ends else clause)
        elif brought and OF_PEOPLE.search(brought["what"]):
            continue
        elif brought and PAPER.search(brought["what"]) and not SUCH_PAPERS.fullmatch(brought["what"].strip("，、 ")):
            yield Label("materials"), span.cut(_only_papers(brought["what"]).strip("，、 "))
        elif taken := TAKEN_TOO.search(clause):
            yield Label("materials"), span.cut(f"{taken['when']}还要带{taken['what']}")


def _only_papers(words: str) -> str:
    """Papers without the clauses behind them that tell how long it takes, what it costs, where it is and whom to call."""
    clauses = re.split("(?=[，,])", words)
    other = (at for at, each in enumerate(clauses) if at and _tells_else(each))
    return "".join(clauses[: next(other, len(clauses))])


def _tells_else(clause: str) -> bool:
    limits = any(grammar.limits(clause, labelled=True)) or bool(re.match("[，,](?:其余|其他|由|我们|系统)", clause))
    return limits or bool(grammar.PLAINLY_FREE.search(clause) or grammar.phones(clause) or WHERE.search(clause))


def _places(sentence: str, span: Span, *, brought: bool) -> Iterator[tuple[Label, Span]]:
    """Where one goes: a counter that one goes to, that receives, or that lies somewhere."""
    for sent in SENDS.finditer(sentence):
        known_ways = channels(sent["where"])
        if "寄" in sent["way"]:
            yield Label("channels"), span.cut("邮寄")
        elif known_ways:
            yield Label("channels"), span.cut(sent["where"])
        if "寄" not in sent["way"] and ("窗口办理" in known_ways or AT_ADDRESS.search(sent["where"])):
            yield Label("places"), span.cut(sent["where"])
    for place in WHERE.finditer(sentence):
        before, behind = sentence[: place.start()], sentence[place.end() :]
        if re.search("当地|有关|相关|[任某]意?一", place["where"]) and not AT_ADDRESS.search(place["where"]):
            continue
        goes = before.endswith(("交", "送", "递", "报")) or re.match(
            "(?:现场|当场|直接|当面)?(?:办|申|提|递|领|登|填|认|缴|就|设)", behind
        )
        if not (
            brought
            or goes
            or re.search("办理|申请|窗口|现场", before)
            or (COMES_TO.search(f"{before}{place[0]}") and AT_ADDRESS.search(place["where"]))
        ):
            continue
        if COMMUNITY.search(place["where"]):
            yield Label("channels"), span.cut("社区")
        elif re.search("窗口|柜台|大厅|银行", place["where"]):
            yield Label("channels"), span.cut(place["where"])
        elif behind.startswith("现场"):
            yield Label("channels"), span.cut("现场")
        yield Label("places"), span.cut(place["where"])
    if (lies := LIES.search(sentence)) and AT_ADDRESS.search(lies["where"]):
        yield Label("places"), span.cut(lies["where"])
    if at := RECEIVED_AT.search(sentence):
        yield Label("places"), span.cut(at["where"])


def _ways(sentence: str, span: Span) -> Iterator[tuple[Label, Span]]:
    """The ways to file: where a clause says that one may do it there, and does not say that the office does something there."""
    if received := RECEIVED.search(sentence):
        yield Label("channels"), span.cut(received[0])
    if ways := [each[0] for each in AT.finditer(sentence)]:
        alone = len(ways) == 1 and not grammar.ADDRESS.search(sentence)
        yield Label("channels"), span.cut(ways[0] if alone else sentence)
    if grammar.ADDRESS.search(sentence) and re.search("可以?|登[录陆]", sentence):
        yield Label("channels"), span.cut(sentence)
    if (by := BY_WAYS.search(sentence)) and channels(by["ways"]):
        yield Label("channels"), span.cut(by["ways"])
    for clause in re.split("[，。；]", sentence):
        if (online := ONLINE.search(clause)) and MAY.search(sentence):
            yield Label("channels"), span.cut(online[0])
    if called := BY_PHONE.search(sentence):
        yield Label("channels"), span.cut(called["way"])
    if posted := POSTED.search(sentence):
        yield Label("channels"), span.cut(posted[0])


def _whom(sentence: str, span: Span, *, brought: bool) -> Iterator[tuple[Label, Span]]:
    """Who may apply, and who decides."""
    if to_whom := APPLIES_TO.match(sentence):
        yield Label("conditions"), span.cut(to_whom["who"])
    if applied := APPLIED_TO.search(sentence):
        yield Label("authority"), span.cut(applied["office"])
    elif not RECEIVED_AT.search(sentence) and (done := BY.search(sentence)):
        yield Label("authority"), span.cut(done["who"] or done["office"])
    also = grammar.ALSO.match(sentence.rstrip("。；;"))
    who = CONDITION.match(sentence) or ALL_WHO.match(sentence)
    if (since := ENTITLED.match(sentence)) and not who:
        yield Label("conditions"), span.cut(since[0])
    if out := LEFT_OUT.match(sentence):
        yield Label("conditions"), span.cut(out[0])
    due = any("内" in limit.quote for limit in grammar.limits(who["who"], labelled=True)) if who else False
    if who and not also and not ADDS.search(sentence) and not due and not grammar.phones(sentence):
        yield Label("conditions"), span.cut(who["who"])


def _outcome(sentence: str, span: Span) -> Iterator[tuple[Label, Span]]:
    """What one gets, and how."""
    if decided := DECISION.search(sentence):
        for what in re.findall("《[^《》]+》", decided["what"]):
            yield Label("results"), span.cut(what)
        yield Label("delivery"), span.cut(decided["how"])
        return
    given = next(filter(None, (pattern.search(sentence) for pattern in (GIVEN, SENT, BY_WAY, GIVEN_PLAIN))), None)
    if given:
        yield Label("results"), span.cut(given["what"])
        if given["how"]:
            yield Label("delivery"), span.cut(given["how"])
    elif handed := PAID.search(sentence):
        yield Label("delivery"), span.cut(next(filter(None, handed.groups())))


def _bound(limit: grammar.Limit) -> bool:
    """Whether a limit in a sentence binds somebody: working days do, and other spans of time where it says who does what within them."""
    if limit.within == "immediate":
        return bool(AT_ONCE.search(limit.quote))
    if "working" in limit.within and not re.search("[前之]前|每|逢", limit.quote):
        return True
    within = bool(re.search("内|最长|最晚", limit.quote)) and _binds(limit.quote)
    told = bool(limit.kind and re.search("时限|期限|办[结完好]|规定|承诺", limit.quote))
    return within or told or bool(re.match("(?:缩短|压缩|减少|压减)[为到至]", limit.quote))


def money(span: Span) -> Iterator[tuple[Label, Span]]:
    """What a sentence says of the costs, where it does not warn of cheats."""
    sentence = span.text
    free = grammar.PLAINLY_FREE.search(sentence)
    if free and not re.search("如有人|谨防|冒充|借.{0,6}收费", sentence):
        yield Label("fees"), span.cut(free[0])
    paid = re.search(
        r"(?:^|收取|收|缴纳|交)(?P<fee>[一-鿿]{0,4}(?:工本费|鉴定费|手续费|证件费|制卡费)\s*\d+(?:\.\d+)?\s*元)",
        sentence,
    )
    if paid:
        yield Label("fees"), span.cut(paid["fee"])


def _numbers(sentence: str, span: Span) -> Iterator[tuple[Label, Span]]:
    """Telephone numbers that one is told to call: for questions, or to complain."""
    before = ""
    for clause in re.split(r"[，；。](?!转)|或者?(?=[一-鿿]{2,8}\d)", sentence):
        if (
            grammar.phones(clause)
            and not OF_ANOTHER.search(clause)
            and (CALL.search(clause) or IN_BRACKETS.search(clause))
        ):
            against = (
                COMPLAINS.search(clause)
                or COMPLAINS.search(before)
                or DISPLEASED.search(f"{before}，{clause}")
                or (DISPLEASED.search(sentence) and len(grammar.phones(sentence)) == 1)
            )
            yield Label("complaint" if against else "consult"), span.cut(clause)
        before = "" if grammar.phones(clause) else clause


def calls(text: str) -> bool:
    """Whether a sentence tells a telephone to call: 「咨询请打…」."""
    return any(_numbers(text, Span(text, "")))


def _binds(text: str) -> bool:
    return bool(grammar.OFFICE.search(text) or grammar.APPLICANT.search(text) or re.search("决定|提出", text))
