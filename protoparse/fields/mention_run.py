"""The run of people: what each piece of text is, and to which name it belongs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from protoparse.fields.declension import OBLIQUE, fold_line
from protoparse.fields.mention_parts import Part
from protoparse.fields.organisation import is_organisation
from protoparse.fields.person import find_names
from protoparse.fields.position import (
    can_be_plural_position,
    is_plural_position,
    is_position,
    position_cases,
    shared_position,
    skip_degrees,
)
from protoparse.fields.position_words import is_verb
from protoparse.fields.role import Role, RoleForm, read_role
from protoparse.fields.text import Case
from protoparse.pattern import Pattern

_Sort = Literal["degree", "role", "post", "plural", "flat", "speech", "organisation", "unknown"]
_FLAT = Pattern(r"(?:кв|ком|пом|оф|квартир\w*|помещени\w*|комнат\w*)\.?\s*№?\s*\d", re.I)
# What goes on with a report and not with the person: «которая …», «о плане», «с анализом», «Он пояснил».
_SPEECH = Pattern(
    r"(?:котор\w+|о|об|обо|с|со|от|на|по|за|в|во|из|для|при|к|ко|у|из-за|что|чтобы|как|он|она|они|его|ее|их|"
    r"далее|затем|после|перед|(?!управля)[а-я]{3,}(?:вш|ющ|ящ)(?:ий|ая|ие|его|ему|ую|ей|им|их)(?:ся)?|[а-я]+вши)(?=[\s,:]|\Z)"
)
_INNER_LABEL = Pattern(
    r"(?<=\s)(?:Председатель|Секретарь|Члены|Ведущий|Ведущая|Докладчик|Приглаш[её]нные)(?!\w)"
    # a group right behind the name of an organisation: a line of its own, as joined
    r"|(?<=[»\"]\s)(?:директора|заведующие|заместители|методисты|педагоги|представители|родители|руководители"
    r"|специалисты|учителя)(?=\s)"
)
QUANTIFIER = Pattern(
    r"(?:все|всем|всех|каждый|каждому|остальные)\s+", re.I, cues=("все", "кажд", "остальные")
)
WORD = Pattern(r"[^\W\d_]+(?:-[^\W\d_]+)*")
EDGES = " \t\n\u00a0,;:.–—-*•_/"


@dataclass(slots=True)
class Person:
    """A name with the parts that were bound to it."""

    part: Part
    before: list[Part] = field(default_factory=list)
    after: list[Part] = field(default_factory=list)
    label: Role | None = None
    label_text: str | None = None
    shared: str | None = None  # the post that a plural beside several names gives each of them


@dataclass(slots=True)
class Run:
    """The state of reading one run: `groups` are the parts that belong to nobody."""

    text: str
    case: Case | None
    body: str | None
    people: list[Person] = field(default_factory=list)
    groups: list[Part] = field(default_factory=list)
    sorts: dict[tuple[int, int, bool], _Sort] = field(default_factory=dict)

    def of(self, part: Part) -> str:
        return self.text[part.start : part.end]

    def role(self, part: Part, *, label: bool = False) -> RoleForm | None:
        return read_role(self.of(part), label=label, body=self.body)

    def sort(self, part: Part, *, label: bool = False) -> _Sort:
        """What a piece of text is."""
        key = (part.start, part.end, label)
        if key not in self.sorts:
            self.sorts[key] = self._sort(part, label)
        return self.sorts[key]

    def _sort(self, part: Part, label: bool) -> _Sort:
        text = self.of(part)
        if part.name is not None:  # a name inside of a report
            return "speech"
        degrees = skip_degrees(text)
        if degrees and not text[degrees:].strip(EDGES):
            return "degree"
        role = self.role(part, label=label)
        if role is not None:
            return "plural" if role.plural else "role"
        unquantified = QUANTIFIER.sub("", text, count=1)
        if is_plural_position(unquantified):
            return "plural"
        if is_position(text):
            return "post"
        if _FLAT.match(text):
            return "flat"
        if _is_speech(text):
            return "speech"
        if is_organisation(text):
            return "organisation"
        return "unknown"


def _is_speech(text: str) -> bool:
    """True where the piece tells what somebody said or did."""
    if text[:1] in '«"“':
        return False
    lowered = fold_line(text)
    if _SPEECH.match(lowered):
        return True
    words = [match.group() for _, match in zip(range(3), WORD.finditer(text), strict=False)]
    return any(word[0].islower() and is_verb(word) for word in words)


def split_labels(text: str, parts: Sequence[Part]) -> list[Part]:
    """Cuts «директор школы Секретарь» where a caption in capitals opens inside a piece of text."""
    found: list[Part] = []
    for part in parts:
        label = _INNER_LABEL.search(text, part.start + 1, part.end) if part.kind == "text" else None
        if label is None:
            found.append(part)
            continue
        end = part.start + len(text[part.start : label.start()].rstrip(EDGES))
        found.append(part._replace(end=end))
        found.append(part._replace(start=label.start(), before="."))
    return found


def bind(run: Run, parts: Sequence[Part]) -> list[Part]:
    """Binds every part to a name or to none; returns the brackets that hold people of a group."""
    posts_first = _posts_precede(run, parts)
    inner: list[Part] = []
    gap: list[Part] = []
    label: tuple[Role, str] | None = None
    shared: str | None = None  # of the caption «Воспитатели:», for the names behind it
    for order, part in enumerate([*parts, None]):
        if part is not None and part.kind != "name":
            gap.append(part)
            continue
        person = None if part is None else Person(part)
        left = run.people[-1] if run.people else None
        split = len(gap) if part is None else _right_from(run, left, gap, part, posts_first)
        following = parts[order + 1] if order + 1 < len(parts) else None
        if person is not None and not _is_entry(run, left, gap, split, person.part, following):
            gap.append(person.part)
            continue
        if left is not None and _shares_post(run, gap[:split]):
            del gap[0]
            split -= 1
        loose = _bind_left(run, left, gap[:split], inner)
        if person is not None:
            caption, kept = _caption(run, gap[split:], person.part.before)
            if caption is not None:
                label = caption
            elif gap[split:] and person.part.before in (":", "–"):
                label = None
            if label is not None:
                person.label, person.label_text = label
            shared = _shared_caption(run, kept, person.part.before, shared)
            person.shared = shared
            if kept and person.part.before in (":", "–") and _is_plural_caption(run, kept[-1]):
                person.before = []
            else:
                person.before = kept[:-1] if kept and shared else kept
            run.people.append(person)
        run.groups.extend(loose)
        gap = []
    return inner


def _caption(run: Run, pieces: list[Part], separator: str) -> tuple[tuple[Role, str] | None, list[Part]]:
    """A plural caption («члены комиссии:») that holds for all names after it, and the pieces without it."""
    for order, piece in enumerate(pieces):
        role = run.role(piece, label=True) if piece.kind == "text" else None
        if role is not None and role.plural:
            words = run.text[piece.start + role.start : piece.start + role.end]
            return (role.role, " ".join(words.split())), pieces[order + 1 :]
    return None, pieces


def _is_plural_caption(run: Run, piece: Part) -> bool:
    """Whether a caption is a plural: also «Директора школ:», which no singular in the nominative is."""
    if run.sort(piece) == "plural":
        return True
    text = run.of(piece)
    nominative = run.case in (None, "nomn") and "nomn" not in position_cases(text)
    return nominative and can_be_plural_position(text)


def _shared_caption(run: Run, pieces: list[Part], separator: str, shared: str | None) -> str | None:
    """The post that a caption in the plural («Воспитатели:») gives the name behind it, and those before.

    It goes on to the next name of the list, not over the end of an entry nor over a post of one's own.
    """
    if not pieces:
        return shared if separator in (",", "и", ",и") else None
    text = run.of(pieces[-1])
    labelled = separator in (":", "–") and run.case in (None, "nomn")
    if pieces[-1].kind != "text" or not (labelled or is_plural_position(text)):
        return None
    return None if run.role(pieces[-1], label=True) else shared_position(text)


def _shares_post(run: Run, gap: list[Part]) -> bool:
    """Whether the gap opens with a post in the plural that is that of all names before it: «А, Б – учителя».

    Those names have it then: all back to the first of the list or to one with a post of his own.
    """
    if run.case not in (None, "nomn") or not gap or gap[0].kind != "text" or gap[0].before != "–":
        return False
    sharing = [run.people[-1]]
    while (
        sharing[-1].part.before in (",", "и", ",и")
        and not sharing[-1].before
        and len(run.people) > len(sharing)
    ):
        earlier = run.people[-1 - len(sharing)]
        if earlier.after:
            break
        sharing.append(earlier)
    post = shared_position(run.of(gap[0])) if len(sharing) > 1 else None
    if post is None or any(person.shared for person in sharing):
        return False
    for person in sharing:
        if not person.before:
            person.shared = post
    return True


def _posts_precede(run: Run, parts: Sequence[Part]) -> bool:
    """True where the run is written «должность Фамилия И.О.», False for «Фамилия И.О., должность»."""
    names = [order for order, part in enumerate(parts) if part.kind == "name"]
    if not names:
        return False
    first, last = names[0], names[-1]
    score = 0
    if first and parts[first].before == "" and parts[first - 1].kind == "text":
        sort = run.sort(parts[first - 1])
        score += 3 if sort in ("post", "degree") else 1 if sort == "role" else 0
    if last + 1 < len(parts) and parts[last + 1].kind == "text" and run.sort(parts[last + 1]) == "post":
        score -= 3
    for order in names[1:]:
        before = parts[order - 1]
        if before.kind == "text" and run.sort(before) in ("post", "degree"):
            score += 1 if parts[order].before in ("", "\n") else -1
    return score > 0


def _right_from(run: Run, left: Person | None, gap: list[Part], name: Part, posts_first: bool) -> int:
    """From which part of the gap on the parts belong to the name that follows."""
    if not gap or gap[-1].kind != "text":
        return len(gap)
    last = len(gap) - 1
    label = name.before in (":", "–")
    sort = run.sort(gap[last], label=True)
    if name.before not in ("", ":", "–") and not (name.before == "\n" and (left is None or posts_first)):
        return len(gap)
    if sort not in ("post", "role", "degree", "plural"):
        return len(gap)
    opening = gap[last].before
    alone = last == 0 and left is not None and opening in ("", ",", "–", "\n")
    if alone and not label and sort != "role" and not posts_first:
        return len(gap)
    if alone and not label and sort == "role" and not posts_first and opening == "–":
        return len(gap)
    start = last
    while start > 0 and gap[start - 1].kind == "text" and _joins(run, gap, start, left, posts_first):
        start -= 1
    return start


def _joins(run: Run, gap: list[Part], at: int, left: Person | None, posts_first: bool) -> bool:
    """True where the part before `at` belongs to the same following name as the part at `at`."""
    separator, sort = gap[at].before, run.sort(gap[at - 1], label=True)
    if separator in ("–", ":"):
        return sort in ("role", "plural") or (posts_first and sort == "post")
    if separator != ",":
        return False
    if sort == "degree":
        return True
    free = left is None or gap[at - 1].before in (";", ".", "\n", "и", ",и")
    free = free or (posts_first and bool(left and left.before))
    return free and sort in ("post", "role") and run.sort(gap[at]) != "plural"


def _is_entry(
    run: Run, left: Person | None, gap: list[Part], split: int, name: Part, following: Part | None
) -> bool:
    """True where the name is somebody mentioned on his own and not a name inside of a report."""
    told = next((part for part in gap[:split] if part.kind == "text" and _tells(run, part)), None)
    separator = gap[split].before if split < len(gap) else name.before
    oblique = run.case in OBLIQUE
    if left is None:
        return told is None or not oblique or separator in (";", "\n", ":")
    if told is None and not (oblique and separator == "."):
        return True
    listed = following is not None and (
        following.kind == "bracket"
        or (following.before in (",", "–") and run.sort(following) in ("post", "role"))
    )
    if oblique and any(part.before == "." for part in [*gap[: split + 1], name]) and not listed:
        return False
    if name.before == ":" and gap and gap[-1].before in (";", ".", "\n"):  # «; от профсоюза: …»
        return True
    if not oblique and separator == "," and following is not None and following.before in ("–", ":"):
        return True
    if separator in (",и", ";"):
        return not (oblique and following is not None and following.before == "" and _told_by(run, following))
    if separator == "." or (separator == "\n" and run.text[: name.start].rstrip()[-1:] in ".;:)»"):
        return not oblique or listed
    return False


def _tells(run: Run, part: Part) -> bool:
    """True for a report, and for a whole sentence that is nothing else."""
    sort = run.sort(part)
    return sort == "speech" or (sort == "unknown" and part.before in (".", ":"))


def _told_by(run: Run, part: Part) -> bool:
    return part.kind == "text" and any(
        is_verb(match.group()) for _, match in zip(range(2), WORD.finditer(run.of(part)), strict=False)
    )


def _bind_left(run: Run, left: Person | None, gap: list[Part], inner: list[Part]) -> list[Part]:
    """Binds the parts to the name before them; returns those that are groups of their own."""
    loose: list[Part] = []
    speaking = False
    for order, part in enumerate(gap):
        open_group = bool(loose)
        if part.kind == "bracket":
            names = find_names(run.of(part))
            if names and (open_group or left is None or order > 0):
                inner.append(part)
            elif open_group or left is None:
                loose.append(part)
            elif not speaking:
                left.after.append(part)
            continue
        sort = run.sort(part)
        fresh = part.before in (";", ".", "\n", "и", ",и")
        if sort == "speech" or (sort == "unknown" and part.before in (".", ":")):
            speaking = True
            continue
        if fresh and part.before in (";", "\n") and sort in ("plural", "organisation"):
            speaking = False
        if speaking:
            continue
        own_group = sort == "plural" or (fresh and (sort == "organisation" or part.before != "\n"))
        if left is None or open_group or own_group:
            loose.append(part)
        else:
            left.after.append(part)
    return loose
