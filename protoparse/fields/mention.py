"""Mentions of people, groups and organisations in a run of text: attendance line, «СЛУШАЛИ:», table cell.

Names are found first; the pieces of text between them (mention_parts) are then bound to the name before or
after, by their separators and by the direction in which the run is written («Фамилия И.О., должность» or
«должность Фамилия И.О.», mention_run). Pieces that belong to no name are groups or organisations, or nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from protoparse.fields.declension import fold
from protoparse.fields.mention_parts import Part, cut
from protoparse.fields.mention_pieces import RANK, Pieces, trimmed
from protoparse.fields.mention_run import EDGES, QUANTIFIER, WORD, Person, Run, bind, split_labels
from protoparse.fields.organisation import find_organisation, legal_entity_end
from protoparse.fields.person import NameForm, find_names
from protoparse.fields.position import (
    can_be_plural_position,
    dictionary_position,
    is_position,
    position_cases,
    shared_position,
)
from protoparse.fields.position_words import is_verb
from protoparse.fields.role import Role
from protoparse.fields.text import Case, remembered
from protoparse.pattern import Pattern

# A lead-in that ends right in front of the people: «по вопросу «…» слушали», «доклад», «информация».
_LEAD_IN = Pattern(
    r"(?:(?:за)?слуша(?:ли|л|ла|ны)|выступ(?:или?|ила|ает|ают)|доложи(?:ли?|ла)|докладыва(?:ли?|ла|ет|ют)|"
    r"докладчик\w*\s+по\s+\w+\s+вопросу|(?<!\w)(?:доклад|отч[её]т|сообщение|информаци[яюи]))(?![\w-])\s*:?",
    re.I,
    cues=("слуша", "выступ", "доложи", "доклад", "отчет", "отчёт", "сообщение", "информаци"),
)
_PEOPLE = Pattern(
    r"(?:родител|педагог|учащи[ех]|обучающи[ехм]|студент|работник|сотрудник|жител|собственник|коллектив|администраци|"
    r"представител|делегат|слушател|выпускник|воспитанник|ветеран|общественност|педколлектив|члены|участник|(?:мам|пап)[ыа]м?\b|отц(?:ы|ам)\b)",
    re.I,
)
_GENITIVE_PLURAL = Pattern(r"(?:[а-яё-]+(?:ых|их)\s)+[а-яё-]+(?:ов|ев|ей|ий|[^аеиоуыэюяй\W])(?!\w)")
_FIELD = Pattern(r"(?:по\s)?[А-ЯЁ]{2,5}")
_INFINITIVE = ("ть", "ти", "чь", "ться", "тись")
_MAX_DEPTH = 2


class MentionForm(NamedTuple):
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
    return list(_mentions(text, case, groups, body))


@remembered(256)
def _mentions(text: str, case: Case | None, groups: bool, body: str | None) -> tuple[MentionForm, ...]:
    return tuple(_read(text, case, groups, body, 0))


def _read(text: str, case: Case | None, groups: bool, body: str | None, depth: int) -> list[MentionForm]:
    names = find_names(text)
    if names and _stand_alone(text, names):
        return [MentionForm(name.start, name.end, name, case=case) for name in names]
    text = _without_lead_in(text, names[0].start) if names else text
    run = Run(text, case, body)
    parts = split_labels(text, cut(text, names))
    inner = bind(run, parts)
    forms = [_person_form(run, person) for person in run.people]
    if groups:
        forms += _group_forms(run)
    for bracket in inner:
        if depth < _MAX_DEPTH:
            forms = _with_inner(run, forms, bracket, groups, depth)
    return sorted(forms, key=lambda form: (form.start, form.end))


def _stand_alone(text: str, names: Sequence[NameForm]) -> bool:
    """Whether nothing but signs between people stands beside the names: nothing is to be bound to them."""
    at = 0
    for name in names:
        if text[at : name.start].strip(" ,;"):
            return False
        at = name.end
    return not text[at:].strip(" ,;.")


def _without_lead_in(text: str, first: int) -> str:
    """The text with what leads to the first name blanked out, so that offsets stay."""
    begin = 0
    for match in _LEAD_IN.finditer(text, 0, first):
        begin = match.end()
    return " " * begin + text[begin:]


def _person_form(run: Run, person: Person) -> MentionForm:
    """The mention of one person from the parts that were bound to the name."""
    pieces = Pieces(run)
    name = person.part.name
    for order, part in enumerate(person.before):
        following = person.before[order + 1] if order + 1 < len(person.before) else person.part
        pieces.add(part, label=following.before in (":", "–"))
    pieces.close()
    for part in person.after:
        pieces.add(part, label=False)
    pieces.close()
    role, role_text = pieces.role, pieces.role_text
    if person.label is not None and (role is None or RANK.get(role, 5) < RANK.get(person.label, 5)):
        role, role_text = person.label, person.label_text
    case = _name_case(run, name, pieces.spans)
    posts = [_post(trimmed(run.text[start:end]), case) for start, end in pieces.spans]
    position = ", ".join(post for post in posts if post) or None
    if position is None and pieces.title is not None:
        position = dictionary_position(pieces.title, case)
    if position is None and role is None and person.shared is not None:
        position = _with_notes(person.shared, pieces.notes)
    organization = pieces.organization
    if position is not None and (span := find_organisation(position)) is not None:
        organization = position[span[0] : span[1]]
    ends = [person.part, *person.before, *person.after]
    start = min(part.start for part in ends)
    end = max(person.part.end, pieces.end)
    note = "; ".join(pieces.notes) or None
    return MentionForm(start, end, name, position, role, role_text, organization, note, case)


def _post(words: str, case: Case | None) -> str:
    """The dictionary form of a post; a plural before the first of several names is that of each."""
    one = shared_position(words) if case == "nomn" and can_be_plural_position(words) else None
    return one or dictionary_position(words, case)


def _with_notes(post: str, notes: Sequence[str]) -> str:
    """The post with the initials of its field behind it: «заместители директора: Зуев Т.Т. (УВР)»."""
    return f"{post} ({notes[0]})" if notes and _FIELD.fullmatch(notes[0]) else post


def _name_case(run: Run, name: NameForm | None, spans: Sequence[tuple[int, int]]) -> Case | None:
    """The case of the name: the caller's, unless a post beside the name shows another."""
    for start, end in spans:
        cases = position_cases(run.text[start:end].strip(EDGES))
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


def _group_forms(run: Run) -> list[MentionForm]:
    """Mentions of groups, organisations and nameless posts."""
    forms: list[MentionForm] = []
    for part in run.groups:
        if part.kind == "bracket":
            if forms and forms[-1].end <= part.start and part.before == "":
                note = run.text[part.start + 1 : part.end - 1].strip()
                forms[-1] = forms[-1]._replace(note=note or None, end=part.end)
            continue
        form = _group_form(run, part)
        if forms and part.before == "," and _GENITIVE_PLURAL.match(run.of(part)):
            forms[-1] = forms[-1]._replace(end=part.end)
        elif form is not None:
            forms.append(form)
        elif forms and part.before in (",", "\n", "и", "–"):
            forms[-1] = forms[-1]._replace(end=part.end)
    return forms


def _group_form(run: Run, part: Part) -> MentionForm | None:
    end = part.end
    for match in list(WORD.finditer(run.text, part.start, part.end))[1:]:
        word = match.group()
        if word[0].islower() and word.endswith(_INFINITIVE) and is_verb(word):
            end = match.start()
            break
    words = run.text[part.start : end].rstrip(EDGES)
    end = part.start + len(words)
    if not words or words[0].isdigit():
        return None
    sort = run.sort(part._replace(end=end))
    role = run.role(part)
    plain = QUANTIFIER.sub("", words, count=1)
    if role is not None and role.plural:
        return MentionForm(part.start, end, None, None, role.role, " ".join(words.split()))
    if sort == "organisation":
        entity = legal_entity_end(run.text, part.start)
        stop = entity if entity is not None else end
        return MentionForm(part.start, stop, None, organization=" ".join(run.text[part.start : stop].split()))
    if sort == "post" and not can_be_plural_position(plain) and role is None:
        return MentionForm(
            part.start, end, None, dictionary_position(trimmed(words), run.case), case=run.case
        )
    if sort in ("post", "plural") or _PEOPLE.match(plain) or (plain != words and is_position(plain)):
        return MentionForm(part.start, end, None, case=run.case)
    return None


def _with_inner(
    run: Run, forms: list[MentionForm], bracket: Part, groups: bool, depth: int
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
            and run.text[form.end : bracket.start].strip(EDGES) == ""
        ):
            owner = form
    if owner is not None and owner.position is not None and len(inside) == 1 and inside[0].position is None:
        merged = inside[0]._replace(start=owner.start, end=bracket.end, position=owner.position)
        merged = merged._replace(organization=_organisation_in(owner.position))
        return [form for form in forms if form is not owner] + [merged]
    return forms + inside


def _organisation_in(position: str) -> str | None:
    span = find_organisation(position)
    return None if span is None else position[span[0] : span[1]]


def _moved(form: MentionForm, offset: int) -> MentionForm:
    name = form.name
    if name is not None:
        name = name._replace(start=name.start + offset, end=name.end + offset)
    return form._replace(start=form.start + offset, end=form.end + offset, name=name)
