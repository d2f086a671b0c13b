"""Two people of one document differ by a letter of the surname, or by one initial.

Names are compared in the nominative and the man's form with the woman's is no difference: «Грязеву» and
«Грязева», «Орлов» and «Орлова» are never reported. Two who stand in one list are two.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from protoparse.checks.base import Rule
from protoparse.checks.context import CheckContext
from protoparse.checks.finding import Finding
from protoparse.checks.sample import sample
from protoparse.checks.spelling import initials, may_be_misspelt
from protoparse.fields.declension import fold
from protoparse.model import Person

RULE = Rule(
    code="NAM01",
    name="one-person-twice",
    group="names",
    severity="warning",
    message=("Возможно, одно лицо: «{a}» и «{b}»", "Probably one person: «{a}» and «{b}»"),
    hint=(
        "Сверьте написание и исправьте ошибочное (вернее обычно то, что в подписи)",
        "Compare the spellings and correct the wrong one (the signature is mostly right)",
    ),
    why="Опечатка в фамилии делает из одного человека двух; сличаются только именительные падежи.",
    source="практика",
    bad=(
        sample(
            decided2="РЕШИЛИ:\n2.1. Составить план каникул.\nОтветственный: Чижева Е.А.\nСрок: до 01.12.2023"
        ),
    ),
    good=(sample(), sample(invited="Приглашены: Сомова П.Н.")),
)

_MOST_PEOPLE = 300  # comparing all pairs of a longer list would take longer than reading it


def run(context: CheckContext) -> Iterator[Finding]:
    people = [person for person in context.protocol.people if person.surname and person.mentions][
        :_MOST_PEOPLE
    ]
    together = _lists(context)
    for first, second in combinations(people, 2):
        if _is_alike(first, second) and not any({first.id, second.id} <= names for names in together):
            aliased = {context.config.person_alias(person.name) for person in (first, second)}
            if len(aliased) > 1:
                late = max(first, second, key=lambda person: person.mentions[0].start)
                yield context.finding(RULE, late.mentions[0], a=first.name, b=second.name)


def _lists(context: CheckContext) -> list[set[str]]:
    """Ids of people who stand in one list together and therefore are different people."""
    attendance = context.protocol.attendance
    groups = [
        [
            one
            for one in (*attendance.present, *attendance.invited, *attendance.absent)
            if not context.is_signature(one.span)
        ]
    ]
    groups += [one.decision.responsible for one in context.decisions]
    groups += [speech.speakers for speech in context.speeches]
    return [{one.person for one in group if one.person} for group in groups]


def _is_alike(first: Person, second: Person) -> bool:
    surnames = (first.surname or "", second.surname or "")
    one, other = initials(first.given, first.patronymic), initials(second.given, second.patronymic)
    if len(one) < 2 or len(other) < 2:
        return False
    if one == other:
        return may_be_misspelt(*surnames)
    same_post = {fold(post) for post in first.positions} & {fold(post) for post in second.positions}
    one_differs = sum(left != right for left, right in zip(one, other, strict=False)) == 1
    return fold(surnames[0]) == fold(surnames[1]) and bool(same_post) and one_differs
