"""Mentions of people, groups and organisations in a run of text: attendance line, «СЛУШАЛИ:», table cell.

Names are found first; the pieces of text between them (mention_parts) are then bound to the name before or
after, by their separators and by the direction in which the run is written («Фамилия И.О., должность» or
«должность Фамилия И.О.»). Pieces that belong to no name are groups or organisations, or nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from protoparse.fields.mention_parts import Part, cut
from protoparse.fields.organisation import find_organisation, is_organisation, legal_entity_end
from protoparse.fields.person import NameForm, find_names
from protoparse.fields.position import (
    can_be_plural_position,
    dictionary_position,
    is_plural_position,
    is_position,
    position_cases,
    skip_degrees,
)
from protoparse.fields.position_words import fold, is_verb
from protoparse.fields.role import Role, RoleForm, read_role
from protoparse.fields.text import Case

_Sort = Literal["degree", "role", "post", "plural", "flat", "speech", "organisation", "unknown"]

_FLAT = re.compile(r"(?:кв|ком|пом|оф|квартир\w*|помещени\w*|комнат\w*)\.?\s*№?\s*\d", re.I)
# What goes on with a report and not with the person: «которая …», «о плане», «с анализом», «Он пояснил».
_SPEECH = re.compile(
    r"(?:котор\w+|о|об|обо|с|со|от|на|по|за|в|во|из|для|при|к|ко|у|из-за|что|чтобы|как|он|она|они|его|ее|их|"
    r"далее|затем|после|перед|(?!управля)[а-я]{3,}(?:вш|ющ|ящ)(?:ий|ая|ие|его|ему|ую|ей|им|их)(?:ся)?|[а-я]+вши)(?=[\s,:]|\Z)"
)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_INNER_LABEL = re.compile(
    r"(?<=\s)(?:Председатель|Секретарь|Члены|Ведущий|Ведущая|Докладчик|Приглаш[её]нные)(?!\w)"
)
# A lead-in that ends right in front of the people: «по вопросу «…» слушали», «доклад», «информация».
_LEAD_IN = re.compile(
    r"(?:(?:за)?слуша(?:ли|л|ла|ны)|выступ(?:или?|ила|ает|ают)|доложи(?:ли?|ла)|докладыва(?:ли?|ла|ет|ют)|"
    r"докладчик\w*\s+по\s+\w+\s+вопросу|(?<![^\W])(?:доклад|отч[её]т|сообщение|информаци[яюи]))(?![\w-])\s*:?",
    re.I,
)
_QUANTIFIER = re.compile(r"(?:все|всем|всех|каждый|каждому|остальные)\s+", re.I)
_PEOPLE = re.compile(
    r"(?:родител|педагог|учащи[ех]|обучающи[ехм]|студент|работник|сотрудник|жител|собственник|коллектив|администраци|"
    r"представител|делегат|слушател|выпускник|воспитанник|ветеран|общественност|педколлектив|члены|участник)",
    re.I,
)
_GENITIVE_PLURAL = re.compile(r"(?:[а-яё-]+(?:ых|их)\s)+[а-яё-]+(?:ов|ев|ей|ий|[^аеиоуыэюяй\W])(?!\w)")
# The meeting itself or a body without a name: a role in it is no post.
_BARE_BODY = re.compile(
    r"\w+(?:\s+\w+)?\s+(?:общего\s+|рабочей\s+)?(?:собрания|заседания|совещания|комиссии|совета|комитета|группы|сессии|"
    r"конференции|правления|коллегии)\Z"
)
_PLACE = re.compile(r"(?:г|п|с|д|пгт|ст|х|р-н|обл)\.?\s?[А-ЯЁ]|район|область|край")
_EDGES = " \t\n\u00a0,;:.–—-*•_/"
_STOPPED = re.compile(r"(?:[^\W\d_]{7,}|[\d»\")])\.\Z")
_INFINITIVE = ("ть", "ти", "чь", "ться", "тись")
_RANK: dict[Role, int] = {"other": 0, "member": 1, "invited": 1, "speaker": 2, "curator": 3, "secretary": 4}
_OBLIQUE: frozenset[Case | None] = frozenset({"gent", "datv", "accs", "ablt", "loct"})
_MAX_DEPTH = 2


@dataclass(frozen=True, slots=True)
class MentionForm:
    """One mention as printed.

    `start`, `end`: the whole mention in the text given (name with its post, or the group's words), half-open.
    `name`: None for a group or an organisation. `position`: dictionary form, from this mention alone.
    `role`, `role_text`: what the person is in the meeting, and the words that say so.
    `organization`: the part of the position that names it, or the organisation itself where there is no name.
    `note`: a bracketed remark that is no post («отпуск», «кв. 10»).
    `case`: the case in which the name stands, as far as the caller or the words tell.
    """

    start: int
    end: int
    name: NameForm | None
    position: str | None = None
    role: Role | None = None
    role_text: str | None = None
    organization: str | None = None
    note: str | None = None
    case: Case | None = None


@dataclass(slots=True)
class _Person:
    """A name with the parts that were bound to it."""

    part: Part
    before: list[Part] = field(default_factory=list)
    after: list[Part] = field(default_factory=list)
    label: Role | None = None
    label_text: str | None = None


@dataclass(slots=True)
class _Run:
    """The state of reading one run: `groups` are the parts that belong to nobody."""

    text: str
    case: Case | None
    body: str | None
    people: list[_Person] = field(default_factory=list)
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
        if degrees and not text[degrees:].strip(_EDGES):
            return "degree"
        role = self.role(part, label=label)
        if role is not None:
            return "plural" if role.plural else "role"
        unquantified = _QUANTIFIER.sub("", text, count=1)
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
    lowered = fold(text)
    if _SPEECH.match(lowered) and not re.match(r"[сдгпк]\.", lowered):
        return True
    words = [match.group() for _, match in zip(range(3), _WORD.finditer(text), strict=False)]
    return any(word[0].islower() and is_verb(word) for word in words)


def read_mentions(
    text: str, case: Case | None = None, *, groups: bool = True, body: str | None = None
) -> list[MentionForm]:
    """Every mention in the run, in the order of the text.

    `case`: the case that the governing word demands of the names («СЛУШАЛИ» – accusative), where known.
    `groups`: also groups and organisations that stand without a name.
    `body`: the body that meets, where known; it tells its chair from the chair of another body.

    >>> forms = read_mentions("Зуев И.И., завуч, повар Ким А.А. (отпуск)")
    >>> [(form.name.surname, form.position, form.note) for form in forms if form.name]
    [('Зуев', 'завуч', None), ('Ким', 'повар', 'отпуск')]
    """
    return _read(text, case, groups, body, 0)


def _read(text: str, case: Case | None, groups: bool, body: str | None, depth: int) -> list[MentionForm]:
    names = find_names(text)
    text = _without_lead_in(text, names[0].start) if names else text
    run = _Run(text, case, body)
    parts = _split_labels(text, cut(text, names))
    inner = _bind(run, parts)
    forms = [_person_form(run, person) for person in run.people]
    if groups:
        forms += _group_forms(run)
    for bracket in inner:
        if depth < _MAX_DEPTH:
            forms = _with_inner(run, forms, bracket, groups, depth)
    return sorted(forms, key=lambda form: (form.start, form.end))


def _without_lead_in(text: str, first: int) -> str:
    """The text with what leads to the first name blanked out, so that offsets stay."""
    begin = 0
    for match in _LEAD_IN.finditer(text, 0, first):
        begin = match.end()
    return " " * begin + text[begin:]


def _split_labels(text: str, parts: Sequence[Part]) -> list[Part]:
    """Cuts «директор школы Секретарь» where a caption in capitals opens inside a piece of text."""
    found: list[Part] = []
    for part in parts:
        label = _INNER_LABEL.search(text, part.start + 1, part.end) if part.kind == "text" else None
        if label is None:
            found.append(part)
            continue
        end = part.start + len(text[part.start : label.start()].rstrip(_EDGES))
        found.append(replace(part, end=end))
        found.append(replace(part, start=label.start(), before="."))
    return found


def _bind(run: _Run, parts: Sequence[Part]) -> list[Part]:
    """Binds every part to a name or to none; returns the brackets that hold people of a group."""
    posts_first = _posts_precede(run, parts)
    inner: list[Part] = []
    gap: list[Part] = []
    label: tuple[Role, str] | None = None
    for order, part in enumerate([*parts, None]):
        if part is not None and part.kind != "name":
            gap.append(part)
            continue
        person = None if part is None else _Person(part)
        left = run.people[-1] if run.people else None
        split = len(gap) if part is None else _right_from(run, left, gap, part, posts_first)
        following = parts[order + 1] if order + 1 < len(parts) else None
        if person is not None and not _is_entry(run, left, gap, split, person.part, following):
            gap.append(replace(person.part, kind="text"))
            continue
        loose = _bind_left(run, left, gap[:split], inner)
        if person is not None:
            caption, kept = _caption(run, gap[split:], person.part.before)
            if caption is not None:
                label = caption
            elif gap[split:] and person.part.before in (":", "–"):
                label = None
            if label is not None:
                person.label, person.label_text = label
            person.before = kept
            run.people.append(person)
        run.groups.extend(loose)
        gap = []
    return inner


def _caption(run: _Run, pieces: list[Part], separator: str) -> tuple[tuple[Role, str] | None, list[Part]]:
    """A plural caption («члены комиссии:») that holds for all names after it, and the pieces without it."""
    for order, piece in enumerate(pieces):
        role = run.role(piece, label=True) if piece.kind == "text" else None
        if role is not None and role.plural:
            words = run.text[piece.start + role.start : piece.start + role.end]
            return (role.role, " ".join(words.split())), pieces[order + 1 :]
    if separator in (":", "–") and pieces and run.sort(pieces[-1]) == "plural":
        return None, []
    return None, pieces


def _posts_precede(run: _Run, parts: Sequence[Part]) -> bool:
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


def _right_from(run: _Run, left: _Person | None, gap: list[Part], name: Part, posts_first: bool) -> int:
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


def _joins(run: _Run, gap: list[Part], at: int, left: _Person | None, posts_first: bool) -> bool:
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
    run: _Run, left: _Person | None, gap: list[Part], split: int, name: Part, following: Part | None
) -> bool:
    """True where the name is somebody mentioned on his own and not a name inside of a report."""
    told = next((part for part in gap[:split] if part.kind == "text" and _tells(run, part)), None)
    separator = gap[split].before if split < len(gap) else name.before
    oblique = run.case in _OBLIQUE
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


def _tells(run: _Run, part: Part) -> bool:
    """True for a report, and for a whole sentence that is nothing else."""
    sort = run.sort(part)
    return sort == "speech" or (sort == "unknown" and part.before in (".", ":"))


def _told_by(run: _Run, part: Part) -> bool:
    return part.kind == "text" and any(
        is_verb(match.group()) for _, match in zip(range(2), _WORD.finditer(run.of(part)), strict=False)
    )


def _bind_left(run: _Run, left: _Person | None, gap: list[Part], inner: list[Part]) -> list[Part]:
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
        entity = sort == "organisation" and (fresh or legal_entity_end(run.of(part)) is not None)
        own_group = sort == "plural" or entity
        if left is None or open_group or own_group or (fresh and part.before != "\n"):
            if sort == "organisation" and left is not None and not fresh and not open_group:
                left.after.append(part)
            else:
                loose.append(part)
        else:
            left.after.append(part)
    return loose


def _person_form(run: _Run, person: _Person) -> MentionForm:
    """The mention of one person from the parts that were bound to the name."""
    pieces = _Pieces(run)
    name = person.part.name
    for order, part in enumerate(person.before):
        following = person.before[order + 1] if order + 1 < len(person.before) else person.part
        pieces.add(part, label=following.before in (":", "–"))
    pieces.close()
    for part in person.after:
        pieces.add(part, label=False)
    pieces.close()
    role, role_text = pieces.role, pieces.role_text
    if person.label is not None and (role is None or _RANK.get(role, 5) < _RANK.get(person.label, 5)):
        role, role_text = person.label, person.label_text
    case = _name_case(run, name, pieces.spans)
    posts = [dictionary_position(_trimmed(run.text[start:end]), case) for start, end in pieces.spans]
    position = ", ".join(post for post in posts if post) or None
    if position is None and pieces.title is not None:
        position = dictionary_position(pieces.title, case)
    organization = pieces.organization
    if position is not None and (span := find_organisation(position)) is not None:
        organization = position[span[0] : span[1]]
    ends = [person.part, *person.before, *person.after]
    start = min(part.start for part in ends)
    end = max(person.part.end, pieces.end)
    note = "; ".join(pieces.notes) or None
    return MentionForm(start, end, name, position, role, role_text, organization, note, case)


def _trimmed(text: str) -> str:
    """The text without separators at its edges; the dot of an abbreviation stays."""
    stripped = " ".join(text.split()).strip(" ,;:–—-*•_")
    return stripped[:-1].rstrip(_EDGES) if _STOPPED.search(stripped) else stripped


def _name_case(run: _Run, name: NameForm | None, spans: Sequence[tuple[int, int]]) -> Case | None:
    """The case of the name: the caller's, unless a post beside the name shows another."""
    for start, end in spans:
        cases = position_cases(run.text[start:end].strip(_EDGES))
        if not cases or len(cases) == 6:
            continue
        if run.case in cases:
            return run.case
        if "nomn" in cases:
            return "nomn"
        if run.case is not None and run.case != "nomn":
            return run.case if run.case in ("gent", "accs") and cases & {"gent", "accs"} else sorted(cases)[0]
        if run.case == "nomn":
            return "nomn"
        if cases <= {"gent", "accs"}:
            surname = fold(name.surname or "") if name is not None else ""
            return "accs" if surname.endswith(("у", "ю")) or cases == {"accs"} else "gent"
        if len(cases) == 1:
            return next(iter(cases))
    return run.case


class _Pieces:
    """Collects what the parts beside one name say: posts, role, notes."""

    def __init__(self, run: _Run) -> None:
        self.run = run
        self.spans: list[tuple[int, int]] = []
        self.role: Role | None = None
        self.role_text: str | None = None
        self.title: str | None = None
        self.organization: str | None = None
        self.notes: list[str] = []
        self.end = 0
        self._open: tuple[int, int] | None = None
        self._has_post = False

    def close(self) -> None:
        """Ends the open run of posts."""
        if self._open is not None and self._has_post:
            self.spans.append(self._open)
        self._open, self._has_post = None, False

    def _extend(self, start: int, end: int, *, post: bool) -> None:
        self._open = (start if self._open is None else self._open[0], end)
        self._has_post = self._has_post or post
        self.end = max(self.end, end)

    def add(self, part: Part, *, label: bool) -> None:
        """Takes one part; `label`: a colon or dash follows it in front of the name."""
        if part.kind == "bracket":
            self._add_bracket(part)
            return
        sort = self.run.sort(part, label=label)
        if sort in ("role", "plural"):
            role = self.run.role(part, label=label)
            if role is not None:
                self._add_role(part, role, label=label)
                return
        if sort == "flat":
            self.notes.append(_trimmed(self.run.of(part)))
            self.end = max(self.end, part.end)
        elif sort == "organisation" and not self._has_post:
            self.organization = _trimmed(self.run.of(part))
            self.end = max(self.end, part.end)
        elif sort in ("post", "plural", "degree"):
            self._extend(part.start, part.end, post=sort != "degree")
        elif self._has_post or part.before == "–":
            self._extend(part.start, part.end, post=self._has_post or sort == "organisation")

    def _add_role(self, part: Part, role: RoleForm, *, label: bool) -> None:
        words = " ".join(self.run.text[part.start + role.start : part.start + role.end].split())
        rest = self.run.text[part.start + role.end : part.end]
        if self.role is not None and _RANK.get(self.role, 5) >= _RANK.get(role.role, 5):
            if self.role == role.role and role.named_body:  # «Председатель: …, председатель профкома»: a post
                self._extend(part.start, part.end, post=True)
            self.end = max(self.end, part.end)
            return
        self.close()
        self.role, self.role_text = role.role, words
        officer = role.role in ("chair", "deputy_chair", "secretary", "curator")
        if role.named_body and not label and officer and not _BARE_BODY.match(fold(words)):
            self.title = words
        self.end = max(self.end, part.end)
        if rest.strip(_EDGES):
            begin = part.end - len(rest.lstrip(_EDGES))
            self._extend(begin, part.end, post=True)

    def _add_bracket(self, part: Part) -> None:
        content = self.run.text[part.start + 1 : part.end - 1].strip()
        self.end = max(self.end, part.end)
        role = read_role(content, label=True, body=self.run.body)
        if role is not None and not find_names(content):
            inner = replace(part, kind="text", start=part.start + 1, end=part.end - 1)
            self._add_role(inner, role, label=True)
        elif is_position(content) and not find_names(content) and not is_plural_position(content):
            if self._has_post:
                self._extend(part.start, part.end, post=True)
            else:
                self._extend(part.start + 1, part.end - 1, post=True)
        elif self._has_post and _PLACE.match(content):
            self._extend(part.start, part.end, post=True)
        elif content:
            self.notes.append(" ".join(content.split()))


def _group_forms(run: _Run) -> list[MentionForm]:
    """Mentions of groups, organisations and nameless posts."""
    forms: list[MentionForm] = []
    for part in run.groups:
        if part.kind == "bracket":
            if forms and forms[-1].end <= part.start and part.before == "":
                note = run.text[part.start + 1 : part.end - 1].strip()
                forms[-1] = replace(forms[-1], note=note or None, end=part.end)
            continue
        form = _group_form(run, part)
        if forms and part.before == "," and _GENITIVE_PLURAL.match(run.of(part)):
            forms[-1] = replace(forms[-1], end=part.end)
        elif form is not None:
            forms.append(form)
        elif forms and part.before in (",", "\n", "и", "–"):
            forms[-1] = replace(forms[-1], end=part.end)
    return forms


def _group_form(run: _Run, part: Part) -> MentionForm | None:
    end = part.end
    for match in list(_WORD.finditer(run.text, part.start, part.end))[1:]:
        word = match.group()
        if word[0].islower() and word.endswith(_INFINITIVE) and is_verb(word):
            end = match.start()
            break
    words = run.text[part.start : end].rstrip(_EDGES)
    end = part.start + len(words)
    if not words or words[0].isdigit():
        return None
    sort = run.sort(replace(part, end=end))
    role = run.role(part)
    plain = _QUANTIFIER.sub("", words, count=1)
    if role is not None and role.plural:
        return MentionForm(part.start, end, None, None, role.role, " ".join(words.split()))
    if sort == "organisation":
        entity = legal_entity_end(run.text, part.start)
        stop = entity if entity is not None else end
        return MentionForm(part.start, stop, None, organization=" ".join(run.text[part.start : stop].split()))
    if sort == "post" and not can_be_plural_position(plain) and role is None:
        return MentionForm(
            part.start, end, None, dictionary_position(_trimmed(words), run.case), case=run.case
        )
    if sort in ("post", "plural") or _PEOPLE.match(plain):
        return MentionForm(part.start, end, None, case=run.case)
    return None


def _with_inner(
    run: _Run, forms: list[MentionForm], bracket: Part, groups: bool, depth: int
) -> list[MentionForm]:
    """The mentions with the people of a group that a bracket names; a post with one name is that person's."""
    offset = bracket.start + 1
    inside = [
        _moved(form, offset)
        for form in _read(run.text[offset : bracket.end - 1], None, groups, run.body, depth + 1)
        if form.name is not None
    ]
    owner = next((form for form in forms if form.name is None and form.end <= bracket.start), None)
    for form in forms:
        if (
            form.name is None
            and form.end <= bracket.start
            and run.text[form.end : bracket.start].strip(_EDGES) == ""
        ):
            owner = form
    if owner is not None and owner.position is not None and len(inside) == 1 and inside[0].position is None:
        merged = replace(inside[0], start=owner.start, end=bracket.end, position=owner.position)
        merged = replace(merged, organization=_organisation_in(owner.position))
        return [form for form in forms if form is not owner] + [merged]
    return forms + inside


def _organisation_in(position: str) -> str | None:
    span = find_organisation(position)
    return None if span is None else position[span[0] : span[1]]


def _moved(form: MentionForm, offset: int) -> MentionForm:
    name = form.name
    if name is not None:
        name = replace(name, start=name.start + offset, end=name.end + offset)
    return replace(form, start=form.start + offset, end=form.end + offset, name=name)
