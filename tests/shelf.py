"""The documents of the test suite, each parsed once a session."""

from __future__ import annotations

import functools
from pathlib import Path

from protoparse.pipeline import Parsed, run

TESTS = Path(__file__).resolve().parent
SAMPLES = TESTS.parent / "samples"  # documents to tune with
LEARNED = TESTS / "learned"  # measured once while unknown, learned from since
_SUFFIXES = (".docx", ".pdf", ".txt")


def documents(folder: Path) -> list[Path]:
    """The documents of a folder that have gold beside them, by name."""
    return sorted(
        path
        for path in folder.iterdir()
        if path.suffix in _SUFFIXES and path.with_suffix(".gold.json").is_file()
    )


@functools.cache
def parsed(path: Path) -> Parsed:
    """Everything that came out of a document; shared, so tests must not change it."""
    return run(path)
