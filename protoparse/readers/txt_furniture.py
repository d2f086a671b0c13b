"""Lines of a text file that are no text: page numbers, running heads between form feeds, drawn rules."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from protoparse.pattern import Pattern
from protoparse.readers.lines import BARE_NUMBER, PAGE_NUMBER
from protoparse.readers.running_heads import FIRST_LINES, has_count, opens_minutes, running, without_count
from protoparse.readers.txt_tables import BAR, TextLine

_DRAWN_RULE = Pattern(r"^\s*(?:[-=*~─━═—–]\s?){4,}$")


def furniture_of(lines: Sequence[TextLine]) -> set[int]:
    """Indexes of lines that are page numbers, running heads between form feeds, or drawn rules."""
    result: set[int] = set()
    pages: dict[int, list[TextLine]] = {}
    for line in lines:
        if not line.blank:
            pages.setdefault(line.page, []).append(line)
    edges = {line.index: line for page in pages.values() for line in (page[0], page[-1])}
    pages_of: defaultdict[str, set[int]] = defaultdict(set)
    for line in edges.values():
        pages_of[_key(line)].add(line.page)
    opening = {
        number for number, page in pages.items() if opens_minutes(line.text for line in page[:FIRST_LINES])
    }
    counted = {_key(line) for line in edges.values() if has_count(line.text) or _PAGE_BEHIND in _key(line)}
    heads = running(pages_of, len(pages), opening, counted)
    bare: list[tuple[int, int]] = []
    for line in lines:
        if line.blank:
            continue
        stripped = line.text.strip()
        if "\t" not in stripped and _DRAWN_RULE.match(stripped) and not _beside_table(lines, line.index):
            result.add(line.index)
            continue
        number = PAGE_NUMBER.match(stripped)
        if len(pages) > 1 and line.index in edges:
            head = line.page in heads.get(_key(line), ()) and any(map(str.isalpha, stripped))
            if number is not None or head:
                result.add(line.index)
            continue
        if number is None:
            continue
        dashed = stripped[0] in "-–—" and stripped[-1] in "-–—"
        if not _alone(lines, line.index) and not (dashed and _middle(line.text)):
            continue
        if not BARE_NUMBER.match(stripped):
            if any(map(str.isalpha, stripped)):
                result.add(line.index)
        elif dashed:
            result.add(line.index)
        else:
            bare.append((int(number["number"]), line.index))
    counts = [number for number, _ in bare]
    if len(bare) >= 2 and counts in (
        list(range(1, len(bare) + 1)),
        list(range(2, len(bare) + 2)),
    ):
        result.update(index for _, index in bare)
    return result


_PAGE_BEHIND = "#page"
_LAST_NUMBER = Pattern(r"(?<=[\s,;|])(?<!№\s)\d{1,3}$")
_TITLE = Pattern(r"\W*(?:протокол|выписк)", re.IGNORECASE)


def _key(line: TextLine) -> str:
    """What a running head is known by: its text without the count of pages, a bare one at its end too.

    A title has numbers of its own: «Протокол 2» on the second page of a book is none.
    """
    text = line.text.strip()
    number = None if _TITLE.match(text) else _LAST_NUMBER.search(text)
    if number is None or abs(int(number.group()) - line.page) > 1:
        return without_count(text)
    return without_count(text[: number.start()]) + _PAGE_BEHIND


def _middle(text: str) -> bool:
    """Whether a line stands far from the left edge, as page numbers do."""
    return len(text) - len(text.lstrip()) >= 15


def _alone(lines: Sequence[TextLine], index: int) -> bool:
    before = index == 0 or lines[index - 1].blank
    after = index + 1 >= len(lines) or lines[index + 1].blank
    return before and after


def _beside_table(lines: Sequence[TextLine], index: int) -> bool:
    """Whether a drawn rule belongs to a table of bars above or below it."""
    return any(
        0 <= near < len(lines) and len(BAR.findall(lines[near].text)) >= 2 for near in (index - 1, index + 1)
    )
