"""The corpus against its floors: `python .ci/corpus.py SHARED`; exit code 1 where one is missed.

Parses every document of SHARED/corpus/seeds and varied, scores them with SHARED/eval/score.py by folder and
format, and checks what must hold of any output: spans inside the text, coverage, no minutes where there are
none. Then the Word features of SHARED/corpus/docx-features against their expect.json.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from protoparse.pipeline import run
from protoparse.readers import read

FORMATS = ("txt", "docx", "pdf")


def main(shared: Path) -> int:
    thresholds = json.loads(Path(__file__).with_name("thresholds.json").read_text("utf-8"))
    misses: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        for name, floors in thresholds["all_facts"].items():
            for kind in FORMATS:
                work = Path(folder, name, kind)
                for part in ("gold", "found"):
                    (work / part).mkdir(parents=True)
                documents = sorted((shared / "corpus" / name).glob(f"*.{kind}"))
                for path in documents:
                    parse_one(path, work, thresholds["coverage"], misses)
                if documents:
                    score(shared, work, f"{name} {kind}", floors[kind], thresholds["file"][name], misses)
            compare_formats(Path(folder, name), name)
    features(shared / "corpus/docx-features", misses)
    for miss in misses:
        print(f"MISSED {miss}")
    return 1 if misses else 0


def parse_one(path: Path, work: Path, coverage: float, misses: list[str]) -> None:
    """Parse one document into work/found, put its gold beside, and check what holds of any output."""
    gold_path = path.with_name(f"{path.stem}.gold.json")
    shutil.copy(gold_path, work / "gold")
    try:
        result = run(path)
    except Exception as problem:  # one broken document must not hide the others
        misses.append(f"{path.name}: {type(problem).__name__}: {problem}")
        return
    (work / "found" / f"{path.stem}.json").write_text(result.envelope.model_dump_json(), "utf-8")
    output = result.envelope.model_dump()
    length = len(result.document.text)
    misses.extend(
        f"{path.name}: span {span} is outside the text of {length}"
        for span in spans(output)
        if not 0 <= span["start"] <= span["end"] <= length
    )
    for number, protocol in enumerate(output["protocols"], 1):
        if protocol["coverage"] < coverage:
            misses.append(f"{path.name}: protocol {number} has coverage {protocol['coverage']} < {coverage}")
    if not json.loads(gold_path.read_text("utf-8"))["protocols"] and output["protocols"]:
        misses.append(f"{path.name}: minutes were found where there are none")


def spans(node: Any) -> Iterator[dict[str, Any]]:
    """Every span of an output."""
    waiting = [node]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            if one.keys() == {"start", "end", "page"}:
                yield one
            waiting.extend(one.values())
        elif isinstance(one, list):
            waiting.extend(one)


def score(shared: Path, work: Path, title: str, floor: float, file_floor: float, misses: list[str]) -> None:
    """Print the figures of one folder and format and note what is under its floor."""
    command = [
        sys.executable,
        str(shared / "eval/score.py"),
        str(work / "gold"),
        str(work / "found"),
        "--json",
    ]
    figures = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    worst = min(figures["files"], key=figures["files"].__getitem__)
    print(
        f"{title:12} all facts {figures['micro_f1']:.3f} (floor {floor}), "
        f"worst file {figures['files'][worst]:.3f} {worst} (floor {file_floor})"
    )
    if figures["micro_f1"] < floor:
        misses.append(f"{title}: all facts {figures['micro_f1']:.3f} < {floor}")
    misses.extend(
        f"{title}: {name} {figure:.3f} < {file_floor}"
        for name, figure in figures["files"].items()
        if figure < file_floor
    )


def compare_formats(folder: Path, name: str) -> None:
    """Print where the same document gives another result as docx than as pdf, places and source apart."""
    for path in sorted((folder / "docx/found").glob("*.json")):
        other = folder / "pdf/found" / path.name
        if other.exists():
            first, second = (flat(json.loads(one.read_text("utf-8"))["protocols"]) for one in (path, other))
            differing = sum(first.get(key) != second.get(key) for key in first.keys() | second.keys())
            print(f"{name} docx/pdf  {differing} of {len(first | second)} values differ in {path.stem}")


def flat(node: Any) -> dict[str, Any]:
    """All values of an output by their path, places left out."""
    out: dict[str, Any] = {}
    waiting = [("", node)]
    while waiting:
        path, one = waiting.pop()
        if isinstance(one, dict):
            if one.keys() != {"start", "end", "page"}:
                waiting += [
                    (f"{path}.{key}", value)
                    for key, value in one.items()
                    if key not in ("mentions", "coverage")
                ]
        elif isinstance(one, list):
            waiting += [(f"{path}[{index}]", value) for index, value in enumerate(one)]
        else:
            out[path] = one
    return out


def features(folder: Path, misses: list[str]) -> None:
    """Each Word feature file: the patterns that its text must and must not have."""
    expected = json.loads((folder / "expect.json").read_text("utf-8"))
    right = 0
    for name, rule in expected.items():
        text = read(folder / f"{name}.{rule['ext']}").text
        wrong = [f"lacks {pattern}" for pattern in rule["want"] if not re.search(pattern, text)]
        wrong += [f"has {pattern}" for pattern in rule["forbid"] if re.search(pattern, text)]
        misses.extend(f"{name}: {one}" for one in wrong)
        right += not wrong
    print(f"docx features {right} of {len(expected)}")


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
