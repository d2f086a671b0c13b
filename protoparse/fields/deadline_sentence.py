"""The deadline that stands inside the sentence of a decision, if one really is its deadline.

Not every date in a decision is one: «план на 2023 год», «за I полугодие», «протокол от 30.08.2021», a title
in quotation marks, «школьников, принявших участие в 2022 году» say what the decision is about.
"""

from __future__ import annotations

import datetime

from protoparse.fields.deadline_recurrence import DAYS_BEFORE, IMMEDIATE, NEXT_MEETING, RECURRING
from protoparse.fields.deadline_rules import Found, scan
from protoparse.fields.deadline_tokens import Tokens, tokenise
from protoparse.fields.deadline_value import LABEL, DeadlineValue, evaluate, trim
from protoparse.fields.infinitive import INFINITIVE, first_infinitive, last_infinitive_end
from protoparse.fields.text import fold_text
from protoparse.pattern import Pattern

Day = datetime.date

_INNER_LABEL = Pattern(
    r"(?:(?<=[,;(.]) ?|^|- ?)(?:контрольный )?срок(?:и|ом)? ?(?:исполнения|выполнения|реализации"
    r"|представления|сдачи)?"
    r" ?(?:[:-] ?-? ?|(?= (?:до|к|не позднее|в течени)))(?! ?\d{1,2} (?:лет|год))",
    cues=("срок",),
)
_QUOTATION_MARK = Pattern('[«„»"“”]')
_VALUE_END = Pattern(
    r"[;)]|,? ?\(?(?:отв(?:етственн[а-я]{2,3})?|исп(?:олнител[а-я]{1,2})?)(?![а-я])"
    r"|(?<=[а-я]{3})\. (?=[а-я])|$"
)
_BRACKET = Pattern(r"\((?P<inner>[^()]{3,80})\)", cues=("(",))
_ACTIVE_PARTICIPLE = Pattern(
    r"(?<![а-я])(?!(?:обучающ|учащ|отдыхающ|трудящ|служащ|присутствующ|заведующ|управляющ"
    r"|выступающ|действующ|следующ"
    r"|текущ|будущ|соответствующ|настоящ|ведущ|вышестоящ|предстоящ)[а-я])"
    r"[а-я]{3,25}(?:вш|[ую]щ|[ая]щ)(?:ий|ая|ее|ие|его|ей|их|ему|им|ими|ем|ую)(?:ся)?(?![а-я])"
)
_PASSIVE_ADJACENT = Pattern(
    r"(?:[а-я]{3,25}(?:нн|ем|им|[аеуы]т)(?:ый|ая|ое|ые|ого|ой|ых|ому|ым|ыми|ом|ую)"
    r"|(?<![а-я])(?!экзамен|план|стен|цен|смен|сцен|перемен|охран|стран|экран|маршрут|институт|атрибут|быт|член)"
    r"[а-я]{1,23}(?:[еая]н|ят|ыт|ут|чат)[аоы]"
    r"|[а-я]{3,25}(?:вш|[ую]щ|[ая]щ)[а-я]{2,5})(?:ся)? (?:[а-я]{2,20} )?$"
)
_LONGEST_TURN = 60  # characters of what `_PASSIVE_ADJACENT` matches, and some more
_PAST_BEFORE = Pattern(r"(?<![а-я])[а-я]{2,25}(?:л|ла|ло|ли)(?:сь|ся)? (?:[а-я]{1,20} ){0,3}$")
_OBJECT_BEFORE = Pattern(
    r"(?:план[а-я]*|программ[а-я]*|график[а-я]*|смет[а-я]*|бюджет[а-я]*|отчет[а-я]*"
    r"|расписани[а-я]*|приказ[а-я]*|период[а-я]*"
    r"|протокол[а-я]*|решени[а-я]*|состояни[юе]|итог[а-я]*|результат[а-я]*|возраст[а-я]*"
    r"|действующ[а-я]*|ремонт[а-я]* школы"
    r"|мероприяти[а-я]*|работ[аеуы]|работой|задач[а-я]*|показател[а-я]*|каникул[а-я]*"
    r"|четверт[а-я]*|классов|№ ?\d*) $"
)
_INFINITIVE_ADJACENT = Pattern(rf"{INFINITIVE} $")
# «обобщить результаты в IV квартале»: made by then, where «результаты IV квартала» is what it is about.
_RESULT_BEFORE = Pattern(r"(?:итоги|результаты|отчет|план|график|смету|программу) $")
_HOLDING = Pattern(
    r"(?<![а-я])(?:провести|организовать|назначить|созвать|заслушать|обеспечить явку"
    r"|принять участие|подвести итоги|завершить|начать"
    r"|приступить|выполнить|подготовить|представить|сдать|разработать|повторить|рассмотреть)(?![а-я])"
)
_NO_INFINITIVE = rf"(?!{INFINITIVE})"
_CLAUSE_TAIL = Pattern(rf"(?: {_NO_INFINITIVE}[а-яa-z]{{2,20}}){{1,3}}(?=\s*(?:[.;,)]|$))")
_CLAUSE_REST = Pattern(r"[^.;,()]{0,80}")
# What the calendar does not date; «к празднику» may also be what a thing is for, «план к празднику».
_UNTIL_EVENT = Pattern(
    r"(?<![а-я])(?:до (?:(?:летн|осенн|зимн|весенн)[а-я]{2,3} )?"
    r"(?:начала|окончания|завершения|открытия|праздника|каникул|отъезда|экзаменов|приемки|дня)"
    r"|(?<! и )после (?:(?:летн|осенн|зимн|весенн)[а-я]{2,3} )?"
    r"(?:каникул|окончания|завершения|получения|проведения)"
    r"|(?:на|во время|в период|в дни) (?:летн|осенн|зимн|весенн)их каникул(?:ах)?"
    r"|по мере (?:поступления|необходимости|готовности|возможности|получения))"
    rf"(?: {_NO_INFINITIVE}[а-я]{{2,20}}){{0,4}}(?: 20\d\d (?:года|г\.))?(?=\s*(?:[.;,)]|$))",
    cues=("до ", "после ", "каникул", "по мере "),
)
_ALWAYS = Pattern(
    r"(?<![а-я])(?:на постоянной основе|постоянно|систематически|ежедневно)(?=\s*(?:[.;]|$))",
    cues=("постоянно", "систематически", "ежедневно"),
)
_SINCE_EVENT = Pattern(
    r" (?:со дня|с даты|с момента|после) (?!(?:проведения )?(?:заседания|совещания|собрания))"
    rf"(?:{_NO_INFINITIVE}[а-я]{{2,20}} ?){{1,4}}(?=\s*(?:[.;,)]|$))"
)
_FAR_REACHING = Pattern(
    r"[а-я]{0,3}(?:ежемесячн|еженедельн|ежеквартальн|ежегодн|поквартальн|помесячн)|[^~]*(?:раз"
    r"|дважды|трижды|кажд)|по [а-я]+"
)
# What stands before or after a time expression and says that it is no deadline, or that it is one.
_NEXT_WORD = Pattern(r",? ?([а-я]+)")
_CHARGED_BEFORE = Pattern(
    r"(?:[а-я]+(?:-[а-я]+)? ){0,2}[а-я]+[ая]м(?![а-я])[^,;:]{0,60}$|[^,;:]{4,60} [а-я]\. ?[а-я]\. $"
)
_CLAUSE_EDGE = Pattern(r"[,;:.()]")
_FROM = Pattern(r"(?:с|со|от) ")
_FROM_OR_FOR = Pattern(r"(?:с|со|от|за) ")
_LASTING = Pattern(r"(?:на (?!(?:эт|текущ|следующ|ближайш)[а-я]{2} недел)|(?:за|весь|с|со|от) )")
_WHILE = Pattern(r"в течени[еи] (?:дня|урока|года обучения|последн|прошл|предыдущ|этого времени)(?![а-я])")
_SINCE_BIRTH = Pattern(r"(?:период|состояни[юе]|возраст[а-я]*|родившихся|старше|младше) (?:с )?$")
_GOVERNED = Pattern(r"(?:от|№|на|за|с|со|из|по|об|о|для) $")
_SENTENCE_END = Pattern(r"\s*(?:[.;]|$)")
_CLAUSE_END = Pattern(r"\s*(?:[.;,()]|$)")
_ORDER_BEFORE = Pattern(r"(?:последн|перв|втор|трет|четверт)[а-я]{2,3} [а-я]{3,12} $")
_ORDER = Pattern(r"(?:в срок |до |не позднее |к )")
_CLOCK = r"\d{1,2}[.:-]\d\d(?: ?ч(?:ас[а-я]*)?\.?)?"
_RECURRING_TAIL = Pattern(
    r",? ?(?:(?:в срок )?(?:до|к|не позднее|в|с) )?(?:\d{1,2}(?:-?го)? числа(?: каждого месяца"
    r"| месяца)?(?:,? следующего за отчетным"
    rf"(?: [а-я]+)?)?|[DM]~+|{_CLOCK}(?! по |\.\d)(?:(?:,| и| до) (?:в )?{_CLOCK})*)|,? ?(?:каждого|каждый"
    r"|в)? ?(?:месяца|месяц|квартала)(?![а-я])"
)


def find_deadline(text: str, meeting: Day | None) -> tuple[int, int, DeadlineValue] | None:
    """The deadline inside a decision, and the stretch to cut where it stands behind a label of its own.

    The offsets run from the label («срок – …») where there is one, else they are those of the value itself.

    >>> find_deadline("Куратору представить отчёт в срок до 10 ноября 2024 г.", None)[2].text
    'в срок до 10 ноября 2024 г.'
    >>> find_deadline("Утвердить план работы на 2024 год.", Day(2024, 1, 9)) is None
    True
    >>> find_deadline("Принять участие в семинаре (апрель 2024 года).", Day(2024, 1, 9))[2].due
    datetime.date(2024, 4, 30)
    """
    folded = fold_text(text)
    quoted = _quoted(text)
    labelled = _behind_label(text, folded, meeting)
    if labelled:
        return labelled
    tokens = tokenise(text, meeting)
    candidates: list[tuple[int, int, int]] = []
    scanned = scan(tokens)
    for found in scanned:
        rank = 0 if quoted[found.start] else _rank(found, folded, tokens)
        if rank:
            since = _SINCE_EVENT.match(folded, found.end) if found.kind == "period" and rank == 6 else None
            candidates.append((-rank, found.start, since.end() if since else found.end))
    candidates.extend(_bracketed(text, folded, quoted, meeting))
    candidates.extend(_worded(tokens, folded, quoted, scanned))
    for _, start, end in sorted(candidates):
        start, end = trim(folded, start, end)
        value = evaluate(text, start, end, meeting)
        if value is not None and not _is_past(value, meeting, folded):
            return value.start, value.end, value
    return None


def _quoted(text: str) -> bytearray:
    """For each character whether it stands inside a closed pair of quotation marks."""
    inside = bytearray(len(text) + 1)
    opened: list[int] = []
    for mark in _QUOTATION_MARK.finditer(text):
        index, character = mark.start(), mark.group()
        if character in "«„" or (character in '"“”' and not opened):
            opened.append(index)
        elif opened:
            begin = opened.pop()
            if index - begin > 4:
                inside[begin:index] = b"\1" * (index - begin)
    return inside


def _behind_label(text: str, folded: str, meeting: Day | None) -> tuple[int, int, DeadlineValue] | None:
    """«…, срок – до конца декабря 2024 года»."""
    for label in _INNER_LABEL.finditer(folded):
        limit = _VALUE_END.search(folded, label.end())
        start, end = trim(folded, label.end(), limit.start() if limit else len(folded))
        inner = LABEL.match(folded, start, end)
        if inner and inner.end() > start and inner.end() < end:
            start = inner.end()
        if not start < end or end - start > 120:
            continue
        value = evaluate(text, start, end, meeting)
        if value is not None and (value.kind != "open" or end - start <= 40):
            begin = label.start() + len(label.group()) - len(label.group().lstrip())
            return begin, end, value
    return None


def _rank(found: Found, folded: str, tokens: Tokens) -> int:
    """How surely this expression is the deadline of the sentence; 0 where it is something else."""
    if found.strength == 0 or found.reported or found.kind == "event":
        return 0
    before = folded[max(0, found.start - 200) : found.start]
    clause = _CLAUSE_EDGE.split(before)[-1]
    participle = list(_ACTIVE_PARTICIPLE.finditer(clause))
    # «…, принявших участие до мая»: a turn behind its noun; «световозвращающие элементы до мая» is none
    turn = bool(participle) and (found.strength < 3 or not clause[: participle[-1].start()].strip())
    if turn and participle[-1].end() > last_infinitive_end(clause):
        return 0
    if found.strength < 3 and _PASSIVE_ADJACENT.search(before, max(0, len(before) - _LONGEST_TURN)):
        return 0
    if found.strength == 3:
        if _OBJECT_BEFORE.search(before) and _FROM.match(folded, found.start):
            return 0
        return 0 if _WHILE.match(folded, found.start) or _SINCE_BIRTH.search(before) else 6
    if "S" in tokens.masked[found.start : found.end] or _LASTING.match(folded, found.start):
        return 0
    final = _CLAUSE_END.match(folded, found.end) is not None
    done_in = final and folded.startswith("в ", found.start) and _RESULT_BEFORE.search(before)
    if (_OBJECT_BEFORE.search(before) and not done_in) or _GOVERNED.search(before):
        return 0
    if _PAST_BEFORE.search(clause) or not (first_infinitive(before) or _opens_order(found, folded)):
        return 0
    if "Y" in tokens.masked[found.start : found.end]:
        last = _SENTENCE_END.match(folded, found.end) is not None
        return 2 if last and folded.startswith("в ", found.start) else 0
    if found.strength == 2 or _opens_order(found, folded):
        return 3
    if final and before.endswith(" - "):  # «заменить насос – I кв. 2026 года»
        return 2
    return 1 if final and (_HOLDING.search(before) or _INFINITIVE_ADJACENT.search(before)) else 0


def _opens_order(found: Found, folded: str) -> bool:
    """Whether the infinitive follows, and before stands at most who is charged: «завучам в мае провести»."""
    verb = _NEXT_WORD.match(folded, found.end)
    if verb is None or first_infinitive(verb.group(1)) is None:
        return False
    return not folded[: found.start].strip() or _CHARGED_BEFORE.match(folded, 0, found.start) is not None


def _bracketed(text: str, folded: str, quoted: bytearray, meeting: Day | None) -> list[tuple[int, int, int]]:
    """«(апрель 2021 года)»: a bracket that holds nothing but a time expression."""
    candidates: list[tuple[int, int, int]] = []
    for match in _BRACKET.finditer(folded):
        start, end = trim(folded, *match.span("inner"))
        if start >= end or quoted[start]:
            continue
        inner = tokenise(text[start:end], meeting)
        found = scan(inner)
        rest = inner.masked
        for item in reversed(found):
            rest = rest[: item.start] + rest[item.end :]
        if found and not rest.strip(" ,;и-.") and not _FROM_OR_FOR.match(folded, start, end):
            candidates.append((-5, start, end))
        elif RECURRING.match(inner.masked) and len(inner.masked) < 40:
            candidates.append((-4, start, end))
    return candidates


def _worded(
    tokens: Tokens, folded: str, quoted: bytearray, scanned: list[Found]
) -> list[tuple[int, int, int]]:
    """Deadlines in words: recurrences, the next meeting, days before an event, «незамедлительно»."""
    candidates: list[tuple[int, int, int]] = []
    days = {found.end: found for found in scanned if found.strength == 3 and found.kind == "date"}
    for match in RECURRING.finditer(tokens.masked):
        tail = _RECURRING_TAIL.match(tokens.masked, match.end())
        day = days.get(len(folded[: match.start()].rstrip(" ,")))  # «до 5 числа каждого месяца»
        if quoted[match.start()] or not (tail or day or _FAR_REACHING.match(match.group())):
            continue
        if _ORDER_BEFORE.search(folded[: match.start()]):
            continue
        rank = 7 if tail or day else 4
        start = day.start if day else match.start()
        candidates.append((-rank, start, tail.end() if tail else match.end()))
    for match in NEXT_MEETING.finditer(folded):
        if not quoted[match.start()]:
            # «пригласить на следующее заседание технолога»: behind the accusative it is an object
            objects = match.group().startswith("на ") and match.group().endswith("е")
            tail = None if objects else _CLAUSE_TAIL.match(folded, match.end())
            candidates.append((-5, match.start(), tail.end() if tail else match.end()))
    for match in DAYS_BEFORE.finditer(folded):
        rest = _CLAUSE_REST.match(folded, match.end())
        ordered = match.group().startswith("не") or first_infinitive(folded[: match.start()]) is not None
        if not quoted[match.start()] and ordered:
            candidates.append((-7, match.start(), rest.end() if rest else match.end()))
    candidates.extend(
        (-1, match.start(), match.end())
        for pattern in (_UNTIL_EVENT, _ALWAYS)
        for match in pattern.finditer(folded)
        if not quoted[match.start()] and first_infinitive(folded[: match.start()]) is not None
    )
    candidates.extend(
        (-3, match.start(), match.end()) for match in IMMEDIATE.finditer(folded) if not quoted[match.start()]
    )
    return candidates


def _is_past(value: DeadlineValue, meeting: Day | None, folded: str) -> bool:
    """Whether the expression ends before the meeting and so tells of what was; «до …» is still an order."""
    if value.due is None or meeting is None or value.due >= meeting:
        return False
    return _ORDER.match(folded, value.start) is None
