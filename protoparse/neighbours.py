"""What units say of one another: shapes that need the whole document, and what goes on with its neighbour."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from protoparse.fields.calendar import MONTH_PATTERN
from protoparse.grammar.shapes import ask
from protoparse.normalise import Unit
from protoparse.pattern import Pattern
from protoparse.view import fold

_ECHO = 44  # folded characters that two units must share to be an echo


def prepare(units: Sequence[Unit]) -> None:
    """Answer the shapes that need the whole document: echo, early, restart.

    In a book of minutes each begins anew: what stood in those before is no echo, numbers start again.
    """
    for start, end in pairwise([*_openings(units), len(units)]):
        _prepare(units[start:end])


def _prepare(units: Sequence[Unit]) -> None:
    """Answer them for one of the minutes of a document."""
    seen: set[str] = set()
    numbered: dict[str, list[str]] = {}
    highest = 0
    head = max(3.0, min(_LONGEST_HEAD, 0.45 * len(units)))
    for place, unit in enumerate(units):
        before = units[place - 1] if place else None
        unit.shapes["early"] = place < head
        label = unit.label
        unit.shapes["restart"] = False
        if label is not None and label.kind == "decimal" and label.depth == 1:
            number = int(label.text)
            headed = before is not None and before.label is None and _LIST_HEAD.search(before.folded)
            unit.shapes["restart"] = number == 1 and highest > 1 and not headed
            highest = number
            opening = _WORDS.findall(_SENTENCE_END.split(unit.content.flat.lower(), maxsplit=1)[0])
            if _repeats(opening, numbered.setdefault(label.text, opening)):
                unit.shapes["echo"] = True
                continue
        key = _echo_key(unit)
        if not key:
            unit.shapes["echo"] = False
            continue
        unit.shapes["echo"] = key in seen
        seen.add(key)


# «ПРОТОКОЛ № 3», «Выписка из протокола», but not «Протокол вела Иванова».
_TITLE = Pattern(
    r"(?:выписка из )?протокола?\s*(?:$|№|n\s?\d|\d|от\s|общ|итогов|очередн|внеочередн|рабоч|педагог|педсовет"
    r"|родител|засед|собран|совещан|сессии|конферен|встреч|совет|комисси|кафедр|правлен|комитет|методич)"
)
_AFTER_TITLE = Pattern(
    r"(?:присутств|отсутств|повестк|порядок дня|председател\w*(?:\s\w+){0,3}\s*[-:]"
    r"|слушали|заслушали|решили|постановили)"
)
_LONGEST_HEAD = 14.0  # units of minutes, and with the cover of a book those before its first title
_LONGEST_TITLE = 160  # characters
_SOON = 25  # units behind a title in which minutes have those present, an agenda or what was heard
_LONGEST_LETTERHEAD = 8  # units before a title


def _openings(units: Sequence[Unit]) -> list[int]:
    """The places where minutes begin: 0, and those of later titles with what stands above them."""
    found = [0]
    for place, unit in enumerate(units):
        if (
            place > _LONGEST_HEAD
            and unit.label is None
            and not unit.is_table
            and _TITLE.match(unit.folded)
            and len(unit.folded) <= _LONGEST_TITLE
            and unit.text[-1:] not in ",;"
            and any(_AFTER_TITLE.match(other.folded) for other in units[place + 1 : place + _SOON])
        ):
            start = place
            while start > max(found[-1], place - _LONGEST_LETTERHEAD) and _is_set_apart(units[start - 1]):
                start -= 1
            if start > found[-1]:
                found.append(start)
    return found


def _is_set_apart(unit: Unit) -> bool:
    return unit.block.style.align == "center" or ask("caps", unit)


_LIST_HEAD = Pattern(r":$|повестк|порядок дня")  # a list under a head of its own goes on with no other
_SENTENCE_END = Pattern(r"[.:!?]")
_WORDS = Pattern(r"[а-яё]{4,}")


def _repeats(words: list[str], earlier: list[str]) -> bool:
    """Whether a few words repeat what had their number before: «1) новогодние подарки» … «1. Подарки.»."""

    def known(word: str) -> bool:
        stem = max(4, len(word) - 2)
        return any(word[:stem] == other[:stem] for other in earlier)

    return words is not earlier and 0 < len(words) <= 4 and all(map(known, words))


# «О питании (докладчик Иванова А.А.)» repeats «О питании».
_BRACKETED_TAIL = Pattern(r"\([^()]*\)[\s.;]*$")


_SIGNS = Pattern(r"[^\w ]|_")


def _echo_key(unit: Unit) -> str:
    if unit.is_table:
        return ""
    text = unit.folded
    for prefix in ("вопрос", "по вопросу"):
        if text.startswith(prefix):
            text = text[len(prefix) :].lstrip(" №0123456789.:-")
    text = _BRACKETED_TAIL.sub("", text)
    text = _SIGNS.sub("", text).strip()
    return text[:_ECHO] if len(text) >= 12 else ""


# Words after which a phrase cannot end: prepositions, conjunctions, kinds of institutions, unfinished posts.
_UNFINISHED = Pattern(
    r"(?:\b(?:и|а|в|во|на|с|со|для|по|от|при|о|об|к|у|за|из|до|под|над|без|или|что|им\.|имени"
    r"|(?<!\d )(?<!\d)г\.|пгт|с\.|п\.|ул\.|зам\.|№)"
    r"|\b(?:М[КБА]?Д?ОУ|ГБОУ|ГКОУ|КГБОУ|КОГОБУ|ФГБОУ|МКУ|МБУ|МАУ|МУП|ООО|АО|ПАО|ГАПОУ|ГБПОУ))$"
)


# Lines that open something of their own although they begin in lower case.
_OPENERS = Pattern(
    r"(?:село|пос[её]лок|деревня|город|станица|хутор)\s[А-ЯЁ]"
    r"|(?:ул|пл|пр|пер|тел|корп)\.|(?:г|гор|п|пос|с|д|дер|х|ст|р\.?\s?п|пгт)\.?\s[А-ЯЁ]"
    r"|(?:не\s+)?(?:члены\s|присутств|отсутств|участвов|приглаш|председател|секретар|слушали|решили"
    r"|постановили|голосовал|повестк|срок|отв\b|ответственн|исполнител|приложени|вопросы|против|воздерж"
    r"|за\s*[-–—]|единогласно|принято|выступил|записал|протокол"
    r"|след(?:\.|ующ\S+)\s?(?:встреч|собрани|заседани|совещани))",
)


_YEAR = Pattern(r"_*20\d\d[_\s]*(?:г|год)")
_DAY_MONTH = Pattern(rf"(?<![а-я]){MONTH_PATTERN}[_\s]*$")


# «Вопрос 5 повестки дня:», «По первому вопросу:»; what the question is about follows on the next line.
_BARE_HEAD = Pattern(
    r"(?:вопрос|пункт|по\s+\S+\s+вопросу)\s*(?:№\s?)?(?:\d{1,2})?(?:\s+повестки(?:\s+дня)?)?\s*[.:]?$"
)


def goes_on(unit: Unit, before: Unit | None) -> bool:
    """Whether a unit looks like the rest of the one before: it opens in lower case, the other ends open."""
    if before is None or unit.is_table or before.is_table or unit.label is not None:
        return False
    if _UNFINISHED.search(before.text[-24:]):
        return True
    if _YEAR.match(unit.text) and _DAY_MONTH.search(fold(before.text[-24:])):
        return True
    if _BARE_HEAD.match(before.folded) and ask("topic", unit):
        return True
    if not unit.text[:1].islower() or _OPENERS.match(unit.text):
        return False
    if before.text[-1:] != "," and ask("name_end", before) and ask("name_end", unit):
        return False
    return before.text[-1:] not in ".!?:;"
