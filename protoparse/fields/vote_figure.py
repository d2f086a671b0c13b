"""One vote and its figures: what «12», «нет», «двенадцать», «100 %» and «___» mean as numbers of votes."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from protoparse.fields.number import CARDINAL_PATTERN, words_value

Figure = int | float
Result = Literal["adopted", "rejected"]
Role = Literal["yes", "no", "abstain"]


class VoteForm(NamedTuple):
    """One vote as printed.

    `start`, `end`: offsets in the text that was searched, half-open (0, 0 for a table).
    `yes`, `no`, `abstain`: numbers of votes, fractional where votes are square metres; None where not printed
    or printed as percents only. `unanimous`: True where the text says so or nobody was against and nobody
    abstained, False where somebody did, None where neither tells. `result`: only where the text says it.
    """

    start: int
    end: int
    yes: Figure | None = None
    no: Figure | None = None
    abstain: Figure | None = None
    unanimous: bool | None = None
    result: Result | None = None


NUMBER = r"\d{1,3}(?: \d{3})+(?:[.,]\d+)?(?![\d])|\d+(?:[.,]\d+)?(?![\d])"
_NOBODY = r"нет(?![а-я])|не было|не имеется|не имелось|ноль|никто|никого|отсутству[а-я]+|0"
VALUE = (
    rf"(?:(?P<percent>(?:{NUMBER})\s{{0,3}}(?:%|процент))|(?P<number>{NUMBER})(?!\s{{0,3}}%)"
    rf"|(?P<nobody>{_NOBODY})"
    rf"|(?P<all>единогласно|единоглас|все(?![а-я]))"
    rf"|(?P<word>{CARDINAL_PATTERN}(?: {CARDINAL_PATTERN}){{0,2}})|(?P<blank>_+)"
    rf"|(?P<dash>-(?=\s*(?:[,;.\n]|$))))"
)


def figure(match: re.Match[str]) -> Figure | None:
    groups = match.groupdict()
    if groups.get("nobody") or groups.get("dash"):
        return 0
    if groups.get("word"):
        return words_value(match["word"])
    return _read_number(match["number"]) if groups.get("number") else None


def _read_number(printed: str) -> Figure | None:
    compact = printed.replace(" ", "").replace(",", ".")
    if len(compact) > 15:
        return None
    value = float(compact)
    return int(value) if value.is_integer() else value


def unanimity(figures: dict[str, Figure | None], words: set[str]) -> bool | None:
    if any(figures.get(role) for role in ("no", "abstain")):
        return False
    if words & {"unanimous", "all"}:
        return True
    if figures.get("no") == 0 and figures.get("abstain") == 0 and figures.get("yes") != 0:
        return True if "yes" in figures else None
    return False if "majority" in words and not figures else None
