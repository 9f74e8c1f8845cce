"""Lines with labels, under headings, numbers or the label 「事项名称」: which stand under which label of which procedure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from scripts.importing import grammar, prose
from scripts.importing.brought import IS_PAPER
from scripts.importing.deeds import deeds, done
from scripts.importing.items import OF_ALL, WAY, Entry, Item, bare_name, entries_of
from scripts.importing.labelled import LEAD, SENTENCE_LABEL, labelled
from scripts.importing.labels import Label, aside, channels, common, label
from scripts.importing.likely import by_value, fits, likely
from scripts.importing.names import (
    ATTACHMENT,
    BULLETED,
    PART_OF_GUIDE,
    asks_how,
    follows_names,
    goes_on_in_paragraphs,
    names_procedure,
)
from scripts.importing.outline import Block, Heading, Line, Span, Table, numbered, ordinal, squeezed
from scripts.importing.rows import rows_in
from scripts.importing.titles import DATE, LONGEST_NAME, named, text_of

INSURANCE = re.compile(r".{2,8}?(?:保险|公积金)")
SHORT_ANSWER = re.compile("即时|当场|当天|免费|不收|无|没有|可以|不用")
ATTACHED = re.compile(r"附件?\s*[：:]\s*1?[.．、]?")
PAIR = re.compile("[^，。；：（）《》]{2,8}：(?=.)")
IN_BRACKETS = re.compile("【[^【】]{1,14}】")
TOLD_BY_VALUE = {"basis", "hours", "time_limits", "consult", "complaint", "fees"}
ASKS_FOR = re.compile("请|注意|务必|如")
FIRST = 2  # lines of a paper, in which a title stands
LEAST_AMONG, LONGEST_GUESS = 3, 8  # lines with labels; characters of one that nobody registered
LOOKS_AHEAD, LEAST_LIKELY = 3, 3
LEAST_ACTS = 3  # above the first name, for them to be a procedure of their own
ONE_THING = {"hours", "time_limits", "fees", "basis", "results", "authority"}  # and no telephone behind it
CONTACT = re.compile("联系人[：:]")
OF_OFFICE = {"places", "hours", "consult", "complaint"}
SHORTEST_TOLD = 8  # characters: 「全程免费」 is no step
STEP = "步"  # the detail of a label that nobody wrote: the lines number themselves 「第一步」


def lines(flow: Sequence[Block], title: Span | None, *, sentences: bool = False) -> list[Item]:
    """The procedures in lines with labels. What holds for all of them is an item without a name.

    :param sentences: a label inside a line holds for the line only, which waits to be read as a sentence.
    """
    reader = _Reader(flow, title, sentences)
    for number, block in enumerate(flow):
        reader.read(number, block)
    return reader.end()


class _Reader:
    """Reads line by line: each begins a procedure or a label, or goes on with what is open, or stands by itself.

    :ivar label: the label that is open, ``begun`` the lines below it, and ``opened`` the line with the label.
    :ivar last: the words of the last line with a label.
    :ivar among: whether most lines with a colon begin with a label.
    :ivar marks: how the lines are set that tell the fields.
    :ivar attached: the number of the last of the papers that a letter names below 「附件：」.
    :ivar of_all: whether what was told before the first name holds for all: a notice with its attachments, a manual's preface.
    :ivar heading: the words that name the procedure, where they are a heading of their own.
    """

    def __init__(self, flow: Sequence[Block], title: Span | None, sentences: bool) -> None:
        self.flow, self.title, self.sentences = flow, title, sentences
        self.found: list[Item] = []
        self.current = Item(Span("", ""))
        self.label: Label | None = None
        self.begun: list[Block] = []
        self.opened: Block | None = None
        self.last = self.heading = Span("", "")
        self.aside = False
        self.attached = 0
        self.of_all = False
        exact = Counter(_mark(block) for block in flow if label(text_of(block)) or prose.question(text_of(block)))
        pairs = [text_of(block) for block in flow if re.match(r"[^，。；：]{2,10}：.", numbered(text_of(block))[1])]
        known = [words for words in pairs if labelled(Span(words, ""))[0] or _may_be_label(words)]
        self.among = len(known) >= LEAST_AMONG and 2 * len(known) >= len(pairs)
        guessed = Counter(_mark(block) for block in flow if likely(text_of(block), alone=True))
        self.marks = {mark for mark in {*exact, *guessed} if mark and (exact[mark] or guessed[mark] >= LEAST_LIKELY)}

    def _likely(self, number: int) -> Label | None:
        """What a heading stands for that nobody registered: set as those are that tell the fields, and what follows bears it out."""
        block = self.flow[number]
        known = likely(text_of(block), alone=True) if _mark(block) in self.marks else None
        after: list[str] = []
        for each in self.flow[number + 1 :]:
            if isinstance(each, Table) or _mark(each) in self.marks or len(after) == LOOKS_AHEAD:
                break
            after.append(each.span.text)
        return known if known and after and any(fits(known, [line]) for line in after) else None

    def read(self, number: int, block: Block) -> None:
        if isinstance(block, Table):
            self._close()
            self.current.entries += rows_in(block.rows)
            return
        span = block.span
        if re.fullmatch(r"(?:PART|Part|part|NO|No)?[.\s]?\d{1,2}", span.text):  # of a part of the page
            self._close()
            return
        known, rest = labelled(span)
        if known and known.detail == prose.ASKED and self.title is not None and self.title.whole is span:
            known = None  # the title asks
        if known and known.field == "notes" and rest is None and number < FIRST and not self.current.entries:
            known = None  # what heads the paper, and no remark on anything
        if (
            known is None
            and self.label
            and self.begun
            and self.label.field in ONE_THING | {"steps", "channels", "places"}
        ):
            words = numbered(span.text)[1]
            if len(words) <= SHORTEST_TOLD and grammar.FREE.search(words):
                self._close()
                self.current.entries.append(Entry(Label("fees"), (span,)))
                return
        if known is None and isinstance(block, Heading) and len(span.text) <= prose.LONGEST_HEADING:
            known = prose.question(f"{span.text}？") if prose.ASKS.search(span.text) else None
            known = known if known and known.field != "skip" else None
        if known is None and isinstance(block, Heading) and _way_in(self.flow, number):
            known = Label("channels")
        names = names_procedure(self.flow, number, self.label, self.begun, self.current.name.whole, self.last)
        if known is None and not self.sentences and not names and (known := self._likely(number)):
            self.current.heads.append(span)
        if known is None and not self.sentences and (told := _told_by_value(span, among=self.among)):
            self._close()
            self.current.entries += told
            return
        if ATTACHED.match(span.text):
            self._close()
            self.attached = 1
            self.of_all = True
            known, rest = None, None
        elif self.attached and ordinal(span.text) == ("digit", self.attached + 1):
            self.attached += 1
            known, rest = None, None
        else:
            self.attached = 0
        if _of_the_writer(self.flow, number) and not (
            self.label and self.label.field in ("consult", "complaint", "notes")
        ):
            self._close()
        if known and self.label and _within(known, self.label, span):
            known = None
        if self.label and self.label.field in ("places", "channels") and WAY.match(numbered(span.text)[1]):
            known = None
        if known is None and self.begun and self.label and self.label.field in ONE_THING and prose.calls(span.text):
            self._close()
        if self.sentences and rest is not None:
            self._close()
            known = None
        if known and self._apart(known, span):
            self._close()
            self._add()
            self.of_all = True
        self.last = span if known else self.last
        self.aside = self.aside and not _ends_aside(self.flow, number, known)
        if self.aside:
            return
        if (self.current.entries or self.current.loose) and aside(span.text) and not common(span.text):
            self._close()
            self.aside = True
        elif common(span.text.partition("：")[0]) and not known and "：" in span.text.rstrip("："):
            self._close()
            self._add()
            self.current.loose.append(span)
        elif common(span.text) or (known and follows_names(span, self.heading)):
            self._close()
            if self.current.name.text or self.current.entries or self.found:
                self._add()
            self.of_all = True
            self._open(known, block, rest)
        elif self.current.name.text and OF_ALL.match(span.text) and self._asking():
            self.found.append(Item(Span("", ""), loose=[span]))  # between the answers about one
        elif self.current.name.text and OF_ALL.match(span.text):
            self._close()
            self._add()
            self.current.entries += entries_of([block])
            if not self.current.entries:
                self.current.loose.append(span)
        elif how := asks_how(self.flow, number):
            self._close()
            self.heading = span if self.current.name.text else self.heading
            self._name(span.cut(how))
        elif known and known.field == "name" and rest is not None and re.search("[，；]|。.", rest.text):
            self._close()
            self._open(Label("summary"), block, rest)  # a sentence is no name
        elif known and known.field == "name" and rest is not None:
            self._close()
            self._name(rest)
        elif known:
            both = (text_of(self.opened), span.text) if self.label and self.opened and not self.begun else ()
            if both and all(words.endswith(("？", "?")) for words in both):
                fields = {known.field, self.label.field} if self.label else set()
                known = Label("places" if "places" in fields else "skip", prose.ASKED)  # two questions, one answer
            self._close()
            self._open(known, block, rest)
        elif self.label and self.label.field == "name":
            self._close()
            self._name(span)
        elif names:
            self._close()
            part = PART_OF_GUIDE.fullmatch(span.text)
            about = INSURANCE.match(self.current.name.text) if part else None
            self.heading = span if self.current.name.text else self.heading
            self._name(span.cut(f"{about[0]}{part['does']}") if part and about else span)
        elif numbered(span.text)[0] == "step" and not (self.label and self.label.field == "steps"):
            self._close()
            self._open(Label("steps", STEP), block, span)
        elif self.label and not self._ends(block) and not self._next_paragraph(number):
            self.begun.append(block)
        else:
            self._close()
            self.current.loose.append(span)

    def end(self) -> list[Item]:
        self._close()
        if self.current.entries or self.current.name.text:
            self._add()
        elif self.current.loose:
            self.found.append(self.current)
        return self.found

    def _apart(self, known: Label, span: Span) -> bool:
        """Whether a line below several procedures tells where and whom to call for all: set otherwise than their own labels."""
        plain = self.last.text.startswith("【") and not span.text.startswith("【")
        return plain and known.field in OF_OFFICE and bool(self.found and self.current.name.text)

    def _open(self, known: Label | None, block: Block, rest: Span | None) -> None:
        self.label, self.opened = known, block
        self.begun = [Line(rest)] if rest is not None else []

    def _close(self) -> None:
        if self.label and self.label.field not in ("skip", "name"):
            self.current.entries += entries_of(self.begun, self.label)
        elif self.label and self.opened and CONTACT.match(text_of(self.opened)):
            told = entries_of(self.begun)  # the person is nobody's business, the office's telephone is
            self.current.entries += [entry for entry in told if entry.label.field == "consult"]
        elif self.label and self.label.detail == prose.ASKED:
            self.current.loose += [block.span for block in self.begun if not isinstance(block, Table)]
        self.label, self.begun = None, []

    def _add(self) -> None:
        """Put the procedure with the others; the first without a name has that of the document."""
        if not self.current.name.text and not self.found and self.title is not None:
            self.current.name = self.title
        self.found.append(self.current)
        self.current, self.heading = Item(Span("", "")), Span("", "")

    def _name(self, span: Span) -> None:
        """Begin the procedure of a name; the name said twice, as heading and under its label, is one."""
        if not self.current.name.text and self.of_all and (self.current.entries or self.current.loose):
            self.found.append(self.current)
            self.current = Item(Span("", ""))
        if not self.current.name.text and self.title is not None and self._told_before(span):
            self._add()  # by the title
        words = bare_name(self.title.text if self.title is not None and self.title.whole is span else span.text)
        words = named(words)
        if self.current.name.text and squeezed(self.current.name.text) != squeezed(words):
            if self.current.entries:
                self.found.append(self.current)
            self.current = Item(Span("", ""))
        self.current.name = span.cut(words)

    def _next_paragraph(self, number: int) -> bool:
        """Whether a line goes on with the paragraphs above an open label: what the label tells was part of the last of them."""
        if self.opened is None or self.label is None or self.label.field == "notes":
            return False
        if numbered(text_of(self.flow[number]))[0] != "han":
            return False  # an item of the list below the label
        at = self.flow.index(self.opened)
        return goes_on_in_paragraphs([*self.flow[:at], self.flow[number]], at)

    def _asking(self) -> bool:
        return self.opened is not None and text_of(self.opened).endswith(("？", "?"))

    def _asked_in_passing(self) -> bool:
        """Whether the open label is a question in the middle of a paragraph: what answers it ends with the paragraph."""
        if not isinstance(self.opened, Line) or not self.begun or isinstance(self.begun[-1], Table):
            return False
        return prose.question(text_of(self.opened)) is not None and self.opened.span.place == self.begun[-1].span.place

    def _told_before(self, name: Span) -> bool:
        """Whether what stands above a name is no preface: the name is not the first, or things were told step by step."""
        entries, acts = self.current.entries, [act for span in self.current.loose for act in deeds(span)]
        stepwise = any(entry.label.detail == STEP for entry in entries) or len(acts) >= LEAST_ACTS
        return stepwise or (bool(entries) and ordinal(name.text)[1] > 1)

    def _ends(self, block: Heading | Line) -> bool:
        """Whether a line ends what is open: a section or a label that nobody knows, or what stands below a list."""
        span = text_of(block)
        style, count = ordinal(self.last.text)
        if style and ordinal(span) == (style, count + 1) and len(span) <= LONGEST_NAME:
            return True
        if self.label and self.label.detail == STEP:
            last = self.begun[-1]
            if (
                not isinstance(last, Table)
                and numbered(last.span.text)[0] == "step"
                and len(last.span.text) <= SHORTEST_TOLD
            ):
                return False  # 「第一步　挂失」 above what is done
            return numbered(span)[0] != "step" and not isinstance(last, Table) and block.span.place != last.span.place
        if self.label and self.label.field in ("consult", "complaint") and self.begun:
            told = text_of(self.begun[-1])
            return bool(grammar.phones(told)) and not (grammar.phones(span) or prose.HOURS.search(span) or style)
        if self.label and self.label.detail == LEAD:
            first = numbered(text_of(self.begun[0]))[0] if self.begun else ""
            return bool(self.begun) and numbered(span)[0] != first
        opened = text_of(self.opened) if self.opened else ""
        if self._asked_in_passing() and block.span.place != self.begun[-1].span.place:  # type: ignore[union-attr]
            return True
        if SENTENCE_LABEL.fullmatch(span) and SENTENCE_LABEL.fullmatch(opened) and not SHORT_ANSWER.search(span):
            return True
        if self.among and style == numbered(opened)[0] == "" and PAIR.match(span) and PAIR.match(opened):
            return not IS_PAPER.search(span.partition("：")[0])  # 「审核发放：…」 behind 「携带材料：…」
        for mark in (IN_BRACKETS, BULLETED):
            of_both = mark is not BULLETED or numbered(span)[0] == numbered(opened)[0] == "bullet"
            if of_both and mark.match(numbered(span)[1]) and mark.match(numbered(opened)[1]):
                return True
        return isinstance(block, Heading) and not (isinstance(self.opened, Heading) and self.opened.level < block.level)


def _within(known: Label, open_label: Label, span: Span) -> bool:
    """Whether what looks like a label goes on with the open one: 「电话：…」 below 「监督投诉」, 「…，符合下列条件之一：」 below 「条件」."""
    if known.field == "consult" and open_label.field == "complaint":
        return span.text.startswith("电话")
    return known.detail == LEAD and known.field == open_label.field == "conditions"


def _way_in(flow: Sequence[Block], number: int) -> bool:
    """Whether a heading is a way to file, with its address below: 「网上办理」."""
    following = text_of(flow[number + 1]) if number + 1 < len(flow) else ""
    return bool(channels(text_of(flow[number]))) and bool(grammar.ADDRESS.match(following))


def _mark(block: Block) -> tuple[int, str] | None:
    """How a line is set: the level of a heading, the style of its number; None for a plain line."""
    if isinstance(block, Table):
        return None
    level, style = block.level if isinstance(block, Heading) else 0, numbered(block.span.text)[0]
    style = "【" if IN_BRACKETS.fullmatch(block.span.text) else style
    return (level, style) if level or style in ("han", "stage", "part", "nth", "level", "【") else None


def _of_the_writer(flow: Sequence[Block], number: int) -> bool:
    """Whether a line tells who wrote the paper and when: nothing above it goes on there."""
    words = text_of(flow[number])
    following = text_of(flow[number + 1]) if number + 1 < len(flow) else ""
    signs = len(words) <= LONGEST_NAME and bool(DATE.fullmatch(following)) and not re.search("[，。；：]", words)
    personal = grammar.MOBILE.search(words) and not done(words)
    return bool(DATE.fullmatch(words) or ATTACHMENT.fullmatch(words) or personal or signs)


def _may_be_label(words: str) -> bool:
    """Whether a line with a colon begins with words that tell a field, which what stands behind bears out."""
    head, _colon, value = numbered(words)[1].partition("：")
    known = likely(head, alone=True)
    return bool(known and value.strip() and fits(known, [value.strip()]))


def _told_by_value(span: Span, *, among: bool) -> list[Entry]:
    """What stands behind a label that nobody registered, where it can be nothing else: 「规矩从哪里来：《…》」.

    :param among: most lines with a colon begin with a label: then this one does, too.
    """
    _style, text = numbered(span.text)
    words, colon, value = text.partition("：")
    if OF_ALL.match(words):
        return []
    known = likely(words, alone=True) if colon and value.strip() and not ASKS_FOR.match(words) else None
    if known is None and among and colon and len(words) <= LONGEST_GUESS:
        known = likely(words)
        known = known if known and known.field != "name" else None
    if known and not fits(known, [value]):
        known = None
    if known is None and among and colon and len(words) <= LONGEST_GUESS:
        known = by_value([value.strip()])
    if known is None or not (among or known.field in TOLD_BY_VALUE) or not value.strip():
        return []
    if known.field == "hours" and len(value) > LONGEST_NAME:
        return []
    return entries_of([Line(span.cut(value.strip()))], known)


def _ends_aside(flow: Sequence[Block], number: int, known: Label | None) -> bool:
    """Whether the part of a page that tells of other things ends: with a label that is a heading, or the next procedure."""
    block = flow[number]
    if isinstance(block, Heading):
        return known is not None or names_procedure(flow, number, None, [], Span("", ""), Span("", ""))
    return known is not None and known.detail != prose.ASKED and bool(numbered(text_of(block))[0])
