"""Numbers in minutes: the protocol's own number, counts of people, ordinals of agenda items."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from protoparse.fields.text import fold_text
from protoparse.pattern import Pattern, any_of


class NumberForm(NamedTuple):
    """A number printed after «№» (or «N», «No.»).

    `start`, `end`: offsets of the sign and the number together. `value`: the number as printed, without a
    trailing dot; None for a blank («№ ___») and for «б/н». `of_body`: it belongs to what stands before it
    («школа № 5», «приказ № 12», «приложение № 1»), not to the protocol.
    """

    start: int
    end: int
    value: str | None
    of_body: bool


_UNITS: tuple[tuple[int, str], ...] = (
    (0, "ноль ноля нуль нуля нулю нулем"),
    (1, "один одна одно одного одной одному одним одну одном одни"),
    (2, "два две двух двум двумя двое двоих"),
    (3, "три трех трем тремя трое троих"),
    (4, "четыре четырех четырем четырьмя четверо четверых"),
    (5, "пять пяти пятью пятеро пятерых"),
    (6, "шесть шести шестью шестеро шестерых"),
    (7, "семь семи семью семеро семерых"),
    (8, "восемь восьми восемью восьмью"),
    (9, "девять девяти девятью"),
    (10, "десять десяти десятью"),
    (11, "одиннадцать одиннадцати одиннадцатью"),
    (12, "двенадцать двенадцати двенадцатью"),
    (13, "тринадцать тринадцати тринадцатью"),
    (14, "четырнадцать четырнадцати четырнадцатью"),
    (15, "пятнадцать пятнадцати пятнадцатью"),
    (16, "шестнадцать шестнадцати шестнадцатью"),
    (17, "семнадцать семнадцати семнадцатью"),
    (18, "восемнадцать восемнадцати восемнадцатью"),
    (19, "девятнадцать девятнадцати девятнадцатью"),
    (20, "двадцать двадцати двадцатью"),
    (30, "тридцать тридцати тридцатью"),
    (40, "сорок сорока"),
    (50, "пятьдесят пятидесяти пятьюдесятью"),
    (60, "шестьдесят шестидесяти шестьюдесятью"),
    (70, "семьдесят семидесяти семьюдесятью"),
    (80, "восемьдесят восьмидесяти"),
    (90, "девяносто девяноста"),
    (100, "сто ста"),
    (200, "двести двухсот"),
    (300, "триста трехсот"),
    (400, "четыреста четырехсот"),
    (500, "пятьсот пятисот"),
    (600, "шестьсот шестисот"),
    (700, "семьсот семисот"),
    (800, "восемьсот восьмисот"),
    (900, "девятьсот девятисот"),
)
CARDINALS: dict[str, int] = {word: value for value, words in _UNITS for word in words.split()}
"""Case forms of the cardinal words, folded, to their value; compounds are sums of neighbours."""

CARDINAL_PATTERN = any_of(CARDINALS) + "(?![а-я])"

_ORDINAL_STEMS = {
    "перв": 1,
    "втор": 2,
    "трет": 3,
    "четверт": 4,
    "пят": 5,
    "шест": 6,
    "седьм": 7,
    "восьм": 8,
    "девят": 9,
    "десят": 10,
    "одиннадцат": 11,
    "двенадцат": 12,
    "тринадцат": 13,
    "четырнадцат": 14,
    "пятнадцат": 15,
    "шестнадцат": 16,
    "семнадцат": 17,
    "восемнадцат": 18,
    "девятнадцат": 19,
    "двадцат": 20,
    "тридцат": 30,
    "сороков": 40,
    "пятидесят": 50,
    "шестидесят": 60,
    "семидесят": 70,
    "восьмидесят": 80,
    "девяност": 90,
    "сот": 100,
}
_ORDINAL_ENDING = r"(?:ый|ой|ая|ое|ого|ому|ым|ом|ую|ые|ых|ыми|ий|ья|ье|ьего|ьему|ьим|ьем|ью|ьи|ьих|ьей)"
_ORDINAL_WORD = Pattern(
    rf"(?<![а-я-])(?:(?P<tens>{CARDINAL_PATTERN}) )?"
    rf"(?P<stem>{any_of(_ORDINAL_STEMS)}){_ORDINAL_ENDING}(?![а-я])",
    cues=tuple(_ORDINAL_STEMS),
)
_ORDINAL_DIGITS = Pattern(
    r"(?<![\w.,/№-])(?P<digits>\d{1,3})(?:\s?-\s?(?:[ыо]?й|[ао]?я|[оы]?е|[ое]?го|[ое]?му|[ыо]?м|[у]?ю|х)(?![а-я])"
    r"|\.?\s?(?:-\s?)?(?:вопрос|пункт))"
)
_ORDINAL_AFTER = Pattern(
    r"(?:вопрос|пункт)[а-я]{0,3}\s*(?:повестки(?: дня)?)?\s*[№n]?\s*(?P<digits>\d{1,3})(?!\d|\.\d)"
)
_ROMAN = Pattern(r"(?<![a-zа-я\d])(?P<roman>[ivxх]{1,6})(?![a-zа-я\d])(?!\.\s?[а-я]\.)")
_ROMAN_DIGITS = {"i": 1, "v": 5, "x": 10}
_ROMAN_FORM = Pattern(r"x{0,3}(?:ix|iv|v?i{0,3})")

_SIGN = Pattern(
    r"(?<![a-zа-я])(?:№|n[oо]?\.?(?=\s?[\d_])|номер)\s*(?:протокола\s*)?[№:]?\s*"
    r"(?:(?P<none>б\s?[/\\.]?\s?н(?![а-я])|без номера)|(?P<blank>_+)"
    r"|(?P<value>(?:[a-zа-я]{1,5}\s?-\s?)?\d+(?:[a-zа-я]{1,3}(?![a-zа-я]))?(?:\s?[/\\]\s?[\da-zа-я]+|-[\da-zа-я]+|\.\d+)*))?",
    cues=("№", "n", "номер"),
)
_BARE_NUMBER = Pattern(
    r"^\W*(?:выписка из )?(?:протокола?|мемо|memo)\s+(?P<value>(?:[a-zа-я]{1,3}-)?\d+(?:[/-][\da-zа-я]+)*)"
    r"(?=\s*(?:$|[,;(]|\.(?!\d)|от\s|заседани|совещани|собрани|\s\d|внеочередн|очередн))"
)
_ORDINAL_VALUE = Pattern(r"^\d+-(?:[ыо]?й|я|ая|е|ое|[ое]?го|[ое]?му|[ыо]?м)$")
_GLUED_FROM = Pattern(r"(?<=\d)от$")
_DATE_VALUE = Pattern(r"^\d{1,2}[./-](?:0?[1-9]|1[0-2])[./-]\d{2,4}")
_OWNER = Pattern(
    r"(?:школ[а-я]*|[а-я]*сош|[а-я]*оош|(?<![а-я])(?:сш|ош|нош|мсош|вош|цо|доу|оу|цдо|цдт|ддт|дши|дмш|дюсш|сшор|сю[тн]"
    r"|[мгкч][а-я]{0,3}оу|мдоу|мадоу|мбдоу|мкдоу|гбдоу|црр|ппо|тсж|тсн|жск|жк|гск|снт|уик|тик|оик|рэу|жэу|жэк|ик|пу|пл|схпк)"
    r"|гимнази[а-я]*|лице[а-я]*|сад[а-я]{0,2}|д\s?/\s?с|класс[а-я]*|кластер[а-я]*|интернат[а-я]*|училищ[а-я]*"
    r"|колледж[а-я]*|техникум[а-я]*|больниц[а-я]*|поликлиник[а-я]*|аптек[а-я]*|корпус[а-я]*|квартир[а-я]*|подъезд[а-я]*"
    r"|(?<![а-я])дом[а-я]{0,2}|(?<![а-я])(?:кв|д|ауд|каб|ком|оф|ст|п|пп|стр|корп|вх|исх|рег|прил|инв|л|лит|пом|уч)\."
    r"|помещени[а-я]*|кабинет[а-я]*|аудитори[а-я]*|офис[а-я]*|участ(?:ок|к)[а-я]*|участк[а-я]*|отдел[а-я]*|цех[а-я]*"
    r"|групп[а-я]*|бригад[а-я]*|звен[а-я]*|команд[а-я]*|клуб[а-я]*|кружк[а-я]*|секци[а-я]*|лаборатори[а-я]*|микрорайон[а-я]*|филиал[а-я]*|отделени[а-я]*|округ[а-я]*|приказ[а-я]*|распоряжени[а-я]*|постановлени[а-я]*"
    r"|решени[а-я]*|приложени[а-я]*|договор[а-я]*|контракт[а-я]*|закон[а-я]*|фз|вопрос[а-я]*|пункт[а-я]*|бюллетен[а-я]*"
    r"|маршрут[а-я]*|счет[а-я]*|лот[а-я]{0,2}|этаж[а-я]*|центр[а-я]*|завод[а-я]*|комбинат[а-я]*|предприяти[а-я]*"
    r"|колони[а-я]*|музе[а-я]*|библиотек[а-я]*|таблиц[а-я]*|форм[а-я]{1,2}|устав[а-я]*|зал[а-я]{0,2}|блок[а-я]*|палат[а-я]*"
    r"|част[ьи]|учреждени[а-я]*|организаци[а-я]*|детсад[а-я]*|ясли|этап[а-я]*|вариант[а-я]*|позици[а-я]*|председател[а-я]*)"
    r"\s*[\"']?\s*$"
)
_AFTER_QUOTE = Pattern(r"[\"']\s*$")
_DATED = Pattern(r"(?:приказ|распоряжени|постановлени|решени|договор|закон)[а-я]*\s[^№]{0,40}$")
_COUNT_DIGITS = Pattern(r"(?<![\d.,/№-])(?P<digits>\d{1,3}(?: \d{3})+|\d+)(?![\d/]|[.,]\d|\s?%)")
_COUNT_WORDS = Pattern(rf"(?<![а-я-]){CARDINAL_PATTERN}(?: {CARDINAL_PATTERN}){{0,2}}")


def find_numbers(text: str) -> list[NumberForm]:
    """Every «№ …» of the text, in order, with its value as printed and whether it belongs to a body.

    >>> [(form.value, form.of_body) for form in find_numbers("Протокол № 3 педсовета школы № 12")]
    [('3', False), ('12', True)]
    """
    folded = fold_text(text)
    forms: list[NumberForm] = []
    for match in _SIGN.finditer(folded):
        value = None
        end = match.end()
        if match["value"]:
            start_value, end = match.span("value")
            glued = _GLUED_FROM.search(match["value"])
            if glued:
                end -= 2
            value = re.sub(r"\s", "", text[start_value:end])
            if _DATE_VALUE.match(value):
                value = None
        elif not (match["none"] or match["blank"]):
            end = match.start() + len(match.group().rstrip())
        before = folded[max(0, match.start() - 80) : match.start()]
        of_body = bool(_OWNER.search(before) or _AFTER_QUOTE.search(before) or _DATED.search(before))
        forms.append(NumberForm(match.start(), end, value, of_body))
    return forms


def protocol_number(text: str) -> str | None:
    """The protocol's number in a title or date line, as printed; None where there is none, or a blank.

    >>> protocol_number("Протокол №7"), protocol_number("от 12.02.2023 № 01-15/3"), protocol_number("№2.")
    ('7', '01-15/3', '2')
    >>> protocol_number("Протокол заседания педсовета школы № 5") is None
    True
    """
    bare = _BARE_NUMBER.match(fold_text(text))
    if bare and not _DATE_VALUE.match(bare["value"]) and not _ORDINAL_VALUE.match(bare["value"]):
        return text[bare.start("value") : bare.end("value")]
    return next((form.value for form in find_numbers(text) if form.value and not form.of_body), None)


def read_count(text: str) -> int | None:
    """The first whole number of the text, in digits or in words.

    >>> read_count("9 (девять) человек"), read_count("двадцать один человек"), read_count("1 064 голоса")
    (9, 21, 1064)
    """
    folded = fold_text(text)
    digits = _COUNT_DIGITS.search(folded)
    words = _COUNT_WORDS.search(folded)
    if digits and (words is None or digits.start() < words.start()):
        compact = digits["digits"].replace(" ", "")
        return int(compact) if len(compact) <= 9 else None
    return words_value(words.group()) if words else None


def words_value(words: str) -> int:
    """The sum of folded cardinal words: «двадцать один» is 21."""
    return sum(CARDINALS[word] for word in words.split())


def ordinal_number(text: str) -> int | None:
    """The first ordinal of the text: a word, digits with an ending, «2 вопрос», «вопрос № 2», a Roman number.

    >>> ordinal_number("По второму вопросу"), ordinal_number("пятьдесят пятого"), ordinal_number("IV")
    (2, 55, 4)
    >>> ordinal_number("По следующему вопросу") is None
    True
    """
    folded = fold_text(text)
    candidates: list[tuple[int, int]] = []
    if word := _ORDINAL_WORD.search(folded):
        tens = CARDINALS[word["tens"]] if word["tens"] else 0
        unit = _ORDINAL_STEMS[word["stem"]]
        whole = tens + unit if tens >= 20 and tens % 10 == 0 and unit < 10 else unit
        candidates.append((word.start(), whole))
    found = (pattern.search(folded) for pattern in (_ORDINAL_DIGITS, _ORDINAL_AFTER))
    candidates.extend((digits.start(), int(digits["digits"])) for digits in found if digits)
    if roman := _ROMAN.search(folded):
        value = roman_value(roman["roman"])
        if value is not None and text[roman.start()] in "IVXХ":
            candidates.append((roman.start(), value))
    return min(candidates)[1] if candidates else None


def roman_value(letters: str) -> int | None:
    """The value of a Roman number up to 39 in folded letters; Cyrillic «х» passes for X.

    >>> roman_value("xiv"), roman_value("iiii")
    (14, None)
    """
    letters = letters.replace("х", "x")
    if not letters or not _ROMAN_FORM.fullmatch(letters):
        return None
    values = [_ROMAN_DIGITS[letter] for letter in letters]
    return sum(
        -value if any(later > value for later in values[index : index + 2]) else value
        for index, value in enumerate(values)
    )


def number_ranges(numbers: Sequence[int], most: int | None = None) -> str:
    """Numbers in print, runs of three and more as ranges; «» for none.

    `most`: of how many pieces the rest is left out, with « …».

    >>> number_ranges((1, 2, 3, 4, 7, 9, 10)), number_ranges((1, 3, 5), most=2)
    ('1–4, 7, 9, 10', '1, 3 …')
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    parts = [[f"{run[0]}–{run[-1]}"] if len(run) > 2 else list(map(str, run)) for run in runs]
    shown = [text for part in parts for text in part]
    return ", ".join(shown[:most]) + (" …" if most is not None and len(shown) > most else "")
