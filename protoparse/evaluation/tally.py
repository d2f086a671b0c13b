"""Counts of hits, inventions and misses, group by group, and the list of what went wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

GROUPS = (
    "protocols",
    "header",
    "attendance",
    "positions",
    "agenda",
    "agenda_speakers",
    "items",
    "speakers",
    "decisions",
    "decision_text",
    "decision_place",
    "responsible",
    "deadlines",
    "votes",
    "attachments",
    "signatures",
    "tables",
)


@dataclass(frozen=True, slots=True)
class Fault:
    """One fact that is missing, invented or wrong; `wanted` and `found` are None where there is nothing."""

    kind: Literal["miss", "extra", "wrong"]
    group: str
    what: str
    wanted: object = None
    found: object = None

    def __str__(self) -> str:
        if self.kind == "miss":
            values = f" = {self.wanted!r}" if self.wanted is not None else ""
        elif self.kind == "extra":
            values = f" = {self.found!r}" if self.found is not None else ""
        else:
            values = f": want {self.wanted!r}, got {self.found!r}"
        return f"{self.kind:5} {self.group:15} {self.what}{values}"


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of one group and what follows from them; the shares are 0 where nothing was found or wanted.

    >>> Figures(8, 2, 0).f1
    0.8888888888888888
    """

    hits: int
    extra: int
    missed: int

    @property
    def precision(self) -> float:
        return self.hits / (self.hits + self.extra) if self.hits + self.extra else 0.0

    @property
    def recall(self) -> float:
        return self.hits / (self.hits + self.missed) if self.hits + self.missed else 0.0

    @property
    def f1(self) -> float:
        facts = 2 * self.hits + self.extra + self.missed
        return 2 * self.hits / facts if facts else 0.0

    @property
    def empty(self) -> bool:
        """Whether nothing was scored."""
        return not (self.hits or self.extra or self.missed)


@dataclass(slots=True)
class Tally:
    """Facts counted by group: `hits` right, `extra` found but not wanted, `missed` wanted but not found."""

    hits: Counter[str] = field(default_factory=Counter)
    extra: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    faults: list[Fault] = field(default_factory=list)

    def hit(self, group: str) -> None:
        self.hits[group] += 1

    def miss(self, group: str, what: str, wanted: object = None) -> None:
        self.missed[group] += 1
        self.faults.append(Fault("miss", group, what, wanted))

    def invent(self, group: str, what: str, found: object = None) -> None:
        self.extra[group] += 1
        self.faults.append(Fault("extra", group, what, None, found))

    def differ(self, group: str, what: str, wanted: object, found: object) -> None:
        """Count a wrong value: one fact missed and one invented."""
        self.missed[group] += 1
        self.extra[group] += 1
        self.faults.append(Fault("wrong", group, what, wanted, found))

    def figures(self, group: str | None = None) -> Figures:
        """The counts of a group, of all groups together without a name."""
        if group is None:
            return Figures(self.hits.total(), self.extra.total(), self.missed.total())
        return Figures(self.hits[group], self.extra[group], self.missed[group])

    @property
    def groups(self) -> list[str]:
        """The groups in which something was scored, in the usual order."""
        return [group for group in GROUPS if not self.figures(group).empty]

    @classmethod
    def sum(cls, tallies: Iterable[Tally]) -> Tally:
        """All counts and faults of several tallies in one."""
        total = cls()
        for tally in tallies:
            total.hits.update(tally.hits)
            total.extra.update(tally.extra)
            total.missed.update(tally.missed)
            total.faults.extend(tally.faults)
        return total
