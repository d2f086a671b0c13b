"""Reports over all protocols of an archive: who attended, and how the protocols are numbered."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from protoparse.checks.schemes import Known, missing_numbers, period_of, plain_number, scheme_of
from protoparse.fields.declension import fold_line


class Attended(NamedTuple):
    """How often someone attended the meetings of a body that kept a list of names."""

    body: str
    name: str
    meetings: int
    present: int
    absent: int
    days: tuple[date, ...]


class Numbering(NamedTuple):
    """How the protocols of a body are numbered in a period.

    `period` is «2024», «2024/2025», «2023–2025» of running numbers, or «—» of protocols without a date: of
    those nothing can be said but how many there are. `repeated` are numbers of several days: a document and
    its copy are one.
    """

    body: str
    period: str
    protocols: int
    first: int | None
    last: int | None
    missing: tuple[int, ...]
    repeated: tuple[int, ...]
    out_of_order: tuple[int, ...]
    unnumbered: int


@dataclass(slots=True)
class _Person:
    name: str
    present: int = 0
    absent: int = 0
    days: list[date] = field(default_factory=list)


class AttendanceReport:
    """Collects who was present at which meeting, body by body.

    Names that agree in surname and initials are one person within a body.
    """

    def __init__(self) -> None:
        self._meetings: Counter[str] = Counter()
        self._names: dict[str, str] = {}
        self._people: dict[str, dict[str, _Person]] = defaultdict(dict)

    def add(self, body: str | None, day: date | None, people: list[tuple[str, str]]) -> None:
        """One meeting: names with `present` or `absent`; meetings without names do not count."""
        counted = [(name, presence) for name, presence in people if presence in ("present", "absent")]
        if body is None or not counted:
            return
        key = fold(body)
        self._names.setdefault(key, body)
        self._meetings[key] += 1
        for name, presence in counted:
            person = self._people[key].setdefault(person_key(name), _Person(name))
            if len(name) > len(person.name):
                person.name = name
            if presence == "present":
                person.present += 1
                if day is not None:
                    person.days.append(day)
            else:
                person.absent += 1

    def rows(self) -> list[Attended]:
        """By body, then by name."""
        return [
            Attended(
                self._names[key],
                one.name,
                self._meetings[key],
                one.present,
                one.absent,
                tuple(sorted(one.days)),
            )
            for key in sorted(self._people)
            for one in sorted(self._people[key].values(), key=lambda person: person.name)
        ]


class NumberingReport:
    """Collects numbers and dates of protocols, body by body; what it tells agrees with ARC01 to ARC03."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._protocols: dict[str, list[tuple[date | None, int | None]]] = defaultdict(list)

    def add(self, body: str | None, number: str | None, day: date | None) -> None:
        """One protocol; a number that is not a plain one («12/3», «4-п») counts as none."""
        if body is None:
            return
        key = fold(body)
        self._names.setdefault(key, body)
        self._protocols[key].append((day, plain_number(number)))

    def rows(self) -> list[Numbering]:
        """By body and period: of the calendar year, the school year or all, what suits the numbers best."""
        return [line for key in sorted(self._protocols) for line in self._periods(key)]

    def _periods(self, key: str) -> list[Numbering]:
        protocols = self._protocols[key]
        numbered = [(number, day) for day, number in protocols if number is not None and day is not None]
        scheme = scheme_of(self._names[key], "auto", numbered)
        periods: dict[int | None, list[tuple[date | None, int | None]]] = defaultdict(list)
        for day, number in protocols:
            periods[period_of(scheme, day) if day is not None else None].append((day, number))
        named = ((_period(scheme, first, part), part) for first, part in periods.items())
        return [_numbering(self._names[key], *one) for one in sorted(named, key=lambda one: one[0])]


def fold(text: str) -> str:
    """A name of a body by which its spellings are told to be one.

    >>> fold("Совета  «Школы № 5»") == fold('совета "школы №5"')
    True
    """
    return "".join(letter for letter in fold_line(text) if letter.isalnum())


def person_key(name: str) -> str:
    """Surname and initials.

    >>> person_key("Петрова Анна Ивановна") == person_key("Петрова А.И.")
    True
    """
    words = fold_line(name).replace(".", " ").split()
    return " ".join([*words[:1], *(word[0] for word in words[1:3])])


def _period(scheme: Known, first: int | None, protocols: list[tuple[date | None, int | None]]) -> str:
    """How a period is called that begins in the year `first`."""
    if first is None:
        return "—"
    if scheme != "through":
        return f"{first}/{first + 1}" if scheme == "school_year" else str(first)
    years = sorted({day.year for day, _ in protocols if day is not None})
    return f"{years[0]}–{years[-1]}" if len(years) > 1 else str(years[0])


def _numbering(body: str, period: str, protocols: list[tuple[date | None, int | None]]) -> Numbering:
    numbers = sorted({number for _, number in protocols if number is not None})
    dated = sorted({(number, day) for day, number in protocols if number is not None and day is not None})
    counts = Counter(number for number, _ in dated)
    return Numbering(
        body,
        period,
        len(protocols),
        numbers[0] if numbers else None,
        numbers[-1] if numbers else None,
        tuple(missing_numbers(counts)),
        tuple(number for number in numbers if counts[number] > 1),
        tuple(number for (_, before), (number, day) in pairwise(dated) if day < before),
        sum(number is None for _, number in protocols),
    )
