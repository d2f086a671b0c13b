"""The measurements: medians of rounds in which all candidates take turns in a fresh order."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from protoparse.build import build
from protoparse.choice import Choice, choose
from protoparse.grammar.compile import Grammar, load_grammar, load_grammars
from protoparse.label import Labelling, decode
from protoparse.neighbours import prepare
from protoparse.normalise import Unit, normalise
from protoparse.pipeline import parse
from protoparse.readers import read
from tests.bench import peers as others

PAGE = 2500  # characters that count as one page where the format has no pages
SIZES = (3, 100)  # pages of the repeated document

Work = Callable[[], object]


def medians(candidates: dict[str, Work], rounds: int, warm: bool = True) -> dict[str, float]:
    """Milliseconds of each candidate: the median over the rounds, the order shuffled in every one."""
    if warm:
        for work in candidates.values():
            work()
    order = list(candidates)
    shuffle = random.Random(1).shuffle
    times: dict[str, list[float]] = {name: [] for name in candidates}
    for _ in range(rounds):
        shuffle(order)
        for name in order:
            start = time.perf_counter()
            candidates[name]()
            times[name].append((time.perf_counter() - start) * 1000)
    return {name: median(values) for name, values in times.items()}


def peers(files: list[Path], rounds: int) -> list[dict[str, str]]:
    """Each docx and pdf to JSON against the bare read of the file and against the usual library."""
    rows = []
    for path in files:
        if path.suffix == ".docx":
            bare, peer, name = others.bare_docx, others.python_docx, "python-docx"
        elif path.suffix == ".pdf":
            bare, peer, name = others.bare_pdf, others.pdfplumber_words_and_tables, "pdfplumber"
        else:
            continue
        found = medians(
            {
                "bare": lambda path=path, bare=bare: bare(path),  # type: ignore[misc]
                "read": lambda path=path: read(path),  # type: ignore[misc]
                "json": lambda path=path: others.to_json(path),  # type: ignore[misc]
                "peer": lambda path=path, peer=peer: peer(path),  # type: ignore[misc]
            },
            rounds,
        )
        rows.append(
            {
                "file": path.name,
                "bare": f"{found['bare']:.2f}",
                "protoparse: read": _times(found["read"], found["bare"]),
                "protoparse: JSON": _times(found["json"], found["bare"]),
                "library": name,
                "library: ms": _times(found["peer"], found["bare"]),
                "library / JSON": f"{found['peer'] / found['json']:.2f}",
            }
        )
    return rows


def _forget(units: list[Unit]) -> None:
    """Nothing is remembered of an earlier round."""
    for unit in units:
        unit.shapes.clear()
        unit.evidence.clear()
    prepare(units)


def label_afresh(units: list[Unit], grammar: Grammar) -> Labelling:
    _forget(units)
    return decode(units, grammar)


def choose_afresh(units: list[Unit], grammars: list[Grammar]) -> Choice:
    _forget(units)
    return choose(units, grammars)


def stages(files: list[Path], rounds: int) -> list[dict[str, str]]:
    """Read, normalise, choose, label, build, serialise: what each stage of the pipeline takes.

    Choosing and labelling both weigh the start of the document here; the pipeline does it once.
    """
    grammar = load_grammar("base")
    grammars = load_grammars()
    rows = []
    for path in files:
        document = read(path)
        units = normalise(document, grammar.cuts, grammar.knows_table)
        prepare(units)
        labelling = decode(units, grammar)
        envelope = parse(path)

        def normalised(document=document):  # type: ignore[no-untyped-def]
            return normalise(document, grammar.cuts, grammar.knows_table)

        def chosen(units=units):  # type: ignore[no-untyped-def]
            return choose_afresh(units, grammars)

        def labelled(units=units):  # type: ignore[no-untyped-def]
            return label_afresh(units, grammar)

        found = medians(
            {
                "read": lambda path=path: read(path),  # type: ignore[misc]
                "normalise": normalised,
                "choose": chosen,
                "label": labelled,
                "build": lambda d=document, u=units, b=labelling: build(d, u, b, grammar),  # type: ignore[misc]
                "serialise": lambda envelope=envelope: envelope.model_dump_json(indent=2),  # type: ignore[misc]
            },
            rounds,
        )
        whole = sum(found.values())
        rows.append(
            {
                "file": path.name,
                "blocks": str(len(units)),
                **{stage: f"{spent:.2f} ({spent / whole:.0%})" for stage, spent in found.items()},
                "sum": f"{whole:.2f}",
            }
        )
    return rows


def labelling_growth(files: list[Path], rounds: int) -> list[dict[str, str]]:
    """Labelling a block of a short and of a long document: the same text repeated to so many pages."""
    grammar = load_grammar("base")
    source = max(files, key=lambda path: len(read(path).text))
    text = read(source).text
    candidates: dict[str, Work] = {}
    counts: dict[str, int] = {}
    for pages in SIZES:
        copies = max(1, round(pages * PAGE / len(text)))
        long = "\n\n".join([text] * copies)[: max(pages * PAGE, 1)]
        document = read(long.encode("utf-8"), format="txt")
        units = normalise(document, grammar.cuts, grammar.knows_table)
        name = f"{pages} pages"
        counts[name] = len(units)

        def labelled(units=units):  # type: ignore[no-untyped-def]
            return label_afresh(units, grammar)

        candidates[name] = labelled
    found = medians(candidates, rounds)
    first = found[f"{SIZES[0]} pages"] / counts[f"{SIZES[0]} pages"]
    return [
        {
            "document": f"{source.name}, {name}",
            "blocks": str(counts[name]),
            "ms": f"{spent:.1f}",
            "ms a block": f"{spent / counts[name]:.3f}",
            "ratio": f"{spent / counts[name] / first:.2f}",
        }
        for name, spent in found.items()
    ]


def start(files: list[Path], rounds: int) -> list[dict[str, str]]:
    """Fresh processes: the command against an interpreter that does nothing."""
    command = [sys.executable, "-m", "protoparse"]
    calls = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "protoparse --version": [*command, "--version"],
    }
    for suffix in (".txt", ".docx", ".pdf"):
        kind = [path for path in files if path.suffix == suffix]
        if kind:
            smallest = min(kind, key=lambda path: path.stat().st_size)
            calls[f"protoparse {smallest.name}"] = [*command, str(smallest)]
            if suffix == ".txt":
                calls[f"protoparse text {smallest.name}"] = [*command, "text", str(smallest)]
    calls["protoparse --help"] = [*command, "--help"]
    with tempfile.TemporaryDirectory() as folder:
        # an installed program has its bytecode; a checkout may be told to write none
        surroundings = {**os.environ, "PYTHONPYCACHEPREFIX": folder}
        surroundings.pop("PYTHONDONTWRITEBYTECODE", None)
        work = {name: _process(call, surroundings) for name, call in calls.items()}
        for once in work.values():
            once()
        found = medians(work, rounds)
    bare = found["python -c pass"]
    return [
        {"call": name, "ms": f"{ms:.1f}", "times python": f"{ms / bare:.1f}"} for name, ms in found.items()
    ]


def _process(call: list[str], surroundings: dict[str, str]) -> Work:
    quiet = subprocess.DEVNULL
    # no timeout: to wait with one is to look every so often, up to 50 ms apart
    return lambda: subprocess.run(call, env=surroundings, stdout=quiet, stderr=quiet, check=True)


def _times(spent: float, bare: float) -> str:
    return f"{spent:.2f} (x{spent / bare:.1f})"
