"""Whether somebody can register for the personal web page 个人网页."""

from ..engine.calculators import Case, calculator
from ..engine.inputs import text, yes_no
from ..engine.parameters import Law
from ..engine.results import Confidence, Result
from ..engine.texts import N_, _
from ..engine.trace import Citation, Trace
from ..engine.units import show
from ..national.identifiers import ID_STANDARD, has_right_check


@calculator(
    "shenzhen/web-registration-gate",
    title=N_("深圳：个人网页能不能注册"),
    summary=N_("注册以前先核对：卡没有挂失，身份证号18位、没有写错，电脑号填了，电话或银行账户填一样。"),
    kind="eligibility",
    inputs=[
        text("id_number", N_("身份证号码"), example="11010519491231002X", sensitive=True),
        text(
            "computer_number",
            N_("社保电脑号"),
            example="600000001",
            required=False,
            sensitive=True,
            help=N_("有几位、在哪里查，资料没有写，请问社保机构。"),
        ),
        yes_no("contact", N_("填了登记过的移动电话号码，或者银行账户、银行卡号吗")),
        yes_no("card_lost", N_("社会保障卡正在挂失吗")),
    ],
    rules=["shenzhen/web-registration-gate"],
    next_steps=["shenzhen/web-registration"],
    not_covered=[N_("所填的信息要和社保档案信息库里的一致，这里没法核对。")],
    example={"id_number": "11010519491231002X", "computer_number": "600000001", "contact": "yes", "card_lost": "no"},
)
def web_registration(case: Case, law: Law, work: Trace) -> Result:
    """The conditions of the registration form, and whether the number can be one (GB 11643—1999)."""
    howto = [Citation("shenzhen-web-howto", N_("一、如何注册社保服务个人网页"))]
    length = len(case.id_number)
    conditions = (
        ("card", _("卡没有挂失"), not case.card_lost, _("填的是“{value}”，要“否”").format(value=show(case.card_lost)),
         _("先解除挂失，再注册。"), "card_lost"),
        ("id_length", _("身份证号码18位"), length == 18, _("写了{n}位，要18位").format(n=length),
         _("15位的老号码怎么注册，资料没有写，请问社保机构：网页里有“身份证号码升位”，但是要登录以后才能用。"), "id_number"),
        ("computer", _("填了社保电脑号"), bool(case.computer_number), _("填了的才行"), _("电脑号在哪里查，资料没有写，请问社保机构。"), "computer_number"),
        ("contact_given", _("电话、银行账户填了一样"), case.contact,
         _("填的是“{value}”，要“是”").format(value=show(case.contact)), _("两样里填一样，用来比对。"), "contact"),
    )  # fmt: skip
    failed = []
    for name, label, met, formula, advice, term in conditions:
        work.check(name, label, met, formula=formula, terms=[case[term]], sources=howto)
        if not met:
            failed.append(_("“{label}”不符合：{formula}。").format(label=label, formula=formula) + advice)
    if length == 18:
        right = has_right_check(case.id_number)
        work.check(
            "id_right",
            _("身份证号码没有写错"),
            right,
            formula=_("前17位是数字，最后一位要和按前17位算出的校验码一样"),
            terms=[case["id_number"]],
            sources=[ID_STANDARD],
        )
        if not right:
            failed.append(_("“身份证号码没有写错”不符合：最后一位和前17位对不上。请对照身份证再写一遍。"))
    work.step("eligible", _("结论"), not failed, shown=_("可以注册") if not failed else _("还不能注册"), sources=howto)
    return Result(_("还不能注册") if failed else _("可以注册"), Confidence.OLD_GUIDE, explanations=failed)
