"""Figures of a folder for people and for programs: gold by group and file, label files by role."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from protoparse.errors import InputError
from protoparse.evaluation import Evaluation, evaluate_folder
from protoparse.evaluation.tally import Figures
from protoparse.grammar.compile import load_grammar
from protoparse.grammar.labels import SUFFIX, LabelScore, read_labels, score_labels

_CONFUSIONS = 20  # so many pairs of roles are listed


@dataclass(frozen=True, slots=True)
class FolderScore:
    """What a folder of gold and of label files says."""

    gold: Evaluation
    labels: LabelScore


def scored(folder: Path, outputs: Path | None = None, grammar: str = "base") -> FolderScore:
    """Score the gold files and the label files of a folder; raises InputError, GrammarError."""
    files = [read_labels(path) for path in sorted(folder.rglob(f"*{SUFFIX}"))]
    return FolderScore(evaluate_folder(folder, outputs), score_labels(files, load_grammar(grammar)))


def report_json(score: FolderScore) -> str:
    """All figures as JSON, as `--compare` reads them."""
    return json.dumps(_data(score), ensure_ascii=False, indent=2) + "\n"


def _data(score: FolderScore) -> dict[str, Any]:
    labels = score.labels
    return {
        "gold": score.gold.as_json(),
        "labels": {
            "blocks": labels.total,
            "accuracy": round(labels.accuracy, 4),
            "roles": {
                role: {"precision": round(one.precision, 4), "recall": round(one.recall, 4)}
                for role, one in sorted(labels.roles.items())
            },
            "confusion": [
                {"wanted": wanted, "found": found, "times": times}
                for (wanted, found), times in labels.confusion.most_common()
            ],
        },
    }


def report_text(score: FolderScore, *, misses: bool = False, old: Path | None = None) -> str:
    """The same as a table; with `old`, a file of `report_json`, each F1 stands beside what it was."""
    before = _before(old)
    lines: list[str] = []
    if score.gold.files:
        for name, tally in score.gold.files.items():
            figures = tally.figures()
            lines.append(f"{figures.f1:.3f}{_change(figures.f1, before, 'files', name)}  {name}")
            if misses:
                lines += [f"    {fault}" for fault in tally.faults]
        total = score.gold.total
        lines.append(f"\n{'':16}{'P':>7}{'R':>7}{'F1':>7}{'hits':>7}{'extra':>7}{'missed':>7}")
        for group in total.groups:
            figures = total.figures(group)
            lines.append(_row(group, figures) + _change(figures.f1, before, "groups", group))
        lines.append(_row("all facts", total.figures()) + _change(total.figures().f1, before, "all"))
    if score.labels.total:
        labels = score.labels
        lines.append(f"\n{labels.total} blocks, {labels.accuracy:.1%} right")
        lines += [
            f"{times:5} {wanted} → {found}"
            for (wanted, found), times in labels.confusion.most_common(_CONFUSIONS)
        ]
        if misses:
            lines += [str(one) for one in labels.wrong]
    return "\n".join(lines or ["no gold and no label files"]) + "\n"


def _row(name: str, figures: Figures) -> str:
    shares = f"{figures.precision:7.3f}{figures.recall:7.3f}{figures.f1:7.3f}"
    return f"{name:16}{shares}{figures.hits:7}{figures.extra:7}{figures.missed:7}"


def _before(path: Path | None) -> dict[str, Any]:
    if path is None:
        return {}
    try:
        gold = json.loads(path.read_text("utf-8"))["gold"]
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise InputError(
            "R103", f"{path}: это не вывод evaluate --json", f"{path}: not the output of evaluate --json"
        ) from problem
    return gold if isinstance(gold, dict) else {}


def _change(now: float, before: dict[str, Any], *keys: str) -> str:
    """« (+0.012)» where a figure was known before and differs."""
    value: Any = before
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    was = value.get("f1") if isinstance(value, dict) else None
    if not isinstance(was, int | float) or abs(now - was) < 0.0005:
        return ""
    return f" ({now - was:+.3f})"
