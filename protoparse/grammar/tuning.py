"""Weights fitted to label files by an averaged structured perceptron, and written into the grammar in place.

For each file the best path of the decoder is held against the best path with the right roles: marks that
speak on the right one alone gain points, those on the wrong one alone lose some. A wrong role must lose by
`MARGIN`, so that a narrow victory is widened too. No weight leaves its `reach`, no mark changes its sign: the
grammar stays the one that its author wrote. Equal input and seed give equal weights.

Each file is read by the grammar that is chosen for it, where that one extends the grammar tuned: its weights
are inherited, and must suit the files of all kinds.
"""

from __future__ import annotations

import math
import os
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from protoparse import pipeline
from protoparse.errors import InputError, UsageError
from protoparse.grammar.compile import Grammar, load_grammar
from protoparse.grammar.labels import (
    SUFFIX,
    LabelFile,
    LabelScore,
    PreparedLabels,
    need_folder,
    prepare_labels,
    read_labels,
)
from protoparse.grammar.loader import load, read_spec
from protoparse.grammar.rewrite import COST, Key, rewritten
from protoparse.grammar.spec import GrammarSpec
from protoparse.label import Labelling, decode
from protoparse.neighbours import goes_on
from protoparse.normalise import Unit

EPOCHS, SEED, FOLDS = 10, 0, 5
MOST_EPOCHS = 200
REACH = 2.0  # points by which a weight may differ from the original
RATE = 0.2  # points for one mark on one wrong path
MARGIN = 1.0  # points by which the right path must win
LEAST = 0.1  # a weight keeps its sign and at least so much
FAR = 10_000.0  # points against a role that is not right: more than any path wins

Weights = dict[Key, float]
_DIGEST = "tuning"  # under which units keep the evidence with the weights of the moment


@dataclass(frozen=True, slots=True)
class Change:
    """One weight that became another; `role` is empty for a cost."""

    role: str
    id: str
    old: float
    new: float


@dataclass(frozen=True, slots=True)
class Tuned:
    """The grammar file with its new weights, and what they are worth on files they were not fitted to.

    `before` is the grammar as it is; `after` sums up the folds, each scored by weights fitted to the others;
    `fitted` is the final grammar on all files, those it learned from.
    """

    file: Path
    text: str
    changes: tuple[Change, ...]
    files: int
    folds: int
    before: LabelScore
    after: LabelScore
    fitted: LabelScore

    @property
    def better(self) -> bool:
        """Whether cross-validation finds more blocks right than before."""
        return self.after.accuracy > self.before.accuracy


def tune(
    folder: Path,
    grammar: str | os.PathLike[str] = "base",
    *,
    epochs: int = EPOCHS,
    seed: int = SEED,
    folds: int = FOLDS,
    reach: float = REACH,
) -> Tuned:
    """Fit the weights in the file of a grammar (not those it inherits) to the label files of a folder.

    Raises InputError where there are fewer than two label files or one cannot be read, GrammarError where the
    grammar does not load or its file cannot be rewritten, UsageError for numbers out of range.
    """
    _check(epochs, folds, reach)
    need_folder(folder)
    files = [read_labels(path) for path in sorted(folder.rglob(f"*{SUFFIX}"))]
    if len(files) < 2:
        raise InputError(
            "R190",
            f"{folder}: файлов разметки ({SUFFIX}) {len(files)}, нужно два; черновик: protoparse label",
            f"{folder}: {len(files)} label files ({SUFFIX}), two are needed; draft: protoparse label",
        )
    path = load(grammar).files[0]
    spec, data = read_spec(path)
    tuner = Tuner(load_grammar(grammar), files, own_keys(spec), reach)
    everything = range(len(files))
    order = list(everything)
    Random(seed).shuffle(order)
    folds = min(folds, len(files))
    before, after, fitted = LabelScore(), LabelScore(), LabelScore()
    tuner.score(everything, tuner.original, before)
    for fold in range(folds):
        held = sorted(order[fold::folds])
        rest = [index for index in everything if index not in held]
        tuner.score(held, tuner.fit(rest, epochs, seed), after)
    weights = tuner.fit(everything, epochs, seed)
    tuner.score(everything, weights, fitted)
    changed = {key: weights[key] for key in tuner.bounds if weights[key] != tuner.original[key]}
    changes = tuple(Change(*key, tuner.original[key], new) for key, new in changed.items())
    text = rewritten(data.decode("utf-8"), changed, path)
    return Tuned(path, text, changes, len(files), folds, before, after, fitted)


def _check(epochs: int, folds: int, reach: float) -> None:
    for option, value, low, high in (
        ("--epochs", epochs, 1, MOST_EPOCHS),
        ("--folds", folds, 2, 1000),
        ("--reach", reach, LEAST, 50),
    ):
        if not low <= value <= high:
            raise UsageError(
                "C001",
                f"{option}: от {low} до {high}, а не {value}",
                f"{option}: {low} to {high}, not {value}",
            )


def own_keys(spec: GrammarSpec) -> list[Key]:
    """Marks and costs that a file itself states, in its order."""
    marks = [(role, mark.id) for role, block in spec.block.items() for mark in block.marks]
    costs = [(COST, name) for name in type(spec.cost).model_fields if name in spec.cost.model_fields_set]
    return marks + costs


class Tuner:
    """Label files made ready once, and the weights that may change with their bounds."""

    def __init__(
        self, grammar: Grammar, files: Sequence[LabelFile], own: Sequence[Key], reach: float = REACH
    ) -> None:
        chosen = [_grammar_of(file, grammar) for file in files]
        self.grammars = [replace(one, digest=_DIGEST) for one in chosen]
        self.files = [prepare_labels(file, one) for file, one in zip(files, chosen, strict=True)]
        self.original = _weights(grammar)
        self.bounds = {key: _bounds(key, self.original[key], reach) for key in own if key in self.original}
        # what a grammar that extends the tuned one states itself, or states otherwise
        self.fixed = [
            {
                key: value
                for key, value in _weights(one).items()
                if key not in self.bounds or value != self.original[key]
            }
            for one in chosen
        ]
        # what fired does not hang on weights; whether evidence is strong hangs on their signs, which stay
        self.fired, self.right, self.against, self.margins = [], [], [], []
        for file, one in zip(self.files, chosen, strict=True):
            known = (*one.roles, "other")
            right = _right_roles(file, set(known))
            self.fired.append([dict(one.evidence(unit)) for unit in file.units])
            self.right.append(right)
            self.against.append(_tilts(right, known, -FAR))
            self.margins.append(_tilts(right, known, MARGIN))

    def fit(self, indices: Sequence[int], epochs: int, seed: int) -> Weights:
        """The averaged, rounded weights after so many passes over some files, fewer where none is wrong."""
        random = Random(seed)
        weights = dict(self.original)
        drift: defaultdict[Key, float] = defaultdict(float)  # each change times the steps that came before it
        steps = 1
        order = list(indices)
        for _ in range(epochs):
            random.shuffle(order)
            mistakes = 0
            for index in order:
                step = self._step(index, weights)
                mistakes += bool(step)
                for key, change in step.items():
                    low, high = self.bounds[key]
                    new = min(max(weights[key] + RATE * change, low), high)
                    drift[key] += steps * (new - weights[key])
                    weights[key] = new
                steps += 1
            if not mistakes:
                break
        for key, value in drift.items():
            weights[key] = self._rounded(key, weights[key] - value / steps)
        return weights

    def _step(self, index: int, weights: Weights) -> dict[Key, float]:
        """How the features of the right path differ from those of the best one; empty where that is right."""
        units, right = self.files[index].units, self.right[index]
        found = self.best(index, weights, self.margins[index])
        if all(label.role in roles for label, roles in zip(found.labels, right, strict=True) if roles):
            return {}
        wanted = self.best(index, weights, self.against[index])
        grammar, weights = self.grammars[index], {**weights, **self.fixed[index]}
        gained = features(units, wanted, grammar, weights)
        lost = features(units, found, grammar, weights)
        step = {key: gained.get(key, 0.0) - lost.get(key, 0.0) for key in self.bounds}
        fixed = self.fixed[index]
        return {key: change for key, change in step.items() if change and key not in fixed}

    def best(
        self, index: int, weights: Weights, tilt: Sequence[Mapping[str, float]] | None = None
    ) -> Labelling:
        """The best path of a file under some weights."""
        units, grammar = self.files[index].units, self.grammars[index]
        weights = {**weights, **self.fixed[index]}
        for unit, fired in zip(units, self.fired[index], strict=True):
            unit.evidence[_DIGEST] = {
                role: (sum(weights[role, mark] for mark in marks), marks, strong)
                for role, (_, marks, strong) in fired.items()
            }
        cost = grammar.cost.model_copy(
            update={name: value for (role, name), value in weights.items() if role == COST}
        )
        return decode(units, grammar.with_cost(cost), tilt=tilt)

    def score(self, indices: Sequence[int], weights: Weights, into: LabelScore) -> None:
        """Add to a score how some files fare with these weights."""
        for index in indices:
            self.files[index].count(into, self.best(index, weights).labels)

    def _rounded(self, key: Key, value: float) -> float:
        """One decimal, within the bounds; the original, however written, where the difference is less."""
        original, (low, high) = self.original[key], self.bounds[key]
        if abs(value - original) < 0.05:
            return original
        new = round(value, 1)
        if new > high + 1e-9:
            new = math.floor(high * 10 + 1e-9) / 10
        elif new < low - 1e-9:
            new = math.ceil(low * 10 - 1e-9) / 10
        return new if low - 1e-9 <= new <= high + 1e-9 else original


def _grammar_of(file: LabelFile, tuned: Grammar) -> Grammar:
    """The grammar that a file is read by: the one chosen for it if it extends the tuned one."""
    chosen = pipeline.chosen(file.document)[0].grammar
    return chosen if tuned.lineage[0] in chosen.lineage else tuned


def _weights(grammar: Grammar) -> Weights:
    """All weights and costs of a grammar."""
    weights = {(role.name, mark.id): mark.weight for role in grammar.roles.values() for mark in role.marks}
    return weights | {(COST, name): value for name, value in grammar.cost.model_dump().items()}


def _tilts(right: Sequence[frozenset[str]], known: Sequence[str], points: float) -> list[dict[str, float]]:
    """Points for every role that is not right."""
    return [{role: points for role in known if role not in roles} if roles else {} for roles in right]


def _bounds(key: Key, weight: float, reach: float) -> tuple[float, float]:
    """The least and the greatest that a weight may become: within reach and format, of the same sign."""
    if weight == 0:
        return (0.0, 0.0)
    most = 100.0 if key[0] == COST else 50.0
    least = min(LEAST, abs(weight))
    low, high = max(abs(weight) - reach, least), min(abs(weight) + reach, most)
    return (low, high) if weight > 0 else (-high, -low)


def _right_roles(file: PreparedLabels, known: set[str]) -> list[frozenset[str]]:
    """The right roles of each unit; none where its lines disagree or name roles that the grammar has not."""
    right: list[frozenset[str] | None] = [None] * len(file.units)
    for line, indices in file.lines:
        roles = frozenset(line.roles) & known
        for index in indices:
            before = right[index]
            right[index] = roles if before is None else before & roles
    return [roles or frozenset() for roles in right]


def features(
    units: Sequence[Unit], labelling: Labelling, grammar: Grammar, weights: Mapping[Key, float]
) -> dict[Key, float]:
    """How often each mark and cost counts in a path (costs negative): weighted, their sum is its score."""
    found: defaultdict[Key, float] = defaultdict(float)
    for index, (unit, label) in enumerate(zip(units, labelling.labels, strict=True)):
        for key, times in _features(unit, units[index - 1] if index else None, label.how):
            found[key] += times
        if label.how == "enter":
            points = sum(weights[label.role, mark] for mark in label.evidence) - weights[COST, "base"]
            for mark in label.evidence:
                found[label.role, mark] += 1
            found[COST, "blind"] -= label.score < points - 1e-6  # nothing else lowers it
        found[COST, "jump"] -= label.jumped
    end = labelling.labels[-1].state if labelling.labels else -1
    if end >= 0 and end not in grammar.automaton.last:
        found[COST, "jump"] -= 0.5  # as `decode` has it
    return found


def _features(unit: Unit, before: Unit | None, how: str) -> Iterator[tuple[Key, int]]:
    """The costs of one unit, by how its label was reached."""
    if how == "other":
        yield (COST, "other"), -1
    elif how == "enter":
        yield (COST, "base"), -1
    elif goes_on(unit, before):
        yield (COST, "goes_on"), 1
    else:
        yield (COST, "base"), -1
        yield (COST, "goes_on"), -1
