"""How right an output is: gold annotations against envelopes, fact by fact.

Gold says what a perfect reading of a document gives, in the shape of the output. A field it leaves out is
not scored; `null` or an empty list in it must not be invented; `{"any": […]}` accepts either value; a list
element with `"optional": true` costs nothing, found or not.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from protoparse.errors import InputError
from protoparse.evaluation.align import pairs
from protoparse.evaluation.protocol import alike_protocol, score_protocol
from protoparse.evaluation.tally import GROUPS, Fault, Figures, Tally

GOLD_SUFFIX = ".gold.json"
Reader = Callable[[Path], dict[str, Any] | None]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The tally of each document, by name, in order."""

    files: dict[str, Tally]

    @property
    def total(self) -> Tally:
        return Tally.sum(self.files.values())

    def as_json(self) -> dict[str, Any]:
        """Counts and shares of the whole, of each group and of each file, ready for JSON."""
        total = self.total
        return {
            "all": _figures(total.figures()),
            "groups": {group: _figures(total.figures(group)) for group in total.groups},
            "files": {name: _figures(tally.figures()) for name, tally in self.files.items()},
        }


def _figures(figures: Figures) -> dict[str, float | int]:
    return {
        "precision": round(figures.precision, 4),
        "recall": round(figures.recall, 4),
        "f1": round(figures.f1, 4),
        "hits": figures.hits,
        "extra": figures.extra,
        "missed": figures.missed,
    }


def evaluate(gold: dict[str, Any], envelope: dict[str, Any] | None) -> Tally:
    """The tally of one output; None stands for a document that gave no output at all."""
    wanted = gold["protocols"]
    found = (envelope or {}).get("protocols") or []
    tally = Tally()
    if envelope is not None and len(wanted) == len(found):
        tally.hit("protocols")
    else:
        tally.differ("protocols", "protocols in the file", len(wanted), len(found))
    twins = pairs(wanted, found, alike_protocol, 0.0)
    scored = [
        score_protocol(protocol, found[twins[index]] if index in twins else {})
        for index, protocol in enumerate(wanted)
    ]
    return Tally.sum([tally, *scored])


def evaluate_folder(
    gold_folder: Path,
    outputs: Path | None = None,
    *,
    read: Reader | None = None,
    grammar: str | None = None,
) -> Evaluation:
    """The tallies of all documents that have NAME.gold.json somewhere in a folder.

    `outputs` holds NAME.json or NAME.FORMAT.json; without it the documents beside the gold (NAME.docx,
    NAME.pdf, NAME.txt) are parsed now, by `read(path)` where one is given, with a grammar (None: the one
    chosen). A document without output counts as all missed.
    """
    files: dict[str, Tally] = {}
    for gold_path in sorted(gold_folder.rglob(f"*{GOLD_SUFFIX}")):
        gold = json.loads(gold_path.read_text("utf-8"))
        stem = gold_path.name.removesuffix(GOLD_SUFFIX)
        if outputs is None:
            for path in documents_of(gold_path):
                files[path.name] = evaluate(gold, read(path) if read else parsed(path, grammar))
        else:
            stored = _outputs_of(stem, outputs)
            for path in stored:
                files[path.name] = evaluate(gold, _stored(path))
            if not stored:
                files[stem] = evaluate(gold, None)
    return Evaluation(files)


def documents_of(gold_path: Path) -> list[Path]:
    """The documents that a gold file speaks of: the same name with another suffix, in the same folder."""
    stem = gold_path.name.removesuffix(GOLD_SUFFIX)
    return sorted(
        path
        for path in gold_path.parent.iterdir()
        if path.is_file() and path.stem == stem and path.suffix not in (".json", ".lab", ".md")
    )


def parsed(path: Path, grammar: str | None = None) -> dict[str, Any] | None:
    """The envelope of a document as plain data, None where it cannot be read; raises GrammarError."""
    from protoparse.pipeline import parse

    try:
        return parse(path, grammar=grammar).model_dump(mode="json")
    except InputError:
        return None


def _outputs_of(stem: str, folder: Path) -> list[Path]:
    return sorted(
        path
        for path in folder.rglob("*.json")
        if not path.name.endswith(GOLD_SUFFIX)
        and (
            path.stem == stem or (path.stem.startswith(f"{stem}.") and "." not in path.stem[len(stem) + 1 :])
        )
    )


def _stored(path: Path) -> dict[str, Any] | None:
    try:
        envelope = json.loads(path.read_text("utf-8"))
    except ValueError:
        return None
    return envelope if isinstance(envelope, dict) else None


__all__ = ["GROUPS", "Evaluation", "Fault", "Figures", "Tally", "evaluate", "evaluate_folder"]
