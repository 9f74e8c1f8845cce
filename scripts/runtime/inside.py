"""Runs inside Pyodide while it is packed (`build.mjs` calls it), never on the host.

Only this Python can write the bytecode that the runtime reads, and only a run shows what the calculators use.
"""

import ast
import importlib
import importlib.util
import sys
import types
from collections.abc import Collection, Iterable
from typing import Any

LIBRARY = "/lib/python314.zip"
OPTIMISED = 2  # `python -OO`, without asserts and docstrings: the library's own; calc keeps its asserts
PACKAGE = "shebao_calc"  # as calc is called where it is installed
CASES = f"{PACKAGE}/cases.json"  # for other implementations, in the wheel: no page reads it
APART = "__main__"  # a module that no page runs

PACKED = "packing has left this out"  # what a trap says
WORDS = "/words-{script}"  # where a page puts the catalogue of its script

Place = tuple[str, int, str]  # where a function stands: file, line, qualified name


def import_all() -> None:
    """Import every module of calc, so that nothing is left to import in the page."""
    import pkgutil

    package = importlib.import_module(PACKAGE)
    for module in pkgutil.walk_packages(package.__path__, f"{PACKAGE}."):
        if not module.name.endswith(APART):
            importlib.import_module(module.name)


def warm(requests: Iterable[str]) -> list[str]:
    """Import all and answer the requests: what they load stays in memory."""
    import_all()
    return [sys.modules[f"{PACKAGE}.browser"].handle(request) for request in requests]


def remember(requests: Iterable[str], data: Iterable[str]) -> None:
    """What a snapshot is taken of: everything imported, and for `pkgutil.get_data` the data files that are read later.

    The words of a script come with the page that has it.
    """
    warm(requests)
    loader = _spec().loader
    kept: dict[str, bytes] = {f"{LIBRARY}/{name}": loader.get_data(name) for name in data if not script_of(name)}

    def get_data(path: str) -> bytes:
        if path in kept:
            return kept[path]
        try:
            with open(WORDS.format(script=script_of(path)), "rb") as file:  # noqa: PTH123  # as in engine/data.py
                return file.read()
        except OSError:
            raise BaseException(PACKED) from None

    _spec().loader = types.SimpleNamespace(get_data=get_data)


def _monitoring() -> Any:
    """`sys.monitoring`, which the Python of Pyodide has, and the oldest that builds a site has not."""
    return vars(sys)["monitoring"]


def _spec() -> Any:
    return sys.modules[PACKAGE].__spec__


def script_of(name: str) -> str:
    """The script whose words a data file holds; empty for any other file."""
    return name.partition("/locales/")[2].partition("/")[0]


def scripts(names: Iterable[str]) -> dict[str, str]:
    """Each script with a file of words among these data files, and where a page puts it."""
    return {script: WORDS.format(script=script) for script in sorted(filter(None, map(script_of, names)))}


def watch() -> None:
    """Note from now on which functions written in Python are entered, and which data files calc reads."""

    def enter(code: types.CodeType, _offset: int) -> object:
        entered.add(code)
        return monitoring.DISABLE  # once is enough

    def get_data(path: str) -> bytes:
        read.add(PACKAGE + path.partition(PACKAGE)[2])
        data: bytes = loader.get_data(path)
        return data

    monitoring = _monitoring()
    entered: set[types.CodeType] = set()
    read: set[str] = set()
    loader = _spec().loader
    started = monitoring.events.PY_START
    monitoring.use_tool_id(monitoring.PROFILER_ID, "packing")
    monitoring.register_callback(monitoring.PROFILER_ID, started, enter)
    monitoring.set_events(monitoring.PROFILER_ID, started)
    _spec().loader = types.SimpleNamespace(get_data=get_data, before=loader, entered=entered, read=read)


def seen() -> dict[str, list[Any]]:
    """Where the functions stand that have been entered since `watch`, and the names of the files that have been read."""
    watching = _spec().loader
    _spec().loader = watching.before
    _monitoring().free_tool_id(_monitoring().PROFILER_ID)
    return {"places": sorted({_place(code) for code in watching.entered}), "read": sorted(watching.read)}


def _place(code: types.CodeType) -> Place:
    return code.co_filename, code.co_firstlineno, code.co_qualname


def cut(entered: Collection[Place], imported: Iterable[str]) -> None:
    """Put a trap in place of every function that is not among those that are entered.

    Those of calc and of what it imports by name stay, whoever enters them. What the trap raises is caught nowhere: the
    page then starts the whole runtime and asks again.
    """
    import gc

    def trap(*_given: object, **_named: object) -> None:
        raise BaseException(PACKED)

    kept = {tuple(place) for place in entered}
    whole = {__name__, *imported} - {"typing"}  # whose work is done when a module is imported

    def idle(value: object) -> bool:
        if not isinstance(value, types.FunctionType) or _place(value.__code__) in kept:
            return False
        module = value.__globals__.get("__name__", "")
        return module not in whole and not module.startswith(f"{PACKAGE}.")

    for owner in gc.get_objects():
        if isinstance(owner, types.ModuleType):
            vars(owner).update((name, trap) for name, value in [*vars(owner).items()] if idle(value))
        elif isinstance(owner, type):
            for name in [name for name, value in vars(owner).items() if idle(value)]:
                type.__setattr__(owner, name, trap)
    traps: dict[int, types.CodeType] = {}
    for function in gc.get_objects():
        if idle(function):  # held by a property, a method of a class or another function
            free = function.__code__.co_freevars
            function.__code__ = traps.setdefault(len(free), trap.__code__.replace(co_freevars=free))
            function.__defaults__ = function.__kwdefaults__ = function.__annotate__ = function.__doc__ = None
    working = [each for each in gc.get_objects() if isinstance(each, types.FunctionType) and not idle(each)]
    _empty({place[0] for place in entered}, whole, {name for each in working for name in each.__code__.co_names}, trap)


def _empty(files: set[str], whole: set[str], named: set[str], trap: object) -> None:
    """Take everything out of the library's modules that none of the functions that are left can reach by name.

    `files` are those of functions that are entered, `named` what functions name, and so import while they run. What is asked of
    an empty module is a trap. Pyodide's own hold objects of JavaScript's, which stay as they are.
    """
    modules = {name: each for name, each in sys.modules.items() if isinstance(each, types.ModuleType) and each.__spec__}

    def is_live(name: str, spec: Any) -> bool:
        return name in whole or not spec.has_location or spec.origin.removesuffix("c") in files

    def stays(name: str) -> bool:
        return name in named or name.startswith((PACKAGE, "pyodide", "_pyodide"))

    live = {name for name, module in modules.items() if name.startswith(PACKAGE) or is_live(name, module.__spec__)}
    reached = {id(value) for name in live for value in vars(modules[name]).values()}
    for name, module in modules.items():
        if name in live or stays(name) or id(module) in reached:
            continue
        for each in [each for each in vars(module) if not each.startswith("__")]:
            delattr(module, each)
        vars(module)["__getattr__"] = trap


def exercise(requests: Iterable[str]) -> list[str]:
    """The same, and pass through what any calculator may need sooner or later."""
    answers = warm(requests)
    _common_ground()
    return answers


def _common_ground() -> None:
    """Enter the interpreter's usual paths, so that the cut runtime keeps them: numbers, text, dates, errors."""
    import datetime
    import decimal
    import gc
    import json
    import random
    import traceback
    import unicodedata

    gc.collect()
    random.seed()
    unicodedata.normalize("NFKC", "\uff11\uff12\uff0c\uff10\uff10 \u2460\ufb01 e\u0301")
    numbers = [decimal.Decimal(text) for text in ("0", "-1.005", "1E+30", "12345678901234567890.123", "0.0000001")]
    rounding = [name for name in dir(decimal) if name.startswith("ROUND_")]
    with decimal.localcontext(decimal.Context(traps=[])):
        for a in numbers:
            for b in numbers:
                str((a + b, a - b, a * b, a / b, a // b, a % b, divmod(a, b), a < b, max(a, b), hash(a), f"{a:,.2f}"))
                for mode in rounding:
                    (a / b).quantize(decimal.Decimal("0.01"), mode)
            str((a**3, a**-2, abs(a).sqrt(), a.ln(), a.exp(), a.normalize(), a.to_integral_value(), int(a), float(a)))
    str((0.1 + 0.2, 1e300 * 10, 2**200 // 3**50, int("9" * 60), round(2.675, 2), float("1e-7"), divmod(-7, 2)))
    day = datetime.date(2024, 2, 29)
    for other in (datetime.date.fromisoformat("2025-12-31"), datetime.date.today()):  # noqa: DTZ011
        str((other - day, other.isocalendar(), other.strftime("%Y-%m-%d %A"), day.replace(year=2028), other > day))
    str((datetime.datetime.now(datetime.UTC), datetime.datetime(2026, 1, 1, 8) + datetime.timedelta(hours=30)))  # noqa: DTZ001
    text = "社会保险 Abc é 😀 １２３"
    for codec in ("utf-8", "utf-16", "ascii", "latin-1"):
        for errors in ("replace", "ignore", "xmlcharrefreplace", "backslashreplace"):
            text.encode(codec, errors).decode(codec, "replace")
    str((text.upper().title().casefold().split(), text.center(40), text.translate({65: None}), sorted(text)))
    json.loads(json.dumps({"a": [1, -2.5, None, True, text, {}], "b": 10**30}, ensure_ascii=False, indent=1))
    json.dumps(text)
    nothing: Any = {}
    for wrong in (  # nothing is compiled here: no page compiles
        lambda: 1 / 0,
        lambda: undefined,  # type: ignore[name-defined]  # noqa: F821
        lambda: [][1],
        lambda: nothing["k"],
        lambda: int("x"),
        lambda: nothing.x,
        lambda: "a" + nothing,
        lambda: len(nothing.get),
        lambda: importlib.import_module("no_such_module"),
    ):
        try:
            wrong()
        except Exception:
            traceback.format_exc()
    for bad in ("abc", "1..2", "NaN", "sNaN", "Infinity", ""):
        try:
            +decimal.Decimal(bad)
            datetime.date.fromisoformat(bad)
        except (decimal.InvalidOperation, ValueError):
            traceback.format_exc()
    try:
        json.loads('{"a": [1, 2')
        raise RecursionError
    except json.JSONDecodeError:
        traceback.format_exc()

    def deep(n: int) -> int:
        return deep(n + 1)

    try:
        deep(0)
    except RecursionError:
        traceback.format_exc(limit=3)


def used() -> list[str]:
    """Members of the library's zip that are imported now."""
    origins = (getattr(m.__spec__, "origin", None) or "" for m in list(sys.modules.values()) if hasattr(m, "__spec__"))
    return sorted({origin.split(".zip/")[1] for origin in origins if origin.startswith(LIBRARY)})


def write_library(target: str, wheel: str, members: Iterable[str]) -> list[str]:
    """One zip with the bytecode of the chosen library members and of calc with its data. Stored: HTTP compresses.

    Gives the names of the data files. The words of each script are written apart too, where a page puts them.
    """
    import zipfile
    from importlib._bootstrap_external import _code_to_hash_pyc  # type: ignore[attr-defined]

    with (
        zipfile.ZipFile(LIBRARY) as library,
        zipfile.ZipFile(wheel) as own,
        zipfile.ZipFile(target, "w") as out,
    ):
        chosen = [(library, name) for name in members]
        names = sorted(name for name in own.namelist() if name.startswith(f"{PACKAGE}/") and name != CASES)
        chosen += [(own, name) for name in names]
        files = []
        for source, name in chosen:
            data = source.read(name)
            if not name.endswith(".py"):
                files.append(name)
                if script_of(name):
                    with open(WORDS.format(script=script_of(name)), "wb") as words:  # noqa: PTH123
                        words.write(data)
            else:
                tree, level = (_bare(data), 0) if source is own else (data, OPTIMISED)
                code = compile(tree, f"{LIBRARY}/{name}", "exec", dont_inherit=True, optimize=level)
                data, name = _code_to_hash_pyc(_unnumbered(code), importlib.util.source_hash(data), False), f"{name}c"
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.external_attr = 0o644 << 16
            out.writestr(entry, data)
    return files


def _unnumbered(code: types.CodeType) -> types.CodeType:
    """The same without the numbers of its lines, a tenth of a snapshot: no page shows where in a program something went wrong."""
    inner = (_unnumbered(each) if isinstance(each, types.CodeType) else each for each in code.co_consts)
    return code.replace(co_linetable=b"", co_consts=tuple(inner))


def _bare(source: bytes) -> ast.Module:
    """The program without its docstrings, and without the types of what functions take and give, which nothing asks for."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        match node:
            case ast.Module() | ast.ClassDef() | ast.FunctionDef() | ast.AsyncFunctionDef() if ast.get_docstring(
                node, False
            ):
                node.body[0] = ast.copy_location(ast.Pass(), node.body[0])
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                node.returns = None
            case ast.arg():
                node.annotation = None
    return tree


def imports(wheel: str) -> list[str]:
    """Every module that calc imports anywhere in its code, also inside functions."""
    import zipfile

    found: set[str] = set()
    with zipfile.ZipFile(wheel) as own:
        for name in own.namelist():
            if not name.startswith(f"{PACKAGE}/") or not name.endswith(".py") or name[:-3].endswith(APART):
                continue
            for node in ast.walk(ast.parse(own.read(name))):
                if isinstance(node, ast.Import):
                    found.update(alias.name for alias in node.names)
                elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                    found.add(node.module)
    return sorted(found - {"__future__"})


def unused_data(frozen: Iterable[int]) -> list[tuple[int, int]]:
    """Address ranges of C data that nobody reads once a snapshot is put back.

    `frozen` are the addresses of the variables that point to the lists of frozen modules: bytecode that Python starts
    itself with, long run by then. The other ranges are the conversion tables, 0.4 MB compressed, of the Chinese,
    Japanese and Korean codecs that are not imported; importing one is a trap, as their code is cut too.
    """
    import ctypes
    import struct

    def words(address: int, count: int) -> tuple[int, ...]:
        return struct.unpack(f"<{count}I", ctypes.string_at(address, 4 * count))

    ranges = []
    for variable in frozen:
        start = entry = words(variable, 1)[0]
        while words(entry, 1)[0]:  # struct _frozen: name, code, size, is_package; ends with a nameless one
            _name, code, size, _package = words(entry, 4)
            if code:
                ranges.append((code, code + size))
            entry += 16
        ranges.append((start, entry))

    pointer = ctypes.pythonapi.PyCapsule_GetPointer
    pointer.restype, pointer.argtypes = ctypes.c_void_p, [ctypes.py_object, ctypes.c_char_p]
    for name in ("_codecs_cn", "_codecs_hk", "_codecs_jp", "_codecs_kr", "_codecs_tw"):
        if name in sys.modules:
            continue
        module = importlib.import_module(name)
        for attribute in dir(module):
            if not attribute.startswith("__map_") or attribute.endswith("_pair"):
                continue
            # struct dbcs_map: charset, encoding index, decoding index; an index has 256 of: table, bottom, top
            tables = words(pointer(getattr(module, attribute), b"multibytecodec.map"), 3)[1:]
            for table in (table for index in tables if index for table in range(index, index + 256 * 8, 8)):
                address, limits = words(table, 2)
                bottom, top = limits & 0xFF, limits >> 8 & 0xFF
                if address:
                    ranges.append((address, address + 2 * (top - bottom + 1)))
    return ranges
