"""The ledger: every character of the text has one owner, or is listed as unrecognised."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from protoparse.document import Document, Span
from protoparse.normalise import LAYOUT

ClaimKind = Literal["content", "marker", "layout", "furniture", "unrecognised"]


@dataclass(frozen=True, slots=True)
class Claim:
    """A stretch of the text and what it is; `owner` names the role or the kind of furniture."""

    start: int
    end: int
    owner: str
    kind: ClaimKind


class Ledger:
    """Claims that tile a text.

    Whatever nobody claimed is layout (white space, rules of dashes and underscores) or unrecognised.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self._claims: list[Claim] = []

    def claim(self, spans: Iterable[Span], owner: str, kind: ClaimKind) -> None:
        self._claims.extend(
            Claim(span.start, span.end, owner, kind) for span in spans if span.start < span.end
        )

    def tile(self) -> list[Claim]:
        """All claims in order, without overlaps (the earlier claim wins) and without holes."""
        text = self.document.text
        out: list[Claim] = []
        at = 0
        for claim in sorted(self._claims, key=lambda claim: (claim.start, claim.end)):
            start = max(claim.start, at)
            if start >= claim.end:
                continue
            if start > at:
                out.extend(_hole(text, at, start))
            out.append(Claim(start, claim.end, claim.owner, claim.kind))
            at = claim.end
        if at < len(text):
            out.extend(_hole(text, at, len(text)))
        return out

    @staticmethod
    def coverage(text: str, claims: Sequence[Claim], start: int, end: int) -> float:
        """The share of the non-blank characters between two offsets that is not unrecognised, 0 to 1."""
        known = unknown = 0
        for claim in claims:
            if claim.end <= start or claim.start >= end:
                continue
            piece = text[max(start, claim.start) : min(end, claim.end)]
            count = len(piece) - sum(piece.count(blank) for blank in " \n\t\r\f\u00a0")
            if claim.kind == "unrecognised":
                unknown += count
            else:
                known += count
        return 1.0 if known + unknown == 0 else round(known / (known + unknown), 4)


def _hole(text: str, start: int, end: int) -> list[Claim]:
    blank = not text[start:end].strip(LAYOUT)
    return [Claim(start, end, "", "layout" if blank else "unrecognised")]
