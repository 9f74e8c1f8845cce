"""The road map agrees with the calculators of each of its questions, and what is not known only widens its range."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import calc
from calc.engine.months import YearMonth
from calc.show.html import result_html

TODAY = date(2026, 11, 29)
NOW = YearMonth.of(TODAY)
CHOICES = ("earliest", "statutory", "now", "filled", "latest")
TRACKS = {"male-60": 1963, "female-55": 1968, "female-50": 1973}
KNOWN = {"region": "other", "benefit_base": "9000", "base": "6000", "account_balance": "50000", "index": "0.8"}


@st.composite
def lives(draw):
    track = draw(st.sampled_from(sorted(TRACKS)))
    year = draw(st.integers(TRACKS[track], TRACKS[track] + 30))
    birth = YearMonth(year, draw(st.integers(1, 12)))
    most = min(480, max(0, NOW.since(birth) - 16 * 12))
    return {
        "birth": str(birth),
        "track": track,
        "months": str(draw(st.integers(0, most))),
        "goes_on": draw(st.sampled_from(["yes", "no"])),
    }


def run(**inputs):
    return calc.run("national/roadmap", {key: str(value) for key, value in inputs.items()}, as_of=TODAY)


def months(answer):
    """Which choice is in which month, as the table says, and whether the years suffice then."""
    names = {"最早": "earliest", "法定": "statutory", "现在": "now", "缴满": "filled", "最晚": "latest"}
    found = {}
    for choice, _amount in answer["tables"][0]["rows"]:
        label, when = choice.split("，")[0].split("：")
        year, month = when.split("月")[0].split("年")
        found[names[label]] = YearMonth(int(year), int(month))
    return found


def enough(answer, key):
    return answer["outputs"][f"enough_{key}"]


@given(life=lives())
def test_the_choices_are_in_order_and_none_is_in_the_past(life):
    answer = run(**life, region="other")
    found = months(answer)
    assert list(found.values()) == sorted(found.values())
    assert min(found.values()) >= NOW
    assert (
        found.get("earliest", NOW)
        <= found.get("statutory", found.get("now"))
        <= found.get("latest", YearMonth(9998, 1))
    )
    assert [key for key in CHOICES if f"enough_{key}" in answer["outputs"]] == [key for key in CHOICES if key in found]


@given(life=lives())
def test_retirement_month_says_the_same_of_every_choice(life):
    answer = run(**life, region="other")
    for key, month in months(answer).items():
        if key in ("now", "filled"):
            continue
        paid = int(life["months"]) + (month.since(NOW) if life["goes_on"] == "yes" else 0)
        typed = {
            "birth": life["birth"],
            "track": life["track"],
            "chosen": str(month),
            "contributed": str(min(720, paid)),
        }
        other = calc.run("national/retirement-month", typed)["outputs"]
        for name in ("retirement_month", "earliest_month", "latest_month"):
            assert other[name] == answer["outputs"][name]
        assert other["enough_contributions"] == enough(answer, key)


@given(life=lives())
def test_the_earliest_choice_is_the_first_that_may_be_announced_and_suffices(life):
    answer = run(**life, region="other")
    first = months(answer).get("earliest")
    by_age = answer["outputs"].get("earliest_month")
    if by_age is None:
        assert first is None
        return
    soonest = max(YearMonth.from_iso(by_age), NOW.plus(3))  # 94号文: three months before
    retire = YearMonth.from_iso(answer["outputs"]["retirement_month"])

    def suffices(month):
        paid = int(life["months"]) + (month.since(NOW) if life["goes_on"] == "yes" else 0)
        typed = {"birth": life["birth"], "track": life["track"], "chosen": str(month), "contributed": str(paid)}
        return calc.run("national/retirement-month", typed)["outputs"]["enough_contributions"]

    if first:
        assert soonest <= first < retire and suffices(first)
        assert first == soonest or not suffices(first.plus(-1))
    elif soonest < retire:
        assert not suffices(retire.plus(-1) if life["goes_on"] == "yes" else soonest)


@given(life=lives())
def test_pension_claim_fills_the_years_in_the_same_month(life):
    typed = {name: life[name] for name in ("birth", "track", "months")}
    claim = calc.run("national/pension-claim", typed, as_of=TODAY)
    full = YearMonth.from_iso(run(**life, region="other")["outputs"]["enough_month"])
    said = f"到{full.year}年{full.month}月缴满"
    assert claim["outputs"]["months"] or any(said in text for text in claim["explanations"])


@given(life=lives(), more=st.integers(1, 24))
def test_more_months_never_make_it_later(life, more):
    def first(paid):
        answer = run(**{**life, "months": paid}, region="other")
        return min((month for key, month in months(answer).items() if enough(answer, key)), default=YearMonth(9998, 1))

    assert first(int(life["months"]) + more) <= first(int(life["months"]))


@given(life=lives())
def test_the_sums_are_those_of_the_forecast_for_the_same_answers(life):
    life = {**life, "goes_on": "yes"}  # the forecast knows no stop
    answer = run(**life, **KNOWN)
    for key, month in months(answer).items():
        if not enough(answer, key) or month == NOW:
            continue
        age = min(month.since(YearMonth.from_iso(life["birth"])), 70 * 12)
        typed = {
            "now": str(NOW),
            "month": str(month),
            "age_years": str(age // 12),
            "age_months": str(age % 12),
            "opening": KNOWN["account_balance"],
            **{name: KNOWN[name] for name in ("base", "benefit_base", "index")},
            "paid_years": str(Decimal(life["months"]) / 12),
            "interest_low": "0",
            "interest_high": "1.5",  # of 2025, the newest that is recorded
            "growth_low": "0",
            "growth_high": "0",
        }
        other = calc.run("national/pension-forecast", typed)["outputs"]
        if not other["enough_contributions"]:
            continue  # it asks for no statutory month, and takes the least of the year in which the pension begins
        for end in ("low", "high"):
            ours, theirs = Decimal(answer["outputs"][f"total_{end}_{key}"]), Decimal(other[f"total_{end}"])
            assert abs(ours - theirs) <= Decimal("0.01")  # a third of a year has no end


@given(months_paid=st.integers(180, 480), balance=st.integers(0, 400000), index=st.integers(60, 300))
def test_who_retires_today_and_knows_everything_gets_the_number_of_the_pension_calculator(months_paid, balance, index):
    life = {"birth": "1966-06", "track": "male-60", "months": months_paid, "goes_on": "yes"}
    share = str(Decimal(index) / 100)
    ours = run(**life, **{**KNOWN, "account_balance": balance, "index": share})["outputs"]
    typed = {
        "month": "2026-11",
        "age_years": "60",
        "age_months": "5",
        "region": "other",
        "benefit_base": KNOWN["benefit_base"],
        "index": share,
        "years": str(Decimal(months_paid) / 12),
        "account_balance": str(balance),
    }
    theirs = Decimal(calc.run("national/pension", typed)["outputs"]["total"])
    assert ours["total_low_statutory"] == ours["total_high_statutory"]
    assert abs(Decimal(ours["total_low_statutory"]) - theirs) <= Decimal("0.01")


@given(
    life=lives(),
    share=st.decimals("0.6", "1", places=2),
    part=st.decimals("0", "1", places=2),
    left_out=st.sets(st.sampled_from(["base", "account_balance", "index"]), min_size=1),
)
def test_what_is_not_known_only_widens_the_range(life, share, part, left_out):
    """For everybody who has paid and will pay on the same share of the average wage, and whose account lies between the ends."""
    average = Decimal("8253.33")  # Jiangsu: 4952 / 60 %
    base = round(average * share, 2)
    balance = round(base * Decimal("0.08") * int(life["months"]) * part, 2)
    known = {"base": base, "account_balance": balance, "index": share}
    whole = run(**life, region="jiangsu", **known)
    less = run(**life, region="jiangsu", **{name: value for name, value in known.items() if name not in left_out})
    found = [name for name in whole["outputs"] if name.startswith("total_low_")]
    assert found == [name for name in less["outputs"] if name.startswith("total_low_")]
    for low in found:
        high = low.replace("_low_", "_high_")
        point, wide = ([Decimal(answer["outputs"][name]) for name in (low, high)] for answer in (whole, less))
        fen = Decimal("0.5")  # the base and the average are rounded to the fen, the index to four places
        assert wide[0] <= point[0] + fen and point[1] <= wide[1] + fen
    said = "".join(less["assumptions"])
    if found and "account_balance" in left_out and int(life["months"]):
        assert "个人账户有多少钱不知道" in said
    if found and "index" in left_out:
        assert "平均缴费指数不知道" in said


def test_the_line_of_life_is_in_order_and_every_day_of_it_goes_into_the_calendar():
    answer = run(birth="1972-03", track="male-60", months=200, goes_on="yes", **KNOWN)
    whens = [point["when"] for point in answer["milestones"]]
    assert whens == ["现在", "2027年9月", "2031年12月", "2032年3月", "2033年12月", "2034年1月", "2037年1月"]
    starts = [line[-8:] for line in answer["calendar"].splitlines() if line.startswith("DTSTART")]
    assert starts == ["20270901", "20311201", "20320301", "20331201", "20340101", "20370101"]
    html = result_html(answer)
    assert html.count('<li><span class="result-when">') == len(whens)


@pytest.mark.parametrize("script", ["zh-Hans", "zh-Hant"])
def test_the_receipt_opens_the_same_result(script):
    typed = {"birth": "1972-03", "track": "male-60", "months": "200", "goes_on": "yes", "region": "hubei"}
    with calc.reading(script):
        answer = calc.run("national/roadmap", typed, as_of=TODAY)
        assert calc.run("national/roadmap", answer["receipt"]["inputs"], as_of=TODAY)["receipt"] == answer["receipt"]
