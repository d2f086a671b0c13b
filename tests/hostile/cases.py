"""What a hostile file is: its bytes and what must come of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

READ = "read"


@dataclass(frozen=True, slots=True)
class Case:
    """A file of the hostile set.

    `expected` are the outcomes allowed: «read», or codes. A code stands for a refusal, or for a note in a
    document that was read. `text` must be in the document, where it is read.
    """

    name: str
    make: Callable[[], bytes]
    expected: tuple[str, ...]
    text: str = ""
    large: bool = False


class Collection:
    """Cases gathered by a decorator."""

    def __init__(self) -> None:
        self.cases: list[Case] = []

    def add(
        self, name: str, *expected: str, text: str = "", large: bool = False
    ) -> Callable[[Callable[[], bytes]], Callable[[], bytes]]:
        def keep(make: Callable[[], bytes]) -> Callable[[], bytes]:
            self.cases.append(Case(name, make, expected, text, large))
            return make

        return keep

    def given(self, name: str, data: bytes, *expected: str, text: str = "") -> None:
        """A case whose bytes are small enough to be there already."""
        self.cases.append(Case(name, lambda: data, expected, text))
