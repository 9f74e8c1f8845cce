"""Papers 办理材料 as documents list them: in lines, several in a line, or a table of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import get_args, get_type_hints

from scripts.data import model
from scripts.importing import bringing, grammar, prose
from scripts.importing.brought import IS_PAPER, PAPER
from scripts.importing.deeds import TOLD
from scripts.importing.draft import Draft
from scripts.importing.items import Entry
from scripts.importing.keys import pinyin_key
from scripts.importing.labels import nothing
from scripts.importing.outline import Span, numbered, ordinal, squeezed

WHEN_ONLY = re.compile(r"^(只限|仅限|限)(?P<when>.+)$")
FORM = re.compile("(表|承诺书|委托书|申请书)$")
LONGEST_GROUP = 16  # characters of the words above a list of papers
GENERAL = re.compile(
    rf"(?:材料|资料|证件|手续|清单|如下)$|{bringing.BRING}|以下|下列"
)  # says nothing of when the papers are needed
COUNTED = re.compile(
    rf"(?:原件|复印件|影印件|影印本|正本|副本)(?:各|[一二三四五六两\d]|$)|[一壹]式|(?:各|每人)?{grammar.AMOUNT}(?:份|张|本|套)$|原件(?:核|备)|(?:核|验|查)"
)  # 「原件1份、复印件1份」
AND_MORE = re.compile("(?<=.{4})等(?:相关|有关|其他)?(?:证明)?(?:材料|资料|证件|手续)?$")
PLAINLY_SEVERAL = 3  # names in a row, each of a paper
LONGEST_PAPER = 22  # characters of a paper in a row of papers
BESIDES = re.compile(
    rf"(?P<main>(?:[^，（）]|（[^（）]*）){{3,24}})[，,](?P<also>[^，]{{2,20}}的[，,]?(?:{grammar.ALSO_WORD.pattern}|(?:需|要|应|还)?提[交供]).+)$"
)  # 「身份证原件，委托他人的，还需提供委托书」
INSTEAD = re.compile(
    rf"(?:没有|无法|不能|提供不了|交不出|拿不出)[^，；]{{0,12}}的[，,]?(?:可以?|应当?|改)*(?:由|用|以|拿|{bringing.HAND_OVER}|{bringing.BRING})"
)  # 「没有合同的，交事实劳动关系证明」
KIND_TOLD = re.compile("(?P<kind>原件[及和、与]复印件|原件|复印件)(?:[，,；](?P<more>.+))?")  # in a column of remarks
KIND_ALONE = re.compile(
    r"(?:纸质)?(?P<kind>(?:原件|正本)(?:(?:[及和、与/]|或者?)复印件)?|复印件|影印件)(?P<count>\s*[各\d一二两三]+份)?"
)  # in a column of forms
COUNT_AND_MORE = re.compile(rf"(?P<count>[^，,；;]*{grammar.AMOUNT}[份张本套])[，,；;](?P<more>(?!.*[份张本套件]).+)")
MEDIUM_AND_COUNT = re.compile(rf"(?P<medium>纸质|电子|纸质或电子)[，,]?(?P<count>{grammar.AMOUNT}[份张])")
WHEN_GIVEN = re.compile("(?P<when>.{2,}[的时])(?:须|需|应当?)?(?:提供|提交|交|带)")  # 「已经就业的提供」
OF_ALL = re.compile(
    "(?:以上|上述|所有|全部)(?:各项|各种|所有)?(?:材料|资料|证件)(?:均|都|一律)(?:为|是|须为|需为|要|须|需|应当?)?(?:提供|提交|交|带)?(?P<kind>原件|复印件)(?:[，,](?P<more>.+))?"
)
CASE_BEHIND = re.compile(
    "(?P<papers>[^（）]+、[^（）]+)（(?P<when>[^（）]{2,20}的)(?:需|须|应当?)?(?:提供|提交|交|带)）$"
)
TO_PLACE = re.compile(
    r"(?:前?往|来|去|到|至|向)[^，。；《》]{2,40}(?:办理?|申请|提交|申报|领取|登记)[^，。；]{0,8}(?:[，,].*)?$"
)  # 「…的，持手续到社保中心办理」
REPLACED = re.compile(
    rf"（(?P<when>[^（），]{{2,16}}的)[，,]?(?:{bringing.BRING}|{bringing.HAND_OVER})(?P<what>[^（）]{{2,16}})）(?=[、和及与])"
)  # 「户口簿（还没有上户口的，拿出生医学证明）和身份证」
SEE_BELOW = re.compile("(?:详?见|如)(?:下|附|右)[表件]?")  # the table below names them
SHOWN_ONLY = re.compile("验|查|核对|出示")
IN_ONE_FORM = re.compile(
    "[，,](?:都|均|一律)(?:要|需|须|是|为|用|带|交)*(?P<kind>原件|复印件)$"
)  # 「退伍证、身份证，都要复印件」
OF_SOME = re.compile(
    rf"(?P<when>[一-鿿]{{2,12}}(?:人员|毕业生|职工|单位|个人|居民|农民工|子女))(?:还|另)?(?:须|需|应当?|要)?(?:{bringing.BRING})(?P<what>[^，。；]{{3,24}})"
)  # 「高校毕业生提供毕业证书」
EACH = re.compile(r"各\s*[一二两三\d]+\s*[份张套]")  # 「身份证、户口簿（复印件各一份）」
CASE = re.compile(r"(?P<when>[^，。；（]{2,24}(?:的|时))[，,](?P<what>[^，。；]+)$")  # 「用人单位申请的，单位介绍信」
THEN = re.compile(
    rf"[，,](?:再|然后|并且?|同时)(?:{bringing.FILL_IN}|填|{bringing.HAND_OVER}|{bringing.BRING})(?=[^，]{{3}})"
)  # 「带身份证，再填一张登记表」
NAMES_LIST = re.compile(rf"(?:{bringing.BRING}|{bringing.HAND_OVER}|备)的?(?:有|是|材料|资料)$")  # 「应当带的有：…」
COUNTS_ONLY = re.compile(
    rf"(?:原件|复印件|影印件|正本|副本|[一壹]式|{grammar.AMOUNT}\s*[份张套]|网上下载|窗口领取|现场填写)(?:[，,、和及与].*|[^，,、]{{0,10}})$"
)
EVERYBODY = re.compile(
    "(?:所有|全部|全体|各类|任何)(?:申请|申领|办理)?(?:人员?|情形|情况|单位)|(?:都|均|一律)要?|必[交备须需]"
)
OF_A_TABLE = re.compile(
    "^表\\s*\\d|(?:表|目录|清单|附件)\\s*\\d*(?:中|里)?所列"
)  # 「表1 材料清单」 「提交表1所列材料」
NEEDLESS = re.compile("不用|无需|不需")
TELLS = re.compile(
    "可以|如果|(?<!申)请|您|系统|点击|登录|按钮|应当|不得|为准|如下|查看"
)  # in a sentence, not in a paper's name
FILLED_IN = re.compile("必填|选填|填写[^，。]{0,6}位|[，,]其中")  # tells how a form on a screen is filled in
BOTH = re.compile(
    rf"(?P<one>.*[表证书册单簿卡照片同明议函件信历票据》本](?:原件|复印件)?(?:{grammar.AMOUNT}[份张])?(?:（[^（）]*）)?)(?:以?及|和|并附上?|并带上?|外加|加上)(?P<two>(?!复印件|副本|原件|其|正本).{{2,}})"
)  # 「户口簿复印件1份和一张一寸照片」
HINTS = get_type_hints(model.Material)
CLOSED = {key: get_args(get_args(HINTS[key])[0]) for key in ("medium", "need", "origin")}  # the words the schema allows


def materials(made: Draft, entry: Entry) -> None:
    for row in entry.rows:
        _row(made, row)
    if entry.label.detail == TOLD:
        made.decide.setdefault("materials", "资料没有单列材料，这几样取自叙述的句子：请核对哪种情况要哪几样")
    group = ""
    for line in _with_counts(made, entry.lines):
        parts = [
            each.strip()
            for part in grammar.list_items(line.text)
            for each in re.split(r"[；;。](?![^（(]*[）)])", part)
            if each.strip()
        ]
        for part, following in zip_longest(parts, parts[1:], fillvalue=""):
            if of_all := OF_ALL.fullmatch(part.strip()):
                _kind_of_all(made, of_all, line)
            elif INSTEAD.match(part) and made.used.get(line.whole) == "materials" and made.fields.get("materials"):
                _instead(made, part, line)
            elif (head := _group(part, following)) is not None:
                made.use(line, "materials")
                group = "" if GENERAL.search(head) else head
            else:
                _material_line(made, part, line, group)


def _with_counts(made: Draft, lines: Sequence[Span]) -> list[Span]:
    """The lines, each with the line below it that only counts what it names: 「● 出院小结」 above 「复印件，1份」."""
    found: list[Span] = []
    for line in lines:
        if found and numbered(found[-1].text)[0] and not numbered(line.text)[0] and COUNTS_ONLY.match(line.text):
            made.use(line, "materials")
            found[-1] = found[-1].cut(f"{found[-1].text}，{line.text}")
        else:
            found.append(line)
    return found


def _kind_of_all(made: Draft, said: re.Match[str], line: Span) -> None:
    """What a line below the papers says of all of them: 「以上材料均为原件，核验后退还」."""
    made.use(line, "materials")
    for number, each in enumerate(made.fields.get("materials", [])):
        if "kind" not in each:
            made.put(f"materials.{number}.kind", said["kind"], line, said[0])
        if said["more"] and said["more"] not in each.get("note", ""):
            held = each.get("note")
            made.put(f"materials.{number}.note", f"{held}；{said['more']}" if held else said["more"], line, said[0])


def _instead(made: Draft, words: str, line: Span) -> None:
    """What one hands in in place of the paper before, as a note on it."""
    number = len(made.fields["materials"]) - 1
    held = made.fields["materials"][number].get("note")
    made.put(f"materials.{number}.note", f"{held}；{words}" if held else words, line, words)


def _group(text: str, following: str) -> str | None:
    """The words above a list of their own among the papers: 「城镇居民：1、…」; None if a text is no such words."""
    style, words = numbered(text)
    head = words.strip("“”：: ")
    counts = ordinal(following)[1] == 1
    if not 2 <= len(head) <= LONGEST_GROUP or re.search("[，,、《》。；;]", head) or not counts:
        return None
    return head if re.search("[：:]$", words) or not (style or PAPER.search(head)) or GENERAL.search(head) else None


def _material_line(made: Draft, text: str, line: Span, group: str = "") -> None:
    style, rest = numbered(text)
    if nothing(rest):
        return
    if SEE_BELOW.match(rest):
        made.use(line, "materials")
        return
    if not style and re.search(r"[：:]$", rest):
        made.use(line, "materials")  # 「带下列资料」: what it says of time and place is read apart
        return
    prefix = re.match(r"(?P<when>[^：:《》（(]{2,10}|[^：:《》（(]{2,30}[的时])[：:](?P<what>.+)$", rest)
    when = group
    if prefix:
        general = NAMES_LIST.search(prefix["when"]) or prose.ALWAYS.match(prefix["when"])
        when, rest = "" if general else prefix["when"], prefix["what"].strip()
        if nothing(rest):
            made.use(line, "materials")
            return
    behind = CASE_BEHIND.fullmatch(rest.rstrip("；。")) if not when else None
    if behind and all(IS_PAPER.search(each) for each in behind["papers"].split("、")):
        for each in behind["papers"].split("、"):
            _paper(made, grammar.paper(each), line, behind["when"], each)
        return
    bracket = re.search(
        r"[（(](?P<when>[^（）()]{2,20}?)[，,](?P<also>" + grammar.ALSO_WORD.pattern + r")(?P<what>[^（）()]+)[）)]$",
        rest,
    )
    if bracket:
        _paper(made, grammar.paper(rest[: bracket.start()]), line, when, text)
        _paper(made, grammar.paper(bracket["what"]), line, bracket["when"], text)
        return
    if (then := THEN.split(rest)) and len(then) > 1 and not style and all(map(PAPER.search, then)):
        for each in then:
            _material_line(made, each, line, group)
        return
    if (instead := INSTEAD.search(rest)) and rest[: instead.start()].endswith(("，", "；")) and not when:
        _material_line(made, rest[: instead.start()].rstrip("，；"), line, group)
        if made.fields.get("materials"):
            _instead(made, rest[instead.start() :], line)
        return
    if besides := BESIDES.match(rest) if not when else None:
        _material_line(made, besides["main"], line, group)
        rest = besides["also"]
    also = grammar.ALSO.match(rest) if not when else None
    brought = prose.BRING.search(rest) if not style and not also else None
    if brought and PAPER.search(brought["what"]) and len(rest) > brought.end() + 2:
        rest = brought["what"].strip("，、 ")  # 「携带身份证，到户籍所在地的村办理」
    if also and re.search("[份张套本页]，?$", also["when"]):
        also = None  # 「…证明，原件1份，附译本」
    if also and prose.ALWAYS.match(also["when"]):
        rest, also = also["what"], None
    if (all_in := IN_ONE_FORM.search(rest)) and len(parts := _several(rest[: all_in.start()])) > 1:
        for each in parts:
            _paper(
                made, grammar.paper(f"{each}{all_in['kind']}"), line, when or group, each if each in line.text else text
            )
        return
    if (of_some := OF_SOME.fullmatch(rest)) and not when:
        _material_line(made, of_some["what"], line, of_some["when"])
        return
    if inside := REPLACED.search(rest):
        _material_line(made, rest[: inside.start()] + rest[inside.end() :], line, when or group)
        _paper(made, grammar.paper(inside["what"]), line, inside["when"], text)
        return
    if when and style == "" and len(parts := _several(rest)) > 1:
        for each in parts:
            _paper(made, grammar.paper(each), line, when, each if each in line.text else text)
        return
    case = CASE.match(rest) if not when and not also else None
    if case and IS_PAPER.search(grammar.paper(case["what"]).name):
        _paper(made, grammar.paper(case["what"]), line, case["when"], text)
        return
    if also and len(also["what"]) >= 2:
        for each in (name for part in THEN.split(TO_PLACE.sub("", also["what"])) for name in _several(part)):
            _paper(made, grammar.paper(each), line, also["when"].rstrip("，,"), text)
        return
    for each in _several(rest) if not style or EACH.search(rest) else [rest]:
        _paper(made, grammar.paper(each), line, when, each if each in line.text else text)


def _several(text: str) -> list[str]:
    """Names in a row are several papers: 「身份证、社会保障卡」. What a count or 「复印件」 at the end says may be of all: one paper."""
    parts = _named_whole(re.split(r"、(?![^（(]*[）)])", AND_MORE.sub("", text.strip(" 。；;"))))
    if (
        all(map(IS_PAPER.search, comma := re.split(r"[，,](?![^（(]*[）)])", text.strip(" 。；;"))))
        and len(comma) > 1
        and not any(COUNTED.match(each) or re.match("加?盖|签|须|需|应|并|由|核|如|不|无", each) for each in comma)
    ):
        return [each for part in comma for each in _several(part)]
    joined = [(part, both if (both := BOTH.fullmatch(part)) and _whole(both["one"]) else None) for part in parts]
    parts = [each for part, both in joined for each in ((both["one"], both["two"]) if both else (part,))]
    last = grammar.paper(parts[-1])
    each = all(2 <= len(part) <= LONGEST_PAPER and PAPER.search(part) for part in (*parts[:-1], last.name))
    others = any(grammar.paper(part).kind or grammar.paper(part).originals for part in parts[:-1])
    counted_apart = any(grammar.paper(part).copies or grammar.paper(part).originals for part in parts[:-1])
    if len(parts) > 1 and each and not counted_apart and "各" in parts[-1] and last.name in parts[-1]:
        of_each = parts[-1].partition(last.name)[2]  # 「身份证、户口簿复印件各1份」
        return [f"{part}{of_each}" for part in parts[:-1]] + [parts[-1]]
    if len(parts) > 1 and each and not others and parts[-1].endswith("原件") and parts[-1] == f"{last.name}原件":
        return [f"{part}原件" for part in parts[:-1]] + [parts[-1]]
    counted = last.kind or last.copies or last.originals
    if len(parts) > 1 and each and all(grammar.paper(part).copies or grammar.paper(part).originals for part in parts):
        return parts
    plain = len(parts) >= PLAINLY_SEVERAL and all(map(IS_PAPER.search, parts))
    if len(parts) == 1 or not each or (counted and not others and not plain) or re.search("等|各", parts[-1]):
        return [text]
    return parts


def _named_whole(parts: Sequence[str]) -> list[str]:
    """「养老保险、医疗保险手册」 is one name: its first part is no paper by itself."""
    whole: list[str] = []
    for part in parts:
        if whole and (not PAPER.search(whole[-1]) or COUNTED.match(part)):
            whole[-1] += f"、{part}"
        else:
            whole.append(part)
    return whole


def _likely(paper: grammar.Paper) -> bool:
    """Whether a line names a paper: it has a word of one, or is counted, and is no sentence about something else."""
    counted = paper.kind or paper.originals or paper.copies
    tells = (
        OF_A_TABLE.search(paper.name)
        or NEEDLESS.search(paper.name)
        or FILLED_IN.search(paper.name)
        or (len(paper.name) > LONGEST_PAPER and TELLS.search(paper.name))
    )
    tells = tells or prose.PENALTY.search(paper.name)
    return bool(counted or PAPER.search(paper.name)) and _whole(paper.name) and not tells


def _whole(text: str) -> bool:
    """Whether every bracket of a text is closed."""
    return len(re.findall("[（(《]", text)) == len(re.findall("[）)》]", text))


def _paper(made: Draft, paper: grammar.Paper, line: Span, when: str, quote: str) -> None:
    if not paper.name:
        return
    if not _likely(paper):
        made.decide.setdefault("materials", f"不像是材料，没有写进草稿：{quote}")
        return
    if not paper.notes and not when and any(each["name"] == paper.name for each in made.fields.get("materials", [])):
        made.use(line, "materials")  # sentences name a form more than once
        return
    said = "；".join([when, *paper.notes] if when else paper.notes)
    if any((each["name"], each.get("note")) == (paper.name, said) for each in made.fields.get("materials", [])):
        return  # a label inside the sentence has told it
    path = made.next("materials")
    made.put(f"{path}.id", _key(made, paper.name), line, quote)
    made.put(f"{path}.name", paper.name, line, quote)
    if paper.kind:
        made.put(f"{path}.kind", paper.kind, line, quote)
    if paper.originals:
        made.put(f"{path}.originals", paper.originals, line, quote)
    if paper.copies:
        made.put(f"{path}.copies", paper.copies, line, quote)
    if FORM.search(paper.name):
        made.put(f"{path}.form", True, line, quote)
    notes = list(paper.notes)
    if when:
        notes.insert(0, when)
        _only_when(made, path, when)
    if notes:
        made.put(f"{path}.note", "；".join(notes), line, quote)


def _row(made: Draft, row: Mapping[str, Span]) -> None:
    """A row of a table of materials."""
    row = _kind_apart(row)
    said = row["name"]
    paper = grammar.paper(said.text)
    path = made.next("materials")
    made.put(f"{path}.id", _key(made, paper.name), said)
    made.put(f"{path}.name", paper.name, said)
    kinds = {"originals": paper.originals, "copies": paper.copies}
    words = {"原件": bool(paper.kind.startswith("原件")), "复印件": "复印件" in paper.kind}
    spans = {"originals": said, "copies": said, "kind": said}
    either: tuple[str, ...] = ()
    both = re.fullmatch(r"(\d+)\s*[/／]\s*(\d+)", row["count"].text) if "count" in row and "kind" in row else None
    if both and "复印" in row["kind"].text:  # 「原件/复印件」 in one column, 「1/1」 in the other
        kinds = {"originals": int(both[1]), "copies": int(both[2])}
        words = {"原件": bool(int(both[1])), "复印件": bool(int(both[2]))}
        spans = dict.fromkeys(spans, row["count"]) | {"kind": row["kind"]}
        made.use(row["count"], "materials")
        made.use(row["kind"], "materials")
    elif (
        "kind" in row and "或" in row["kind"].text and "件" in row["kind"].text
    ):  # either: nothing to count of one of them
        kinds, words = {}, {}
        told = row["count"].text if "count" in row else ""
        either = (f"{row['kind'].text}{told}{'份' if told.isdigit() else ''}",)
        made.use(row.get("count", row["kind"]), "materials")
        made.use(row["kind"], "materials")
    elif "kind" in row and "count" in row and "件" in row["kind"].text:  # 「复印件」 in one column, 「1」 in the other
        unit = "份" if row["count"].text.isdigit() else ""
        kind_said = "" if "件" in row["count"].text else row["kind"].text
        counted = grammar.paper(f"材料{kind_said}{row['count'].text}{unit}")
        kinds = {"originals": counted.originals, "copies": counted.copies}
        words = {"原件": "原件" in row["kind"].text, "复印件": "复印件" in row["kind"].text}
        spans = dict.fromkeys(spans, row["count"]) | {"kind": row["kind"]}
        made.use(row["count"], "materials")
        made.use(row["kind"], "materials")
    elif counting := row.get("count", row.get("kind")):
        counted = grammar.paper(f"材料{counting.text}")
        spans = dict.fromkeys(spans, counting)
        kinds = {"originals": counted.originals, "copies": counted.copies}
        words = {"原件": counted.kind.startswith("原件"), "复印件": "复印件" in counted.kind}
        if counted.kind == "" and (plain := re.fullmatch(r"\d+", counting.text)):
            kinds["originals"] = int(plain[0])
        made.use(counting, "materials")
    for key, kind in (("originals", "原件"), ("copies", "复印件")):
        if key in row and (found := re.match(grammar.AMOUNT, row[key].text)):
            kinds[key] = grammar.number(found[0])
            words[kind] = bool(kinds[key]) and bool(re.fullmatch(r"\d+|.+份", row[key].text.strip()))
            spans[key] = spans["kind"] = row[key]
            made.use(row[key], "materials")
    if "originals" in row and SHOWN_ONLY.search(row["originals"].text):
        words["原件"] = True
    kind = "和".join(name for name, given in words.items() if given)
    if kind:
        made.put(f"{path}.kind", kind, spans["kind"])
    for key, amount in kinds.items():
        if amount:
            made.put(f"{path}.{key}", amount, spans[key])
    for key in CLOSED:
        if key in row and not nothing(row[key].text):
            said_so = squeezed(row[key].text)
            if said_so in CLOSED[key]:
                made.put(f"{path}.{key}", said_so, row[key])
            else:
                made.use(row[key], "materials")
                made.decide[f"{path}.{key}"] = f"资料写的是“{row[key].text}”，词表里没有"
    notes = [*either, *paper.notes]
    if "when" in row:
        made.use(row["when"], "materials")
        if not nothing(row["when"].text) and not EVERYBODY.fullmatch(row["when"].text):
            _only_when(made, path, row["when"].text)
            notes.insert(0, row["when"].text)
    if "note" in row:
        made.use(row["note"], "materials")
        if not nothing(row["note"].text):
            only = WHEN_ONLY.match(row["note"].text)
            if only:
                _only_when(made, path, only["when"])
            notes.append(row["note"].text)
    if notes:
        made.put(f"{path}.note", "；".join(notes), row.get("note", said))


def _kind_apart(row: Mapping[str, Span]) -> Mapping[str, Span]:
    """A row in which another column tells the kind: the form 「复印件」, or the remarks 「原件，核验后退回」 with what more they say."""
    more = COUNT_AND_MORE.fullmatch(row["count"].text) if "count" in row and not {"note", "when"} & {*row} else None
    if more:
        field = "when" if (case := WHEN_GIVEN.fullmatch(more["more"])) else "note"
        words = case["when"] if case else more["more"]
        row = {**row, "count": row["count"].cut(more["count"]), field: row["count"].cut(words)}
    counted = MEDIUM_AND_COUNT.fullmatch(row["medium"].text) if "medium" in row and "count" not in row else None
    if counted:
        row = {**row, "medium": row["medium"].cut(counted["medium"]), "count": row["medium"].cut(counted["count"])}
    formed = KIND_ALONE.fullmatch(row["medium"].text) if "medium" in row and "kind" not in row else None
    if formed and not (formed["count"] and "count" in row):
        kind = row["medium"].cut(f"{formed['kind']}{formed['count'] or ''}")
        row = {key: span for key, span in row.items() if key != "medium"} | {"kind": kind}
    told = (
        KIND_TOLD.fullmatch(row["note"].text)
        if "note" in row and not {"kind", "originals", "copies"} & {*row}
        else None
    )
    if told is None or "count" not in row:
        return row
    apart = {key: span for key, span in row.items() if key != "note"} | {"kind": row["note"].cut(told["kind"])}
    return apart | ({"note": row["note"].cut(told["more"])} if told["more"] else {})


def _only_when(made: Draft, path: str, when: str) -> None:
    made.decide[path] = f"只在一种情况下要（{when}）：请定成办理情形，写 when"


def _key(made: Draft, name: str) -> str:
    return pinyin_key(name, {each.get("id") for each in made.fields.get("materials", [])}, longest=6)
