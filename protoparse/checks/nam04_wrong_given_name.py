"""A given name and patronymic in the text contradict the initials of the person meant.

«Выступила Чижова Е.А. Елена Борисовна рассказала…»: one of the two is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator

from protoparse.checks.base import Rule
from protoparse.checks.context import CheckContext
from protoparse.checks.finding import Finding
from protoparse.checks.sample import sample
from protoparse.checks.spelling import initials
from protoparse.fields.name_form import NameForm
from protoparse.fields.person import find_names
from protoparse.pattern import Pattern

RULE = Rule(
    code="NAM04",
    name="wrong-given-name",
    group="names",
    severity="warning",
    message=(
        "Имя-отчество «{full}» не соответствует инициалам {person}",
        "«{full}» contradicts the initials of {person}",
    ),
    hint=(
        "Сверьте написание; фамилия обычно в том же абзаце",
        "Check the spelling; the surname is mostly in the same paragraph",
    ),
    why="Неверное отчество – самая обидная ошибка протокола.",
    source="практика",
    bad=(
        sample(
            spoke1="",
            talk1="",
            heard2="2. СЛУШАЛИ: Чижову Е.А. Елена Борисовна рассказала о зимних каникулах.",
        ),
    ),
    good=(sample(heard2="2. СЛУШАЛИ: Чижову Е.А. Елена Аркадьевна рассказала о зимних каникулах."),),
)

_PATRONYMIC = Pattern(r"[А-ЯЁ][а-яё]+\s+[А-ЯЁ][а-яё]+(?:вн|ичн|ович|евич|ич)[а-яё]{0,3}(?![а-яё])")


def run(context: CheckContext) -> Iterator[Finding]:
    everybody = {
        initials(person.given, person.patronymic) for person in context.protocol.people if person.surname
    }
    for part in context.parts:
        if part.unit.is_table or not _PATRONYMIC.search(part.unit.text):
            continue
        names = find_names(part.unit.text)
        named = {form.text: form for form in names if form.surname and form.given and form.patronymic}
        if len(named) != 1:
            continue
        person = next(iter(named.values()))
        for form in names:
            if (
                form.surname is not None
                or not form.given
                or not form.patronymic
                or form.patronymic.endswith(".")
            ):
                continue
            own = initials(form.given, form.patronymic)
            there = initials(person.given, person.patronymic)
            # one of two letters fits: plainly meant is this person
            if (
                own != there
                and own not in everybody
                and sum(a == b for a, b in zip(own, there, strict=False)) == 1
            ):
                span = part.unit.view.span(form.start, form.end)
                yield context.finding(RULE, span, full=form.text, person=_name(context, person))


def _name(context: CheckContext, form: NameForm) -> str:
    """The name of the person in the nominative."""
    wanted = initials(form.given, form.patronymic)
    same = [
        person.name
        for person in context.protocol.people
        if person.surname
        and initials(person.given, person.patronymic) == wanted
        and person.surname[:3] == (form.surname or "")[:3]
    ]
    return same[0] if same else form.text
