"""The house keeps its shape: imports point down the data flow, modules stay small, the top level bare."""

from __future__ import annotations

import ast
import inspect
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import protoparse
from protoparse import model

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "protoparse"
MODULES = sorted(PACKAGE.rglob("*.py"))
MOST_LINES = 600

# The data flow from the file up to the user. A component imports from lower floors and from itself.
FLOORS = (
    ("errors", "kept"),
    ("pattern",),
    ("document", "limits", "model", "messages"),
    ("view",),
    ("fields",),
    ("people_misprints",),
    ("readers", "output", "people", "list_label"),
    ("normalise", "agenda"),
    ("grammar",),
    ("neighbours", "search"),
    ("label",),
    ("choice",),
    ("build",),
    ("pipeline",),
)
FLOOR_OF = {name: floor for floor, names in enumerate(FLOORS) for name in names}
ABOVE = len(FLOORS)  # all that uses the pipeline: explain, batch, export, evaluation …
ENGINE = frozenset(
    {"__init__", "spec", "folders", "loader", "flow", "orders", "shapes", "scoring", "compile", "words"}
    | {"misprints", "macros", "careful"}
)  # of grammar/; the rest are tools
DOCUMENT_LIBRARIES = frozenset({"docx", "pdfplumber", "pypdfium2", "pymorphy3", "charset_normalizer", "lxml"})
NETWORK = frozenset(
    {"socket", "ssl", "http", "urllib.request", "ftplib", "smtplib", "requests", "httpx", "aiohttp"}
)


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


@cache
def imports_of(path: Path) -> tuple[str, ...]:
    """All modules that a file imports, inside functions too; a name behind `from x import` counts as one."""
    found: list[str] = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: imports are absolute"
            found += [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
    return tuple(found)


def is_command(path: Path) -> bool:
    return path.stem.startswith("cli") or path.stem.endswith("_cli")


def floor_of(path: Path) -> int:
    first, *rest = path.relative_to(PACKAGE).with_suffix("").parts
    if is_command(path) or (first in ("__init__", "__main__", "commands") and not rest):
        return ABOVE + 1
    if first == "grammar" and rest[0] not in ENGINE:
        return ABOVE
    return FLOOR_OF.get(first, ABOVE)


def own_imports(path: Path) -> Iterator[str]:
    """The components of the package that a module imports, its own left out."""
    own = path.relative_to(PACKAGE).with_suffix("").parts[0]
    for name in imports_of(path):
        parts = name.split(".")
        if parts[0] == "protoparse" and len(parts) > 1 and parts[1] != own and not parts[1].startswith("_"):
            yield parts[1]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_point_down_the_data_flow(path: Path) -> None:
    floor = floor_of(path)
    if floor > ABOVE:
        return
    if floor == ABOVE:
        upward = {name for name in own_imports(path) if name.startswith("cli") or name == "commands"}
    else:
        upward = {name for name in own_imports(path) if FLOOR_OF.get(name, ABOVE) >= floor}
    assert not upward, f"{name_of(path)} imports from above: {sorted(upward)}"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_only_commands_and_reports_talk_to_terminals(path: Path) -> None:
    libraries = {name.split(".")[0] for name in imports_of(path)}
    talks = is_command(path) or path.stem in ("explain", "report", "progress")
    assert talks or not libraries & {"typer", "rich"}
    if not talks and path.stem not in ("commands", "__main__"):
        prints = [
            node.lineno
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
        ]
        assert not prints, f"{name_of(path)} prints in lines {prints}"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_nothing_reaches_for_the_network(path: Path) -> None:
    used = {name for name in imports_of(path) if name in NETWORK or name.split(".")[0] in NETWORK}
    assert not used


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_modules_are_small_and_say_what_they_are(path: Path) -> None:
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= MOST_LINES
    assert ast.get_docstring(ast.parse(text)) or not text.strip()


def eager_patterns(path: Path) -> Iterator[int]:
    """The lines where importing a module compiles an expression for text (those for bytes are few, small)."""
    nodes: list[ast.AST] = [ast.parse(path.read_text("utf-8"))]
    while nodes:
        node = nodes.pop()
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            continue
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "re.compile":
            texts = [one.value for one in ast.walk(node.args[0]) if isinstance(one, ast.Constant)]
            if not any(isinstance(text, bytes) for text in texts):
                yield node.lineno
        nodes.extend(ast.iter_child_nodes(node))


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_an_import_compiles_no_patterns(path: Path) -> None:
    lines = list(eager_patterns(path))
    assert not lines, f"{name_of(path)}: take `Pattern`, which compiles on first use: lines {lines}"


def test_document_libraries_are_imported_where_they_are_needed() -> None:
    code = (
        "import sys, protoparse.pipeline, protoparse.commands;"
        f"print([name for name in {sorted(DOCUMENT_LIBRARIES)!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, timeout=60)
    assert (done.stdout, done.stderr) == ("[]\n", "")


def test_public_names_are_documented_and_typed() -> None:
    for name in sorted(set(protoparse.__all__) - {"__version__"} - set(model.__dict__)):
        value = getattr(protoparse, name)
        assert value.__doc__, name
        if inspect.isfunction(value):
            annotations = inspect.get_annotations(value)
            assert set(inspect.signature(value).parameters) | {"return"} == set(annotations), name


def test_every_model_of_the_output_is_public() -> None:
    models = {
        name
        for name, value in vars(model).items()
        if inspect.isclass(value) and issubclass(value, model.Node)
    }
    assert models - {"Node"} <= set(protoparse.__all__)
    assert models - {"Node"} == {*protoparse.Envelope.model_json_schema()["$defs"], "Envelope"}


def test_the_top_level_is_bare() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("not a checkout")
    listed = subprocess.run(["git", "ls-files"], capture_output=True, text=True, cwd=ROOT, check=True).stdout
    top = {line.strip('"').split("/")[0] for line in listed.splitlines()}
    allowed = {
        "protoparse",
        "grammars",
        "samples",
        "tests",
        "pyproject.toml",
        "README.md",
        "LICENSE",
        "CHANGELOG.md",
    }
    assert {name for name in top if not name.startswith(".")} <= allowed


def test_the_rules_see_what_they_forbid(tmp_path: Path) -> None:
    bad = tmp_path / "bad.py"
    bad.write_text("def f():\n    from protoparse.grammar import flow\n    import urllib.request\n", "utf-8")
    assert {"protoparse.grammar", "protoparse.grammar.flow", "urllib.request"} <= set(imports_of(bad))
    eager = tmp_path / "eager.py"
    eager.write_text(
        "A = re.compile('a')\nB = re.compile(b'b')\nC = {n: re.compile(f'{n}') for n in N}\n", "utf-8"
    )
    assert sorted(eager_patterns(eager)) == [1, 3]
    assert floor_of(PACKAGE / "readers/txt.py") < floor_of(PACKAGE / "grammar/flow.py")
    assert floor_of(PACKAGE / "fields/date.py") <= floor_of(PACKAGE / "readers/txt.py")
    assert floor_of(PACKAGE / "explain.py") < floor_of(PACKAGE / "grammar/cli.py")
