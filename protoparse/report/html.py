"""The report as one HTML page that needs nothing else: no network, no fonts, no libraries."""

from __future__ import annotations

from pathlib import PurePath

from protoparse import __version__
from protoparse.checks.registry import all_checks
from protoparse.report.html_view import COLOURED, LABELS, view_of
from protoparse.report.words import word
from protoparse.validate import Report


def _names(report: Report) -> list[str]:
    """The files' paths without the folders that all of them share."""
    paths = [PurePath(one.file) for one in report.files]
    shared = 0
    while paths and all(
        len(one.parts) > shared + 1 and one.parts[shared] == paths[0].parts[shared] for one in paths
    ):
        shared += 1
    return [PurePath(*one.parts[shared:]).as_posix() for one in paths]


def render(report: Report, lang: str) -> bytes:
    """The page; files validated with `keep_text` are shown with their text and structure."""
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("protoparse.report", "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    page = environment.get_template("report.html.j2").render(
        lang=lang,
        version=__version__,
        views=[
            view_of(one, index, name, lang)
            for index, (one, name) in enumerate(zip(report.files, _names(report), strict=True))
        ],
        report=report,
        rules={check.rule.code: check.rule for check in all_checks()},
        word=lambda key: word(key, lang),
        legend=[(role, LABELS[role][0 if lang == "ru" else 1]) for role in COLOURED],
    )
    return page.encode("utf-8", "replace")
