"""What all section builders share: spans, mentions waiting for their person, the labelled units."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from protoparse.document import Document
from protoparse.fields.mention import MentionForm, read_mentions
from protoparse.fields.person import NameForm, find_names
from protoparse.fields.text import Case, Gender
from protoparse.grammar.compile import Grammar
from protoparse.label import Label
from protoparse.model import Approval, Mention, Role, Signature, TextSpan
from protoparse.normalise import Unit
from protoparse.pattern import Pattern
from protoparse.people import Observation, Resolution, resolve
from protoparse.view import View

SIGNATURE_WEIGHT, ROSTER_WEIGHT, GOVERNED_WEIGHT, NARRATIVE_WEIGHT = 3, 3, 2, 1

_SPEAKS_FEMALE = Pattern(r"\b(?:[а-яё]+(?:ила|ала|яла|ела|вела|ила)(?:сь)?|она|избрана)\b")
_WORD = Pattern(r"[а-яё]+")
_WORD_BEFORE = Pattern(r"([а-яё]+)\s+(?:[А-ЯЁ]?[а-яё.-]+\s+){0,3}$")
_SPEAKS_MALE = Pattern(r"\b(?:[а-яё]+(?:ил|ал|ял|ел|вёл|вел)(?:ся)?|он|избран)\b")


def roles_of(names: str) -> frozenset[str]:
    """The roles whose names stand in a line."""
    return frozenset(names.split())


class Labelled(NamedTuple):
    """A unit, its label, and the role that this gives it: asked for again and again."""

    unit: Unit
    label: Label
    role: str


@dataclass(slots=True)
class Pending:
    """A mention whose name and person are known once all names of the protocol are."""

    mention: Mention
    observation: int


@dataclass(slots=True)
class Context:
    """The protocol under construction.

    `misprinted` says that letters are wrong all over the text; `meeting` is the date of the meeting once
    the header is read; `pending` are mentions to be named by `settle`, `named` their ids; `found` keeps the
    source offsets of names already observed, so that none counts twice.
    """

    document: Document
    grammar: Grammar
    misprinted: bool = False
    meeting: datetime.date | None = None
    body: str | None = None
    observations: list[Observation] = field(default_factory=list)
    pending: list[Pending] = field(default_factory=list)
    named: set[int] = field(default_factory=set)
    found: dict[int, int] = field(default_factory=dict)
    surnames: frozenset[str] = frozenset()
    signed: list[tuple[Signature, Mention]] = field(default_factory=list)
    stamped: list[tuple[Approval, Mention]] = field(default_factory=list)

    def span(self, view: View, start: int = 0, end: int | None = None) -> TextSpan:
        """The source stretch of a part of a view, with its page."""
        source = view.span(start, end)
        return TextSpan(start=source.start, end=source.end, page=self.document.page_of(source.start))

    def whole(self, views: Iterable[View]) -> TextSpan:
        """The stretch from the first to the last character of several views."""
        spans = [view.span() for view in views if view.text]
        start, end = min(span.start for span in spans), max(span.end for span in spans)
        return TextSpan(start=start, end=end, page=self.document.page_of(start))

    def mentions(
        self,
        view: View,
        case: Case | None = None,
        *,
        weight: int = GOVERNED_WEIGHT,
        groups: bool = True,
        role: Role | None = None,
        gender: Gender | None = None,
    ) -> list[Mention]:
        """The people, groups and organisations named in a stretch of text, each registered for naming.

        `case` is what the governing word demands; `role` is given to those who state none of their own.
        """
        return [
            self.mention(view, form, case, weight=weight, role=role, gender=gender)
            for form in read_mentions(view.flat, case, groups=groups, body=self.body)
        ]

    def people(
        self,
        view: View,
        case: Case | None = None,
        *,
        weight: int = GOVERNED_WEIGHT,
        role: Role | None = None,
        gender: Gender | None = None,
    ) -> list[Mention]:
        """As `mentions`, of people alone."""
        found = self.mentions(view, case, weight=weight, groups=False, role=role, gender=gender)
        return [mention for mention in found if self.is_named(mention)]

    def mention(
        self,
        view: View,
        form: MentionForm,
        case: Case | None = None,
        *,
        weight: int = GOVERNED_WEIGHT,
        role: Role | None = None,
        gender: Gender | None = None,
    ) -> Mention:
        """A Mention of the form found in a view."""
        text = tidy(view.flat[form.start : form.end]).strip(" ,;")
        mention = Mention(
            text=text,
            name=None,
            role=form.role or role,
            role_text=form.role_text,
            position=form.position,
            organization=form.organization,
            span=self.span(view, form.start, form.end),
        )
        if form.name is not None:
            self.register(mention, view, form.name, form.case or case, weight, gender)
        return mention

    def is_named(self, mention: Mention) -> bool:
        """Whether a mention names a person (its `name` is filled in at the end)."""
        return id(mention) in self.named

    def register(
        self,
        mention: Mention,
        view: View,
        name: NameForm,
        case: Case | None,
        weight: int,
        gender: Gender | None = None,
    ) -> None:
        """Note the name of a mention as seen."""
        self.pending.append(Pending(mention, self.observe(view, name, case, weight, gender)))
        self.named.add(id(mention))

    def observe(
        self, view: View, name: NameForm, case: Case | None, weight: int, gender: Gender | None = None
    ) -> int:
        """The number of the observation of a printed name; one already seen at that place is not repeated."""
        at = view.span(name.start, name.end).start
        known = self.found.get(at)
        if known is not None and self.observations[known].weight >= weight:
            return known
        index = len(self.observations)
        self.observations.append(Observation(name, case, gender, weight, at))
        self.found[at] = index
        return index

    def observe_narrative(self, view: View) -> None:
        """Note every name in running text: they complete initials («Елена Борисовна») and confirm people."""
        for name in find_names(view.flat):
            at = view.span(name.start, name.end).start
            if at not in self.found:
                self.observe(view, name, None, NARRATIVE_WEIGHT, verb_gender(view.flat, name))

    def learn_surnames(self, weight: int = ROSTER_WEIGHT) -> None:
        """Take the surnames seen so far with at least this weight as known: they are found without
        initials too.
        """
        self.surnames = frozenset(
            seen.form.surname
            for seen in self.observations
            if seen.form.surname and not seen.form.masked and seen.weight >= weight
        )

    def bare_mentions(
        self,
        view: View,
        case: Case | None,
        *,
        weight: int = GOVERNED_WEIGHT,
        known: frozenset[str] = frozenset(),
    ) -> list[Mention]:
        """Mentions of people of this protocol by surname alone («Поручить Щукиной»).

        `known`: more words that are surnames here.
        """
        out = []
        for name in find_names(view.flat, self.surnames | known):
            if name.given is None and name.surname is not None and not name.masked:
                mention = Mention(
                    text=view.flat[name.start : name.end], span=self.span(view, name.start, name.end)
                )
                self.register(mention, view, name, case, weight)
                out.append(mention)
        return out

    def settle(self, lists: Iterable[Sequence[Mention]]) -> Resolution:
        """Name all pending mentions, signatures and stamps; returns who is who.

        `lists` hold people side by side: those in one list are not taken for one person misprinted.
        """
        apart: list[frozenset[int]] | None = None
        if self.misprinted:
            plain = [{id(one) for one in mentions if one.role in (None, "member")} for mentions in lists]
            apart = [
                frozenset(pending.observation for pending in self.pending if id(pending.mention) in group)
                for group in plain
            ]
        resolution = resolve(self.observations, apart)
        for pending in self.pending:
            pending.mention.name = resolution.name_of(pending.observation)
        for signature, mention in self.signed:
            signature.name = mention.name
        for approval, mention in self.stamped:
            approval.name = mention.name
        return resolution


def verb_gender(text: str, name: NameForm) -> Gender | None:
    """The gender that a past-tense verb next to a name gives («выступила Иванова», «Петров рассказал»)."""
    after = text[name.end : name.end + 40].lstrip(" ,-–—")
    word = _WORD.match(after)
    before = _WORD_BEFORE.search(text[max(0, name.start - 60) : name.start])
    for found in (word and word.group(), before and before.group(1)):
        if found:
            if _SPEAKS_FEMALE.fullmatch(found):
                return "femn"
            if _SPEAKS_MALE.fullmatch(found):
                return "masc"
    return None


def tidy(text: str) -> str:
    """A text value for the output: single spaces, nothing at the edges."""
    if text.isprintable() and "  " not in text:  # no white space but a space is printable
        return text.strip(" ")
    return " ".join(text.split())


def without(text: str, cuts: Sequence[tuple[int, int]]) -> str:
    """The text with a space in place of some stretches.

    >>> without("7 мая в школе", [(0, 5)])
    '  в школе'
    """
    for start, end in sorted(cuts, reverse=True):
        text = f"{text[:start]} {text[end:]}"
    return text


def joined(parts: Sequence[Labelled]) -> View:
    """The views of several units as one."""
    return View.join(part.unit.view for part in parts)
