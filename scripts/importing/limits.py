"""Time limits 办理时限 of a draft, each once."""

from __future__ import annotations

import re

from scripts.importing import grammar
from scripts.importing.draft import Draft
from scripts.importing.outline import Span, numbered


def time_limit(made: Draft, limit: grammar.Limit, line: Span) -> None:
    """Write a limit into a draft, with the words it was read from."""
    same = (limit.within, limit.meaning, limit.kind or "资料所载")
    for each in made.fields.get("time_limits", []):
        if (each["within"], each.get("meaning", "办结"), each.get("kind", "资料所载")) == same:
            return
    path = made.next("time_limits")
    made.put(f"{path}.within", limit.within, line, limit.quote)
    if limit.meaning != "办结":
        made.put(f"{path}.meaning", limit.meaning, line, limit.quote)
    if limit.kind:
        made.put(f"{path}.kind", limit.kind, line, limit.quote)
    words = numbered(limit.quote)[1].strip(" ；;。，,")
    if len(words) > len(limit.within) and not re.fullmatch(r"[\d一-十]+个?(工作日|日|天|月|年)内?|即时\S{0,2}", words):
        made.put(f"{path}.label", words, line, limit.quote)
