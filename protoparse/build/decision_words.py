"""One decision from its words: what is labelled is taken out, what the sentence says itself stays in it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from protoparse.build.addressees import addressees, chooses_people, people_of
from protoparse.build.context import Context, tidy
from protoparse.build.decision_labels import labels_inside
from protoparse.build.speakers import is_people_alone
from protoparse.fields.calendar import MONTH_BEGINS
from protoparse.fields.deadline import DeadlineValue, read_deadline
from protoparse.fields.deadline_sentence import find_deadline
from protoparse.fields.infinitive import has_infinitive
from protoparse.fields.person import find_names
from protoparse.fields.position import is_position
from protoparse.model import Deadline, Decision, Mention, Period
from protoparse.pattern import Pattern, any_of
from protoparse.view import View, fold

# A sentence without any of these holds no deadline: most sentences need no closer look.
_TIME_WORDS = """
    срок течени ежедн ежене ежеме ежекв ежего постоян недел месяц квартал полугод четверт немедл незамед
    следующ ближайш конца конец начал понедельник вторник четверг пятниц суббот воскрес завтра сегодня после
    окончани год каникул декад регулярн систематич необходим график позднее
"""
_MAY_HOLD_DEADLINE = Pattern(
    any_of(_TIME_WORDS.split()) + rf"|\d|{MONTH_BEGINS}|сред[уыа]\b|раз\s+в|по\s+мере|до\s+дня"
)
_DATE_BEHIND_PEOPLE = Pattern(
    rf"[,;.]?\s*\b((?:в\s+срок\s+)?(?:до|не\s+позднее|к)\s+(?:\d|конца|начала|следующ|{MONTH_BEGINS})[^;]*"
    rf"|\d{{1,2}}\s+{MONTH_BEGINS}[а-я]*(?:\s+20\d\d\s*(?:г\.|года)?)?|\d{{1,2}}\.\d{{1,2}}\.(?:20)?\d\d"
    r"|не\s+позднее\s[^;]*|постоянно|ежемесячно|в\s+течение\s[^;]*)\W*$",
    re.IGNORECASE,
)
_LAID_ON = Pattern(r"\b(?:возложить|поручить|обязать)\b")
_END_BRACKET = Pattern(r"\s\(([^()]{4,160})\)$")
# A bracket of labels, or one with a date or people before its first label: «(до 1 мая, отв. …)».
_OPENING_BRACKET = Pattern(r"\((?:[^()]{3,60}[,;])?\s*$")


class DecisionReader:
    """Reads decisions of one protocol.

    `opening_groups` are the source offsets of groups that a sentence itself charges («Руководителям школ …»):
    a label «Ответственные: …» takes their place.
    """

    def __init__(self, context: Context) -> None:
        self.context = context
        self.opening_groups: set[int] = set()
        self._begun: View | None = None  # the words of the decision read last

    def read(self, number: str | None, view: View) -> Decision:
        """A decision from its words, its number taken off already."""
        words, labelled, deadline = self._without_labelled(view)
        if not labelled and deadline is None:
            words, labelled, deadline = self._without_charge(words)
        decision = Decision(number=number, text=tidy(words.flat), span=self.context.span(view))
        inside = None if deadline else self._find_deadline(words)
        if inside is not None:
            deadline = self._as_deadline(inside[2], words, inside[0], inside[1])
        # «До 1 мая директорам школ …»: who is charged opens what follows
        opening = inside[1] if inside is not None and inside[0] == 0 else 0
        charged = self._charged(words.cut(opening), groups=not labelled)
        known = {(mention.span.start, mention.span.end) for mention in labelled}
        decision.responsible = labelled + [m for m in charged if (m.span.start, m.span.end) not in known]
        decision.deadline = deadline
        self._begun = words
        return decision

    def read_sentences(self, views: Sequence[View]) -> list[Decision]:
        """The decisions of sentences side by side that all order something.

        They are one decision unless more than one of them charges somebody or sets a date of its own:
        «Смету принять. Завхозу Зуеву Т.Т. купить краску до 1 мая.»
        """
        decisions = [self.read(None, view) for view in views]
        charging = [one for one in decisions if one.responsible or one.deadline]
        if len(charging) > 1:
            return decisions
        whole = charging[0] if charging else decisions[0]
        whole.text = tidy(" ".join(one.text for one in decisions))
        whole.span.start, whole.span.end = decisions[0].span.start, decisions[-1].span.end
        return [whole]

    def extend(self, decision: Decision, view: View) -> None:
        """Add more words to a decision."""
        words, people, deadline = self._without_labelled(view)
        addition = tidy(words.flat)
        if addition:
            decision.text = tidy(f"{decision.text} {addition}")
        decision.responsible += people
        if not decision.responsible and self._begun is not None and addition[:1].islower():
            # «2. Отделу ремонта (Зуеву Т.Т.) / устранить замечания»: the verb is on the next line
            self._begun = View.join((self._begun, words))
            decision.responsible = self._charged(self._begun)
        if decision.deadline is None:
            orders = has_infinitive(fold(addition), 400)
            inside = self._find_deadline(words) if orders and deadline is None else None
            decision.deadline = self._as_deadline(inside[2], words, *inside[:2]) if inside else deadline
        decision.span.end = max(decision.span.end, self.context.span(view).end)

    def _charged(self, view: View, *, groups: bool = True) -> list[Mention]:
        """Whom the sentence itself charges; groups that open it give way to a label."""
        charged = addressees(self.context, view, groups=groups)
        self.opening_groups.update(m.span.start for m in charged if not self.context.is_named(m))
        return charged

    def charge(self, decision: Decision, people: list[Mention]) -> None:
        """Add people named behind a label; they replace groups that merely open the sentence in the
        dative.
        """
        if people:
            kept = [m for m in decision.responsible if m.span.start not in self.opening_groups]
            decision.responsible = kept + people

    def people_and_deadline(self, view: View) -> tuple[list[Mention], Deadline | None]:
        """People of a label's value, and a date that follows them («Шубина О.В., до 22 марта»)."""
        deadline = None
        match = _DATE_BEHIND_PEOPLE.search(view.flat)
        if match and match.start() > 3:
            deadline = self.deadline(view.cut(match.start(1)))
            view = view.cut(0, match.start())
        return people_of(self.context, view), deadline

    def deadline(self, view: View) -> Deadline | None:
        """The deadline of a label's value or of a cell, None where it says nothing of time."""
        value = read_deadline(view.flat, self.context.meeting)
        return self._as_deadline(value, view, value.start, value.end) if value else None

    def tells_time(self, view: View) -> bool:
        """Whether a line says when: what stands behind a label is a deadline whatever it says."""
        folded = view.flat.lower()
        if _MAY_HOLD_DEADLINE.search(folded) is None or has_infinitive(folded):
            return False
        return self.deadline(view) is not None

    def _without_labelled(self, view: View) -> tuple[View, list[Mention], Deadline | None]:
        """The words of a decision without what is labelled, the labelled people and the labelled deadline."""
        text = view.flat
        labels = labels_inside(text)
        if not labels:
            return view, [], None
        bracket = _OPENING_BRACKET.search(text[: labels[0].start()])
        people: list[Mention] = []
        deadline: Deadline | None = None
        if bracket and (inside := view.cut(bracket.start() + 1, labels[0].start())).text.strip(" ,;"):
            people, deadline = self._in_bracket(inside)
            bracket = bracket if people or deadline else None
        # a label at the end of a bracket that says other things too: «(кабинеты 1-5, срок: до 1 мая)»
        shared = not bracket and text.rfind("(", 0, labels[0].start()) > text.rfind(")", 0, labels[0].start())
        close = text.find(")", labels[-1].end()) if bracket or shared else -1
        values_end = close if close >= 0 else len(text)
        for label, following in zip(labels, [*labels[1:], None], strict=True):
            stop = following.start() if following else values_end
            value = view.cut(label.end(), max(stop, label.end()))
            if label.lastgroup == "responsible":
                named, until = self.people_and_deadline(value)
                people += named
                deadline = deadline or until
            else:
                deadline = deadline or self.deadline(value)
        before = view.cut(0, bracket.start() if bracket else labels[0].start())
        before = before.cut(0, len(before.flat.rstrip(" ,–—-(;")))
        if shared and close >= 0:
            return View.join((before, view.cut(close)), ""), people, deadline
        behind = close + 1 if close >= 0 else len(text)
        rest = text[behind:].strip(" .;,")
        if not rest:
            return before, people, deadline
        tail = view.cut(behind)
        if deadline is None:
            bare = read_deadline(rest, self.context.meeting)
            if bare is not None and len(bare.text) >= len(rest) - 3:
                return before, people, self._as_deadline(bare, tail, bare.start, bare.end)
        return View.join((before, tail)), people, deadline

    def _without_charge(self, view: View) -> tuple[View, list[Mention], Deadline | None]:
        """The words of a decision without a bracket at its end that says who is to do it and until when.

        «Провести субботник (Зуев Т.Т., до 20 мая)». Where the sentence charges somebody itself, the bracket
        may tell more of him and stays.
        """
        text = view.flat.rstrip(" .;,")
        bracket = _END_BRACKET.search(text)
        before = text[: bracket.start()] if bracket else ""
        if bracket is None or _LAID_ON.search(before.lower()) or chooses_people(before):
            return view, [], None
        if addressees(self.context, view.cut(0, bracket.start()), groups=True):
            return view, [], None
        inside = view.cut(bracket.start(1), bracket.end(1))
        comma = inside.flat.rfind(",")
        tail = inside.flat[comma + 1 :].strip()
        timely = _MAY_HOLD_DEADLINE.search(tail.lower()) and not find_names(tail)
        value = read_deadline(tail, self.context.meeting) if timely else None
        deadline = None
        if value is not None and len(value.text) == len(tail):
            deadline = self.deadline(inside.cut(comma + 1))
            inside = inside.cut(0, max(comma, 0))
        if is_people_alone(inside.flat) or (deadline and is_position(inside.flat)):
            return view.cut(0, bracket.start()), people_of(self.context, inside), deadline
        return view, [], None

    def _in_bracket(self, view: View) -> tuple[list[Mention], Deadline | None]:
        """The people or the deadline that a bracket holds before its first label, and nothing else."""
        words = view.flat.strip(" ,;")
        deadline = read_deadline(words, self.context.meeting)
        if deadline is not None and deadline.kind != "open" and len(deadline.text) == len(words):
            return [], self.deadline(view)
        people = people_of(self.context, view)
        return people if all(map(self.context.is_named, people)) else [], None

    def _find_deadline(self, view: View) -> tuple[int, int, DeadlineValue] | None:
        """The deadline that the sentence itself holds («… в срок до 10 ноября …»), with its offsets."""
        if not _MAY_HOLD_DEADLINE.search(view.flat.lower()):
            return None
        return find_deadline(view.flat, self.context.meeting)

    def _as_deadline(self, value: DeadlineValue, view: View, start: int, end: int) -> Deadline:
        return Deadline(
            text=tidy(value.text),
            kind=value.kind,
            periods=[
                Period(start=first.isoformat() if first else None, end=last.isoformat() if last else None)
                for first, last in value.periods
            ],
            due=value.due.isoformat() if value.due else None,
            recurrence=value.recurrence,
            ambiguous=value.ambiguous,
            span=self.context.span(view, start, end),
        )
