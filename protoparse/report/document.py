"""The report as data: the public form of `--to json`."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from protoparse import __version__
from protoparse.checks.finding import Finding, Severity
from protoparse.validate import FileResult, Report


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", defer_build=True)


class FindingModel(_Model):
    """One finding; the place is null where the whole file is meant."""

    code: str
    severity: Severity
    message: str
    hint: str
    source: str
    file: str | None = None
    protocol: int | None = Field(None, description="Number of the protocol in the file, from 1.")
    start: int | None = Field(None, description="Code point of the extracted text.")
    end: int | None = None
    page: int | None = None
    paragraph: int | None = None
    line: int | None = None
    column: int | None = None
    quote: str | None = None
    silenced: str | None = Field(None, description="The reason in protoparse.ignore.")


class ProtocolModel(_Model):
    index: int
    number: str | None = None
    date: str | None = None
    body: str | None = None
    profile: str
    coverage: float


class FileModel(_Model):
    file: str
    format: str | None = None
    sha256: str | None = None
    organisation: str | None = None
    problem: str | None = None
    protocols: list[ProtocolModel] = []
    findings: list[FindingModel] = []
    silenced: list[FindingModel] = []


class RuleCount(_Model):
    code: str
    count: int


class OrganisationCount(_Model):
    organisation: str
    files: int
    errors: int
    warnings: int
    infos: int


class SummaryModel(_Model):
    files: int
    protocols: int
    errors: int
    warnings: int
    infos: int
    silenced: int
    by_rule: list[RuleCount] = []
    by_organisation: list[OrganisationCount] = []


class ReportModel(_Model):
    """The whole report."""

    schema_version: str = "1.0"
    generator: str
    lang: str
    summary: SummaryModel
    files: list[FileModel] = []


def finding_model(finding: Finding, lang: str, silenced: str | None = None) -> FindingModel:
    """The public form of a finding, in one language."""
    return FindingModel(
        code=finding.code,
        severity=finding.severity,
        message=finding.message(lang),
        hint=finding.hint(lang),
        source=finding.source,
        file=finding.file,
        protocol=finding.protocol,
        start=finding.start,
        end=finding.end,
        page=finding.page,
        paragraph=finding.paragraph,
        line=finding.line,
        column=finding.column,
        quote=finding.quote,
        silenced=silenced,
    )


def report_model(report: Report, lang: str) -> ReportModel:
    """The public form of a report, in one language."""
    return ReportModel(
        generator=f"protoparse {__version__}",
        lang=lang,
        summary=SummaryModel(
            files=len(report.files),
            protocols=sum(len(one.protocols) for one in report.files),
            errors=report.count("error"),
            warnings=report.count("warning"),
            infos=report.count("info"),
            silenced=sum(len(one.silenced) for one in report.files),
            by_rule=[RuleCount(code=code, count=count) for code, count in report.by_rule()],
            by_organisation=[
                OrganisationCount(
                    organisation=name, files=files, errors=errors, warnings=warnings, infos=infos
                )
                for name, files, errors, warnings, infos in report.by_organisation()
            ],
        ),
        files=[_file_model(one, lang) for one in report.files],
    )


def _file_model(one: FileResult, lang: str) -> FileModel:
    return FileModel(
        file=one.file,
        format=one.format,
        sha256=one.sha256,
        organisation=one.organisation,
        problem=one.problem[0 if lang == "ru" else 1] if one.problem else None,
        protocols=[
            ProtocolModel(
                index=line.index,
                number=line.number,
                date=line.date,
                body=line.body,
                profile=line.profile,
                coverage=line.coverage,
            )
            for line in one.protocols
        ],
        findings=[finding_model(finding, lang) for finding in one.findings],
        silenced=[finding_model(finding, lang, reason) for finding, reason in one.silenced],
    )
