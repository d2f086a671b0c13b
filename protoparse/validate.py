"""Validation: read files, run the rules over each protocol and over the archive, give a report."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from protoparse.batch.walk import DOCUMENTS
from protoparse.checks.archive import Archive
from protoparse.checks.config import Config, load_config
from protoparse.checks.context import CheckContext, FileContext, contexts
from protoparse.checks.engine import check_contexts, check_file, chosen_checks, in_order, with_severity
from protoparse.checks.finding import SEVERITIES, Finding, Severity
from protoparse.checks.silence import Silence, load_silence
from protoparse.checks.summary import Summary, summarise
from protoparse.errors import GrammarError, InputError, ProtoparseError
from protoparse.fields.organisation import find_organisation
from protoparse.limits import DEFAULT_LIMITS, Limits
from protoparse.model import Envelope
from protoparse.pattern import Pattern
from protoparse.pipeline import run
from protoparse.readers import printable_path
from protoparse.readers.refusals import shown as harmless

# what minutes are of, not whose
_NO_ORGANISATION = Pattern(r"протокол|выписк|совет|комитет|собрани|комисси|утвержд", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ProtocolLine:
    """One protocol as the report lists it."""

    index: int
    number: str | None
    date: str | None
    body: str | None
    profile: str
    coverage: float


@dataclass(frozen=True, slots=True)
class FileResult:
    """One file: its protocols and findings, in order.

    `organisation` is who the minutes belong to as far as the text or the folder tells. `problem` is (ru, en)
    where the file could not be read. `text` and `envelope` are kept only where the report shows them.
    """

    file: str
    format: str | None
    sha256: str | None
    organisation: str | None
    protocols: tuple[ProtocolLine, ...]
    findings: tuple[Finding, ...]
    silenced: tuple[tuple[Finding, str], ...] = ()
    problem: tuple[str, str] | None = None
    text: str | None = None
    envelope: Envelope | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What validation found: the files in order, and the settings used."""

    files: tuple[FileResult, ...]
    config: Config = field(default_factory=Config)

    @property
    def findings(self) -> Iterator[Finding]:
        """All findings, file by file."""
        for one in self.files:
            yield from one.findings

    def count(self, severity: Severity) -> int:
        """How many findings are of a severity."""
        return sum(1 for finding in self.findings if finding.severity == severity)

    def reaches(self, severity: Severity) -> bool:
        """Whether there is a finding of this severity or a worse one."""
        limit = SEVERITIES.index(severity)
        return any(finding.rank <= limit for finding in self.findings)

    def by_rule(self) -> list[tuple[str, int]]:
        """(code, findings), most first."""
        return Counter(finding.code for finding in self.findings).most_common()

    def by_organisation(self) -> list[tuple[str, int, int, int, int]]:
        """(organisation, files, errors, warnings, infos), worst first."""
        rows: dict[str, list[int]] = {}
        for one in self.files:
            row = rows.setdefault(one.organisation or "—", [0, 0, 0, 0])
            row[0] += 1
            for finding in one.findings:
                row[1 + finding.rank] += 1
        return sorted(
            ((name, row[0], row[1], row[2], row[3]) for name, row in rows.items()),
            key=lambda line: (-line[2], -line[3], -line[4], line[0]),
        )


def validate(
    paths: Sequence[str | os.PathLike[str]],
    config: Config | None = None,
    *,
    grammar: str | os.PathLike[str] | None = None,
    silence: Silence | None = None,
    keep_text: bool = False,
    limits: Limits = DEFAULT_LIMITS,
) -> Report:
    """The report over files and folders (searched with their subfolders).

    `config` None takes the settings nearest to the first path; `limits` say how much of a file is read. Rules
    over the archive run where there is more than one protocol. A file that cannot be read is a finding, not
    an error; raises InputError for a path that does not exist, UsageError for bad settings, GrammarError for
    a bad grammar.
    """
    settings = config if config is not None else load_config(near=Path(paths[0])) if paths else Config()
    quiet = silence if silence is not None else load_silence(Path(paths[0])) if paths else Silence()
    results: list[FileResult] = []
    summaries: list[Summary] = []
    names = cache(_names_in)  # once a folder: an archive has thousands of files in one
    for path in files_of(paths):
        result, own = _one(path, settings, grammar, keep_text, names, limits)
        results.append(result)
        summaries += own
    if len(summaries) > 1:
        results = _with_archive(results, Archive(summaries, settings))
    return Report(tuple(_silenced(one, quiet) for one in results), settings)


def files_of(paths: Sequence[str | os.PathLike[str]]) -> list[str]:
    """The files that the paths name, folders searched, each once, in order. Raises InputError for a missing
    one.
    """
    found: dict[str, None] = {}
    for path in map(Path, paths):
        if path.is_dir():
            for folder, folders, names in os.walk(path):
                folders[:] = sorted(name for name in folders if not name.startswith("."))
                for name in sorted(names):
                    # «~$…» is Word's lock beside an open document
                    if Path(name).suffix.lower() in DOCUMENTS and not name.startswith((".", "~$")):
                        found[str(Path(folder, name))] = None
        elif path.exists():
            found[str(path)] = None
        else:
            raise InputError(
                "R101",
                f"{path}: такого файла или папки нет; проверьте путь",
                f"{path}: no such file or folder; check the path",
            )
    return list(found)


def _names_in(folder: Path) -> frozenset[str]:
    """The names in a folder; none where it may be entered but not listed."""
    try:
        return frozenset(one.name for one in folder.iterdir())
    except OSError:
        return frozenset()


def _one(
    path: str,
    config: Config,
    grammar: str | os.PathLike[str] | None,
    keep_text: bool,
    names: Callable[[Path], frozenset[str]],
    limits: Limits,
) -> tuple[FileResult, list[Summary]]:
    # what the reports say of it must be harmless text: a name may hold anything
    shown = harmless(printable_path(path))
    folder = Path(shown).parent.name or None
    try:
        parsed = run(path, grammar=grammar, limits=limits)
    except GrammarError:
        raise
    except ProtoparseError as problem:
        told = (problem.ru, problem.en)
        findings = check_file(FileContext(shown, config, None, told))
        return FileResult(shown, None, None, folder, (), tuple(findings), problem=told), []
    own = list(contexts(parsed, file=shown, config=config, siblings=names(Path(path).parent)))
    findings = check_contexts(FileContext(shown, config, parsed), own)
    result = FileResult(
        shown,
        parsed.document.format,
        parsed.document.sha256,
        _organisation(own) or folder,
        tuple(
            ProtocolLine(
                context.index,
                context.protocol.header.number,
                context.protocol.header.date,
                context.protocol.header.body,
                context.profile,
                context.protocol.coverage,
            )
            for context in own
        ),
        tuple(findings),
        text=parsed.document.text if keep_text else None,
        envelope=parsed.envelope if keep_text else None,
    )
    return result, [summarise(context) for context in own]


def _organisation(own: Sequence[CheckContext]) -> str | None:
    """The organisation that title or letterhead names."""
    for context in own:
        for part in (*context.title_units, *context.head):
            text = part.unit.text
            found = find_organisation(text) if part.role in ("title", "headline", "docline") else None
            if found is not None:
                name = " ".join(text[found[0] : found[1]].split())
                if name[:1].isupper() and not _NO_ORGANISATION.search(name):
                    return name[:120]
    return None


def _with_archive(results: Sequence[FileResult], archive: Archive) -> list[FileResult]:
    more: dict[str, list[Finding]] = {}
    for check in chosen_checks("archive", archive.config):
        for finding in check.run(archive):
            more.setdefault(finding.file or "", []).append(with_severity(finding, archive.config))
    return [
        one if one.file not in more else _replaced(one, findings=[*one.findings, *more[one.file]])
        for one in results
    ]


def _silenced(one: FileResult, silence: Silence) -> FileResult:
    told = [(finding, silence.reason(finding)) for finding in one.findings]
    if all(reason is None for _, reason in told):
        return one
    return _replaced(
        one,
        findings=[finding for finding, reason in told if reason is None],
        silenced=[(finding, reason) for finding, reason in told if reason is not None],
    )


def _replaced(
    one: FileResult, *, findings: Sequence[Finding], silenced: Sequence[tuple[Finding, str]] = ()
) -> FileResult:
    ordered: list[Finding] = []
    for protocol in sorted({finding.protocol or 0 for finding in findings}):
        ordered += in_order([finding for finding in findings if (finding.protocol or 0) == protocol])
    return replace(one, findings=tuple(ordered), silenced=tuple(silenced) or one.silenced)
