"""The report in every format: complete, valid, nothing of a document can break out of it."""

from __future__ import annotations

import html.parser
import io
import json
import os
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from protoparse.checks.config import Config
from protoparse.checks.sample import sample
from protoparse.report import BINARY, FORMATS, render
from protoparse.report.document import ReportModel
from protoparse.validate import Report, validate

EVIL = '<script>alert("x")</script> =1+1 ]]> \x1b[31m \u202e'


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    folder = tmp_path_factory.mktemp("архив")
    (folder / "а, б.txt").write_text(
        sample(date="", absent="Отсутствовали: Ершова Т.,И.", talk1=f"Обсудили вопрос {EVIL}.").source,
        "utf-8",
    )
    (folder / "в.txt").write_text(sample(title="ПРОТОКОЛ").source, "utf-8")
    (folder / "битый.pdf").write_bytes(b"%PDF-1.4 broken")
    (folder / "protoparse.ignore").write_text("в.txt | HDR02 | без номера\n", "utf-8")
    return validate([folder], Config(as_of=date(2023, 11, 25)), keep_text=True)


@pytest.mark.skipif(sys.platform != "linux", reason="names are text here")
@pytest.mark.parametrize("form", FORMATS)
def test_a_name_that_is_no_text_is_reported(tmp_path: Path, form: str) -> None:
    path = os.fsencode(tmp_path) + b"/\xcf\xf0.txt"
    Path(os.fsdecode(path)).write_text(sample(date="").source, "utf-8")
    report = validate([os.fsdecode(path)], Config(as_of=date(2023, 11, 25)))
    shown = render(report, form).decode("utf-8", "ignore")
    assert form in BINARY or re.search(r"(?:\\|%5C)+xcf(?:\\|%5C)+xf0.txt", shown)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("lang", ["ru", "en"])
def test_every_format_renders(report: Report, form: str, lang: str) -> None:
    assert len(render(report, form, lang)) > 200
    assert render(Report(()), form, lang) is not None


def test_text_puts_a_caret_under_the_words(report: Report) -> None:
    lines = render(report, "text").decode().splitlines()
    at = next(index for index, line in enumerate(lines) if "NAM02" in line)
    start = lines[at + 1].index("Ершова Т.,И.")
    assert lines[at + 2][start : start + 12] == "^" * 12
    assert lines[at + 2][start - 1] == " " and not lines[at + 2][start + 12 :].strip()
    assert "\x1b" not in "".join(lines)


def test_json_says_it_all(report: Report) -> None:
    data = json.loads(render(report, "json"))
    model = ReportModel.model_validate(data)
    assert model.summary.files == 3 and model.summary.silenced == 1
    assert [one.silenced for file in model.files for one in file.silenced] == ["без номера"]
    assert sum(len(file.findings) for file in model.files) == len(list(report.findings))
    lines = [json.loads(line) for line in render(report, "jsonl").decode().splitlines()]
    assert [line["code"] for line in lines] == [finding.code for finding in report.findings]


def test_github_escapes_what_would_end_a_property(report: Report) -> None:
    lines = render(report, "github").decode().splitlines()
    assert len(lines) == len(list(report.findings))
    assert all(re.match(r"::(error|warning|notice) [^:]*::.", line) for line in lines)
    assert any("а%2C б.txt" in line for line in lines)


def test_sarif_points_to_rules_and_places(report: Report) -> None:
    log = json.loads(render(report, "sarif"))
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("error", "warning", "note")
    suppressed = [result for result in run["results"] if "suppressions" in result]
    assert [result["ruleId"] for result in suppressed] == ["HDR02"]


def test_the_workbook_takes_no_formulas(report: Report) -> None:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(render(report, "xlsx")))
    sheet = book.worksheets[0]
    assert sheet.max_row == 1 + len(list(report.findings))
    assert sheet.freeze_panes == "A2"
    for one in book.worksheets:
        for row in one.iter_rows():
            assert all(cell.data_type != "f" for cell in row)


def test_the_document_names_every_finding(report: Report) -> None:
    import docx

    text = "\n".join(one.text for one in docx.Document(io.BytesIO(render(report, "docx"))).paragraphs)
    for finding in report.findings:
        assert finding.message_ru in text


class Page(html.parser.HTMLParser):
    """Ids, links between them, and what a browser would fetch or run."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.targets: list[str] = []
        self.fetched: list[str] = []
        self.scripts = 0
        self.words: list[str] = []
        self.stack: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.stack.append(tag)
        self.scripts += tag == "script"
        given = dict(attributes)
        if given.get("id"):
            self.ids.append(given["id"] or "")
        if tag == "button" and given.get("data-mark"):
            self.targets.append(given["data-mark"] or "")
        if tag == "button" and (given.get("id") or "").count("n") and "disabled" not in given:
            self.targets.append(f"t{given['id']}")
        self.fetched += [
            value or ""
            for key, value in attributes
            if key in ("src", "srcset") or (key == "href" and not (value or "").startswith("#"))
        ]

    def handle_endtag(self, tag: str) -> None:
        while self.stack and self.stack.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if "script" not in self.stack and "style" not in self.stack:
            self.words.append(data)


def test_the_page_is_whole_and_harmless(report: Report) -> None:
    page = Page()
    source = render(report, "html").decode()
    page.feed(source)
    assert len(page.ids) == len(set(page.ids))
    placed = [finding for finding in report.findings if finding.start is not None]
    missing = set(page.targets) - set(page.ids)
    assert len([target for target in page.targets if "m" in target and target in page.ids]) == len(placed)
    assert all("m" in target for target in missing), "a row leads nowhere"
    assert page.scripts == 1 and page.fetched == []
    assert "default-src 'none'" in source and "url(" not in source and "@import" not in source
    text = "".join(page.words)
    assert 'Обсудили вопрос <script>alert("x")</script>' in text
    assert "\x1b" not in source and "\u202e" not in source


def test_the_page_shows_the_text_unchanged(report: Report) -> None:
    shown = next(one for one in report.files if one.file.endswith("в.txt"))
    page = Page()
    page.feed(render(report, "html").decode())
    assert shown.text is not None
    assert "".join(shown.text.split()) in "".join("".join(page.words).split())


@pytest.mark.parametrize("form", ["html", "json"])
def test_reports_do_not_depend_on_the_seed_of_hashes(tmp_path: Path, form: str) -> None:
    (tmp_path / "а.txt").write_text(sample(date="", absent="Отсутствовали: Ершова Т.,И.").source, "utf-8")
    (tmp_path / "б.txt").write_text(sample(title="ПРОТОКОЛ").source, "utf-8")
    command = [
        sys.executable,
        "-m",
        "protoparse",
        "validate",
        str(tmp_path),
        "--to",
        form,
        "--as-of",
        "2023-11-25",
    ]
    shown = [
        subprocess.run(command, capture_output=True, env=os.environ | {"PYTHONHASHSEED": seed}, timeout=120)
        for seed in ("1", "2")
    ]
    assert b"NAM02" in shown[0].stdout
    assert shown[0].stdout == shown[1].stdout


BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.mark.skipif(BROWSER is None, reason="no browser here")
def test_a_browser_opens_a_finding_at_its_words(report: Report, tmp_path: Path) -> None:
    index, number = next(
        (index, number)
        for index, one in enumerate(report.files)
        for number, finding in enumerate(one.findings)
        if finding.code == "NAM02"
    )
    page = tmp_path / "report.html"
    page.write_bytes(render(report, "html"))
    address = f"{page.as_uri()}#f{index}/f{index}g{number}"
    command = [BROWSER or "", "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom", address]
    shown = subprocess.run(command, capture_output=True, text=True, timeout=60).stdout
    assert re.search(rf'<section class="file" id="f{index}">', shown), "the file is hidden"
    assert re.search(r'class="finding info on"[^>]*data-code="NAM02"', shown)
    assert re.search(r'<mark class="info on"[^>]*>Ершова Т.,И.</mark>', shown)
