"""Floor and ceiling 保底、封顶 of contribution bases, as readers type them."""

from ..engine import usual
from ..engine.calculators import Case
from ..engine.inputs import money
from ..engine.problems import CannotCalculate, Code, Problem
from ..engine.texts import N_, _
from ..engine.trace import Node


def typed_limits(case: Case) -> tuple[Node, Node]:
    """Floor and ceiling 保底、封顶 as the reader typed them. Raises CannotCalculate if they are the wrong way round."""
    if case.floor > case.ceiling:
        message = _("上限不能低于下限{floor}，您填的是{ceiling}。").format(
            floor=case["floor"].text, ceiling=case["ceiling"].text
        )
        raise CannotCalculate([Problem("ceiling", Code.CONTRADICTION, message)])
    return case["floor"], case["ceiling"]


TYPED_LIMITS = (
    money(
        "floor",
        N_("缴费基数下限"),
        help=N_("当地公布的最低缴费基数。资料没有写，要自己填。"),
        example="1500",
        usual=usual.WAGE,
    ),
    money(
        "ceiling",
        N_("缴费基数上限"),
        help=N_("当地公布的最高缴费基数。资料没有写，要自己填。"),
        example="7500",
        usual=usual.WAGE,
    ),
)
