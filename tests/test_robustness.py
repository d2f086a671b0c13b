"""Wrong letters: the text of the samples with some letters replaced must still give most of its facts.

A fact is scored twice: as it was read, and with its words put back. What a parser copies out of a corrupted
text is corrupted, and a name or a decision then equals no gold; the second measure puts each word that still
stands in the text back as it was (letters are replaced one for one): what remains lost, the parser lost.
"""

from __future__ import annotations

import functools
import json
import re
from pathlib import Path
from random import Random
from typing import Any

import pytest
from shelf import SAMPLES, documents, parsed
from surgery import LETTERS

from protoparse.evaluation import Tally, evaluate
from protoparse.pipeline import run

SEEDS = 3
_WORD = re.compile(r"\w+")


def corrupted_text(text: str, share: float, seed: int) -> str:
    """The text with a share of its Cyrillic letters replaced by their neighbours in the alphabet."""
    random = Random(seed)

    def neighbour(letter: str) -> str:
        at = LETTERS.find(letter.lower())
        if at < 0 or random.random() >= share:
            return letter
        new = LETTERS[(at + random.choice((-1, 1))) % len(LETTERS)]
        return new.upper() if letter.isupper() else new

    return "".join(map(neighbour, text))


def restored(node: Any, wrong: str, right: str, start: int = 0, end: int | None = None) -> Any:
    """A part of an envelope, the words in its span of the wrong text put back as the right one has them."""
    if isinstance(node, dict):
        span = node.get("span")
        if isinstance(span, dict):
            start, end = span["start"], span["end"]
        return {key: restored(value, wrong, right, start, end) for key, value in node.items()}
    if isinstance(node, list):
        return [restored(value, wrong, right, start, end) for value in node]
    if not isinstance(node, str):
        return node
    at = start

    def put_back(match: re.Match[str]) -> str:
        nonlocal at
        word = match[0]
        found = wrong.find(word, at, end)
        if found < 0:  # words may come in another order: «Б.В. Лось» is «Лось Б.В.»
            found = wrong.find(word, start, end)
        if found < 0:
            return word
        at = found + len(word)
        return right[found:at]

    return _WORD.sub(put_back, node)


@functools.cache
def score(share: float, seed: int) -> tuple[float, float]:
    """F1 of all facts of the samples read as plain text: as it is, and with words put back."""
    plain: list[Tally] = []
    mended: list[Tally] = []
    for path in documents(SAMPLES):
        gold: dict[str, Any] = json.loads(path.with_suffix(".gold.json").read_text("utf-8"))
        right = parsed(path).document.text
        wrong = corrupted_text(right, share, seed)
        envelope, document = read_as_text(wrong, path)
        assert document == wrong
        plain.append(evaluate(gold, envelope))
        mended.append(evaluate(gold, restored(envelope, wrong, right)))
    return Tally.sum(plain).figures().f1, Tally.sum(mended).figures().f1


def read_as_text(text: str, path: Path) -> tuple[dict[str, Any], str]:
    one = run(text.encode(), format="txt", name=f"{path.stem}.txt")
    return one.envelope.model_dump(mode="json"), one.document.text


# Wanted are falls of less than 0.03 and 0.08 with words put back; these hold.
@pytest.mark.parametrize(("share", "as_read", "put_back"), [(0.02, 0.09, 0.02), (0.05, 0.175, 0.05)])
def test_wrong_letters_cost_few_facts(share: float, as_read: float, put_back: float) -> None:
    clean = score(0.0, 0)
    assert clean[0] == clean[1] >= 0.95
    falls = [
        [whole - part for whole, part in zip(clean, score(share, seed), strict=True)] for seed in range(SEEDS)
    ]
    means = [sum(one) / SEEDS for one in zip(*falls, strict=True)]
    assert means[0] < as_read and means[1] < put_back, falls


def test_corruption_is_seeded_and_leaves_all_but_letters() -> None:
    text = parsed(documents(SAMPLES)[0]).document.text
    wrong = corrupted_text(text, 0.05, 1)
    assert wrong == corrupted_text(text, 0.05, 1) != corrupted_text(text, 0.05, 2)
    changed = [(old, new) for old, new in zip(text, wrong, strict=True) if old != new]
    assert 0.03 < len(changed) / sum(map(str.isalpha, text)) < 0.07
    assert all(old.lower() in LETTERS and new.lower() in LETTERS for old, new in changed)
    assert all(old.isupper() == new.isupper() for old, new in changed)


def test_words_are_put_back_where_they_stood() -> None:
    right, wrong = "Лось Б.В. и Лось С.А.", "Лпсь Б.В. и Лось С.Б."
    node = {"name": "Б.В. Лпсь", "span": {"start": 0, "end": 9}, "other": [{"name": "Лось С.Б."}], "n": 3}
    assert restored(node, wrong, right)["name"] == "Б.В. Лось"
    assert restored({"name": "Лось С.Б."}, wrong, right) == {"name": "Лось С.А."}
