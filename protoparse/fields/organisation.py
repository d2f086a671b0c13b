"""Organisations inside the wording of posts and of attendance lists, as far as their names show them."""

from __future__ import annotations

import re

from protoparse.fields.declension import fold
from protoparse.fields.position_words import adjective_forms, post_forms
from protoparse.pattern import Pattern

# Legal forms of companies, associations and entrepreneurs; the name follows, usually in quotes.
_LEGAL_FORM = (
    r"(?:ООО|ОДО|ПАО|ОАО|ЗАО|НАО|АО|НКО|АНО(?:\s+(?:ДПО|ВО|ДО|СПО))?|НОУ|ЧОУ|ЧУ|ЧОО|ЧОП|ИП|КФХ|СПК|СХПК|СППК|"
    r"ТСЖ|ТСН|СНТ|ДНП|ДНТ|ЖСК|ЖК|ГСК|ЖЭК|УК|ФГУП|ГУП|МУП|МП|МКП|КУП|РООО?|ОО|МОО|НП|АУ|КХ|"
    r"[Оо]бщество\s+с\s+ограниченной\s+ответственностью|[Аа]кционерное\s+общество|"
    r"(?:[Пп]убличное|[Нн]епубличное|[Зз]акрытое|[Оо]ткрытое)\s+акционерное\s+общество|"
    r"[Тт]оварищество\s+собственников\s+(?:жилья|недвижимости))"
)
_QUOTED = r"(?:«[^»]{1,120}»{1,2}|\"[^\"]{1,120}\"{1,2}|“[^”]{1,120}”|„[^“”]{1,120}[“”])"
_LEGAL_ENTITY = Pattern(rf"{_LEGAL_FORM}\s*{_QUOTED}")
# Abbreviations of functions, subjects and documents: they do not name an organisation.
_NO_ORGANISATION = frozenset(
    {
        "УВР",
        "ВР",
        "НМР",
        "УМР",
        "АХЧ",
        "АХР",
        "АХО",
        "УР",
        "МР",
        "УПР",
        "ИТ",
        "IT",
        "ИКТ",
        "НИР",
        "МТО",
        "ШМО",
        "ПТО",
    }
    | {
        "ОБЖ",
        "ОБЗР",
        "ИЗО",
        "ПДД",
        "ОТ",
        "ТБ",
        "ГО",
        "ЧС",
        "ГОЧС",
        "БЖ",
        "БЖД",
        "ОРКСЭ",
        "ЗОЖ",
        "ЖКХ",
        "ТЭК",
        "УД",
    }
    | {
        "ГИА",
        "ЕГЭ",
        "ОГЭ",
        "ВПР",
        "КДР",
        "ФГОС",
        "НОО",
        "ООО",
        "СОО",
        "ДО",
        "ОВЗ",
        "УМК",
        "ВсОШ",
        "РФ",
        "ПДО",
        "СП",
    }
)
# Common nouns of organisations; a noun alone («директор школы») names nothing.
_NOUN = Pattern(
    r"(?:школ|гимнази|лице[йяюе]|прогимнази|интернат|колледж|техникум|училищ|университет|институт|академи|факультет|"
    r"кафедр|детск\w+ сад|д/с|ясл|учрежден|организац|центр|отдел|управлен|комитет|администрац|министерств|"
    r"департамент|агентств|служб|инспекц|прокуратур|суд[ау]?\b|полици|больниц|поликлиник|амбулатор|диспансер|"
    r"госпитал|санатори|библиотек|музе[йяюе]|клуб|дом[ауе]?\b|дворц|двор[еца]|театр|филармони|предприят|завод|"
    r"фабрик|комбинат|компани|фирм|корпорац|холдинг|банк|фонд|обществ|объединен|товариществ|кооператив|ассоциац|"
    r"союз|профсоюз|совет|комисси|палат|правлени|филиал|отделени|подразделен|сектор|бюро|редакци|станци|"
    r"участ(?:ок|к)|цех|хозяйств|колхоз|совхоз|ферм|приют|част[иь]\b|гарнизон|отряд|бригад|кластер|мэри|дум|"
    r"собран|казначейств|роддом|пункт|профком|завком|правительств|консультаци|аптек)",
    re.I,
)
_WORKING_BODY = Pattern(
    r"(?:рабоч|инициативн|творческ|проектн|экспертн|счетн|счётн|мандатн|редакционн)\w+\s+(?:групп|комисси|коллеги)",
    re.I,
)
_WORD = Pattern(r"[^\W_]+(?:[-/][^\W_]+)*")
_UPPER = Pattern(
    r"[А-ЯЁA-Z]{2,}(?:[а-яё]?[А-ЯЁA-Z]+)*\Z|[А-ЯЁ][а-яё]{2,12}(?:надзор|стат|реестр|гвардия|потребнадзор)\w*\Z"
)
# Where the organisation's name ends: a new clause or the next post.
_CLAUSE = Pattern(
    r"[;,]\s+(?!(?:г|п|с|д|ст|х|пос|ул)\.\s?[А-ЯЁ]|пгт\s)|\s[–—-]\s|\s\(|"
    r"\sпо\s(?:[а-яё-]+(?:ым|им|ой|ей)\s)?(?:вопросам|части|работе|развитию|УВР|ВР|НМР|АХЧ)(?!\w)"
)


def is_legal_entity(text: str) -> bool:
    """True where the text opens with a company or another legal entity named in quotes.

    >>> is_legal_entity("ООО «Рассвет»"), is_legal_entity("директор ООО «Рассвет»")
    (True, False)
    """
    return _LEGAL_ENTITY.match(text.lstrip()) is not None


def legal_entity_end(text: str, start: int = 0) -> int | None:
    """Where the legal entity that opens at `start` ends, None where none opens there."""
    match = _LEGAL_ENTITY.match(text, start)
    return None if match is None else match.end()


def _is_abbreviation(word: str) -> bool:
    """True for «МКОУ», «ИМЦ», «Роспотребнадзора»; False for the abbreviation of a function («УВР»)."""
    return bool(_UPPER.match(word)) and word not in _NO_ORGANISATION


def is_organisation(text: str) -> bool:
    """True where the text opens with the name or the kind of an organisation, in whatever case.

    >>> [is_organisation(text) for text in ("МКОУ СШ № 3", "Отделу образования администрации", "отпуск")]
    [True, True, False]
    """
    stripped = text.strip()
    if is_legal_entity(stripped) or _WORKING_BODY.match(stripped):
        return True
    for count, match in enumerate(_WORD.finditer(stripped)):
        word = match.group()
        if count > 5:
            return False
        if _is_abbreviation(word) or _NOUN.match(stripped, match.start()):
            return True
        if not adjective_forms(word):
            return False
    return False


def find_organisation(position_text: str) -> tuple[int, int] | None:
    """The span of the part of a post that names the organisation, or None where the post names none.

    A common noun alone («директор школы») names no organisation.

    >>> text = "методист КОГОБУ СШ пгт Заозерье"
    >>> text[slice(*find_organisation(text))]
    'КОГОБУ СШ пгт Заозерье'
    >>> find_organisation("директор школы") is None
    True
    """
    start = _organisation_start(position_text)
    if start is None:
        return None
    end = _organisation_end(position_text, start)
    name = position_text[start:end].rstrip(" .;,:–—-")
    words = _WORD.findall(name)
    if len(words) < 2 and not (words and _UPPER.match(words[0])) and not set(name) & set('«"'):
        return None
    return (start, start + len(name))


def _organisation_start(text: str) -> int | None:
    """Where the organisation starts: its first adjective where adjectives precede the noun."""
    run: int | None = None  # start of the adjectives in front of this word
    for count, match in enumerate(_WORD.finditer(text)):
        word = match.group()
        if _is_abbreviation(word) or _LEGAL_ENTITY.match(text, match.start()):
            return match.start()
        if count and _NOUN.match(text, match.start()) and not post_forms(word):
            return match.start() if run is None else run
        if count and adjective_forms(word) and fold(word) not in ("по", "при") and not post_forms(word):
            run = match.start() if run is None else run
        elif not (run is not None and word.isdigit()):
            run = None
    return None


def _organisation_end(text: str, start: int) -> int:
    depth = 0
    for at in range(start, len(text)):
        letter = text[at]
        if letter == '"':
            depth = 0 if depth else 1
        elif letter in "«“„":
            depth += 1
        elif letter in "»”" and depth:
            depth -= 1
        elif not depth and (match := _CLAUSE.match(text, at)) is not None:
            return match.start()
    return len(text)
