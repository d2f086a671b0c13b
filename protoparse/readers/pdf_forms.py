"""How often the forms of a PDF show one another: a few kilobytes can ask for billions of drawings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from protoparse.readers.pdf_streams import LONGEST_DICTIONARY, Stream, beginning, packed_of

_FORM = re.compile(rb"/Subtype\s*/Form\b")
_OBJECT = re.compile(rb"(?<!\d)(\d{1,10})\s{1,4}\d{1,5}\s{1,4}obj\b")
_SHOWS = re.compile(rb"/([^\s/<>\[\]()]{1,100})\s{1,4}Do\b")
_NAMED = re.compile(rb"/([^\s/<>\[\]()]{1,100})\s{0,4}(\d{1,10})\s{1,4}\d{1,5}\s{1,4}R\b")
_FORMS_OF = re.compile(rb"/XObject\s{0,4}<<([^<>]{0,20000})>>")
_LONGEST_FORM = 1 << 20  # bytes of a form's content that are looked at


def is_form(stream: Stream) -> bool:
    """Whether a stream is a form, which pages and other forms may show."""
    return _FORM.search(stream.dictionary) is not None


def most_shown(data: bytes, forms: list[Stream], enough: int) -> int:
    """How many forms the busiest form of a file shows, those inside its forms counted each time.

    Counting ends a little beyond `enough`.
    """
    places = [(int(found[1]), found.end()) for found in _OBJECT.finditer(data)]
    ends = [*(place for _, place in places[1:]), len(data)]
    bodies = {number: (start, end) for (number, start), end in zip(places, ends, strict=True)}
    shows: dict[int, list[int]] = {}
    by_name: dict[bytes, set[int]] = {}
    pending: list[tuple[int, list[bytes], dict[bytes, int]]] = []
    for form in forms:
        number, head = form.number, form.dictionary
        content = beginning(head, packed_of(data, form), _LONGEST_FORM)
        names = _SHOWS.findall(content)
        known = {name: int(target) for name, target in _forms_of(data, head, bodies)}
        for name, target in known.items():
            by_name.setdefault(name, set()).add(target)
        pending.append((number, names, known))
    for number, names, known in pending:
        targets: list[int] = []
        for name in names:
            targets += [known[name]] if name in known else sorted(by_name.get(name, ()))[:1]
        shows[number] = targets
    return _deepest(shows, enough)


def _forms_of(
    data: bytes, dictionary: bytes, bodies: dict[int, tuple[int, int]]
) -> Iterator[tuple[bytes, bytes]]:
    """The names by which a form knows other forms: in its dictionary or one step away from it."""
    around = [dictionary]
    for name, target in _NAMED.findall(dictionary):
        if name in (b"Resources", b"XObject") and int(target) in bodies:
            start, end = bodies[int(target)]
            around.append(data[start : min(end, start + LONGEST_DICTIONARY)])
            if name == b"XObject":
                yield from _NAMED.findall(around[-1])
    for text in around:
        for found in _FORMS_OF.finditer(text):
            yield from _NAMED.findall(found[1])


def _deepest(shows: dict[int, list[int]], enough: int) -> int:
    """The largest number of forms shown by one; a form inside itself counts once, as readers stop there."""
    counted: dict[int, int] = {}
    for first in shows:
        stack = [first]
        opened: set[int] = set()
        while stack:
            number = stack[-1]
            if number in counted:
                stack.pop()
                continue
            if number not in opened:
                opened.add(number)
                stack.extend(
                    target
                    for target in dict.fromkeys(shows.get(number, ()))
                    if target not in counted and target not in opened
                )
                continue
            stack.pop()
            total = sum(1 + counted.get(target, 0) for target in shows.get(number, ()))
            counted[number] = min(total, 10 * enough)
    return max(counted.values(), default=0)
