"""What kind of file some bytes are, told by their content; and how to refuse the kinds that are not read."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from protoparse.errors import InputError
from protoparse.readers.refusals import refusal
from protoparse.readers.txt_encoding import utf16_of

Format = Literal["docx", "pdf", "txt"]

_HEAD = 8192  # bytes looked at for the marks of text formats
_PDF_HEAD = 1024  # viewers accept this much junk before %PDF
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FEW_CONTROLS = 0.02  # share of control bytes that a text may have
_FIRST_OF_WORD = (b"[Content_Types].xml", b"_rels/.rels", b"word/", b"docProps/")
_BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_CONTROLS = bytes(code for code in range(32) if chr(code) not in "\t\n\v\f\r\x1a\x1b") + b"\x7f"
_HTML = re.compile(
    rb"(?:<\?xml[^>]*\?>|<!--.{0,2000}?-->|\s)*<(?:!doctype\s+html|html[\s>]|head[\s>])", re.I | re.S
)
_XML = re.compile(rb"\s*<\?xml\s")
_WEB_ARCHIVE = re.compile(rb"\s*(?:[\w-]{1,40}:[^\n]{0,500}\n\s*){0,8}?mime-version:\s*1\.0", re.I)
_WORD_XML = (b"Word.Document", b"wordDocument", b"schemas.microsoft.com/office/2006/xmlPackage")


class _Refusal(NamedTuple):
    """A kind of file that is not read: the code and the two lines, what and what to do."""

    code: str
    ru: str
    en: str


_TO_DOCX_RU = "откройте его в Word или LibreOffice и сохраните как .docx"
_TO_DOCX_EN = "open it in Word or LibreOffice and save it as .docx"
OLD_WORD = _Refusal(
    "R107",
    f"это документ старого Word (.doc); {_TO_DOCX_RU} (soffice --headless --convert-to docx ФАЙЛ)",
    f"this is an old Word document (.doc); {_TO_DOCX_EN} (soffice --headless --convert-to docx FILE)",
)
ENCRYPTED = _Refusal(
    "R108",
    "документ защищён паролем; снимите пароль (Файл – Сведения – Защита документа) и сохраните заново",
    "the document is protected by a password; remove it (File, Info, Protect Document) and save it again",
)
OLD_EXCEL = _Refusal(
    "R109",
    "это книга старого Excel (.xls), а не протокол; сохраните текст протокола как .docx или .pdf",
    "this is an old Excel workbook (.xls); save the text of the minutes as .docx or .pdf",
)
OLE_OTHER = _Refusal(
    "R110",
    "это файл старого Office (презентация, письмо), а не документ Word; сохраните текст как .docx или .pdf",
    "this is a file of old Office (slides, a message), no Word document; save the text as .docx or .pdf",
)
EXCEL = _Refusal(
    "R111",
    "это книга Excel (.xlsx), а не протокол; сохраните текст протокола как .docx или .pdf",
    "this is an Excel workbook (.xlsx); save the text of the minutes as .docx or .pdf",
)
POWERPOINT = _Refusal(
    "R112",
    "это презентация (.pptx), а не протокол; сохраните текст протокола как .docx или .pdf",
    "this is a presentation (.pptx); save the text of the minutes as .docx or .pdf",
)
OPEN_DOCUMENT = _Refusal(
    "R113",
    "это документ OpenDocument (.odt и подобные); откройте его в LibreOffice и сохраните как .docx",
    "this is an OpenDocument file (.odt and the like); open it in LibreOffice and save it as .docx",
)
EPUB = _Refusal(
    "R114",
    "это электронная книга (.epub), она не читается; преобразуйте её в .docx или .pdf",
    "this is an e-book (.epub); convert it to .docx or .pdf",
)
ZIP = _Refusal(
    "R115",
    "это архив zip, а не документ; распакуйте его и разберите папку командой batch",
    "this is a zip archive, no document; unpack it and parse the folder with the batch command",
)
ARCHIVE = _Refusal(
    "R116",
    "это архив, а не документ; распакуйте его и разберите файлы из него",
    "this is an archive, no document; unpack it and parse the files in it",
)
RICH_TEXT = _Refusal(
    "R117", f"это документ RTF, он не читается; {_TO_DOCX_RU}", f"this is an RTF document; {_TO_DOCX_EN}"
)
HTML = _Refusal(
    "R118",
    "это веб-страница (HTML); откройте её в Word или браузере и сохраните как .docx или .pdf",
    "this is a web page (HTML); open it in Word or a browser and save it as .docx or .pdf",
)
WORD_XML = _Refusal(
    "R119",
    "это документ Word в одном файле XML, он не читается; откройте его в Word и сохраните как .docx",
    "this is a Word document in a single XML file; open it in Word and save it as .docx",
)
XML = _Refusal(
    "R140",
    "это файл XML, а не протокол; сохраните текст протокола как .docx, .pdf или .txt",
    "this is an XML file, no minutes; save the text of the minutes as .docx, .pdf or .txt",
)
IMAGE = _Refusal(
    "R141",
    "это картинка без текста; распознайте её (OCR, язык «русский») и разберите полученный PDF",
    "this is an image without text; run OCR (language: Russian) and parse the PDF or text it makes",
)
DJVU = _Refusal(
    "R142",
    "это DjVu, он не читается; преобразуйте его в PDF с распознанным текстом (OCR, язык «русский»)",
    "this is a DjVu file; convert it to a PDF with recognised text (OCR, language: Russian)",
)
PROGRAM = _Refusal(
    "R143", "это программа, а не документ; проверьте, тот ли это файл", "this is a program; check the file"
)
RECORDING = _Refusal(
    "R144",
    "это запись звука или видео, а не документ; нужен текст протокола в .docx, .pdf или .txt",
    "this is a sound or video recording; the text of the minutes is needed as .docx, .pdf or .txt",
)
BINARY = _Refusal(
    "R145",
    "это не текст и не документ известного вида; нужен .docx, .pdf или .txt",
    "this is neither text nor a known kind of document; a .docx, .pdf or .txt is needed",
)
ZEROS = _Refusal(
    "R146",
    "файл состоит из нулевых байтов: запись на диск не удалась; возьмите другую копию",
    "the file consists of zero bytes: writing it to disk failed; take another copy",
)
LOCK_FILE = _Refusal(
    "R147",
    "это служебный файл Office («~$…»), пока документ открыт; возьмите сам документ, без «~$» в имени",
    "this is Office's lock file («~$…») of an open document; take the document itself, without «~$»",
)

_SIGNATURES: tuple[tuple[bytes, _Refusal], ...] = (
    (b"{\\rtf", RICH_TEXT),
    (b"Rar!\x1a\x07", ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", ARCHIVE),
    (b"\x1f\x8b\x08", ARCHIVE),
    (b"BZh", ARCHIVE),
    (b"\xfd7zXZ\x00", ARCHIVE),
    (b"\x28\xb5\x2f\xfd", ARCHIVE),
    (b"\x89PNG\r\n\x1a\n", IMAGE),
    (b"\xff\xd8\xff", IMAGE),
    (b"II*\x00", IMAGE),
    (b"MM\x00*", IMAGE),
    (b"GIF87a", IMAGE),
    (b"GIF89a", IMAGE),
    (b"AT&TFORM", DJVU),
    (b"\x7fELF", PROGRAM),
    (b"\xca\xfe\xba\xbe", PROGRAM),
    (b"\xcf\xfa\xed\xfe", PROGRAM),
    (b"ID3\x02", RECORDING),
    (b"ID3\x03", RECORDING),
    (b"ID3\x04", RECORDING),
    (b"OggS", RECORDING),
    (b"fLaC", RECORDING),
    (b"\x1a\x45\xdf\xa3", RECORDING),
)


def sniff(data: bytes, path: str | None) -> Format:
    """The format in which to read these bytes. Raises InputError, with a remedy, for what is not read."""
    head = data[:_HEAD]
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _sniff_zip(data, path)
    if head.startswith(_OLE):
        raise _refuse(_sniff_ole(data), path)
    if b"%PDF-" in head[:_PDF_HEAD]:
        return "pdf"
    for mark, kind in _SIGNATURES:
        if head.startswith(mark):
            raise _refuse(kind, path)
    kind_found = _sniff_binary(data, head) or _sniff_markup(head)
    if kind_found is not None:
        raise _refuse(kind_found, path)
    return "txt"


def is_lock_file(name: str, data: bytes) -> bool:
    """Whether this is the small file that Office keeps beside an open document."""
    return name.startswith("~$") and len(data) < 1024


def _refuse(kind: _Refusal, path: str | None) -> InputError:
    return refusal(kind.code, path, kind.ru, kind.en)


def refuse_lock_file(path: str | None) -> InputError:
    """The error for Office's lock file."""
    return _refuse(LOCK_FILE, path)


def _sniff_zip(data: bytes, path: str | None) -> Format:
    if data.startswith(_FIRST_OF_WORD, 30) and b"word/document.xml" in data and b"xl/workbook" not in data:
        return "docx"  # what Word writes; the rest needs a closer look
    from protoparse.readers.package import Package

    package = Package(data, path)
    if "mimetype" in package:
        declared = package.read("mimetype")[:100]
        if b"opendocument" in declared:
            raise _refuse(OPEN_DOCUMENT, path)
        if b"epub" in declared:
            raise _refuse(EPUB, path)
    main = package.main_part()
    if main is None:
        raise _refuse(ZIP, path)
    content_type = package.content_type(main)
    if "spreadsheetml" in content_type or main.startswith("xl/"):
        raise _refuse(EXCEL, path)
    if "presentationml" in content_type or main.startswith("ppt/"):
        raise _refuse(POWERPOINT, path)
    return "docx"


def _sniff_ole(data: bytes) -> _Refusal:
    """The kind of an OLE file by the names of its streams, which stand in its directory in UTF-16."""

    def has(*names: str) -> bool:
        return any(name.encode("utf-16-le") in data for name in names)

    if has("EncryptedPackage", "EncryptionInfo"):
        return ENCRYPTED
    if has("WordDocument"):
        return OLD_WORD
    if has("Workbook"):
        return OLD_EXCEL
    return OLE_OTHER


def _sniff_binary(data: bytes, head: bytes) -> _Refusal | None:
    """None for anything that may be text, in UTF-16 too."""
    if head.startswith(b"MZ") and b"\0" in head:
        return PROGRAM
    if head[4:8] == b"ftyp" or (head.startswith(b"RIFF") and head[8:12] in (b"WAVE", b"AVI ")):
        return IMAGE if head[8:12] in (b"heic", b"mif1", b"avif") else RECORDING
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return IMAGE
    if head.startswith(b"BM") and b"\0" in head[:20]:
        return IMAGE
    if not data.strip(b"\0"):
        return ZEROS
    if head[257:262] == b"ustar":
        return ARCHIVE
    if head.startswith(_BYTE_ORDER_MARKS):
        return None
    controls = len(head) - len(head.translate(None, _CONTROLS))
    if controls <= _FEW_CONTROLS * len(head) or utf16_of(head) is not None:
        return None
    return BINARY


def _sniff_markup(head: bytes) -> _Refusal | None:
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head.decode("utf-16", "replace").encode()
    head = head.removeprefix(b"\xef\xbb\xbf")
    if _HTML.match(head):
        return HTML
    if _XML.match(head):
        return WORD_XML if any(mark in head for mark in _WORD_XML) else XML
    return HTML if _WEB_ARCHIVE.match(head) else None
