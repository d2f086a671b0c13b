"""One person for all mentions of one human being: case forms, initials, full names.

The surest names decide first: nominatives of lists and signatures make persons; oblique forms join a person
whose case forms hold them; what is left is grouped by the nominatives that its members have in common; given
names with a patronymic and bare surnames come last, because they only point at somebody named elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from protoparse.fields.declension import fold
from protoparse.fields.name_form import NameForm, nominatives, own_cases, own_gender
from protoparse.fields.name_match import full_name, fuller, is_form_of, may_be_same
from protoparse.fields.nominative import looks_feminine
from protoparse.fields.text import Case, Gender
from protoparse.people_misprints import Human, same_but_for_letters


class Observation(NamedTuple):
    """One printed name in one protocol.

    `case`: the case that the governing word demands, None where unknown; "nomn" in lists and signatures.
    `gender`: from a verb («выступила») or a post («заведующая»), else None.
    `weight`: 3 a signature or roster line (nominative by layout), 2 known case, 1 narrative.
    `position`: offset in the document, to resolve «Елена Борисовна» to the nearest matching person.
    """

    form: NameForm
    case: Case | None
    gender: Gender | None
    weight: int
    position: int = 0


class PersonRecord(NamedTuple):
    """A human being: the fullest parts known, initials as «Е.»; `members` are indices of observations."""

    surname: str | None
    given: str | None
    patronymic: str | None
    gender: Gender | None
    name: str
    members: tuple[int, ...]


class Resolution(NamedTuple):
    """The persons in order of their first mention; for each observation the index of its person or None.

    `fallback` holds the dictionary form of each observation taken alone.
    """

    persons: tuple[PersonRecord, ...]
    person_of: tuple[int | None, ...]
    fallback: tuple[str, ...]

    def name_of(self, index: int) -> str:
        """The dictionary form of an observation, as full as its person allows."""
        person = self.person_of[index]
        return self.fallback[index] if person is None else self.persons[person].name


def resolve(observations: Sequence[Observation], apart: Sequence[frozenset[int]] | None = None) -> Resolution:
    """Who is who.

    In a text full of misprints `apart` are the indices of observations that one list holds, who are different
    people; others whose names differ by a letter are then one.

    >>> def see(surname, given, patronymic, case, weight):
    ...     return Observation(NameForm(0, 0, surname, given, patronymic), case, None, weight)
    >>> told = resolve([see("Лапкин", "А.", "В.", "nomn", 3), see("Лапкина", "А.", "В.", "accs", 2)])
    >>> told.name_of(1), len(told.persons)
    ('Лапкин А.В.', 1)
    >>> told = resolve([see("Орлову", "Е.", "Б.", "accs", 2), see(None, "Елена", "Борисовна", None, 1)])
    >>> told.name_of(0), told.name_of(1)
    ('Орлова Елена Борисовна', 'Орлова Елена Борисовна')
    """
    return _Resolver(observations).run(apart)


_OBLIQUE: tuple[Case, ...] = ("gent", "datv", "accs", "ablt")


def _holds(person: Human, form: NameForm, case: Case | None, gender: Gender | None) -> bool:
    """True where the printed surname is a form of the person's, and no gender speaks against it."""
    if person.surname is None or form.surname is None:
        return False
    if gender is not None and person.gender is not None and gender != person.gender:
        return False
    known = person.gender or gender
    return is_form_of(form, person.surname, case, ("masc", "femn") if known is None else (known,))


class _Resolver:
    """The state of one resolution: persons, and an index of them by their initials."""

    def __init__(self, observations: Sequence[Observation]) -> None:
        self.observations = observations
        self.persons: list[Human] = []
        self.person_of: list[Human | None] = [None] * len(observations)
        self.readings = [nominatives(item.form, item.case, item.gender) for item in observations]
        self.by_given: dict[str, list[Human]] = {}
        self.by_surname: dict[str, list[Human]] = {}
        self.masks: dict[str, Human] = {}

    def run(self, apart: Sequence[frozenset[int]] | None = None) -> Resolution:
        """Join in the order of evidence; `apart`: see `resolve`."""
        order = sorted(
            range(len(self.observations)), key=lambda index: (-self.observations[index].weight, index)
        )
        named = [index for index in order if self._is_named(index)]
        # A name with both initials is decided before one that has lost one of them.
        complete = [index for index in named if self.observations[index].form.patronymic]
        partial = [index for index in named if not self.observations[index].form.patronymic]
        for stage in (complete, partial):
            sure = [index for index in stage if self._is_nominative(index)]
            for index in sure:
                self._join(index, self._match_nominative(index) or self._create(index))
            left = [index for index in stage if not self._is_nominative(index)]
            left = [index for index in left if not self._join_known(index)]
            self._group(left)
        if apart is not None:
            self._join_misprinted(apart)
        for index, item in enumerate(self.observations):
            if item.form.masked:
                self._join_mask(index)
        for index in sorted(
            range(len(self.observations)), key=lambda index: self.observations[index].position
        ):
            form = self.observations[index].form
            if form.surname is None and form.given:
                self._join_given(index)
            elif form.surname is not None and form.given is None and not form.masked:
                self._join_surname(index)
        return self._result()

    def _is_named(self, index: int) -> bool:
        form = self.observations[index].form
        return form.surname is not None and form.given is not None and not form.masked

    def _is_nominative(self, index: int) -> bool:
        """True where the printed surname is the nominative by layout or by its own given name."""
        item = self.observations[index]
        if item.form.plural:
            return False
        cases = own_cases(item.form)
        if item.case == "nomn" or (item.case is None and item.weight >= 3):
            return not cases or "nomn" in cases or not self._differs(index)
        if item.case is not None:
            return False
        # «Лапкин» can be nothing but a nominative; «Лапкина» may be a man's accusative.
        return cases[:1] == ("nomn",) or (not cases and looks_feminine(item.form.surname or "") is False)

    def _differs(self, index: int) -> bool:
        readings = self.readings[index]
        return bool(readings) and readings[0][0].surname != self.observations[index].form.surname

    def _create(self, index: int, choice: int = 0) -> Human:
        readings = self.readings[index]
        item = self.observations[index]
        form, gender = readings[choice] if readings else (item.form, None)
        certain = own_gender(item.form) or item.gender
        if certain is None and form.surname is not None and gender is not None:
            feminine = looks_feminine(form.surname)
            certain = None if feminine is None else "femn" if feminine else "masc"
        person = Human(form.surname, form.given, form.patronymic, certain)
        self.persons.append(person)
        if form.given:
            self.by_given.setdefault(fold(form.given[0]), []).append(person)
        if form.surname:
            self.by_surname.setdefault(fold(form.surname)[0], []).append(person)
        return person

    def _join(self, index: int, person: Human) -> None:
        """Adds the observation to the person, who learns what it says more."""
        self.person_of[index] = person
        person.members.append(index)
        person.positions.append(self.observations[index].position)
        readings = self.readings[index]
        form = readings[0][0] if readings else self.observations[index].form
        for own, _ in readings:
            if (
                own.surname is not None
                and person.surname is not None
                and fold(own.surname) == fold(person.surname)
            ):
                if "ё" in own.surname.lower() and "ё" not in person.surname.lower():
                    person.surname = own.surname
                form = own
                break
        person.given = fuller(person.given, form.given)
        person.patronymic = fuller(person.patronymic, form.patronymic)
        person.gender = (
            person.gender or own_gender(self.observations[index].form) or self.observations[index].gender
        )

    def _candidates(self, index: int) -> Iterator[Human]:
        """Persons whose given name and patronymic may be those of the observation."""
        form = self.observations[index].form
        nominative = self.readings[index][0][0] if self.readings[index] else form
        gender = own_gender(form) or self.observations[index].gender
        if not nominative.given:
            return
        for person in self.by_given.get(fold(nominative.given[0]), ()):
            if not may_be_same(person.given, nominative.given) or not may_be_same(
                person.patronymic, nominative.patronymic
            ):
                continue
            if gender is None or person.gender is None or gender == person.gender:
                yield person

    def _match_nominative(self, index: int) -> Human | None:
        form = self.observations[index].form
        wanted = (
            fold(self.readings[index][0][0].surname or "")
            if self.readings[index]
            else fold(form.surname or "")
        )
        found = [person for person in self._candidates(index) if fold(person.surname or "") == wanted]
        return self._only(found, index)

    def _only(self, found: list[Human], index: int) -> Human | None:
        """The one person found; of several the one that fits as fully as the observation itself."""
        if len(found) < 2:
            return found[0] if found else None
        form = self.observations[index].form
        exact = [person for person in found if bool(person.patronymic) == bool(form.patronymic)]
        return exact[0] if len(exact) == 1 else None if not form.patronymic else found[0]

    def _join_known(self, index: int) -> bool:
        """Joins an oblique or undecided form to a person whose case forms hold it."""
        item = self.observations[index]
        known = list(self._candidates(index))
        demanded = item.case or next(iter(own_cases(item.form)), None)
        for case in (demanded, None):
            found = [
                person
                for person in known
                if _holds(person, item.form, case, own_gender(item.form) or item.gender)
            ]
            if found:
                best = self._only(found, index) or self._likeliest(index, found)
                if best is not None:
                    self._join(index, best)
                    return True
            if demanded is None:
                break
        return False

    def _likeliest(self, index: int, found: list[Human]) -> Human | None:
        for form, _ in self.readings[index]:
            for person in found:
                if form.surname and person.surname and fold(form.surname) == fold(person.surname):
                    return person
        return None

    def _group(self, left: list[int]) -> None:
        """Persons for forms that no list explains: the nominative that explains most of them together."""
        pools: dict[tuple[str, str], list[int]] = {}
        for index in left:
            form = self.readings[index][0][0] if self.readings[index] else self.observations[index].form
            key = (fold((form.given or "")[:1]), fold((form.patronymic or "")[:1]))
            pools.setdefault(key, []).append(index)
        for pool in pools.values():
            self._group_pool(pool)

    def _group_pool(self, pool: list[int]) -> None:
        options = {index: self._options(index) for index in pool}
        # Most unexplained names are different people: only those that share a nominative are compared.
        sharing: dict[str, list[int]] = {}
        for index in pool:
            for surname in options[index]:
                sharing.setdefault(surname, []).append(index)
        total = {
            surname: sum(options[index][surname] for index in members) for surname, members in sharing.items()
        }
        for index in pool:
            if self.person_of[index] is not None:
                continue
            best = max(
                options[index], key=lambda surname: (total[surname], options[index][surname]), default=None
            )
            person: Human | None = None
            for member in sharing.get(best or "", [index]):
                if self.person_of[member] is not None:
                    continue
                if person is None:
                    person = self._create(member, self._choice(member, best))
                    self._join(member, person)
                elif any(other is person for other in self._candidates(member)):
                    self._join(member, person)
            if self.person_of[index] is None:
                self._join(index, self._create(index, self._choice(index, best)))

    def _choice(self, index: int, surname: str | None) -> int:
        """The index of the reading with this surname; one of another case is added where there is none."""
        readings = self.readings[index]
        for place, (form, _) in enumerate(readings):
            if form.surname is not None and fold(form.surname) == surname:
                return place
        item = self.observations[index]
        for case in _OBLIQUE:
            for form, gender in nominatives(item.form, case, item.gender):
                if form.surname is not None and fold(form.surname) == surname:
                    readings.append((form, gender))
                    return len(readings) - 1
        return 0

    def _options(self, index: int) -> dict[str, float]:
        """Folded surnames that this form may have in the nominative → how well each explains it."""
        options: dict[str, float] = {}
        for rank, (form, _) in enumerate(self.readings[index][:4]):
            if form.surname is not None:
                options.setdefault(fold(form.surname), 1.0 / (1 + rank))
        item = self.observations[index]
        own = own_cases(item.form)
        # Without a case that the form can stand in, any other case may explain it, though less well.
        if not own_gender(item.form) and (item.case is None or (own and item.case not in own)):
            for case in own or _OBLIQUE:
                for rank, (form, _) in enumerate(nominatives(item.form, case, item.gender)[:2]):
                    if form.surname is not None:
                        options.setdefault(fold(form.surname), 0.3 / (1 + rank))
        return options

    def _join_misprinted(self, apart: Sequence[frozenset[int]]) -> None:
        """Join people whose names differ as by misprints to the one whose name is printed more surely."""
        weights = [item.weight for item in self.observations]
        for person, known in same_but_for_letters(self.persons, weights, apart):
            for index in person.members:
                self.person_of[index] = known
            known.members += person.members
            known.positions += person.positions
            known.given = fuller(known.given, person.given)
            known.patronymic = fuller(known.patronymic, person.patronymic)
            person.members = []
            for group in (*self.by_given.values(), *self.by_surname.values()):
                group[:] = [one for one in group if one is not person]

    def _join_mask(self, index: int) -> None:
        text = self.observations[index].form.text
        if text not in self.masks:
            form = self.observations[index].form
            self.masks[text] = Human(form.surname, form.given, form.patronymic, None)
            self.persons.append(self.masks[text])
        person = self.masks[text]
        self.person_of[index] = person
        person.members.append(index)

    def _join_given(self, index: int) -> None:
        """«Елена Борисовна» is the nearest person before her (else after her) whose initials are Е.Б."""
        found = list(self._candidates(index))
        here = self.observations[index].position
        if not found:
            self._join(index, self._create(index))
            return

        def distance(person: Human) -> tuple[bool, int]:
            before = [here - position for position in person.positions if position <= here]
            if before:
                return (False, min(before))
            return (True, min((position - here for position in person.positions), default=0))

        self._join(index, min(found, key=distance))

    def _join_surname(self, index: int) -> None:
        """A bare surname is the one person with it; where several have it, nobody."""
        item = self.observations[index]
        surname = item.form.surname or ""
        known = self.by_surname.get(fold(surname)[0], [])
        demanded = item.case or next(iter(own_cases(item.form)), None)
        for case in (demanded, None):
            found = [person for person in known if _holds(person, item.form, case, item.gender)]
            found = [person for person in found if person.given is not None] or found
            if found:
                if len(found) == 1:
                    self._join(index, found[0])
                return
            if demanded is None:
                break
        self._join(index, self._create(index))

    def _result(self) -> Resolution:
        kept = sorted(
            (person for person in self.persons if person.members), key=lambda person: min(person.members)
        )
        number = {id(person): place for place, person in enumerate(kept)}
        records = tuple(
            PersonRecord(
                person.surname,
                person.given,
                person.patronymic,
                person.gender,
                full_name(person.surname, person.given, person.patronymic),
                tuple(sorted(person.members)),
            )
            for person in kept
        )
        fallback = tuple(
            readings[0][0].text if readings else item.form.text
            for readings, item in zip(self.readings, self.observations, strict=True)
        )
        person_of = tuple(None if person is None else number[id(person)] for person in self.person_of)
        return Resolution(records, person_of, fallback)
