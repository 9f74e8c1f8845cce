"""The checks that keep both scripts right: ambiguous characters, banned words, characters of the other script."""

from pathlib import Path

import opencc
import pytest

from scripts.traditional import (
    ambiguous,
    check_simplified,
    check_traditional,
    corpus,
    default_converter,
    load_terms,
)
from scripts.traditional.check import candidates, phrases
from scripts.traditional.report import yaml_values


def test_every_ambiguous_character_of_the_project_is_decided(texts: list[tuple[str, str]]) -> None:
    assert [str(found) for found in ambiguous(texts)] == []


@pytest.mark.parametrize(
    ("text", "found", "message"),
    [
        ("丁丑年", "丑", "登记为“醜”，词典却作“丑”"),  # the dictionary knows a word that the register does not
        ("养了一只蝎子", "蝎", "请登记到 characters"),  # nobody has looked at this character
        ("预决算编制工作", "编", "有两种转法"),  # only a longer word can decide
        ("把纸折好", "折", "每个词都要定"),  # a character without a default, in a word nobody has listed
        ("周公解梦", "周", "登记为“週”，词典却作“周”"),
        ("死者范某", "范", "“范某”有两种转法"),  # a surname, or 规范某事
        ("报批准备工作", "准", "“批准备”有两种转法"),  # two listed words, 批准 and 准备, fit equally well
        ("海里有船", "海", "“海里”有两种转法"),  # in the sea, or a mile of it
        ("方便面谈", "方", "“方便面”有两种转法"),  # to eat, or to talk
        ("满三十个历日", "历", "“历日”有两种转法"),  # of the calendar; 学历日期 is not
        ("吊斗坠落", "斗", "每个词都要定"),  # both kinds are common: what holds coal, and what people do
        ("衣服很脏", "脏", "每个词都要定"),
        ("“开始「办理」”", "「", "引号写“ ”，引号里的引号写‘ ’"),
    ],
)
def test_undecided_characters_are_found(text: str, found: str, message: str) -> None:
    findings = ambiguous([("guides/x.yml:3:5", f"请看{text}")])
    assert any(item.found == found and message in item.message for item in findings)
    assert {item.place for item in findings} == {"guides/x.yml:3:5"}
    assert all(item.found in item.context for item in findings)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("银行折扣", "折扣"),  # the listed word 银行折 ends in the middle of 折扣
        ("专用折旧", "折旧"),
        ("这里程序复杂", "这里"),  # 里程 begins there
        ("电表格式", "表格"),
        ("办公历年计划", "历年"),
        ("点赞成功", "赞成"),
        ("店在对面馆子旁", "对面"),
        ("住在家乡里", "乡里"),  # 乡里 and 故里 are words of their own, too
        ("城乡里面", "乡里"),
        ("发生变故里", "故里"),
        ("养了一只鸡", "一只"),  # these five stand in OpenCC's dictionary, and `always` cuts them off
        ("经营面食", "面食"),
        ("找里长签字", "里长"),
        ("染发", "染发"),
        ("网上游览", "游览"),
        ("工资折抵", "折抵"),  # both are listed, as long, and share a character
        ("王后生日", "王后"),
        ("三里屯", "三里屯"),
        ("对于女士", "于女士"),  # a surname that is none
    ],
)
def test_a_listed_word_or_default_that_eats_a_word_of_the_dictionary_is_found(text: str, word: str) -> None:
    assert any(f"“{word}" in item.message for item in ambiguous([("", text)]))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("修理发证", "发证"),  # 理发 is a listed word, and no word here; other converters write 髮 too
        ("带头发放", "发放"),
        ("羊毛发货", "发货"),
    ],
)
def test_a_word_is_in_its_sentence_what_it_is_alone(text: str, word: str) -> None:
    assert any(f"“{word}”单独作" in item.message for item in ambiguous([("", text)]))


def test_what_is_no_word_here_is_one_in_the_dictionary() -> None:
    """A line of `apart` that the dictionary does not know decides nothing."""
    assert [phrase for phrase in load_terms().apart if phrase not in phrases()] == []


@pytest.mark.parametrize(
    "text",
    [
        "失业保险金发放",
        "更名证明复印件",
        "存折挂失",
        "编制手册",
        "缴费系数",
        "属于某一类",
        "姜某、沈某",
        "plain ASCII",
        "",
    ],
)
def test_decided_words_are_not_reported(text: str) -> None:
    assert ambiguous([("", text)]) == []


def test_candidates_are_the_dictionary_s_own() -> None:
    assert set(candidates()["发"]) == {"發", "髮"}
    assert set(candidates()["系"]) == {"系", "係", "繫"}
    assert sum(len(forms) > 1 for forms in candidates().values()) > 200


def test_register_names_only_forms_that_the_dictionary_knows() -> None:
    unknown = [
        (key, character.to)
        for key, character in load_terms().characters.items()
        if character.to and character.to not in candidates()[key]
    ]
    assert unknown == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("辦理登出", "登出"),
        ("養老金髮放", "髮"),
        ("審覈", "覈"),
        ("影印件一份", "影印"),
        ("自助列印", "列印"),
        ("到視窗辦理", "視窗"),
        ("辦事程式", "程式"),
        ("專案", "專案"),
        ("簽籤字", "籤"),
        ("勞動關系", "關系"),
        ("养老保險", "养"),
        ("社保⽹", "⽹"),
    ],
)
def test_words_that_a_traditional_page_must_not_show(text: str, found: str) -> None:
    assert [item.found for item in check_traditional(text)] == [found]


@pytest.mark.parametrize(
    "text", ["刊登出來", "解釋出現", "下列印章", "方程式", "標籤", "頭髮", "可以申請稽核", "切換到简体中文", "有關系統"]
)
def test_words_that_a_traditional_page_may_show(text: str) -> None:
    assert check_traditional(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("壹次性支付", "壹"),
        ("標准", "標"),
        ("个人帐户", "帐"),
        ("带户口薄", "户口薄"),
        ("费率为05%至2%", "05%"),
        ("由单位缴07%", "07%"),
        ("登陆系统", "登陆"),
        ("⼯作", "⼯"),
    ],
)
def test_words_that_a_simplified_page_must_not_show(text: str, found: str) -> None:
    assert [item.found for item in check_simplified(text)] == [found]


@pytest.mark.parametrize(
    "text", ["人民币壹佰元", "0.05%与105%", "原文写作“户口薄”", "原文写作“05%”", "切换到繁體中文", "乾隆", "著作"]
)
def test_words_that_a_simplified_page_may_show(text: str) -> None:
    assert check_simplified(text) == []


def test_converted_text_passes_the_traditional_check(texts: list[tuple[str, str]]) -> None:
    converted = ((place, default_converter().convert(text)) for place, text in texts)
    assert [str(found) for place, text in converted for found in check_traditional(text, place)] == []


def test_audit_and_review_stay_two_things(texts: list[tuple[str, str]]) -> None:
    """稽核 (audit) is a service of its own; 审核 (review) must never become it, as it does in s2twp."""
    for place, text in texts:
        assert default_converter().convert(text).count("稽核") == text.count("稽核"), place


def test_project_passes_the_simplified_check() -> None:
    assert [str(found) for place, text in corpus(verbatim=False) for found in check_simplified(text, place)] == []


def test_s2twp_is_banned_because_it_changes_words() -> None:
    words = {"注销": "註銷", "审核": "審核", "复印件": "複印件", "打印": "打印", "登录": "登錄", "信息": "信息"}
    words |= {"窗口": "窗口", "程序": "程序"}
    localised = opencc.OpenCC("s2twp").convert
    for simplified, traditional in words.items():
        assert default_converter().convert(simplified) == traditional
        assert localised(simplified) != traditional
        assert check_traditional(traditional) == []


def test_values_are_read_with_their_place(tmp_path: Path) -> None:
    file = tmp_path / "x.yml"
    file.write_text(
        "name: 参保登记\nid: a-b\nlist:\n  - {k: 于都县, own: {zh-Hans: 几, zh-Hant: 幾}}\n", encoding="utf-8"
    )
    assert list(yaml_values(file, "guides/x.yml")) == [("guides/x.yml:1:7", "参保登记"), ("guides/x.yml:4:9", "于都县")]
    assert list(yaml_values(file, "x.yml", skip=frozenset({"name"}))) == [("x.yml:4:9", "于都县")]
