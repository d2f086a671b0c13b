"""What holds for everything that comes out of any document, as a list of what is broken."""

from __future__ import annotations

import re
from collections.abc import Iterator

from protoparse.document import Document, Span
from protoparse.grammar.words import Words
from protoparse.model import Decision, Node, Person, Protocol, TextSpan
from protoparse.normalise import LAYOUT, Unit
from protoparse.pipeline import Parsed
from protoparse.view import View, clean, fold

VERBATIM = ("Mention", "Deadline", "Vote", "Signature", "Fragment")
# values made of words of their stretch, labels and numbers left out
WORDED = {"AgendaItem": "topic", "Decision": "text", "Speech": "text", "Attachment": "title"}


def broken(parsed: Parsed) -> list[str]:
    """Every promise that an output breaks, one line each; empty where all is well."""
    return [
        *broken_views(
            parsed.document, parsed.units, own_words=bool(parsed.grammar.words), misprints=parsed.misprints
        ),
        *broken_ledger(parsed),
        *(line for protocol in parsed.built.protocols for line in broken_spans(parsed.document, protocol)),
        *(line for protocol in parsed.built.protocols for line in charged_twice(protocol)),
    ]


# ---------------------------------------------------------------- I2, I3: views
def broken_views(
    document: Document, units: list[Unit], *, own_words: bool = False, misprints: Words | None = None
) -> Iterator[str]:
    for unit in units:
        # the cells of a drawn table may be interleaved line by line in the source: each is monotone by itself
        cells = [part for row in unit.rows for cell in row for part in cell.parts]
        for view in cells or [unit.view]:
            yield from broken_view(
                document.text, view, f"unit {unit.index}", own_words=own_words, misprints=misprints
            )


def broken_view(
    source: str, view: View, name: str, *, own_words: bool = False, misprints: Words | None = None
) -> Iterator[str]:
    """`own_words`: the grammar reads words of the source as others, whose letters come from those;
    `misprints`: the words that alone are read as others.
    """
    text, origin = view.text, view.origin
    if not len(text) == len(origin) == len(fold(text)) == len(view.flat):
        yield f"I2 {name}: clean {len(text)}, fold {len(fold(text))}, map {len(origin)}: {text[:60]!r}"
        return
    known = -1
    for index, offset in enumerate(origin):
        if offset == -1:  # synthetic
            continue
        if not 0 <= offset < len(source):
            yield f"I3 {name}: character {index} comes from {offset}, outside the text"
            return
        before, known = known, offset
        if offset < before:
            yield f"I3 {name}: origin falls from {before} to {offset} at {text[index : index + 30]!r}"
            return
        if own_words or text[index].isspace() or text[index] == source[offset]:
            continue
        if misprints is None or not _is_put_right(view, index, source, misprints):
            yield f"I3 {name}: {text[index]!r} is said to come from {source[offset]!r} at {offset}"
            return


def _is_put_right(view: View, index: int, source: str, misprints: Words) -> bool:
    """Whether a letter stands in a word of the view for a misprint that is read as this word."""
    word = next(word for word in re.finditer(r"\w+|\W", view.text) if word.start() <= index < word.end())
    span = view.span(*word.span())
    printed = fold(re.sub(r"-\s+|[\s\u00ad]", "", source[span.start : span.end]))
    return misprints.read_as.get(printed) == fold(word.group())


# ---------------------------------------------------------------- I4: the ledger
def broken_ledger(parsed: Parsed) -> Iterator[str]:
    text, at = parsed.document.text, 0
    for claim in parsed.built.claims:
        if claim.start != at:
            word = "overlap" if claim.start < at else "hole"
            yield f"I4 {word} at {at}: {claim.owner} claims {claim.start}..{claim.end}"
        if claim.end <= claim.start:
            yield f"I4 empty claim of {claim.owner} at {claim.start}"
        if claim.kind == "layout" and text[claim.start : claim.end].strip(LAYOUT):
            yield f"I4 visible text is called layout: {text[claim.start : claim.end][:60]!r}"
        at = claim.end
    if at != len(text):
        yield f"I4 the claims end at {at}, the text at {len(text)}"
    for protocol in parsed.built.protocols:
        if not 0 <= protocol.coverage <= 1:
            yield f"I4 coverage {protocol.coverage}"


# ---------------------------------------------------------------- I5: spans and verbatim values
def nodes(node: Node, path: str = "") -> Iterator[tuple[str, Node, list[Node]]]:
    """Each node below one that has a span, with its path and its owners, outermost first."""
    stack: list[tuple[str, Node, list[Node]]] = [(path or type(node).__name__, node, [])]
    while stack:
        where, current, owners = stack.pop()
        yield where, current, owners
        below = [*owners, current] if isinstance(getattr(current, "span", None), TextSpan) else owners
        for name in type(current).model_fields:
            value = getattr(current, name)
            for index, one in enumerate(value if isinstance(value, list) else [value]):
                if isinstance(one, Node) and not isinstance(one, TextSpan):
                    place = f"{name}[{index}]" if isinstance(value, list) else name
                    stack.append((f"{where}.{place}", one, below))


def charged_twice(protocol: Protocol) -> Iterator[str]:
    """Decisions with one person among the responsible twice."""
    for where, node, _ in nodes(protocol):
        if isinstance(node, Decision):
            names = [mention.name for mention in node.responsible if mention.name]
            if len(set(names)) < len(names):
                yield f"{where}: responsible {names}"


def broken_spans(document: Document, protocol: Protocol) -> Iterator[str]:
    length = len(document.text)
    furniture = [span for block in document.blocks if block.kind == "furniture" for span in block.spans]
    for where, node, owners in nodes(protocol):
        span = getattr(node, "span", None)
        for one in [span, *getattr(node, "mentions", ())]:
            if isinstance(one, TextSpan) and not 0 <= one.start < one.end <= length:
                yield f"I5 {where}: span {one.start}..{one.end} is empty or outside the text of {length}"
            elif isinstance(one, TextSpan) and one.page != document.page_of(one.start):
                yield f"I5 {where}: page {one.page} instead of {document.page_of(one.start)}"
        yield from broken_words(document, where, node, furniture)
        if not isinstance(span, TextSpan):
            continue
        for owner in owners:
            outer = owner.span  # type: ignore[attr-defined]
            if not outer.start <= span.start <= span.end <= outer.end:
                said = getattr(node, "text", None) or getattr(node, "topic", "")
                kind = f"{type(owner).__name__} {outer.start}..{outer.end}"
                yield f"I5 {where}: {span.start}..{span.end} is not inside its {kind}: {said!r}"
                break
        if type(node).__name__ in VERBATIM:
            said, printed = letters(node.text), letters(slice_of(document, span, furniture))  # type: ignore[attr-defined]
            words = [letters(word) for word in node.text.split()]  # type: ignore[attr-defined]
            if said != printed and not (in_table(document, span) and are_within(words, said, printed)):
                yield f"I5 {where}: text {said[:80]!r} but the span holds {printed[:80]!r}"


def broken_words(document: Document, where: str, node: Node, furniture: list[Span]) -> Iterator[str]:
    """Values of a node whose words do not all stand in its stretch, and people whose spans name others."""
    field = WORDED.get(type(node).__name__)
    value = getattr(node, field) if field else None
    if value:
        printed = letters(slice_of(document, node.span, furniture))  # type: ignore[attr-defined]
        strangers = [word for word in value.split() if letters(word) not in printed]
        if strangers and not in_table(document, node.span):  # type: ignore[attr-defined]
            yield f"I5 {where}: {' '.join(strangers)[:60]!r} of {field} is not in its span"
    if isinstance(node, Person):
        parts = (node.surname, node.given, node.patronymic)
        initials = {fold(part)[0] for part in parts if part}
        for span in node.mentions:
            printed = fold(slice_of(document, span, furniture))
            if initials and not any(word[0] in initials for word in re.findall(r"\w+", printed)):
                yield f"I5 {where}: {printed!r} does not name {node.name}"


def in_table(document: Document, span: TextSpan) -> bool:
    """Whether a stretch begins in a table, whose cells may stand interleaved in the source."""
    return any(
        block.kind == "table" and block.span.start <= span.start < block.span.end for block in document.blocks
    )


def are_within(words: list[str], said: str, printed: str) -> bool:
    """Whether the cells of a table hold a value: its letters in their order, or its words in any."""
    rest = iter(printed)
    return all(letter in rest for letter in said) or all(word in printed for word in words)


def slice_of(document: Document, span: TextSpan, furniture: list[Span]) -> str:
    """The clean view of a stretch of the source, furniture in its middle left out."""
    pieces: list[Span] = []
    at = span.start
    for foreign in sorted(furniture, key=lambda one: one.start):
        if at < foreign.end and foreign.start < span.end:
            pieces.append(Span(at, max(at, foreign.start)))
            at = foreign.end
    pieces.append(Span(at, max(at, span.end)))
    return clean(document.text, pieces).text


def letters(text: str) -> str:
    """The letters and digits alone: hyphens and gaps at line ends are the view's business."""
    return "".join(letter for letter in text if letter.isalnum())
