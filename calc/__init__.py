"""Social-insurance calculators and decisions in pure Python (社保计算器), with the law beside each number.

>>> import calc
>>> calc.run("national/working-day-deadline", {"start": "2025-09-30", "amount": 3})["outputs"]["deadline"]
'2025-10-11'
"""

from calc.api import calculators, describe, describe_rosters, example, find, reopen, run
from calc.core.calculators import CannotCalculate, Problem, UnknownCalculator
from calc.core.conditions import ConditionError, Need, evaluate, in_words
from calc.core.data import DataMissing
from calc.core.plan import make_plan
from calc.core.texts import reading
from calc.version import __version__

__all__ = [
    "CannotCalculate",
    "ConditionError",
    "DataMissing",
    "Need",
    "Problem",
    "UnknownCalculator",
    "__version__",
    "calculators",
    "describe",
    "describe_rosters",
    "evaluate",
    "example",
    "find",
    "in_words",
    "make_plan",
    "reading",
    "reopen",
    "run",
]
