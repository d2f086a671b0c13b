"""Zip archives and Word packages that lie, explode or nest."""

# ruff: noqa: E501 - markup reads better on one line

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from docx_maker import NAMESPACES, archive, cell, docx, paragraph, part, relationships, row, run_of, table

from tests.hostile.cases import READ, Collection

PACKAGES = Collection()
_MEBIBYTE = 1 << 20
_BODY = "word/document.xml"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PLAIN = docx(paragraph("РЕШИЛИ: утвердить план."))


def replaced(name: str, content: bytes, data: bytes = PLAIN) -> bytes:
    """The package with one part replaced or added."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        parts: dict[str, str | bytes] = {entry: source.read(entry) for entry in source.namelist()}
    parts[name] = content
    return archive(parts)


def with_body(document: str) -> bytes:
    return replaced(_BODY, document.encode())


def zeros(size: int, head: bytes = b"", tail: bytes = b"", filler: bytes = b" ") -> bytes:
    return head + filler * (size // len(filler)) + tail


@PACKAGES.add("Z01 one part of 1 GiB", "R154", "R152", large=True)
def one_huge_part() -> bytes:
    return replaced(_BODY, zeros(1024 * _MEBIBYTE))


@PACKAGES.add("Z01b a part of 60 MiB of blanks", "R154", large=True)
def blank_part() -> bytes:
    return replaced(_BODY, zeros(60 * _MEBIBYTE))


@PACKAGES.add("Z02 many parts that add up", "R153", "R017", READ, large=True)
def many_parts() -> bytes:
    links = {f"h{number}": ("header", f"h{number}.xml") for number in range(40)}
    filler = "".join(f"<!--{number:06d}-->" for number in range(800_000))
    header = part("hdr", paragraph("а") + filler)
    edges = "".join(f'<w:headerReference w:type="default" r:id="{name}"/>' for name in links)
    return docx(
        paragraph("текст") + f"<w:sectPr>{edges}</w:sectPr>",
        links=links,
        extra={f"word/h{number}.xml": header for number in range(40)},
    )


@PACKAGES.add("Z03 entries that share their bytes", "R135")
def overlap() -> bytes:
    data = bytearray(PLAIN)
    first = data.find(b"PK\x01\x02")
    second = data.find(b"PK\x01\x02", first + 4)
    data[second + 42 : second + 46] = data[first + 42 : first + 46]
    return bytes(data)


@PACKAGES.add("Z04 zips in zips", "R013", READ)
def nested() -> bytes:
    inner = PLAIN
    for _ in range(8):
        inner = docx(
            paragraph("слой") + '<w:altChunk r:id="c"/>',
            links={"c": ("aFChunk", "inner.docx")},
            extra={"word/inner.docx": inner},
        )
    return inner


@PACKAGES.add("Z05 a size that lies", "R130")
def lying_size() -> bytes:
    data = bytearray(replaced(_BODY, zeros(5 * _MEBIBYTE)))
    entry = data.rfind(_BODY.encode()) - 46
    data[entry + 24 : entry + 28] = (100).to_bytes(4, "little")
    return bytes(data)


@PACKAGES.add("Z06 65 000 entries", "R150")
def many_entries() -> bytes:
    return archive({f"e/{number}": b"" for number in range(65_000)})


@PACKAGES.add("Z06b a directory that hides its count", "R150")
def hidden_entries() -> bytes:
    data = bytearray(archive({f"e/{number}": b"" for number in range(20_000)}))
    end = data.rfind(b"PK\x05\x06")
    data[end + 8 : end + 12] = struct.pack("<HH", 1, 1)
    return bytes(data)


@PACKAGES.add("Z07 a part stored twice", "R018", text="второй")
def twice() -> bytes:
    return docx(
        paragraph("первый"),
        extra={"word/Document.xml": part("document", f"<w:body>{paragraph('второй')}</w:body>")},
    )


@PACKAGES.add("Z08 names that climb out of the folder", READ, text="РЕШИЛИ")
def climbing() -> bytes:
    return replaced("../../../../etc/passwd", b"x")


@PACKAGES.add("Z09 absolute names, backslashes and capitals", READ, text="текст")
def odd_names() -> bytes:
    return archive(
        {
            "[content_types].XML": "<Types/>",
            "_RELS\\.RELS": relationships({"r": ("officeDocument", "\\WORD\\Document.xml")}),
            "Word\\DOCUMENT.xml": part("document", f"<w:body>{paragraph('текст')}</w:body>"),
        }
    )


@PACKAGES.add("Z10 a link among the parts", READ, text="РЕШИЛИ")
def link() -> bytes:
    buffer = io.BytesIO(PLAIN)
    with zipfile.ZipFile(buffer, "a") as target:
        info = zipfile.ZipInfo("word/link")
        info.external_attr = 0o120777 << 16
        target.writestr(info, "/etc/passwd")
    return buffer.getvalue()


@PACKAGES.add("Z11 a name with controls", READ, text="РЕШИЛИ")
def control_name() -> bytes:
    return replaced("word/\x1b[31m\n.xml", b"x")


@PACKAGES.add("Z12 no relationships", READ, text="РЕШИЛИ")
def no_relationships() -> bytes:
    return archive({_BODY: part("document", f"<w:body>{paragraph('РЕШИЛИ')}</w:body>")})


@PACKAGES.add("Z13 links to parts that are missing", "R017", text="текст")
def missing_parts() -> bytes:
    return docx(paragraph("текст"), links={"s": ("styles", "gone.xml"), "n": ("numbering", "away.xml")})


@PACKAGES.add("Z14 no main part", "R131")
def no_main() -> bytes:
    return archive({"_rels/.rels": relationships({"r": ("officeDocument", "word/gone.xml")})})


@PACKAGES.add("Z15 cut in the middle", "R130")
def cut() -> bytes:
    return PLAIN[: len(PLAIN) // 2]


@PACKAGES.add("Z16 encrypted entries", "R136")
def encrypted() -> bytes:
    data = bytearray(PLAIN)
    place = -1
    while (place := data.find(b"PK\x01\x02", place + 1)) >= 0:
        data[place + 8] |= 1
    return bytes(data)


@PACKAGES.add("Z17 junk before the zip", READ, "R130", "R145")
def junk_before() -> bytes:
    return b"#!/bin/sh\n" * 3 + PLAIN


@PACKAGES.add("Z18 a compression nobody knows", "R130")
def odd_method() -> bytes:
    data = bytearray(PLAIN)
    entry = data.rfind(_BODY.encode()) - 46
    data[entry + 10 : entry + 12] = (99).to_bytes(2, "little")
    return bytes(data)


@PACKAGES.add("Z19 a wrong check sum", "R130")
def wrong_sum() -> bytes:
    data = bytearray(PLAIN)
    entry = data.rfind(_BODY.encode()) - 46
    data[entry + 16] ^= 0xFF
    return bytes(data)


@PACKAGES.add("Z20 a zip that holds itself", "R115")
def quine() -> bytes:
    return archive({"r/r.zip": archive({"r/r.zip": b"PK\x03\x04"})})


def entity(definition: str, use: str, root: str = "x") -> str:
    document = part("document", f"<w:body>{paragraph('').replace('</w:p>', run_of(use) + '</w:p>')}</w:body>")
    return document.replace("<w:document", f"<!DOCTYPE {root} {definition}><w:document", 1)


@PACKAGES.add("X01 an external entity", "R133")
def external_entity() -> bytes:
    return with_body(entity('[<!ENTITY a SYSTEM "file:///etc/passwd">]', "&a;"))


@PACKAGES.add("X02 an external DTD", "R133")
def external_dtd() -> bytes:
    return with_body(entity('SYSTEM "http://127.0.0.1:9/x.dtd"', "а"))


@PACKAGES.add("X03 XInclude", READ, text="текст")
def xinclude() -> bytes:
    include = (
        '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>'
    )
    return docx(include + paragraph("текст"))


@PACKAGES.add("X04 a billion laughs", "R133")
def laughs() -> bytes:
    lines = ['<!ENTITY l0 "ха">', *(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))]
    return with_body(entity(f"[{''.join(lines)}]", "&l9;"))


@PACKAGES.add("X05 quadratic blow-up", "R133")
def quadratic() -> bytes:
    return with_body(entity(f'[<!ENTITY a "{"а" * 50_000}">]', "&a;" * 5_000))


@PACKAGES.add("X05b a DOCTYPE in UTF-16", "R133")
def wide_doctype() -> bytes:
    document = entity('[<!ENTITY a "b">]', "&a;").replace("UTF-8", "UTF-16")
    return replaced(_BODY, document.encode("utf-16"))


@PACKAGES.add("X05c a DOCTYPE far down a long part", "R133", "R163", large=True)
def late_doctype() -> bytes:
    filler = "".join(f"<!--{number}-->" for number in range(900_000))
    document = entity('[<!ENTITY a "b">]', "&a;")
    return with_body(document.replace("<!DOCTYPE", filler + "<!DOCTYPE"))


@PACKAGES.add("X06 elements 100 000 deep", "R157")
def deep() -> bytes:
    return docx("<w:p>" + "<w:x>" * 100_000 + "</w:x>" * 100_000 + "</w:p>")


@PACKAGES.add("X06b a million deep in a long part", "R157", large=True, text="сначала")
def deeper() -> bytes:
    return docx(paragraph("сначала") + "<w:p>" + "<w:x>" * 1_000_000 + "</w:x>" * 1_000_000 + "</w:p>")


@PACKAGES.add("X07 tables in tables", "R158", text="рядом")
def nested_tables() -> bytes:
    body = paragraph("дно")
    for _ in range(500):
        body = table(row(cell(body)))
    return docx(paragraph("рядом") + body)


@PACKAGES.add("X07b text boxes in text boxes", "R158", "R157", text="рядом")
def nested_boxes() -> bytes:
    body = paragraph("дно")
    for _ in range(60):
        body = f"<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>{body}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
    return docx(paragraph("рядом") + body)


@PACKAGES.add("X08 a paragraph of 50 MB", "R162", "R163", text="сначала", large=True)
def long_paragraph() -> bytes:
    return docx(paragraph("сначала") + paragraph("Слушали Иволгину А.Б. " * 1_300_000))


@PACKAGES.add("X09 100 000 like rows", READ, text="до 1 марта", large=True)
def like_rows() -> bytes:
    return docx(table(row(cell("1"), cell("до 1 марта")) * 100_000))


@PACKAGES.add("X10 a million paragraphs", "R159", READ, text="да", large=True)
def many_paragraphs() -> bytes:
    return docx("<w:p><w:r><w:t>да</w:t></w:r></w:p>" * 1_000_001)


@PACKAGES.add("X11 a span of two billion columns", READ, text="а")
def wide_span() -> bytes:
    return docx(table(row(cell("а", '<w:gridSpan w:val="2147483648"/>'))))


@PACKAGES.add("X12 merged cells 5 000 rows high", READ, text="верх")
def high_merge() -> bytes:
    first = row(cell("верх", '<w:vMerge w:val="restart"/>'), cell("а"))
    return docx(table(first, row(cell("", "<w:vMerge/>"), cell("б")) * 5_000))


@PACKAGES.add("X13 spans of a million in a thousand rows", READ, text="а")
def many_spans() -> bytes:
    wide = cell("а", '<w:gridSpan w:val="1000000"/>')
    return docx(table(row(wide * 20) * 1_000))


@PACKAGES.add("X14 everything outside", "R019", text="текст")
def outside() -> bytes:
    links = "".join(
        f'<Relationship Id="r{number}" Type="{_R}/{kind}" Target="http://127.0.0.1:9/{kind}" TargetMode="External"/>'
        for number, kind in enumerate(
            ("attachedTemplate", "image", "oleObject", "frame", "subDocument", "aFChunk", "styles", "header")
        )
    )
    xml = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}</Relationships>'
    body = paragraph("текст") + '<w:altChunk r:id="r5"/><w:subDoc r:id="r4"/>'
    data = docx(body + '<w:sectPr><w:headerReference w:type="default" r:id="r7"/></w:sectPr>')
    return replaced("word/_rels/document.xml.rels", xml.encode(), data)


@PACKAGES.add("X15 a template outside", "R019", text="текст")
def template() -> bytes:
    links = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="t" '
        f'Type="{_R}/attachedTemplate" Target="file://127.0.0.1/share/x.dotm" TargetMode="External"/></Relationships>'
    )
    return docx(
        paragraph("текст"),
        links={"s": ("settings", "settings.xml")},
        extra={"word/settings.xml": part("settings", ""), "word/_rels/settings.xml.rels": links},
    )


@PACKAGES.add("X16 a DDE field", READ, text="итог")
def dde() -> bytes:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DDEAUTO c:\\\\cmd.exe "/k calc"</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>итог</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    return docx(f"<w:p>{field}</w:p>")


@PACKAGES.add("X17 embedded files and macros", "R020", text="текст")
def embedded() -> bytes:
    return docx(
        paragraph("текст"),
        extra={"word/embeddings/oleObject1.bin": b"MZ", "word/vbaProject.bin": b"\xd0\xcf"},
    )


@PACKAGES.add("X18 a web archive of a thousand parts in parts", "R012", "R013", text="текст")
def deep_mail() -> bytes:
    mail = b"MIME-Version: 1.0\r\n" + b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (number, number)
        for number in range(3_000)
    )
    return docx(
        paragraph("текст") + '<w:altChunk r:id="c"/>',
        links={"c": ("aFChunk", "c.mht")},
        extra={"word/c.mht": mail + b"Content-Type: text/html\r\n\r\n<p>" + b"(" * 100_000},
    )


@PACKAGES.add("X19 an imported page of open tags", "R012", "R013", text="текст")
def open_tags() -> bytes:
    return docx(
        paragraph("текст") + '<w:altChunk r:id="c"/>',
        links={"c": ("aFChunk", "c.html")},
        extra={"word/c.html": b"<a \"b' <!-- " * 50_000},
    )


@PACKAGES.add("X19b the same piece imported over and over", "R012", "R013", text="кусок")
def again_and_again() -> bytes:
    return docx(
        '<w:altChunk r:id="c"/>' * 10_000,
        links={"c": ("aFChunk", "c.txt")},
        extra={"word/c.txt": "кусок\n" * 10_000},
    )


@PACKAGES.add("X20 an attribute of 20 MB", "R163", "R154", READ, large=True)
def huge_attribute() -> bytes:
    words = "".join(f"{number:x}" for number in range(3_500_000))
    return docx(paragraph("текст") + f'<w:p w:x="{words}"/>')


@PACKAGES.add("X21 a million attributes", READ, "R156", text="текст")
def many_attributes() -> bytes:
    attributes = " ".join(f"a{number}=''" for number in range(300_000))
    return docx(paragraph("текст") + f"<w:p {attributes}/>")


@PACKAGES.add("X22 formulas for spreadsheets and marks for terminals", "R044", text="=cmd")
def injection() -> bytes:
    return docx(
        paragraph("=cmd|' /C calc'!A0") + paragraph("Иволгина \u202eА.Б.") + paragraph("[/red]\u200b")
    )


@PACKAGES.add("X23 styles in a ring", READ, text="текст")
def style_ring() -> bytes:
    styles = '<w:style w:type="paragraph" w:styleId="a"><w:basedOn w:val="b"/></w:style><w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="a"/></w:style>'
    return docx(paragraph("текст", properties='<w:pStyle w:val="a"/>'), styles=styles)


@PACKAGES.add("X23b a list of a million levels", READ, text="текст")
def many_levels() -> bytes:
    levels = "".join(f'<w:lvl w:ilvl="{number}"/>' for number in range(100_000))
    numbering = f'<w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    styles = '<w:style w:type="paragraph" w:styleId="a"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    body = paragraph("текст", properties='<w:pStyle w:val="a"/>') * 5_000
    return docx(body, styles=styles, numbering=numbering)


@PACKAGES.add("X23c default marks by the hundred thousand", READ, "R017", text="текст")
def many_defaults() -> bytes:
    return docx(paragraph("текст"), styles='<w:x w:styleId="q"/>' + ' w:default="1"' * 250_000)


@PACKAGES.add("X24 numbers that overflow", READ, text="текст")
def huge_numbers() -> bytes:
    nines = "9" * 5_000
    properties = f'<w:numPr><w:ilvl w:val="{nines}"/><w:numId w:val="{nines}"/></w:numPr><w:ind w:left="{nines}"/><w:outlineLvl w:val="{nines}"/>'
    return docx(
        f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr><w:sz w:val="{nines}"/></w:rPr><w:t>текст</w:t><w:sym w:char="{nines}"/></w:r></w:p>'
    )


@PACKAGES.add("X25 a root that is no document", "R137")
def other_root() -> bytes:
    return with_body(f"<w:hdr {NAMESPACES}/>")


@PACKAGES.add("X26 a field that never ends", READ, text="после")
def open_field() -> bytes:
    return docx('<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>' * 1_000 + paragraph("после"))


@PACKAGES.add("X27 a character that XML forbids", "R132")
def forbidden_character() -> bytes:
    return with_body(part("document", f"<w:body>{paragraph('&#xD800;')}</w:body>"))


@PACKAGES.add("X28 UTF-7 and other odd encodings", "R132", READ)
def odd_encoding() -> bytes:
    return with_body(part("document", "<w:body/>").replace("UTF-8", "UTF-7"))


def bomb(levels: int) -> bytes:
    """Deflated zeros in deflated zeros."""
    data = bytes(10 * _MEBIBYTE)
    for _ in range(levels):
        data = zlib.compress(data, 9)
    return data
