"""Posts of people: is a phrase a post, in which case does it stand, and what is its dictionary form.

A post phrase is `qualifiers head complement`, with further coordinated heads after a comma or «и»:
«главного специалиста управления, секретаря комиссии». Only heads and the qualifiers that agree with them
change; complements («управления») stay as printed.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from protoparse.fields.declension import fold
from protoparse.fields.position_lexicon import HEAD_ABBREVIATIONS, QUALIFIER_ABBREVIATIONS
from protoparse.fields.position_words import (
    PostForm,
    adjective_forms,
    post_forms,
    restore,
    singular_adjective,
)
from protoparse.fields.text import Case, remembered
from protoparse.pattern import Pattern

# A word, perhaps hyphenated, or a number with its ending («1-й»); an abbreviation's dot is looked at apart.
_WORD = Pattern(r"(?:\d+-)?[^\W\d_]+(?:-[^\W\d_]+)*")
_ACTING = Pattern(r"(?:и\.\s?о\.?|ио|вр\.\s?и\.\s?о\.?|врио|вр\.\s?исп\.|в\.\s?и\.\s?о\.)(?!\w)\s*", re.I)
_DEGREE = Pattern(
    r"(?:[кд]\.?\s?(?:[а-яё]{1,8}\.?(?:\s?-\s?[а-яё]{1,6}\.?)?)\s?\.?\s?н\.(?!\w)"
    r"|(?:канд(?:идат\w*|\.)|д(?:окт(?:ор\w*|\.)|-р))\s?(?:[а-яё-]{2,20}\.?\s?){1,2}(?:наук\w*|н\.)"
    r"|ph\.?\s?d\.?)[\s,]*",
    re.I,
)
_DEGREE_BEGINS = ("к", "д", "p", "К", "Д", "P")
_DUTIES = Pattern(r"\s+обязанности\b", re.I)
_ADVERB = frozenset({"временно", "также", "вновь", "ныне"})
_LEARNED = Pattern(r"(кандидат|доктор)(?:а|у|ом|е)(?=\s)", re.I)
# Adjectives that are posts alone qualify a noun here: «рабочая группа», «управляющей организации».
_QUALIFYING = Pattern(
    r"(?!заведующ)[а-яё]+(?:ий|ый|ой|ая|ее|ое|ие|ые|его|ого|ей|ему|ому|ую|им|ым|ими|ыми|их|ых|ем|ом)\s+"
    r"(?:групп|организаци|компани|комисси|программ|врем[яе]|мест[оаеу]\b|встреч|совещани|заседани|орган|лиц[оаеу]\b|"
    r"сторон|план|день|дня|тетрад|звен)(?!\w*(?:ой|ом|ем|ей)\b)",
    re.I,
)
_BEHIND = Pattern(r"\s+([а-яё]{3,}(?:ого|его|ому|ему|ым|им|ую|юю|ой|ей))(?=[,;(]|\s*\Z)")
# Between two coordinated heads.
_JOINT = Pattern(r"\s*(?:[,;/]\s*(?:(?:и|а\s+также)\s+)?|\s(?:и|или|а\s+также)\s)\s*")
_MAX_QUALIFIERS = 5
# Institutions in the plural behind a head («директора школ»), and words that tell nobody's work.
_MANY = Pattern(
    r"\b(?:школ|сош|детсадов|садов|садами|учреждени(?:й|ями)|организаци(?:й|ями)|оо|оу|доу|доо|кафедр|кафедрами"
    r"|отдел(?:ов|ами)|отделени(?:й|ями)|гимназий|лицеев|центров|предприяти(?:й|ями)|поселений|групп|служб"
    r"|цехов|участков|смен|бригад|складов|домов|комитетов|советов|районов|подразделени(?:й|ями)|филиал(?:ов|ами))\b"
)
_NO_POST = frozenset({"сотрудник", "работник", "участник", "член", "родитель", "представитель", "делегат"})


class _Head(NamedTuple):
    """The head of a post phrase found at the start of a text.

    `words`: spans of the words that decline (qualifiers, then the head); `end`: where the complement starts;
    `forms`: readings of the head, empty for one that never changes.
    """

    words: tuple[tuple[int, int], ...]
    end: int
    forms: tuple[PostForm, ...]


def skip_degrees(text: str, start: int = 0) -> int:
    """Where the text goes on after degrees at `start`: «к.п.н., », «кандидат наук, ».

    >>> skip_degrees("д.ф.-м.н., проф. кафедры")
    11
    """
    while text.startswith(_DEGREE_BEGINS, start) and (match := _DEGREE.match(text, start)):
        start = match.end()
    return start


def _after_blank(text: str, at: int) -> int:
    """Where the white space at `at` ends."""
    while text[at : at + 1].isspace():
        at += 1
    return at


def _agreeing(qualifiers: list[str], forms: tuple[PostForm, ...]) -> tuple[PostForm, ...]:
    """The readings of the head with which every qualifier agrees in case and number; all where none does."""
    kept = forms
    for word in qualifiers:
        here = {(form.case, form.plural) for form in adjective_forms(word)} | {
            (form.case, form.plural) for form in post_forms(word)
        }
        if here:
            kept = tuple(form for form in kept if (form.case, form.plural) in here)
    return kept or forms


# A phrase is asked whether it is a post, in which case, a plural, and for its dictionary form.
@remembered(1024)
def _find_head(text: str, start: int, guess: bool) -> _Head | None:
    """The head of the post that starts at `start`, or None where no post starts there."""
    at = start
    if acting := _ACTING.match(text, at):
        return _Head((), acting.end(), ())
    qualifiers: list[tuple[int, int]] = []
    for _ in range(_MAX_QUALIFIERS + 1):
        match = _WORD.match(text, at)
        if match is None:
            return None
        word, end = match.group(), match.end()
        folded = fold(word)
        dotted = text[end : end + 1] == "."
        after = end + 1 if dotted else end
        following = _after_blank(text, after)
        if folded in HEAD_ABBREVIATIONS and (dotted or folded in ("зам", "зав", "проф", "доц", "нач")):
            return _Head(tuple(qualifiers), after, ())
        if folded in QUALIFIER_ABBREVIATIONS and dotted:
            at = following
            continue
        if folded in _ADVERB:
            at = following
            continue
        forms = post_forms(word, guess=guess and word[:1].islower())
        head = _as_head(text, match.span(), qualifiers, forms)
        if head is not None:
            return head
        if not adjective_forms(word) and not word[:1].isdigit():
            return None
        if dotted or text[end : end + 1] in (",", ";"):
            return None
        qualifiers.append(match.span())
        at = following
    return None


def _as_head(
    text: str, span: tuple[int, int], qualifiers: list[tuple[int, int]], forms: tuple[PostForm, ...]
) -> _Head | None:
    """The word as the head, unless the next word shows that it only qualifies («ведущий специалист»)."""
    if not forms:
        return None
    end = span[1]
    word = text[span[0] : end]
    if _QUALIFYING.match(text, span[0]):
        return None
    if adjective_forms(word):  # a participle or adjective can be a post («заведующий») or qualify one
        if duties := _DUTIES.match(text, end):
            return _Head((*qualifiers, span), duties.end(), forms)
        if text.startswith(" ", end) and len(qualifiers) < _MAX_QUALIFIERS:
            inner = _WORD.match(text, _after_blank(text, end))
            if inner is not None:
                cases = {(form.case, form.plural) for form in forms}
                next_forms = post_forms(inner.group())
                agree = {(form.case, form.plural) for form in next_forms} & cases
                if agree and fold(word) not in ("заведующий", "заведующая"):
                    return None
    kept = _agreeing([text[start:stop] for start, stop in qualifiers], forms)
    return _Head((*qualifiers, span), end, kept)


def is_position(text: str) -> bool:
    """True where the text starts with a post, in whatever case and number.

    >>> [is_position(text) for text in ("методиста школы", "гл. специалист", "к.п.н., доц.", "отпуск")]
    [True, True, True, False]
    """
    stripped = text.lstrip(" \t\n-–—•*«(")
    start = skip_degrees(stripped)
    return _find_head(stripped, start, True) is not None


def position_cases(text: str) -> frozenset[Case]:
    """The cases in which the (singular) post can stand; empty where its form does not tell."""
    stripped = text.lstrip()
    head = _find_head(stripped, skip_degrees(stripped), True)
    if head is None:
        return frozenset()
    return frozenset(form.case for form in head.forms if not form.plural)


def is_plural_position(text: str) -> bool:
    """True where the post can only be read as a plural: «заместители директоров», «руководителям школ»."""
    stripped = text.lstrip()
    head = _find_head(stripped, 0, True)
    return head is not None and bool(head.forms) and all(form.plural for form in head.forms)


def can_be_plural_position(text: str) -> bool:
    """True where the post may be a plural: also «директора школ», whose form is the genitive singular too."""
    stripped = text.lstrip()
    head = _find_head(stripped, 0, True)
    return head is not None and any(form.plural for form in head.forms)


def _chosen(forms: tuple[PostForm, ...], case: Case | None) -> PostForm | None:
    """The reading to bring to the nominative, or None where the form is a nominative or a plural already."""
    singular = [form for form in forms if not form.plural]
    if not singular:
        return None
    wanted = {"gent", "accs"} if case in ("gent", "accs") else {case}
    for form in singular:
        if form.case in wanted:
            return None if form.case == "nomn" else form
    if case == "nomn" or any(form.case == "nomn" for form in singular):
        return None
    return singular[0]


def _in_nominative(text: str, head: _Head, case: Case | None) -> list[tuple[int, int, str]]:
    """Replacements (start, end, word) that bring the head and its qualifiers to the nominative."""
    form = _chosen(head.forms, case)
    if form is None:
        return []
    *qualifiers, (start, end) = head.words
    found = [(start, end, restore(text[start:end], form.lemma))]
    if behind := _BEHIND.match(text, end):  # «врача участкового»
        qualifiers.append(behind.span(1))
    for first, last in qualifiers:
        word = text[first:last]
        if "-" in word and word[0].isdigit():
            continue
        singular = (reading for reading in adjective_forms(word) if not reading.plural)
        reading = next((reading for reading in singular if reading.case == form.case), None)
        if reading is not None and form.gender in (None, reading.gender):
            found.append((first, last, restore(word, reading.lemma)))
    return found


def dictionary_position(text: str, case: Case | None = None) -> str:
    """The post phrase in the nominative, white space folded; a nominative phrase is returned as it is.

    `case`: the case that the governing word demands, where it is known. Complements stay as printed.

    >>> dictionary_position("главного специалиста управления образования", "gent")
    'главный специалист управления образования'
    >>> dictionary_position("заведующую городской библиотекой", "accs")
    'заведующая городской библиотекой'
    >>> dictionary_position("руководителя кафедры, учителя математики")
    'руководитель кафедры, учитель математики'
    """
    folded = " ".join(text.split())
    at = skip_degrees(folded)
    head = _find_head(folded, at, True)
    if head is None:
        return folded
    edits = [(*match.span(), match[1]) for match in _LEARNED.finditer(folded, 0, at)]
    edits += _in_nominative(folded, head, case)
    first = _chosen(head.forms, case)
    changed: Case | None = first.case if first is not None else None
    if head.forms and changed is None:
        return folded
    at = head.end
    for joint in _JOINT.finditer(folded, at):
        if joint.start() < at:
            continue
        start = skip_degrees(folded, joint.end())
        other = _find_head(folded, start, False)
        if other is None or not other.forms:
            continue
        cases = {form.case for form in other.forms if not form.plural}
        if changed is not None and changed not in cases:
            continue
        if changed is None and "nomn" in cases:
            continue
        edits.extend(_in_nominative(folded, other, changed or case))
        at = other.end
    return _edited(folded, edits)


def shared_position(text: str) -> str | None:
    """The post of each of several people from its plural; None where no single post tells theirs.

    A complement in the plural («директора школ», «заведующие кафедрами») is another one for each of them.

    >>> shared_position("классные руководители"), shared_position("заместители директора")
    ('классный руководитель', 'заместитель директора')
    >>> shared_position("учителя начальных классов"), shared_position("старшие воспитатели")
    ('учитель начальных классов', 'старший воспитатель')
    >>> shared_position("директора школ"), shared_position("директор"), shared_position("сотрудники отдела")
    (None, None, None)
    """
    stripped = " ".join(text.split()).strip(" ,;:.–—-")
    head = _find_head(stripped, 0, True)
    if head is None or _MANY.search(fold(stripped), head.end):
        return None
    form = next((form for form in head.forms if form.plural and form.case == "nomn"), None)
    if form is None or form.lemma in _NO_POST or form.lemma.endswith(("ий", "ый", "ийся")):
        return None
    *qualifiers, (start, end) = head.words
    edits = [(start, end, restore(stripped[start:end], form.lemma))]
    for first, last in qualifiers:
        word = stripped[first:last]
        edits.append((first, last, restore(word, singular_adjective(word, form.gender or "masc"))))
    return _edited(stripped, edits)


def _edited(text: str, edits: list[tuple[int, int, str]]) -> str:
    for start, end, word in sorted(edits, reverse=True):
        text = text[:start] + word + text[end:]
    return text
