"""The head of a protocol: title, number, date, body, place, form, times, approval."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

from protoparse.build.context import GOVERNED_WEIGHT, Context, Labelled, joined, tidy
from protoparse.fields.clock import find_times, read_times
from protoparse.fields.date import find_dates, school_year
from protoparse.fields.number import find_numbers, protocol_number
from protoparse.fields.person import find_names
from protoparse.model import Approval, Header, MeetingFormat, Mention
from protoparse.view import View, fold

# The kind of meeting in the genitive or nominative → its dictionary form.
_MEETINGS: tuple[tuple[str, str], ...] = (
    (r"заседани(?:е|я|ю)", "заседание"),
    (r"совещани(?:е|я|ю)", "совещание"),
    (r"собрани(?:е|я|ю)", "собрание"),
    (r"конференци(?:я|и|ю)", "конференция"),
    (r"встреч[аиу]", "встреча"),
    (r"семинара?(?:-совещания|-практикума)?", "семинар"),
    (r"кругл(?:ый|ого) стола?", "круглый стол"),
    (r"сесси[яию]", "сессия"),
    (r"планерк[аи]", "планёрка"),
    (r"летучк[аи]", "летучка"),
    (r"сходa?а?", "сход"),
    (r"съезда?", "съезд"),
    (r"пленума?", "пленум"),
    (r"публичны[ех] слушани[яй]|общественны[ех] обсуждени[яй]", "слушания"),
    (r"вебинара?", "вебинар"),
    (r"брифинга?", "брифинг"),
    (r"аппаратно(?:е|го) совещани[ея]", "совещание"),
    (r"голосовани[ея]", "голосование"),
)
_MEETING = re.compile(
    r"\b(?:" + "|".join(f"(?P<m{i}>{p})" for i, (p, _) in enumerate(_MEETINGS)) + r")(?![а-я])"
)
_PROTOCOL_WORD = re.compile(
    r"(?:выписка\s+из\s+протокола|протокол(?:а|ьное\s+решение|-решение)?)\b\s*", re.IGNORECASE
)
_ALIAS = re.compile(r"\s*\((?:далее|в дальнейшем)\b[^)]*\)")
_SETTLEMENT = re.compile(
    r"(?<![\w.])(?:(?:г|гор|пгт|п|пос|с|д|дер|р\.\s?п|рп|ст|ст-ца|х|аул|мкр|к|каб|ауд|ул)\.\s?(?=[А-ЯЁ«\d])"
    r"|(?:пгт|рп|г|с|п|д)\s(?=[А-ЯЁ])|(?:город|посёлок|поселок|село|деревня|станица|хутор|аул|кабинет|аудитория|актовый зал)\b)"
)
_FACT = re.compile(
    r"""(?P<place>место\s+(?:проведения|нахождения|заседания|собрания|и\s+время\s+проведения)(?:\s+(?:внеочередного\s+)?(?:общего\s+)?(?:заседания|собрания|совещания|конференции|встречи)(?:\s+\w+)?)?|место(?=\s*:)|адрес(?:\s+проведения)?(?=\s*:))
      |(?P<date>дата\s+и\s+время\s+(?:проведения|заседания)(?:\s+\w+)?|дата(?:\s+(?:проведения|заседания|собрания|совещания|и\s+место\s+проведения))?(?:\s+(?:заседания|собрания|совещания))?)
      |(?P<made>дата\s+(?:составления|оформления|подписания|окончания|начала|подсч[её]та)[а-яё\s]*)
      |(?P<part>(?:очная|заочная|дистанционная)\s+часть|подсч[её]т\s+голосов)
      |(?P<time>(?:время(?:\s+(?:начала|окончания|проведения))?|начало|окончание)(?:\s+(?:общего\s+)?(?:заседания|собрания|совещания|работы|конференции|встречи|регистрации))?(?=\s*[-–—:в\d]))
      |(?P<format>(?:форма|формат|режим|способ)(?:\s+проведения)?(?:\s+(?:общего\s+)?(?:заседания|собрания|совещания|конференции|встречи))?(?=\s*[-–—:]))
      |(?P<vote>(?:форма|вид|порядок|способ)\s+голосования)
      |(?P<topic>(?:общая\s+)?тема(?:\s+(?:заседания|совещания|собрания|педсовета|педагогического\s+совета|семинара|встречи))?(?=\s*[-–—:«"]))
      |(?P<organizers>организатор(?:ы|\(ы\))?(?=\s*[-–—:]))
      |(?P<initiator>инициатор[а-яё]*(?:\s+(?:общего\s+)?(?:собрания|проведения\s+собрания))?(?=\s*[-–—:]))
      |(?P<link>(?:платформа|ссылка|идентификатор)(?=\s*[-–—:]))
      |(?P<stop>(?:председатель|секретарь|присутств\w+|повестка|кворум|отсутств\w+|приглаш\w+|всего)(?=\s*[-–—:\s]))
    """,
    re.VERBOSE | re.IGNORECASE,
)
_FORMATS: tuple[tuple[str, MeetingFormat], ...] = (
    (r"очно-?\s?заочн|заочно-?\s?очн", "mixed"),
    (
        r"смешанн|гибридн|очно-?\s?дистанцион|дистанционно-?\s?очн|очно\s+и\s+(?:дистанцион|онлайн)|комбинирован",
        "hybrid",
    ),
    (
        r"дистанцион|онлайн|online|он-лайн|видео-?\s?конференц|вкс\b|вебинар|zoom|сферум|google\s?meet|яндекс\.?\s?телемост|удален",
        "online",
    ),
    (r"заочн|опросн|опросным\s+пут", "correspondence"),
    (r"очн|совместн\w+\s+присутств|личн\w+\s+присутств", "in_person"),
)
_APPROVED = re.compile(r"утвержда|утвержден", re.IGNORECASE)
_HEADER_ROLES = frozenset({"title", "headline", "date_line", "docline", "foreign_title"})


def build_header(context: Context, parts: Sequence[Labelled], facts: Sequence[Labelled]) -> Header:
    """The header from the head's units, and from facts («Начало: …») wherever else they stand."""
    titles = _title_parts(parts)
    title_view = joined(titles)
    titles, theme = _without_theme(titles)
    title_view = joined(titles)
    header = Header()
    if re.match(r"\W*выписка", fold(title_view.flat)):
        header.document = "extract"
    fact_values = _facts(
        [part for part in [*parts, *facts] if part.role in ("fact", "topic_line", "organizers", "date_line")]
    )
    head_dates, date = _date(parts, fact_values)
    header.date = date.isoformat() if date else None
    context.meeting = date
    header.number = _number(titles, parts)
    title, alias_free = _title(title_view.flat, header.number)
    header.title = title or None
    header.meeting, header.body = _meeting_and_body(alias_free)
    header.place = _place(parts, fact_values)
    header.format = _format(fact_values, facts)
    if header.format is None and re.search(r"заочн\w+\s+(?:голосовани|заседани)", fold(title_view.flat)):
        header.format = "correspondence"
    _times(header, fact_values, parts, facts)
    header.topic = next(
        (
            tidy(v.flat).strip(" .") if not v.flat.strip().endswith("»") else tidy(v.flat)
            for k, v in fact_values
            if k == "topic"
        ),
        None,
    )
    header.topic = header.topic or theme
    header.organizers = _organizers(parts, fact_values)
    for part in [p for p in parts if p.role in ("docline", "headline", "title", "date_line", "fact")]:
        header.school_year = header.school_year or _school_year(part, title_view)
    header.approval = _approval(context, parts)
    return header


def _title_parts(parts: Sequence[Labelled]) -> list[Labelled]:
    """The title and the lines that go on with it; where the title is printed twice (page and document), once."""
    out: list[Labelled] = []
    for part in parts:
        if part.role == "title" and out and part.label.how == "enter":
            if fold(part.unit.text)[:20] == fold(out[0].unit.text)[:20] or not _PROTOCOL_WORD.match(
                out[0].unit.text
            ):
                out = []
        if part.role == "title" or (part.role == "headline" and out):
            out.append(part)
    return out or [part for part in parts if part.role == "headline"]


def _without_theme(titles: Sequence[Labelled]) -> tuple[list[Labelled], str | None]:
    """The title's lines, and the theme that stands under or in it («О целях на неделю», «по теме: «…»»)."""
    kept = list(titles)
    theme: str | None = None
    for index in range(1, len(kept)):
        if re.match(r"Об?\s+[а-яё]", kept[index].unit.text) and _MEETING.search(
            fold(joined(kept[:index]).flat)
        ):
            theme = tidy(joined(kept[index:]).flat)
            kept = kept[:index]
            break
    if theme is None:
        found = re.search(r"\bпо\s+теме\s*:?\s*([«\"“].+)$", joined(kept).flat)
        theme = tidy(found.group(1)) if found else None
    return kept, theme


def _school_year(part: Labelled, title: View) -> str | None:
    # «на 2021/2022 учебный год» inside a title is what the meeting is about only where the title says so
    return school_year(part.unit.text)


def _facts(parts: Sequence[Labelled]) -> list[tuple[str, View]]:
    """(kind, value) of each «Label: value», a line may hold several."""
    out: list[tuple[str, View]] = []
    for part in parts:
        view = part.unit.view
        text = view.flat
        matches = [m for m in _FACT.finditer(text) if _opens(text, m.start())]
        if not matches:
            out.append(("plain", view))
            continue
        if matches[0].start() > 3:
            out.append(("plain", view.cut(0, matches[0].start())))
        for match, following in zip(matches, [*matches[1:], None], strict=False):
            kind = match.lastgroup or ""
            end = following.start() if following else len(text)
            start = match.end()
            lead = re.match(r"[\s:–—-]*", text[start:end])
            start += lead.end() if lead else 0
            if kind == "stop":
                continue
            value = view.cut(match.start() if kind in ("time", "vote") else start, end)
            if value.text:
                out.append((kind, value))
    return out


def _opens(text: str, at: int) -> bool:
    """Whether a label may stand here: at the start, after a sentence, after a gap or a comma, or capitalised."""
    before = text[:at].rstrip()
    return not before or before[-1] in ".;:,»)" or text[at].isupper()


def _date(
    parts: Sequence[Labelled], facts: Sequence[tuple[str, View]]
) -> tuple[list[datetime.date], datetime.date | None]:
    labelled = [form for kind, view in facts if kind == "date" for form in find_dates(view.flat)]
    stages = [
        form.last or form.date
        for kind, view in facts
        if kind == "part"
        for form in find_dates(view.flat)
        if form.year_known
    ]
    if len(stages) > 1:  # in person, by ballot, counted: the meeting ends with the last
        latest = max((day for day in stages if day), default=None)
        return [], latest
    first = next((i for i, part in enumerate(parts) if part.role == "title"), 0)
    lines = [*parts[first:], *parts[:first]]
    printed = [
        form
        for roles in (("date_line",), ("title",), ("headline",))
        for part in lines
        if part.role in roles
        for form in find_dates(part.unit.text.replace("_", " "))
    ]
    loose = [
        form for kind, view in facts if kind in ("plain", "time", "place") for form in find_dates(view.flat)
    ]
    made = [form for kind, view in facts if kind == "made" for form in find_dates(view.flat)]
    letterhead = [
        form
        for part in parts
        if part.role == "docline"
        for form in find_dates(part.unit.text.replace("_", " "))
    ]
    for forms in (labelled, printed, loose, made, letterhead):
        dates = [form.last or form.date for form in forms if form.year_known and (form.last or form.date)]
        if dates:
            days = [day for day in dates if day]
            # of the days on which ballots came in and the paper was made the last one is the meeting's
            return days, max(days) if forms is made else days[0]
    return [], None


def _number(titles: Sequence[Labelled], parts: Sequence[Labelled]) -> str | None:
    first = parts.index(titles[0]) if titles else 0
    lines = [part for part in parts if part.role in ("date_line", "fact")]
    ordered = [
        *titles,
        *(part for part in lines if parts.index(part) > first),
        *(part for part in lines if parts.index(part) < first),
    ]
    for part in ordered:
        text = part.unit.text
        for form in find_numbers(text.replace("_", " ")):
            if form.of_body or form.value is None:
                continue
            if part.role == "headline" and form.start > 12 and not _number_of_meeting(text, form.start):
                continue
            if part.role == "title" and form.start > 60 and not _number_of_meeting(text, form.start):
                continue
            if part.role in ("date_line", "fact") and re.search(
                r"(?:кв|каб|ауд|дом|корп|школ|сош|кабинет)\w*\.?\s*$", text[: form.start].lower()
            ):
                continue
            return form.value
    if titles:
        return protocol_number(titles[0].unit.text) if len(titles[0].unit.text) < 40 else None
    return None


def _number_of_meeting(text: str, at: int) -> bool:
    """Whether a «№» stands right after the word for the meeting or after a date."""
    before = fold(text[:at]).rstrip()
    return bool(re.search(r"(?:протокол\w*|заседани\w|совещани\w|собрани\w|г\.?|год\w?|\d)\s*$", before))


def _title(text: str, number: str | None) -> tuple[str, str]:
    """The title without number and date, and the same without «(далее – …)»."""
    cuts: list[tuple[int, int]] = []
    for form in find_numbers(text.replace("_", " ")):
        if form.value is not None and number is not None and form.value == number and not form.of_body:
            cuts.append((form.start, form.end))
            break
        if form.value is None and not form.of_body:
            cuts.append((form.start, form.end))
    for date in find_dates(text):
        lead = re.search(r"(?:\bот|\bза)\s*$", text[: date.start])
        cuts.append((lead.start() if lead else date.start, date.end))
    for start, end in sorted(cuts, reverse=True):
        text = text[:start] + " " + text[end:]
    title = re.sub(r"\s+([,.])", r"\1", tidy(text)).strip(" ,;–-")
    without = tidy(_ALIAS.sub("", title)).strip(" ,;")
    return without, without


def _meeting_and_body(title: str) -> tuple[str | None, str | None]:
    word = _PROTOCOL_WORD.match(title)
    rest = title[word.end() :] if word else title
    rest = rest.lstrip(" .,:–—-")
    match = _MEETING.search(fold(rest))
    if match and match.start() < 60:
        kind = _MEETINGS[int((match.lastgroup or "m0")[1:])][1]
        body = rest[match.end() :].strip(" .,:;–—-")
        # «заседание» inside the body («зала заседаний») is no kind of meeting: the pattern wants whole words
        if (
            kind == "собрание"
            and match.start() == 0
            and re.match(r"\s*депутатов|\s*представителей", fold(rest[match.end() :]))
        ):
            return None, rest.strip(" .") or None
        return kind, _as_body(body)
    return None, _as_body(rest)


def read_meeting(title: str) -> str | None:
    """The dictionary form of the kind of meeting that a title names, None where it names none."""
    match = _MEETING.search(fold(title))
    return _MEETINGS[int((match.lastgroup or "m0")[1:])][1] if match else None


def _as_body(text: str) -> str | None:
    text = re.sub(r"\s*\bпо\s+теме\s*:?\s*(?:[«\"“].*)?$", "", text).strip(" .,:;–—-")
    if text.count("«") < text.count("»"):
        text = text.rstrip("»")
    return text or None


def _place(parts: Sequence[Labelled], facts: Sequence[tuple[str, View]]) -> str | None:
    for kind, view in facts:
        if kind == "place":
            value = re.sub(
                r"\s*[/,;]\s*(?:подключени\w|вкс|онлайн|дистанционн).*$",
                "",
                _without_dates(view.flat),
                flags=re.IGNORECASE,
            )
            if (
                value
                and value not in (".", ":")
                and not re.match(r"(?:\w+\s){0,2}(?:общего\s+)?собрания(?:\s\w+)?$", value)
            ):
                return value
    for part in parts:
        if part.role != "date_line":
            continue
        for piece in part.unit.view.text.split("\t"):
            found = _place_piece(piece)
            if found:
                return found
    for part in parts:
        if part.role in ("docline", "headline") and len(part.unit.text) < 50:
            text = part.unit.text
            if _SETTLEMENT.match(text):
                return tidy(text).strip(" .,")
    return None


def _place_piece(piece: str) -> str | None:
    rest = _without_dates(piece)
    if not rest:
        return None
    match = _SETTLEMENT.search(rest)
    if match:
        rest = re.sub(
            r"\s*[/,;]\s*(?:подключени\w|вкс|онлайн|дистанционн).*$",
            "",
            rest[match.start() :],
            flags=re.IGNORECASE,
        )
        return tidy(rest).strip(" .,;")
    if (
        re.match(
            r"(?:М[БКА]|ГБ|КГ|ФГБ|КО)?[А-ЯЁ]{2,6}\s*«|[Аа]ктовый|[Зз]ал\b|[Уу]чительская|[Кк]онференц", rest
        )
        and len(rest) < 80
    ):
        return tidy(rest)
    return None


def _without_dates(text: str) -> str:
    cuts = [(form.start, form.end) for form in find_dates(text)]
    cuts += [(form.start, form.end) for form in find_times(text) if form.edge]
    for form in find_numbers(text.replace("_", " ")):
        if not form.of_body and not re.search(
            r"(?:каб|ауд|дом|корпус|школ|кабинет|подъезд|кв)\w*\.?\s*$", text[: form.start].lower()
        ):
            cuts.append((form.start, form.end))
    for start, end in sorted(cuts, reverse=True):
        text = text[:start] + " " + text[end:]
    text = re.sub(r"\bот\s*(?=$|[,.])|^\s*от\b|_{2,}|«\s*»", " ", text)
    return tidy(text).strip(" ,;:–—-.")


def _format(facts: Sequence[tuple[str, View]], extra: Sequence[Labelled]) -> MeetingFormat | None:
    for kind, view in facts:
        if kind == "format":
            found = read_format(view.flat)
            if found:
                return found
    for kind, view in facts:
        online = read_format(view.flat) == "online" and re.search(
            r"вкс|подключени|дистанц|онлайн|видео", fold(view.flat)
        )
        if online and re.search(r"\b(?:ул|каб|ауд|зал|актов|кабинет|пл|пр)\b", fold(view.flat)):
            return "hybrid"
        if kind in ("plain", "place") and re.search(
            r"формат|форм[еауы]\b|режим|дистанц|онлайн|вкс|видео|заочн", fold(view.flat)
        ):
            found = read_format(view.flat)
            if found and found != "in_person":
                return found
            if found and re.search(r"форм", fold(view.flat)):
                return found
    return None


def read_format(text: str) -> MeetingFormat | None:
    """How people took part, from the words of the text.

    >>> read_format("онлайн"), read_format("очно-заочная"), read_format("очное голосование"), read_format("открытая")
    ('online', 'mixed', 'in_person', None)
    """
    folded = fold(text)
    for pattern, value in _FORMATS:
        if re.search(rf"(?<![а-я]){pattern}" if pattern.startswith("очн|") else pattern, folded):
            return value
    return None


def _times(
    header: Header, facts: Sequence[tuple[str, View]], parts: Sequence[Labelled], extra: Sequence[Labelled]
) -> None:
    for kind, view in facts:
        if kind in ("vote", "made"):
            continue
        start, end = read_times(view.flat)
        if kind in ("date", "plain", "place") and not start:
            times = find_times(view.flat)
            start = times[0].time if times and kind == "date" else None
        header.start_time = header.start_time or start
        header.end_time = header.end_time or end
    for part in parts:
        if part.role == "date_line" and header.start_time is None:
            times = find_times(part.unit.text)
            if times:
                header.start_time = times[0].time
    for part in extra:
        if part.role in ("closing", "talk"):
            start, end = read_times(part.unit.text)
            header.end_time = header.end_time or end


def _organizers(parts: Sequence[Labelled], facts: Sequence[tuple[str, View]]) -> list[str]:
    values = [tidy(view.flat) for kind, view in facts if kind == "organizers"]
    values += [tidy(part.unit.content.flat) for part in parts if part.role == "organizers_item"]
    out = []
    for value in values:
        out += [piece.strip(" .") for piece in value.split(";") if piece.strip(" .")]
    return out


def _approval(context: Context, parts: Sequence[Labelled]) -> Approval | None:
    """The stamp: its lines up to the next unit that is none; only «утверждаю/утверждено» counts."""
    for index, part in enumerate(parts):
        if part.role != "approval" or not _APPROVED.search(part.unit.text):
            continue
        lines = [part]
        for following in parts[index + 1 :]:
            if following.role != "approval_line":
                break
            lines.append(following)
        view = joined(lines)
        text = view.flat
        names = find_names(text)
        dates = [form for form in find_dates(text) if form.date]
        numbers = [form for form in find_numbers(text.replace("_", " ")) if form.value and not form.of_body]
        position = None
        if names:
            head = re.sub(r"^\W*утвержд\w+\W*", "", text[: names[0].start], flags=re.IGNORECASE)
            position = tidy(re.sub(r"[_/]+", " ", head)).strip(" ,:") or None
        approval = Approval(
            text=tidy(text),
            position=position,
            date=dates[-1].date.isoformat() if dates and dates[-1].date else None,
            number=numbers[0].value if numbers else None,
        )
        if names:
            mention = Mention(
                text=text[names[0].start : names[0].end],
                span=context.span(view, names[0].start, names[0].end),
            )
            context.register(mention, view, names[0], "nomn", GOVERNED_WEIGHT)
            context.stamped.append((approval, mention))
        return approval
    return None
