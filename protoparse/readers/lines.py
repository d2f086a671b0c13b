"""Paragraphs out of printed lines: the logic that pdf (points) and txt (character columns) share.

A `Line` is what stands on one line of a page or a text file, with its horizontal extent. `paragraphs` joins
lines by the way they were set: a line that left room for the next word ended on purpose, an indented line
opens, a label («1.», «–», «Срок:») opens, a line whose last word was cut by a hyphen goes on. Distances are
in one unit per document (points or columns); nothing here knows which.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from protoparse.document import Alignment, Span
from protoparse.pattern import Pattern


class Line(NamedTuple):
    """One printed line.

    `start`, `end` are offsets in `Document.text`. `top` is the base line measured downwards on its page, in
    units of the document; `head` the width of the first piece a typesetter could have put on the line before;
    `stops` the places where a hanging indent may hang (after a label, after a gap). `gapped` says that the
    line consists of parts far apart («г. Ключевск      24 марта 2025 г.»).
    """

    text: str
    start: int
    end: int
    left: float
    right: float
    top: float
    size: float = 1.0
    page: int = 1
    bold: bool = False
    head: float = 0.0
    space: float = 1.0
    stops: tuple[float, ...] = ()
    gapped: bool = False


class Column(NamedTuple):
    """The column that lines are set in.

    `tolerance` is how far two equal edges may differ; `pitch` the usual distance of base lines in one
    paragraph divided by the letter size; `indented` says that paragraphs of this column open with an indent,
    `indents` where lines often begin, so that an indented line is not taken for a centred one by chance.
    """

    left: float
    right: float
    tolerance: float
    pitch: float = 1.15
    indented: bool = False
    indents: tuple[float, ...] = ()

    @property
    def width(self) -> float:
        return self.right - self.left


LABEL = Pattern(
    r"""(?:
        (?P<number>\d{1,3}(?:\.\d{1,3}){0,4})(?P<close>[.)]{1,2})?(?=[\s\xa0]|(?<=[.)])[^\d\s.,)])
      | [а-яёa-zА-ЯЁ]\)(?=\s|\w)
      | [IVXLХ]{1,6}[.)](?=\s)
      | [-–—−](?=\s*[^\W_]|\s*[«"„(*])
      | [•·▪●○■□◦‣⁃➢►✓✔](?=\s*\S)
    )""",
    re.VERBOSE,
)
PAGE_NUMBER = Pattern(
    r"""^[\W_]*(?:(?:стр(?:аница|\.)?|лист|л\.|с\.|page)\s*)?(?P<number>\d{1,4})
        (?:\s*(?:из|/|of)\s*\d{1,4})?(?:\s*(?:стр\.?|лист\w*))?[\W_]*$""",
    re.VERBOSE | re.IGNORECASE,
)
BARE_NUMBER = Pattern(r"^[-–—\s]*\d{1,4}[-–—.\s]*$")
KEY = Pattern(r"[А-ЯЁ][А-Яа-яЁё ()./-]{2,40}:")
OPENING = Pattern(r"\W*[а-яёa-z]|\(\d")  # a line that goes on: its first letter is small
HYPHENATED = Pattern(r"[а-яёa-zА-ЯЁ][-\u00ad\u2010\u2011]$")
GOVERNING = Pattern(
    r"(?:^|[\s(«])(?:п|пп|ст|гл|ч|№|N|г|ул|д|кв|каб|стр|от|до|с|со|по|в|во|на|и|или|к|о|об|за|для|из|при|не|[а-яё])\.?$",
    re.IGNORECASE,
)
ABBREVIATED = Pattern(
    r"(?:^|[\s(«.])(?:г|гг|ул|д|кв|им|пос|пгт|с|т|п|пп|ст|обл|р|руб|тыс|млн|чел|зам|зав|доц|проф|отв|см|"
    r"[А-ЯЁ])\.$"
)
DEPENDENT = Pattern(
    r"(?:^|[\s(«])(?:(?:в|во|на|по|с|со|о|об|обо|к|ко|у|за|из|от|до|для|при|под|над|про|через|без|№|N)"
    r"|(?:каб|ул|пр|проф|доц|акад|им|пос|ст|преп|[Оо]тв|[Ии]сп)\.)$"
)  # a line that ends so goes on whatever room it left
NAMED = Pattern(
    r"[А-ЯЁ][а-яё]+\s[А-ЯЁ]\.\s?[А-ЯЁ]\.$"
)  # «Иванову Ю.А.» may end a sentence, «слушали Ю.А.» not
SUBJECT = Pattern(r"(?:О|Об|Обо)\s[а-яё]")  # the subject of an order, set narrow at the left
_SIGNED = Pattern(r"_{3}[^_]{0,60}$")  # a signature line is complete
ROSTER = Pattern(
    r"""(?:[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?\s+(?:[А-ЯЁ]\.\s?,?\s?[А-ЯЁ]\.?|[А-ЯЁ][а-яё]+(?:\s[А-ЯЁ][а-яё]+)?)
          |[А-ЯЁ]\.\s?[А-ЯЁ]\.\s?[А-ЯЁ][а-яё]+)\s*[-–—,(]\s*[а-яё]""",
    re.VERBOSE,
)
# «секретарь комиссии - Зуева А.А.» in small letters opens a line of its own in a list of those present
OFFICER = Pattern(
    r"(?:зам(?:еститель|\.)?\s*)?(?:председател[ья]|секретарь|члены)(?:\s[а-яё]+){0,3}\s*[-–—:]\s*[А-ЯЁ-]"
)
SENTENCE_END = Pattern(r"[.;:!?…][»\"”)\]*_]*$")


def label_of(text: str) -> str | None:
    """The list label that a paragraph opens with, as printed; None where there is none.

    Dates, times and plain numbers are no labels.

    >>> label_of("1.2. Утвердить план."), label_of("2) принять"), label_of("– отчёт"), label_of("1.План")
    ('1.2.', '2)', '–', '1.')
    >>> label_of("06.02.2023 г."), label_of("14.00 – 15.20"), label_of("12 человек"), label_of("г. Ключевск")
    (None, None, None, None)
    """
    found = LABEL.match(text.lstrip())
    if found is None:
        return None
    number = found["number"]
    if number is not None:
        parts = number.split(".")
        if any(len(part) > 1 and part[0] == "0" for part in parts):
            return None  # 06.02, 14.00: a date or a time
        if not found["close"]:
            if len(parts) == 1:
                return None
            if len(parts) >= 3 and int(parts[1]) <= 12 and len(parts[2]) == 2 and len(parts) == 3:
                return None  # 1.12.23
            if len(parts) == 2 and 8 <= int(parts[0]) <= 23 and len(parts[1]) == 2:
                return None  # 15.30
    return found.group()


def opens_small(text: str) -> bool:
    """Whether the first letter is a small one, so that the line can hardly open a sentence."""
    return OPENING.match(text) is not None


def ends_sentence(text: str) -> bool:
    """Whether the line may end a sentence or a list item; «…, 2024 г.» and «Иванову А.» may go on."""
    stripped = text.rstrip()
    if SENTENCE_END.search(stripped) is None:
        return False
    return ABBREVIATED.search(stripped) is None or NAMED.search(stripped) is not None


def is_signed(text: str) -> bool:
    """Whether the line ends in a place to sign.

    >>> is_signed("Председатель ______ Иванов И.И."), is_signed("Иванов И.И.")
    (True, False)
    """
    return _SIGNED.search(text, max(0, len(text) - 63)) is not None


def opens_officer(above: Line, line: Line) -> bool:
    """Whether a line names an officer, each on a line of its own, and not in the middle of a sentence."""
    return OFFICER.match(line.text) is not None and not above.text.rstrip().endswith(",")


def is_cut(text: str) -> bool:
    """Whether the line ends in a hyphen that a word may go on after."""
    return HYPHENATED.search(text.rstrip()) is not None


def alignment_of(line: Line, column: Column) -> Alignment:
    """How the line stands in its column: centred and right-hand lines leave room at their left.

    >>> alignment_of(Line("", 0, 0, 30, 70, 0), Column(0, 100, 2))
    'center'
    >>> alignment_of(Line("", 0, 0, 60, 100, 0), Column(0, 100, 2))
    'right'
    """
    before, after = line.left - column.left, column.right - line.right
    slack = 3 * column.tolerance
    usual = any(abs(line.left - indent) <= column.tolerance for indent in column.indents)
    if usual and abs(before - after) > 0.6 * column.tolerance:
        return "left"
    if before > slack and abs(before - after) <= slack:
        return "center"
    if before > 0.3 * column.width and abs(after) <= 2 * column.tolerance:
        return "right"
    return "left"


def leaves_room(line: Line, following: Line, column: Column) -> bool:
    """Whether the first word of `following` would have stood on `line`: then `line` ended on purpose."""
    room = column.right - line.right
    if alignment_of(line, column) != "left":
        room = column.width - (line.right - line.left)
    return room >= line.space + following.head - 0.1 * column.tolerance


def spans_of(lines: Sequence[Line]) -> tuple[Span, ...]:
    """The spans of a paragraph: neighbouring lines make one span with the line break between them.

    Every span but the last takes in the white space behind its last line, so that the words on both sides of
    a page edge stay apart when the spans are read one after the other.
    """
    spans: list[Span] = []
    for before, line in zip((None, *lines), lines, strict=False):
        if before is not None and line.start - before.end <= 1:
            spans[-1] = Span(spans[-1].start, line.end)
            continue
        if before is not None:
            spans[-1] = Span(spans[-1].start, spans[-1].end + 1)
        spans.append(Span(line.start, line.end))
    return tuple(spans)


def paragraphs(lines: Sequence[Line], column: Column) -> list[list[Line]]:
    """The lines of a column joined into paragraphs, in order; every line is in exactly one."""
    narrow = _narrow_runs(lines, column)
    keys: set[str] = set()  # «Срок:», «Ответственные:» that have opened a paragraph open the next one too
    result: list[list[Line]] = []
    for position, line in enumerate(lines):
        following = lines[position + 1] if position + 1 < len(lines) else None
        # Whether paragraphs begin at the edge hereabouts, so that «Срок:» at the edge may open one.
        flush = any(abs(part[0].left - column.left) <= column.tolerance for part in result[-6:-1])
        key = KEY.match(line.text)
        again = key is not None and key.group() in keys
        if (
            result
            and not again
            and (position in narrow or _continues(result[-1], line, following, column, flush))
        ):
            result[-1].append(line)
            continue
        if key is not None:
            keys.add(key.group())
        result.append([line])
    return result


def common_indents(lines: Sequence[Line], left: float, width: float, tolerance: float) -> tuple[float, ...]:
    """Where three lines or more begin, within the first quarter of the column."""
    counts = Counter(
        round((line.left - left) / tolerance) for line in lines if tolerance < line.left - left < 0.25 * width
    )
    return tuple(left + step * tolerance for step, count in sorted(counts.items()) if count >= 3)


def pitch_of(lines: Sequence[Line], default: float = 1.15) -> float:
    """The usual distance of base lines within a paragraph, divided by the letter size."""
    certain: Counter[float] = Counter()
    every: Counter[float] = Counter()
    for above, below in itertools.pairwise(lines):
        if above.page != below.page or below.top <= above.top:
            continue
        ratio = round((below.top - above.top) / max(above.size, below.size), 1)
        every[ratio] += 1
        if opens_small(below.text) and not ends_sentence(above.text):
            certain[ratio] += 1
    counts = certain if certain.total() >= 3 else every
    if not counts:
        return default
    most = max(counts.values())
    return min(ratio for ratio, count in counts.items() if count >= 0.5 * most)


def _continues(
    paragraph: Sequence[Line], line: Line, following: Line | None, column: Column, flush: bool
) -> bool:
    first, last = paragraph[0], paragraph[-1]
    same_page = last.page == line.page
    if abs(last.size - line.size) > 0.12 * max(last.size, line.size):
        return False
    if same_page and not _near(paragraph, line, following, column):
        return False
    hangs = any(abs(stop - line.left) <= 2 * column.tolerance for stop in first.stops)
    if line.gapped or line.text.startswith("__"):
        return False
    small = opens_small(line.text)
    if small and opens_officer(last, line):
        return False
    if DEPENDENT.search(last.text) and (line.left <= last.left + column.tolerance or hangs):
        return True
    if first.gapped:  # a row of a layout without rules: what stands under its last part belongs to it
        if label_of(line.text) is not None:
            return False
        under = bool(first.stops) and line.left >= first.stops[-1] - column.tolerance
        if is_signed(last.text):
            return False
        return small if under and not hangs else hangs and (small or not ends_sentence(last.text))
    if is_cut(last.text) and line.text[:1].islower():
        return True
    if leaves_room(last, line, column) and not (
        small and (_nearly_full(paragraph, line, column) or _narrow_subject(paragraph, line, column))
    ):
        return False
    if not small and is_signed(last.text):
        return False
    ended = ends_sentence(last.text)
    if last.bold and not line.bold and (ended or not small):
        return False
    label = label_of(line.text)
    if label is not None and not _label_in_sentence(paragraph, line, label, ended, column):
        return False
    if small and (not ended or last.text.endswith(")")):  # a bracket ends no sentence without a dot
        return True
    placed = alignment_of(first, column)
    if placed == "center" and alignment_of(line, column) == "center":
        return not ended and last.bold == line.bold and last.text.isupper() == line.text.isupper()
    if placed != "left" and abs(line.left - column.left) <= column.tolerance and not small:
        return False
    return _indent_allows(paragraph, line, hangs, ended, same_page, flush, column)


def _indent_allows(
    paragraph: Sequence[Line],
    line: Line,
    hangs: bool,
    ended: bool,
    same_page: bool,
    flush: bool,
    column: Column,
) -> bool:
    first, last = paragraph[0], paragraph[-1]
    shift = line.left - last.left
    stopped = SENTENCE_END.search(last.text.rstrip()) is not None
    if len(paragraph) == 1:
        if shift < -column.tolerance:
            return not (stopped and flush and KEY.match(line.text))
        if shift > column.tolerance:
            opens = KEY.match(line.text) is not None or (
                column.indented and line.left in column.indents and not opens_small(line.text)
            )
            return hangs and not (opens and stopped)
        if ROSTER.match(first.text) and ROSTER.match(line.text) and not last.text.rstrip().endswith(","):
            return False  # entries of a list of people, one a line
    elif abs(shift) > column.tolerance:
        return False
    if stopped and KEY.match(line.text) and (flush or first.left <= line.left + column.tolerance):
        return False
    if not ended:
        return True
    if first.left > line.left + column.tolerance:
        return True  # the paragraph opened with an indent, this line did not
    if line.text.startswith("("):
        return True
    if last.text.rstrip().endswith((";", ":")):
        if opens_small(line.text):
            return not opens_small(first.text)
        return KEY.match(first.text) is not None and ROSTER.match(line.text) is not None
    return not column.indented and same_page


def _near(paragraph: Sequence[Line], line: Line, following: Line | None, column: Column) -> bool:
    last = paragraph[-1]
    gap = line.top - last.top
    if gap < 0:
        return False  # the head of another column
    inside = [
        below.top - above.top
        for above, below in itertools.pairwise(paragraph[-8:])
        if above.page == below.page
    ]
    if inside:
        from statistics import median  # texts without a layout do without

        return gap <= 1.2 * median(inside)
    size = max(last.size, line.size)
    if gap <= 1.2 * column.pitch * size:
        return True
    if following is None or following.page != line.page:
        return False
    # A region set wider than the rest: the next gap is the same, and the line goes on.
    return gap <= 2.3 * size and abs(following.top - line.top - gap) <= 0.05 * gap


def _nearly_full(paragraph: Sequence[Line], line: Line, column: Column) -> bool:
    """Whether a line that goes on was cut by hand a little before the edge, to keep a preposition with its
    word.
    """
    last = paragraph[-1]
    if ends_sentence(last.text) or label_of(line.text) is not None or opens_small(paragraph[0].text):
        return False
    return column.right - last.right <= 0.15 * column.width and line.left <= last.left + column.tolerance


def _narrow_subject(paragraph: Sequence[Line], line: Line, column: Column) -> bool:
    """Whether the subject of an order goes on: it is set in the left half, far from the edge of the text."""
    last = paragraph[-1]
    return (
        SUBJECT.match(paragraph[0].text) is not None
        and not ends_sentence(last.text)
        and abs(line.left - paragraph[0].left) <= column.tolerance
        and column.right - max(last.right, line.right) > 0.25 * column.width
    )


def _label_in_sentence(
    paragraph: Sequence[Line], line: Line, label: str, ended: bool, column: Column
) -> bool:
    """Whether what looks like a label is a dash or a number inside a running sentence."""
    before = paragraph[-1].text.rstrip()
    if ended or before.endswith(","):
        return False
    if label[0] in "-–—−":
        return line.left <= paragraph[-1].left + column.tolerance
    if before.endswith(("-", "–", "—")) or GOVERNING.search(before) is not None:
        return True
    # The paragraph opened with an indent, as labels do here; this number stands at the edge of the column.
    return len(paragraph) > 1 and paragraph[0].left > line.left + column.tolerance


def _narrow_runs(lines: Sequence[Line], column: Column) -> set[int]:
    """Positions of lines that go on because a run of lines was set in a narrower column than the rest.

    Three lines or more, flush left, evenly spaced, each full when measured by the longest of them, most of
    them opening small: a paragraph with a wide right margin, or a passage wrapped at another width.
    """
    joined: set[int] = set()
    start = 0
    while start < len(lines):
        end = start + 1
        while (
            end < len(lines)
            and lines[end].page == lines[start].page
            and abs(lines[end].left - lines[start].left) <= column.tolerance
            and not lines[end].gapped
            and label_of(lines[end].text) is None
            and 0 < lines[end].top - lines[end - 1].top <= 1.2 * column.pitch * lines[start].size
            and not SENTENCE_END.search(lines[end - 1].text.rstrip())
            and not opens_officer(lines[end - 1], lines[end])
        ):
            end += 1
        run = lines[start:end]
        if len(run) >= 3 and alignment_of(run[0], column) != "center":
            edge = Column(column.left, max(line.right for line in run), column.tolerance)
            full = all(
                edge.right - above.right < above.space + below.head
                for above, below in itertools.pairwise(run)
            )
            small = sum(opens_small(line.text) for line in run[1:])
            if full and 2 * small >= len(run) - 1 and not run[0].gapped:
                joined.update(range(start + 1, end))
        start = end
    return joined
