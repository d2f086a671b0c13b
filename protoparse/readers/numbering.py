"""Word's automatic list numbers: they are printed on the page but stand nowhere in the text.

A paragraph names a list (`w:num`) and a level; the list points to an abstract list whose nine levels say how
to count. Lists that share an abstract list go on counting together unless one of them restarts a level.
Source: ECMA-376 part 1, §17.9.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from xml.etree.ElementTree import Element

from protoparse.pattern import Pattern
from protoparse.readers.docx_names import ALTERNATE, CHOICE, VALUE, W
from protoparse.readers.docx_symbols import symbol_text

LEVELS = 9
_LONGEST_LABEL = 100  # code points; a longer level text is an attack, not a list
_LONGEST_REPEAT = 5  # letters: «яяяяя» is number 145; beyond that the plain number is clearer
_LAST_ROMAN = 3999
_LAST_NUMBER = 10**9
_LATIN = "abcdefghijklmnopqrstuvwxyz"
# Word leaves out ё, й, ъ and ь.
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщыэюя"
_ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)
# Courier's letter «o» is Word's hollow round bullet.
_BULLETS = {"o": "○"}
_ENCLOSED = {
    "decimalEnclosedCircle": 0x2460,
    "decimalEnclosedParen": 0x2474,
    "decimalEnclosedFullstop": 0x2488,
}
_PLACEHOLDER = Pattern(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how its numbers start, look and restart."""

    start: int = 1
    style: str = "decimal"  # w:numFmt
    text: str = ""  # w:lvlText, «%1.%2.»
    restart: int | None = None  # w:lvlRestart: 0 never, n after level n (from 1); None after any higher level
    decimal_only: bool = False  # w:isLgl
    suffix: str = "tab"  # tab | space | nothing
    custom: str = ""  # the format of w:numFmt «custom»
    font: str | None = None
    hidden: bool = False
    left: float | None = None  # points
    first: float | None = None  # points from `left` to the first line, negative for a hanging label


@dataclass(slots=True)
class _List:
    """One `w:num`: its abstract list, the levels it redefines and the numbers at which it restarts them."""

    abstract: str
    levels: dict[int, Element] = field(default_factory=dict)
    starts: dict[int, int] = field(default_factory=dict)


def _roman(number: int) -> str:
    letters = []
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        letters.append(sign * count)
    return "".join(letters)


def _letters(number: int, alphabet: str) -> str:
    repeat, index = divmod(number - 1, len(alphabet))
    return alphabet[index] * (repeat + 1) if repeat < _LONGEST_REPEAT else str(number)


def format_number(number: int, style: str, custom: str = "") -> str:
    """A number written in one of Word's number formats; formats not known here are written in figures.

    >>> [format_number(4, style) for style in ("decimal", "upperRoman", "russianLower", "decimalZero")]
    ['4', 'IV', 'г', '04']
    >>> format_number(27, "lowerLetter"), format_number(30, "russianUpper")
    ('aa', 'АА')
    >>> format_number(7, "custom", "001, 002, 003, ...")
    '007'
    """
    if style == "none":
        return ""
    if style == "custom":
        first = custom.split(",")[0].strip()
        if first[:1] in ("а", "А"):
            style = "russianLower" if first[0] == "а" else "russianUpper"
        elif first.isdecimal():
            return str(number).zfill(len(first))
    text = str(number)
    if number < 1:
        return text
    if style == "decimalZero":
        text = text.zfill(2)
    elif style == "ordinal":
        text = f"{number}-й"
    elif style in ("upperRoman", "lowerRoman") and number <= _LAST_ROMAN:
        text = _roman(number)
    elif style in ("upperLetter", "lowerLetter"):
        text = _letters(number, _LATIN)
    elif style in ("russianUpper", "russianLower"):
        text = _letters(number, _RUSSIAN)
    elif style == "numberInDash":
        text = f"- {number} -"
    elif style in _ENCLOSED and number <= 20:
        text = chr(_ENCLOSED[style] + number - 1)
    if style.startswith("upper") or style == "russianUpper":
        return text.upper()
    return text.lower() if style == "lowerRoman" else text


class Numbering:
    """Counts the lists of one document: ask for the labels of its paragraphs in reading order.

    Levels are read when a paragraph first needs them: files carry hundreds of lists and use a few.
    """

    def __init__(self, root: Element | None, linked_list: Callable[[str], str | None]) -> None:
        """`root` is that of numbering.xml; `linked_list` tells the list id that a numbering style names."""
        self._abstract: dict[str, dict[int, Element]] = {}
        self._lists: dict[str, _List] = {}
        self._levels: dict[tuple[str, int], Level | None] = {}
        self._story = "body"
        self._counters: dict[tuple[str, str], list[int | None]] = {}
        self._restarted: set[tuple[str, str, int]] = set()  # starts that a list has used: story, list, level
        links: dict[str, str] = {}
        for element in root if root is not None else ():
            if element.tag == W + "abstractNum":
                identifier = element.get(W + "abstractNumId", "")
                self._abstract[identifier] = {
                    index: child
                    for child in element
                    if child.tag == W + "lvl" and 0 <= (index := _integer(child.get(W + "ilvl"), 0)) < LEVELS
                }
                link = element.find(W + "numStyleLink")
                if link is not None:
                    links[identifier] = link.get(VALUE, "")
            elif element.tag == W + "num":
                self._read_list(element)
        for identifier, style in links.items():
            target = self._lists.get(linked_list(style) or "")
            if target is not None and target.abstract in self._abstract:
                self._abstract[identifier] = self._abstract[target.abstract]

    def level(self, list_id: str, index: int) -> Level | None:
        """The definition of a level of a list, None where the document has none."""
        key = (list_id, index)
        if key not in self._levels:
            element = self._level_elements(list_id).get(index)
            self._levels[key] = None if element is None else _read_level(element)
        return self._levels[key]

    def level_of_style(self, list_id: str, style: str) -> int | None:
        """The level of the list that belongs to a paragraph style, None where there is none."""
        for index, element in self._level_elements(list_id).items():
            named = element.find(W + "pStyle")
            if named is not None and named.get(VALUE) == style:
                return index
        return None

    def _level_elements(self, list_id: str) -> dict[int, Element]:
        chosen = self._lists.get(list_id)
        if chosen is None:
            return {}
        levels = self._abstract.get(chosen.abstract, {})
        return {**levels, **chosen.levels} if chosen.levels else levels

    def next_label(self, list_id: str, index: int) -> tuple[str, str] | None:
        """The label of the next paragraph of this list and level, and its suffix.

        None where the level prints nothing (an unknown list, «none» without text, a hidden label).
        """
        level = self.level(list_id, index) if 0 <= index < LEVELS else None
        if level is None:
            return None
        self._count(list_id, index)
        if level.style == "bullet":
            label = _BULLETS.get(level.text) or symbol_text(level.text, level.font).replace("−", "–")
        else:
            label = self._number_text(list_id, level)
        label = label[:_LONGEST_LABEL]
        if level.hidden or not label.strip():
            return None
        return label, level.suffix

    def enter(self, story: str) -> str:
        """Count in another story from now on; return the one left.

        Word counts the body, the text boxes, the headers with the footers, and each kind of notes apart.
        """
        left, self._story = self._story, story
        return left

    def _count(self, list_id: str, index: int) -> None:
        abstract = self._lists[list_id].abstract
        counters = self._counters.setdefault((self._story, abstract), [None] * LEVELS)
        self._step(list_id, index, counters)
        # A deeper paragraph without its parents counts them too: after «1.1.» the next top one is «2.».
        for shallower in range(index - 1, -1, -1):
            if counters[shallower] is not None:
                break
            self._step(list_id, shallower, counters)
        for deeper in range(index + 1, LEVELS):
            below = self.level(list_id, deeper)
            restart = below.restart if below is not None else None
            if restart is None or (restart > 0 and index < restart):
                counters[deeper] = None

    def _step(self, list_id: str, index: int, counters: list[int | None]) -> None:
        current = counters[index]
        place = (self._story, list_id, index)
        forced = self._lists[list_id].starts.get(index) if place not in self._restarted else None
        if forced is not None:
            self._restarted.add(place)
            counters[index] = forced
        elif current is None:
            counters[index] = (self.level(list_id, index) or Level()).start
        else:
            counters[index] = min(current + 1, _LAST_NUMBER)

    def _number_text(self, list_id: str, level: Level) -> str:
        counters = self._counters[self._story, self._lists[list_id].abstract]

        def number(found: re.Match[str]) -> str:
            place = int(found[1]) - 1
            named = self.level(list_id, place) or Level()
            count = counters[place]
            style = "decimal" if level.decimal_only and named.style != "none" else named.style
            return format_number(named.start if count is None else count, style, named.custom)

        return _PLACEHOLDER.sub(number, level.text)

    def _read_list(self, element: Element) -> None:
        abstract = element.find(W + "abstractNumId")
        chosen = _List(abstract.get(VALUE, "") if abstract is not None else "")
        for override in element.iter(W + "lvlOverride"):
            index = _integer(override.get(W + "ilvl"), 0)
            start = override.find(W + "startOverride")
            if start is not None:
                chosen.starts[index] = _integer(start.get(VALUE), 1)
            redefined = override.find(W + "lvl")
            if redefined is not None and 0 <= index < LEVELS:
                chosen.levels[index] = redefined
        self._lists[element.get(W + "numId", "")] = chosen


def _integer(value: str | None, default: int) -> int:
    """A whole number within the counting range, `default` where the attribute is missing or nonsense.

    >>> _integer("3", 1), _integer("x", 1), _integer("99999999999999999999", 1)
    (3, 1, 1000000000)
    """
    if value is None or len(value) > 20:
        return default
    try:
        return max(-_LAST_NUMBER, min(int(value), _LAST_NUMBER))
    except ValueError:
        return default


def points(value: str | None) -> float | None:
    """A length in points from Word's twentieths of a point, or from a length with a unit (strict files).

    >>> points("720"), points("1.27cm"), points("36pt"), points("?")
    (36.0, 36.0, 36.0, None)
    """
    return None if value is None or len(value) > 20 else _points(value)


@lru_cache(maxsize=1024)
def _points(value: str) -> float | None:
    units = {"pt": 1.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "in": 72.0, "pc": 12.0, "pi": 12.0}
    scale = units.get(value[-2:])
    try:
        size = float(value) / 20 if scale is None else float(value[:-2]) * scale
    except ValueError:
        return None
    return round(size, 2) if abs(size) < 100_000 else None


def read_indent(element: Element) -> tuple[float | None, float | None]:
    """The left edge and the first line's offset from it, in points, of a `w:ind`; None where it is silent."""
    left = points(element.get(W + "left") or element.get(W + "start"))
    hanging = points(element.get(W + "hanging"))
    first = -hanging if hanging is not None else points(element.get(W + "firstLine"))
    return left, first


def _number_style(element: Element) -> tuple[str, str]:
    return element.get(VALUE, "decimal"), element.get(W + "format", "")


def _is_on(element: Element | None) -> bool:
    return element is not None and element.get(VALUE) not in ("0", "false", "off")


def _read_level(element: Element) -> Level:
    start, text, suffix = element.find(W + "start"), element.find(W + "lvlText"), element.find(W + "suff")
    restart = element.find(W + "lvlRestart")
    style, custom = "decimal", ""
    # A format newer than the standard stands in the first branch, an approximation of it in the second.
    for branch in (element, *element.iterfind(f"{ALTERNATE}/{CHOICE}")):
        number = branch.find(W + "numFmt")
        if number is not None:
            style, custom = _number_style(number)
    indent, fonts = element.find(f"{W}pPr/{W}ind"), element.find(f"{W}rPr/{W}rFonts")
    left, first = read_indent(indent) if indent is not None else (None, None)
    return Level(
        start=_integer(start.get(VALUE), 1) if start is not None else 1,
        style=style,
        text=text.get(VALUE, "") if text is not None else "",
        restart=_integer(restart.get(VALUE), 0) if restart is not None else None,
        decimal_only=_is_on(element.find(W + "isLgl")),
        suffix=suffix.get(VALUE, "tab") if suffix is not None else "tab",
        custom=custom,
        font=(fonts.get(W + "ascii") or fonts.get(W + "hAnsi")) if fonts is not None else None,
        hidden=_is_on(element.find(f"{W}rPr/{W}vanish")),
        left=left,
        first=first,
    )
