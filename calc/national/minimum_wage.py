"""The minimum wage 最低工资 of a city: as the reader types it, or as it is published."""

from ..engine.calculators import Case
from ..engine.parameters import Law
from ..engine.regions import parameters_of, places_of
from ..engine.texts import _
from ..engine.trace import Node

MINIMUM_WAGES = parameters_of("minimum-wage")
CITIES = places_of("minimum-wage")


def minimum_wage(case: Case, law: Law, region: str) -> Node | None:
    """The reader's own number, else that of the city they chose or the region that is one; None if it is not known."""
    if case.minimum_wage is not None:
        return case["minimum_wage"]
    city = getattr(case, "city", None) or region  # asked only where some city's is published
    if city not in MINIMUM_WAGES or case.month < law.start(MINIMUM_WAGES[city]):
        return None
    return law.figure(MINIMUM_WAGES[city], case.month, city, label=_("最低工资"), input="month")
