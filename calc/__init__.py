"""Social-insurance calculators and decisions in pure Python (社保计算器), with the law beside each number.

>>> import calc
>>> calc.run("national/working-day-deadline", {"start": "2025-09-30", "amount": 3})["outputs"]["deadline"]
'2025-10-11'
"""

from .api import calculators, describe, describe_rosters, example, find, reopen, run
from .engine.answers import Answer, Declaration, Plan, RosterDeclaration
from .engine.calculators import UnknownCalculator
from .engine.conditions import ConditionError, Need, evaluate, in_words
from .engine.data import DataMissing
from .engine.problems import CannotCalculate, Code, Problem
from .engine.texts import reading
from .show.plan import make_plan
from .version import __version__

__all__ = [
    "Answer",
    "CannotCalculate",
    "Code",
    "ConditionError",
    "DataMissing",
    "Declaration",
    "Need",
    "Plan",
    "Problem",
    "RosterDeclaration",
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
