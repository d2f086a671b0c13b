"""Imported pieces of a Word document (altChunk): HTML, plain text and web archives as lines of text.

Word keeps such a piece as a foreign file until it saves the document again; report generators leave them so.
"""

from __future__ import annotations

import codecs
import re
from html.parser import HTMLParser

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
_SILENT = frozenset({"head", "script", "style", "template", "title"})
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_WHITE = re.compile(r"[ \t\r\n\f]+")


class _Lines(HTMLParser):
    """Collects the text of an HTML page, one line a block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self._current: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        if tag in _BLOCKS or tag == "br":
            self.end_line()
        elif tag in ("td", "th") and self._current:
            self._current.append("\t")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT and self._silent:
            self._silent -= 1
        if tag in _BLOCKS:
            self.end_line()

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._current.append(_WHITE.sub(" ", data))

    def end_line(self) -> None:
        line = "".join(self._current).strip(" ")
        self._current.clear()
        if line.strip():
            self.lines.append(line)


def html_lines(page: str) -> list[str]:
    """The lines of text that an HTML page shows.

    >>> html_lines("<p>Один&nbsp;&amp; два<br>три</p><script>x</script>")
    ['Один\\xa0& два', 'три']
    """
    reader = _Lines()
    reader.feed(page)
    reader.close()
    reader.end_line()
    return reader.lines


def decode(data: bytes) -> str:
    """Text of an unknown encoding: by its byte order mark, its declared charset, as UTF-8, else as cp1251.

    >>> decode("да".encode()), decode("да".encode("cp1251"))
    ('да', 'да')
    """
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    declared = _CHARSET.search(data[:4096])
    for encoding in (declared[1].decode("ascii", "replace") if declared else "utf-8", "utf-8"):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("cp1251", "replace")


def chunk_lines(data: bytes, content_type: str, name: str) -> list[str] | None:
    """The lines of an imported piece, None for a kind that is not text (RTF, a Word document)."""
    suffix = name.rpartition(".")[2]
    kind = content_type.lower()
    if "rfc822" in kind or suffix in ("mht", "mhtml"):
        return _web_archive_lines(data)
    if "html" in kind or suffix in ("html", "htm", "xhtml"):
        return html_lines(decode(data))
    if kind.startswith("text/plain") or suffix == "txt":
        return [line for line in decode(data).splitlines() if line.strip()]
    return None


def _web_archive_lines(data: bytes) -> list[str] | None:
    import email
    import email.policy

    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                charset = part.get_content_charset()
                try:
                    return html_lines(payload.decode(charset) if charset else decode(payload))
                except (UnicodeDecodeError, LookupError):
                    return html_lines(decode(payload))
    return None
