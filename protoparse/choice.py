"""Which grammar a document is read by: the one that labels its beginning best, if none is nearly as good."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

from protoparse.grammar.compile import Grammar
from protoparse.grammar.scoring import Evidence, Scorer
from protoparse.label import search
from protoparse.model import Diagnostic
from protoparse.normalise import Unit
from protoparse.search import Search

PROBE = 36  # units at the start of a document by which a grammar is chosen
MARGIN = 1.0  # points by which a grammar must beat the fallback, and every grammar that is no kin of it
_ROUNDING = 1e-6  # of sums of points


class Choice(NamedTuple):
    """The grammar chosen and by how many points it beat the fallback (0 for the fallback itself).

    `rivals` made the choice unclear: grammars that beat the fallback too, by too little or no more than each
    other, with their points, best first. The fallback was taken then. `begun` is the search for the best path
    over the first units, if there was one.
    """

    grammar: Grammar
    lead: float = 0.0
    rivals: tuple[tuple[str, float], ...] = ()
    begun: Search | None = None


def choose(
    units: Sequence[Unit],
    grammars: Sequence[Grammar],
    reread: Callable[[Grammar], Sequence[Unit]] | None = None,
) -> Choice:
    """The grammar whose best path over the first units scores highest, by a margin.

    The first of `grammars` is the fallback: another must beat it, and all others that are neither its
    parents nor its children, by `MARGIN` points. A grammar that cannot is not decoded: one that likes no
    role of these units better than the grammar it extends, or, with the same flow and costs, likes them
    better by less than it would need; one with another flow or costs is, where a mark of its own speaks. One
    with words of its own can win only where the document is written
    in them; `reread` gives the units as it reads them.
    """
    first, probe = grammars[0], units[:PROBE]
    found: list[tuple[float, Grammar]] = []
    searches: dict[Grammar, Search] = {}  # over the units as the fallback reads them
    best = MARGIN
    children = tuple(grammar for grammar in grammars[1:] if grammar.parent is first and not grammar.words)
    leads = _leads(children, probe)
    for grammar in sorted(grammars[1:], key=lambda one: -leads.get(one, 0.0)):  # the likely ones first
        seen = probe
        if grammar.words:
            if reread is None or not grammar.words.are_those_of(" ".join(unit.folded for unit in probe)):
                continue
            seen = reread(grammar)[:PROBE]
        elif grammar in leads:
            most = leads[grammar]
            if grammar.flow != first.flow or grammar.cost != first.cost:
                most = math.inf if most else 0.0
            if most <= max(best - MARGIN, 0.0) + _ROUNDING:
                continue
        if first not in searches:
            searches[first] = search(probe, first)
        mine = search(seen, grammar)
        if seen is probe:
            searches[grammar] = mine
        lead = mine.best()[0] - searches[first].best()[0]
        if lead > _ROUNDING:
            found.append((lead, grammar))
            best = max(best, lead)
    choice = _of_leads(first, found)
    return choice._replace(begun=searches.get(choice.grammar))


def _leads(children: tuple[Grammar, ...], units: Sequence[Unit]) -> dict[Grammar, float]:
    """By how many points at most each of some grammars likes units better than the one they all extend."""
    together = _own_marks(children)
    leads = dict.fromkeys(children, 0.0)
    for unit in units:
        own: dict[Grammar, dict[str, Evidence]] = {}
        for (grammar, role), said in together.evidence(unit).items():
            own.setdefault(grammar, {})[role] = said
        for grammar in children:
            leads[grammar] += grammar.lead(unit, own.get(grammar, _NOTHING))
    return leads


_NOTHING: dict[str, Evidence] = {}


@functools.lru_cache(maxsize=8)
def _own_marks(grammars: tuple[Grammar, ...]) -> Scorer[tuple[Grammar, str]]:
    """The marks that grammars have besides those of their parent, to be asked together."""
    return Scorer([((grammar, role), marks) for grammar in grammars for role, marks in grammar.scorer.roles])


def _of_leads(first: Grammar, found: Sequence[tuple[float, Grammar]]) -> Choice:
    """The choice among grammars that beat the fallback, given with their points."""
    if not found:
        return Choice(first)
    ranked = sorted(found, key=lambda one: (-round(one[0], 6), len(one[1].lineage), one[1].name))
    lead, best = ranked[0]
    near = [
        (points, grammar)
        for points, grammar in ranked[1:]
        if lead - points < MARGIN - _ROUNDING and not _kin(grammar, best)
    ]
    if lead >= MARGIN - _ROUNDING and not near:
        return Choice(best, lead)
    return Choice(first, 0.0, tuple((grammar.name, points) for points, grammar in [ranked[0], *near]))


def _kin(one: Grammar, other: Grammar) -> bool:
    return one.lineage[0] in other.lineage or other.lineage[0] in one.lineage


def unclear(choice: Choice, lang: str) -> Diagnostic:
    """What the user is told where no grammar was clearly the best."""
    names = [name for name, _ in choice.rivals]
    listed, fallback = ", ".join(names), choice.grammar.name
    if len(names) > 1:
        ru = f"Вид протокола неясен: одинаково подходят грамматики {listed}; прочитано общей, {fallback}."
        en = f"The kind of minutes is unclear: {listed} fit alike; read by the general grammar, {fallback}."
    else:
        points = f"{choice.rivals[0][1]:.1f}"
        ru = (
            f"Вид протокола неясен: грамматика {listed} лучше общей лишь на {points} балла, "
            f"а нужно {MARGIN:.1f}; прочитано общей, {fallback}."
        )
        en = (
            f"The kind of minutes is unclear: {listed} is better than the general grammar by {points} points "
            f"only, {MARGIN:.1f} are needed; read by the general one, {fallback}."
        )
    options = [f"--grammar {name}" for name in names]
    hint_ru = (
        f"Если вид известен, назовите его: {' или '.join(options)}. Почему так: protoparse explain ФАЙЛ."
    )
    hint_en = f"If you know the kind, name it: {' or '.join(options)}. The reasons: protoparse explain FILE."
    return Diagnostic(
        code="R091",
        severity="info",
        message=ru if lang == "ru" else en,
        hint=hint_ru if lang == "ru" else hint_en,
    )
