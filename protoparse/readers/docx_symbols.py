"""Unicode characters for the glyphs of the symbol fonts that Word documents use instead of letters.

Codes are those of the fonts themselves (0x20 to 0xFF); Word writes them as they are or moved to U+F000.
Only signs that stand in business documents are listed: a glyph that is not becomes U+FFFD, never a guess.
"""

from __future__ import annotations

from typing import Final

_GREEK: Final = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ"

_SYMBOL: Final[dict[int, str]] = {
    **{code: chr(code) for code in (*range(0x20, 0x40), *range(0x5B, 0x60), *range(0x7B, 0x7E))},
    **{0x41 + index: letter for index, letter in enumerate(_GREEK)},
    **{0x61 + index: letter for index, letter in enumerate("αβχδεφγηιϕκλμνοπθρστυϖωξψζ")},
    **dict(zip(b"\"$'*-@\\^`~", "∀∃∋∗−≅∴⊥‾∼", strict=True)),
    0xA1: "ϒ",
    0xA2: "′",
    0xA3: "≤",
    0xA4: "⁄",
    0xA5: "∞",
    0xA8: "♦",
    0xAB: "↔",
    0xAC: "←",
    0xAD: "↑",
    0xAE: "→",
    0xAF: "↓",
    0xB0: "°",
    0xB1: "±",
    0xB2: "″",
    0xB3: "≥",
    0xB4: "×",
    0xB5: "∝",
    0xB6: "∂",
    0xB7: "•",
    0xB8: "÷",
    0xB9: "≠",
    0xBA: "≡",
    0xBB: "≈",
    0xBC: "…",
    0xC6: "∅",
    0xC7: "∩",
    0xC8: "∪",
    0xCE: "∈",
    0xD2: "®",
    0xD3: "©",
    0xD4: "™",
    0xD5: "∏",
    0xD6: "√",
    0xD7: "⋅",
    0xD8: "¬",
    0xDE: "⇒",
    0xE0: "◊",
    0xE2: "®",
    0xE3: "©",
    0xE4: "™",
    0xE5: "∑",
    0xF2: "∫",
}
_WINGDINGS: Final[dict[int, str]] = {
    0x20: " ",
    0x21: "✏",
    0x22: "✂",
    0x28: "☎",
    0x29: "✆",
    0x2A: "✉",
    0x3F: "✍",
    0x46: "☞",
    0x6C: "●",
    0x6D: "❍",
    0x6E: "■",
    0x6F: "☐",
    0x70: "☐",
    0x71: "❑",
    0x72: "❒",
    0x73: "⬧",
    0x74: "⧫",
    0x75: "◆",
    0x76: "❖",
    0x77: "⬥",
    0x9E: "·",
    0x9F: "•",
    0xA0: "▪",
    0xA1: "○",
    0xA3: "○",
    0xA7: "▪",
    0xA8: "☐",
    0xAB: "★",
    0xB2: "✧",
    0xD8: "➢",
    0xDC: "➲",
    0xDF: "←",
    0xE0: "→",
    0xE1: "↑",
    0xE2: "↓",
    0xE8: "➔",
    0xEF: "⇦",
    0xF0: "⇨",
    0xF3: "⬄",
    0xFB: "✗",
    0xFC: "✓",
    0xFD: "☒",
    0xFE: "☑",
    **{0x80 + digit: "⓪①②③④⑤⑥⑦⑧⑨⑩"[digit] for digit in range(11)},
    **{0x8B + digit: "⓿❶❷❸❹❺❻❼❽❾❿"[digit] for digit in range(11)},
}
_WINGDINGS_2: Final[dict[int, str]] = {
    0x20: " ",
    0x2A: "☐",
    0x4F: "✗",
    0x50: "✓",
    0x51: "☒",
    0x52: "☑",
    0x53: "☒",
    0x54: "☒",
    0x97: "●",
    0xA2: "■",
    0xA3: "☐",
}
_WINGDINGS_3: Final[dict[int, str]] = {0x20: " ", 0x22: "→", 0x7D: "▶", 0x84: "◀"}
_WEBDINGS: Final[dict[int, str]] = {0x20: " ", 0x61: "✓", 0x63: "☐", 0x67: "■", 0x6E: "●", 0x72: "✗"}

_FONTS: Final[dict[str, dict[int, str]]] = {
    "symbol": _SYMBOL,
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "wingdings 3": _WINGDINGS_3,
    "webdings": _WEBDINGS,
    "zapfdingbats": {0x33: "✓", 0x34: "✔", 0x37: "✗", 0x38: "✘", 0x6E: "■", 0x6F: "☐"},
}
_UNKNOWN: Final = "\N{REPLACEMENT CHARACTER}"


def is_symbol_font(font: str | None) -> bool:
    """Whether letters set in this font are shown as signs.

    >>> is_symbol_font("Wingdings 2"), is_symbol_font("Arial"), is_symbol_font(None)
    (True, False, False)
    """
    return font is not None and font.lower() in _FONTS


def symbol_text(text: str, font: str | None) -> str:
    """The signs that this text shows when it is set in a symbol font.

    Without a known font only the private area is mapped: bullets there are nearly always Symbol or Wingdings.

    >>> symbol_text("\\uf0fc", "Wingdings"), symbol_text("ü", "Wingdings"), symbol_text("\\uf0b7", "Symbol")
    ('✓', '✓', '•')
    >>> symbol_text("\\u2013", "Times New Roman"), symbol_text("\\u2013", "Symbol")
    ('–', '–')
    """
    table = _FONTS.get((font or "").lower())
    signs = []
    for letter in text:
        code = ord(letter)
        if 0xF020 <= code <= 0xF0FF:
            code -= 0xF000
            known = (table or _WINGDINGS).get(code) or (None if table else _SYMBOL.get(code))
            signs.append(known or _UNKNOWN)
        elif table is not None and code <= 0xFF:
            signs.append(table.get(code, _UNKNOWN))
        else:
            signs.append(letter)
    return "".join(signs)
