"""The strict reader: what YAML would guess stays as typed; what it would drop or expand is refused with its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.data.yaml_strict import MAX_BYTES, MAX_DEPTH, Mapping, Node, Problem, Scalar, Sequence, read, read_text


def parse(text: str) -> tuple[Node | None, list[str]]:
    problems: list[Problem] = []
    node = read_text(text, problems, "f.yml")
    return node, [str(problem) for problem in problems]


@pytest.mark.parametrize(
    "typed",
    [
        "8:30",  # 510 in YAML 1.1
        "12:30",  # 750
        "0123456",  # 42798
        "012345678",  # text, because 8 is no octal digit
        "1.10",  # 1.1
        "NO",  # False
        "yes",
        "off",
        "1e3",
        "0x1F",
        "1_000",
        ".inf",
        "2026-11-21",  # a date object
        "2026-11-21 08:30:00",
        "320311199001011234",  # an identity number, exact only as text
        "=",
        "~",  # refused by the decoder, which knows that a value is meant
    ],
)
def test_a_plain_value_stays_the_text_typed(typed: str) -> None:
    node, problems = parse(f"key: {typed}")
    assert problems == []
    assert isinstance(node, Mapping)
    value = node.entries["key"]
    assert isinstance(value, Scalar)
    assert value.text == typed


def test_a_key_that_yaml_takes_for_a_boolean_stays_a_word() -> None:
    node, problems = parse("on: 1\nyes: 2\nNO: 3")
    assert problems == []
    assert isinstance(node, Mapping)
    assert list(node.entries) == ["on", "yes", "NO"]


def test_a_merge_key_is_an_ordinary_key() -> None:
    node, problems = parse("<<: {a: 1}\nb: 2")
    assert problems == []
    assert isinstance(node, Mapping)
    assert list(node.entries) == ["<<", "b"]


def test_every_value_knows_its_place() -> None:
    node, _ = parse("名称: 登记\n材料:\n  - {编号: a}\n  - b")
    assert isinstance(node, Mapping)
    assert str(node.entries["名称"].place) == "f.yml:1:5"
    assert str(node.key_places["材料"]) == "f.yml:2:1"
    materials = node.entries["材料"]
    assert isinstance(materials, Sequence)
    assert [str(item.place) for item in materials.items] == ["f.yml:3:5", "f.yml:4:5"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: 1\nb: 2\na: 3", ["f.yml:3:1：“a”写了两次，第一次在第 1 行。删掉一个"]),
        ("a: {b: 1, b: 2}", ["f.yml:1:11：“b”写了两次，第一次在第 1 行。删掉一个"]),
        ("a: &x 1", ["f.yml:1:4：不允许用“&x”给内容起名，请直接写内容"]),
        (
            "a: &x [1]\nb: *x",
            [
                "f.yml:1:4：不允许用“&x”给内容起名，请直接写内容",
                "f.yml:2:4：不允许用“*x”引用别处的内容，请把内容写在这里",
            ],
        ),
        ("a: !!int '1'", ["f.yml:1:4：不允许用“tag:yaml.org,2002:int”这样的类型标记，去掉它"]),
        (
            "a: !!python/object/apply:os.system [ls]",
            ["f.yml:1:4：不允许用“tag:yaml.org,2002:python/object/apply:os.system”这样的类型标记，去掉它"],
        ),
        ("a: !own 1", ["f.yml:1:4：不允许用“!own”这样的类型标记，去掉它"]),
        ("a: !e!own 1", ["f.yml:1:4：不是合法的 YAML：不允许用“!”类型标记，去掉它"]),
        ("a: 1\n---\nb: 2", ["f.yml:2:1：一个文件只能有一份文档，去掉“---”之后的部分，或另建文件"]),
        ("? [a]\n: 1", ["f.yml:1:3：冒号左边只能是一个名字"]),
        ("", ["f.yml:1:1：文件是空的"]),
        ("# 只有注释", ["f.yml:1:1：文件是空的"]),
        ("a: 1\nb: 字\x01", ["f.yml:2:5：有看不见的控制字符 U+0001。删掉它"]),
        ("a: 1\r\nb: \x7f", ["f.yml:2:4：有看不见的控制字符 U+007F。删掉它"]),
        ("a: b: c", ["f.yml:1:5：不是合法的 YAML：这里不能再有“: ”。冒号是文字的一部分时，给整句话加引号"]),
        ("a: 1\n b: 2", ["f.yml:2:3：不是合法的 YAML：这里不能再有“: ”。冒号是文字的一部分时，给整句话加引号"]),
        ("a: 1\nb\nc: 2", ["f.yml:2:1：不是合法的 YAML：少了冒号，或冒号后面没有空格"]),
        ("a: '1' 2", ["f.yml:1:8：不是合法的 YAML：这一行与上面对不齐，或引号后面还有字"]),
        ("a:\n  - 1\n  b", ["f.yml:3:3：不是合法的 YAML：少了冒号，或冒号后面没有空格"]),
        ("- 1\nb: 2", ["f.yml:2:1：不是合法的 YAML：列表的各项没有对齐，或少了“- ”"]),
        (" a: 1\nb: 2", ["f.yml:2:1：不是合法的 YAML：这一行与第一行对不齐"]),
        ("a: - 1", ["f.yml:1:4：不是合法的 YAML：“- ”不能写在这里，另起一行"]),
        ("a: [1, 2", ["f.yml:1:4：不是合法的 YAML：方括号没有配对，或两项之间少了英文逗号"]),
        ("a: {b: 1", ["f.yml:1:4：不是合法的 YAML：大括号没有配对，或两项之间少了英文逗号"]),
        ("a: '1", ["f.yml:1:4：不是合法的 YAML：引号没有配对"]),
        (
            "a: @home",
            ["f.yml:1:4：不是合法的 YAML：不能用这个符号开头（例如制表符、@、%、`）。缩进用空格，文字加引号"],
        ),
        ('a: "\\d"', ["f.yml:1:5：不是合法的 YAML：双引号里的“\\”要写成“\\\\”，或改用单引号"]),
    ],
)
def test_what_is_refused_is_named_with_its_place(text: str, said: list[str]) -> None:
    assert parse(text)[1] == said


def test_all_mistakes_of_a_file_are_listed_at_once() -> None:
    assert len(parse("a: &x 1\na: 2\nb: !t 3\nc: *x")[1]) == 4


def test_an_alias_bomb_is_not_expanded() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    node, problems = parse("\n".join(lines))
    assert len(problems) == 12 + 11 * 10  # every anchor and every alias, none followed
    assert isinstance(node, Mapping)
    assert len(repr(node)) < 100_000


def test_depth_has_a_limit() -> None:
    assert parse("[" * MAX_DEPTH + "]" * MAX_DEPTH)[1] == []
    assert parse("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1))[1] == [
        "f.yml:1:17：不是合法的 YAML：嵌套超过 16 层。检查缩进、冒号后的空格和引号"
    ]
    assert len(parse("[" * 100_000)[1]) == 1  # no recursion error


def test_size_has_a_limit(tmp_path: Path) -> None:
    path = tmp_path / "large.yml"
    problems: list[Problem] = []
    path.write_text("#" * MAX_BYTES, encoding="ascii")
    read(path, problems, "large.yml")
    assert [problem.message for problem in problems] == ["文件是空的"]  # only just small enough
    problems.clear()
    path.write_text("#" * (MAX_BYTES + 1), encoding="ascii")
    assert read(path, problems, "large.yml") is None
    assert [str(problem) for problem in problems] == [
        "large.yml:1:1：文件有 524289 字节，超过上限 524288。请拆成几个文件"
    ]


def test_what_is_not_utf_8_is_refused_where_it_begins(tmp_path: Path) -> None:
    path = tmp_path / "gbk.yml"
    path.write_bytes(b"name: ok\nsummary: " + "参保登记".encode("gbk"))
    problems: list[Problem] = []
    assert read(path, problems, "gbk.yml") is None
    assert [str(problem) for problem in problems] == ["gbk.yml:2:10：从这里起不是 UTF-8。请用 UTF-8 编码保存文件"]


def test_a_byte_order_mark_is_no_part_of_the_content(tmp_path: Path) -> None:
    path = tmp_path / "bom.yml"
    path.write_bytes(b"\xef\xbb\xbfa: 1")
    problems: list[Problem] = []
    node = read(path, problems)
    assert problems == []
    assert isinstance(node, Mapping)
    assert list(node.entries) == ["a"]


YAML = st.lists(
    st.sampled_from(["a", "字", ":", " ", "\n", "- ", "  ", "[", "]", "{", "}", ",", "&x", "*x", "!t", "'", '"', "|\n"])
    | st.sampled_from(["#", "?", "---\n", "...", "%YAML 1.1\n", "<<", "\t", "\\", "\x00", "\ufeff", "\u2028", "1.10"])
    | st.characters(),
    max_size=40,
).map("".join)


@given(YAML)
def test_no_text_makes_the_reader_fail(text: str) -> None:
    node, problems = parse(text)
    assert node is not None or problems
    lines = (
        len(text.split("\n")) * 3 + text.count("\r") + text.count("\x85") + text.count("\u2028") + text.count("\u2029")
    )
    for problem in problems:
        assert 1 <= int(problem.split(":")[1]) <= lines + 2


@given(st.binary(max_size=60))
def test_no_bytes_make_the_reader_fail(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "bytes.yml"
    path.write_bytes(data)
    problems: list[Problem] = []
    assert read(path, problems) is not None or problems
