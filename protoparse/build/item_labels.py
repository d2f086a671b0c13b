"""Labels of the proceedings: «По второму вопросу», «СЛУШАЛИ», «ВЫСТУПИЛИ», «РЕШИЛИ», «Предложено»,
«Докладчик».
"""

from __future__ import annotations

import re

from protoparse.fields.infinitive import has_infinitive
from protoparse.fields.number import ordinal_number
from protoparse.pattern import Pattern
from protoparse.view import fold

_END = r"\s*[:.–—-]*\s*"  # what may stand between a label and its words

QUESTION = Pattern(
    r"\W*(?:(?:вопрос|пункт)\s*(?:№\s?)?(\d{1,2})(?:\s+повестки(?:\s+дня)?)?\s*[.:)–—-]*"
    r"|(\d{1,2})(?:-?[а-яё]{1,2})?\s+вопрос\s*[.:])\s*",
    re.IGNORECASE,
)
# «ПЕРВЫЙ ВОПРОС», «Вопрос второй.»
NTH = Pattern(
    r"\W*(?:(?P<which>[а-яё]+)\s+вопрос|вопрос\s+(?P<behind>[а-яё]+[ыои]й))\b(?:\s+повестки(?:\s+дня)?)?"
    r"\s*[,:.–—-]*\s*",
    re.IGNORECASE,
)
ORDINAL = Pattern(
    r"\W*по\s+(?P<which>[а-яё]+|\d{1,2}(?:-?\s?[а-яё]{1,3})?"
    r"|[IVX]+)\.?\s+вопрос\w*(?:\s+повестки(?:\s+дня)?)?"
    r"\s*[,:.–—-]*\s*",
    re.IGNORECASE,
)
BY_FIGURE = Pattern(
    rf"\W*по\s+(?:вопросу|пункту|п\.)\s*(?:№\s?)?(\d{{1,2}}|[IVX]+)\b(?:\s+повестки(?:\s+дня)?)?{_END}",
    re.IGNORECASE,
)
BY_TOPIC = Pattern(
    r"\W*по\s+вопросу\s*:?\s*(?P<topic>.{3,400}?)\s*(?:слушали|заслушали|выступил[аи]?|доложил[аи]?)\s*:?\s*",
    re.IGNORECASE,
)
MISCELLANEOUS = Pattern(r"((?:разное|прочее)(?:\.|:(?=\s+\w+\s\w\.))|в\s+разном[.:]?)\s+\S", re.IGNORECASE)
# «Подарки. Гаврилова показала …»: a topic of the agenda in a word or two, its discussion behind it
SHORT_TOPIC = Pattern(r"((?:[А-ЯЁа-яё-]+\s?){1,4}\.)\s+(?!докладчик|доклад|информаци|\()\S", re.IGNORECASE)
# «Приём новых казаков. Слово взял …»: a topic and who spoke on it in one paragraph
TOPIC_SENTENCE = Pattern(r"([А-ЯЁ«][^.!?]{4,160}\.)(?=\s+[А-ЯЁ])")
FLOOR = Pattern(
    r"\s*(?:слово\s+(?:взял|имел|(?:было\s+)?предоставл)\w*|выступил[аи]?|доложил[аи]?|слушали|заслушали)\s",
    re.IGNORECASE,
)
HEARD = Pattern(
    r"\W*(?:слушали|заслушали|слушала|докладывали|докладывал[аи]?|рассматривали|рассмотрели|заслушан[аоы]?"
    r"|(?:доклад|сообщение|информацию)\s+(?:с?делал|дал|представил|подготовил)[аи]?"
    r"|докладчик[иа]?|доложил[аи]?|информаци[яи]|информировал[аи]?|сообщени[ея]|инф\.|информ\.|докл\.|сообщ\.)"
    rf"\s*(?:и\s+обсудили\s*)?{_END}",
    re.IGNORECASE,
)
# HEARD labels that take the nominative, and nouns that take the genitive or, behind a colon, the nominative
REPORTED = Pattern(
    r"\W*(?:доклад(?:чик|ывал)|долож|информировал|[а-яё]+\s+(?:с?дела|да|представи|подготови)л)",
    re.IGNORECASE,
)
REPORT = Pattern(r"\W*(?:инф|сообщ|докл)", re.IGNORECASE)
LISTENED = Pattern(r"слушали|слушано", re.IGNORECASE)
ABOUT = Pattern(r"(?:^|[\s,–—-])((?:о|об|обо)\s+(?!том\b)[^.]{6,200})")
SPOKE = Pattern(
    r"\W*(?:выступил[аи]?|высказал(?:ись|ся|ась)|выступали|выступающ\w+|выступавш\w+"
    r"|в\s+(?:обсуждении|прениях|дискуссии)(?:\s+вопроса)?"
    r"\s+(?:приняли\s+участие|принял[аи]?\s+участие|участвовали|выступили)"
    r"|в\s+(?:обсуждении|прениях|дискуссии)(?=\s*:)"
    r"|прения|имели\s+суждение|обсуждение|содокладчик[аи]?|дополнил[аи]?)\s*[:–—-]?\s*",
    re.IGNORECASE,
)
# «Докладчик – Иванов И.И.» behind a topic
REPORTER_BEHIND = Pattern(
    r"\s(?:докладчик\w*|докладывает|информация)\s*[:–—-]\s*|^докладчик\w*\s*[:–—-]?\s*", re.IGNORECASE
)
# «(Докладывал Иванов И.И.)» on a line of its own
REPORTER = Pattern(
    r"[\s(]*(?:(?:со)?докладчик\w*|докладывал[аи]?|информация|информировал[аи]?|доклад\w*"
    r"|докл\.)\s*[:–—-]*\s*",
    re.IGNORECASE,
)
NAMES_IN_BRACKETS = Pattern(r"\(([^()]{4,200})\)\s*[.;]?\s*$")
_DECISION = Pattern(
    r"\W*(?:\d{1,2}[.)]\s*)?(?:[а-яё\s«»\d№-]{0,60}?)?"
    r"(?:решили|постановили|постановляет|постановил[аи]?|решил[аи]?|решено|решени[ея]|постановление"
    r"|договорились"
    r"|определили|рекомендовали|поручени[ея])"
    r"(?:\s+(?:не\s+)?(?:принят[оаы]?)(?:\s+единогласно)?)?(?:\s*\([^)]{2,40}\))?"
    r"(?:\s*[.:]\s*(?:постановили|решили))?"
    r"(?:\s+по\s+(?:\S+\s+){1,3}(?:вопросу|вопросам)(?:\s+повестки(?:\s+дня)?)?)?"
    rf"(?:\s+(?:[а-яё]+ого|[а-яё]+ой)\s+[^:]{{2,120}}?(?=:))?{_END}",
    re.IGNORECASE,
)
_MOTION = Pattern(
    r"\W*(?:вопрос,?\s+поставленн\w+\s+на\s+голосование|предложение(?:\s+(?:№\s?)?\d{1,2}\s*[.:)–—-]+)?"
    r"|предложен[оы]?|предложили|предлагается"
    r"|формулировка\s+(?:решения|вопроса)|проект\s+решения)\s*(?:\([^)]*\))?\s*[:–—-]*\s*",
    re.IGNORECASE,
)
_NEW_SENTENCE = Pattern(r"[.;]\s|\d[.)]")
_LEADING_NUMBER = Pattern(r"\d+")


def behind_decision_label(text: str) -> int:
    """Where the words of a resolution begin behind «РЕШИЛИ:» and its kin.

    >>> behind_decision_label("РЕШИЛИ: утвердить план"), behind_decision_label("Решение совета: принять")
    (8, 15)
    """
    return _behind(_DECISION, text)


def behind_motion_label(text: str) -> int:
    """Where the words of a motion begin behind «Предложено:» and its kin.

    >>> behind_motion_label("Предложено: избрать совет"), behind_motion_label("Предложение 2. Снять вопрос")
    (12, 15)
    """
    return _behind(_MOTION, text)


def _behind(label: Pattern, text: str) -> int:
    """Where the words behind a label begin: behind its colon if that comes before any order or sentence
    end.
    """
    match = label.match(text)
    end = match.end() if match and match.end() > 3 else 0
    colon = text.find(":", max(0, end - 1))
    if colon < 0:
        return end or len(text)
    between = fold(text[end:colon])
    belongs = colon < 180 and not _NEW_SENTENCE.search(between)
    return colon + 1 if belongs and (end == 0 or not has_infinitive(between, 200)) else end


def _leading_number(number: str) -> int | None:
    """The first whole number of a printed number («2.1» → 2), None where it opens with something else."""
    match = _LEADING_NUMBER.match(number)
    return int(match.group()) if match else None


def agenda_place(number: str) -> int | None:
    """The place in the agenda that a printed number or ordinal names; None where it names none.

    >>> agenda_place("2"), agenda_place("2.1"), agenda_place("IV"), agenda_place("второму")
    (2, 2, 4, 2)
    """
    place = _leading_number(number)
    return place if place is not None else ordinal_number(number)
