"""`python -m tests.bench [FILE…]`: the ratios of one run, printed as tables; no files: the samples."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tests.bench.comparison import comparison, markdown, write
from tests.bench.measures import labelling_growth, peers, stages, start
from tests.bench.sizes import SAMPLES, by_size

README = Path(__file__).parents[2] / "README.md"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument(
        "files", nargs="*", type=Path, help="docx, pdf and txt files; the samples if none is given"
    )
    parser.add_argument("--rounds", type=int, default=15, help="measurements of each kind, the median counts")
    parser.add_argument(
        "--readme",
        action="store_true",
        help="only compare with other programs, and write it into README.md",
    )
    chosen = parser.parse_args()
    files: list[Path] = chosen.files or sorted(
        path for path in SAMPLES.iterdir() if path.suffix in (".docx", ".pdf", ".txt")
    )
    compared = comparison(files, chosen.rounds)
    show("Other programs", compared)
    if chosen.readme:
        write(README, compared)
        return 0
    show("Whole files, ms (and how many times the bare read)", peers(files, chosen.rounds))
    show("Stages, ms", stages(files, chosen.rounds))
    show("Labelling, one document repeated", labelling_growth(files, max(3, chosen.rounds // 3)))
    show("By size", by_size(max(3, chosen.rounds // 3)))
    show("Cold start", start(files, chosen.rounds))
    return 0


def show(title: str, rows: list[dict[str, str]]) -> None:
    """Print rows as a Markdown table under a head."""
    print(f"\n### {title}\n")
    print(markdown(rows) if rows else "(no file of this kind)")


if __name__ == "__main__":
    sys.exit(main())
