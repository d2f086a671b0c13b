"""Small PDF files for tests, written by hand: every letter is half as wide as it is high."""

from __future__ import annotations

from dataclasses import dataclass, field

CYRILLIC = "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмнопрстуфхцчшщъыьэюяёЁ№«»–—"
_GLYPHS = (
    [f"afii{10017 + index + (index > 5)}" for index in range(32)]
    + [f"afii{10065 + index + (index > 5)}" for index in range(32)]
    + ["afii10071", "afii10023", "afii61352", "guillemotleft", "guillemotright", "endash", "emdash"]
)
_CODES = {letter: 128 + index for index, letter in enumerate(CYRILLIC)}


def encode(text: str) -> bytes:
    """A PDF string literal with the codes that the fonts of `Pdf` use."""
    codes = bytes(_CODES.get(letter, ord(letter) if letter.isascii() else 63) for letter in text)
    for sign in (b"\\", b"(", b")"):
        codes = codes.replace(sign, b"\\" + sign)
    return b"(" + codes + b")"


@dataclass
class Page:
    """One page: 595 × 842 points; `content` is its stream, y counted from the top as readers do."""

    content: list[bytes] = field(default_factory=list)
    extra: bytes = b""

    def text(self, x: float, top: float, text: str, *, size: float = 10, font: str = "F1") -> None:
        """Writes a line whose base line is `top` points below the upper edge."""
        self.content.append(
            b"BT /%s %g Tf %g %g Td %s Tj ET" % (font.encode(), size, x, 842 - top, encode(text))
        )

    def raw(self, x: float, top: float, codes: bytes, font: str) -> None:
        """Writes codes as they are, in a font of the test's own."""
        self.content.append(
            b"BT /%s 10 Tf %g %g Td <%s> Tj ET" % (font.encode(), x, 842 - top, codes.hex().encode())
        )

    def line(self, x0: float, top0: float, x1: float, top1: float) -> None:
        self.content.append(b"0.5 w %g %g m %g %g l S" % (x0, 842 - top0, x1, 842 - top1))

    def box(self, x0: float, top0: float, x1: float, top1: float) -> None:
        self.content.append(b"0.5 w %g %g %g %g re S" % (x0, 842 - top1, x1 - x0, top1 - top0))

    def grid(self, columns: list[float], rows: list[float]) -> None:
        """A fully ruled table."""
        for top in rows:
            self.line(columns[0], top, columns[-1], top)
        for x in columns:
            self.line(x, rows[0], x, rows[-1])


def make(pages: list[Page], *, trailer: bytes = b"", fonts: dict[str, bytes] | None = None) -> bytes:
    """The bytes of a PDF: F1 regular, F2 bold, and `fonts` (name → base font) with their own plain codes."""
    widths = b"[" + b" ".join([b"500"] * 256) + b"]"
    differences = b" ".join(b"/" + glyph.encode() for glyph in _GLYPHS)
    objects: list[bytes] = [b"", b""]  # catalogue and page tree come first, filled in below
    names: list[bytes] = []
    for name, base, encoding in (
        ("F1", b"Probe", b"<< /Type /Encoding /Differences [128 %s] >>" % differences),
        ("F2", b"Probe-Bold", b"<< /Type /Encoding /Differences [128 %s] >>" % differences),
        *((key, value, b"/MacRomanEncoding") for key, value in (fonts or {}).items()),
    ):
        objects.append(
            b"<< /Type /Font /Subtype /Type1 /BaseFont /%s /FirstChar 0 /LastChar 255 /Widths %s"
            b" /Encoding %s >>" % (base, widths, encoding)
        )
        names.append(b"/%s %d 0 R" % (name.encode(), len(objects)))
    resources = b"<< /Font << %s >> >>" % b" ".join(names)
    kids: list[int] = []
    for page in pages:
        stream = b"\n".join(page.content)
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources %s /Contents %d 0 R %s >>"
            % (resources, len(objects), page.extra)
        )
        kids.append(len(objects))
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (
        len(kids),
        b" ".join(b"%d 0 R" % kid for kid in kids),
    )
    body = bytearray(b"%PDF-1.4\n")
    places: list[int] = []
    for number, item in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, item)
    start = len(body)
    body += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    body += b"".join(b"%010d 00000 n \n" % place for place in places)
    body += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        trailer,
        start,
    )
    return bytes(body)
