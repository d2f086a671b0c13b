"""`python -m tests.mutants [--sample N] [--seed N] [PATTERN…]`: which deliberate mistakes no test notices.

mutmut writes the mutants of the modules that pyproject.toml names and learns which tests call which function.
It then starts pytest anew for every mutant; here the tests are collected once, and each mutant has a forked
process that runs the tests of its function until one fails. What survives is printed as a difference.
What is computed while modules are imported is computed without mistakes, here as in mutmut itself.
"""

from __future__ import annotations

import argparse
import fnmatch
import json
import os
import random
import signal
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

import pytest
from _pytest.runner import runtestprotocol

ROOT = Path(__file__).resolve().parents[1]
MUTANTS = ROOT / "mutants"  # the copy of the project in which mutmut writes
_PROBE = "protoparse.label.x_going_on*"  # one small function is enough for mutmut to prepare everything
_SECONDS = 30  # the tests of one function take less than 5


class Trial:
    """A pytest plugin: in place of running the tests once, runs those of each mutant until one fails."""

    def __init__(self, names: list[str], tests: dict[str, list[str]]) -> None:
        self.names = names
        self.tests = tests
        self.told: dict[str, str] = {}

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        items = {item.nodeid: item for item in session.items}
        capture = session.config.pluginmanager.getplugin("capturemanager")
        for number, name in enumerate(self.names, start=1):
            function = name.rpartition("__mutmut_")[0]
            chosen = [items[test] for test in self.tests.get(function, ()) if test in items]
            self.told[name] = _outcome(name, chosen) if chosen else "untested"
            if self.told[name] != "killed":
                with capture.global_and_fixture_disabled():
                    print(f"{number}: {self.told[name]} {name}", flush=True)
        return True


def _outcome(name: str, items: list[pytest.Item]) -> str:
    """«killed», «survived» or «timeout», from a process of its own."""
    child = os.fork()
    if child == 0:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(_SECONDS)
        os.environ["MUTANT_UNDER_TEST"] = name
        failed = True
        try:
            failed = any(
                report.failed for item in items for report in runtestprotocol(item, nextitem=None, log=False)
            )
        finally:
            os._exit(failed)
    status = os.waitpid(child, 0)[1]
    if os.WIFSIGNALED(status):
        return "timeout"
    return "killed" if os.WEXITSTATUS(status) else "survived"


def _mutmut(*arguments: str) -> str:
    return subprocess.run(
        [sys.executable, "-m", "mutmut", *arguments], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout


def _names(patterns: list[str], sample: int, seed: int) -> list[str]:
    every: list[str] = []
    for path in MUTANTS.rglob("*.py.meta"):
        every += json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"]
    chosen = sorted(
        name for name in every if not patterns or any(fnmatch.fnmatch(name, one) for one in patterns)
    )
    if 0 < sample < len(chosen):
        chosen = sorted(random.Random(seed).sample(chosen, sample))
    print(f"{len(chosen)} of {len(every)} mutants")
    return chosen


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("patterns", nargs="*", help="names of mutants, e.g. 'protoparse.fields.date.*'")
    parser.add_argument("--sample", type=int, default=0, help="so many mutants drawn by lot; 0: all")
    parser.add_argument("--seed", type=int, default=7, help="of the lot")
    chosen = parser.parse_args()
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mutmut"]
    _mutmut("run", "--max-children", "1", _PROBE)
    known = json.loads((MUTANTS / "mutmut-stats.json").read_text(encoding="utf-8"))
    spent = known["duration_by_test"]
    tests = {
        function: sorted(called, key=lambda test: spent.get(test, 0.0))
        for function, called in known["tests_by_mangled_function_name"].items()
    }
    trial = Trial(_names(chosen.patterns, chosen.sample, chosen.seed), tests)
    os.chdir(MUTANTS)
    sys.path[:0] = [str(MUTANTS), str(MUTANTS / "tests")]
    os.environ["MUTANT_UNDER_TEST"] = ""
    arguments = [*settings["pytest_add_cli_args"], *settings["pytest_add_cli_args_test_selection"]]
    pytest.main(["-qq", "--no-header", *arguments], plugins=[trial])
    print(", ".join(f"{count} {outcome}" for outcome, count in sorted(Counter(trial.told.values()).items())))
    for name, outcome in trial.told.items():
        if outcome in ("survived", "untested"):
            print(f"\n{outcome} {_mutmut('show', name)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
