"""A grammar put to the test: its examples, and the label files beside it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from protoparse.grammar.compile import load_grammar
from protoparse.grammar.examples import run_examples
from protoparse.grammar.labels import SUFFIX, read_labels, score_labels
from protoparse.grammar.loader import load


@dataclass(frozen=True, slots=True)
class GrammarReport:
    """What failed, one line each, and one line that sums up."""

    lines: tuple[str, ...]
    summary: str

    @property
    def passed(self) -> bool:
        return not self.lines


def check_grammar(name: str | os.PathLike[str]) -> GrammarReport:
    """Run all examples of a grammar and score NAME.lab, NAME-….lab beside its file.

    Inherited examples run too; one that fails in the parent already is the parent's business. Raises
    GrammarError where it does not load and InputError where a label file cannot be read.
    """
    loaded, grammar = load(name), load_grammar(name)
    path = loaded.files[0]
    examples = run_examples(grammar, loaded.spec)
    known = _failing(loaded.files[1]) if len(loaded.files) > 1 else frozenset()
    lines = [
        f"{path}: {'yes' if one.expected else 'no'} «{one.text}» роли «{one.role}»: {one.points:+.1f}"
        f" ({', '.join(one.marks) or 'ни одна метка'})"
        for one in examples
        if not one.passed and (one.role, one.text) not in known
    ]
    failed = len(lines)
    beside = sorted({*path.parent.glob(f"{path.stem}{SUFFIX}"), *path.parent.glob(f"{path.stem}-*{SUFFIX}")})
    score = score_labels([read_labels(one) for one in beside], grammar)
    lines += map(str, score.wrong)
    summary = f"{loaded.spec.name}: примеров {len(examples)}, не прошло {failed}"
    if beside:
        summary += f"; блоков в разметке {score.total}, верно {score.accuracy:.1%}"
    return GrammarReport(tuple(lines), summary)


def _failing(parent: Path) -> frozenset[tuple[str, str]]:
    """Role and text of the examples that fail in a grammar."""
    examples = run_examples(load_grammar(parent), load(parent).spec)
    return frozenset((one.role, one.text) for one in examples if not one.passed)
