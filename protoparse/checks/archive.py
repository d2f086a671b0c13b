"""An archive as its rules see it: summaries grouped by body and numbering period, copies left out."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import pairwise

from protoparse.checks.base import Rule
from protoparse.checks.config import Config
from protoparse.checks.finding import Finding
from protoparse.checks.schemes import Known, period_of, usual_scheme
from protoparse.checks.summary import Spot, Summary, resemblance

SAME_TEXT = 0.9  # resemblance of two sketches above which two texts are copies
_SCHEMES: tuple[Known, ...] = ("school_year", "calendar_year", "through")


class Archive:
    """The protocols of an archive in the order of their files."""

    def __init__(self, summaries: Iterable[Summary], config: Config) -> None:
        self.summaries = list(summaries)
        self.config = config

    def finding(self, rule: Rule, summary: Summary, spot: Spot | None = None, **values: object) -> Finding:
        """A finding at a place of one of the protocols, its title where none is given."""
        at = spot or summary.title
        ru, en = rule.message_with(values)
        return Finding(
            code=rule.code,
            severity=rule.severity_for("collegial") or "info",
            message_ru=ru,
            message_en=en,
            hint_ru=rule.hint[0],
            hint_en=rule.hint[1],
            source=rule.source,
            file=summary.file,
            protocol=summary.protocol,
            start=at.start,
            end=at.end,
            page=at.page,
            paragraph=at.paragraph,
            line=at.line,
            column=at.column,
            quote=at.quote or None,
            excerpt=at.quote or None,
            caret=0,
            caret_length=max(1, len(at.quote)),
        )

    @cached_property
    def copies(self) -> list[tuple[Summary, Summary]]:
        """Pairs of an original and its copy: equal words, or equal body, date and number and nearly equal
        text.
        """
        originals: dict[object, list[Summary]] = {}
        pairs = []
        for one in self.summaries:
            keys: list[object] = [one.digest]
            if one.date is not None:
                keys.append((one.key, one.date, one.number))
            found = None
            for key in keys:
                for other in originals.get(key, ()):
                    if other.digest == one.digest or resemblance(other.sketch, one.sketch) >= SAME_TEXT:
                        found = other
                        break
                if found is not None:
                    break
            if found is not None:
                pairs.append((found, one))
                continue
            for key in keys:
                originals.setdefault(key, []).append(one)
        return pairs

    @cached_property
    def unique(self) -> list[Summary]:
        """The protocols without copies."""
        copies = {id(copy) for _, copy in self.copies}
        return [one for one in self.summaries if id(one) not in copies]

    @cached_property
    def bodies(self) -> dict[str, list[Summary]]:
        """The protocols of each body, by date."""
        groups: dict[str, list[Summary]] = {}
        for one in self.unique:
            groups.setdefault(one.key, []).append(one)
        return {key: sorted(group, key=_by_date) for key, group in groups.items()}

    @cached_property
    def periods(self) -> list[list[Summary]]:
        """The numbered protocols of each body and numbering period, by number."""
        return [period for group in self.bodies.values() for period in _periods(group)]


def number_of(summary: Summary) -> int | None:
    """The number where it is a plain one."""
    return int(summary.number) if summary.number is not None and summary.number.isdigit() else None


def _by_date(summary: Summary) -> tuple[datetime.date, str, int]:
    return summary.date or datetime.date.min, summary.file, summary.protocol


def _periods(group: Sequence[Summary]) -> list[list[Summary]]:
    numbered = [one for one in group if number_of(one) is not None and one.date is not None]
    if not numbered:
        return []
    setting = numbered[0].scheme
    first = usual_scheme(numbered[0].body, setting)  # type: ignore[arg-type]
    # what is not set is guessed: the scheme in which the numbers contradict the dates least
    schemes = [first, *(one for one in _SCHEMES if one != first)] if setting == "auto" else [first]
    return min((_split(numbered, scheme) for scheme in schemes), key=_faults)


def _split(numbered: Sequence[Summary], scheme: Known) -> list[list[Summary]]:
    groups: dict[int, list[Summary]] = {}
    for one in numbered:
        if one.date is not None:
            groups.setdefault(period_of(scheme, one.date), []).append(one)
    return [sorted(group, key=lambda one: (number_of(one) or 0, _by_date(one))) for group in groups.values()]


def _faults(periods: Sequence[Sequence[Summary]]) -> int:
    faults = 0
    for period in periods:
        numbers = [number_of(one) or 0 for one in period]
        faults += 3 * (len(numbers) - len(set(numbers))) + max(numbers) - len(set(numbers))
        faults += 3 * sum(1 for a, b in pairwise(period) if a.date and b.date and b.date < a.date)
    return faults
