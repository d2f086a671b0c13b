"""Attachments: appendices from their list and from references in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from protoparse.build.context import Context, Labelled, roles_of, tidy
from protoparse.build.enumeration import split_enumeration
from protoparse.model import Attachment
from protoparse.pattern import Pattern
from protoparse.view import View, fold

_HEAD = Pattern(
    r"\W*приложени[ея]\s*(?:\(я\))?\s*(?:(?:№"
    r"|N)\s*)?(\d{1,2})?\s*(?:к\s+(?:настоящему\s+)?протоколу[^:.]{0,60})?\s*[:.–—-]*\s*",
    re.IGNORECASE,
)
_REFERENCE = Pattern(
    r"приложени[еяюим]+\s*(?:№|N)?\s*(\d{1,2})(?!\s*[-.]?\d*\s*(?:л\b|лист|экз|апрел|ма[йя]"
    r"|стр))(?P<to>\s+к\s+\w+(?:\s+\w+)?)?",
    re.IGNORECASE,
    cues=("приложени",),
)
_TO_PROTOCOL = Pattern(r"протокол|настоящ")
_ATTACHED = Pattern(
    r"\(\s*([а-яё][а-яё\s«»\d№-]{1,60}?)\s+(?:прилага[ею]тся|приложен[аоы]?"
    r"|прилагается\s+к\s+протоколу)\s*\)",
    re.IGNORECASE,
    cues=("прилага", "приложен"),
)
# «… по итогам года. Доклад прилагается.», «Акт от 15.04.2024 на 3 л. прилагается.»
_ATTACHED_SENTENCE = Pattern(
    r"(?:^|(?<=[.;,]\s))([А-ЯЁа-яё](?:[а-яё\s«»\d№/-]|(?<=\d)\.(?=\d)|(?<=\d\sл)\.|(?<=\d\sг)\."
    r"|\s[А-ЯЁ](?=[а-яё]+\s[А-ЯЁ]\.)|(?<=[а-яё]\s)[А-ЯЁ]\.\s?[А-ЯЁ]\.){2,70}?)"
    r"(?<!\bне)\s+прилага[ею]тся(?:\s+к\s+протоколу)?(?:\s+на\s+\d+\s+(?:л|с|стр)\b\.?)?(?=[.;]|\s*$)",
    cues=("прилага",),
)
# «Утвердить план работы (прилагается)», «План работы утвердить (прилагается)»
_ATTACHED_OBJECT = Pattern(
    r"(?:утвердить|принять|согласовать|одобрить)\s+(?!решени|постановлени)(?P<behind>[^.;:()]{3,120}?)\s+\(прилага[ею]тся\)"
    r"|(?:познакомил|ознакомил)а?\s[^.;:()]{0,60}?\bс\s(?P<with>[^.;:()]{3,80}?)\s+\(прилага[ею]тся\)"
    r"|(?:представил|зачитал|озвучил|огласил|раздал)а?\s+(?P<shown>[^.;:()]{3,80}?)\s+\(прилага[ею]тся\)"
    r"|(?:^|(?<=[.;]\s))(?:\d{1,2}(?:\.\d{1,2})*[.)]\s)?(?P<before>[А-ЯЁ][^.;:()]{3,80}?)\s+"
    r"(?:утвердить|принять|согласовать|одобрить)\s+\(прилага[ею]тся\)",
    re.IGNORECASE,
    cues=("(прилага",),
)
_UNNUMBERED = Pattern(r"\((?:см\.\s*)?приложени[ея]\)", re.IGNORECASE, cues=("приложени",))
_INITIALS_LAST = Pattern(r"\b[А-ЯЁ]\.\s?[А-ЯЁ]\.$")
_SIGNS_ALONE = Pattern(r"[\W_]*")
# Units whose words refer to no appendix of this protocol.
_NO_REFERENCES = roles_of(
    "attachment_head attachment_item signature title headline docline approval approval_line"
)


def build_attachments(
    context: Context, listed: Sequence[Labelled], everything: Sequence[Labelled]
) -> list[Attachment]:
    """Appendices from their list and from references in the text; referred to and listed is one."""
    attachments: list[Attachment] = []
    for part in listed:
        if part.role == "attachment_head":
            _take_head(context, attachments, part.unit.view)
        else:
            _take_item(context, attachments, part)
    for part in everything:
        if part.role in _NO_REFERENCES:
            continue
        for found in _references(context, part):
            title = fold(found.title or "")
            if found.number is not None:
                known = any(one.number == found.number for one in attachments)
            else:
                known = any(fold(one.title or "") == title for one in attachments)
            if not known:
                attachments.append(found)
    return attachments


def _take_head(context: Context, attachments: list[Attachment], view: View) -> None:
    """«Приложения: 1) …», «Приложение 2» whose title may stand on the next line."""
    match = _HEAD.match(view.flat)
    number = match.group(1) if match else None
    rest = view.cut(match.end()) if match else view
    if rest.text.strip(" .:"):
        for index, (own, piece) in enumerate(split_enumeration(rest)):
            _add(context, attachments, own or (number if index == 0 else None), piece)
    elif number:
        attachments.append(Attachment(number=number, title=None, span=context.span(view)))


def _take_item(context: Context, attachments: list[Attachment], part: Labelled) -> None:
    """A line under «Приложения:»: the rest of the one above, a title for its number, or appendices."""
    view = part.unit.view
    last = attachments[-1] if attachments else None
    if part.label.how == "continue" and last is not None:
        last.title = tidy(f"{last.title or ''} {view.flat}")
        return
    match = _HEAD.match(view.flat)
    if match and match.group(1):
        _add(context, attachments, match.group(1), view.cut(match.end()))
    elif last is not None and last.title is None and part.unit.label is None:
        last.title = tidy(view.flat).strip(" .;")
    else:
        for own, piece in split_enumeration(view):
            _add(context, attachments, own, piece)


def _add(context: Context, attachments: list[Attachment], number: str | None, view: View) -> None:
    title = tidy(view.flat).strip(" ;") or None
    if title and _SIGNS_ALONE.fullmatch(title):
        title = None
    if title is not None or number is not None:
        attachments.append(Attachment(number=number, title=title, span=context.span(view)))


def _references(context: Context, part: Labelled) -> Iterator[Attachment]:
    """What a text refers to as appendices: «(Приложение 1)», «(сообщения прилагаются)»."""
    view, text = part.unit.view, part.unit.text
    for match in _REFERENCE.finditer(text):
        to = match["to"]
        if not to or _TO_PROTOCOL.search(fold(to)):
            yield Attachment(
                number=match.group(1), title=None, span=context.span(view, match.start(), match.end(1))
            )
    found = _ATTACHED.search(text) or _ATTACHED_SENTENCE.search(text)
    if found:
        title = tidy(found.group(1)).strip(" ,;")
        title = title if _INITIALS_LAST.search(title) else title.rstrip(".")
        yield Attachment(title=title, span=context.span(view, found.start(1), found.end(1)))
    attached = _ATTACHED_OBJECT.search(text)
    if attached and not found:
        words = attached.lastgroup or "before"
        span = context.span(view, attached.start(words), attached.end(words))
        yield Attachment(title=tidy(attached[words]).strip(" ,"), span=span)
    bare = _UNNUMBERED.search(text)
    if bare and not found:
        yield Attachment(title=None, span=context.span(view, bare.start(), bare.end()))
