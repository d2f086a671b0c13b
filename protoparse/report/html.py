"""The report as one HTML page that needs nothing else: no network, no fonts, no libraries."""

from __future__ import annotations

from protoparse import __version__
from protoparse.checks.registry import all_checks
from protoparse.report.html_view import COLOURED, LABELS, view_of
from protoparse.report.words import word
from protoparse.validate import Report


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
        views=[view_of(one, index, lang) for index, one in enumerate(report.files)],
        report=report,
        rules={check.rule.code: check.rule for check in all_checks()},
        word=lambda key: word(key, lang),
        legend=[(role, LABELS[role][0 if lang == "ru" else 1]) for role in COLOURED],
    )
    return page.encode("utf-8", "replace")
