"""What hosts are told of the one list of headers: ``_headers`` in the site, and samples for nginx and Caddy.

python -m scripts.outputs.hosting  # writes the samples in docs/dev/tasks/publish.md anew
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from scripts.paths import ROOT
from scripts.serve.headers import HEADERS, OTHER_TYPE, TYPES, headers_of

PAGE = ROOT / "docs/dev/tasks/publish.md"
FOLDER = "/srv/shebao-guide/site"
COPIES = {".br", ".gz"}  # hosts send them under the name of the file itself
Headers = dict[str, str]


def headers_file(paths: Iterable[str]) -> str:
    """``_headers`` for a site of these files, as Netlify and Cloudflare Pages read it.

    Hosts differ in what they do when two rules give one header. So what all files share stands once, and no address has
    two rules for the rest: a folder has one if all in it agree, else each part of it has its own.
    """
    every = {path: headers_of(f"/{path}") for path in paths if Path(path).suffix not in COPIES}
    first, *others = every.values()
    shared = dict(set(first.items()).intersection(*(each.items() for each in others)))
    own = [(path.split("/"), _without(headers, shared)) for path, headers in every.items()]
    rules = [("/*", {name: shared[name] for name in sorted(shared)}), *_rules(sorted(own, key=itemgetter(0)), "/")]
    return "".join(f"{address}\n{_lines(headers)}" for address, headers in rules if headers)


def _without(headers: Headers, shared: Headers) -> Headers:
    return {name: value for name, value in headers.items() if name not in shared}


def _rules(files: Sequence[tuple[list[str], Headers]], address: str) -> Iterator[tuple[str, Headers]]:
    """The rules of a folder.

    :param files: in it and below, in their order: the rest of the path of each, and its headers.
    """
    for name, within in groupby(files, key=lambda file: file[0][0]):
        inside = [(path[1:], headers) for path, headers in within]
        if not inside[0][0]:
            yield address + name.replace("index.html", ""), inside[0][1]
        elif all(headers == inside[0][1] for _path, headers in inside):
            yield f"{address}{name}/*", inside[0][1]
        else:
            yield from _rules(inside, f"{address}{name}/")


def _lines(headers: Headers) -> str:
    return "".join(f"  {name}: {value}\n" for name, value in headers.items())


def nginx() -> str:
    """A site of nginx. Its maps say what is sent for which address; an empty value is not sent."""
    lines = []
    for header in HEADERS:
        if header.elsewhere:
            lines += [f"map $uri ${_variable(header.name)} {{", f'    default "{header.value}";']
            lines += [f'    "~{pattern}" "{value}";' for pattern, value in header.elsewhere.items()]
            lines += ["}"]
    lines += [
        "server {",
        "    listen 80;",
        f"    root {FOLDER};",
        "    index index.html;",
        "    error_page 404 /404.html;",
    ]
    lines += [
        "    absolute_redirect off;",
        "    gzip_static on; # the copies that the build has made",
        "    gzip_vary on;",
    ]
    lines += [
        "    brotli_static on; # apt-get install libnginx-mod-http-brotli-static; without it, leave this line out"
    ]
    lines += [f"    default_type {OTHER_TYPE};", "    types {"]
    lines += [f'        "{kind}" {" ".join(ends)};' for kind, ends in _types()]
    lines += ["    }"]
    for header in HEADERS:
        value = f"${_variable(header.name)}" if header.elsewhere else f'"{header.value}"'
        lines.append(f"    add_header {header.name} {value} always;")
    return "\n".join([*lines, "}\n"])


def caddy() -> str:
    """A site of Caddy: the value of most addresses first, then those of others take its place."""
    lines = [":80 {", f"    root * {FOLDER}", "    route {"]
    for header in HEADERS:
        if header.value:
            lines.append(f'        header {header.name} "{header.value}"')
        for number, (pattern, value) in enumerate(header.elsewhere.items(), 1):
            matcher = f"@{_variable(header.name)}_{number}"
            lines += [f"        {matcher} path_regexp {pattern}", f'        header {matcher} {header.name} "{value}"']
    lines.append(f'        header Content-Type "{OTHER_TYPE}"')
    for kind, ends in _types():
        names = [f"*.{end}" for end in ends] + ["*/"] * ("html" in ends)
        lines += [f"        @{ends[0]} path {' '.join(names)}", f'        header @{ends[0]} Content-Type "{kind}"']
    lines += ["        file_server {", "            precompressed br gzip", "        }", "    }"]
    lines += ["    handle_errors {", "        rewrite * /404.html", "        route {"]
    for header in HEADERS:
        value = header.at("/404.html")
        lines.append(f'            header {header.name} "{value}"' if value else f"            header -{header.name}")
    lines += [f'            header Content-Type "{TYPES[".html"]}"', "            file_server {"]
    lines += ["                precompressed br gzip", "            }", "        }", "    }"]
    return "\n".join([*lines, "}\n"])


def _variable(name: str) -> str:
    return name.lower().replace("-", "_")


def _types() -> list[tuple[str, list[str]]]:
    """Types with the ends of names that have them, without the dot."""
    return [(kind, [end[1:] for end in ends]) for kind, ends in groupby(TYPES, TYPES.__getitem__)]


def sampled(text: str) -> str:
    """A page with its samples as they are now: the blocks of code that are marked ``nginx`` and ``caddyfile``."""
    for mark, sample in (("nginx", nginx()), ("caddyfile", caddy())):
        head, _, rest = text.partition(f"```{mark}\n")
        text = f"{head}```{mark}\n{sample}```{rest.partition('```')[2]}"
    return text


def main() -> None:
    """Write the samples of the page anew."""
    PAGE.write_text(sampled(PAGE.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
