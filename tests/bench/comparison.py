"""The table of the README: how long protoparse takes against other programs, and what each of them gives."""

from __future__ import annotations

import json
import re
from pathlib import Path
from statistics import median

from tests.bench.measures import Work, medians
from tests.bench.peers import OTHERS, OWN, Given, Peer

FEATURES = Path(__file__).parents[1] / "docx-features"
COLUMNS = (
    "program",
    "docx, protoparse ÷ it",
    "pdf, protoparse ÷ it",
    "docx features of 38",
    "list numbers of 5",
    "cells of tables",
    "sections",
    "people",
    "decisions",
)
ABSENT = "not installed"
_BEGIN, _END = "<!-- peers -->", "<!-- /peers -->"


def comparison(files: list[Path], rounds: int) -> list[dict[str, str]]:
    """One row a program: medians over the files of the ratios of one run, and counts of what it gives.

    A program that is not installed has a row that says so; «–» stands where a program does not read a format.
    """
    here = [OWN, *(peer for peer in OTHERS if peer.version is not None)]
    ratios: dict[tuple[str, str], list[float]] = {}
    given: dict[str, list[Given]] = {peer.name: [] for peer in here}
    for path in files:
        readers = [peer for peer in here if path.suffix in peer.suffixes]
        if len(readers) < 2:
            continue
        candidates: dict[str, Work] = {
            peer.name: lambda peer=peer, path=path: peer.work(path)  # type: ignore[misc]
            for peer in readers
        }
        found = medians(candidates, rounds)
        for peer in readers:
            ratios.setdefault((peer.name, path.suffix), []).append(found[OWN.name] / found[peer.name])
            given[peer.name].append(peer.given(path))
    return [
        _row(peer, ratios, given[peer.name]) if peer in here else _absent(peer) for peer in (OWN, *OTHERS)
    ]


def _absent(peer: Peer) -> dict[str, str]:
    return dict.fromkeys(COLUMNS, "–") | {"program": f"{peer.name} ({ABSENT})"}


def _row(peer: Peer, ratios: dict[tuple[str, str], list[float]], given: list[Given]) -> dict[str, str]:
    def times(suffix: str) -> str:
        known = ratios.get((peer.name, suffix))
        return f"{median(known):.2f}" if known else "–"

    right = features(peer) if ".docx" in peer.suffixes else None
    values = (
        f"{peer.name} {peer.version}",
        times(".docx"),
        times(".pdf"),
        str(len(right)) if right is not None else "–",
        str(sum("_num_" in name for name in right)) if right is not None else "–",
        str(sum(one.cells for one in given)),
        str(sum(one.sections for one in given)),
        str(sum(one.people for one in given)),
        str(sum(one.decisions for one in given)),
    )
    return dict(zip(COLUMNS, values, strict=True))


def features(peer: Peer) -> list[str]:
    """The feature files of Word whose text a program gives as expected: all that shows, once, in order."""
    expected = json.loads((FEATURES / "expect.json").read_text(encoding="utf-8"))
    right = []
    for name, one in expected.items():
        try:
            text = peer.text(FEATURES / f"{name}.{one['ext']}")
        except Exception:  # whatever a program raises, it does not read this file
            continue
        if all(re.search(pattern, text) for pattern in one["want"]) and not any(
            re.search(pattern, text) for pattern in one["forbid"]
        ):
            right.append(name)
    return right


def markdown(rows: list[dict[str, str]]) -> str:
    """Rows as a Markdown table; all rows have the keys of the first."""
    heads = list(rows[0])
    widths = [max(len(head), *(len(row[head]) for row in rows)) for head in heads]
    lines = [
        [head.ljust(width) for head, width in zip(heads, widths, strict=True)],
        ["-" * width for width in widths],
        *([row[head].ljust(width) for head, width in zip(heads, widths, strict=True)] for row in rows),
    ]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def shown(readme: Path) -> list[dict[str, str]]:
    """The rows of the table in a README, as `comparison` gave them."""
    table = readme.read_text("utf-8").split(_BEGIN)[1].split(_END)[0].strip().splitlines()
    heads, _, *rows = ([cell.strip() for cell in line.strip("|").split("|")] for line in table)
    return [dict(zip(heads, row, strict=True)) for row in rows]


def write(readme: Path, rows: list[dict[str, str]]) -> None:
    """Put a table in the place of the one that a README has."""
    text = readme.read_text("utf-8")
    before, rest = text.split(_BEGIN)
    readme.write_text(f"{before}{_BEGIN}\n{markdown(rows)}\n{_END}{rest.split(_END)[1]}", "utf-8")
