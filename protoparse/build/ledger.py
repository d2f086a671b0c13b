"""The ledger: every character of the text has one owner, or is listed as unrecognised."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Literal, NamedTuple

from protoparse.document import Document, Span
from protoparse.normalise import LAYOUT

ClaimKind = Literal["content", "marker", "layout", "furniture", "unrecognised"]


class Claim(NamedTuple):
    """A stretch of the text and what it is; `owner` names the role or the kind of furniture."""

    start: int
    end: int
    owner: str
    kind: ClaimKind


_EXTENT = attrgetter("start", "end")


class Ledger:
    """Claims that tile a text.

    Whatever nobody claimed is layout (white space, rules of dashes and underscores) or unrecognised.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self._claims: list[Claim] = []

    def claim(self, spans: Iterable[Span], owner: str, kind: ClaimKind) -> None:
        self._claims += [Claim(start, end, owner, kind) for start, end in spans if start < end]

    def tile(self) -> list[Claim]:
        """All claims in order, without overlaps (the earlier claim wins) and without holes."""
        text = self.document.text
        out: list[Claim] = []
        at = 0
        for claim in sorted(self._claims, key=_EXTENT):
            start, end, owner, kind = claim
            if end <= at:
                continue
            if start > at:
                out.append(_hole(text, at, start))
            out.append(claim if start >= at else Claim(at, end, owner, kind))
            at = end
        if at < len(text):
            out.append(_hole(text, at, len(text)))
        return out

    @staticmethod
    def coverage(text: str, claims: Sequence[Claim], start: int, end: int) -> float:
        """The share of the non-blank characters between two offsets that is not unrecognised, 0 to 1."""
        whole = _not_blank(text[start:end])
        unknown = sum(
            _not_blank(text[max(start, claim.start) : min(end, claim.end)])
            for claim in claims
            if claim.kind == "unrecognised" and claim.end > start and claim.start < end
        )
        return round((whole - unknown) / whole, 4) if whole else 1.0


def _not_blank(text: str) -> int:
    """How many characters of a text are no white space."""
    return len(text) - sum(text.count(blank) for blank in " \n\t\r\f\u00a0")


def _hole(text: str, start: int, end: int) -> Claim:
    blank = not text[start:end].strip(LAYOUT)
    return Claim(start, end, "", "layout" if blank else "unrecognised")
