"""Whole outputs of the samples as they were last approved.

`pytest tests/test_golden.py --bless` writes them anew; what changed is reviewed in the difference. Spans are
«start..end» or «start..end p.PAGE»; unknown values, the version and the digest of the grammar are left out.
"""

from __future__ import annotations

import difflib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from shelf import SAMPLES, TESTS, documents, parsed

GOLDEN = TESTS / "golden"
SHOWN = 60  # lines of a difference


def golden_path(path: Path) -> Path:
    return GOLDEN / f"{path.name}.json"


def readable(value: Any) -> Any:
    """Plain data with short spans and without what is unknown."""
    if isinstance(value, dict):
        if value.keys() == {"start", "end", "page"}:
            page = f" p.{value['page']}" if value["page"] is not None else ""
            return f"{value['start']}..{value['end']}{page}"
        kept = {key: readable(one) for key, one in value.items()}
        return {key: one for key, one in kept.items() if one is not None and one != []}
    if isinstance(value, list):
        return [readable(one) for one in value]
    return value


def golden_text(path: Path) -> str:
    data = readable(parsed(path).envelope.model_dump(mode="json"))
    del data["generator"], data["source"]["grammar"]
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


@pytest.mark.parametrize("path", documents(SAMPLES), ids=lambda path: path.name)
def test_the_output_is_the_one_approved(path: Path, bless: bool) -> None:
    target, text = golden_path(path), golden_text(path)
    if bless:
        target.write_text(text, "utf-8", newline="\n")
        return
    assert target.is_file(), f"no golden file for {path.name}: run pytest tests/test_golden.py --bless"
    approved = target.read_text("utf-8")
    if text == approved:
        return
    changes = list(
        difflib.unified_diff(approved.splitlines(), text.splitlines(), "approved", "now", lineterm="", n=2)
    )
    more = f"\n… and {len(changes) - SHOWN} lines more" if len(changes) > SHOWN else ""
    pytest.fail(
        f"{path.name} reads otherwise than approved; if it is right: pytest tests/test_golden.py --bless\n"
        + "\n".join(changes[:SHOWN])
        + more,
        pytrace=False,
    )


def test_every_golden_file_has_its_sample() -> None:
    assert {path.name for path in GOLDEN.glob("*.json")} == {
        golden_path(path).name for path in documents(SAMPLES)
    }


def test_ci_cannot_bless() -> None:
    call = [sys.executable, "-m", "pytest", "--bless", "--collect-only", "-q", str(Path(__file__))]
    refused = subprocess.run(call, env={**os.environ, "CI": "1"}, capture_output=True, text=True, timeout=120)
    assert refused.returncode == pytest.ExitCode.USAGE_ERROR
    assert "--bless" in refused.stderr + refused.stdout


def test_blessing_is_off_unless_asked_for(request: pytest.FixtureRequest) -> None:
    assert not (os.environ.get("CI") and request.config.getoption("--bless"))
