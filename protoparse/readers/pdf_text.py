"""The letters of a PDF page through pdfium: one call for all of them, three for each word.

pdfium's habits that this module answers to: a hyphen at a line end comes as U+FFFE (U+0002 from another call)
and no line break follows it; spaces of the page are dropped and generated ones stand in; loose boxes differ
in height from letter to letter, so lines are told by the base line; font sizes come unscaled.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any, NamedTuple

from protoparse.pattern import Pattern
from protoparse.readers.pdf_page import Transform, Word, apply
from protoparse.readers.pdf_shifted import decode, family_and_page, repairable

_WORD = Pattern(r"[^\s\ufffe\x02]*[\ufffe\x02]|[^\s\ufffe\x02]+")
_UNUSABLE = Pattern(r"[\x03-\x08\ue000-\uf8ff\ufffd]")
_HYPHENS = str.maketrans({"\ufffe": "-", "\x02": "-"})
_FORCE_BOLD = 1 << 18


class _Font(NamedTuple):
    name: str
    bold: bool
    shifted: tuple[str, int] | None


class _TextObject(NamedTuple):
    """One text object.

    Font, letter size in points, where its writing runs (0 right, 1 up, 2 left, 3 down).
    """

    font: _Font
    size: float
    direction: int


class Calls:
    """pdfium's functions that are called for every word, bound to plain addresses.

    A third of the usual cost.
    """

    def __init__(self, pdfium: Any) -> None:
        pointer, number = ctypes.c_void_p, ctypes.c_int
        self.text_object = _bound(pdfium.FPDFText_GetTextObject, pointer, pointer, number)
        self.loose_box = _bound(pdfium.FPDFText_GetLooseCharBox, number, pointer, number, pointer)
        self.origin = _bound(pdfium.FPDFText_GetCharOrigin, number, pointer, number, pointer, pointer)
        self.matrix = _bound(pdfium.FPDFText_GetMatrix, number, pointer, number, pointer)
        self.font_size = _bound(pdfium.FPDFText_GetFontSize, ctypes.c_double, pointer, number)
        self.font = _bound(pdfium.FPDFTextObj_GetFont, pointer, pointer)
        self.font_name = _bound(
            pdfium.FPDFFont_GetBaseFontName, ctypes.c_size_t, pointer, pointer, ctypes.c_size_t
        )
        self.font_flags = _bound(pdfium.FPDFFont_GetFlags, number, pointer)
        self.font_weight = _bound(pdfium.FPDFFont_GetWeight, number, pointer)


def _bound(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    """The same function with other types, so that no pointer object is made for each call."""
    other = type(function)(ctypes.cast(function, ctypes.c_void_p).value)
    other.restype, other.argtypes = result, arguments
    return other  # type: ignore[no-any-return]


class PageText:
    """The letters of one page.

    `repaired` names the shifted font families that were decoded, `letters` counts all characters but white
    space, `unusable` those among them that have no Unicode; of more than `most` the rest is `cut`.
    `known_families` is shared by the pages of a document.
    """

    def __init__(
        self, pdfium: Any, calls: Calls, text_page: Any, known_families: set[str], most: int
    ) -> None:
        self.pdfium = pdfium
        self.calls = calls
        self.text_page = text_page
        self.address = ctypes.cast(text_page, ctypes.c_void_p).value or 0
        self.matrix = pdfium.FS_MATRIX()
        self.known_families = known_families
        self.repaired: set[str] = set()
        self.fonts: dict[int, _Font] = {}
        self.objects: dict[int, _TextObject] = {}
        count = max(pdfium.FPDFText_CountChars(text_page), 0)
        self.cut = count > most
        self.text = self._letters(min(count, most))
        self._cut()
        if any(item.font.shifted is not None for item in self.objects.values()):
            self._repair()
        self.letters = sum([end - start for start, end in self.places])
        self.unusable = len(_UNUSABLE.findall(self.text))

    def direction(self) -> int:
        """Where most of the words run: 0 for text that stands upright."""
        votes = [0, 0, 0, 0]
        for (start, end), item in zip(self.places, self.items, strict=True):
            votes[item.direction] += end - start
        return votes.index(max(votes))

    def words(self, transform: Transform, direction: int) -> list[Word]:
        """The words in the file's order; `transform` leads from the page's coordinates to those of `Word`."""
        box, x, y = self.pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
        box_at, x_at, y_at = ctypes.addressof(box), ctypes.addressof(x), ctypes.addressof(y)
        loose_box, origin, page = self.calls.loose_box, self.calls.origin, self.address
        text = self.text.translate(_HYPHENS)
        zeros = "\x00" in text
        shift, top = transform[4:]
        result: list[Word] = []
        for order, ((start, end), item) in enumerate(zip(self.places, self.items, strict=True)):
            letters = text[start:end]
            if zeros:
                letters = letters.replace("\x00", "")
                if not letters:
                    continue
            origin(page, start, x_at, y_at)
            loose_box(page, start, box_at)
            if direction == 0:
                left = box.left + shift
                if end - start > 1:
                    loose_box(page, end - 1, box_at)
                right = box.right + shift
                base = top - y.value
            else:
                corners = [(box.left, box.bottom), (box.right, box.top)]
                if end - start > 1:
                    loose_box(page, end - 1, box_at)
                    corners += [(box.left, box.bottom), (box.right, box.top)]
                places = [apply(transform, *corner)[0] for corner in corners]
                left, right = min(places), max(places)
                base = apply(transform, x.value, y.value)[1]
            upright = item.direction == direction
            if right < left or not upright:
                left, right = min(left, right), max(left, right)
            result.append(Word(letters, left, right, base, item.size, item.font.bold, order, upright))
        return result

    def _cut(self) -> None:
        self.places = [found.span() for found in _WORD.finditer(self.text)]
        text_object, page, known = self.calls.text_object, self.address, self.objects
        # a plain loop: this runs for every word
        self.items: list[_TextObject] = []
        for start, _ in self.places:
            item = known.get(text_object(page, start) or 0)
            self.items.append(item if item is not None else self._object_at(start))

    def _object_at(self, index: int) -> _TextObject:
        """What the text object of a letter says; generated letters have none."""
        address = self.calls.text_object(self.address, index) or 0
        known = self.objects.get(address)
        if known is None:
            known = self._object(address, index)
            self.objects[address] = known
        return known

    def _object(self, address: int, index: int) -> _TextObject:
        matrix = self.matrix
        self.calls.matrix(self.address, index, ctypes.addressof(matrix))
        a, b, c, d = matrix.a, matrix.b, matrix.c, matrix.d
        direction = (0 if a >= 0 else 2) if abs(a) >= abs(b) else (1 if b > 0 else 3)
        size = abs(self.calls.font_size(self.address, index) * (c * c + d * d) ** 0.5)
        font = self._font(address) if address else _Font("", False, None)
        return _TextObject(font, size if size > 0.5 else 1.0, direction)

    def _font(self, text_object: int) -> _Font:
        handle = self.calls.font(text_object) or 0
        known = self.fonts.get(handle)
        if known is not None:
            return known
        name, flags, weight = "", 0, 0
        if handle:
            buffer = ctypes.create_string_buffer(256)
            length = self.calls.font_name(handle, ctypes.addressof(buffer), 256)
            name = buffer.value.decode("utf-8", "replace") if 0 < length <= 256 else ""
            flags, weight = self.calls.font_flags(handle), self.calls.font_weight(handle)
        lowered = name.lower()
        bold = (
            any(mark in lowered for mark in ("bold", "black", "heavy", "demi"))
            or (flags > 0 and bool(flags & _FORCE_BOLD))
            or weight >= 600
        )
        font = _Font(name, bold, family_and_page(name))
        self.fonts[handle] = font
        return font

    def _letters(self, count: int) -> str:
        """One character for each of pdfium's, so that positions in it are pdfium's own."""
        buffer = (ctypes.c_ushort * (count + 1))()
        written = self.pdfium.FPDFText_GetText(self.text_page, 0, count, buffer)
        text = bytes(buffer)[: 2 * max(written - 1, 0)].decode("utf-16-le", "replace")
        if len(text) == count:
            return text
        codes = (self.pdfium.FPDFText_GetUnicode(self.text_page, index) for index in range(count))
        return "".join(
            chr(code) if code < 0xD800 or 0xE000 <= code <= 0x10FFFF else "\ufffd" for code in codes
        )

    def _repair(self) -> None:
        """Decodes the letters of shifted fonts, each by its own font."""
        fonts = [self._object_at(index).font for index in range(len(self.text))]
        samples: dict[tuple[str, int], list[str]] = {}
        for letter, font in zip(self.text, fonts, strict=True):
            if font.shifted is not None and not letter.isspace():
                samples.setdefault(font.shifted, []).append(letter)
        self.known_families |= repairable(
            (family, page, "".join(letters)) for (family, page), letters in samples.items()
        )
        names = {font.shifted[0] for font in fonts if font.shifted is not None}
        self.repaired = names & self.known_families
        if not self.repaired:
            return
        self.text = "".join(
            decode(letter, font.shifted[1])
            if font.shifted is not None and font.shifted[0] in self.repaired and not letter.isspace()
            else letter
            for letter, font in zip(self.text, fonts, strict=True)
        )
        self._cut()
