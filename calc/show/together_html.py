"""One thing to do (一件事) as HTML, the same at build time and in the browser; see :mod:`calc.show.together`.

Class names begin with `together-`; what is data is escaped. Papers can be ticked: `data-paper` holds the ids of all their uses.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from html import escape

from ..engine.plans import DateTogether, PaperShared, PaperTogether, PaperUse, Together, Wait
from ..engine.texts import _
from ..engine.units import show_day
from .elements import calendar_link, element, fold, items, section

CALENDAR = "shebao.ics"


def together_html(made: Together, base: str = "", ending: str = "") -> str:
    """Days, papers and where to go. `base` is the script's root as seen from the page, `ending` as for a result."""
    stops = (_("{matter}：{text}").format(**stop) for stop in made["stops"])
    return element(
        "div",
        "together",
        *(element("p", "plan-stop", escape(text)) for text in stops),
        dates_html(made["dates"], names=len(made["matters"]) > 1),
        calendar_link(made["calendar"], CALENDAR),
        _papers(made),
        _where(made, base, ending),
        fold("together-waits", _("办完要多久"), items(escape(_wait(wait, made)) for wait in made["waits"])),
    )


def dates_html(dates: Sequence[DateTogether], names: bool) -> str:
    """The days in order; those that nobody can work out yet say how long the time is. `names`: whose each is."""
    line = "".join(_date(each, names) for each in dates)
    return section("together-dates", _("日子"), f"<ol>{line}</ol>" if line else "")


def _date(each: DateTogether, names: bool) -> str:
    if each["day"]:
        shown = f'<time datetime="{escape(each["day"])}">{escape(show_day(date.fromisoformat(each["day"])))}</time>'
    else:
        shown = element("span", "together-length", escape(each["length"]))
    past = (
        element("strong", "together-past", escape(_("这一天已经过了，马上打电话问还能不能办。")))
        if each["past"]
        else ""
    )
    says = " · ".join(filter(None, (each["matter"] if names else "", each["text"])))
    return element(
        "li",
        "together-late" if each["past"] else "together-day" if each["day"] else "together-open",
        shown,
        element("span", "together-what", escape(each["what"])),
        past,
        _more(says, [each["note"]]),
    )


def _papers(made: Together) -> str:
    """What to bring, what is filled in there, what has to be asked, and, folded, what is not needed."""
    several = len(made["matters"]) > 1
    bring = [paper for paper in made["papers"] if paper["need"] == "yes" and not paper["get"]]
    counter = [paper for paper in made["papers"] if paper["need"] == "yes" and paper["get"]]
    unsure = [paper for paper in made["papers"] if paper["need"] == "unknown" and paper["unsure"]]
    unknown = [paper for paper in made["papers"] if paper["need"] == "unknown" and not paper["unsure"]]
    unneeded = [paper for paper in made["papers"] if paper["need"] == "no"]
    totals = made["totals"]
    if made["shared"]:
        totals += _("。其中{n}种不止一处要，只列一次").format(n=made["shared"])
    shared = _("原件只算一份：这里看过，再带到下一处。哪一处要把原件收走，资料没有写的，先问清楚。复印件是加起来的。")
    return "".join(
        (
            section(
                "together-papers",
                _("合在一起要带") if several else _("要带的材料"),
                element("p", "together-totals", escape(totals)) + papers_html(bring, several)
                if made["matters"]
                else "",
            ),
            element("p", "together-shared", escape(shared)) if made["shared"] else "",
            section("together-counter", _("到窗口填"), papers_html(counter, several)),
            fold(
                "together-unknown",
                _("还有{n}样，回答上面的问题就知道要不要带").format(n=len(unknown)),
                papers_html(unknown, several),
            ),
            section("together-unsure", _("先问清楚要不要的"), papers_html(unsure, several)),
            fold("together-unneeded", _("按您的回答不用带的"), papers_html(unneeded, several, ticks=False)),
        )
    )


def papers_html(papers: Iterable[PaperTogether], several: bool, *, ticks: bool = True) -> str:
    """A list of papers; `several`: each says which matters want it; `ticks`: each has a box."""
    inner = "".join(_paper(paper, several, ticks) for paper in papers)
    return f'<ul class="together-list">{inner}</ul>' if inner else ""


def _paper(paper: PaperTogether, several: bool, ticks: bool) -> str:
    if len(paper["members"]) == 1:
        return _row(paper["members"][0], paper, several, ticks)
    words = _("下面{n}样，有一样就行").format(n=len(paper["members"]))
    enough = _("上面也列了“{name}”：带它，这里也够了。").format(name=paper["enough"]) if paper["enough"] else ""
    inner = "".join(_row(member, paper, several, ticks) for member in paper["members"])
    return element(
        "li",
        "together-any",
        element("p", "plan-any", escape(words)),
        element("p", "together-enough", escape(enough)) if enough else "",
        f'<ul class="together-list">{inner}</ul>',
    )


def _row(member: PaperShared, paper: PaperTogether, several: bool, ticks: bool) -> str:
    name = element("span", "together-name", escape(member["name"]))
    box = '<input type="checkbox" autocomplete="off">' if ticks else ""
    mark = element("strong", "together-mark", escape(member["mark"])) if member["mark"] else ""
    count = element("span", "together-count", escape(member["count"])) if member["count"] else ""
    ids = " ".join(use["id"] for use in member["uses"])
    lapsed = ' data-gone=""' if member["lapsed"] else ""
    notes = [*_notes(member, several), member["about"] if ticks else ""]
    if member["after"]:
        notes.append(_("要先办好“{matter}”才有。").format(matter=member["after"]))
    now = element("small", "together-detail", escape(member["now"])) if member["now"] else ""
    more = _more(_wanting(member) if several else "", notes)
    return f'<li data-paper="{escape(ids)}" data-needed="{paper["need"]}"{lapsed}><label>{box}{name}</label>{mark}{count}{now}{more}</li>'


def _more(short: str, notes: Iterable[str]) -> str:
    """What there is to say besides, unfolded by the line that says it in short; without such a line, or with nothing besides, as it is."""
    details = "".join(element("small", "together-detail", escape(text)) for text in dict.fromkeys(notes) if text)
    if short and details:
        return fold("together-more", short, details)
    return details or (element("small", "together-detail", escape(short)) if short else "")


def _wanting(member: PaperShared) -> str:
    """Which counters want it, and how; empty if that is not settled."""
    uses = member["uses"]
    wanted = [use for use in uses if use["need"] == "yes"]
    matters = _("、").join(_wanted(use, member, len(uses) > 1) for use in wanted)
    return _("{matters}要").format(matters=matters) if matters else ""


def _notes(member: PaperShared, several: bool) -> Iterable[str]:
    """What the sources say of it; why it is wanted, where that is not settled."""
    for use in member["uses"]:
        if use["need"] == "yes":
            yield use["note"]
        elif use["reason"]:
            yield _("{matter}：{text}").format(matter=use["matter"], text=use["reason"]) if several else use["reason"]


def _wanted(use: PaperUse, member: PaperShared, shared: bool) -> str:
    """A counter, and how it names and counts what others want too: 劳动能力鉴定（完整的病历资料，复印件）."""
    named = use["name"] if use["name"] != member["name"] else ""
    how = _("，").join(filter(None, (named, use["count"] if shared else "")))
    return _("{matter}（{how}）").format(matter=use["matter"], how=how) if how else use["matter"]


def _where(made: Together, base: str, ending: str) -> str:
    """Where one goes for each matter, and whom to call."""
    calls = {tuple(matter["call"]) for matter in made["matters"]}
    once = len(made["matters"]) > 1 and len(calls) == 1  # all can be asked at one number
    rows = "".join(
        element(
            "li",
            "together-place",
            f'<a href="{escape(base)}guides/{escape(matter["id"])}/{ending}">{escape(matter["name"])}</a>',
            _more(next(iter(matter["where"]), ""), matter["where"][1:]),
            "" if once else _calls(matter["call"]),
        )
        for matter in made["matters"]
    )
    first = _calls(made["matters"][0]["call"]) if once else ""
    return section("together-where", _("去哪里办，打哪个电话"), f"{first}<ul>{rows}</ul>" if rows else "")


def _calls(lines: Iterable[str]) -> str:
    return "".join(element("span", "together-call", escape(text)) for text in lines)


def _wait(wait: Wait, made: Together) -> str:
    label = _("：").join(filter(None, (wait["matter"] if len(made["matters"]) > 1 else "", wait["what"])))
    return _("{what}：{text}").format(what=label, text=wait["text"])
