"""Social-insurance calculators and decisions in pure Python (社保计算器), with the law beside each number.

>>> import calc
>>> calc.run("national/working-day-deadline", {"start": "2025-09-30", "amount": 3})["outputs"]["deadline"]
'2025-10-11'
>>> try:
...     calc.run("national/working-day-deadline", {"start": "明天"}, script="zh-Hant")
... except calc.CannotCalculate as error:
...     for problem in error.problems:
...         print(problem.input, problem.code, problem.message)
start not-a-date 看不懂「明天」是哪一天。請寫成年、月、日，例如 2025-09-30。
amount required 請填寫「期限有多長」。只寫整數，例如 10。
"""

from .api import calculators, describe, describe_rosters, example, find, reopen, run
from .engine.answers import Answer, Declaration, RosterDeclaration
from .engine.calculators import Calculator, UnknownCalculator
from .engine.conditions import ConditionError, Need, evaluate, in_words
from .engine.data import DataMissing
from .engine.plans import Plan
from .engine.problems import CannotCalculate, Code, Problem
from .engine.texts import reading
from .show.plan import make_plan
from .version import __version__

__all__ = [
    "Answer",
    "Calculator",
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
