"""The public interface: what other programs may rely on. A change here is a change for them."""

import inspect

import calc

SIGNATURES = {
    "calculators": "() -> dict[str, calc.engine.calculators.Calculator]",
    "describe": "(script: str = 'zh-Hans') -> list[calc.engine.answers.Declaration]",
    "describe_rosters": "(script: str = 'zh-Hans') -> list[calc.engine.answers.RosterDeclaration]",
    "evaluate": "(condition: collections.abc.Mapping[str, typing.Any] | None, answers: collections.abc.Mapping[str, str]) -> calc.engine.conditions.Need",
    "example": "(slug: str, script: str = 'zh-Hans') -> calc.engine.answers.Answer",
    "find": "(slug: str) -> calc.engine.calculators.Calculator",
    "reopen": "(saved: collections.abc.Mapping[str, typing.Any], more: collections.abc.Mapping[str, typing.Any] | None = None) -> tuple[calc.engine.answers.Answer, list[str]]",
    "run": "(slug: str, inputs: collections.abc.Mapping[str, typing.Any], *, as_of: datetime.date | None = None, script: str = 'zh-Hans') -> calc.engine.answers.Answer",
}
CLASSES = {
    "Calculator",
    "CannotCalculate",
    "Code",
    "ConditionError",
    "DataMissing",
    "Need",
    "Problem",
    "UnknownCalculator",
}
SHAPES = {"Answer", "Declaration", "Plan", "RosterDeclaration"}


def test_the_public_names_are_these():
    assert set(calc.__all__) == SIGNATURES.keys() | CLASSES | SHAPES | {
        "__version__",
        "in_words",
        "reading",
        "make_plan",
    }
    assert all(hasattr(calc, name) for name in calc.__all__)


def test_the_public_functions_are_called_like_this():
    for name, signature in SIGNATURES.items():
        assert str(inspect.signature(getattr(calc, name))) == signature


def test_everything_public_says_what_it_does():
    for name in calc.__all__:
        assert name == "__version__" or getattr(calc, name).__doc__


def test_a_result_has_these_parts():
    assert set(calc.example("wuhan/contribution-calc")) == {
        "as_of",
        "assumptions",
        "calculator",
        "calendar",
        "cautions",
        "confidence",
        "confidence_text",
        "explanations",
        "headline",
        "inputs",
        "milestones",
        "next_steps",
        "not_covered",
        "outputs",
        "parameters",
        "receipt",
        "script",
        "tables",
        "charts",
        "title",
        "today",
        "trace",
    }
