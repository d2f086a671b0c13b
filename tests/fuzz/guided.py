"""`python -m tests.fuzz.guided TARGET [OPTION…]`: fuzzing led by the branches that inputs reach (atheris).

TARGET is docx (the main part of a package), pdf, txt or grammar (a TOML file). What an input may bring about
is a document or an InputError, a grammar or a GrammarError; anything else ends the run and is kept as
`crash-…` in the current folder. Options are libFuzzer's: `-max_total_time=600`, or `-runs=500 -seed=1`.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import atheris

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1]), str(HERE.parent)]  # the package's checkout, and the makers of tests

with atheris.instrument_imports(include=["protoparse"]):
    from contract import assert_tiles
    from docx_maker import docx, paragraph

    from protoparse.errors import GrammarError, InputError
    from protoparse.grammar.compile import compile_grammar, load_grammar
    from protoparse.grammar.loader import load
    from protoparse.limits import Limits
    from protoparse.pipeline import interpret
    from protoparse.readers import read
    from tests.hostile.packages import PLAIN, replaced
    from tests.hostile.pdfs import PDFS


SAMPLES = HERE.parents[1] / "samples"
GRAMMARS = HERE.parents[1] / "grammars"
LIMITS = Limits(seconds=3)
SMALL_PDFS = ("P04", "P10", "P11", "P17", "P30", "P31", "P32")  # of the hostile set
LONGEST = 20_000  # bytes of an input that was not given
TEXT = "ПРОТОКОЛ № 7\nзаседания совета\nСЛУШАЛИ: Иволгину А.Б. о плане.\nРЕШИЛИ: утвердить план.\n"


def read_docx(data: bytes) -> None:
    _read(replaced("word/document.xml", data), "docx")


def read_pdf(data: bytes) -> None:
    _read(data, "pdf")


def read_txt(data: bytes) -> None:
    _read(data, "txt")


def _read(data: bytes, kind: str) -> None:
    try:
        document = read(data, format=kind, limits=LIMITS)
    except InputError:
        return
    assert_tiles(document)
    interpret(document, [load_grammar("base")])


_folder = Path(tempfile.mkdtemp(prefix="protoparse-fuzz-"))


def load_toml(data: bytes) -> None:
    path = _folder / "own.toml"
    path.write_bytes(data)
    try:
        loaded = load(path)
        grammar = compile_grammar(loaded, load_grammar(loaded.files[1]) if len(loaded.files) > 1 else None)
    except GrammarError as error:
        assert "own.toml" in error.ru or len(error.ru) > 10
        return
    interpret(read(TEXT.encode()), [grammar])


def _main_parts() -> list[bytes]:
    import io
    import zipfile

    packages = [
        PLAIN,
        docx(paragraph("РЕШИЛИ")),
        *(path.read_bytes() for path in sorted(SAMPLES.glob("*.docx"))),
    ]
    return [zipfile.ZipFile(io.BytesIO(one)).read("word/document.xml") for one in packages]


TARGETS: dict[str, tuple[Callable[[bytes], None], Callable[[], list[bytes]]]] = {
    "docx": (read_docx, _main_parts),
    "pdf": (read_pdf, lambda: [case.make() for case in PDFS.cases if case.name[:3] in SMALL_PDFS]),
    "txt": (read_txt, lambda: [path.read_bytes() for path in sorted(SAMPLES.glob("*.txt"))]),
    "grammar": (load_toml, lambda: [path.read_bytes() for path in sorted(GRAMMARS.glob("*.toml"))]),
}


def main() -> None:
    name, *options = sys.argv[1:]
    test, seeds = TARGETS[name]
    corpus = _folder / "corpus"
    corpus.mkdir()
    for number, data in enumerate(seeds()):
        (corpus / str(number)).write_bytes(data[:LONGEST])
    atheris.Setup([sys.argv[0], *options, f"-max_len={LONGEST}", str(corpus)], test)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
