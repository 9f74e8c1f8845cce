"""What stands beside the number: the formula with the reader's numbers, the place in the law, the label of doubt."""

import pytest

import calc


def nodes(result):
    def walk(found):
        for node in found:
            yield node["id"], node
            yield from walk(node["children"])

    return dict(walk(result["trace"]))


@pytest.mark.parametrize(
    ("slug", "inputs", "step", "formula", "place"),
    [
        (
            "national/pension",
            None,
            "basic",
            "（9,112.00元 + 9,112.00元 × 指数1.2）÷ 2 × 35年 × 1%",
            "《国务院关于完善企业职工基本养老保险制度的决定》 第六条",
        ),
        (
            "national/payout-months",
            None,
            "payout_months",
            "139 −（139 − 132）× 2 ÷ 12",
            None,
        ),
        (
            "wuhan/old-pension",
            None,
            "transitional",
            "退休前一年全市职工月平均工资 1,800.00元 × 缴费工资平均指数 1.1 × 应建个人账户以前的工龄 12年 × 系数 1.3%",
            "武汉社保办理流程 第四节 一（三）",
        ),
        (
            "national/economic-compensation",
            None,
            "months",
            "2020年1月1日至2025年6月29日：满5年，零头算0.5个月",
            "《劳动合同法》 第四十七条",
        ),
        (
            "national/annual-leave",
            None,
            "days",
            "297 ÷ 365 × 5天 = 4.07，不满一整天的不算",
            "《企业职工带薪年休假实施办法》（人力资源和社会保障部令第1号） 第五条",
        ),
        (
            "national/injury-benefits",
            None,
            "own_wage_used",
            "前12个月平均月缴费工资8,000.00元在5,400.00元和27,000.00元之间，照实算",
            "《工伤保险条例》 第六十四条",
        ),
        (
            "national/unemployment-months",
            {"month": "2025-03", "contributed": 11},
            "eligible_by_years",
            "填的是11个月，要满12个月",
            "《中华人民共和国社会保险法》 第四十五条",
        ),
        (
            "national/injury-death",
            {"date": "2024-05-10", "own_wage": "8000", "region_average": "9000", "income": "50000", "spouse": "yes"},
            "survivors",
            "8,000.00元 ×（配偶40%，其他亲属0人每人30%，孤寡老人或孤儿0人每人另加10%），不超过8,000.00元",
            "《工伤保险条例》 第三十九条",
        ),
        (
            "national/injury-death",
            {"date": "2024-05-10", "own_wage": "8000", "region_average": "9000", "income": "50000", "others": "1"},
            "survivors",
            "8,000.00元 ×（配偶没有，其他亲属1人每人30%，孤寡老人或孤儿0人每人另加10%），不超过8,000.00元",
            "《工伤保险条例》 第三十九条",
        ),
        (
            "national/late-fee",
            None,
            "late_fee_1",
            "欠缴3,000.00元 × 30天 × 0.2%",
            None,
        ),
        (
            "national/account-growth",
            None,
            "credit_interest_1",
            "月积数30,900.48元·月 × 6.12% ÷ 12",
            "《职工基本养老保险个人账户管理暂行办法》（劳办发〔1997〕116号）",
        ),
        (
            "zhangjiagang/back-payment-calc",
            None,
            "monthly_1",
            "上年全市月社会平均工资 1,508.00元 × 养老保险合计比例 26%",
            None,
        ),
        (
            "zhangjiagang/wage-components",
            {"standard": 600, "piece": 200},
            "contribution_base",
            "工资总额800.00元低于缴费基数下限904.80元，按904.80元算",
            None,
        ),
        (
            "zhenjiang/special-disease-50",
            None,
            "paid",
            "门诊医疗费用 8,000.00元 × 补偿比例 50%",
            None,
        ),
    ],
)
def test_a_step_says_how_it_came_about_and_where_the_rule_stands(slug, inputs, step, formula, place):
    result = calc.run(slug, inputs) if inputs else calc.example(slug)
    node = nodes(result)[step]
    assert node["formula"] == formula
    places = [f"{source['title']} {source['place']}".strip() for source in node["sources"]]
    assert place is None or place in places


def statuses(slug, inputs=None):
    result = calc.run(slug, inputs) if inputs else calc.example(slug)
    return {entry["id"]: (entry["status"], entry["period"], entry["note"]) for entry in result["parameters"]}


def test_numbers_read_in_the_statute_say_so_and_others_say_they_are_not():
    assert statuses("national/annual-leave")["national/annual-leave"][0] == "verified"
    assert statuses("national/late-fee")["national/late-fee"][0] == "verified"
    for slug, parameter in (
        ("national/pension", "national/transition-coefficient"),
        ("national/pension", "wuhan/benefit-base"),
        ("national/housing-loan", "national/housing-loan-rate"),
        ("national/contribution", "national/contribution-rates"),
        ("national/payout-months", "national/payout-months-refined"),
    ):
        assert statuses(slug)[parameter][0] == "secondary"
    injury = {"date": "2010-05-10", "recognised": "yes", "own_wage": 1000, "region_average": 1000, "grade": 5}
    status, period, note = statuses("national/injury-benefits", injury)["national/injury-lump-sum"]
    assert status == "secondary" and period == "2004年1月1日至2010年12月31日" and "没有核对原文" in note


def test_what_was_not_read_is_marked_so_in_the_years_it_was_not_read_for():
    for slug, parameter, inputs, status in (
        (
            "injury-benefits",
            "injury-wage-limits",
            {"recognised": "yes", "own_wage": 1, "region_average": 1, "grade": 5},
            "secondary",
        ),
        (
            "injury-benefits",
            "injury-lump-sum",
            {"recognised": "yes", "own_wage": 1, "region_average": 1, "grade": 5},
            "secondary",
        ),
        ("maternity-leave", "maternity-leave", {"event": "birth"}, "secondary"),
    ):
        found = statuses(f"national/{slug}", {"date": "2010-12-31", **inputs})
        assert found[f"national/{parameter}"][0] == status
        assert statuses(f"national/{slug}", {"date": "2012-04-28", **inputs})[f"national/{parameter}"][0] == "verified"


@pytest.mark.parametrize(
    ("slug", "inputs", "step", "old", "new"),
    [
        (
            "national/injury-benefits",
            {"recognised": "yes", "own_wage": 1, "region_average": 1, "grade": 5},
            "own_wage_used",
            "《工伤保险条例》（2003年国务院令第375号，2010年修订以前） 第六十一条",
            "《工伤保险条例》 第六十四条",
        ),
        (
            "national/maternity-leave",
            {"event": "birth"},
            "statutory_days",
            "《女职工劳动保护规定》（1988年国务院令第9号） 第八条",
            "《女职工劳动保护特别规定》（国务院令第619号） 第七条",
        ),
    ],
)
def test_a_step_names_the_law_of_its_day(slug, inputs, step, old, new):
    for day, place in (("2010-12-31", old), ("2012-04-28", new)):
        (source,) = nodes(calc.run(slug, {"date": day, **inputs}))[step]["sources"]
        assert f"{source['title']} {source['place']}" == place


@pytest.mark.parametrize("grade", ["5", "6"])
def test_what_a_province_pays_on_leaving_is_left_out_and_not_shown_as_nothing(grade):
    typed = {"date": "2024-05-10", "own_wage": 8000, "region_average": 9000, "grade": grade}
    result = calc.run("national/injury-benefits", typed)
    assert any("一次性工伤医疗补助金和伤残就业补助金，由各省规定" in text for text in result["not_covered"])


def test_both_coefficients_of_old_wuhan_come_with_the_reason_for_the_doubt():
    result = calc.example("wuhan/old-pension")
    (entry,) = [entry for entry in result["parameters"] if entry["id"] == "wuhan/old-pension"]
    assert "1.3%" in entry["note"] and "1.2%" in entry["note"] and entry["status"] == "old-guide"
    assert nodes(result)["transitional_hubei"]["formula"].endswith("系数 1.2%")


def test_a_pension_names_the_provinces_that_calculate_otherwise():
    assert any("河南" in text and "广东" in text for text in calc.example("national/pension")["not_covered"])


def test_estimated_years_are_labelled_as_the_reader_s_own():
    typed = {"opening": 1, "monthly": 1, "start": "2025-01", "end": "2026-12", "future_rate": "2"}
    result = calc.run("national/account-growth", typed)
    assert any("2026年1月起还没有公布利率，是按自己填的2%估算的" in text for text in result["assumptions"])
    assert result["confidence"] == "estimate"


def test_an_allowance_for_an_injury_is_spoken_of_where_one_is_counted_and_doubt_of_the_text_makes_an_estimate():
    """Regulation on work injury, 35–37: grades 1–6 have one, 5 and 6 from the employer. Its text before 2011 is not recorded."""
    typed = {"own_wage": "8000", "region_average": "9000"}
    cases = {
        ("2024-05-10", "4"): ("law", ["由工伤保险基金按月付"]),
        ("2024-05-10", "6"): ("law", ["由单位按月付", "五级、六级"]),
        ("2024-05-10", "7"): ("law", []),
        ("2010-12-31", "5"): ("estimate", []),
    }
    for (day, grade), (confidence, said) in cases.items():
        result = calc.run("national/injury-benefits", typed | {"date": day, "grade": grade, "recognised": "yes"})
        allowance = [text for text in result["explanations"] if "伤残津贴" in text]
        assert result["confidence"] == confidence, grade
        assert len(allowance) == len(said) and all(part in text for part, text in zip(said, allowance, strict=True)), (
            grade
        )


@pytest.mark.parametrize(
    ("slug", "inputs", "step", "more"),
    [
        ("national/unemployment-months", {"month": "2025-03", "contributed": "120"}, "total_months", {"unclaimed": "1"}),
        (
            "national/unemployment-months",
            {"month": "2025-03", "region": "guangdong", "contributed": "168"},  # 4 + 120 ÷ 6 = 24, the most there is
            "guangdong_months",
            {"contributed": "174"},
        ),
        (
            "national/injury-death",  # 40 % + 2 × 30 % = the whole wage
            {"date": "2024-05-10", "own_wage": "8000", "region_average": "9000", "income": "50000", "spouse": "yes", "others": "2"},
            "survivors",
            {"others": "3"},
        ),
    ],
)  # fmt: skip
def test_what_just_reaches_its_limit_is_not_said_to_be_cut(slug, inputs, step, more):
    reached, cut = (nodes(calc.run(slug, typed))[step] for typed in (inputs, inputs | more))
    assert (reached["bound"], cut["bound"]) == (None, "ceiling")
    assert reached["value"] == cut["value"]


def test_whoever_has_paid_just_long_enough_lacks_nothing_and_who_has_not_is_promised_nothing():
    typed = {"month": "2025-03", "contributed": "12"}
    assert nodes(calc.run("national/unemployment-months", typed))["eligible_by_years"]["note"] == ""
    short = calc.run("national/unemployment-months", typed | {"contributed": "11"})
    assert short["headline"] == "不能新领失业保险金：缴费不满1年"
    assert not any("2001年" in text for text in short["explanations"])  # of months that were left, and none are


def test_before_the_measures_of_2025_nobody_is_told_of_a_longer_benefit():
    assert calc.run("national/unemployment-months", {"month": "2024-12", "contributed": "54"})["explanations"] == []


def test_of_a_range_the_lower_and_the_higher_sum_have_their_own_names():
    typed = {
        "month": "2026-11",
        "region": "other",
        "benefit_base": "9000",
        "age_years": "60",
        "index": "1",
        "years": "20",
    }
    found = nodes(calc.run("national/pension", typed | {"deemed_years": "5", "account_balance": "0"}))
    assert {id: node["label"] for id, node in found.items() if id.startswith("transitional")} == {
        "transitional": "过渡性养老金",
        "transitional_high": "过渡性养老金（高）",
    }


@pytest.mark.parametrize(
    ("grade", "more", "hard_to_place", "paid"),
    # 工伤保险条例第三十五至三十七条: grades 1 to 4 from the fund, 5 and 6 from the employer who has no work for them, then none.
    [
        ("4", {}, False, "工伤保险基金"),
        ("5", {}, True, "单位"),
        ("6", {}, True, "单位"),
        ("7", {"nursing": "part"}, False, ""),
        ("4", {"date": "2010-12-31", "recognised": "yes"}, False, ""),  # no allowance of that time is recorded
    ],
)
def test_who_pays_the_allowance_is_said_where_there_is_one(grade, more, hard_to_place, paid):
    typed = {"date": "2024-05-10", "own_wage": "8000", "region_average": "9000", "grade": grade, **more}
    says = calc.run("national/injury-benefits", typed)["explanations"]
    assert [text for text in says if text.startswith("伤残津贴")] == ([f"伤残津贴由{paid}按月付。"] if paid else [])
    assert any("难以安排工作" in text for text in says) is hard_to_place
