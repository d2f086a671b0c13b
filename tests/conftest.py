"""One flag for the whole suite: `--bless` writes golden files anew instead of comparing with them."""

from __future__ import annotations

import os

import pytest

collect_ignore = ["fuzz/guided.py"]  # a program that needs atheris, no tests in it
os.environ["PROTOPARSE_GRAMMARS"] = ""  # what the machine's user has must not take part


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--bless",
        action="store_true",
        help="write tests/golden anew; review the difference before you commit",
    )


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--bless") and os.environ.get("CI"):
        raise pytest.UsageError("--bless is for people: a machine that blesses its own output tests nothing")


@pytest.fixture
def bless(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be written."""
    return bool(request.config.getoption("--bless"))
