"""`python -m tests.bench [FILE…]`: the ratios of one run, printed as tables; no files: the samples."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tests.bench.measures import labelling_growth, peers, stages, start

SAMPLES = Path(__file__).parents[2] / "samples"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument(
        "files", nargs="*", type=Path, help="docx, pdf and txt files; the samples if none is given"
    )
    parser.add_argument("--rounds", type=int, default=15, help="measurements of each kind, the median counts")
    chosen = parser.parse_args()
    files: list[Path] = chosen.files or sorted(
        path for path in SAMPLES.iterdir() if path.suffix in (".docx", ".pdf", ".txt")
    )
    show("Whole files, ms (and how many times the bare read)", peers(files, chosen.rounds))
    show("Stages, ms", stages(files, chosen.rounds))
    show("Labelling, one document repeated", labelling_growth(files, max(3, chosen.rounds // 3)))
    show("Cold start", start(files, chosen.rounds))
    return 0


def show(title: str, rows: list[dict[str, str]]) -> None:
    """Print rows as a Markdown table; all rows have the keys of the first."""
    print(f"\n### {title}\n")
    if not rows:
        print("(no file of this kind)")
        return
    heads = list(rows[0])
    widths = [max(len(head), *(len(row[head]) for row in rows)) for head in heads]
    print("| " + " | ".join(head.ljust(width) for head, width in zip(heads, widths, strict=True)) + " |")
    print("| " + " | ".join("-" * width for width in widths) + " |")
    for row in rows:
        print(
            "| "
            + " | ".join(row[head].ljust(width) for head, width in zip(heads, widths, strict=True))
            + " |"
        )


if __name__ == "__main__":
    sys.exit(main())
