"""Numbers that carry a check character: 公民身份号码, 统一社会信用代码, 组织机构代码. The checks are national standards.

What is typed stays on the device: identity numbers are shown masked, and no result repeats one in full.
"""

from datetime import date
from typing import Any

from ..engine.calculators import Case, calculator
from ..engine.inputs import choice, text
from ..engine.parameters import Law
from ..engine.results import Confidence, Result
from ..engine.texts import N_, _
from ..engine.trace import Citation, Trace

ID_STANDARD = Citation("id-number-standard")
RESIDENCE_PERMITS = Citation("residence-permit-measures-2018", N_("第三条"))
PERMANENT_RESIDENTS = Citation("permanent-resident-card-2023", N_("表1"))
CREDIT_STANDARD = Citation("credit-code-standard")
ORGANISATION_STANDARD = Citation("organisation-code-standard")
CARD_STANDARD = Citation("social-card-spec", N_("2 参考标准"))

ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
ID_CHECKS = "10X98765432"
CREDIT_DIGITS = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # no I, O, S, V, Z: they look like digits
ORGANISATION_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
PROVINCES = {*range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55), *range(61, 66), 71, 81, 82}
TAIWAN_RESIDENTS = 83  # opens the number on a residence permit (台湾居民居住证); GB/T 2260 itself has 71
EARLIEST_BIRTH = date(1880, 1, 1)  # the earliest one in the standard's own examples


def id_check(seventeen: str) -> str:
    """The check character of the first seventeen digits (GB 11643—1999). Raises ValueError for anything but digits."""
    total = sum(int(digit) * weight for digit, weight in zip(seventeen, ID_WEIGHTS, strict=True))
    return ID_CHECKS[total % 11]


def has_right_check(number: str) -> bool:
    """Whether eighteen characters are seventeen digits and their check character, an x of either size."""
    return len(number) == 18 and _digits(number[:17]) and number[17].upper() == id_check(number[:17])


def id_facts(number: str) -> dict[str, str]:
    """What a right number says: `birth` as ISO date and `sex`, female or male. The old one of fifteen digits too."""
    born, order = (f"19{number[6:12]}", number[14]) if len(number) == 15 else (number[6:14], number[16])
    return {"birth": f"{born[:4]}-{born[4:6]}-{born[6:]}", "sex": "male" if int(order) % 2 else "female"}


def credit_check(seventeen: str) -> str:
    """The check character of the first seventeen characters (GB 32100—2015). Raises ValueError for a foreign character."""
    total = sum(CREDIT_DIGITS.index(sign) * pow(3, place, 31) for place, sign in enumerate(seventeen))
    return CREDIT_DIGITS[-total % 31]


def organisation_check(eight: str) -> str:
    """The check character of an organisation code's eight characters (GB 11714). Raises ValueError."""
    pairs = zip(eight, ORGANISATION_WEIGHTS, strict=True)
    rest = 11 - sum(ORGANISATION_DIGITS.index(sign) * weight for sign, weight in pairs) % 11
    return "0123456789X0"[rest]


@calculator(
    "national/id-number-check",
    title=N_("身份证号码写对了没有"),
    summary=N_("核对18位号码的日期和最后一位校验码；15位的老号码换成18位。"),
    kind="check",
    inputs=[
        text(
            "number",
            N_("公民身份号码"),
            example="11010519491231002X",
            help=N_("只在您的设备上核对，不发送、不保存。最后一位X大写小写都行。"),
            where=N_("身份证上有照片的那一面"),
            sensitive=True,
        )
    ],
    rules=["national/id-number-check"],
    not_covered=[N_("号码写得对，不等于真有这个人。真假要由公安机关核对。")],
    example={"number": "11010519491231002X"},
    example_today="2025-06-01",
)
def id_number(case: Case, law: Law, work: Trace) -> Result:
    """GB 11643—1999, MOD 11-2. The region is a soft warning only: codes of abolished counties are in use."""
    typed = case.number.upper()
    upgraded = len(typed) == 15 and typed.isdigit() and typed.isascii()
    number = f"{typed[:6]}19{typed[6:]}" if upgraded else typed[:17]
    shape = upgraded or (len(typed) == 18 and _digits(number) and (typed[17] == "X" or _digits(typed[17])))
    work.check(
        "shape",
        _("位数和字符"),
        shape,
        formula=_("写了{n}位；要18位，前17位是数字，最后一位是数字或X（老号码是15位数字）").format(n=len(typed)),
        terms=[case["number"]],
        sources=[ID_STANDARD],
    )
    if not shape:
        return _wrong(_("号码不对：位数或者字符不对"))
    born = _date(number[6:14])
    real = born is not None and EARLIEST_BIRTH <= born <= case.today
    work.check(
        "birth",
        _("出生日期"),
        real,
        formula=_("第7到14位是出生日期，要是日历上有、还没有过去太久、不在今天以后的一天"),
        sources=[ID_STANDARD],
    )
    check = id_check(number)
    matches = upgraded or typed[17] == check
    work.check(
        "check_character",
        _("校验码"),
        matches,
        formula=_("按前17位算，最后一位应当是{check}").format(check=check),
        sources=[ID_STANDARD],
    )
    if number[0] == "9" and not upgraded:  # 外国人永久居留身份证: the province stands in the second and third place
        known = int(number[1:3]) in PROVINCES
        region = _("开头是9，是外国人永久居留身份证；第2、3位是{code}").format(code=number[1:3])
        regions = PERMANENT_RESIDENTS
    else:
        known = int(number[:2]) in {*PROVINCES, TAIWAN_RESIDENTS}
        region = _("开头两位是{code}").format(code=number[:2])
        regions = RESIDENCE_PERMITS if number[0] == "8" else ID_STANDARD
    work.check(
        "region",
        _("开头的省份代码"),
        known,
        formula=region,
        note="" if known else _("现在没有这个省份代码，请对照身份证再看一遍。这一条只是提醒。"),
        sources=[regions],
    )
    if not (real and matches):
        return _wrong(_("号码不对：出生日期不对") if not real else _("号码不对：最后一位和前17位对不上"))
    explanations = [] if known else [_("现在没有这个省份代码，请对照身份证再看一遍。这一条只是提醒。")]
    if upgraded:
        work.step(
            "check_digit_added",
            _("升位"),
            check,
            formula=_("年份前面加“19”，最后加校验码{check}").format(check=check),
            sources=[ID_STANDARD],
        )
        explanations.append(
            _("老号码换成18位：在第6位后面加“19”，最后加“{check}”。只适用于2000年以前出生的人。").format(check=check)
        )
    headline = _("15位号码写得对，可以换成18位") if upgraded else _("号码写得对")
    return Result(headline, Confidence.LAW, explanations=explanations)


@calculator(
    "national/credit-code-check",
    title=N_("统一社会信用代码写对了没有"),
    summary=N_("核对18位代码的字符和最后一位校验码。"),
    kind="check",
    inputs=[
        text("code", N_("统一社会信用代码"), example="91110000600037341L", where=N_("营业执照或事业单位法人证书上")),
    ],
    rules=[],
    not_covered=[N_("代码写得对，不等于真有这个单位。可以到国家企业信用信息公示系统查。")],
    example={"code": "91110000600037341L"},
)
def credit_code(case: Case, law: Law, work: Trace) -> Result:
    """GB 32100—2015, MOD 31."""
    code = case.code.upper()
    foreign = sorted({sign for sign in code if sign not in CREDIT_DIGITS})
    shape = len(code) == 18 and not foreign
    work.check(
        "shape",
        _("位数和字符"),
        shape,
        formula=_("写了{n}位；要18位，只用数字和大写字母，不用I、O、S、V、Z").format(n=len(code)),
        terms=[case["code"]],
        sources=[CREDIT_STANDARD],
        note=_("不能用的字符：{signs}").format(signs=_("、").join(foreign)) if foreign else "",
    )
    if not shape:
        return _wrong(_("代码不对：位数或者字符不对"))
    check = credit_check(code[:17])
    matches = code[17] == check
    work.check(
        "check_character",
        _("校验码"),
        matches,
        formula=_("按前17位算，最后一位应当是{check}").format(check=check),
        sources=[CREDIT_STANDARD],
    )
    return Result(_("代码写得对"), Confidence.LAW) if matches else _wrong(_("代码不对：最后一位和前17位对不上"))


@calculator(
    "national/card-code-check",
    title=N_("卡规范里的代码写对了没有"),
    summary=N_("核对组织机构代码、行政区划代码、邮政编码和日期的写法。"),
    kind="check",
    inputs=[
        choice(
            "standard",
            N_("哪一种代码"),
            {
                "organisation": N_("组织机构代码（GB11714，9位）"),
                "region": N_("行政区划代码（GB/T2260，6位）"),
                "postcode": N_("邮政编码（6位）"),
                "date": N_("日期（GB/T7408，例如20250601）"),
            },
        ),
        text("code", N_("代码"), example="600037341", help=N_("连字符可以不写。")),
    ],
    rules=[],
    next_steps=["national/social-card-spec"],
    not_covered=[N_("只核对写法。代码现在有没有用，要查最新的代码表。"), N_("别的代码表，卡规范里只列了名字。")],
    example={"standard": "organisation", "code": "60003734-1"},
)
def card_code(case: Case, law: Law, work: Trace) -> Result:
    """Formats of the standards that the card specification refers to."""
    code = case.code.replace("-", "").upper()
    tests: dict[str, Any] = {
        "organisation": (
            N_("8位数字或字母，加1位校验码"),
            len(code) == 9
            and all(sign in ORGANISATION_DIGITS for sign in code)
            and organisation_check(code[:8]) == code[8],
            ORGANISATION_STANDARD,
        ),
        "region": (
            N_("6位数字，开头两位是省份代码"),
            len(code) == 6 and _digits(code) and int(code[:2]) in PROVINCES,
            CARD_STANDARD,
        ),
        "postcode": (N_("6位数字"), len(code) == 6 and _digits(code), CARD_STANDARD),
        "date": (N_("8位数字，年月日连写，日历上有这一天"), len(code) == 8 and _date(code) is not None, CARD_STANDARD),
    }
    wanted, met, source = tests[case.standard]
    formula = _("写的是{code}；要{wanted}").format(code=case.code, wanted=_(wanted))
    work.check("valid", _("写法"), met, formula=formula, terms=[case["standard"], case["code"]], sources=[source])
    return Result(_("写法对") if met else _("写法不对"), Confidence.LAW, explanations=[] if met else [formula])


def _wrong(headline: str) -> Result:
    return Result(headline, Confidence.LAW, explanations=[_("请对照证件再写一遍。")])


def _digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _date(text: str) -> date | None:
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:8])) if _digits(text) else None
    except ValueError:
        return None
