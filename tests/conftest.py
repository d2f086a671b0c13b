"""One flag for the whole suite: `--bless` writes golden files anew instead of comparing with them."""

from __future__ import annotations

import functools
import gc
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


@functools.cache
def _caches() -> list[functools._lru_cache_wrapper[object]]:
    wrappers = [one for one in gc.get_objects() if isinstance(one, functools._lru_cache_wrapper)]
    return [one for one in wrappers if one.__module__.startswith("protoparse.fields.")]


def pytest_runtest_setup() -> None:
    """Where mutmut learns which tests call a function, none of them finds its result in a cache."""
    if os.environ.get("MUTANT_UNDER_TEST") == "stats":
        for cache in _caches():
            cache.cache_clear()


@pytest.fixture
def bless(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be written."""
    return bool(request.config.getoption("--bless"))
