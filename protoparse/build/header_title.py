"""The title of a protocol: its lines, its number, the kind of meeting and the body that it names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from protoparse.build.context import Labelled, joined, tidy, without
from protoparse.fields.date import find_dates
from protoparse.fields.number import find_numbers, protocol_number
from protoparse.pattern import Pattern
from protoparse.view import fold

# The kind of meeting in the nominative, genitive or dative → its dictionary form.
_MEETINGS: dict[str, str] = {
    r"заседани(?:е|я|ю)": "заседание",
    r"совещани(?:е|я|ю)": "совещание",
    r"собрани(?:е|я|ю)": "собрание",
    r"конференци(?:я|и|ю)": "конференция",
    r"встреч[аиу]": "встреча",
    r"семинара?(?:-совещания|-практикума)?": "семинар",
    r"кругл(?:ый|ого) стола?": "круглый стол",
    r"сесси[яию]": "сессия",
    r"планерк[аи]": "планёрка",
    r"летучк[аи]": "летучка",
    r"схода?": "сход",
    r"съезда?": "съезд",
    r"пленума?": "пленум",
    r"публичны[ех] слушани[яй]|общественны[ех] обсуждени[яй]": "слушания",
    r"вебинара?": "вебинар",
    r"брифинга?": "брифинг",
    r"аппаратно(?:е|го) совещани[ея]": "совещание",
    r"голосовани[ея]": "голосование",
}
_KINDS = tuple(_MEETINGS.values())
_MEETING = Pattern(
    r"\b(?:" + "|".join(f"(?P<m{place}>{word})" for place, word in enumerate(_MEETINGS)) + r")(?![а-я])"
)
_PROTOCOL = Pattern(
    r"(?:выписка\s+из\s+протокола|протокол(?:а|ьное\s+решение|-решение)?)\b\s*", re.IGNORECASE
)
_ELECTED = Pattern(r"\s*(?:депутатов|представителей)")  # «Собрание депутатов» is a body, no kind of meeting
_ALIAS = Pattern(r"\s*\((?:(?:далее|в дальнейшем|созда\w+|образован\w*)\b|утв)[^)]*\)")
_ABOUT = Pattern(r"Об?\s+[а-яё]")
_THEME = Pattern(r"\bпо\s+теме\s*:?\s*([«\"“].+)$")
_THEME_TAIL = Pattern(r"\s*\bпо\s+теме\s*:?\s*(?:[«\"“].*)?$")
# «… проведённого в форме очно-заочного голосования», «(в режиме видеоконференции)»
_FORM_TAIL = Pattern(
    r"\s*[(,]?\s*(?:(?:провед[её]нн|проводим|состоявш|прошедш)\w+\s+)?\bв\s+"
    r"(?:(?:форме|режиме|формате)\s.{3,60}|[\w-]+\s+(?:форме|режиме|формате)\)?)$"
)
_FORMS = Pattern(r"очн|дистанц|онлайн|он-лайн|online|видео|вкс\b|удален")
_SPACE_BEFORE_SIGN = Pattern(r"\s+([,.])")
_BEFORE_DATE = Pattern(r"(?:\bот|\bза)\s*$")
_BEFORE_OWN_NUMBER = Pattern(r"(?:протокол\w*|заседани\w|совещани\w|собрани\w|г\.?|год\w?|\d)\s*$")
_FROM_DATE = Pattern(r"\s*от\s+[\d«\"]")
_BEFORE_ROOM_NUMBER = Pattern(r"(?:кв|каб|ауд|дом|корп|школ|сош|кабинет)\w*\.?\s*$")
_BODY = Pattern(
    r"(?:[а-я-]+(?:ый|ий|ой|ая|яя|ое|ее)\s){0,3}(?:совет|комиссия|комитет|коллегия|президиум|правление|педсовет"
    r"|бюро|профком|штаб|консилиум|объединение|кафедра)(?:\s[а-я\s\"-]{2,60})?"
)
_NEAR = 6  # units between lines of one head
_NUMBER_WITHIN = {"headline": 12, "title": 60}  # characters within which any «№» of such a line counts


def title_parts(parts: Sequence[Labelled]) -> list[Labelled]:
    """The title and the lines that go on with it; where it is printed twice (page and document), once."""
    out: list[Labelled] = []
    before: list[Labelled] = []  # headlines above the title: «Заседание совета / Протокол № 1»
    reach = 0
    for part in parts:
        if out and part.unit.index > reach + _NEAR:
            break  # «ЗАКЛЮЧЕНИЕ» of an appendix
        reach = max(part.unit.index, part.unit.through)
        if part.role == "headline" and not out:
            before.append(part)
        if part.role == "title" and part.label.how == "enter" and out:
            first = out[0].unit.text
            if fold(part.unit.text)[:20] == fold(first)[:20] or not _PROTOCOL.match(first):
                out = []
        if part.role == "title" or (part.role == "headline" and out):
            out.append(part)
    if not out:
        return [part for part in parts if part.role == "headline"]
    text = joined(out).flat
    meeting, body = meeting_and_body(plain_title(text, protocol_number(text)))
    if before and meeting is None and body is None:
        return before + out
    if before and body is None and _BODY.fullmatch(fold(before[-1].unit.text)):
        return [before[-1], *out]  # «Управляющий совет / Протокол заседания № 2»
    return out


def without_theme(titles: Sequence[Labelled]) -> tuple[list[Labelled], str | None]:
    """The title's lines, and the theme that stands under or in it («О целях на неделю», «по теме: «…»»)."""
    for index in range(1, len(titles)):
        if _ABOUT.match(titles[index].unit.text) and read_meeting(joined(titles[:index]).flat):
            return list(titles[:index]), tidy(joined(titles[index:]).flat)
    theme = _THEME.search(joined(titles).flat)
    return list(titles), tidy(theme.group(1)) if theme else None


def read_number(titles: Sequence[Labelled], parts: Sequence[Labelled]) -> str | None:
    """The number of the protocol from its title, else from a line behind it, else from one before it."""
    first = next((index for index, part in enumerate(parts) if titles and part is titles[0]), 0)
    lines = [part for part in (*parts[first + 1 :], *parts[:first]) if part.role in ("date_line", "fact")]
    for part in (*titles, *lines):
        text = part.unit.text
        within = _NUMBER_WITHIN.get(part.role, len(text))
        for form in find_numbers(text.replace("_", " ")):
            if form.of_body or form.value is None:
                continue
            own = _BEFORE_OWN_NUMBER.search(fold(text[: form.start]).rstrip())
            # «… совета № 02/25-КС»; «… совета № 2» may be the second council
            ends = form.end >= len(text.rstrip(" .")) and not form.value.isdigit()
            if form.start > within and not own and not ends and not _FROM_DATE.match(text, form.end):
                continue
            if part.role in ("date_line", "fact") and _BEFORE_ROOM_NUMBER.search(text[: form.start].lower()):
                continue
            return form.value
    if titles and len(titles[0].unit.text) < 40:
        return protocol_number(titles[0].unit.text)
    return None


def plain_title(text: str, number: str | None) -> str:
    """The title without its number, its date and «(далее – …)»."""
    cuts: list[tuple[int, int]] = []
    for form in find_numbers(text.replace("_", " ")):
        if form.of_body or form.value not in (None, number):
            continue
        cuts.append((form.start, form.end))
        if form.value is not None:
            break
    for date in find_dates(text):
        lead = _BEFORE_DATE.search(text[: date.start])
        cuts.append((lead.start() if lead else date.start, date.end))
    title = _SPACE_BEFORE_SIGN.sub(r"\1", tidy(without(text, cuts))).strip(" ,;–-")
    return tidy(_ALIAS.sub("", title)).strip(" ,;")


def read_meeting(title: str) -> str | None:
    """The dictionary form of the kind of meeting that a title names, None where it names none.

    >>> read_meeting("Протокол внеочередного собрания жильцов"), read_meeting("Протокол зала заседаний")
    ('собрание', None)
    """
    match = _MEETING.search(fold(title))
    return _kind(match) if match else None


def meeting_and_body(title: str) -> tuple[str | None, str | None]:
    """The kind of meeting and who met, from a plain title.

    >>> meeting_and_body("Протокол заседания педагогического совета")
    ('заседание', 'педагогического совета')
    >>> meeting_and_body("Протокол Собрания депутатов")
    (None, 'Собрания депутатов')
    >>> meeting_and_body("УПРАВЛЯЮЩИЙ СОВЕТ Протокол заседания")
    ('заседание', 'УПРАВЛЯЮЩИЙ СОВЕТ')
    """
    word = _PROTOCOL.match(title)
    rest = (title[word.end() :] if word else title).lstrip(" .,:–—-")
    match = _MEETING.search(fold(rest))
    if match is None or match.start() >= 60:
        return None, _as_body(rest)
    if _kind(match) == "собрание" and match.start() == 0 and _ELECTED.match(fold(rest), match.end()):
        return None, rest.strip(" .") or None
    body = _as_body(rest[match.end() :].strip(" .,:;–—-"))
    if body is None and word is None and (inner := _PROTOCOL.search(title)):
        body = _as_body(title[: inner.start()])
    return _kind(match), body


def form_tail(title: str) -> str | None:
    """The end of a title that says how people took part, None where none does.

    >>> form_tail("общего собрания членов, проведённого в форме заочного голосования")
    ', проведённого в форме заочного голосования'
    >>> form_tail("совета по обучению в форме экстерната")
    """
    tail = _FORM_TAIL.search(title)
    return tail.group() if tail and _FORMS.search(fold(tail.group())) else None


def _kind(match: re.Match[str]) -> str:
    return _KINDS[int((match.lastgroup or "m0")[1:])]


def _as_body(text: str) -> str | None:
    text = _THEME_TAIL.sub("", text).strip(" .,:;–—-")
    text = text.removesuffix(form_tail(text) or "").rstrip(" .,:;–—-")
    if text.count("«") < text.count("»"):
        text = text.rstrip("»")
    return text or None
