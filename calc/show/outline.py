"""A result's trace as plain text, for the command line."""

from collections.abc import Iterator, Sequence

from ..engine.answers import Answer, Step
from ..engine.texts import _


def outline(result: Answer) -> str:
    """The whole result as indented lines: headline, steps, sources, assumptions, what is not covered."""
    lines = [result["title"], result["headline"]]
    if today := result["today"]:
        lines += ["", _("现在的规定"), f"  {today['text']}"]
        lines += [f"  {each['name']}：{each['summary']}（{each['slug']}）" for each in today["procedures"]]
        lines += [f"  {each['name']}（{each['slug']}）" for each in today["calculators"]]
        lines.append("")
    lines.append(result["confidence_text"])
    lines += [*result["cautions"], *result["explanations"]]
    lines += ["", _("您填写的内容"), *(f"  {item['label']}：{item['text']}" for item in result["inputs"])]
    lines += ["", _("计算过程"), *_steps(result["trace"], "  ")]
    if result["parameters"]:
        lines += ["", _("依据和出处")]
        for entry in result["parameters"]:
            places = "；".join(f"{source['title']} {source['place']}".strip() for source in entry["sources"])
            lines.append(f"  {entry['name']}：{places}（{entry['period']}；{entry['status_text']}）")
            lines += [f"    {entry['note']}"] if entry["note"] else []
    for heading, texts in ((_("计算时这样假定"), result["assumptions"]), (_("没有算进去的"), result["not_covered"])):
        if texts:
            lines += ["", heading, *(f"  {text}" for text in texts)]
    return "\n".join(lines) + "\n"


def _steps(nodes: Sequence[Step], indent: str) -> Iterator[str]:
    for node in nodes:
        parts = [part for part in (node["formula"], node["text"]) if part]
        yield indent + node["label"] + (_("：") + " = ".join(parts) if parts else "")
        if node["rounding"]:
            yield f"{indent}  {node['rounding']['text']}"
        if node["note"]:
            yield f"{indent}  {node['note']}"
        for source in node["sources"]:
            yield f"{indent}  {source['title']} {source['place']}".rstrip()
        yield from _steps(node["children"], indent + "  ")
