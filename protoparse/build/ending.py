"""The end of a protocol: signatures and attachments."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from protoparse.build.context import SIGNATURE_WEIGHT, Context, Labelled, tidy, without
from protoparse.build.enumeration import split_enumeration
from protoparse.document import Span
from protoparse.fields.date import find_dates
from protoparse.fields.person import NameForm, find_names
from protoparse.model import Attachment, Mention, Role, Signature
from protoparse.normalise import Unit
from protoparse.view import View, clean, fold

_EMPTY = re.compile(r"[\s_/|.,;:–—()-]*")
_HINTS = re.compile(
    r"\((?:подпись|расшифровка(?:\s+подписи)?|ф\.?\s?и\.?\s?о\.?|дата|инициалы,?\s*фамилия"
    r"|фамилия,?\s*инициалы)\)|\bм\.\s?п\.|/\s*подпись\s*/|\bподпись\s*:?",
    re.IGNORECASE,
)
# What a signature's post says of its role, perhaps behind one other word; the first that matches wins.
_POSTS: dict[Role, str] = {
    "deputy_chair": r"зам(?:еститель|\.)\s+председател|сопредседател",
    "chair": (
        r"председател|председательств|ведущ|заседание\s+в[её]л|собрание\s+в[её]л|модератор"
        r"|руководител\w+\s+(?:рабочей\s+группы|группы|рг\b|рмо|шмо|мо\b|омо"
        r"|\w+\s+методическ\w+\s+объединени)|заведующ\w+\s+кафедр"
    ),
    "secretary": r"секретар|протокол\s+(?:в[её]л|составил|оформил|подготовил|записал)",
    "curator": r"куратор",
    "member": r"член",
}
_ROLES = {role: re.compile(rf"(?:\S+\s+)?(?:{post})") for role, post in _POSTS.items()}
_REFERENCE = re.compile(
    r"приложени[еяюим]+\s*(?:№|N)?\s*(\d{1,2})(?!\s*[-.]?\d*\s*(?:л\b|лист|экз|апрел|ма[йя]"
    r"|стр))(?P<to>\s+к\s+\w+(?:\s+\w+)?)?",
    re.IGNORECASE,
)
_ATTACHED = re.compile(
    r"\(\s*([а-яё][а-яё\s«»\d№-]{1,60}?)\s+(?:прилага[ею]тся|приложен[аоы]?"
    r"|прилагается\s+к\s+протоколу)\s*\)",
    re.IGNORECASE,
)
_ATTACHED_LINE = re.compile(
    r"\(?([а-яё][а-яё\s«»-]{2,60}?)\s+(?:прилага[ею]тся)\s*(?:к\s+протоколу)?\.?\)?$", re.IGNORECASE
)
_APPENDIX_HEAD = re.compile(
    r"\W*приложени[ея]\s*(?:\(я\))?\s*(?:(?:№"
    r"|N)\s*)?(\d{1,2})?\s*(?:к\s+(?:настоящему\s+)?протоколу[^:.]{0,60})?\s*[:.–—-]*\s*",
    re.IGNORECASE,
)


_CERTIFIED = re.compile(r"^\W*(?:(?:копия|выписка)\s+верна|верно|с\s+подлинн\w+\s+верно)\W*", re.IGNORECASE)


@dataclass(slots=True)
class _Slot:
    """One signature being put together."""

    name: NameForm
    name_view: View
    post: str
    date: str | None
    views: list[View]


def build_signatures(context: Context, parts: Sequence[Labelled]) -> list[Signature]:
    """The signatures: post, line, name and date in any arrangement over one or several lines."""
    slots: list[_Slot] = []
    pending: list[View] = []
    inherited = ""
    previous: Unit | None = None
    for part in parts:
        view = part.unit.view
        apart = previous is not None and not part.unit.follows(previous)
        if apart:
            pending = []
        previous = part.unit
        text = view.flat
        names = find_names(text, context.surnames)
        dates = [form for form in find_dates(text) if form.date]
        if not names:
            bare = _strip(_HINTS.sub(" ", text))
            if (
                dates
                and slots
                and not apart
                and len(_strip(without(text, [(d.start, d.end) for d in dates]))) < 6
            ):
                slots[-1].date = slots[-1].date or (dates[-1].date.isoformat() if dates[-1].date else None)
                slots[-1].views.append(view)
                continue
            if re.fullmatch(r"[\d\s()+.,-]*(?:тел\.?)?[\d\s()+.,-]*", fold(bare)) or not bare:
                continue
            if re.match(r"\W*(?:документ подписан|сертификат|владелец|действителен)", fold(bare)):
                continue
            pending.append(view)
            continue
        start = 0
        for index, name in enumerate(names):
            if name.start < start:
                continue
            following = names[index + 1].start if index + 1 < len(names) else len(text)
            before = text[start : name.start]
            date = next((d for d in dates if name.end <= d.start < following), None)
            early = next((d for d in dates if start <= d.start < name.start), None) if date is None else None
            cut_from = start
            own = _post(before)
            posts = [_post(v.flat) for v in pending]
            post = " ".join(filter(None, [*posts, own]))
            views = [*pending, view.cut(cut_from, following if date else name.end)]
            pending = []
            if post:
                inherited = post if re.match(r"(?:другие\s+)?члены|присутствующие", fold(post)) else ""
            elif inherited:
                post = inherited
            chosen = date or early
            slots.append(
                _Slot(
                    name,
                    view.cut(name.start, name.end),
                    post,
                    chosen.date.isoformat() if chosen and chosen.date else None,
                    views,
                )
            )
            context.observe(view, name, "nomn", SIGNATURE_WEIGHT)
            start = date.end if date else name.end
        rest = _post(text[start:])
        if rest and len(rest) > 6 and not slots[-1].post:
            slots[-1].post = rest
            slots[-1].views.append(view.cut(start))
        elif rest and len(rest) > 6 and re.match(r"секретар|член|председ", fold(rest)):
            pending.append(view.cut(start))
    return [_signature(context, slot) for slot in slots]


def _signature(context: Context, slot: _Slot) -> Signature:
    position = tidy(slot.post).strip(" ,:;") or None
    folded = fold(position or "")
    role = next((role for role, post in _ROLES.items() if post.match(folded)), None)
    span = context.whole(slot.views)
    text = clean(context.document.text, (Span(span.start, span.end),)).flat
    signature = Signature(position=position, role=role, date=slot.date, text=text, span=span)
    # a stand-in mention, named with all others
    mention = Mention(text=slot.name_view.flat, span=context.span(slot.name_view))
    name = replace(slot.name, start=0, end=len(slot.name_view.flat))
    context.register(mention, slot.name_view, name, "nomn", SIGNATURE_WEIGHT)
    context.signed.append((signature, mention))
    return signature


def _strip(text: str) -> str:
    return tidy(text).strip(" _/|.,;:–—()-")


def _post(text: str) -> str:
    """The words of a post in front of a name: lines, hints and dates left out."""
    text = _HINTS.sub(" ", text)
    text = without(text, [(form.start, form.end) for form in find_dates(text)])
    text = re.sub(r"[_/|]+|«\s*»|\.{3,}", " ", text)
    text = _CERTIFIED.sub("", tidy(text)).strip(" ,;:–—-/")
    return "" if _EMPTY.fullmatch(text) or len(text) < 3 else text


def build_attachments(
    context: Context, listed: Sequence[Labelled], everything: Sequence[Labelled]
) -> list[Attachment]:
    """Appendices from their list and from references in the text; referred to and listed is one."""
    attachments: list[Attachment] = []
    for part in listed:
        view = part.unit.view
        if part.role == "attachment_head":
            match = _APPENDIX_HEAD.match(view.flat)
            rest = view.cut(match.end()) if match else view
            number = match.group(1) if match else None
            if rest.text.strip(" .:"):
                pieces = split_enumeration(rest)
                for index, (own, piece) in enumerate(pieces):
                    _listed(context, attachments, own or (number if index == 0 else None), piece)
            elif number:
                attachments.append(Attachment(number=number, title=None, span=context.span(view)))
        else:
            if part.label.how == "continue" and attachments:
                attachments[-1].title = tidy(f"{attachments[-1].title or ''} {view.flat}")
                continue
            match = _APPENDIX_HEAD.match(view.flat)
            if match and match.group(1):
                _listed(context, attachments, match.group(1), view.cut(match.end()))
            elif attachments and attachments[-1].title is None and part.unit.label is None:
                attachments[-1].title = tidy(view.flat).strip(" .;")
            else:
                for own, piece in split_enumeration(view):
                    _listed(context, attachments, own, piece)
    for part in everything:
        if part.role in (
            "attachment_head",
            "attachment_item",
            "signature",
            "title",
            "headline",
            "docline",
            "approval",
            "approval_line",
        ):
            continue
        text = part.unit.text
        for match in _REFERENCE.finditer(text):
            to = fold(match["to"] or "")
            if to and not re.search(r"протокол|настоящ", to):
                continue
            if any(attachment.number == match.group(1) for attachment in attachments):
                continue
            attachments.append(
                Attachment(
                    number=match.group(1),
                    title=None,
                    span=context.span(part.unit.view, match.start(), match.end(1)),
                )
            )
        for pattern in (_ATTACHED, _ATTACHED_LINE):
            found = pattern.search(text) if pattern is _ATTACHED or part.role == "note" else None
            if found:
                title = tidy(found.group(1)).strip(" .,;")
                if not any(fold(a.title or "") == fold(title) for a in attachments):
                    attachments.append(
                        Attachment(
                            title=title, span=context.span(part.unit.view, found.start(1), found.end(1))
                        )
                    )
                break
    return attachments


def _listed(context: Context, attachments: list[Attachment], number: str | None, view: View) -> None:
    title = tidy(view.flat).strip(" ;") or None
    if title and re.fullmatch(r"[\W_]*", title):
        title = None
    if title is None and number is None:
        return
    attachments.append(Attachment(number=number, title=title, span=context.span(view)))
