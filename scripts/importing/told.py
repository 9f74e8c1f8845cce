"""What the loose lines and the remarks of a procedure tell besides what its labels tell."""

from __future__ import annotations

from collections.abc import Sequence

from scripts.importing import grammar, prose
from scripts.importing.brought import IS_PAPER, listed, papers
from scripts.importing.deeds import TOLD, cases, deeds
from scripts.importing.items import Entry, Item
from scripts.importing.labels import Label, pairs
from scripts.importing.lines import STEP
from scripts.importing.outline import Span, numbered

LEAST_TICKED = 2  # papers of a list without a label
FOR_WHOM = {"audience", "conditions", "consult", "complaint"}


def read_sentences(item: Item, least_steps: int) -> None:
    """What loose lines and remarks tell besides, of fields that no label has told.

    :param least_steps: how many sentences must tell what is done for them to be steps; zero where none are.
    """
    said = {entry.label.field for entry in item.entries if _says(entry)}
    remarks = [
        line
        for entry in item.entries
        for line in entry.lines
        if entry.label.field in ("notes", "summary")
        or entry.label.detail in (prose.ASKED, STEP)
        or (entry.label.field == "time_limits" and prose.PAID.search(line.text))
        or (entry.label.field in ("consult", "complaint") and not grammar.phones(line.text))
    ]
    if "materials" not in said:
        ways = (line for entry in item.entries if entry.label.field in ("channels", "places") for line in entry.lines)
        told = [(known, part) for line in ways for known, part in prose.entries(line)]
        item.entries += [Entry(known, (part,)) for known, part in told if known.field == "materials"]
    ticked = [span for span in item.loose if numbered(span.text)[0] and _counted(span.text)]
    named = [span for span in ticked if IS_PAPER.search(grammar.paper(span.text).name)]
    if "materials" not in said and len(named) >= LEAST_TICKED:
        item.entries.append(Entry(Label("materials"), tuple(ticked)))
        said.add("materials")
    loose = [*item.loose, *remarks]
    if "steps" not in said and (turns := [part for span in loose for part in prose.stages(span)]):
        item.entries.append(Entry(Label("steps"), tuple(turns)))
        said.add("steps")
    if least_steps and not any(entry.label.detail == prose.ASKED for entry in item.entries):
        listed_apart = any(prose.lists_papers(span.text) for span in loose)
        _in_order(item, loose, said | {"materials"} if listed_apart else said, least_steps)
    lists = [tuple(listed(span)) for span in item.loose]
    item.entries += [Entry(Label("materials"), named) for named in lists if named]
    for span in loose:
        more = [
            Entry(known, (part,))
            for known, part in prose.entries(span)
            if known.field not in said or (known.field == "time_limits" and _of_the_applicant(part))
        ]
        item.entries += [*_pairs_only(span, said), *more]


def _counted(text: str) -> bool:
    """Whether an item of a list tells how many of it, or in which kind: 「□ 发票　原件」."""
    paper = grammar.paper(text)
    return bool(paper.kind or paper.originals or paper.copies)


def _in_order(item: Item, loose: Sequence[Span], said: set[str], least_steps: int) -> None:
    """The steps that sentences tell, for whom they are, and the papers that one needs on the way."""
    acts = [] if "steps" in said else [part for span in loose if not _tells_else(span) for part in deeds(span)]
    if acts and len(acts) >= least_steps:
        item.entries.append(Entry(Label("steps", TOLD), tuple(acts)))
        item.entries += [Entry(Label("conditions"), (who,)) for span in loose for who in cases(span)]
    steps = [line for entry in item.entries if entry.label.field == "steps" for line in entry.lines]
    if "materials" in said or not steps:
        return
    read = dict.fromkeys(line.whole for line in (*steps, *loose))
    if found := tuple(paper for line in read for paper in papers(line)):
        item.entries.append(Entry(Label("materials", TOLD), found))
        said.add("materials")


def _tells_else(span: Span) -> bool:
    """Whether a line is a list of papers, or has a label inside for whom it is: what it tells is no act."""
    return any(listed(span)) or any(known.field in FOR_WHOM for known, _rest in pairs(span.text) if known)


def _says(entry: Entry) -> bool:
    """Whether an entry tells of its field; below 「办理时限」 may stand when the office is open: then a sentence tells the limit."""
    if entry.label.field != "time_limits":
        return bool(entry.lines or entry.rows)
    return any(limit.meaning != "申请" for line in entry.lines for limit in grammar.limits(line.text, labelled=True))


def _of_the_applicant(part: Span) -> bool:
    """Whether a sentence tells by when one must apply, which no label on how long it takes has told."""
    return any(limit.meaning == "申请" for limit in grammar.limits(part.text, labelled=False))


def _pairs_only(span: Span, said: set[str]) -> list[Entry]:
    """The labels inside a loose line."""
    return [
        Entry(known, (span.cut(text),))
        for known, text in pairs(span.text)
        if known and known.field not in {*said, "name"}
    ]
