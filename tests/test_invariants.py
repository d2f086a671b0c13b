"""I1 to I7: what holds for any document, whatever is in it.

The samples are cut, shuffled and corrupted, and the grammar's own keywords are poured together at random; the
numbers are those of the promises in `promises.py`. Run with `--hypothesis-seed` and a larger
`HYPOTHESIS_EXAMPLES` to look for more.
"""

from __future__ import annotations

import functools
import hashlib
import os
import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from contract import assert_tiles
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from promises import broken, broken_view
from shelf import LEARNED, SAMPLES, documents, parsed
from surgery import corrupted, poured, rebuilt

from protoparse.document import Document, Span
from protoparse.grammar.compile import load_grammar
from protoparse.grammar.examples import CELL
from protoparse.grammar.labels import ROW, parse_labels
from protoparse.grammar.loader import load
from protoparse.pipeline import interpret, parse
from protoparse.view import View, clean, fold

bounded = settings(
    deadline=None,
    max_examples=int(os.environ.get("HYPOTHESIS_EXAMPLES", "25")),
    derandomize="HYPOTHESIS_EXAMPLES" not in os.environ,
    suppress_health_check=list(HealthCheck),
    database=None,
)
some_sample = st.sampled_from(documents(SAMPLES))


def check(document: Document) -> None:
    """Fail unless the document (I1) and what comes out of it (I2 to I6) keep all promises."""
    assert_tiles(document)
    found = broken(interpret(document, [load_grammar("base")]))
    assert not found, "\n".join(found[:10]) + f"\n--- in:\n{document.text[:2000]}"


# ---------------------------------------------------------------- I1 to I6 on whole documents
@pytest.mark.parametrize("path", [*documents(SAMPLES), *documents(LEARNED)], ids=lambda path: path.name)
def test_promises_hold_for_the_document(path: Path) -> None:
    one = parsed(path)
    assert_tiles(one.document)
    found = broken(one)
    assert not found, "\n".join(found)


@bounded
@given(some_sample, st.data())
def test_promises_hold_for_a_cut_document(path: Path, data: st.DataObject) -> None:
    document = parsed(path).document
    start = data.draw(st.integers(0, len(document.blocks) - 1), "first block")
    end = data.draw(st.integers(start + 1, len(document.blocks)), "last block")
    check(rebuilt(document, range(start, end)))


@bounded
@given(some_sample, st.integers(0, 2**32), st.integers(1, 60))
def test_promises_hold_for_a_shuffled_document(path: Path, seed: int, length: int) -> None:
    document = parsed(path).document
    picks = list(range(len(document.blocks)))
    random.Random(seed).shuffle(picks)
    check(rebuilt(document, picks[:length]))


@bounded
@given(some_sample, st.sampled_from([0.01, 0.03, 0.1, 0.4]), st.integers(0, 2**32))
def test_promises_hold_for_a_corrupted_document(path: Path, share: float, seed: int) -> None:
    check(corrupted(parsed(path).document, share, seed))


# ---------------------------------------------------------------- I1 to I6 on soup
@functools.cache
def keywords() -> list[str]:
    """What the grammar knows: fuzzy literals, examples of every role, heads of columns."""
    spec = load("base").spec
    found: set[str] = set()
    for block in spec.block.values():
        found.update(block.yes, block.no)
        found.update(literal for mark in block.marks for literal in mark.like or ())
        found.update(head for heads in block.columns.values() for head in heads)
    return sorted(found)


SPICE = """:| – |, |. |\t| № 5 | 1. |1.2. |а) |• |Лось Б.В.|Лосю Б.В.|И.И. Берёзкина|Берёзкиной Анне Игоревне
|10.11.2024|до 1 марта|______|(|)|«|»|ХХХ|за – 5|против – нет"""
spice = st.sampled_from(SPICE.split("|"))
soup_line = st.lists(
    st.one_of(st.deferred(lambda: st.sampled_from(keywords())), spice), min_size=1, max_size=5
).map(" ".join)


@bounded
@given(st.lists(soup_line, min_size=1, max_size=25), st.booleans())
def test_promises_hold_for_soup(lines: list[str], hard_breaks: bool) -> None:
    title = ["ПРОТОКОЛ заседания совета", "Присутствовали: Лось Б.В.", "СЛУШАЛИ: Лося Б.В.", "РЕШИЛИ:"]
    check(poured([*title, *lines], hard_breaks=hard_breaks))


@bounded
@given(st.integers(0, 2**32), st.booleans())
def test_promises_hold_for_tables_of_keywords(seed: int, bordered: bool) -> None:
    """Heads of columns, examples and names in the cells of tables between ordinary lines."""
    chooser = random.Random(seed)
    fillings = [word for word in [*keywords(), *SPICE.split("|")] if word.strip() and CELL not in word]
    lines = ["x │ ПРОТОКОЛ заседания совета", "x │ Присутствовали: Лось Б.В."]
    for _ in range(chooser.randint(1, 4)):
        columns = chooser.randint(1, 5)
        for row in range(chooser.randint(1, 6)):
            cells = [chooser.choice(["", *chooser.choices(fillings, k=3)]) for _ in range(columns)]
            if any(cells):
                lines.append(
                    f"{'x' if row == 0 or lines[-1][2] != ROW else ' '} {ROW} {f' {CELL} '.join(cells)}"
                )
        lines.append(f"x │ {chooser.choice(fillings)}")
    document = parse_labels("\n".join(line.replace("\n", " ") for line in lines)).document
    blocks = tuple(
        block._replace(table=block.table._replace(bordered=bordered)) if block.table else block
        for block in document.blocks
    )
    check(replace(document, blocks=blocks))


@bounded
@given(st.lists(st.text(max_size=80).filter(lambda text: "\n" not in text), max_size=12))
def test_promises_hold_for_noise(lines: list[str]) -> None:
    check(poured(" ".join(line.split()) for line in lines))


@bounded
@given(st.sampled_from(documents(SAMPLES)), st.integers(0, 2**32))
def test_promises_hold_for_a_spliced_document(path: Path, seed: int) -> None:
    """Lines of a sample between keywords: markers where nobody expects them."""
    chooser = random.Random(seed)
    lines = parsed(path).document.text.splitlines()
    start = chooser.randrange(len(lines))
    mixed = [line for text in lines[start : start + 25] for line in (text, chooser.choice(keywords()))]
    check(poured(mixed))


# ---------------------------------------------------------------- I2, I3 on strings
@bounded
@given(
    st.text(
        alphabet=st.one_of(st.sampled_from("-\u00ad\u200b \t\n\u00a0*<>#[]ЁёİßСА"), st.characters()),
        max_size=200,
    )
)
def test_views_of_any_text_lead_back(text: str) -> None:
    view = clean(text, [Span(0, len(text))])
    assert list(broken_view(text, view, "text")) == []
    assert len(fold(view.text)) == len(view.text)


@bounded
@given(st.text(max_size=80), st.integers(0, 90), st.integers(0, 90))
def test_a_part_of_a_view_is_a_view(text: str, start: int, end: int) -> None:
    view = clean(text, [Span(0, len(text))])
    part = view.cut(min(start, len(view.text)), min(end, len(view.text)))
    assert list(broken_view(text, part, "part")) == []
    joined = View.join([part, view])
    assert len(joined.text) == len(joined.origin)


# ---------------------------------------------------------------- I7: same bytes, same JSON
def digests() -> str:
    """One line for each document of the suite: its name and the hash of its JSON."""
    lines = []
    for path in [*documents(SAMPLES), *documents(LEARNED)]:
        json = parse(path).model_dump_json()
        lines.append(f"{path.name} {hashlib.sha256(json.encode()).hexdigest()}")
    return "\n".join(lines)


def test_the_same_bytes_give_the_same_json_in_another_process() -> None:
    here = digests()
    script = "import test_invariants; print(test_invariants.digests())"
    for seed in ("1", "77"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parent)}
        there = subprocess.run(
            [sys.executable, "-c", script],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
            timeout=120,
        ).stdout.strip()
        assert there.splitlines() == here.splitlines()


@bounded
@given(st.lists(soup_line, min_size=1, max_size=10))
def test_the_same_document_gives_the_same_json_twice(lines: list[str]) -> None:
    document = poured(lines)
    first, second = (interpret(document, [load_grammar("base")]).envelope.model_dump_json() for _ in range(2))
    assert first == second
