"""Signatures: post, line, name and date in any arrangement over one or several lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from protoparse.build.context import SIGNATURE_WEIGHT, Context, Labelled, tidy, without
from protoparse.document import Span
from protoparse.fields.date import DateForm, find_dates
from protoparse.fields.name_match import may_be_same
from protoparse.fields.person import NameForm, find_names
from protoparse.model import Mention, Role, Signature
from protoparse.normalise import Unit
from protoparse.pattern import Pattern
from protoparse.view import View, clean, fold

_SIGNS = " _/|.,;:–—()-"
_HINTS = Pattern(
    r"\((?:подпись|расшифровка(?:\s+подписи)?|ф\.?\s?и\.?\s?о\.?|дата|инициалы,?\s*фамилия"
    r"|фамилия,?\s*инициалы)\)|\bм\.\s?п\.|/\s*подпись\s*/|\bподпись\s*:?",
    re.IGNORECASE,
)
_LINES = Pattern(r"_+подпись_+|[_/|]+|«\s*»|\.{3,}")
_CERTIFIED = Pattern(r"^\W*(?:(?:копия|выписка)\s+верна|верно|с\s+подлинн\w+\s+верно)\W*", re.IGNORECASE)
_PHONE = Pattern(r"[\d\s()+.,-]*(?:тел\.?)?[\d\s()+.,-]*")
_STAMP = Pattern(r"\W*(?:документ подписан|сертификат|владелец|действителен)")
_FOR_ALL_BELOW = Pattern(r"(?:другие\s+)?члены|присутствующие")
_NEXT_POST = Pattern(r"секретар|член|председ")
_LEAST_POST = 3  # characters of the shortest post
_LEAST_REST = 7  # characters behind the last name of a line that may be a post
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
_ROLES = {role: Pattern(rf"(?:\S+\s+)?(?:{post})") for role, post in _POSTS.items()}


def build_signatures(context: Context, parts: Sequence[Labelled]) -> list[Signature]:
    """The signatures of the units that hold them."""
    reader = _Reader(context)
    previous: Unit | None = None
    for part in parts:
        reader.line(part.unit.view, apart=previous is not None and not part.unit.follows(previous))
        previous = part.unit
    return [_signature(context, slot) for slot in reader.slots]


@dataclass(slots=True)
class _Slot:
    """One signature being put together."""

    name: NameForm
    name_view: View
    post: str
    date: str | None
    views: list[View]


class _Reader:
    """Takes the lines of signatures, one after the other."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.slots: list[_Slot] = []
        self.pending: list[View] = []  # lines of a post whose name is still to come
        self.inherited = ""  # the post of all below: «Члены комиссии:»

    def line(self, view: View, *, apart: bool) -> None:
        """Take one line; `apart`: something else stands between it and the one before."""
        if apart:
            self.pending = []
        names = find_names(view.flat, self.context.surnames)
        dates = [form for form in find_dates(view.flat) if form.date]
        if names:
            self._named(view, names, dates, apart=apart)
        else:
            self._nameless(view, dates, apart=apart)

    def _nameless(self, view: View, dates: Sequence[DateForm], *, apart: bool) -> None:
        """A line without a name: the date of the signature above, or a post for the name below."""
        if dates and self.slots and not apart:
            undated = without(view.flat, [(form.start, form.end) for form in dates])
            if len(_bare(undated)) < 6:
                last = self.slots[-1]
                last.date = last.date or _iso(dates[-1])
                last.views.append(view)
                return
        words = fold(_bare(_HINTS.sub(" ", view.flat)))
        if words and not _PHONE.fullmatch(words) and not _STAMP.match(words):
            self.pending.append(view)

    def _named(
        self, view: View, names: Sequence[NameForm], dates: Sequence[DateForm], *, apart: bool
    ) -> None:
        """A line with names: each takes the words before it and the date beside it."""
        text = view.flat
        start = 0
        for index, name in enumerate(names):
            if name.start < start:
                continue
            following = names[index + 1].start if index + 1 < len(names) else len(text)
            behind = next((form for form in dates if name.end <= form.start < following), None)
            ahead = next((form for form in dates if start <= form.start < name.start), None)
            posts = [*(_post(line.flat) for line in self.pending), _post(text[start : name.start])]
            end = name.end + text.startswith(")", name.end)
            slot = _Slot(
                name,
                view.cut(name.start, name.end),
                " ".join(filter(None, posts)),
                _iso(behind or ahead),
                [*self.pending, view.cut(start, following if behind else end)],
            )
            self.pending = []
            self.context.observe(view, name, "nomn", SIGNATURE_WEIGHT)
            if self.slots and not (apart and start == 0) and _is_decoding(self.slots[-1], slot):
                _merge(self.slots[-1], slot)
            else:
                self._add(slot)
            start = behind.end if behind else end
        rest = _post(text[start:])
        if len(rest) < _LEAST_REST:
            return
        if not self.slots[-1].post:
            self.slots[-1].post = rest
            self.slots[-1].views.append(view.cut(start))
        elif _NEXT_POST.match(fold(rest)):
            self.pending.append(view.cut(start))

    def _add(self, slot: _Slot) -> None:
        """Add a signature; one without a post has that of the list in which it stands."""
        if slot.post:
            self.inherited = slot.post if _FOR_ALL_BELOW.match(fold(slot.post)) else ""
        else:
            slot.post = self.inherited
        self.slots.append(slot)


def _is_decoding(last: _Slot, slot: _Slot) -> bool:
    """Whether a name is that of the signature before it once more: «Кедров / И.И. Кедров /»."""
    one, other = last.name, slot.name
    if (last.post and slot.post) or not one.surname or not other.surname:
        return False
    return (
        fold(one.surname) == fold(other.surname)
        and may_be_same(one.given, other.given)
        and may_be_same(one.patronymic, other.patronymic)
    )


def _merge(last: _Slot, slot: _Slot) -> None:
    """Put a name printed twice into one signature: the fuller of the two."""
    if len(slot.name.text) > len(last.name.text):
        last.name, last.name_view = slot.name, slot.name_view
    last.post = last.post or slot.post
    last.date = last.date or slot.date
    last.views += slot.views


def _signature(context: Context, slot: _Slot) -> Signature:
    position = tidy(slot.post).strip(" ,:;") or None
    folded = fold(position or "")
    role = next((role for role, post in _ROLES.items() if post.match(folded)), None)
    span = context.whole(slot.views)
    text = clean(context.document.text, (Span(span.start, span.end),)).flat
    signature = Signature(position=position, role=role, date=slot.date, text=text, span=span)
    # a stand-in mention, named with all others
    mention = Mention(text=slot.name_view.flat, span=context.span(slot.name_view))
    name = slot.name._replace(start=0, end=len(slot.name_view.flat))
    context.register(mention, slot.name_view, name, "nomn", SIGNATURE_WEIGHT)
    context.signed.append((signature, mention))
    return signature


def _iso(form: DateForm | None) -> str | None:
    return form.date.isoformat() if form is not None and form.date is not None else None


def _bare(text: str) -> str:
    """The text without lines and signs at its edges."""
    return tidy(text).strip(_SIGNS)


def _post(text: str) -> str:
    """The words of a post in front of a name: lines, hints and dates left out."""
    text = _HINTS.sub(" ", text)
    text = without(text, [(form.start, form.end) for form in find_dates(text)])
    text = _CERTIFIED.sub("", tidy(_LINES.sub(" ", text))).strip(" ,;:–—-/").rstrip(" (")
    return text if text.strip(_SIGNS) and len(text) >= _LEAST_POST else ""
