"""Repair of Cyrillic fonts that carry glyph numbers instead of letters.

Some printer drivers split a TrueType font into pages of 256 glyphs («TimesNewRoman_00», «…_02») and leave out
the table that leads back to Unicode, so that every reader sees «ijbdZahf NKLWD». The code of a letter is its
glyph number less 256 times the page; in the fonts concerned the glyphs follow the Macintosh order, then the
Cyrillic block. A family is repaired only where the result looks like Russian by the frequency of its letters.
"""

from __future__ import annotations

from collections.abc import Iterable

from protoparse.pattern import Pattern

SHIFTED_NAME = Pattern(r"^(?P<family>.*?)_(?P<page>0\d)$")
_SUBSET = Pattern(r"^[A-Z]{6}\+")
_FREQUENT = frozenset("оеаинтсрвлкмдпу")
_CYRILLIC_SHIFT = 0x3D6
_ASCII_SHIFT = 29
_FEWEST_LETTERS = 12
_LEAST_FREQUENT_SHARE = 0.6  # Russian prose has 0.78, letters taken at random 0.45
_MACINTOSH = {
    131: "°",
    134: "§",
    135: "•",
    148: "≤",
    149: "≥",
    169: "«",
    170: "»",
    171: "…",
    172: " ",
    178: "–",
    179: "—",
    180: "“",
    181: "”",
    182: "‘",
    183: "’",
}


def family_and_page(font_name: str) -> tuple[str, int] | None:
    """The family and the glyph page that a split font names; None for every other font.

    >>> family_and_page("ABCDEF+TimesNewRoman_02"), family_and_page("Arial")
    (('TimesNewRoman', 2), None)
    """
    found = SHIFTED_NAME.match(_SUBSET.sub("", font_name))
    return (found["family"], int(found["page"])) if found else None


def decode(text: str, page: int) -> str:
    """The letters that glyph codes of a page stand for; codes outside the known ranges stay as they are.

    >>> decode("ijbdZahf", 2), decode("NKLWD", 2), decode("+,-", 0)
    ('приказом', 'ФСТЭК', 'HIJ')
    """
    return "".join(_decode_letter(letter, page) for letter in text)


def looks_russian(text: str) -> bool:
    """Whether the letters have the frequencies of Russian.

    >>> looks_russian("утвердить план работы совета"), looks_russian("ЪЫЩЭФЪЫЩЭФЪЫЩЭФ")
    (True, False)
    """
    lowered = text.lower()
    letters = [letter for letter in lowered if letter.isalpha()]
    cyrillic = [letter for letter in letters if "а" <= letter <= "я" or letter == "ё"]
    if len(cyrillic) < _FEWEST_LETTERS or len(cyrillic) < 0.9 * len(letters):
        return False
    return sum(letter in _FREQUENT for letter in cyrillic) >= _LEAST_FREQUENT_SHARE * len(cyrillic)


def repairable(samples: Iterable[tuple[str, int, str]]) -> set[str]:
    """The families whose Cyrillic page decodes to Russian.

    `samples` are (family, page, text as extracted).
    """
    cyrillic: dict[str, list[str]] = {}
    for family, page, text in samples:
        if page == 2:
            cyrillic.setdefault(family, []).append(text)
    return {
        family
        for family, texts in cyrillic.items()
        if not looks_russian("".join(texts)) and looks_russian(decode("".join(texts), 2))
    }


def _decode_letter(letter: str, page: int) -> str:
    code = ord(letter)
    if code >= 0x80:
        try:
            code = letter.encode("mac_roman")[0]
        except UnicodeEncodeError:
            return letter
    if page == 0:
        if 3 <= code <= 97:
            return chr(code + _ASCII_SHIFT)
        return _MACINTOSH.get(code, letter)
    if page == 2:
        decoded = chr(code + _CYRILLIC_SHIFT)
        return decoded if "Ё" <= decoded <= "ё" else letter
    return letter
