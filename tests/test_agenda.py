"""Which agenda item a discussion answers."""

from __future__ import annotations

import random
from itertools import product

import pytest

from protoparse.agenda import LEAST, Question, best_path, link


def worth(path: tuple[int | None, ...], table: list[list[float]], following: float) -> float:
    """The points of one assignment, minus infinity for one that takes what speaks against it."""
    total, last = 0.0, -1
    for choice, row in zip(path, table, strict=True):
        if choice is None:
            total += LEAST
            continue
        if row[choice] <= 0:
            return float("-inf")
        step = following if choice == last + 1 else -0.8 if choice == last else -1.5 if choice < last else 0.0
        total, last = total + row[choice] + step, choice
    return total


@pytest.mark.parametrize("plain", [False, True])
@pytest.mark.parametrize("seed", range(30))
def test_no_other_assignment_is_worth_more(seed: int, plain: bool) -> None:
    chance = random.Random(seed)
    table = [[chance.uniform(-1, 4) for _ in range(3)] for _ in range(5)]
    step = 1.4 if plain else 0.6
    best = max(worth(path, table, step) for path in product((None, 0, 1, 2), repeat=5))
    assert worth(tuple(best_path(table, plain=plain)), table, step) == pytest.approx(best)


def test_items_without_any_sign_answer_the_agenda_in_order() -> None:
    bare = [Question(None, "", frozenset()) for _ in range(3)]
    agenda = [Question(place, f"Вопрос {place}", frozenset()) for place in (1, 2, 3)]
    assert [one.agenda for one in link(bare, agenda)] == [0, 1, 2]


def test_a_long_agenda_is_linked_in_time() -> None:
    """Four hundred questions: an item looks at the whole agenda once, not once for each item before."""
    agenda = [Question(place, f"План работы комиссии {place}", frozenset()) for place in range(1, 401)]
    assert [one.agenda for one in link(agenda, agenda)] == list(range(400))
