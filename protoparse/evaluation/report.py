"""Figures for people and for programs: gold by group and file, label files by role, tuned weights."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from protoparse.errors import InputError
from protoparse.evaluation import Evaluation, evaluate_folder
from protoparse.evaluation.tally import Figures
from protoparse.grammar.compile import load_grammar
from protoparse.grammar.labels import SUFFIX, LabelScore, RoleCounts, need_folder, read_labels, score_labels
from protoparse.grammar.tuning import Tuned

_CONFUSIONS = 20  # so many pairs of roles are listed
_CHANGES = 15  # so many weights are listed
_WIDTH = 110

_TEXTS = {
    "group": ("группа", "group"),
    "role": ("роль", "role"),
    "hits": ("верно", "hits"),
    "extra": ("лишних", "extra"),
    "missed": ("пропущено", "missed"),
    "blocks": ("блоков", "blocks"),
    "all": ("все факты", "all facts"),
    "right": ("{total} блоков, верно {share:.1%}{change}", "{total} blocks, {share:.1%} right{change}"),
    "confusion": ("Вместо одной роли другая:", "One role taken for another:"),
    "nothing": ("нет ни эталонов, ни разметки", "no gold and no label files"),
    "tuned": (
        "{file}: меняются веса этого файла, унаследованные прежние.\n"
        "Файлов разметки {files}, частей {folds}, весов изменено {changes}.",
        "{file}: weights of this file change, inherited ones stay.\n"
        "{files} label files, {folds} folds, {changes} weights changed.",
    ),
    "before": ("F1 до", "F1 before"),
    "after": ("F1 после", "F1 after"),
    "crossed": (
        "{total} блоков, перекрёстная проверка: верно {before:.2%} → {after:.2%}; "
        "на тех, по которым подобраны: {fitted:.2%}.",
        "{total} blocks, cross-validated: {before:.2%} → {after:.2%} right; "
        "on those fitted to: {fitted:.2%}.",
    ),
    "changes": ("Сильнее всего изменились:", "Changed most:"),
    "worse": (
        "Перекрёстная проверка не стала лучше: оставьте прежние веса.",
        "Cross-validation is no better: keep the weights as they are.",
    ),
    "written": ("Записано: {target}", "Written: {target}"),
    "unwritten": (
        "Ничего не записано; с -o ФАЙЛ.toml будет.",
        "Nothing was written; -o FILE.toml does that.",
    ),
}


def _t(key: str, lang: str) -> str:
    return _TEXTS[key][lang == "en"]


@dataclass(frozen=True, slots=True)
class FolderScore:
    """What a folder of gold and of label files says."""

    gold: Evaluation
    labels: LabelScore


def scored(folder: Path, outputs: Path | None = None, grammar: str | None = None) -> FolderScore:
    """Score the gold files and the label files of a folder by a grammar, None: by the one chosen for each.

    Raises InputError, GrammarError.
    """
    need_folder(folder)
    files = [read_labels(path) for path in sorted(folder.rglob(f"*{SUFFIX}"))]
    labels = score_labels(files, None if grammar is None else load_grammar(grammar))
    return FolderScore(evaluate_folder(folder, outputs, grammar=grammar), labels)


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
                role: {
                    "precision": round(one.precision, 4),
                    "recall": round(one.recall, 4),
                    "f1": round(_figures(one).f1, 4),
                    "blocks": one.wanted,
                }
                for role, one in sorted(labels.roles.items())
            },
            "confusion": [
                {"wanted": wanted, "found": found, "times": times}
                for (wanted, found), times in labels.confusion.most_common()
            ],
        },
    }


def report_text(
    score: FolderScore, *, misses: bool = False, old: Path | None = None, lang: str = "ru"
) -> str:
    """The same as tables; with `old`, a file of `report_json`, what changed stands beside each figure."""
    before = _before(old)
    parts: list[str] = []
    if score.gold.files:
        lines = []
        for name, tally in score.gold.files.items():
            f1 = tally.figures().f1
            lines.append(f"{f1:.3f}{_change(f1, before, 'gold', 'files', name, 'f1')}  {name}")
            if misses:
                lines += [f"    {fault}" for fault in tally.faults]
        parts += ["\n".join(lines) + "\n", _gold_table(score.gold, before, lang)]
    if score.labels.total:
        parts.append(_labels_text(score.labels, before, misses, lang))
    return "\n".join(parts or [_t("nothing", lang) + "\n"])


def _gold_table(gold: Evaluation, before: dict[str, Any], lang: str) -> str:
    total = gold.total
    keys = {group: ("gold", "groups", group, "f1") for group in total.groups}
    rows = [_row(group, total.figures(group), before, *keys[group]) for group in total.groups]
    rows.append(_row(_t("all", lang), total.figures(), before, "gold", "all", "f1"))
    counts = [_t(key, lang) for key in ("hits", "extra", "missed")]
    return _table([_t("group", lang), "P", "R", "F1", *counts], rows)


def _row(name: str, figures: Figures, before: dict[str, Any], *keys: str) -> list[str]:
    f1 = f"{figures.f1:.3f}{_change(figures.f1, before, *keys)}"
    counts = (figures.hits, figures.extra, figures.missed)
    return [name, f"{figures.precision:.3f}", f"{figures.recall:.3f}", f1, *map(str, counts)]


def _labels_text(labels: LabelScore, before: dict[str, Any], misses: bool, lang: str) -> str:
    rows = [
        _row(role, _figures(one), before, "labels", "roles", role, "f1")
        for role, one in sorted(labels.roles.items())
    ]
    counts = [_t(key, lang) for key in ("hits", "extra", "missed")]
    change = _change(labels.accuracy, before, "labels", "accuracy")
    lines = [_t("right", lang).format(total=labels.total, share=labels.accuracy, change=change)]
    if labels.wrong:
        lines += ["", _t("confusion", lang)]
    lines += [
        f"{times:5} {wanted} → {found}"
        for (wanted, found), times in labels.confusion.most_common(_CONFUSIONS)
    ]
    if misses:
        lines += ["", *map(str, labels.wrong)]
    return _table([_t("role", lang), "P", "R", "F1", *counts], rows) + "\n" + "\n".join(lines) + "\n"


def _figures(counts: RoleCounts) -> Figures:
    return Figures(counts.right, counts.found - counts.right, counts.wanted - counts.right)


def tuned_text(tuned: Tuned, target: str | None, lang: str = "ru") -> str:
    """What tuning did to each role, by cross-validation, and which weights changed most."""
    rows = []
    nothing = RoleCounts()
    for role in sorted({*tuned.before.roles, *tuned.after.roles}):
        old, new = (score.roles.get(role, nothing) for score in (tuned.before, tuned.after))
        was, now = _figures(old), _figures(new)
        shares = (was.precision, now.precision, was.recall, now.recall, was.f1, now.f1)
        rows.append([role, str(old.wanted), *(f"{share:.3f}" for share in shares)])
    heads = ["P", "P →", "R", "R →", _t("before", lang), _t("after", lang)]
    parts = [
        _t("tuned", lang).format(
            file=tuned.file, files=tuned.files, folds=tuned.folds, changes=len(tuned.changes)
        ),
        _table([_t("role", lang), _t("blocks", lang), *heads], rows).rstrip("\n"),
        _t("crossed", lang).format(
            total=tuned.before.total,
            before=tuned.before.accuracy,
            after=tuned.after.accuracy,
            fitted=tuned.fitted.accuracy,
        ),
    ]
    if tuned.changes:
        most = sorted(tuned.changes, key=lambda one: (-abs(one.new - one.old), one.role, one.id))[:_CHANGES]
        listed = [f"  {one.role or '[cost]'} {one.id}: {one.old:g} → {one.new:g}" for one in most]
        parts.append("\n".join([_t("changes", lang), *listed]))
    if not tuned.better:
        parts.append(_t("worse", lang))
    parts.append(_t("written", lang).format(target=target) if target else _t("unwritten", lang))
    return "\n".join(parts) + "\n"


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table as plain text: names to the left, figures to the right."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for index, head in enumerate(heads):
        table.add_column(Text(head), justify="right" if index else "left", no_wrap=True)
    for row in rows:
        table.add_row(*map(Text, row))
    stream = io.StringIO()
    Console(file=stream, width=_WIDTH, color_system=None, force_terminal=False).print(table)
    lines = [line.rstrip() for line in stream.getvalue().splitlines()]
    return "\n".join(lines).strip("\n") + "\n"


def _before(path: Path | None) -> dict[str, Any]:
    if path is None:
        return {}
    try:
        kept = json.loads(path.read_text("utf-8"))
        if not isinstance(kept["gold"], dict):
            raise TypeError("gold is no object")
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise InputError(
            "R103", f"{path}: это не вывод evaluate --json", f"{path}: not the output of evaluate --json"
        ) from problem
    return {
        part: figures
        for part, figures in kept.items()
        if isinstance(figures, dict)
        and (figures.get("files") or figures.get("blocks"))  # 0 of nothing is no 0
    }


def _change(now: float, before: dict[str, Any], *keys: str) -> str:
    """« (+0.012)» where a figure was known before and differs."""
    was: Any = before
    for key in keys:
        was = was.get(key) if isinstance(was, dict) else None
    if not isinstance(was, int | float) or abs(now - was) < 0.0005:
        return ""
    return f" ({now - was:+.3f})"
