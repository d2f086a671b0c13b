"""What a rule is: its description, its severity by profile, samples that run."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from protoparse.checks.finding import Finding, Severity
from protoparse.checks.profiles import Profile
from protoparse.checks.sample import Sample

Scope = Literal["file", "protocol", "archive"]
GROUPS: dict[str, tuple[str, str]] = {
    "header": ("Заголовочная часть", "Header"),
    "attendance": ("Участники", "Attendance"),
    "agenda": ("Повестка", "Agenda"),
    "discussion": ("Обсуждение", "Discussion"),
    "decisions": ("Решения", "Decisions"),
    "deadlines": ("Сроки", "Deadlines"),
    "votes": ("Голосование", "Votes"),
    "signatures": ("Подписи", "Signatures"),
    "numbering": ("Нумерация", "Numbering"),
    "dates": ("Даты", "Dates"),
    "names": ("Имена и названия", "Names"),
    "text": ("Текст", "Text"),
    "archive": ("Архив", "Archive"),
}


@dataclass(frozen=True, slots=True)
class Rule:
    """The description of one rule.

    `severity` is one for all profiles or a mapping from the profiles to which the rule applies. `message` and
    `hint` are (Russian, English); the message may have `{fields}`. `why` is a Russian sentence or two for
    `protoparse rule CODE`; the English ones are the module's docstring. `bad` are sets of minutes in which
    the rule fires, `good` those in which it must stay silent: one Sample a document, a tuple of them for an
    archive. `default` False: only on request. `extracts` False: not for extracts. `needs_text` False: the
    parsed protocol alone is enough.
    """

    code: str
    name: str
    group: str
    severity: Severity | Mapping[Profile, Severity]
    message: tuple[str, str]
    hint: tuple[str, str]
    why: str
    source: str
    bad: tuple[Sample | tuple[Sample, ...], ...]
    good: tuple[Sample | tuple[Sample, ...], ...]
    scope: Scope = "protocol"
    default: bool = True
    extracts: bool = True
    needs_text: bool = True

    def severity_for(self, profile: Profile) -> Severity | None:
        """How bad it is in minutes of this kind; None where the rule does not apply to them."""
        return self.severity if isinstance(self.severity, str) else self.severity.get(profile)

    def message_with(self, values: Mapping[str, object]) -> tuple[str, str]:
        """The message in both languages; a value may itself be a pair (Russian, English)."""
        pairs = {key: value if isinstance(value, tuple) else (value, value) for key, value in values.items()}
        return (
            self.message[0].format(**{key: pair[0] for key, pair in pairs.items()}),
            self.message[1].format(**{key: pair[1] for key, pair in pairs.items()}),
        )


@dataclass(frozen=True, slots=True)
class Check:
    """A rule and what carries it out: `run` takes the context of its scope, `about` is its docstring."""

    rule: Rule
    run: Callable[[Any], Iterator[Finding]]
    about: str
