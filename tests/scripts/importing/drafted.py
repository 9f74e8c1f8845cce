"""What a draft says, in a short form that a test can be read by."""

from __future__ import annotations

from typing import Any

from scripts.importing.draft import Draft


def said(draft: Draft) -> dict[str, list[str]]:
    """A draft in the short form of expected.yml."""
    fields = draft.fields

    def joined(each: dict[str, Any], *keys: str) -> str:
        counts = {"originals", "copies"}
        return "|".join(f"{key} {each[key]}" if key in counts else str(each[key]) for key in keys if key in each)

    short = {
        "conditions": [each["text"] for each in fields.get("conditions", [])],
        "materials": [
            joined(each, "name", "kind", "originals", "copies", "note") for each in fields.get("materials", [])
        ],
        "channels": [joined(each, "kind", "place", "hours") for each in fields.get("channels", [])],
        "time_limits": [
            " ".join(each[key] for key in ("within", "meaning", "kind") if key in each)
            for each in fields.get("time_limits", [])
        ],
        "fees": [each["amount"] for each in fields.get("fees", [])],
        "steps": [each["action"] for each in fields.get("steps", [])],
        "consult": [phone for each in fields.get("consult", []) for phone in each.get("phones", [])],
        "complaint": [phone for each in fields.get("complaint", []) for phone in each.get("phones", [])],
        "basis": [
            " ".join(filter(None, (each["law"].partition("》")[0].strip("《"), each.get("article"))))
            for each in fields.get("basis", [])
        ],
        "gaps": sorted(fields.get("gaps", [])),
    }
    return {key: value for key, value in short.items() if value}
