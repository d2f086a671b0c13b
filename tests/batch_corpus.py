"""An archive made of the samples: many documents in three formats, folders and zips, some of them bad.

`python -m tests.batch_corpus FOLDER 2000` writes one; tests write small ones. What the bad documents do is
told by their first bytes to `tests.batch_faults:convert`, which stands in for a parser with such faults.
"""

from __future__ import annotations

import random
import sys
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

SAMPLES = Path(__file__).parent.parent / "samples"
FAULTS = ("segfault", "abort", "exit", "hang", "sleep", "memory", "error")
FAULT_MARK = b"FAULT "


@dataclass
class Corpus:
    """Paths as the manifest shows them: those that can be read, and the bad ones with what is wrong."""

    good: list[str] = field(default_factory=list)
    bad: dict[str, str] = field(default_factory=dict)


def make(folder: Path, count: int, *, bad_share: float = 0.05, faults: tuple[str, ...] = FAULTS) -> Corpus:
    """Write an archive of `count` documents; every tenth stands in a zip whose names are in cp866."""
    chance = random.Random(count)
    documents = sorted(path for path in SAMPLES.iterdir() if path.suffix in (".docx", ".pdf", ".txt"))
    corpus = Corpus()
    zipped: dict[str, list[tuple[str, bytes]]] = {}
    for number in range(count):
        source = documents[number % len(documents)]
        data = source.read_bytes()
        place = f"Школа № {number % 17 + 1}/{2015 + number % 9}"
        name = f"Протокол {number:05d}{source.suffix}"
        wrong: str | None = None
        if chance.random() < bad_share:
            wrong = chance.choice((*faults, "broken", "empty", "truncated"))
            data = spoil(data, wrong)
            name = f"Протокол {number:05d} {wrong}{source.suffix}"
        elif source.suffix == ".txt":
            data += b"\n" * (number % 50)  # documents differ, as they do
        path = f"{place}/{name}"
        if number % 10 == 9:
            archive = f"{place}.zip"
            zipped.setdefault(archive, []).append((name, data))
            path = f"{archive}/{name}"
        else:
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        if wrong is None:
            corpus.good.append(path)
        else:
            corpus.bad[path] = wrong
    for archive, members in zipped.items():
        write_zip(folder / archive, members)
    return corpus


def spoil(data: bytes, wrong: str) -> bytes:
    if wrong == "empty":
        return b""
    if wrong == "broken":
        return b"PK\x03\x04" + bytes(range(256)) * 4
    if wrong == "truncated":
        return b"%PDF-1.7\n" + data[:300]
    return FAULT_MARK + wrong.encode() + b"\n"


def write_zip(target: Path, members: list[tuple[str, bytes]], encoding: str = "cp866") -> None:
    """A zip as Windows packs it: names in a code page, and no word about which."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            # zipfile reads such names as cp437; written so, the bytes are those of the code page
            info = _CodePageInfo(name.encode(encoding).decode("cp437"))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)


class _CodePageInfo(zipfile.ZipInfo):
    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802 - zipfile calls it so
        return self.filename.encode("cp437"), self.flag_bits & ~0x800


if __name__ == "__main__":
    made = make(Path(sys.argv[1]), int(sys.argv[2]))
    print(len(made.good), "good,", len(made.bad), "bad")
