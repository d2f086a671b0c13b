"""Reads hostile files one after the other in a process of its own: `python -m tests.hostile.runner [CASE…]`.

For each case a line of JSON: its name, what came out, seconds of processor time, peak memory in MiB, and why
it is wrong, if it is: another outcome, text lost, a connection tried, a protocol found where there is none.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from protoparse.errors import InputError
from protoparse.grammar.compile import load_grammar
from protoparse.limits import Limits
from protoparse.pipeline import interpret
from protoparse.readers import read
from tests.hostile.cases import READ, Case
from tests.hostile.packages import PACKAGES
from tests.hostile.pdfs import PDFS
from tests.hostile.texts import TEXTS

CASES = [*PACKAGES.cases, *PDFS.cases, *TEXTS.cases]
MEMORY = 1536 << 20  # bytes of address space
LIMITS = Limits(seconds=3)  # pdfminer and qpdf get no more
SHORT = 20_000  # characters: such documents go through the whole pipeline
SLOWEST = 60.0  # seconds of processor time a case


_reached_out: list[str] = []


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if event in ("socket.connect", "socket.getaddrinfo", "urllib.Request", "os.system"):
        _reached_out.append(f"{event} {arguments!r:.80}")


def outcome(case: Case) -> dict[str, object]:
    start = time.process_time()
    data = case.make()
    before = time.process_time()
    wrong = ""
    document = None
    try:
        document = read(data, limits=LIMITS)
    except InputError as error:
        found = [error.code]
        if "\n" in error.ru + error.en:
            wrong = "the message has more than one line"
    else:
        found = [READ, *(note.code for note in document.notes)]
        if case.text and case.text not in document.text:
            wrong = "the text is missing"
    seconds = time.process_time() - before
    if not set(found) & set(case.expected):
        wrong = f"expected {case.expected}"
    elif seconds > SLOWEST:
        wrong = "too slow"
    elif _reached_out:
        wrong = f"reached out: {_reached_out[0]}"
    elif document is not None and len(document.text) < SHORT:
        protocols = interpret(document, [load_grammar("base")]).envelope.protocols
        if protocols and not any(word in document.text.lower() for word in ("протокол", "решили", "слушали")):
            wrong = "a protocol was invented"
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    return {
        "case": case.name,
        "bytes": len(data),
        "found": found,
        "made": round(before - start, 2),
        "seconds": round(seconds, 2),
        "memory": memory,
        "wrong": wrong,
    }


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    sys.addaudithook(_watch)
    for case in CASES:
        if case.name in sys.argv[1:] or (len(sys.argv) == 1 and not case.large):
            print(json.dumps({"case": case.name}), flush=True)
            print(json.dumps(outcome(case)), flush=True)


if __name__ == "__main__":
    main()
