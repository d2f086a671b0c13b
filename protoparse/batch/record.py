"""The manifest: one line a file says what became of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, Literal

MANIFEST = "manifest.jsonl"

# ok: minutes were read. empty: the file was read, it holds no minutes. unreadable: it is damaged, encrypted
# or of a kind that is not read. failed: it took the worker along or hit a limit. skipped: it was not opened.
# gone: it was there at an earlier run.
Status = Literal["ok", "empty", "unreadable", "failed", "skipped", "gone"]


@dataclass(frozen=True, slots=True)
class Record:
    """One line of the manifest.

    `path` and `output` are relative to the archive and to the output folder. `settings` is a hash of all that
    the JSON depends on beside the file: version, grammars, language, checks. `limits` are the limits of
    reading that were not the default, `reached` those beyond which the file was not read. `coverage` is the
    least of the file's protocols. `findings` are Diagnostics as in the JSON and those of the checks,
    `findings_total` their number where not all are listed. `code`, `reason` and `message` say why there is no
    output; `tries` how often it was tried.
    """

    path: str
    status: Status
    sha256: str | None = None
    bytes: int | None = None
    format: str | None = None
    pages: int | None = None
    grammar: str | None = None
    settings: str | None = None
    limits: dict[str, int] = field(default_factory=dict)
    reached: tuple[str, ...] = ()
    output: str | None = None
    output_sha256: str | None = None
    protocols: int | None = None
    coverage: float | None = None
    findings: tuple[dict[str, Any], ...] = ()
    findings_total: int = 0
    code: str | None = None
    reason: str | None = None
    message: str | None = None
    tries: int | None = None
    seconds: float | None = None

    def line(self) -> str:
        r"""The record as one line of JSON; what is unknown is left out.

        >>> Record("а.docx", "skipped", reason="kind").line()
        '{"path": "а.docx", "status": "skipped", "reason": "kind"}'
        """
        known = {name: value for name, value in asdict(self).items() if value not in (None, (), {})}
        if not self.findings_total:
            del known["findings_total"]
        return json.dumps(known, ensure_ascii=False)

    @classmethod
    def of_line(cls, line: str) -> Record | None:
        """The record on a line, or None where the line is none (cut off, edited).

        >>> Record.of_line('{"path": "а.docx", "status": "skip')
        >>> Record.of_line('{"path": "а.docx", "status": "ok", "later_field": 1}').status
        'ok'
        """
        try:
            data = json.loads(line)
        except ValueError:
            return None
        if not isinstance(data, dict) or not isinstance(data.get("path"), str) or "status" not in data:
            return None
        for name in ("findings", "reached"):
            data[name] = tuple(data.get(name, ()))
        return cls(**{name: value for name, value in data.items() if name in _FIELDS})


_FIELDS = frozenset(field.name for field in fields(Record))


def read_manifest(folder: Path) -> Iterator[Record]:
    """The records of an output folder, by path; nothing where there is no manifest."""
    try:
        with (folder / MANIFEST).open(encoding="utf-8", errors="replace") as file:
            for line in file:
                record = Record.of_line(line)
                if record is not None:
                    yield record
    except FileNotFoundError:
        return
