"""Exports say the same in every format, and other programs read them."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from protoparse.batch.run import Options, run_batch
from protoparse.errors import InputError, OutputError, UsageError
from protoparse.export import FORMATS, ExportOptions, export
from protoparse.export.reports import AttendanceReport, NumberingReport
from protoparse.export.rows import rows
from protoparse.export.source import Archive
from protoparse.export.tables import TABLES
from protoparse.tasks import Wanted

SAMPLES = Path(__file__).parent.parent / "samples"
TODAY = date(2025, 4, 1)
COUNTED = ("protocols", "decisions", "people", "votes", "tasks", "agenda", "findings")

FORMULAS = """Протокол № 3
заседания комиссии по питанию
от 12.03.2025
Председатель: Куницын А.Б.
Секретарь: Ласкина В.Г.
Присутствовали: Куницын А.Б., Ласкина В.Г.
ПОВЕСТКА ДНЯ:
1. =HYPERLINK("http://example.com";"отчёт о питании")
СЛУШАЛИ: Куницына А.Б. об отчёте.
РЕШИЛИ:
1. +7 классам выдать талоны. Ответственный: Ласкина В.Г. Срок: до 20.03.2025.
2. @Ласкиной В.Г. подготовить отчёт до 25.03.2025.
"""


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output of a batch over the samples and one document full of what looks like formulas."""
    folder = tmp_path_factory.mktemp("export")
    source = folder / "in"
    source.mkdir()
    for path in SAMPLES.iterdir():
        if path.suffix in (".docx", ".pdf", ".txt"):
            (source / path.name).write_bytes(path.read_bytes())
    (source / "формулы 100%#1.txt").write_text(FORMULAS, "utf-8")
    (source / "пусто.docx").touch()
    run_batch(Options(str(source), folder / "out", jobs=2))
    return folder / "out"


def write(out: Path, name: str, target: Path, **options: Any) -> Path:
    return export(out, name, target, ExportOptions(TODAY, **options))


def counts_of_tables(out: Path) -> dict[str, int]:
    counts = dict.fromkeys((table.name for table in TABLES), 0)
    for table, _ in rows(Archive(out)):
        counts[table.name] += 1
    return counts


def counts_of_xlsx(path: Path) -> dict[str, int]:
    titles = {table.title: table.name for table in TABLES}
    book = openpyxl.load_workbook(path)
    return {titles[sheet.title]: sheet.max_row - 1 for sheet in book if sheet.title in titles}


def counts_of_sqlite(path: Path) -> dict[str, int]:
    with sqlite3.connect(path) as database:
        return {
            table.name: database.execute(f'SELECT count(*) FROM "{table.name}"').fetchone()[0]
            for table in TABLES
        }


def counts_of_csv(path: Path) -> dict[str, int]:
    counts = {}
    for file in path.glob("*.csv"):
        with file.open(encoding="utf-8-sig", newline="") as lines:
            counts[file.stem] = sum(1 for _ in csv.reader(lines, delimiter=";")) - 1
    return counts


def counts_of_parquet(path: Path) -> dict[str, int]:
    parquet = pytest.importorskip("pyarrow.parquet")
    return {file.stem: parquet.read_table(file).num_rows for file in path.glob("*.parquet")}


def counts_of_jsonl(path: Path) -> dict[str, int]:
    def below(decisions: list[dict[str, Any]]) -> int:
        return sum(1 + below(one["children"]) for one in decisions)

    protocols = [json.loads(line)["protocol"] for line in path.read_text("utf-8").splitlines()]
    decisions = [
        [*(d for item in one["items"] for d in item["decisions"]), *one["decisions"]] for one in protocols
    ]
    return {"protocols": len(protocols), "decisions": sum(map(below, decisions))}


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("xlsx", counts_of_xlsx),
        ("sqlite", counts_of_sqlite),
        ("csv", counts_of_csv),
        ("parquet", counts_of_parquet),
        ("jsonl", counts_of_jsonl),
    ],
)
def test_every_export_counts_the_same(
    out: Path, tmp_path: Path, name: str, count: Callable[[Path], dict[str, int]]
) -> None:
    expected = counts_of_tables(out)
    found = count(write(out, name, tmp_path / FORMATS[name]))
    shared = [table for table in COUNTED if table in found]
    assert len(shared) >= 2
    assert {table: found[table] for table in shared} == {table: expected[table] for table in shared}
    assert min(expected[table] for table in COUNTED) > 0


@pytest.mark.parametrize("name", ["csv", "jsonl", "ics", "sqlite"])
def test_equal_folders_give_equal_exports(out: Path, tmp_path: Path, name: str) -> None:
    def content(path: Path) -> list[bytes]:
        return [one.read_bytes() for one in (sorted(path.iterdir()) if path.is_dir() else [path])]

    assert content(write(out, name, tmp_path / "a")) == content(write(out, name, tmp_path / "b"))


def test_the_workbook_is_made_for_work(out: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(write(out, "xlsx", out / "minutes.xlsx"))
    sheet = book["Поручения"]
    heads = [cell.value for cell in sheet[1]]
    assert sheet.freeze_panes == "D2"
    assert sheet.auto_filter.ref is not None
    assert sheet.column_dimensions["R"].hidden
    due = [row[heads.index("Срок (дата)")] for row in sheet.iter_rows(min_row=2)]
    assert all(cell.is_date and cell.number_format == "dd.mm.yyyy" for cell in due if cell.value)
    assert sum(cell.value is not None for cell in due) > 20
    control = [row[heads.index("Контроль")].value for row in sheet.iter_rows(min_row=2)]
    assert {"просрочено", "срок не наступил", "бессрочно", "периодически"} <= set(control)
    for day, word in zip(due, control, strict=True):
        assert (day.value is not None and day.value.date() < TODAY) == (word == "просрочено")
    rules = [rule for one in sheet.conditional_formatting for rule in one.rules]
    assert any("45748" in rule.formula[0] for rule in rules)  # 1 April 2025, as Excel counts
    links = {
        cell.hyperlink.target.replace("\\", "/")
        for (cell,) in book["Протоколы"].iter_rows(min_row=2, min_col=19)
        if cell.hyperlink
    }
    assert "../in/01-pedsovet.docx" in links
    assert any("%25" in link and "%23" in link for link in links)


@pytest.mark.parametrize("name", ["xlsx", "csv"])
def test_what_looks_like_a_formula_is_data(out: Path, tmp_path: Path, name: str) -> None:
    target = write(out, name, tmp_path / FORMATS[name])
    if name == "xlsx":
        cells = [
            cell for sheet in openpyxl.load_workbook(target) for row in sheet.iter_rows() for cell in row
        ]
        assert all(cell.data_type != "f" for cell in cells)
        assert any(str(cell.value).startswith("=HYPERLINK") for cell in cells)
        return
    values = []
    for file in target.iterdir():
        with file.open(encoding="utf-8-sig", newline="") as lines:
            values += [value for row in csv.reader(lines, delimiter=";") for value in row]
    assert any(value.startswith("'=HYPERLINK") for value in values)
    assert not [value for value in values if value.startswith(("=", "+", "-", "@"))]


def test_notes_of_people_outlive_the_next_export(out: Path, tmp_path: Path) -> None:
    target = write(out, "xlsx", tmp_path / "register.xlsx")
    book = openpyxl.load_workbook(target)
    sheet = book["Поручения"]
    heads = [cell.value for cell in sheet[1]]
    state, done, text = (heads.index(name) + 1 for name in ("Состояние", "Дата исполнения", "Поручение"))
    marked = sheet.cell(5, text).value
    sheet.cell(5, state).value = "выполнено"
    sheet.cell(5, done).value = date(2025, 3, 1)
    sheet.cell(6, state).value = "снято"
    sheet.cell(6, heads.index("Ключ") + 1).value = "of an instruction that is gone"
    book.save(target)
    for _ in range(2):
        write(out, "xlsx", target)
        book = openpyxl.load_workbook(target)
        sheet = book["Поручения"]
        found = [row for row in sheet.iter_rows(min_row=2, values_only=True) if row[state - 1]]
        assert [(row[text - 1], row[state - 1], row[done - 1].date()) for row in found] == [
            (marked, "выполнено", date(2025, 3, 1))
        ]
        kept = list(book["Прежние отметки"].iter_rows(min_row=2, values_only=True))
        assert [(row[0], row[2]) for row in kept] == [("of an instruction that is gone", "снято")]


def test_a_workbook_that_cannot_be_read_is_not_overwritten(out: Path, tmp_path: Path) -> None:
    target = tmp_path / "register.xlsx"
    target.write_bytes(b"somebody's work")
    with pytest.raises(OutputError):
        write(out, "xlsx", target)
    assert target.read_bytes() == b"somebody's work"


def test_the_database_answers(out: Path, tmp_path: Path) -> None:
    with sqlite3.connect(write(out, "sqlite", tmp_path / "minutes.sqlite")) as database:
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)

        def found(query: str) -> int:
            return database.execute("SELECT count(*) FROM search WHERE search MATCH ?", (query,)).fetchone()[
                0
            ]

        assert found("талон") == found("талонов") + 1 == 1  # the dictionary form finds «талоны»
        assert found("тал*") >= 1
        overdue = database.execute("SELECT due, days FROM overdue").fetchall()
        assert overdue
        assert all(due < "2025-04-01" and days > 0 for due, days in overdue)
        assert database.execute("SELECT count(*) FROM by_responsible WHERE tasks > 0").fetchone()[0] > 10
        meetings = database.execute("SELECT count(*) FROM meetings").fetchone()
        assert meetings == database.execute("SELECT count(*) FROM protocols").fetchone()


def test_the_calendar_is_read_by_others(out: Path, tmp_path: Path) -> None:
    icalendar = pytest.importorskip("icalendar")
    data = write(out, "ics", tmp_path / "minutes.ics").read_bytes()
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    events = icalendar.Calendar.from_ical(data).walk("VEVENT")
    dated = [row for table, row in rows(Archive(out)) if table.name == "tasks" and row[table.index("due")]]
    single = [event for event in events if "RRULE" not in event]
    assert sorted(event["DTSTART"].dt for event in single) == sorted(row[10] for row in dated)
    assert all((event["DTEND"].dt - event["DTSTART"].dt).days == 1 for event in events)
    assert len({event["UID"] for event in events}) == len(events)
    assert any(event["RRULE"]["FREQ"] == ["MONTHLY"] for event in events if "RRULE" in event)
    assert any("талоны" in event["SUMMARY"] for event in events)


def test_an_extract_holds_what_was_chosen(out: Path, tmp_path: Path) -> None:
    import docx

    target = write(out, "docx", tmp_path / "extract.docx", protocol="01-pedsovet.docx", items=("2",))
    text = "\n".join(one.text for one in docx.Document(str(target)).paragraphs)
    assert text.startswith("ВЫПИСКА ИЗ ПРОТОКОЛА № 2\nзаседания педагогического совета")
    assert "Адаптация пятиклассников" in text
    assert "РЕШИЛИ:" in text
    assert "Выписка верна:" in text
    assert "Мир открытий" not in text  # is of another item
    second = write(out, "docx", tmp_path / "second.docx", protocol="10-kniga-protokolov.txt#2")
    assert "№ 2" in docx.Document(str(second)).paragraphs[0].text


@pytest.mark.parametrize(
    ("protocol", "items"),
    [(None, ()), ("нет.docx", ()), ("01-pedsovet.docx#2", ()), ("01-pedsovet.docx", ("99",))],
)
def test_an_extract_of_nothing_is_refused(
    out: Path, tmp_path: Path, protocol: str | None, items: Any
) -> None:
    with pytest.raises(UsageError):
        write(out, "docx", tmp_path / "extract.docx", protocol=protocol, items=items)
    assert not (tmp_path / "extract.docx").exists()


def test_a_selection_of_instructions(out: Path, tmp_path: Path) -> None:
    target = tmp_path / "tasks.csv"
    write(out, "csv", target, wanted=Wanted(overdue=True), tasks_only=True, separator=",", encoding="utf-8")
    with target.open(encoding="utf-8", newline="") as lines:
        found = list(csv.DictReader(lines))
    assert found
    assert {row["Контроль"] for row in found} == {"просрочено"}
    book = openpyxl.load_workbook(
        write(out, "xlsx", tmp_path / "tasks.xlsx", wanted=Wanted(overdue=True), tasks_only=True)
    )
    assert book.sheetnames == ["Поручения", "Прежние отметки"]
    assert book["Поручения"].max_row - 1 == len(found)


def test_an_instruction_that_comes_again_is_linked(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    for number in (3, 4):
        text = FORMULAS.replace("№ 3", f"№ {number}").replace("12.03", f"1{number}.03")
        (source / f"{number}.txt").write_text(text, "utf-8")
    run_batch(Options(str(source), tmp_path / "out"))
    sheet = openpyxl.load_workbook(write(tmp_path / "out", "xlsx", tmp_path / "minutes.xlsx"))["Поручения"]
    heads = [cell.value for cell in sheet[1]]
    found = [
        (row[heads.index("Протокол №")], row[heads.index("Уже было в протоколе")])
        for row in sheet.iter_rows(min_row=2, values_only=True)
    ]
    assert set(found) == {("3", None), ("4", "№ 3 13.03.2025")}


def test_english(out: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(write(out, "xlsx", tmp_path / "minutes.xlsx", lang="en"))
    assert book.sheetnames[:3] == ["Minutes", "Instructions", "Participants"]
    assert "overdue" in {row[11] for row in book["Instructions"].iter_rows(values_only=True)}


def test_refusals(out: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        write(out, "doc", tmp_path / "x")
    with pytest.raises(InputError):
        write(tmp_path, "csv", tmp_path / "x")
    with pytest.raises(UsageError):
        write(out, "csv", tmp_path / "x", separator=";;")
    with pytest.raises(UsageError):
        write(out, "csv", tmp_path / "y", encoding="no-such")
    (tmp_path / "file").touch()
    with pytest.raises(OutputError):
        write(out, "jsonl", tmp_path / "file" / "minutes.jsonl")
    assert not list(tmp_path.rglob("*.jsonl"))


def test_numbering() -> None:
    report = NumberingReport()
    for number, day in [
        ("1", date(2024, 8, 30)),
        ("2", date(2024, 11, 1)),
        ("4", date(2025, 3, 1)),
        ("3/1", None),
    ]:
        report.add("Совет школы № 5", number, day)
    report.add("совета Школы №5", "1", date(2025, 8, 29))
    for number, month in ((1, 1), (2, 3), (2, 4), (4, 2)):
        report.add("Правление", str(number), date(2024, month, 1))
    found = {(one.body, one.period): (one.missing, one.repeated, one.out_of_order) for one in report.rows()}
    assert found["Правление", "2024"] == ((3,), (2,), (4,))
    assert found["Совет школы № 5", "2024/2025"] == ((3,), (), ())


def test_running_numbers() -> None:
    report = NumberingReport()
    for number, day in [("1", date(2023, 3, 1)), ("2", date(2024, 3, 1)), ("4", date(2025, 3, 1))]:
        report.add("Правление", number, day)
        report.add("Правление", number, day)  # the copy of a document repeats nothing
    report.add("Правление", "9", None)
    found = {one.period: (one.protocols, one.missing, one.repeated) for one in report.rows()}
    assert found == {"2023–2025": (6, (3,), ()), "—": (1, (), ())}


def test_attendance() -> None:
    report = AttendanceReport()
    report.add("Совет", date(2024, 1, 1), [("Куницын А.Б.", "present"), ("Ласкина В.Г.", "absent")])
    report.add("Совет", date(2024, 2, 1), [("Куницын Антон Борисович", "present"), ("Гость И.И.", "invited")])
    report.add("Совет", date(2024, 3, 1), [])
    assert [(one.name, one.meetings, one.present, one.absent) for one in report.rows()] == [
        ("Куницын Антон Борисович", 2, 2, 0),
        ("Ласкина В.Г.", 2, 0, 1),
    ]
