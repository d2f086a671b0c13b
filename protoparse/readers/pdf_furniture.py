"""Lines of a PDF that are no text of the minutes: running heads and feet, page numbers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set

from protoparse.readers.lines import PAGE_NUMBER
from protoparse.readers.pdf_layout import Draft
from protoparse.readers.running_heads import FIRST_LINES, has_count, opens_minutes, running, without_count

LETTERHEAD = 4  # lines at the top of the first page that later pages may repeat in their margin
MARGIN_ZONE = 0.14  # of the page's height, at top and bottom: where running heads stand
APART = 1.6  # letter sizes: a running head stands farther from the text than lines do from each other
MOST_LINES = 4  # of one running head

_Key = tuple[str, int]


def furniture_of(pages: Sequence[Sequence[Draft]], heights: Sequence[float]) -> set[int]:
    """The `id`s of drafts that are running heads, running feet or page numbers; `heights` are in points.

    A line of the margin zone counts when it is a page number that steps with the pages, or when it stands
    apart from the text and says the same (page counts apart) at the same height on page after page, or says
    what the letterhead says, above the height at which the first page begins.
    """
    edges = [_edge_lines(drafts, height) for drafts, height in zip(pages, heights, strict=True)]
    repeated = _repeated(pages, edges)
    letterhead = {without_count(draft.text) for draft in pages[0][:LETTERHEAD]} if pages else set()
    top = pages[0][0].base if pages and pages[0] else 0.0
    steps: Counter[int] = Counter()
    for page, drafts in enumerate(edges, start=1):
        numbers = (PAGE_NUMBER.match(draft.text) for draft in drafts)
        steps.update({int(found["number"]) - page for found in numbers if found is not None})
    result: set[int] = set()
    for page, lines in enumerate(pages, start=1):
        counts = {id(draft) for draft in edges[page - 1] if _is_number(draft, page, len(pages), steps)}
        heads = {
            id(draft)
            for draft in edges[page - 1]
            if _repeats(draft, page, repeated)
            or (page > 1 and draft.base < top - draft.size and without_count(draft.text) in letterhead)
        }
        for ordered in (lines, lines[::-1]):
            result.update(_outermost(ordered, counts, heads))
    return result


def _outermost(lines: Sequence[Draft], counts: Set[int], heads: Set[int]) -> Iterator[int]:
    """The `id`s of page numbers and running heads among the first lines from the edge of a page inwards."""
    waiting: list[int] = []  # heads of two lines: taken once the text is seen to stand apart
    for draft, following in zip(lines[:MOST_LINES], [*lines[1:], None], strict=False):
        if id(draft) not in counts and id(draft) not in heads:
            return
        waiting.append(id(draft))
        near = following is not None and abs(following.base - draft.base) < APART * draft.size
        if id(draft) in counts or not near:
            yield from waiting
            waiting = []


def _repeated(pages: Sequence[Sequence[Draft]], edges: Sequence[Sequence[Draft]]) -> Mapping[_Key, Set[int]]:
    """The pages on which each of the lines at the edges is a running head."""
    pages_of: defaultdict[_Key, set[int]] = defaultdict(set)
    counted: set[_Key] = set()
    for page, drafts in enumerate(edges, start=1):
        for draft in drafts:
            for key in _keys(draft):
                pages_of[key].add(page)
            if has_count(draft.text):
                counted.update(_keys(draft))
    opening = {
        page
        for page, lines in enumerate(pages, start=1)
        if opens_minutes(draft.text for draft in lines[:FIRST_LINES])
    }
    return running(pages_of, len(pages), opening, counted)


def _is_number(draft: Draft, page: int, pages: int, steps: Counter[int]) -> bool:
    found = PAGE_NUMBER.match(draft.text)
    if found is None:
        return False
    if any(map(str.isalpha, draft.text)):
        return True
    step = int(found["number"]) - page
    return steps[step] >= 2 or (pages <= 2 and step == 0)


def _repeats(draft: Draft, page: int, repeated: Mapping[_Key, Set[int]]) -> bool:
    letters = sum(character.isalpha() for character in draft.text)
    fewest = 2 if has_count(draft.text) else 3
    return letters >= fewest and any(page in repeated.get(key, ()) for key in _keys(draft))


def _keys(draft: Draft) -> tuple[_Key, ...]:
    """What a running head is known by: its text without the count of pages, and its height in two bands."""
    folded = without_count(draft.text)
    slot = int(draft.base // 3)
    return ((folded, slot), (folded, slot + 1))


def _edge_lines(drafts: Sequence[Draft], height: float) -> list[Draft]:
    zone = MARGIN_ZONE * height
    return [draft for draft in drafts if draft.base <= zone or draft.base >= height - zone]
