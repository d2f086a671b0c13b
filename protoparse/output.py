"""Where results go: standard output as exact UTF-8, files whole or not at all, terminals unharmed."""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
from pathlib import Path

from protoparse.errors import OutputError, UsageError
from protoparse.pattern import Pattern

# What can move the cursor, reverse or hide text on a terminal: C0 but tab and newline, DEL and C1, marks of
# direction, zero-width characters, line separators, lone surrogates, tag characters.
_HARMFUL = Pattern(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
_NOT_IN_XML = Pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_GONE = frozenset({errno.EPIPE, errno.ESHUTDOWN, *((errno.EINVAL,) if os.name == "nt" else ())})


class ReaderGoneError(Exception):
    """Whoever read our standard output has closed it: no error, nothing is left to do."""


def safe(text: str) -> str:
    r"""The text with everything that could steer a terminal written as an escape; newlines and tabs stay.

    >>> safe("a\x1b[31mb\u202e\n")
    'a\\x1b[31mb\\u202e\n'
    """
    return _HARMFUL.sub(_escape, text)


def safe_line(text: str) -> str:
    r"""As `safe`, on one line: runs of white space become one space.

    >>> safe_line(" one\n two\t\x07 ")
    'one two \\x07'
    """
    return safe(" ".join(re.split(r"[ \t\r\n\f\v\xa0]+", text.strip())))


def safe_json(text: str) -> str:
    r"""JSON text whose harmful characters are JSON escapes: the same data, safe to show.

    >>> safe_json('{"a": "\u202e"}')
    '{"a": "\\u202e"}'
    """
    return _HARMFUL.sub(_json_escape, text)


def safe_xml(text: str) -> str:
    r"""The text with the replacement character for what XML, and so a .docx or .xlsx, cannot hold.

    >>> safe_xml("one\x0c\ttwo")
    'one\ufffd\ttwo'
    """
    return _NOT_IN_XML.sub("\ufffd", text)


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _json_escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x10000:
        return f"\\u{code:04x}"
    code -= 0x10000
    return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"


def on_terminal() -> bool:
    """Whether standard output is a terminal."""
    return sys.stdout is not None and sys.stdout.isatty()


def put(text: str, target: str | None = None, *, source: str | None = None) -> None:
    """Write a result as UTF-8, exactly, to a file or (None, «-») to standard output.

    `source` is the file that was read: writing over it is refused. Raises OutputError where the result cannot
    be written, UsageError for the source, ReaderGoneError where standard output was closed by its reader.
    """
    # a code point that UTF-8 cannot hold becomes «?», so that offsets still count
    data = text.encode("utf-8", "replace")
    if target is None or target == "-":
        _to_stdout(data)
    else:
        _to_file(target, data, source)


def _to_stdout(data: bytes) -> None:
    if sys.stdout is None:
        raise OutputError(
            "O101",
            "стандартный вывод закрыт; укажите файл: -o ФАЙЛ",
            "standard output is closed; name a file: -o FILE",
        )
    try:
        sys.stdout.flush()
        # the bytes as they are: a text stream would change newlines on Windows and the encoding elsewhere
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except OSError as problem:
        silence_stdout()
        if problem.errno in _GONE:
            raise ReaderGoneError from problem
        raise _unwritable("stdout", problem) from problem


def silence_stdout() -> None:
    """Point standard output at the null device, so that what is still buffered fails no more at exit."""
    try:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, sys.stdout.fileno())
        os.close(null)
    except (OSError, ValueError, AttributeError):
        return


def _to_file(target: str, data: bytes, source: str | None) -> None:
    path = Path(os.path.realpath(target))  # a link keeps pointing at the file that is replaced
    try:
        if path.is_dir():
            raise OutputError(
                "O102",
                f"{safe_line(target)}: это папка; укажите имя файла: -o ФАЙЛ",
                f"{safe_line(target)}: this is a folder; name a file: -o FILE",
            )
        if source is not None and Path(source).exists() and path.exists() and path.samefile(source):
            raise UsageError(
                "U101",
                f"{safe_line(target)}: это исходный файл; укажите в -o другое имя",
                f"{safe_line(target)}: this is the source file; give -o another name",
            )
        if path.exists() and not stat.S_ISREG(path.stat().st_mode):
            path.write_bytes(data)  # a device or a pipe cannot be replaced
        else:
            write_whole(path, data)
    except OSError as problem:
        raise _unwritable(target, problem) from problem


def write_whole(path: Path, data: bytes) -> None:
    """Put a file in place at once: a reader sees the old content or the new, never a part. Raises OSError."""
    mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else None
    if mode is not None and not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    # a name of its own and short, for the target's may be as long as names can be
    temporary = path.with_name(f".protoparse-{os.urandom(6).hex()}.tmp")
    try:
        with open(temporary, "xb") as file:  # noqa: PTH123 - keeps names that are not UTF-8
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            temporary.chmod(mode)
        os.replace(temporary, path)  # noqa: PTH105
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _unwritable(target: str, problem: OSError) -> OutputError:
    reason = problem.strerror or type(problem).__name__
    return OutputError(
        "O103",
        f"{safe_line(target)}: результат не записан ({reason}); проверьте папку, права и место на диске",
        f"{safe_line(target)}: the result was not written ({reason}); check the folder, rights and space",
    )
