"""`python -m tests.fuzz --files 20000 FOLDER…`: reads broken copies of the files in these folders.

Each copy goes through the reader and, where it was read, through the whole pipeline, in worker processes
under limits of time and memory. Figures go to standard output; a copy that a worker did not survive, or that
raised what it must not, is kept in the folder named by --keep.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import signal
import subprocess
import sys
import time
import traceback
from collections import Counter
from pathlib import Path
from random import Random

from tests.fuzz.mutate import cuts, mutation

MEMORY = 1536 << 20  # bytes of address space of a worker
SLOWEST = 20  # seconds of processor time a file; nine times as many by the clock
# letters of a mutated copy may be broken: any word of minutes is enough, in Russian or Ukrainian
_OF_MINUTES = (
    *(
        "прот",
        "окол",
        "решил",
        "решени",
        "слушал",
        "постановил",
        "повестк",
        "заседан",
        "выписк",
        "присут",
        "голосовал",
    ),
    *("слухал", "ухвалил", "вирішил", "засідан", "відсутн"),
)
_TELL = 500  # copies between two words of progress
_BATCH = 100  # copies a worker reads before the next one takes over


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--files", type=int, default=1000, help="mutated copies in all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=Path("fuzz-found"))
    parser.add_argument("--worker", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    sources = sorted(
        path
        for folder in chosen.folders
        for path in folder.iterdir()
        if path.suffix in (".docx", ".docm", ".pdf", ".txt") and path.stat().st_size < 400_000
    )
    if chosen.worker:
        first, last = map(int, chosen.worker.split("-"))
        work(sources, range(first, last), chosen.seed)
        return 0
    return supervise(sources, chosen)


def copy_of(sources: list[Path], number: int, seed: int) -> bytes:
    """The broken copy with this number: every fourth is a cut at a KiB, the others are broken at random."""
    chance = Random(f"{seed} {number}")
    data = sources[number % len(sources)].read_bytes()
    whole = list(cuts(data)) if number % 4 == 0 else []
    return chance.choice(whole) if whole else mutation(data, chance)


def work(sources: list[Path], numbers: range, seed: int) -> None:
    """Read the copies and print an outcome for each: a number and its name, then its outcome."""
    from protoparse.errors import InputError
    from protoparse.grammar.compile import load_grammar
    from protoparse.limits import Limits
    from protoparse.pipeline import interpret
    from protoparse.readers import read

    grammars = [load_grammar("base")]
    for number in numbers:
        data = copy_of(sources, number, seed)
        print(number, end=" ", flush=True)
        signal.alarm(9 * SLOWEST)
        signal.setitimer(signal.ITIMER_PROF, SLOWEST)
        start = time.process_time()
        try:
            document = read(data, limits=Limits(seconds=5))
            outcome = "read"
            if any(note.severity == "error" for note in document.notes):
                outcome = "read in part"
            envelope = interpret(document, grammars).envelope
            letters = "".join(document.text.lower().split())  # «Р Е Ш И Л И» too
            if envelope.protocols and not any(word in letters for word in _OF_MINUTES):
                outcome = "FAILED protocol invented"
        except InputError as error:
            outcome = error.code
        except Exception as error:
            *_, place = traceback.extract_tb(error.__traceback__)
            outcome = f"FAILED {type(error).__name__} in {Path(place.filename).stem}:{place.lineno}: {error}"
            outcome = outcome[:200].replace("\n", " ")
        signal.alarm(0)
        signal.setitimer(signal.ITIMER_PROF, 0)
        print(json.dumps([outcome, round(time.process_time() - start, 2)]), flush=True)


def supervise(sources: list[Path], chosen: argparse.Namespace) -> int:
    outcomes: Counter[str] = Counter()
    slowest = memory = bad = 0.0
    for first in range(0, chosen.files, _BATCH):
        place, last = first, min(first + _BATCH, chosen.files)
        while place < last:
            command = [sys.executable, "-m", "tests.fuzz", "--seed", str(chosen.seed)]
            command += ["--worker", f"{place}-{last}", *map(str, chosen.folders)]
            done = subprocess.run(
                command, stdout=subprocess.PIPE, text=True, check=False, preexec_fn=_limit, timeout=3600
            )
            for line in done.stdout.splitlines():
                number, _, told = line.partition(" ")
                name, seconds = json.loads(told) if told else (f"FAILED, exit {done.returncode}", 0.0)
                outcomes[name.partition(":")[0]] += 1
                slowest = max(slowest, seconds)
                if name.startswith("FAILED"):
                    bad += 1
                    chosen.keep.mkdir(exist_ok=True)
                    source = sources[int(number) % len(sources)]
                    kept = chosen.keep / f"{chosen.seed}-{number}{source.suffix}"
                    kept.write_bytes(copy_of(sources, int(number), chosen.seed))
                    print(f"{kept}: {name}", flush=True)
                place = int(number) + 1
            if not done.stdout:
                print(f"no answer from {place} on", flush=True)
                return 1
        if last % _TELL == 0:
            print(f"{last} copies, {int(bad)} failed", flush=True)
        memory = max(memory, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
    print(f"{outcomes.total()} copies of {len(sources)} files, seed {chosen.seed}: {int(bad)} failed,")
    print(f"slowest {slowest:.1f} s of processor time, peak memory {memory / 1024:.0f} MiB")
    for name, count in outcomes.most_common():
        print(f"  {count:6}  {name}")
    return 1 if bad else 0


def _limit() -> None:
    os.nice(19)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


if __name__ == "__main__":
    sys.exit(main())
