"""Imported pieces of a Word document (altChunk): HTML, plain text and web archives as lines of text.

Word keeps such a piece as a foreign file until it saves the document again; report generators leave them so.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from html import unescape

from protoparse.pattern import Pattern
from protoparse.readers.txt_encoding import decode, marked

_BLOCKS = frozenset(
    {
        "address",
        "article",
        "blockquote",
        "body",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "footer",
        "form",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tr",
        "ul",
        *(f"h{level}" for level in range(1, 7)),
    }
)
_SILENT = {
    name: Pattern(rf"</{name}\b[^<>]*>", re.IGNORECASE)
    for name in ("head", "script", "style", "template", "title")
}
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_WEB_PAGE = re.compile(rb"^content-type:[ \t]*text/html\b", re.IGNORECASE | re.MULTILINE)
_TRANSFER = re.compile(rb"^content-transfer-encoding:[ \t]*([\w-]{1,40})", re.IGNORECASE | re.MULTILINE)
_LONGEST_HEADER = 8000  # bytes
_LONGEST_PROLOGUE = 4096  # bytes in which a page declares its charset
_WHITE = Pattern(r"[ \t\r\n\f]+")
_TAG = Pattern(r"""</?([a-zA-Z][\w:-]*)(?:[^<>"']|"[^"<]*"|'[^'<]*')*>|<[!?/][^<>]*>""")


def html_lines(page: str) -> list[str]:
    """The lines of text that an HTML page shows.

    The standard library's HTMLParser needs quadratic time on tags that never end; this needs linear time.

    >>> html_lines("<p>Один&nbsp;&amp; два<br>три < 4</p><script>x</script><!-- <p>y -->")
    ['Один\\xa0& два', 'три < 4']
    """
    lines: list[str] = []
    current: list[str] = []

    def end_line() -> None:
        line = "".join(current).strip(" ")
        current.clear()
        if line.strip():
            lines.append(line)

    for tag, text in _html_pieces(page):
        if tag in _BLOCKS or tag == "br":
            end_line()
        elif tag in ("td", "th") and current:
            current.append("\t")
        if text:
            current.append(_WHITE.sub(" ", unescape(text)))
    end_line()
    return lines


def _html_pieces(page: str) -> Iterator[tuple[str, str]]:
    """Each tag's name and the text after it; comments and silent elements are passed over."""
    place, length = 0, len(page)
    name = ""
    while place < length:
        start = page.find("<", place)
        if start < 0:
            start = length
        yield name, page[place:start]
        name, place = "", start
        if page.startswith("<!--", start):
            end = page.find("-->", start)
            place = end + 3 if end >= 0 else length
            continue
        found = _TAG.match(page, start)
        if found is None:
            yield "", page[start : start + 1]
            place = start + 1
            continue
        place = found.end()
        name = (found[1] or "").lower()
        if name in _SILENT and page[start + 1] != "/":
            closing = _SILENT[name].search(page, place)
            place = closing.end() if closing is not None else length
    yield name, ""


def decoded(data: bytes, head: bytes) -> str:
    """Text in the charset that its head declares, unless a byte order mark says otherwise; else by content.

    >>> decoded("да".encode("cp866"), b"charset=cp866"), decoded("да".encode(), b"")
    ('да', 'да')
    """
    declared = None if marked(data) else _CHARSET.search(head)
    if declared is not None:
        try:
            return data.decode(declared[1].decode("ascii", "replace"))
        except (UnicodeDecodeError, LookupError):
            pass
    return decode(data).text


def chunk_lines(data: bytes, content_type: str, name: str) -> list[str] | None:
    """The lines of an imported piece, None for a kind that is not text (RTF, a Word document)."""
    suffix = name.rpartition(".")[2]
    kind = content_type.lower()
    if "rfc822" in kind or suffix in ("mht", "mhtml"):
        return _web_archive_lines(data)
    if "html" in kind or suffix in ("html", "htm", "xhtml"):
        return html_lines(decoded(data, data[:_LONGEST_PROLOGUE]))
    if kind.startswith("text/plain") or suffix == "txt":
        return [line for line in decode(data).text.splitlines() if line.strip()]
    return None


def _web_archive_lines(data: bytes) -> list[str] | None:
    """The first web page of an archive, by its header: parsers of e-mail recurse with their input."""
    data = data.replace(b"\r\n", b"\n")
    page = _WEB_PAGE.search(data)
    if page is None:
        return None
    head_start = data.rfind(b"\n\n", 0, page.start()) + 1
    head_end = data.find(b"\n\n", page.end())
    if head_end < 0:
        return None
    body_end = data.find(b"\n--", head_end)
    head = data[max(head_start, page.start() - _LONGEST_HEADER) : head_end][:_LONGEST_HEADER]
    body = data[head_end + 2 : body_end if body_end >= 0 else len(data)]
    coding = _TRANSFER.search(head)
    if coding is not None and coding[1].lower() == b"quoted-printable":
        body = binascii.a2b_qp(body)
    elif coding is not None and coding[1].lower() == b"base64":
        try:
            body = binascii.a2b_base64(body)
        except binascii.Error:
            return None
    return html_lines(decoded(body, head + body[:_LONGEST_PROLOGUE]))
