"""PDF files that lie, loop or explode; most are a page of a few hundred bytes."""

# ruff: noqa: E501 - markup reads better on one line

from __future__ import annotations

import hashlib
import zlib

from pdf_maker import Page, encode, make

from tests.hostile.cases import READ, Collection
from tests.hostile.packages import bomb

PDFS = Collection()
_PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


def page(text: str = "РЕШИЛИ: утвердить план.") -> Page:
    one = Page()
    one.text(60, 100, text)
    return one


PLAIN = make([page()])


def raw(*objects: bytes, trailer: bytes = b"/Root 1 0 R") -> bytes:
    """A PDF of these objects, numbered from 1, with a right table of places."""
    body = bytearray(b"%PDF-1.4\n")
    places = []
    for number, item in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, item)
    start = len(body)
    body += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    body += b"".join(b"%010d 00000 n \n" % place for place in places)
    body += b"trailer\n<< /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start)
    return bytes(body)


def stream(content: bytes, more: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), more, content)


CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R >>"
PAGES = b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>"
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def one_page(content: bytes, *others: bytes, box: bytes = b"0 0 595 842", more: bytes = b"") -> bytes:
    """A page (object 3) whose content is object 4 and whose font is object 5; other objects from 6 on."""
    sheet = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [%s] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> %s >> >>"
        % (box, more)
    )
    return raw(CATALOGUE, PAGES, sheet, content, FONT, *others)


def shown(text: bytes) -> bytes:
    return b"BT /F1 10 Tf 60 700 Td (%s) Tj ET" % text


@PDFS.add("P01 a page tree in a ring", READ, "R121", "R122", "R124", "R027")
def tree_ring() -> bytes:
    return raw(
        CATALOGUE, b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>", b"<< /Type /Pages /Count 1 /Kids [2 0 R] >>"
    )


@PDFS.add("P02 a page tree 10 000 deep", READ, "R121", "R122", "R124", "R027", "R026")
def deep_tree() -> bytes:
    nodes = [b"<< /Type /Pages /Count 1 /Kids [%d 0 R] >>" % (number + 3) for number in range(10_000)]
    return raw(CATALOGUE, *nodes, b"<< /Type /Page /MediaBox [0 0 9 9] >>")


@PDFS.add("P03 a table of places that points to itself", READ, "R121", text="")
def xref_ring() -> bytes:
    start = PLAIN.rindex(b"xref\n0")
    return PLAIN.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % start)


@PDFS.add("P04 a page as large as a country", READ, text="hello")
def huge_page() -> bytes:
    return one_page(stream(shown(b"hello")), box=b"0 0 1000000000 1000000000")


@PDFS.add("P05 a page without a size", READ, "R024", "R027", "R124", text="")
def no_size() -> bytes:
    return one_page(stream(shown(b"hello")), box=b"0 0 0 0")


@PDFS.add("P06 a stream deflated twice", "R168")
def twice_deflated() -> bytes:
    data = zlib.compress(zlib.compress(bytes(200 << 20), 9), 9)
    return one_page(stream(data, b"/Filter [/FlateDecode /FlateDecode]"))


@PDFS.add("P06b a stream deflated five times", "R168", "R124")
def often_deflated() -> bytes:
    return one_page(stream(bomb(5), b"/Filter [" + b"/Fl " * 5 + b"]"))


@PDFS.add("P06c a stream deflated once, of 300 MB", "R168", large=True)
def once_deflated() -> bytes:
    return one_page(stream(zlib.compress(bytes(300 << 20), 9), b"/Filter /FlateDecode"))


@PDFS.add("P07 forms that show forms", "R167")
def form_laughs() -> bytes:
    forms = []
    for number in range(12):
        target = b"/XObject << /X %d 0 R >>" % (number + 7)
        forms.append(
            stream(
                b"/X Do " * 10, b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << %s >>" % target
            )
        )
    forms.append(stream(b"0 0 m 9 9 l S", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9]"))
    return one_page(stream(b"/X Do"), *forms, more=b"/XObject << /X 6 0 R >>")


@PDFS.add("P07b a form that shows itself", READ, text="hello")
def form_ring() -> bytes:
    form = stream(
        b"/X Do", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >>"
    )
    return one_page(stream(b"/X Do " + shown(b"hello")), form, more=b"/XObject << /X 6 0 R >>")


@PDFS.add("P08 an object that is itself", READ, "R121", "R122", "R124", "R169", "R170")
def self_object() -> bytes:
    return raw(CATALOGUE, PAGES, b"3 0 R", b"4 0 R")


@PDFS.add("P09 a huge object number", READ, "R121", text="")
def huge_index() -> bytes:
    return PLAIN.replace(b"xref\n0", b"xref\n4294967290")


@PDFS.add("P10 wrong places everywhere", READ, "R121", text="РЕШИЛИ")
def wrong_places() -> bytes:
    start = PLAIN.rindex(b"xref\n0")
    return PLAIN[:start] + PLAIN[start:].replace(b"00000 n", b"00001 n").replace(b"000000", b"000009")


@PDFS.add("P10b the table of places cut off", READ, text="РЕШИЛИ")
def no_places() -> bytes:
    return PLAIN[: PLAIN.rindex(b"xref\n0")]


def rc4(key: bytes, data: bytes) -> bytes:
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    i = j = 0
    result = bytearray()
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        result.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(result)


def encrypted(password: bytes) -> bytes:
    """Security handler revision 2, 40 bits (ISO 32000-1, §7.6.3): what old programs write."""
    identifier = b"0123456789abcdef"
    padded = (password + _PADDING)[:32]
    owner = rc4(hashlib.md5(_PADDING).digest()[:5], padded)
    rights = (-4 & 0xFFFFFFFF).to_bytes(4, "little")
    key = hashlib.md5(padded + owner + rights + identifier).digest()[:5]
    user = rc4(key, _PADDING)
    content_key = hashlib.md5(key + (4).to_bytes(3, "little") + b"\0\0").digest()[:10]
    content = stream(rc4(content_key, shown(b"hello")))
    sheet = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
    handler = b"<< /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -4 >>" % (
        owner.hex().encode(),
        user.hex().encode(),
    )
    marks = b"<%s>" % identifier.hex().encode()
    return raw(
        CATALOGUE, PAGES, sheet, content, FONT, handler,
        trailer=b"/Root 1 0 R /Encrypt 6 0 R /ID [%s %s]" % (marks, marks),
    )  # fmt: skip


@PDFS.add("P11 encrypted, the password is empty", READ, text="hello")
def empty_password() -> bytes:
    return encrypted(b"")


@PDFS.add("P12 encrypted with a password", "R120")
def password() -> bytes:
    return encrypted(b"secret")


PICKLED = b"cos\nsystem\n(S'touch pickled'\ntR."


@PDFS.add("P13 a character map that is a pickle", READ, "R124", "R125", text="")
def pickled_map() -> bytes:
    font = (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /#2e#2e#2fpickled /DescendantFonts [6 0 R] >>"
    )
    sheet = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
    inner = b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /A /CIDSystemInfo << /Registry (A) /Ordering (B) /Supplement 0 >> >>"
    return raw(CATALOGUE, PAGES, sheet, stream(shown(b"hello")), font, inner)


@PDFS.add("P14 a million operands", READ, text="hello")
def operands() -> bytes:
    return one_page(stream(b"1 " * 1_000_000 + shown(b"hello")))


@PDFS.add("P15 states saved a million times", READ, "R124", text="")
def saved_states() -> bytes:
    return one_page(stream(b"q " * 1_000_000 + shown(b"hello")))


@PDFS.add("P16 20 000 pages", "R123", text="hello")
def many_pages() -> bytes:
    kids = b" ".join(b"3 0 R" for _ in range(20_000))
    sheet = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
    return raw(
        CATALOGUE, b"<< /Type /Pages /Count 20000 /Kids [%s] >>" % kids, sheet, stream(shown(b"hello")), FONT
    )


@PDFS.add("P17 more pages than there are", READ, "R026", "R027", "R123", "R124", "R025", text="")
def more_pages() -> bytes:
    return make([page(), page()]).replace(b"/Count 2", b"/Count 9")


@PDFS.add("P17b fewer pages than there are", READ, "R026", text="РЕШИЛИ")
def fewer_pages() -> bytes:
    return make([page(), page()]).replace(b"/Count 2", b"/Count 1")


@PDFS.add("P17c a count of two billion", READ, "R026", "R027", "R121", "R122", "R123", "R124", text="")
def countless_pages() -> bytes:
    return PLAIN.replace(b"/Count 1", b"/Count 2147483647")


@PDFS.add("P18 no text layer", "R124")
def no_text() -> bytes:
    return make([Page()])


@PDFS.add("P19 a header and nothing else", "R121")
def header_only() -> bytes:
    return b"%PDF-1.7\n"


@PDFS.add("P20 a million letters on a page", "R165", text="hello")
def many_letters() -> bytes:
    return one_page(stream(b"BT /F1 1 Tf 60 700 Td " + b"(hello hello hello hello) Tj " * 25_000 + b"ET"))


@PDFS.add("P21 200 000 rules on a page", "R166", "R124", text="hello")
def many_rules() -> bytes:
    lines = b"".join(
        b"%d %d m %d %d l S\n" % (n % 590, n % 800, n % 590 + 9, n % 800) for n in range(200_000)
    )
    return one_page(stream(shown(b"hello") + lines))


@PDFS.add("P22 a grid of the smallest squares on a huge page", READ, "R166", text="hello")
def fine_grid() -> bytes:
    lines = b"".join(b"0 %d m 14000 %d l S %d 0 m %d 14000 l S\n" % (n, n, n, n) for n in range(0, 14_000, 4))
    return one_page(stream(shown(b"hello") + lines), box=b"0 0 14400 14400")


@PDFS.add("P23 a picture that never ends", READ, "R124", text="hello")
def inline_picture() -> bytes:
    return one_page(stream(shown(b"hello") + b" BI /W 9999999 /H 9999999 ID " + b"\0" * 1_000))


@PDFS.add("P24 a map from two billion codes", READ, "R124", "R125", text="")
def wide_map() -> bytes:
    to_unicode = stream(b"begincmap 1 beginbfrange <0> <7FFFFFFF> <0041> endbfrange endcmap")
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /A /ToUnicode 6 0 R >>"
    sheet = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
    return raw(CATALOGUE, PAGES, sheet, stream(shown(b"hello")), font, to_unicode)


@PDFS.add("P25 a table of places of fields without width", READ, "R121", "R122", "R169", "R170")
def no_width() -> bytes:
    return (
        b"%PDF-1.5\n1 0 obj\n<< /Type /XRef /W [0 0 0] /Size 4294967295 /Root 1 0 R /Length 0 >>\nstream\n\nendstream\n"
        b"endobj\nstartxref\n9\n%%EOF"
    )


@PDFS.add("P26 a picture of ten billion points", "R124")
def huge_picture() -> bytes:
    picture = stream(
        b"\0",
        b"/Type /XObject /Subtype /Image /Width 100000 /Height 100000 /BitsPerComponent 8 /ColorSpace /DeviceGray",
    )
    return one_page(stream(b"500 0 0 800 0 0 cm /X Do"), picture, more=b"/XObject << /X 6 0 R >>")


@PDFS.add("P27 brackets a hundred thousand deep", READ, "R121", "R124", "R122", text="")
def deep_brackets() -> bytes:
    return raw(CATALOGUE, PAGES, b"[" * 100_000 + b"]" * 100_000)


@PDFS.add("P28 a thousand gaps in each of a thousand lines", READ, "R165", text="")
def gaps() -> bytes:
    lines = b"".join(
        b"BT /F1 2 Tf %s ET " % b" ".join(b"1 0 0 1 %d %d Tm (a) Tj" % (x, y) for x in range(0, 590, 9))
        for y in range(10, 840, 3)
    )
    return one_page(stream(lines))


@PDFS.add("P29 a pile of compressed objects that holds itself", READ, "R121", "R122", "R169", "R170")
def object_pile() -> bytes:
    return raw(
        stream(b"1 0 << /Type /Catalog /Pages 1 0 R >>", b"/Type /ObjStm /N 1 /First 4 /Extends 1 0 R")
    )


@PDFS.add("P30 junk before and behind", READ, text="РЕШИЛИ")
def junk_around() -> bytes:
    return b"\r\n\r\n" + PLAIN + b"\0" * 5_000


@PDFS.add("P31 letters without a meaning", READ, "R124", "R125", "R022", text="")
def private_letters() -> bytes:
    one = Page()
    one.content.append(b"BT /F1 10 Tf 60 700 Td " + encode("\x03\x04") + b" Tj ET")
    return make([one])


@PDFS.add("P32 text that nobody sees", READ, text="hello")
def unseen_text() -> bytes:
    return one_page(stream(b"3 Tr " + shown(b"hello")))


def deflated(content: bytes, more: bytes = b"") -> bytes:
    return stream(zlib.compress(content, 9), b"/Filter /FlateDecode " + more)


STATES = b"q " * (20 << 20)  # pdfium needs 85 bytes for each of these
FORM = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] "
ONE_FORM = b"/XObject << /X 6 0 R >>"


@PDFS.add("P33 twenty million saved states", "R170")
def many_states() -> bytes:
    return one_page(deflated(STATES))


@PDFS.add("P34 the same content a thousand times", "R170")
def same_contents() -> bytes:
    data = one_page(deflated(STATES[: 1 << 20]))
    return data.replace(b"/Contents 4 0 R", b"/Contents [%s]" % (b"4 0 R " * 1_000))


@PDFS.add("P35 a bomb that says it is a picture", "R168", "R170")
def bomb_as_picture() -> bytes:
    return one_page(deflated(STATES * 2, b"/Subtype /Image /Width 1 /Height 1"))


@PDFS.add("P35b a bomb as a picture, used as a map of characters", READ, text="hello")
def picture_as_map() -> bytes:
    sheet = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>"
    picture = deflated(bytes(200 << 20), b"/Subtype /Image /Width 9999 /Height 9999")
    return raw(CATALOGUE, PAGES, sheet, stream(shown(b"hello")), font, picture)


@PDFS.add("P36 a filter written in another way", "R168", "R170")
def odd_filter() -> bytes:
    return one_page(stream(zlib.compress(STATES * 2), b"/Filter /Fl#61teDecode"))


@PDFS.add("P36b a filter that stands elsewhere", "R168", "R170")
def filter_elsewhere() -> bytes:
    return one_page(stream(zlib.compress(STATES * 2), b"/Filter 6 0 R"), b"/FlateDecode")


@PDFS.add("P36c a filter before five thousand letters", "R168", "R170")
def filter_far_off() -> bytes:
    return one_page(stream(zlib.compress(STATES * 2), b"/Filter /FlateDecode /X (%s)" % (b"x" * 5_000)))


@PDFS.add("P36d a bomb written as letters", "R168", "R170")
def bomb_in_letters() -> bytes:
    packed = zlib.compress(STATES * 2).hex().encode() + b">"
    return one_page(stream(packed, b"/Filter [/ASCIIHexDecode /FlateDecode]"))


@PDFS.add("P37 a stream that seems to end", "R168", "R170")
def false_end() -> bytes:
    plain = zlib.compressobj(0)
    head = plain.compress(b"endstream\nendobj\n7 0 obj\n<< >>\nendobj\n") + plain.flush(zlib.Z_FULL_FLUSH)
    rest = zlib.compressobj(9, zlib.DEFLATED, -15)
    return one_page(
        stream(head + rest.compress(STATES * 2) + rest.flush() + bytes(4), b"/Filter /FlateDecode")
    )


@PDFS.add("P38 a form shown a million times", "R170")
def form_often() -> bytes:
    return one_page(deflated(b"/X Do " * 1_000_000), stream(b"0 0 m 9 9 l S", FORM), more=ONE_FORM)


@PDFS.add("P38b a long form shown twenty thousand times", "R170", "R169")
def long_form_often() -> bytes:
    form = deflated(b"0 0 m 9 9 l S\n" * 20_000, FORM)
    return one_page(deflated(b"/X Do " * 20_000), form, more=ONE_FORM)
