"""Names of people as printed, and their dictionary form (being written)."""

from __future__ import annotations

from dataclasses import dataclass

from protoparse.fields.text import Case, Gender


@dataclass(frozen=True, slots=True)
class NameForm:
    """One name as printed in a text.

    `start`, `end`: offsets in the text that was searched, half-open.
    `surname`, `given`, `patronymic`: the parts as printed (same case, same inflection; initials always as «Е.»,
    a full given name as printed); letters of an all-capitals name are brought to «Иванов». None where absent.
    `masked`: a name hidden by the author («ХХХ», «ХХХХ»).
    """

    start: int
    end: int
    surname: str | None
    given: str | None = None
    patronymic: str | None = None
    masked: bool = False


def find_names(text: str) -> list[NameForm]:
    """Every personal name in the text, in order, without overlaps."""
    raise NotImplementedError


def dictionary_form(form: NameForm, case: Case | None = None, gender: Gender | None = None) -> NameForm:
    """The name in the nominative, given the case that the governing word demands and the gender, where known."""
    raise NotImplementedError
