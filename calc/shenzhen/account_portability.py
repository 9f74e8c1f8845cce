"""What moves and what is paid out when leaving Shenzhen 账户能不能转移: pension moves, medical and housing do not."""

from decimal import Decimal

from ..engine import usual
from ..engine.calculators import Case, calculator
from ..engine.inputs import money
from ..engine.parameters import Law
from ..engine.results import Confidence, Result, Table
from ..engine.texts import N_, _
from ..engine.trace import Citation, Trace

RULE = [Citation("shenzhen-service-centre", N_("温馨提示 十五"))]


@calculator(
    "shenzhen/account-portability",
    title=N_("深圳：转保时，哪些钱能转、哪些取出来"),
    summary=N_("养老保险的钱转走；医保和住房公积金的钱转存到个人银行账户。"),
    kind="table",
    inputs=[
        money("pension", N_("养老保险个人账户里有多少"), default="0", example="12000", usual=usual.ACCOUNT),
        money("medical", N_("医保个人账户里有多少"), default="0", example="800", usual=usual.ACCOUNT),
        money("housing", N_("住房公积金账户里有多少"), default="0", example="5000", usual=usual.ACCOUNT),
    ],
    rules=["shenzhen/account-portability"],
    next_steps=["shenzhen/pension-transfer", "shenzhen/housing-fund-settlement"],
    not_covered=[N_("这是2008年的办法。现在医保和住房公积金也可以按规定转移，先问窗口。")],
    example={"pension": "12000", "medical": "800", "housing": "5000"},
)
def account_portability(case: Case, law: Law, work: Trace) -> Result:
    """By the rules of 2008: only the pension account can be taken over elsewhere."""
    moved = work.step(
        "moved",
        _("转移"),
        Decimal(case.pension),
        "yuan",
        formula=case["pension"].text,
        terms=[case["pension"]],
        sources=RULE,
    )
    paid = work.total("paid_out", _("转存到个人银行账户"), [case["medical"], case["housing"]])
    rows = [
        (_("养老保险"), case["pension"].text, _("转移")),
        (_("医疗保险"), case["medical"].text, _("转存到个人银行账户")),
        (_("住房公积金"), case["housing"].text, _("转存到个人银行账户")),
    ]
    return Result(
        _("转移{moved}，转存到银行账户{paid}").format(moved=moved.text, paid=paid.text),
        Confidence.OLD_GUIDE,
        tables=[Table(_("三个账户"), (_("账户"), _("金额"), _("去向")), rows)],
    )
