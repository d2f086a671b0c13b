"""The text refers to an annex that is neither in the file nor listed, and no file beside it looks like one.

Annexes are kept with the minutes; «сообщения прилагаются» without them is half a document.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import PurePath

from protoparse.checks.base import Rule
from protoparse.checks.context import CheckContext
from protoparse.checks.finding import Finding, shorten
from protoparse.checks.lowering import fold
from protoparse.checks.sample import sample
from protoparse.pattern import Pattern

RULE = Rule(
    code="DSC01",
    name="annex-missing",
    group="discussion",
    severity="warning",
    message=(
        "Приложение «{ref}» упомянуто, но не найдено",
        "The annex «{ref}» is referred to but was not found",
    ),
    hint=(
        "Положите приложение рядом с протоколом, в имени файла – «прил» и номер протокола",
        "Put the annex next to the minutes; name it with «прил» and the number of the minutes",
    ),
    why="Приложения хранятся при протоколе; без них неясно, что утверждено.",
    source="ГОСТ Р 7.0.97, реквизит 19 (п. 5.19); инструкции по делопроизводству",
    bad=(sample(heard1="1. СЛУШАЛИ: Дроздова В.В. об итогах первой четверти (доклад прилагается)."),),
    good=(
        sample(
            heard1="1. СЛУШАЛИ: Дроздова В.В. об итогах первой четверти (Приложение 1).",
            annex="Приложение 1\n\nИтоги первой четверти по классам",
        ),
    ),
)

_NUMBERED = Pattern(
    r"приложени[а-я]{1,3}\s*(?:№|n)?\s*(?P<number>\d{1,2})(?!\s*[-.]?\d*\s*(?:л\b|лист|экз|апрел|стр))(?P<to>\s+к\s+[а-я]+(?:\s[а-я]+)?)?"
)
_OTHER = Pattern(
    r"\((?P<see>см\.\s*приложени[а-я]*)\)|\((?P<what>[а-я][^()\n]{1,60}?\s(?:прилага[ею]тся|приложен[аоы]?))[^()]{0,40}\)"
    r"|(?P<line>[а-я][^.()\n]{2,60}?\sприлага[ею]тся)(?=\s*(?:к протоколу)?\.?\s*$)|(?P<annex>\(приложение\))"
)
_ROSTER = Pattern(r"список|явочн|лист(?:ы)? (?:регистрации|присутств)")
_OWN = Pattern(r"протокол|настоящ")
_SKIPPED = frozenset({"attachment_head", "attachment_item", "signature", "title", "headline"})


@lru_cache(maxsize=4)
def _annexes(names: frozenset[str]) -> tuple[str, ...]:
    """The names of a folder that look like annexes: asked for every file in it."""
    return tuple(name for name in names if "прил" in fold(name))


def run(context: CheckContext) -> Iterator[Finding]:
    own = PurePath(context.file).name
    if any(name != own for name in _annexes(context.siblings)):
        return
    heads = [part for part in context.parts if part.role in ("attachment_head", "attachment_item")]
    listed = {match["number"] for part in heads for match in _NUMBERED.finditer(fold(part.unit.text))}
    listed |= {one.number for one in context.protocol.attachments if one.number and one.title}
    told: set[str] = set()
    for part in context.parts:
        if part.role in _SKIPPED:
            continue
        folded = context.folded(part)
        if "прил" not in folded:
            continue
        for match in (*_NUMBERED.finditer(folded), *_OTHER.finditer(folded)):
            groups = match.groupdict()
            number = groups.get("number")
            if number is not None and (number in listed or (groups["to"] and not _OWN.search(groups["to"]))):
                continue
            if number is None and heads:
                continue
            # a list of those present is kept apart and not sent round
            if number is None and _ROSTER.search(match.group()):
                continue
            key = number or match.group()
            if key in told:
                continue
            told.add(key)
            span = part.unit.view.span(match.start(), match.end())
            printed = part.unit.text[match.start() : match.end()].strip("() ")
            place = span if span.start < span.end else part.unit.view.span()
            yield context.finding(RULE, place, ref=shorten(printed, 60))
