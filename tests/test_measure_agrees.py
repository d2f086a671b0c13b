"""The measure of `evaluate` against the one that came with the task, fact by fact, on whatever both can read.

Runs where `../shared` lies beside the project, with its documents and its `eval/score.py`; elsewhere there is
nothing to compare with.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from random import Random
from typing import Any

import pytest
from shelf import LEARNED, SAMPLES, TESTS, documents, parsed

from protoparse.evaluation import evaluate_folder

SHARED = TESTS.parents[1] / "shared"
SCORE = SHARED / "eval" / "score.py"
SETS = {
    "seeds": SHARED / "corpus" / "seeds",
    "varied": SHARED / "corpus" / "varied",
    "samples": SAMPLES,
    "learned": LEARNED,
}
SPOILT = 0.12  # of all values and of all elements of lists

pytestmark = pytest.mark.skipif(not SCORE.is_file(), reason="no ../shared beside the project")


def spoilt(value: Any, random: Random) -> Any:
    """An output with some values lost, some texts cut short and some numbers wrong."""
    if isinstance(value, dict):
        return {key: spoilt(one, random) for key, one in value.items()}
    if isinstance(value, list):
        return [spoilt(one, random) for one in value if random.random() > SPOILT]
    if random.random() > SPOILT or value is None:
        return value
    if isinstance(value, str) and " " in value:
        return value.rpartition(" ")[0]
    return value + 1 if isinstance(value, int) and not isinstance(value, bool) else None


@pytest.mark.parametrize("damaged", [False, True], ids=["as they are", "spoilt"])
@pytest.mark.parametrize("name", SETS)
def test_both_measures_count_alike(name: str, damaged: bool, tmp_path: Path) -> None:
    random = Random(7)
    paths = documents(SETS[name])
    assert paths
    for path in paths:
        envelope = parsed(path).envelope.model_dump(mode="json")
        if damaged:
            envelope["protocols"] = spoilt(envelope["protocols"], random)
        target = tmp_path / f"{path.name}.json"
        target.write_text(json.dumps(envelope, ensure_ascii=False), "utf-8")
    call = [sys.executable, str(SCORE), str(SETS[name]), str(tmp_path), "--json"]
    theirs = json.loads(subprocess.run(call, check=True, capture_output=True, text=True).stdout)
    ours = evaluate_folder(SETS[name], tmp_path).as_json()
    files = f1_of(ours["files"])
    assert {"all": ours["all"]["f1"], **f1_of(ours["groups"]), **files} == pytest.approx(
        {"all": theirs["micro_f1"], **theirs["groups"], **theirs["files"]}, abs=0.0005
    )
    assert not damaged or ours["all"]["f1"] < 0.97, "there is something to disagree about"


def f1_of(figures: dict[str, Any]) -> dict[str, float]:
    return {name: one["f1"] for name, one in figures.items()}
