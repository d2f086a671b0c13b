"""Findings that people have looked at and silenced: the file `protoparse.ignore` beside the archive."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from protoparse.checks.finding import Finding
from protoparse.errors import UsageError
from protoparse.pattern import Pattern

FILE = "protoparse.ignore"
_CODE = Pattern(r"[A-Z]{3}(?:\d\d)?|ALL")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: which files (a shell pattern on path or name), which codes or groups, and why."""

    pattern: str
    codes: tuple[str, ...]
    reason: str

    def covers(self, finding: Finding, root: str = "") -> bool:
        """Whether the line silences a finding; paths are taken relative to `root`."""
        if not any(code == "ALL" or finding.code.startswith(code) for code in self.codes):
            return False
        path = Path(finding.file or "")
        shown = path.as_posix()
        # the file may be named from anywhere: links are followed on both sides
        if root and path.resolve().is_relative_to(root):
            shown = path.resolve().relative_to(root).as_posix()
        return fnmatchcase(shown, self.pattern) or fnmatchcase(path.name, self.pattern)


@dataclass(frozen=True, slots=True)
class Silence:
    """All lines of an ignore file; `root` is its folder."""

    entries: tuple[Entry, ...] = ()
    root: str = ""

    def reason(self, finding: Finding) -> str | None:
        """Why a finding is silenced, None where it is not."""
        return next((one.reason for one in self.entries if one.covers(finding, self.root)), None)


def parse_silence(text: str, name: str = FILE, root: str = "") -> Silence:
    """The lines «file | codes | reason»; blank lines and those that begin with # say nothing.

    Raises UsageError for a line without codes or reason: a finding silenced without a reason is a finding
    lost.

    >>> parse_silence("2019/*.docx | HDR02, ATT | номеров тогда не ставили").entries[0].codes
    ('HDR02', 'ATT')
    """
    entries = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        parts = [part.strip() for part in line.split("|", 2)]
        codes = tuple(
            code.strip().upper().replace("-", "")
            for code in (parts[1] if len(parts) > 1 else "").split(",")
            if code.strip()
        )
        if len(parts) < 3 or not all(parts) or not codes or not all(_CODE.fullmatch(code) for code in codes):
            raise UsageError(
                "U204",
                f"{name}:{number}: строка должна быть «файл | коды | причина», например: "
                "Протокол 3.docx | HDR02 | номер не присваивали",
                f"{name}:{number}: a line must be «file | codes | reason», e.g. "
                "Протокол 3.docx | HDR02 | no number was given",
            )
        entries.append(Entry(parts[0].replace("\\", "/"), codes, parts[2]))
    return Silence(tuple(entries), root)


def load_silence(near: Path) -> Silence:
    """The ignore file at or above a folder or file; an empty one where there is none."""
    folder = near if near.is_dir() else near.parent
    resolved = folder.resolve()
    for one in (resolved, *resolved.parents):
        path = one / FILE
        if path.is_file():
            try:
                return parse_silence(path.read_text(encoding="utf-8-sig"), str(path), str(one))
            except (OSError, ValueError) as problem:
                raise UsageError(
                    "U205",
                    f"{path}: файл не читается ({problem}); проверьте права и кодировку UTF-8",
                    f"{path}: the file cannot be read ({problem}); check the rights and the encoding UTF-8",
                ) from problem
    return Silence()
