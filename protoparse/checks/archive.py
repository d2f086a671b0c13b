"""An archive as its rules see it: summaries grouped by body and numbering period, copies left out."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from functools import cached_property

from protoparse.checks.base import Rule
from protoparse.checks.config import Config
from protoparse.checks.finding import Finding
from protoparse.checks.schemes import period_of, plain_number, scheme_of
from protoparse.checks.summary import Spot, Summary, resemblance

SAME_TEXT = 0.9  # resemblance of two sketches above which two texts are copies


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
    return plain_number(summary.number)


def _by_date(summary: Summary) -> tuple[datetime.date, str, int]:
    return summary.date or datetime.date.min, summary.file, summary.protocol


def _periods(group: Sequence[Summary]) -> list[list[Summary]]:
    numbered = [
        (number, one.date, one)
        for one in group
        if (number := number_of(one)) is not None and one.date is not None
    ]
    if not numbered:
        return []
    first = numbered[0][2]
    scheme = scheme_of(first.body, first.scheme, ((number, day) for number, day, _ in numbered))
    groups: dict[int, list[Summary]] = {}
    for _, day, one in numbered:
        groups.setdefault(period_of(scheme, day), []).append(one)
    return [
        sorted(period, key=lambda one: (number_of(one) or 0, _by_date(one))) for period in groups.values()
    ]
