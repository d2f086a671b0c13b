"""Hostile names: nothing of them reaches a terminal, a sheet or a page, nothing leaves the output."""

from __future__ import annotations

import csv
import json
import os
import re
import sqlite3
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pytest

from protoparse.cli import main
from protoparse.report import FORMATS

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.hostile.names import make_tree

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="its file systems refuse such names")

TEXT = (
    "ПРОТОКОЛ № 7\nзаседания совета от 12.03.2024\nПрисутствовали: Иволгина А.Б., Щеглов В.Г.\n"
    "СЛУШАЛИ: Иволгину А.Б. о плане.\nРЕШИЛИ: утвердить план.\n"
    "Ответственный: Щеглов В.Г. Срок: до 01.04.2024.\n"
).encode()
# All that steers a terminal or hides: controls but tab and newline, marks of direction, signs without width.
HARMFUL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff\U000e0000-\U000e007f]"
)
CALCULATES = ("=", "+", "@", "\t", "\r", "-2+")
Captured = pytest.CaptureFixture[bytes]


def harm(data: bytes) -> list[str]:
    """What is harmful in a text, with what stands around it; a byte order mark at its start is not."""
    text = data.decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n")
    return [repr(text[max(0, one.start() - 30) : one.end() + 10]) for one in HARMFUL.finditer(text)]


def everything_below(folder: Path) -> list[str]:
    return sorted(os.path.join(place, name) for place, _, files in os.walk(folder) for name in files)  # noqa: PTH118


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, int]]:
    folder = tmp_path_factory.mktemp("names") / "in"
    folder.mkdir()
    yield folder, make_tree(folder, TEXT)


@pytest.fixture(scope="module")
def batch(tree: tuple[Path, int], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output of a batch over the tree; in a folder of its own, so that a file that leaves it shows."""
    out = tmp_path_factory.mktemp("around") / "out"
    assert main(["batch", str(tree[0]), str(out), "-q", "-j", "1", "--today", "2024-03-20"]) == 3
    return out


def test_messages_about_single_files_are_harmless(tree: tuple[Path, int], capfdbinary: Captured) -> None:
    told = 0
    for path in everything_below(tree[0]):
        if not os.path.isfile(path) or os.path.getsize(path):  # noqa: PTH113, PTH202
            continue
        assert main(["text", path]) == 3
        out, err = capfdbinary.readouterr()
        assert out == b"" and not harm(err), harm(err)
        assert err.count(b"\n") == 1
        told += 1
    assert told > 40


def test_json_of_single_files_is_text(tree: tuple[Path, int], capfdbinary: Captured) -> None:
    for path in [one for one in everything_below(tree[0]) if os.path.isfile(one)][::9]:  # noqa: PTH113
        main(["parse", path, "--limit", "characters=60"])
        out, err = capfdbinary.readouterr()
        assert not harm(err), harm(err)
        if out:
            assert "\x1b" not in out.decode("utf-8") and json.loads(out)["source"]["file"]


def test_a_batch_writes_into_its_folder_alone(
    tree: tuple[Path, int], batch: Path, capfdbinary: Captured
) -> None:
    assert [one.name for one in batch.parent.iterdir()] == ["out"]
    records = [json.loads(line) for line in (batch / "manifest.jsonl").read_text("utf-8").split("\n") if line]
    opened = [one for one in records if one["status"] != "skipped"]
    assert len(opened) == tree[1] - sum(one.get("reason") == "hidden" for one in records)
    links = {one["path"]: one["reason"] for one in records if one["status"] == "skipped"}
    assert {links[name] for name in ("loop", "out.txt", "ring.txt", "up")} == {"link"}
    assert links["pipe.txt"] == "special"
    outputs = [one["output"] for one in records if one.get("output")]
    assert len({one.casefold() for one in outputs}) == len(outputs) > 30
    for output in outputs:
        place = (batch / output).resolve()
        assert batch.resolve() in place.parents and place.is_file()
        assert all(
            len(part.encode()) <= 255 and not re.match(r"(?i)(con|nul|lpt1)(\.|$)", part)
            for part in place.parts
        )
        assert not re.search(r'[\x00-\x1f\x7f-\x9f<>:"\\|?*]', output)
    capfdbinary.readouterr()
    assert main(["batch", str(tree[0]), str(batch), "-j", "1", "--dry-run"]) == 0
    assert main(["batch", str(tree[0]), str(batch), "-j", "1"]) == 3
    out, err = capfdbinary.readouterr()
    assert not harm(out) and not harm(err), harm(out + err)


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.wrong += [f"{tag} {name}" for name, value in attrs if name.startswith("on") or value == "x"]
        self.wrong += [tag] if tag in ("img", "iframe", "object") else []


@pytest.mark.parametrize("form", FORMATS)
def test_every_report_is_harmless(
    form: str, tree: tuple[Path, int], tmp_path: Path, capfdbinary: Captured
) -> None:
    target = tmp_path / f"report.{form}"
    code = main(["validate", str(tree[0]), "--to", form, "-o", str(target), "--as-of", "2024-03-20"])
    out, err = capfdbinary.readouterr()
    assert code == 1 and not harm(out + err), harm(out + err)
    data = target.read_bytes()
    if form == "xlsx":
        assert_no_formulas(target)
    elif form == "html":
        tags = _Tags()
        tags.feed(data.decode())
        assert tags.wrong == [] and b"<script>alert" not in data
        assert not harm(data), harm(data)
    elif form in ("text", "github"):
        assert not harm(data), harm(data)
    elif form in ("json", "sarif"):
        assert json.loads(data) and b"\x1b" not in data
    elif form == "jsonl":
        assert all(json.loads(line) for line in data.splitlines()) and b"\x1b" not in data


def assert_no_formulas(path: Path) -> None:
    cells = [cell for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows() for cell in row]
    assert cells and all(cell.data_type != "f" for cell in cells)
    shown = [cell.value for cell in cells if isinstance(cell.value, str)]
    assert not [one for one in shown if HARMFUL.search(one)]


@pytest.mark.parametrize("form", ["xlsx", "csv", "jsonl", "sqlite", "ics"])
def test_every_export_is_harmless(form: str, batch: Path, tmp_path: Path, capfdbinary: Captured) -> None:
    before = everything_below(batch.parent)
    target = tmp_path / f"all.{form}"
    assert main(["export", str(batch), "--to", form, "-o", str(target), "--today", "2024-03-20"]) == 0
    out, err = capfdbinary.readouterr()
    assert not harm(out + err)
    assert everything_below(batch.parent) == before
    if form == "xlsx":
        assert_no_formulas(target)
    elif form == "csv":
        for file in target.iterdir():
            data = file.read_bytes()
            assert not harm(data), harm(data)
            with file.open(encoding="utf-8-sig", newline="") as lines:
                values = [value for row in csv.reader(lines, delimiter=";") for value in row]
            assert not [value for value in values if value.startswith(CALCULATES)]
    elif form == "ics":
        data = target.read_bytes()
        assert b"BEGIN:VEVENT" in data and not harm(data), harm(data)
    elif form == "jsonl":
        assert (
            all(json.loads(line) for line in target.read_bytes().splitlines())
            and b"\x1b" not in target.read_bytes()
        )
    else:
        with sqlite3.connect(target) as database:
            assert database.execute("pragma integrity_check").fetchone() == ("ok",)


def test_tasks_on_the_screen_are_harmless(batch: Path, capfdbinary: Captured) -> None:
    assert main(["tasks", str(batch), "--today", "2024-03-20"]) == 0
    out, err = capfdbinary.readouterr()
    assert "утвердить план".encode() in out and not harm(out + err), harm(out + err)
