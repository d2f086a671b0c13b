"""The decisions of one resolution, nested as their numbers, letters and dashes say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from protoparse.build.addressees import opens_unit, people_of
from protoparse.build.columns import find_columns
from protoparse.build.context import Context, Labelled, tidy
from protoparse.build.decision_labels import behind_lead, next_label, opening_label
from protoparse.build.decision_table import decisions_of_table
from protoparse.build.decision_words import DecisionReader
from protoparse.build.enumeration import split_enumeration
from protoparse.build.sentences import sentence_spans
from protoparse.build.tables import data_table
from protoparse.fields.infinitive import has_infinitive
from protoparse.fields.organisation import is_organisation
from protoparse.fields.person import find_names
from protoparse.list_label import ListLabel, find_label
from protoparse.model import Decision
from protoparse.normalise import Unit
from protoparse.pattern import Pattern
from protoparse.view import View, fold

_VALUE_LENGTH = 90  # characters: a line as long is no value of a label
_CONTROL_OVER = Pattern(r"\bконтроль\s+за\b")


class _Open(NamedTuple):
    """A decision that may still get children."""

    decision: Decision
    label: ListLabel | None
    level: int | None  # Word's list level


class DecisionBuilder:
    """Takes the units of one resolution, one after the other, and nests what they say.

    `decisions` are the outermost ones, `printed` all of them in printed order.
    """

    def __init__(self, context: Context) -> None:
        self.context = context
        self.reader = DecisionReader(context)
        self.decisions: list[Decision] = []
        self.printed: list[Decision] = []
        self._stack: list[_Open] = []
        self._labelled = False  # some decision has a number, a letter or a dash
        self._waiting: Literal["responsible", "deadline"] | None = None  # a label alone on its line
        self._open_person = False  # the last line of people ended without a sign: its post may go on

    @property
    def last(self) -> Decision | None:
        """The decision printed last."""
        return self.printed[-1] if self.printed else None

    # ------------------------------------------------------------ units
    def head(self, view: View, start: int) -> None:
        """Take what follows «РЕШИЛИ:» on its own line, from offset `start`."""
        rest = view.cut(start)
        if rest.text.strip(" .:;–—-"):
            self._sentence(rest, None)

    def take(self, part: Labelled) -> None:
        """Take one unit of the resolution."""
        unit, role = part.unit, part.role
        if role == "responsible":
            self._responsible(unit.content)
        elif role == "responsible_item":
            self._more_responsible(unit.content)
        elif role == "deadline":
            self._deadline(unit.content)
        elif role == "decision_table":
            self._table(unit)
        elif unit.is_table:
            self.data(unit)
        elif self.awaits(unit):
            self._fill_label(unit.content)
        elif (role != "decision" and unit.label is None) or self._goes_on(unit):
            self.extend(unit.view)
        else:
            self._sentence(unit.view, unit)

    def awaits(self, unit: Unit) -> bool:
        """Whether a line is the value of the label above it: «Срок:», «Ответственные:» stood alone."""
        if self._waiting is None or unit.label is not None or unit.is_table:
            return False
        if len(unit.text) >= _VALUE_LENGTH:
            return False
        return self._waiting == "responsible" or self.reader.tells_time(unit.content)

    def extend(self, view: View) -> None:
        """Take more words of the last decision."""
        if self.last is None:
            self._sentence(view, None)
            return
        self.reader.extend(self.last, view)
        self._reach(self.last.span.end)

    def data(self, unit: Unit) -> None:
        """Take a table that belongs to the last decision as it is."""
        table = data_table(self.context, unit)
        if self.last is not None:
            self.last.tables.append(table)
            self._reach(table.span.end)

    def _goes_on(self, unit: Unit) -> bool:
        """Whether an unlabelled line is more of the last decision: a value or a name, no order of its own."""
        if self.last is None or unit.label is not None:
            return False
        if unit.text[:1].islower() and self.last.text[-1:] not in ".;":
            return True
        if has_infinitive(unit.folded, 200) or _CONTROL_OVER.search(unit.folded):
            return False
        return self._labelled or self.last.text.endswith((":", ","))

    # ------------------------------------------------------------ sentences
    def _sentence(self, view: View, unit: Unit | None) -> None:
        """One or, where it holds an enumeration, several decisions."""
        pieces = split_enumeration(view)
        level = unit.block.list_level if unit is not None else None
        if len(pieces) > 1:
            for number, piece in pieces:
                self.add(number, piece, _inline_label(number), level, piece.span().start)
            return
        [(number, piece)] = pieces
        label, start = find_label(view.flat), view.span().start
        if unit is not None or number is not None:
            self.add(number, piece, label, level, start)
            return
        orders = _orders(piece)
        if len(orders) == 1:
            self.add(None, piece, label, level, start)
            return
        for decision in self.reader.read_sentences(orders):
            self._put(decision, None, level)

    def add(
        self, number: str | None, view: View, label: ListLabel | None, level: int | None, start: int
    ) -> None:
        """Add a decision whose words are `view`; `start` is the source offset of its number."""
        if not view.text.strip(" .;,"):
            return
        if label is not None and label.kind == "bullet" and self._is_value(view):
            self.extend(view)
            return
        decision = self.reader.read(number, view)
        decision.span.start = start
        self._put(decision, label, level)

    def _put(self, decision: Decision, label: ListLabel | None, level: int | None) -> None:
        """Put a decision under the open one that it belongs to, else among the outermost."""
        self._labelled = self._labelled or label is not None
        parent = self._parent(label, level)
        if parent is None:
            self.decisions.append(decision)
        else:
            parent.decision.children.append(decision)
        self.printed.append(decision)
        self._stack.append(_Open(decision, label, level))
        self._reach(decision.span.end)
        self._waiting = None

    def restart(self) -> None:
        """Let what follows be no child of what came before."""
        self._stack.clear()

    def _is_value(self, view: View) -> bool:
        """Whether a dash under a lead-in orders nothing: a value, a name, a noun."""
        if self.last is None:
            return False
        folded = fold(view.flat)
        if has_infinitive(folded, 400):
            return False
        organised = is_organisation(view.flat) and not folded.startswith("организаци")
        if len(folded) > 40 and not find_names(view.flat) and not organised:
            return False
        numbered = any(entry.label and entry.label.kind != "bullet" for entry in self._stack)
        return numbered and self.last.text.endswith((":", ";", ","))

    def _parent(self, label: ListLabel | None, level: int | None) -> _Open | None:
        """The open decision under which a label nests; those that it closes are taken off the stack."""
        while self._stack:
            if _nests(label, level, self._stack[-1]):
                return self._stack[-1]
            self._stack.pop()
        return None

    def _reach(self, end: int) -> None:
        """Make the last decision and all open ones reach to a source offset."""
        for decision in (*(entry.decision for entry in self._stack), *self.printed[-1:]):
            decision.span.end = max(decision.span.end, end)

    # ------------------------------------------------------------ labelled lines
    def _fill_label(self, view: View) -> None:
        """Take the line under a label that stood alone."""
        if self._waiting == "deadline":
            self._deadline(view)
        else:
            self._more_responsible(view)

    def labelled(self, view: View) -> None:
        """Take a paragraph that a label opens: «Отв.: …» or «Срок: …»."""
        if opening_label(view.flat) == "deadline":
            self._deadline(view)
        else:
            self._responsible(view)

    def _responsible(self, view: View) -> None:
        """Take a line «Ответственные: …», perhaps with «Срок: …» behind it."""
        start = behind_lead(view.flat)
        following = next_label(view.flat, start, "deadline")
        value = view.cut(start, following.start() if following else None)
        people, until = self.reader.people_and_deadline(value)
        if following:
            until = self.reader.deadline(view.cut(following.end())) or until
        if self.last is None:
            return
        self.reader.charge(self.last, people)
        self.last.deadline = until or self.last.deadline
        self._reach(self.context.span(view).end)
        self._waiting = None if people else "responsible"
        self._open_person = value.flat[-1:] not in ";,."

    def _more_responsible(self, view: View) -> None:
        """Take a line of people under «Ответственные:», or the rest of the post of the one above."""
        if self.last is None:
            return
        people = people_of(self.context, view)
        above = self.last.responsible[-1] if self.last.responsible else None
        goes_on = self._open_person and people and not find_names(view.flat) and not opens_unit(view.flat)
        if goes_on and above is not None and is_organisation(view.flat.strip(" ;,.")):
            above.position = tidy(f"{above.position or ''} {view.flat}").strip(" ;,.")
            above.text = tidy(f"{above.text} {view.flat}").strip(" ;,.")
            above.span.end = self.context.span(view).end
        else:
            self.reader.charge(self.last, people)
        self._open_person = view.flat[-1:] not in ";,."
        self._reach(self.context.span(view).end)

    def _deadline(self, view: View) -> None:
        """Take a line «Срок: …», perhaps with «Ответственный: …» behind it."""
        if self.last is None:
            return
        start = behind_lead(view.flat)
        following = next_label(view.flat, start, "responsible")
        value = view.cut(start, following.start() if following else None)
        if following:
            self.reader.charge(self.last, self.reader.people_and_deadline(view.cut(following.end()))[0])
        deadline = self.reader.deadline(value)
        self.last.deadline = deadline or self.last.deadline
        self._reach(self.context.span(view).end)
        self._waiting = None if deadline or value.text else "deadline"

    # ------------------------------------------------------------ tables
    def _table(self, unit: Unit) -> None:
        """Take a table of instructions; one without a column of decisions is data."""
        columns = find_columns(unit.rows, self.context.grammar.roles["decision_table"].columns)
        if "decision" not in columns:
            self.data(unit)
            return
        self.restart()
        decisions = decisions_of_table(self.reader, unit, columns, self.last)
        self.decisions += decisions
        self.printed += decisions
        self._labelled = self._labelled or bool(decisions)


def _inline_label(number: str | None) -> ListLabel | None:
    """The label of a piece of an enumeration inside a sentence."""
    if number is None:
        return None
    return ListLabel(number, "decimal" if number.isdigit() else "letter", 1, 0)


def _nests(label: ListLabel | None, level: int | None, above: _Open) -> bool:
    """Whether a decision with this label is a child of an open one."""
    lead_in = above.decision.text.endswith(":")
    if label is None:
        # an unlabelled order under «… :» that opened the list
        return above.label is None and lead_in
    if above.label is None:
        return lead_in and label.kind in ("bullet", "letter", "decimal")
    if label.kind == "decimal" and above.label.kind == "decimal":
        return label.depth > above.label.depth and label.text.startswith(above.label.text + ".")
    if label.kind == above.label.kind:
        return level is not None and above.level is not None and level > above.level
    if label.kind == "bullet":
        return above.label.kind in ("decimal", "roman", "letter")
    if label.kind == "letter":
        return above.label.kind in ("decimal", "roman")
    return label.kind == "decimal" and above.label.kind == "roman"


def _orders(view: View) -> list[View]:
    """The sentences of an unnumbered resolution where each of them orders something, else the whole."""
    parts = [view.cut(start, end) for start, end in sentence_spans(view.flat)]
    if all(
        has_infinitive(fold(part.flat), len(part.flat)) and not opening_label(part.flat) for part in parts
    ):
        return parts
    return [view]


def decisions_in_cell(context: Context, parts: Sequence[View]) -> list[Decision]:
    """The decisions of a table cell: one a paragraph or enumerated part."""
    builder = DecisionBuilder(context)
    for part in parts:
        label = find_label(part.flat)
        if builder.last is not None and opening_label(part.flat):
            builder.labelled(part)
            continue
        if label is not None and label.kind == "bullet" and builder.last is not None:
            builder.add(None, part.cut(label.end), label, None, part.span().start)
            continue
        if label is None and builder.last is not None and part.flat[:1].islower():
            builder.extend(part)
            continue
        for number, piece in split_enumeration(part):
            builder.restart()
            builder.add(number, piece, None, None, piece.span().start)
    return builder.decisions
