"""What single time expressions mean: «до D», «в течение N дней», «M-M», «последняя неделя M» …

A rule is a pattern over the masked text of `deadline_tokens` and a function of `deadline_meaning` that says
what its match means. Where several match at one place, the longest counts, and among equals the first.
"""

from __future__ import annotations

from typing import NamedTuple

from protoparse.fields import deadline_meaning as meaning
from protoparse.fields.calendar import WEEKDAY_PATTERN, WEEKDAYS
from protoparse.fields.deadline_meaning import Handler, Kind
from protoparse.fields.deadline_tokens import TIME_TAIL, Stretch, Tokens
from protoparse.fields.number import CARDINAL_PATTERN
from protoparse.pattern import Pattern


class Found(NamedTuple):
    """One time expression: offsets, kind, what it spans.

    `strength` says how surely it is a deadline in a sentence: 3 «до …», «в течение …»; 2 «в мае»; 1 a bare
    date or period; 0 only behind a label («Срок: …»). `reported`: «за I полугодие», never a deadline.
    A `date` has one stretch, whose last day is the due day.
    """

    start: int
    end: int
    kind: Kind
    stretches: tuple[Stretch, ...]
    strength: int
    ambiguous: bool = False
    reported: bool = False


_BEFORE = (
    r"(?:(?:в срок|сроком|в сроки),? (?:- )?)?(?P<before>до|к|ко|не позднее,? чем|не поздне[ей]|не позже) "
)
_ANY = r"(?:[DGMQVSY]~+)"
_QUALIFIER = (
    r"(?P<qualifier>(?:(?:текущ|эт|следующ|нов|предстоящ|ближайш|данн|все|наступающ|будущ)(?:его"
    r"|ого|ей|ой|ем|ом) )?"
    r"(?:календарн[а-я]{2,3} |учебн[а-я]{2,3} |рабоч[а-я]{2,3} |уч\. ?)?)"
)
_UNIT = (
    r"(?P<unit>недел[а-я]{1,2}|месяц[а-я]{0,2}|квартал[а-я]{0,2}|полугоди[а-я]{1,2}"
    r"|четверт[а-я]{1,2}|триместр[а-я]{0,2}"
    r"|семестр[а-я]{0,2}|год(?:а|у|ом)?(?![а-я])|г\.|дн(?:я|ю|ем)(?![а-я])|лет[а-я]{1,2}(?![а-я])"
    r"|осен[а-я]{1,2}(?![а-я])"
    r"|зим[а-я]{1,2}(?![а-я])|весн[а-я]{1,2}(?![а-я]))"
)
_COUNT = (
    rf"(?P<count>(?:\d{{1,3}}(?:\s?-?\s?(?:ти|ми|го|х|и))?(?![а-я\d])"
    rf"|{CARDINAL_PATTERN})(?: ?\([а-я ]{{3,20}}\))?)"
)
_UNIT_OF_LENGTH = (
    r"(?P<days>(?:календарн[а-я]{2,3} |рабоч[а-я]{2,3} |учебн[а-я]{2,3} "
    r"|банковск[а-я]{2,3} )?)"
    r"(?P<length>дн(?:я|ей)|день|суток|недел[а-я]{1,2}|недель|месяц(?:а|ев)?|мес\.|квартал(?:а"
    r"|ов)?|полугоди[йяе]|полгода"
    r"|год(?:а|ов)?|лет|час(?:а|ов)?)(?![а-я])"
)
_COUNTED = rf"{_COUNT} {_UNIT_OF_LENGTH}"
_LENGTH = rf"(?:{_COUNT} )?{_UNIT_OF_LENGTH}"
_SINCE_MEETING = (
    r"(?: (?:со дня|с момента|с даты|после) (?:проведения )?(?:настоящего |данного |этого )?"
    r"(?:заседания|совещания|собрания|педсовета|принятия (?:настоящего |данного )?решения))?"
)
_EDGE = r"(?P<edge>конц(?:а|у)|окончани[яю]|завершени[яю]|начал[ау]|исхода)"
_IN = r"(?:(?:в течени[еи]|на протяжении|на|за|в период|во|в|весь) )"

# Cues: what of a rule's matches is easy to find in a text.
_ANY_TOKEN = ("~",)
_PERIODS = ("M~", "Q~", "V~", "S~", "Y~")
_EDGES = ("конц", "окончани", "завершени", "начал", "исхода")
_WEEKDAYS = tuple(WEEKDAYS)
_NEAR = ("завтра", "сегодня", "в день заседания")
_THROUGHOUT = ("течени", "протяжении")
_LENGTHS = ("дн", "день", "суток", "недел", "мес", "квартал", "полугоди", "год", "лет", "час")

_RULES: tuple[tuple[int, Pattern, Handler], ...] = tuple(
    (strength, Pattern(source, cues=cues), handler)
    for strength, cues, source, handler in (
        (3, ("D~", "G~"), rf"{_BEFORE}(?P<day>[DG]~+)(?: включительно)?", meaning.by_day),
        (3, _PERIODS, rf"{_BEFORE}(?P<period>[MQVSY]~+)(?P<inclusive> включительно)?", meaning.by_period),
        (3, _EDGES, rf"{_BEFORE}{_EDGE} (?P<period>[MQVSY]~+)", meaning.by_edge),
        (3, _EDGES, rf"{_BEFORE}{_EDGE} {_QUALIFIER}{_UNIT}", meaning.by_edge_of_container),
        (
            3,
            ("числ",),
            rf"(?:{_BEFORE})?(?P<number>\d{{1,2}})(?:\s?-?\s?(?:ого|го|му))? (?:числа|числу)"
            r"(?: (?P<period>M~+)|(?: (?P<which>текущего|этого|следующего|сего|данного) месяца))?",
            meaning.by_number_of_month,
        ),
        (
            3,
            ("го", "му"),
            rf"{_BEFORE}(?P<number>\d{{1,2}})\s?-\s?(?:го|ого|му)(?P<period>)(?P<which>)(?=\s*(?:[.;,)]|$))",
            meaning.by_number_of_month,
        ),
        (
            3,
            _WEEKDAYS,
            rf"{_BEFORE}(?:(?:ближайш|следующ|эт|текущ)[а-я]{{2,3}} )?(?P<weekday>{WEEKDAY_PATTERN})"
            r"(?: (?:этой|текущей|следующей) недели)?",
            meaning.by_weekday,
        ),
        (3, _WEEKDAYS, rf"{_BEFORE}{WEEKDAY_PATTERN},? \(?(?P<day>D~+)\)?", meaning.by_day),
        (
            1,
            _WEEKDAYS,
            rf"(?:в |во )?(?:(?:ближайш|следующ|эт)[а-я]{{2,3}} )?(?P<weekday>{WEEKDAY_PATTERN})"
            r"(?: (?:этой|текущей|следующей) недели)?",
            meaning.by_weekday,
        ),
        (
            3,
            _NEAR,
            rf"{_BEFORE}(?P<near>завтрашнего дня|послезавтра|завтра|сегодня)(?![а-я])(?:{TIME_TAIL})?",
            meaning.by_near_day,
        ),
        (
            2,
            _NEAR,
            rf"(?P<near>послезавтра|завтра|сегодня|в день заседания)(?![а-я])(?:{TIME_TAIL})?",
            meaning.by_near_day,
        ),
        (
            3,
            _ANY_TOKEN,
            r"(?:(?:в )?(?:срок|период|сроки) )?(?:с|со"
            r"|от) (?:(?P<number>\d{1,2})(?:-?го)?(?: числа)?|(?P<first>[DMQSY]~+))"
            r",? (?:по|до|-) (?P<last>[DMQSY]~+)(?: включительно)?",
            meaning.between_days,
        ),
        (2, ("~-", "~ -"), rf"(?:{_IN})?(?P<first>[DMY]~+) ?- ?(?P<last>[DMY]~+)", meaning.run_of_days),
        (
            0,
            _ANY_TOKEN,
            r"(?P<lead>(?:начиная )?(?:с|со)|не ранее,?(?: чем)?|после) (?P<first>[DGMQVSY]~+)",
            meaning.from_day,
        ),
        (
            3,
            _THROUGHOUT,
            r"(?:в течени[еи]|на протяжении) (?:всего |всей )?(?P<period>[MQVSYG]~+)",
            meaning.named_period,
        ),
        (2, _ANY_TOKEN, r"(?:в|во) (?P<period>[MQG]~+)", meaning.named_period),
        (1, _ANY_TOKEN, rf"(?:{_IN})?(?P<period>{_ANY})", meaning.named_period),
        (3, _THROUGHOUT, rf"(?:в течени[еи]|на протяжении) {_QUALIFIER}{_UNIT}", meaning.in_container),
        (
            0,
            ("учебн",),
            r"(?:(?:весь|в|на|во) )?(?:(?:текущ|эт|следующ|нов)(?:ий|ем|ом|ую|ый) )?учебн(?:ый|ом"
            r"|ого) год(?:у|а)?(?![а-я])"
            r"(?P<qualifier>)(?P<unit>)",
            meaning.school_year,
        ),
        (
            2,
            ("месяце", "квартале", "полугодии", "году"),
            r"(?:в|на) (?P<qualifier>(?:текущ|эт|следующ|нов|будущ)(?:ем|ом) )(?P<unit>месяце"
            r"|квартале|полугодии|году)(?![а-я])",
            meaning.in_container,
        ),
        (
            0,
            ("текущ", "следующ", "этот", "этий"),
            r"(?P<qualifier>(?:текущ|эт|следующ)(?:ий|от) )(?P<unit>месяц|квартал|год)(?![а-я])",
            meaning.in_container,
        ),
        (
            2,
            ("недел",),
            r"(?:на |в течени[еи] )?(?P<which>эт|текущ|следующ|ближайш)(?:ей|ой|ая|ую) недел[еяию](?![а-я])",
            meaning.this_week,
        ),
        (
            3,
            ("течени",),
            rf"в течени[еи] (?:ближайш[а-я]{{2}} |последующ[а-я]{{2}} )?{_LENGTH}{_SINCE_MEETING}",
            meaning.within_length,
        ),
        (
            3,
            ("поздн", "позже", "более", "свыше"),
            rf"(?:в срок )?не (?:поздн[а-я]{{2,3}}|позже|более|свыше)(?: чем)?(?: через"
            rf"| в течени[еи])? {_LENGTH}{_SINCE_MEETING}",
            meaning.within_length,
        ),
        (0, _LENGTHS, rf"{_COUNTED}{_SINCE_MEETING}", meaning.within_length),
        (
            0,
            ("неделя", "месяц", "сутки", "день"),
            r"^(?P<count>)(?P<days>)(?P<length>неделя|месяц|сутки|день)$",
            meaning.within_length,
        ),
        (0, ("за ",), rf"за {_COUNTED}", meaning.within_length),
        (
            3,
            ("через", "спустя"),
            rf"(?:через|спустя) {_LENGTH}(?: после (?:заседания|совещания|собрания))?",
            meaning.after_length,
        ),
        (
            3,
            ("ый срок",),
            r"(?:в|во) (?P<prefix>\d{1,2}\s?-?\s?(?:ти|х|и)?\s?-?\s?"
            r"|[а-я]{3,12}?)?(?P<measure>дневн|суточн|недельн|декадн|месячн)ый срок",
            meaning.adjective_length,
        ),
        (
            2,
            ("M~",),
            r"(?:(?P<limit>до|к) )?(?:(?:в|во|на) )?(?:(?P<which>перв|втор|трет|четверт|последн|1"
            r"|2|3|4|iii|ii|i)[а-я-]{0,5} )?"
            r"(?P<part>декад[аеуы]|недел[яеию]|половин[аеуы]|начал[аео]|середин[аеуы]|конец"
            r"|конц[еау]) (?P<period>M~+)",
            meaning.part_of_month,
        ),
        (3, ("нов",), r"(?:до|к|под) нов(?:ого|ому|ый) год(?:а|у)?(?![а-я])", meaning.new_year),
        (
            0,
            ("года",),
            r"(?:в )?(?P<edge>начал[ое]|конец|конце) (?:(?:текущ|следующ"
            r"|нов)его )?(?:учебного года|уч\. ?года)",
            meaning.start_of_school_year,
        ),
        (
            0,
            ("года",),
            r"(?:в )?(?P<edge>начал[ое]|конец|конце) (?:(?:текущ"
            r"|следующ)его )?(?:календарного )?года(?![а-я])",
            meaning.edge_of_year,
        ),
        (
            1,
            ("лето", "осень", "зим", "весн"),
            r"(?:в )?(?P<season>лето|летом|осень|осенью|зима|зиму|зимой|весна|весну"
            r"|весной)(?![а-я])(?: (?P<period>Y~+))?",
            meaning.season,
        ),
    )
)


def _places_by_cue() -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for place, (_, pattern, _) in enumerate(_RULES):
        for cue in pattern.cues:
            found.setdefault(cue, []).append(place)
    return found


# Every rule has cues. Few of them stand in a text, and each is looked for once.
_PLACES = _places_by_cue()


def scan(tokens: Tokens) -> list[Found]:
    """Every time expression of the text, left to right, without overlaps; the longest at each place.

    >>> from protoparse.fields.deadline_tokens import tokenise
    >>> [found.kind for found in scan(tokenise("сдать до 5 мая, проверить в течение недели", None))]
    ['date', 'period']
    """
    candidates: list[tuple[int, int, int, Found]] = []
    for order in sorted(
        {place for cue, places in _PLACES.items() if cue in tokens.masked for place in places}
    ):
        strength, pattern, handler = _RULES[order]
        for match in pattern.finditer(tokens.masked):
            start = match.start()
            if start and tokens.masked[start - 1].isalnum():
                continue
            outcome = handler(match, tokens)
            if outcome is None:
                continue
            kind, stretches, ambiguous = outcome
            reported = match.group().startswith("за ") and strength < 2
            found = Found(start, match.end(), kind, stretches, strength, ambiguous, reported)
            candidates.append((start, -match.end(), order, found))
    result: list[Found] = []
    reach = 0
    for start, _, _, found in sorted(candidates, key=lambda item: item[:3]):
        if start >= reach:
            result.append(found)
            reach = found.end
    return result
