"""A speaker, an executor or a signer is named by the surname alone."""

from __future__ import annotations

from collections.abc import Iterator

from protoparse.checks.base import Rule
from protoparse.checks.context import CheckContext
from protoparse.checks.finding import Finding
from protoparse.checks.sample import sample
from protoparse.fields.person import find_names
from protoparse.model import Mention
from protoparse.pattern import Pattern

RULE = Rule(
    code="NAM03",
    name="no-initials",
    group="names",
    severity="warning",
    message=("Фамилия без инициалов: «{raw}»", "A surname without initials: «{raw}»"),
    hint=(
        "Добавьте инициалы; если такая фамилия в списке одна, ясно, кто это",
        "Add the initials; if the list of participants has one such surname, it is clear who is meant",
    ),
    why="Однофамильцев по одной фамилии не различить.",
    source="практика",
    bad=(sample(heard2="2. СЛУШАЛИ: Чижову о подготовке к зимним каникулам."),),
    good=(sample(),),
)

_INITIAL = Pattern(r"[А-ЯЁA-Z]\s?[.,]|[А-ЯЁ]{2}\b")


def run(context: CheckContext) -> Iterator[Finding]:
    for mention in _mentions(context):
        if mention.name is None or _INITIAL.search(mention.text):
            continue
        surname = mention.name.split(" ")[0]
        # «Елена Борисовна» and «Петрова Анна Ивановна» have more than a surname
        if any(form.given is not None for form in find_names(mention.text)) or not surname[:1].isupper():
            continue
        if len([word for word in mention.text.split() if word[:1].isupper()]) > 1:
            continue
        yield context.finding(RULE, mention.span, raw=mention.text)


def _mentions(context: CheckContext) -> Iterator[Mention]:
    for speech in context.speeches:
        yield from speech.speakers
    for one in context.decisions:
        yield from one.decision.responsible
