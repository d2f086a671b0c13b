"""A short run of what `python -m tests.fuzz` does at length, and documents grown at random."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from contract import assert_tiles
from docx_maker import docx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from protoparse.document import Document
from protoparse.errors import InputError
from protoparse.limits import Limits
from protoparse.readers import docx as docx_reader
from protoparse.readers import read
from protoparse.readers.docx import read_docx

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.fuzz.mutate import cuts, mutation

HERE = Path(__file__).parent
WORD_FILES = sorted(
    path for folder in (HERE.parent / "samples", HERE / "docx-features") for path in folder.glob("*.doc[xm]")
)
SOURCES = [
    path for path in sorted((HERE.parent / "samples").iterdir()) if path.suffix in (".docx", ".pdf", ".txt")
]


def document_or_refusal(data: bytes) -> Document | None:
    try:
        document = read(data, limits=Limits(seconds=3))
    except InputError as error:
        assert error.code.startswith("R1")
        return None
    assert_tiles(document)
    return document


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_broken_copies(path: Path) -> None:
    data = path.read_bytes()
    rounds = 6 if path.suffix == ".pdf" else 25
    for number in range(rounds):
        document_or_refusal(mutation(data, Random(f"{path.name} {number}")))


@pytest.mark.parametrize("path", SOURCES[:3] + SOURCES[5:7], ids=lambda path: path.name)
def test_cut_copies(path: Path) -> None:
    """A text that is cut is a shorter text; a package that is cut is refused."""
    for data in list(cuts(path.read_bytes()))[::3]:
        document = document_or_refusal(data)
        assert (document is None) == (path.suffix != ".txt")


@pytest.mark.parametrize("path", WORD_FILES, ids=lambda path: path.name)
def test_piece_by_piece_is_the_same(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Long documents are read another way than short ones: both must see the same."""
    data = path.read_bytes()
    whole = read_docx(data, None)
    monkeypatch.setattr(docx_reader, "STREAM_FROM", 0)
    assert read_docx(data, None) == whole


@pytest.mark.parametrize("target", ["docx", "pdf", "txt", "grammar"])
def test_guided_fuzzing_starts_clean(target: str, tmp_path: Path) -> None:
    """A few runs from a fixed seed; the long ones are by hand, with more of them."""
    pytest.importorskip("atheris", reason="install the extra «fuzz»")
    done = subprocess.run(
        [sys.executable, "-m", "tests.fuzz.guided", target, "-runs=25", "-seed=1", "-verbosity=0"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(HERE.parent)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert not list(tmp_path.iterdir())


_WORDS = st.text("абвГД ёЁ.,:-–1234567890\u00a0", min_size=1, max_size=12)
_SETTINGS = st.sampled_from(
    ["", "<w:rPr><w:b/></w:rPr>", "<w:rPr><w:vanish/></w:rPr>", "<w:rPr><w:caps/></w:rPr>"]
)
_RUN = st.builds(
    lambda look, words, more: f'<w:r>{look}<w:t xml:space="preserve">{words}</w:t>{more}</w:r>',
    _SETTINGS,
    _WORDS,
    st.sampled_from(
        [
            "",
            "<w:tab/>",
            "<w:br/>",
            '<w:br w:type="page"/>',
            "<w:cr/>",
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:fldChar w:fldCharType="separate"/>',
            '<w:fldChar w:fldCharType="end"/>',
            '<w:sym w:font="Wingdings" w:char="F0A8"/>',
        ]
    ),
)


def _in(before: str, after: str) -> Callable[[list[str]], str]:
    return lambda inner: before + "".join(inner) + after


def _wrapped(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    many = st.lists(inner, max_size=3)
    return st.one_of(
        many.map(_in("<w:ins>", "</w:ins>")),
        many.map(_in("<w:del>", "</w:del>")),
        many.map(_in("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>")),
        many.map(_in("<w:hyperlink>", "</w:hyperlink>")),
    )


_INLINE = st.recursive(_RUN, _wrapped, max_leaves=5)
_PARAGRAPH = st.builds(
    lambda settings, runs: f"<w:p><w:pPr>{settings}</w:pPr>{''.join(runs)}</w:p>",
    st.sampled_from(["", '<w:jc w:val="center"/>', "<w:rPr><w:del/></w:rPr>", "<w:sectPr/>"]),
    st.lists(_INLINE, max_size=3),
)


def _tables(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    settings = st.builds(
        str.__add__,
        st.sampled_from(["", '<w:gridSpan w:val="2"/>', '<w:hMerge w:val="restart"/>', "<w:hMerge/>"]),
        st.sampled_from(["", '<w:vMerge w:val="restart"/>', "<w:vMerge/>", "<w:cellDel/>"]),
    )
    cell = st.builds(
        lambda look, content: f"<w:tc><w:tcPr>{look}</w:tcPr>{''.join(content)}</w:tc>",
        settings,
        st.lists(inner, max_size=2),
    )
    row = st.lists(cell, max_size=3).map(_in("<w:tr>", "</w:tr>"))
    box = st.lists(inner, max_size=2).map(
        _in(
            "<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>",
            "</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>",
        )
    )
    return st.one_of(
        st.lists(row, max_size=4).map(_in("<w:tbl><w:tblPr/>", "</w:tbl>")),
        st.lists(inner, max_size=3).map(_in("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>")),
        box,
    )


_BODY = st.lists(st.recursive(_PARAGRAPH, _tables, max_leaves=8), max_size=6).map("".join)


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(body=_BODY)
def test_any_structure_is_a_document(body: str) -> None:
    data = docx(body)
    whole = read_docx(data, None)
    assert_tiles(whole)
    before, docx_reader.STREAM_FROM = docx_reader.STREAM_FROM, 0
    try:
        assert read_docx(data, None) == whole
    finally:
        docx_reader.STREAM_FROM = before
