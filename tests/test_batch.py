"""An archive becomes a tree of JSON and a manifest, whatever lies in it."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from protoparse.batch.convert import Settings
from protoparse.batch.limits import Limits
from protoparse.batch.record import Record, read_manifest
from protoparse.batch.run import Options, plan, run_batch
from protoparse.batch.state import CONDEMNED, State
from protoparse.batch.summary import Summary
from protoparse.batch.walk import Found, Selection, walk
from protoparse.errors import GrammarError, InputError, OutputError, UsageError
from protoparse.limits import Limits as Reading
from tests.batch_corpus import FAULTS, SAMPLES, make, spoil, write_zip

FAULTY = "tests.batch_faults:convert"
# a busy machine gives a worker a tenth of a core: its processor time must run out before the clock does
SMALL = Limits(cpu=1.5, wall=15, memory=700 << 20)
TEXT = (SAMPLES / "06-rodkom.txt").read_bytes()


def run(source: Path, out: Path, **options: object) -> Summary:
    return run_batch(Options(str(source), out, timings=False, **options))  # type: ignore[arg-type]


def records(out: Path) -> dict[str, Record]:
    return {record.path: record for record in read_manifest(out)}


def tree(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    folder = tmp_path / "archive"
    (folder / "2024").mkdir(parents=True)
    (folder / "2024" / "протокол.txt").write_bytes(TEXT)
    (folder / "пустой.docx").write_bytes(b"")
    (folder / "фото.jpg").write_bytes(b"\xff\xd8\xff")
    return folder


def test_every_file_is_named(archive: Path, tmp_path: Path) -> None:
    summary = run(archive, tmp_path / "out")
    found = records(tmp_path / "out")
    assert {path: one.status for path, one in found.items()} == {
        "2024/протокол.txt": "ok",
        "пустой.docx": "unreadable",
        "фото.jpg": "skipped",
    }
    assert found["пустой.docx"].code == "R105"
    assert "пуст" in (found["пустой.docx"].message or "")
    assert found["2024/протокол.txt"].sha256 == hashlib.sha256(TEXT).hexdigest()
    assert summary.exit_code == 3
    envelope = json.loads((tmp_path / "out/2024/протокол.txt.json").read_bytes())
    assert envelope["source"]["file"] == "протокол.txt"
    assert len(envelope["protocols"]) == 1


def test_what_was_done_is_not_done_again(archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(archive, out)
    before, written = tree(out), (out / "2024/протокол.txt.json").stat().st_mtime_ns
    again = run(archive, out)
    assert again.tally.unchanged == 2
    assert (tree(out), (out / "2024/протокол.txt.json").stat().st_mtime_ns) == (before, written)


@pytest.mark.parametrize("change", ["content", "output lost", "output edited", "language", "retry"])
def test_what_changed_is_done_again(archive: Path, tmp_path: Path, change: str) -> None:
    out = tmp_path / "out"
    run(archive, out)
    target = out / "2024/протокол.txt.json"
    options: dict[str, object] = {}
    redone = 1
    if change == "content":
        (archive / "2024/протокол.txt").write_bytes(TEXT + b"\n\n\n")
    elif change == "output lost":
        target.unlink()
    elif change == "output edited":
        target.write_text("{}")
    elif change == "language":
        options["settings"], redone = Settings(lang="en"), 2
    else:
        options["retry_failed"] = True
    again = run(archive, out, **options)
    assert again.tally.done - again.tally.unchanged == redone
    assert json.loads(target.read_bytes())["protocols"]


def test_other_limits_take_up_the_files_that_they_concern(archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"

    def redone(**limits: int) -> int:
        tally = run(archive, out, settings=Settings(limits=Reading(**limits))).tally
        return tally.done - tally.unchanged

    def reached() -> dict[str, tuple[str, ...]]:
        return {name: record.reached for name, record in records(out).items() if record.status != "skipped"}

    text, long_text = "2024/протокол.txt", "длинный.txt"
    (archive / long_text).write_bytes(TEXT * 3)
    assert redone(characters=len(TEXT)) == 3
    assert reached() == {text: (), long_text: ("characters",), "пустой.docx": ()}
    assert "R162" in [one["code"] for one in records(out)[long_text].findings]
    assert redone(characters=len(TEXT)) == 0
    assert redone() == 1  # the long one alone can hold more now
    assert reached()[long_text] == ()
    assert redone(characters=40, file=len(TEXT)) == 3
    assert reached() == {text: ("characters",), long_text: ("file",), "пустой.docx": ()}
    assert records(out)[long_text].code == "R106" and records(out)[long_text].output is None
    assert redone(characters=40, file=len(TEXT) - 1) == 3
    assert redone() == 2


def test_a_file_that_is_gone_is_said_to_be_gone(archive: Path, tmp_path: Path) -> None:
    run(archive, tmp_path / "out")
    (archive / "2024/протокол.txt").unlink()
    run(archive, tmp_path / "out")
    assert records(tmp_path / "out")["2024/протокол.txt"].status == "gone"


def test_no_json_outlives_a_file_that_has_become_unreadable(archive: Path, tmp_path: Path) -> None:
    run(archive, tmp_path / "out")
    (archive / "2024/протокол.txt").write_bytes(b"")
    run(archive, tmp_path / "out")
    run(archive, tmp_path / "fresh")
    assert tree(tmp_path / "out") == tree(tmp_path / "fresh")


def test_a_narrower_run_keeps_what_is_known(archive: Path, tmp_path: Path) -> None:
    run(archive, tmp_path / "out")
    run(archive, tmp_path / "out", selection=Selection(include=("*.docx",)))
    assert records(tmp_path / "out")["2024/протокол.txt"].status == "ok"


def test_zip_archives_are_folders(tmp_path: Path) -> None:
    source = tmp_path / "in"
    write_zip(source / "школа.zip", [("Протоколы\\Педсовет.txt", TEXT), ("Ёлка № 2.txt", TEXT)])
    write_zip(source / "старый.zip", [("Протокол собрания.txt", TEXT)], encoding="cp1251")
    with zipfile.ZipFile(source / "новый.zip", "w") as new:
        new.writestr("Устав и протокол.txt", TEXT)
        new.writestr("../../наружу.txt", TEXT)
        new.writestr("внутри.zip", b"PK")
    (source / "битый.zip").write_bytes(b"PK\x03\x04....")
    run(source, tmp_path / "out", jobs=2)
    assert {path: one.status for path, one in records(tmp_path / "out").items()} == {
        "школа.zip/Протоколы/Педсовет.txt": "ok",
        "школа.zip/Ёлка № 2.txt": "ok",
        "старый.zip/Протокол собрания.txt": "ok",
        "новый.zip/Устав и протокол.txt": "ok",
        "новый.zip/наружу.txt": "ok",
        "новый.zip/внутри.zip": "skipped",
        "битый.zip": "unreadable",
    }
    assert (tmp_path / "out/школа.zip/Протоколы/Педсовет.txt.json").is_file()
    assert not list(tmp_path.glob("*.json"))


def test_a_zip_alone_is_an_archive(tmp_path: Path) -> None:
    write_zip(tmp_path / "in/школа.zip", [("Педсовет.txt", TEXT)])
    run(tmp_path / "in/школа.zip", tmp_path / "out")
    assert (tmp_path / "out/Педсовет.txt.json").is_file()


@pytest.mark.skipif(sys.platform == "win32", reason="such names and files exist on other systems")
def test_strange_names_and_files(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    names = [
        b"\xcf\xf0\xee\xf2.txt",
        "а\nб.txt".encode(),
        b"con.txt",
        "x" * 245 + ".txt",
        "[red]\x1b[31m.txt",
        "a:b?.txt",
    ]
    names += ["Дело.txt", "дело.txt", "е\u0308.txt", "ё.txt"]
    for name in names:
        raw = name if isinstance(name, bytes) else name.encode()
        (source / os.fsdecode(raw)).write_bytes(TEXT)
    os.mkfifo(source / "канал.txt")
    (source / "ссылка.txt").symlink_to(source / "con.txt")
    (source / "петля").symlink_to(source)
    (source / ".скрытый.txt").write_bytes(TEXT)
    run(source, tmp_path / "out", jobs=2)
    found = list(read_manifest(tmp_path / "out"))
    assert sorted(one.reason or "" for one in found if one.status == "skipped") == [
        "hidden",
        "link",
        "link",
        "special",
    ]
    good = [one for one in found if one.status == "ok"]
    assert len(good) == len(names) == len({(one.output or "").lower() for one in good})
    assert all(len(os.fsencode(one.output or "")) < 255 for one in good)


def test_selection(archive: Path) -> None:
    def chosen(**options: object) -> list[str]:
        return [one.path for one in walk(archive, Selection(**options)) if one.skip is None]  # type: ignore[arg-type]

    assert chosen() == ["пустой.docx", "2024/протокол.txt"]
    assert chosen(include=("2024/*",)) == ["2024/протокол.txt"]
    assert chosen(include=("*.JPG",)) == ["фото.jpg"]
    assert chosen(exclude=("*.docx",)) == ["2024/протокол.txt"]
    os.utime(archive / "пустой.docx", (0, 0))
    assert chosen(since=1000.0) == ["2024/протокол.txt"]


def test_a_plan_writes_nothing(archive: Path, tmp_path: Path) -> None:
    actions = {found.path: action for found, action in plan(Options(str(archive), tmp_path / "out"))}
    assert actions == {"2024/протокол.txt": "convert", "пустой.docx": "convert", "фото.jpg": "skip"}
    assert not (tmp_path / "out").exists()
    run(archive, tmp_path / "out")
    actions = {found.path: action for found, action in plan(Options(str(archive), tmp_path / "out"))}
    assert actions["2024/протокол.txt"] == "unchanged"


def test_a_plan_knows_the_members_of_a_zip_alone(tmp_path: Path) -> None:
    write_zip(tmp_path / "in/школа.zip", [("Педсовет.txt", TEXT)])
    run(tmp_path / "in/школа.zip", tmp_path / "out")
    options = Options(str(tmp_path / "in/школа.zip"), tmp_path / "out")
    assert [action for _, action in plan(options)] == ["unchanged"]


def test_what_cannot_be_is_refused(archive: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        run(archive, archive / "out")
    with pytest.raises(UsageError):
        run(archive, archive)
    with pytest.raises(InputError):
        run(tmp_path / "нет", tmp_path / "out")
    with pytest.raises(GrammarError):
        run(archive, tmp_path / "out", settings=Settings(grammar="no-such-grammar"))
    (tmp_path / "file").touch()
    with pytest.raises(UsageError):
        run(archive, tmp_path / "file")


def test_a_second_batch_on_one_output_is_refused(archive: Path, tmp_path: Path) -> None:
    state = State(tmp_path / "out")
    with pytest.raises(OutputError, match="another run"):
        run(archive, tmp_path / "out")
    state.close(finished=True)
    run(archive, tmp_path / "out")


def test_findings_of_checks_come_into_the_manifest(archive: Path, tmp_path: Path) -> None:
    run(archive, tmp_path / "out", settings=Settings(check="tests.batch_faults:check"))
    findings = records(tmp_path / "out")["2024/протокол.txt"].findings
    assert [one["code"] for one in findings] == ["XXX01"]


def test_fail_fast_stops(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    for number in range(20):
        (source / f"{number:02}.txt").write_bytes(b"" if number == 0 else TEXT)
    summary = run(source, tmp_path / "out", fail_fast=True)
    assert summary.tally.by_status["unreadable"] == 1
    assert summary.tally.done < 20


def test_bad_files_cost_themselves_alone(tmp_path: Path) -> None:
    corpus = make(tmp_path / "in", 30, bad_share=0)
    for wrong in (*FAULTS, "broken", "empty", "truncated"):
        (tmp_path / "in" / f"{wrong}.txt").write_bytes(spoil(TEXT, wrong))
        corpus.bad[f"{wrong}.txt"] = wrong
    run(tmp_path / "in", tmp_path / "out", jobs=2, limits=SMALL, function=FAULTY)
    found = records(tmp_path / "out")
    assert {path for path, one in found.items() if one.status in ("ok", "empty")} == set(corpus.good)
    expected = {
        **dict.fromkeys(("segfault", "abort", "exit", "error"), "crash"),
        **dict.fromkeys(("broken", "empty", "truncated"), "input"),
        "hang": "cpu",
        "sleep": "wall",
        "memory": "memory",
    }
    assert {path: found[path].reason for path in corpus.bad} == {
        path: expected[wrong] for path, wrong in corpus.bad.items()
    }
    assert all(found[path].tries == 2 for path in corpus.bad if found[path].status == "failed")


def test_a_second_try_may_succeed(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    (source / "раз.txt").write_bytes(f"FAULT once {tmp_path / 'mark'}\n".encode() + TEXT)
    run(source, tmp_path / "out", function=FAULTY)
    assert records(tmp_path / "out")["раз.txt"].status in ("ok", "empty")


def test_a_failure_is_remembered(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    (source / "a.txt").write_bytes(b"FAULT abort\n")
    run(source, tmp_path / "out", function=FAULTY)
    begun = time.monotonic()
    assert run(source, tmp_path / "out", function=FAULTY).tally.unchanged == 1
    assert time.monotonic() - begun < 30
    again = run(source, tmp_path / "out", function=FAULTY, retry_failed=True)
    assert again.tally.by_status["failed"] == 1


COMMAND = """
import sys
from pathlib import Path
from protoparse.batch.run import Options, run_batch
from protoparse.batch.limits import Limits
limits = Limits(cpu=2, wall=8)
function = "tests.batch_faults:convert"
options = Options(sys.argv[1], Path(sys.argv[2]), jobs=2, timings=False, limits=limits, function=function)
summary = run_batch(options)
sys.exit(summary.exit_code)
"""


def start(source: Path, out: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", COMMAND, str(source), str(out)],
        cwd=Path(__file__).parent.parent,
        start_new_session=True,
    )


@pytest.mark.skipif(sys.platform == "win32", reason="kills by signal")
def test_a_killed_batch_goes_on_to_the_same_bytes(tmp_path: Path) -> None:
    make(tmp_path / "in", 40, faults=("abort", "exit"))
    begun = time.monotonic()
    assert start(tmp_path / "in", tmp_path / "whole").wait() == 3
    whole = time.monotonic() - begun
    kills = 0
    for share in (0.35, 0.4, 0.45):
        process = start(tmp_path / "in", tmp_path / "torn")
        try:
            process.wait(whole * share)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            kills += 1
    assert kills
    assert start(tmp_path / "in", tmp_path / "torn").wait() == 3
    assert tree(tmp_path / "torn") == tree(tmp_path / "whole")


@pytest.mark.skipif(sys.platform == "win32", reason="kills by signal")
def test_ctrl_c_finishes_what_runs_and_writes_the_manifest(tmp_path: Path) -> None:
    make(tmp_path / "in", 80, bad_share=0)
    process = start(tmp_path / "in", tmp_path / "out")
    wait_for(lambda: any((tmp_path / "out").rglob("*.json")))
    process.send_signal(signal.SIGINT)
    assert process.wait(30) == 130
    done = {one.output for one in read_manifest(tmp_path / "out") if one.output}
    there = {name for name in tree(tmp_path / "out") if name.endswith(".json") and not name.startswith(".")}
    assert 0 < len(done) < 80
    assert done == there
    assert start(tmp_path / "in", tmp_path / "out").wait(120) == 0
    assert len(records(tmp_path / "out")) == 80


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
def test_workers_die_with_their_parent(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    (source / "a.txt").write_bytes(b"FAULT sleep\n")
    process = start(source, tmp_path / "out")
    wait_for(lambda: len(descendants(process.pid)) >= 2)
    time.sleep(0.5)
    family = descendants(process.pid)
    process.kill()
    process.wait()
    wait_for(lambda: not any(alive(pid) for pid in family))


def descendants(pid: int) -> set[int]:
    """All processes under one, by the parents that /proc names."""
    parents = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(path.parent.name)] = int(path.read_text().rsplit(")", 1)[1].split()[1])
        except (OSError, IndexError):
            continue
    found, waiting = set(), [pid]
    while waiting:
        one = waiting.pop()
        children = {child for child, parent in parents.items() if parent == one} - found
        found |= children
        waiting += children
    return found


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def wait_for(condition: object, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_file_on_which_the_batch_died_too_often_is_given_up(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    (source / "a.txt").write_bytes(TEXT)
    (source / "b.txt").write_bytes(TEXT)
    for _ in range(CONDEMNED):  # as a batch that is killed while a.txt is being done
        state = State(tmp_path / "out")
        state.find(iter([Found("a.txt", "a.txt", None, "a.txt.json", 0.0)]), "ru")
        state.begin("a.txt")
        state.close(finished=False)
    run(source, tmp_path / "out")
    found = records(tmp_path / "out")
    assert (found["a.txt"].status, found["a.txt"].reason) == ("failed", "interrupted")
    assert found["b.txt"].status == "ok"
    run(source, tmp_path / "out", retry_failed=True)
    assert records(tmp_path / "out")["a.txt"].status == "ok"


@pytest.mark.parametrize("method", sorted({"spawn", *multiprocessing.get_all_start_methods()} - {"fork"}))
def test_the_supervisor_under_every_start_method(method: str) -> None:
    from protoparse.batch.supervisor import Supervisor

    jobs = [
        {"fault": fault, "number": number}
        for number, fault in enumerate(["", "abort", "", "exit", "hang"] + [""] * 20)
    ]
    with Supervisor(
        "tests.test_batch:answer", 2, Limits(cpu=1, wall=10, files=7), method=method
    ) as supervisor:
        outcomes = list(supervisor.run(iter(jobs)))
    assert sorted(one.job["number"] for one in outcomes) == list(range(25))
    assert {one.job["fault"]: one.fate for one in outcomes} == {
        "": "done",
        "abort": "crash",
        "exit": "crash",
        "hang": "cpu",
    }
    assert all(one.reply == {"number": one.job["number"]} for one in outcomes if one.fate == "done")


def answer(job: dict[str, object]) -> dict[str, object]:
    from tests.batch_faults import fail

    fail(str(job["fault"]))
    return {"number": job["number"]}
