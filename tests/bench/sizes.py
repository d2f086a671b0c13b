"""Time a page and memory of documents of one, ten and a hundred pages, made of the samples."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import pypdfium2

from protoparse.readers import read
from tests.bench.measures import PAGE, medians
from tests.bench.peers import to_json

SAMPLES = Path(__file__).parents[2] / "samples"
PAGES = (1, 10, 100)
_DOCX = ("01-pedsovet.docx", "02-soveshchanie-tablica.docx", "04-tszh.docx", "05-kdn.docx")
_PDF = ("03-sobranie-rabotnikov.pdf", "08-sovet-profilaktiki.pdf")
_BODY = re.compile(r"(<w:body>)(.*?)(<w:sectPr\b.*</w:body>|</w:body>)", re.DOTALL)
# a surname that stands before or behind initials in one run
_SURNAME = re.compile(
    r"\b[А-ЯЁ](?=[а-яё]{3,} [А-ЯЁ]\.\s?[А-ЯЁ]\.)|(?<=[А-ЯЁ]\.[А-ЯЁ]\. )[А-ЯЁ](?=[а-яё]{3,})"
)
_INITIALS = "БВГДЖЗКЛМНПРСТФХЦЧШ"


def by_size(rounds: int) -> list[dict[str, str]]:
    """Each kind and size: milliseconds a page, their ratio to ten pages, the peak of a fresh process."""
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for suffix, make in ((".docx", make_docx), (".pdf", make_pdf)):
            made = {pages: Path(folder) / f"{pages}{suffix}" for pages in PAGES}
            for pages, path in made.items():
                make(path, pages)
            found = medians(
                {
                    str(pages): lambda path=path: to_json(path)  # type: ignore[misc]
                    for pages, path in made.items()
                },
                rounds,
            )
            ten = found["10"] / 10
            for pages, path in made.items():
                each = found[str(pages)] / pages
                rows.append(
                    {
                        "kind": suffix[1:],
                        "pages": str(pages),
                        "ms a page": f"{each:.2f}",
                        "ratio to 10 pages": f"{each / ten:.2f}",
                        "peak memory, MB": f"{peak([str(path), '-o', os.devnull]):.0f}",
                    }
                )
    return rows


def make_docx(path: Path, pages: int) -> None:
    """The bodies of the samples in turn, `PAGE` characters a page; other surnames in each copy."""
    bodies, sizes = [], []
    for name in _DOCX:
        bodies.append(_split(SAMPLES / name)[1])
        sizes.append(len(read(SAMPLES / name).text))
    head, _, tail = _split(SAMPLES / _DOCX[0])
    poured, left, turn = [], pages * PAGE, 0
    while left > 0:
        kind = turn % len(bodies)
        share = min(1.0, left / sizes[kind])
        poured.append(_renamed(_first(bodies[kind], share), turn // len(bodies)))
        left -= sizes[kind]
        turn += 1
    with (
        zipfile.ZipFile(SAMPLES / _DOCX[0]) as source,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as to,
    ):
        for name in source.namelist():
            content = source.read(name)
            to.writestr(name, head + "".join(poured) + tail if name == "word/document.xml" else content)


def _split(path: Path) -> tuple[str, str, str]:
    """What stands before the content of the body, the content, and what stands behind it."""
    with zipfile.ZipFile(path) as package:
        text = package.read("word/document.xml").decode("utf-8")
    found = _BODY.search(text)
    if found is None:
        raise ValueError(f"{path.name} has no body")
    return text[: found.end(1)], found[2], text[found.start(3) :]


def _first(body: str, share: float) -> str:
    """The paragraphs and tables that fill about a share of a body, at least one."""
    parts = re.findall(r"<w:tbl>.*?</w:tbl>|<w:p[ >].*?</w:p>", body, re.DOTALL)
    return "".join(parts[: max(1, round(len(parts) * share))])


def _renamed(body: str, copy: int) -> str:
    return (
        _SURNAME.sub(lambda found: _INITIALS[(ord(found[0]) + copy) % len(_INITIALS)], body) if copy else body
    )


def make_pdf(path: Path, pages: int) -> None:
    """The pages of the samples over and over."""
    whole = pypdfium2.PdfDocument.new()
    turn = 0
    while len(whole) < pages:
        source = pypdfium2.PdfDocument(SAMPLES / _PDF[turn % len(_PDF)])
        whole.import_pages(source, list(range(min(len(source), pages - len(whole)))))
        source.close()
        turn += 1
    whole.save(path)
    whole.close()


# Run by an interpreter with nothing in it: a process counts the peak of its parent as its own.
_WATCH = """
import os, sys
child = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ)
_, status, usage = os.wait4(child, 0)
print(usage.ru_maxrss)
sys.exit(os.waitstatus_to_exitcode(status))
"""


def peak(arguments: list[str]) -> float:
    """Megabytes that a fresh process of the command held at most."""
    call = [sys.executable, "-c", _WATCH, sys.executable, "-m", "protoparse", *arguments]
    told = subprocess.run(call, check=True, capture_output=True, text=True).stdout
    return int(told.split()[-1]) / (1 << 20 if sys.platform == "darwin" else 1 << 10)
