"""Validation of files and folders: settings, silence, exit codes, and minutes mended by the hints."""

from __future__ import annotations

import datetime
import json
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from protoparse.checks.config import Config, load_config
from protoparse.checks.registry import all_checks
from protoparse.checks.sample import GOOD, MODEL, sample
from protoparse.checks.silence import parse_silence
from protoparse.errors import InputError, UsageError
from protoparse.explain_rule import rule_list, rule_page, rule_table
from protoparse.validate import files_of, validate
from protoparse.validate_cli import register

DAY = datetime.date(2023, 11, 25)
ROOT = Path(__file__).parent.parent


def call(*arguments: str) -> tuple[int, str]:
    app = typer.Typer()
    register(app)
    result = CliRunner().invoke(app, [*arguments], standalone_mode=False)
    if result.exception is not None:
        raise result.exception
    return (result.return_value if isinstance(result.return_value, int) else 0), result.stdout


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    (tmp_path / "школа").mkdir()
    (tmp_path / "школа" / "а.txt").write_text(GOOD.source, "utf-8")
    (tmp_path / "школа" / "б.txt").write_text(sample(title="ПРОТОКОЛ", date="").source, "utf-8")
    (tmp_path / "битый.docx").write_bytes(b"PK\x03\x04 this is no archive")
    (tmp_path / "~$а.docx").write_bytes(b"lock")
    (tmp_path / ".скрытый.txt").write_text(GOOD.source, "utf-8")
    return tmp_path


def test_folders_are_searched_and_locks_left_out(archive: Path) -> None:
    names = [Path(path).name for path in files_of([archive, archive / "школа" / "а.txt"])]
    assert names == ["битый.docx", "а.txt", "б.txt"]
    with pytest.raises(InputError):
        files_of([archive / "нет"])


def test_a_file_that_cannot_be_read_is_a_finding(archive: Path) -> None:
    report = validate([archive], Config(as_of=DAY))
    broken = report.files[0]
    assert [finding.code for finding in broken.findings] == ["TXT03"] and broken.problem is not None
    assert report.reaches("error")


def test_a_file_read_in_part_is_a_finding_that_names_the_limit(archive: Path) -> None:
    file = str(archive / "школа" / "а.txt")
    code, out = call("validate", file, "--limit", "paragraphs=30", "--as-of", str(DAY))
    assert code == 1 and "TXT03" in out and "R159" in out and "paragraphs" in out and "--limit" in out
    assert "TXT03" not in call("validate", file, "--as-of", str(DAY))[1]
    with pytest.raises(UsageError, match="leaves"):
        call("validate", file, "--limit", "leaves=3")


def test_an_annex_beside_the_file_is_found(tmp_path: Path) -> None:
    path = tmp_path / "протокол с приложением.txt"
    path.write_text(sample(talk1="Отчёт представлен (см. приложение).").source, "utf-8")
    config = Config(select=("DSC01",), as_of=DAY)
    assert len(list(validate([path], config).findings)) == 1  # its own name is not the annex
    (tmp_path / "Приложение 1.xlsx").touch()
    assert not list(validate([path], config).findings)


def test_rules_over_the_archive_run_with_several_protocols(archive: Path) -> None:
    config = Config(as_of=DAY)
    alone = validate([archive / "школа" / "а.txt"], config)
    together = validate([archive / "школа"], config)
    assert not list(alone.findings)
    assert "ARC02" in {finding.code for finding in together.findings}


def test_summaries_count(archive: Path) -> None:
    report = validate([archive], Config(select=("HDR", "TXT"), as_of=DAY))
    assert dict(report.by_rule()) == {"TXT03": 1, "HDR02": 1, "HDR04": 1}
    assert sum(row[1] for row in report.by_organisation()) == 3
    assert [finding.code for finding in report.findings if finding.severity == "error"] == ["TXT03", "HDR04"]


def test_settings_are_found_above_the_files(archive: Path) -> None:
    (archive / "protoparse.toml").write_text(
        'ignore = ["TXT"]\n[severity]\nHDR02 = "error"\n[quorum]\n"педагогический совет" = "2/3"\n'
        '[numbering]\ndefault = "through"\n',
        "utf-8",
    )
    config = load_config(near=archive / "школа" / "а.txt")
    assert config.quorum_of("педагогического совета") == Fraction(2, 3)
    assert config.numbering_of("правления") == "through"
    report = validate([archive / "школа"], config)
    severities = {finding.code: finding.severity for finding in report.findings}
    assert severities["HDR02"] == "error" and "TXT03" not in severities


def test_settings_may_stand_in_pyproject(archive: Path) -> None:
    (archive / "pyproject.toml").write_text('[tool.protoparse]\nselect = ["DLN"]\n', "utf-8")
    assert load_config(near=archive).select == ("DLN",)


@pytest.mark.parametrize(
    "text", ['choose = ["X"]', "select = [", '[quorum]\ndefault = "3/2"', '[severity]\nHDR02 = "fatal"']
)
def test_bad_settings_are_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "protoparse.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(UsageError) as caught:
        load_config(path)
    assert "protoparse.toml" in caught.value.ru


def test_findings_are_silenced_with_a_reason(archive: Path) -> None:
    (archive / "protoparse.ignore").write_text(
        "# проверено\nшкола/*.txt | HDR | номеров и дат тогда не ставили\nбитый.docx | TXT03 | утрачен\n",
        "utf-8",
    )
    report = validate([archive], Config(select=("HDR", "TXT"), as_of=DAY))
    assert list(report.findings) == []
    reasons = {finding.code: reason for one in report.files for finding, reason in one.silenced}
    assert reasons == {
        "HDR02": "номеров и дат тогда не ставили",
        "HDR04": "номеров и дат тогда не ставили",
        "TXT03": "утрачен",
    }


def test_silence_above_the_files_counts_from_its_own_folder(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (archive / "protoparse.ignore").write_text("школа/б.txt | HDR | старый протокол\n", "utf-8")
    monkeypatch.chdir(archive / "школа")
    report = validate(["б.txt"], Config(select=("HDR",), as_of=DAY))
    assert not list(report.findings) and len(report.files[0].silenced) == 2


@pytest.mark.parametrize("line", ["а.txt | HDR02", "а.txt | нет | причина", "а.txt | HDR02 | "])
def test_silence_without_a_reason_is_refused(line: str) -> None:
    with pytest.raises(UsageError):
        parse_silence(line)


@pytest.mark.parametrize(("level", "code"), [("error", 1), ("warning", 1), ("never", 0)])
def test_the_exit_code_follows_fail_on(archive: Path, level: str, code: int) -> None:
    assert call("validate", str(archive / "школа" / "б.txt"), "--fail-on", level)[0] == code


def test_a_clean_file_exits_with_zero(archive: Path) -> None:
    code, out = call(
        "validate", str(archive / "школа" / "а.txt"), "--as-of", "2023-11-25", "--fail-on", "info"
    )
    assert code == 0 and "1 файлов: 0 ошибок" in out


def test_the_command_writes_json(archive: Path) -> None:
    _, out = call(
        "validate",
        str(archive / "школа" / "б.txt"),
        "--to",
        "json",
        "--select",
        "HDR02,HDR04",
        "--lang",
        "en",
    )
    report = json.loads(out)
    assert [one["code"] for one in report["files"][0]["findings"]] == ["HDR02", "HDR04"]
    assert report["files"][0]["findings"][0]["message"] == "The number of the minutes is missing"


@pytest.mark.parametrize(
    "arguments",
    [["--to", "word"], ["--fail-on", "all"], ["--profile", "x"], ["--as-of", "вчера"], ["--to", "xlsx"]],
)
def test_wrong_options_are_refused(archive: Path, arguments: list[str]) -> None:
    with pytest.raises(UsageError):
        call("validate", str(archive / "школа" / "а.txt"), *arguments)


def test_rules_are_listed_and_explained() -> None:
    listed = rule_list("ru")
    for one in all_checks():
        assert one.rule.code in listed and one.rule.code in rule_table()
        for lang in ("ru", "en"):
            page = rule_page(one, lang)
            assert one.rule.hint[0 if lang == "ru" else 1] in page
            assert ("Плохо:" if lang == "ru" else "Bad:") in page
    assert call("rule", "dln-02")[1] == rule_page(
        next(c for c in all_checks() if c.rule.code == "DLN02"), "ru"
    )
    with pytest.raises(UsageError):
        call("rule", "XXX99")


def test_help_does_not_load_the_parser() -> None:
    code = (
        "import sys, typer; from protoparse.validate_cli import register; register(typer.Typer());"
        "sys.exit([name for name in sys.modules if name.startswith(('protoparse.ch', 'protoparse.pi'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr.strip() == "[]"


def test_the_list_of_rules_in_the_readme_is_fresh() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    shown = readme.split("<!-- rules -->")[1].split("<!-- /rules -->")[0].strip()
    assert shown == rule_table().strip(), "put the output of protoparse.explain_rule.rule_table() there"


def write_docx(path: Path, text: str) -> None:
    import docx

    document = docx.Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    document.save(str(path))


def test_minutes_mended_by_the_hints_validate_clean(tmp_path: Path) -> None:
    """Each fault is mended as the hint of its finding says, one after the other, until nothing is left."""
    faults = {
        "title": "ПРОТОКОЛ",
        "date": "",
        "place": "",
        "secretary": "",
        "absent": "Отсутствовали: Сомов П.Н.",
        "heard2": "СЛУШАЛИ: Чижову о подготовке к зимним каникулам.",
        "decided2": "РЕШИЛИ:\n2.1. Составить план мероприятий на зимние каникулы.",
        "vote2": "Голосовали: за – 50, против – нет, воздержались – нет.",
        "chair_signature": "Директор школы А.П. Лапшина",
    }
    path = tmp_path / "протокол.docx"
    counts = []
    while True:
        write_docx(path, sample(**faults).source)
        found = list(validate([path], Config(as_of=DAY)).findings)
        counts.append(len(found))
        if not faults:
            break
        key = next(iter(faults))
        assert faults.pop(key) != MODEL[key]
    assert counts[0] >= 9 and counts == sorted(counts, reverse=True)
    assert found == []
