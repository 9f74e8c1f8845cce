"""The one list of what a host says beside the site's files: policies, types, how long a browser may keep them.

The static server sends it. ``site/_headers`` and the samples for nginx and Caddy are written from it, see
:mod:`scripts.outputs.hosting`. Standard library only: kiosks run it too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

# What a page may do; the pages carry it themselves too, for hosts that send no headers.
PAGE_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "object-src 'none'",
    ]
)
CONTENT_SECURITY_POLICY = f"{PAGE_POLICY}; frame-ancestors 'none'"  # the last is heeded in a header only
FOR_EVER = "public, max-age=31536000, immutable"

# Patterns of addresses below the site's root, as Python, nginx and Caddy read them alike.
EMBEDDED = r"^/(zh-Hant/)?embed/"  # what other sites' pages include
OPEN = r"^/(api/v1/|assets/python/([^/]+\.whl|pyodide-lock\.json)$)"  # public data, which other sites' pages may fetch
HASHED = r"\.[0-9a-f]{8,64}\.[^/]+$"  # the name carries a hash of the content: it never changes


@dataclass(frozen=True)
class Header:
    """A header's value, and its other values by pattern of address; an empty one is not sent."""

    name: str
    value: str
    elsewhere: Mapping[str, str] = field(default_factory=dict)

    def at(self, address: str) -> str:
        """The value for a file, named by its address below the site's root."""
        return next((value for pattern, value in self.elsewhere.items() if re.search(pattern, address)), self.value)


HEADERS = (
    Header("Content-Security-Policy", CONTENT_SECURITY_POLICY, {EMBEDDED: f"{PAGE_POLICY}; frame-ancestors *"}),
    Header("X-Content-Type-Options", "nosniff"),
    Header("Referrer-Policy", "no-referrer"),
    Header("Cross-Origin-Opener-Policy", "same-origin"),
    Header("Cross-Origin-Resource-Policy", "same-origin", {EMBEDDED: "cross-origin", OPEN: "cross-origin"}),
    Header("Access-Control-Allow-Origin", "", {OPEN: "*"}),
    Header("Cache-Control", "no-cache", {HASHED: FOR_EVER}),
)

# Said here because the tables of operating systems differ, and a wrong type for WebAssembly stops the runtime.
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
    ".wasm": "application/wasm",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".txt": "text/plain; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".xml": "text/xml; charset=utf-8",
    ".pdf": "application/pdf",
    ".zip": "application/zip",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
OTHER_TYPE = "application/octet-stream"


def headers_of(address: str) -> dict[str, str]:
    """What is sent with a file, named by its address below the site's root: ``/guides/index.html``."""
    return {header.name: value for header in HEADERS if (value := header.at(address))}
