"""The pages of a PDF through pdfium: one call for the letters of a page, two or three for each word.

pdfium is not safe to use from several threads at once, hence the lock. Its habits that this module answers
to: a hyphen at a line end comes as U+FFFE (U+0002 from another call) and no line break follows it; spaces of
the page are dropped and generated ones stand in; loose boxes differ in height from letter to letter, so lines
are told by the base line; font sizes come unscaled; paths inside form objects lack the matrix of the form.
"""

from __future__ import annotations

import ctypes
import itertools
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import Any

from protoparse.errors import InputError
from protoparse.readers.pdf_page import PageContent, Rule, Word, rules_of_box
from protoparse.readers.pdf_shifted import decode, family_and_page, repairable

MOST_PAGES = 2_000
MOST_LETTERS = 100_000  # on one page
MOST_RULES = 20_000  # on one page
MOST_OBJECTS = 200_000  # on one page, inside forms included
DEEPEST_FORM = 12
PICTURE_SHARE = 0.25  # of the page: a smaller image is a logo or a stamp

_WORD = re.compile(r"[^\s\ufffe\x02]*[\ufffe\x02]|[^\s\ufffe\x02]+")
_LOCK = Lock()
_ERROR_PASSWORD = 4
_ERROR_SECURITY = 5
_OBJECT_PATH, _OBJECT_IMAGE, _OBJECT_FORM = 2, 3, 5
_SEGMENT_LINE, _SEGMENT_MOVE = 0, 2
_FORCE_BOLD = 1 << 18

Matrix = tuple[float, float, float, float, float, float]
Transform = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class PdfiumError(Exception):
    """pdfium cannot open this file; another reader may."""


@dataclass(frozen=True, slots=True)
class _Font:
    name: str
    bold: bool
    shifted: tuple[str, int] | None


@dataclass(frozen=True, slots=True)
class _TextObject:
    """One text object.

    Its font, letter size in points, and where its writing runs (0 right, 1 up, 2 left, 3 down).
    """

    font: _Font
    size: float
    direction: int


def read_pages(data: bytes) -> list[PageContent]:
    """The pages of the file.

    Raises InputError for a file that is encrypted, has no pages or too many, PdfiumError for one that pdfium
    cannot open.
    """
    import pypdfium2.raw as pdfium

    with _LOCK, _opened(pdfium, data) as document:
        count = pdfium.FPDF_GetPageCount(document)
        if count <= 0:
            raise InputError(
                "R122",
                "В PDF нет ни одной страницы: проверьте, тот ли это файл.",
                "The PDF has no pages: check that it is the right file.",
            )
        if count > MOST_PAGES:
            raise InputError(
                "R123",
                f"В PDF {count} страниц, а предел — {MOST_PAGES}: разделите файл на части.",
                f"The PDF has {count} pages, the limit is {MOST_PAGES}: split the file.",
            )
        reader = _Reader(pdfium)
        return [reader.page(document, index) for index in range(count)]


@contextmanager
def _opened(pdfium: Any, data: bytes) -> Iterator[Any]:
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        if pdfium.FPDF_GetLastError() in (_ERROR_PASSWORD, _ERROR_SECURITY):
            raise InputError(
                "R120",
                "PDF закрыт паролем: снимите защиту и сохраните файл заново.",
                "The PDF is protected by a password: save a copy without it.",
            )
        raise PdfiumError
    try:
        yield document
    finally:
        pdfium.FPDF_CloseDocument(document)


class _Reader:
    """Reads the pages of one document; remembers its fonts."""

    def __init__(self, pdfium: Any) -> None:
        self.pdfium = pdfium
        self.fonts: dict[int, _Font] = {}
        self.repaired: set[str] = set()
        self.box = pdfium.FS_RECTF()
        self.matrix = pdfium.FS_MATRIX()
        self.x, self.y = ctypes.c_double(), ctypes.c_double()
        self.edges = tuple(ctypes.c_float() for _ in range(4))

    def page(self, document: Any, index: int) -> PageContent:
        pdfium = self.pdfium
        page = pdfium.FPDF_LoadPage(document, index)
        if not page:
            return PageContent(index + 1, 595.0, 842.0, (), ())
        try:
            found = pdfium.FPDF_GetPageBoundingBox(page, self.box)
            bounds = (
                (self.box.left, self.box.bottom, self.box.right, self.box.top)
                if found
                else (0.0, 0.0, 595.0, 842.0)
            )
            text_page = pdfium.FPDFText_LoadPage(page)
            if not text_page:
                return PageContent(index + 1, bounds[2] - bounds[0], bounds[3] - bounds[1], (), ())
            try:
                text = _Text(self, text_page)
                direction = text.direction()
                transform, width, height = _upright(bounds, direction)
                words = text.words(transform, direction)
            finally:
                pdfium.FPDFText_ClosePage(text_page)
            rules, pictures, whole = self.drawings(page, transform, width * height)
            return PageContent(
                index + 1,
                width,
                height,
                tuple(words),
                tuple(rules),
                pictures,
                letters=text.letters,
                unusable=text.unusable,
                repaired_fonts=tuple(sorted(text.repaired)),
                truncated=text.truncated or not whole,
            )
        finally:
            pdfium.FPDF_ClosePage(page)

    def font_of(self, text_object: Any) -> _Font:
        pdfium = self.pdfium
        handle = pdfium.FPDFTextObj_GetFont(text_object)
        address = ctypes.cast(handle, ctypes.c_void_p).value or 0
        known = self.fonts.get(address)
        if known is not None:
            return known
        buffer = ctypes.create_string_buffer(256)
        length = pdfium.FPDFFont_GetBaseFontName(handle, buffer, 256) if handle else 0
        name = buffer.value.decode("utf-8", "replace") if 0 < length <= 256 else ""
        flags = pdfium.FPDFFont_GetFlags(handle) if handle else 0
        weight = pdfium.FPDFFont_GetWeight(handle) if handle else 0
        lowered = name.lower()
        bold = (
            any(mark in lowered for mark in ("bold", "black", "heavy", "demi"))
            or (flags > 0 and bool(flags & _FORCE_BOLD))
            or weight >= 600
        )
        font = _Font(name, bold, family_and_page(name))
        self.fonts[address] = font
        return font

    def drawings(self, page: Any, transform: Transform, area: float) -> tuple[list[Rule], int, bool]:
        """Ruling lines, the number of large images, and whether all of the page was looked at."""
        pdfium = self.pdfium
        rules: list[Rule] = []
        pictures = 0
        seen = 0
        stack: list[tuple[Any, Matrix, int, bool]] = [(page, _IDENTITY, 0, False)]
        while stack:
            container, outer, depth, is_form = stack.pop()
            count = (pdfium.FPDFFormObj_CountObjects if is_form else pdfium.FPDFPage_CountObjects)(container)
            get = pdfium.FPDFFormObj_GetObject if is_form else pdfium.FPDFPage_GetObject
            for index in range(max(count, 0)):
                seen += 1
                if seen > MOST_OBJECTS or len(rules) > MOST_RULES:
                    return rules[:MOST_RULES], pictures, False
                item = get(container, index)
                kind = pdfium.FPDFPageObj_GetType(item)
                if kind == _OBJECT_PATH:
                    rules.extend(self.path_rules(item, outer, transform))
                elif kind == _OBJECT_IMAGE:
                    left, top, right, bottom = self.bounds(item, outer, transform)
                    pictures += (right - left) * (bottom - top) >= PICTURE_SHARE * area
                elif kind == _OBJECT_FORM and depth < DEEPEST_FORM:
                    pdfium.FPDFPageObj_GetMatrix(item, self.matrix)
                    stack.append((item, _combine(_values(self.matrix), outer), depth + 1, True))
        return rules, pictures, True

    def bounds(self, item: Any, outer: Matrix, transform: Transform) -> tuple[float, float, float, float]:
        left, bottom, right, top = self.edges
        if not self.pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top):
            return (0.0, 0.0, 0.0, 0.0)
        corners = [
            _apply(transform, *_apply(outer, x, y))
            for x in (left.value, right.value)
            for y in (bottom.value, top.value)
        ]
        return (
            min(x for x, _ in corners),
            min(y for _, y in corners),
            max(x for x, _ in corners),
            max(y for _, y in corners),
        )

    def path_rules(self, item: Any, outer: Matrix, transform: Transform) -> list[Rule]:
        pdfium = self.pdfium
        segments = pdfium.FPDFPath_CountSegments(item)
        if segments < 2 or segments > MOST_RULES:
            return []
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(item, fill, stroke)
        if not fill.value and not stroke.value:
            return []
        box = self.bounds(item, outer, transform)
        thin = min(box[2] - box[0], box[3] - box[1]) <= 3.5
        if thin and segments <= 6:
            return rules_of_box(*box)
        pdfium.FPDFPageObj_GetMatrix(item, self.matrix)
        inner = _combine(_values(self.matrix), outer)
        return self.segment_rules(item, segments, inner, transform, bool(stroke.value))

    def segment_rules(
        self, item: Any, segments: int, inner: Matrix, transform: Transform, stroked: bool
    ) -> list[Rule]:
        """The straight level and upright segments; a filled shape that is not thin is mere shading."""
        pdfium = self.pdfium
        rules: list[Rule] = []
        part: list[tuple[float, float]] = []
        x, y = ctypes.c_float(), ctypes.c_float()
        straight = True

        def finish() -> None:
            if len(part) < 2:
                return
            box = (
                min(x for x, _ in part),
                min(y for _, y in part),
                max(x for x, _ in part),
                max(y for _, y in part),
            )
            if min(box[2] - box[0], box[3] - box[1]) <= 3.5:
                rules.extend(rules_of_box(*box))
            elif stroked:
                for (x0, y0), (x1, y1) in itertools.pairwise(part):
                    if abs(y0 - y1) <= 0.5 and abs(x0 - x1) > 1:
                        rules.append(Rule(min(x0, x1), y0, max(x0, x1), y0))
                    elif abs(x0 - x1) <= 0.5 and abs(y0 - y1) > 1:
                        rules.append(Rule(x0, min(y0, y1), x0, max(y0, y1)))

        for index in range(segments):
            segment = pdfium.FPDFPath_GetPathSegment(item, index)
            kind = pdfium.FPDFPathSegment_GetType(segment)
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            point = _apply(transform, *_apply(inner, x.value, y.value))
            if kind == _SEGMENT_MOVE:
                if straight:
                    finish()
                part, straight = [point], True
            elif kind == _SEGMENT_LINE:
                part.append(point)
            else:
                straight = False
            if pdfium.FPDFPathSegment_GetClose(segment) and part:
                part.append(part[0])
        if straight:
            finish()
        return rules


class _Text:
    """The letters of one page."""

    def __init__(self, reader: _Reader, text_page: Any) -> None:
        self.reader = reader
        self.pdfium = reader.pdfium
        self.text_page = text_page
        self.objects: dict[int, _TextObject] = {}
        self.repaired: set[str] = set()
        count = max(self.pdfium.FPDFText_CountChars(text_page), 0)
        self.truncated = count > MOST_LETTERS
        self.text = self._letters(min(count, MOST_LETTERS))
        self.starts = [(found.start(), found.end()) for found in _WORD.finditer(self.text)]
        if any(self.object_at(start).font.shifted for start, _ in self.starts):
            self._repair()
        self.letters = sum(letter.isalpha() for letter in self.text)
        self.unusable = sum(
            letter == "\ufffd" or "\ue000" <= letter <= "\uf8ff" or letter < "\t" for letter in self.text
        ) - self.text.count("\x02")

    def object_at(self, index: int) -> _TextObject:
        """What the text object of a letter says; generated letters have none."""
        pdfium = self.pdfium
        handle = pdfium.FPDFText_GetTextObject(self.text_page, index)
        address = ctypes.cast(handle, ctypes.c_void_p).value or 0
        known = self.objects.get(address)
        if known is None:
            matrix = self.reader.matrix
            pdfium.FPDFText_GetMatrix(self.text_page, index, matrix)
            a, b, c, d = matrix.a, matrix.b, matrix.c, matrix.d
            direction = (0 if a >= 0 else 2) if abs(a) >= abs(b) else (1 if b > 0 else 3)
            scale = (c * c + d * d) ** 0.5
            size = abs(pdfium.FPDFText_GetFontSize(self.text_page, index) * scale)
            font = self.reader.font_of(handle) if handle else _Font("", False, None)
            known = _TextObject(font, size if size > 0.5 else 1.0, direction)
            self.objects[address] = known
        return known

    def direction(self) -> int:
        """Where most of the words run: 0 for text that stands upright."""
        votes = [0, 0, 0, 0]
        for start, end in self.starts:
            votes[self.object_at(start).direction] += end - start
        return max(range(4), key=lambda direction: (votes[direction], -direction))

    def words(self, transform: Transform, direction: int) -> list[Word]:
        pdfium, text_page, box = self.pdfium, self.text_page, self.reader.box
        x, y = self.reader.x, self.reader.y
        result: list[Word] = []
        for order, (start, end) in enumerate(self.starts):
            item = self.object_at(start)
            pdfium.FPDFText_GetLooseCharBox(text_page, start, box)
            corners = [(box.left, box.bottom), (box.right, box.top)]
            if end - start > 1:
                pdfium.FPDFText_GetLooseCharBox(text_page, end - 1, box)
                corners += [(box.left, box.bottom), (box.right, box.top)]
            pdfium.FPDFText_GetCharOrigin(text_page, start, x, y)
            places = [_apply(transform, *corner)[0] for corner in corners]
            base = _apply(transform, x.value, y.value)[1]
            text = self.text[start:end].replace("\ufffe", "-").replace("\x02", "-").replace("\x00", "")
            if text:
                result.append(
                    Word(
                        text,
                        min(places),
                        max(places),
                        base,
                        item.size,
                        item.font.bold,
                        order,
                        item.direction == direction,
                    )
                )
        return result

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
        fonts = [self.object_at(index).font for index in range(len(self.text))]
        samples: dict[tuple[str, int], list[str]] = {}
        for letter, font in zip(self.text, fonts, strict=True):
            if font.shifted is not None and not letter.isspace():
                samples.setdefault(font.shifted, []).append(letter)
        self.reader.repaired |= repairable(
            (family, page, "".join(letters)) for (family, page), letters in samples.items()
        )
        names = {font.shifted[0] for font in fonts if font.shifted is not None}
        self.repaired = names & self.reader.repaired
        if not self.repaired:
            return
        self.text = "".join(
            decode(letter, font.shifted[1])
            if font.shifted is not None and font.shifted[0] in self.repaired and not letter.isspace()
            else letter
            for letter, font in zip(self.text, fonts, strict=True)
        )
        self.starts = [(found.start(), found.end()) for found in _WORD.finditer(self.text)]


def _values(matrix: Any) -> Matrix:
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _combine(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return (a * x + c * y + e, b * x + d * y + f)


def _upright(bounds: tuple[float, float, float, float], direction: int) -> tuple[Transform, float, float]:
    """From the page's own coordinates to points from the top-left corner with the writing upright.

    What counts is where the writing runs, not the rotation that the page asks for: a sheet scanned or laid
    sideways is read like any other.
    """
    left, bottom, right, top = bounds
    width, height = right - left, top - bottom
    if direction == 1:
        return ((0.0, 1.0, 1.0, 0.0, -bottom, -left), height, width)
    if direction == 2:
        return ((-1.0, 0.0, 0.0, 1.0, right, -bottom), width, height)
    if direction == 3:
        return ((0.0, -1.0, -1.0, 0.0, top, right), height, width)
    return ((1.0, 0.0, 0.0, -1.0, -left, top), width, height)
