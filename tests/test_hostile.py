"""The hostile set: every file ends with a document or a named refusal, in time and memory, offline.

The large files, of some hundred megabytes once unpacked, run where PROTOPARSE_LARGE is set.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from protoparse.errors import UsageError
from protoparse.limits import CODES, DEFAULT_LIMITS, NAMES, Limits, with_changes
from protoparse.readers import is_partial, read

sys.path.insert(0, str(Path(__file__).parent))

from tests.hostile.runner import CASES, MEMORY

ROOT = Path(__file__).parent.parent
SMALL = [case.name for case in CASES if not case.large]
LARGE = [case.name for case in CASES if case.large]
needs_time = pytest.mark.skipif(not os.environ.get("PROTOPARSE_LARGE"), reason="set PROTOPARSE_LARGE to run")

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="limits of a process are POSIX")


def run(names: list[str], folder: Path, timeout: float) -> dict[str, dict[str, Any]]:
    """What came of each case; a case that took its process along has no outcome, those after it run anew."""
    found: dict[str, dict[str, Any]] = {}
    left = list(names)
    while left:
        command = [sys.executable, "-m", "tests.hostile.runner", *left]
        try:
            done = subprocess.run(
                command,
                cwd=folder,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
                capture_output=True,
                text=True,
                timeout=timeout,
                check=False,
            )
            output, ending = done.stdout, f"exit {done.returncode}: {done.stderr[-300:]}"
        except subprocess.TimeoutExpired as error:
            output, ending = (error.stdout or b"").decode(), "timeout"
        lines = [json.loads(line) for line in output.splitlines()]
        for line in lines:
            if "found" in line:
                found[line["case"]] = line
        last = lines[-1]["case"] if lines else left[0]
        if last not in found:
            found[last] = {"wrong": f"the process ended: {ending}", "memory": 0}
        left = left[left.index(last) + 1 :]
    return found


@cache
def small() -> dict[str, dict[str, Any]]:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        found = run(SMALL, Path(folder), 240)
        found["files written"] = {"wrong": [path.name for path in Path(folder).iterdir()]}
    return found


@pytest.mark.parametrize("name", SMALL)
def test_small(name: str) -> None:
    assert not small()[name]["wrong"]
    assert small()[name]["memory"] << 20 < MEMORY


def test_nothing_is_written_or_run() -> None:
    """A pickled character map would have left a file."""
    assert small()["files written"]["wrong"] == []


@needs_time
@pytest.mark.parametrize("name", LARGE)
def test_large(name: str, tmp_path: Path) -> None:
    found = run([name], tmp_path, 240)[name]
    assert not found["wrong"]
    assert found["memory"] << 20 < MEMORY


def test_the_set_is_whole() -> None:
    assert len({case.name for case in CASES}) == len(CASES) >= 132


def test_every_limit_has_a_code_of_its_own() -> None:
    assert set(CODES) | {"ratio_from"} == set(NAMES)
    assert len(set(CODES.values())) == len(CODES)
    from protoparse import limits

    for name, code in CODES.items():
        assert f"{code}  {name} " in (limits.__doc__ or ""), name


def test_limits_are_changed_by_name() -> None:
    changed = with_changes(["pages=3", "part=2K"])
    assert (changed.pages, changed.part, changed.rows) == (3, 2048, DEFAULT_LIMITS.rows)
    for wrong in ("pages", "pages=", "pages=-1", "pages=0", "leaves=3", "pages=9" + "9" * 20):
        with pytest.raises(UsageError, match=wrong.partition("=")[0]):
            with_changes([wrong])


@pytest.mark.parametrize("limits", [Limits(characters=40), Limits(paragraphs=2)])
def test_what_stands_before_a_limit_is_kept(limits: Limits) -> None:
    text = "Протокол № 1\nРЕШИЛИ: утвердить план.\nСрок: до 1 марта\n"
    document = read(text.encode(), limits=limits)
    assert is_partial(document)
    assert document.text.startswith("Протокол № 1\nРЕШИЛИ")
    assert "марта" not in document.text
    assert not is_partial(read(text.encode()))
