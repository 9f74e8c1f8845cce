"""Keys of drafts: pinyin, which an editor renames."""

from __future__ import annotations

import re
from collections.abc import Collection

from pypinyin import Style, lazy_pinyin


def pinyin_key(name: str, taken: Collection[str] = (), *, longest: int = 10) -> str:
    """A key of the first characters of a name, other than those taken.

    :param longest: characters of the name.
    """
    words = lazy_pinyin(re.sub(r"[^一-鿿A-Za-z0-9]", "", name)[:longest], style=Style.NORMAL)
    base = re.sub("[^a-z0-9]+", "-", "-".join(words).lower()).strip("-") or "draft"
    number, key = 1, base
    while key in taken:
        number += 1
        key = f"{base}-{number}"
    return key
