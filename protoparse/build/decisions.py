"""Decisions: nested, with their responsible people and deadlines, from lists, sentences and tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from protoparse.build.agenda_section import find_head
from protoparse.build.context import GOVERNED_WEIGHT, Context, Labelled, tidy
from protoparse.build.enumeration import split_enumeration
from protoparse.build.tables import data_table
from protoparse.fields.deadline import DeadlineValue, read_deadline
from protoparse.fields.deadline_sentence import find_deadline
from protoparse.fields.organisation import is_organisation
from protoparse.fields.person import find_names
from protoparse.fields.position import is_position
from protoparse.fields.text import Case
from protoparse.grammar.shapes import (
    find_infinitive,
    has_infinitive,
    opens_with_dative,
    opens_with_infinitive,
)
from protoparse.model import Deadline, Decision, Mention, Period
from protoparse.normalise import CellView, ListLabel, Unit, find_label
from protoparse.view import View, fold

_RESPONSIBLE = (
    r"(?:отв(?:\.|етственн(?:ый\(ые\)|ые|ый|ая|ое\s+лицо|ыми?|ых)(?:\s+(?:исполнител[ьи]|лиц[оа]|за\s+(?:исполнение|выполнение|реализацию)))?)?"
    r"|исп(?:\.|олнител[ьи])|соисполнител[ьи]|контрол[её]р|контроль(?=\s*[:–—-]))"
)
_DEADLINE = (
    r"(?:контрольный\s+срок|срок(?:и|ом)?(?:\s+(?:исполнения|выполнения|реализации|представления|сдачи|проведения))?"
    r"|дата\s+исполнения|исполнить\s+до|выполнить\s+до|периодичность)"
)
# A label inside a sentence: after an opening bracket or the end of a clause, with a sign or a name behind it.
_INLINE_LABEL = re.compile(
    rf"(?:^|(?<=[\s(,;.–—-]))(?:(?P<responsible>{_RESPONSIBLE})(?:\s*[:–—-]\s*|(?<=\.)\s*(?=[А-ЯЁа-яё])|\s+(?=[А-ЯЁ][а-яё]+\s[А-ЯЁ]\.|[А-ЯЁ]\.))"
    rf"|(?P<deadline>{_DEADLINE})(?:\s*[:–—-]\s*|\s+(?=до\b|не\s+позднее|к\b|\d|постоянно|в\s+течение|январ|феврал|март|апрел|ма[йя]\b|июн|июл|август|сентябр|октябр|ноябр|декабр)))",
    re.IGNORECASE,
)
_LEAD = re.compile(
    rf"\W*(?:{_RESPONSIBLE}|{_DEADLINE})(?:\s+за\s+[а-яё\s]{{3,40}}(?=[:–—-]))?\s*[:–—.-]*\s*", re.IGNORECASE
)
_CHARGE = re.compile(
    r"\b(?:поручить|возложить(?:\s+\w+){0,6}?\s+на|назначить\s+ответственн\w+(?:\s+за\s+[^,.;]{3,80}?)?(?=\s+[А-ЯЁ])|обязать|просить|рекомендовать|предложить)\s+",
    re.IGNORECASE,
)
_ADVERB_TAIL = re.compile(
    r"[,\s]+(?:еженедельно|ежемесячно|ежегодно|ежеквартально|ежедневно|совместно\s.*|постоянно|до\s.*|в\s+срок.*|не\s+позднее.*|в\s+течение.*|регулярно|систематически|незамедлительно|также|дополнительно|своевременно|с\s+\d.*|к\s+\d.*|в\s+(?:январ|феврал|март|апрел|ма|июн|июл|август|сентябр|октябр|ноябр|декабр)\w+.*|повторно|лично|и\s+впредь|не)$"
)
# What one gets, not what one is told to do.
_GRANTS = re.compile(
    r"(?:объявить|присвоить|выделить|выплатить|отказать|вручить|назначить|установить|предоставить\s+(?:отпуск|место|слово)|продлить|разрешить)\b",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"\(([^()]{4,160})\)")


# A sentence without any of these holds no deadline: most sentences need no closer look.
_MAY_HOLD_DEADLINE = re.compile(
    r"\d|январ|феврал|март|апрел|ма[йяе]\b|июн|июл|август|сентябр|октябр|ноябр|декабр|срок|течени|ежедн|ежене|ежеме|ежекв|ежего|постоян|недел|месяц|квартал|полугод|четверт"
    r"|немедл|незамед|следующ|ближайш|конца|конец|начал|понедельник|вторник|сред[уыа]\b|четверг|пятниц|суббот|воскрес|завтра|сегодня|раз\s+в|после|окончани|год|каникул|декад|регулярн|систематич|необходим|график|позднее"
)


@dataclass(slots=True)
class _Open:
    """A decision on the stack while its children may follow: `rank` orders labels (0 outermost)."""

    decision: Decision
    label: ListLabel | None
    level: int | None
    view: View


@dataclass(slots=True)
class DecisionList:
    """Decisions of one resolution, and in which order decisions and votes came (for placing the votes)."""

    decisions: list[Decision] = field(default_factory=list)
    last: list[Decision] = field(default_factory=list)  # every decision in printed order, nested ones too


class DecisionBuilder:
    """Takes the units of one resolution, one after the other, and nests what they say."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.result = DecisionList()
        self.stack: list[_Open] = []
        self.labelled = False
        self.waiting: str | None = None  # «responsible» or «deadline» label alone on its line
        self.addressed: set[int] = set()  # source offsets of groups that a sentence opens with in the dative
        self.open_person = False  # the last line of people ended without a sign: its post may go on

    # ------------------------------------------------------------ units
    def head(self, view: View, start: int) -> None:
        """What follows «РЕШИЛИ:» on its own line."""
        rest = view.cut(start)
        if rest.text.strip(" .:;–—-"):
            self.sentence(rest, None)

    def take(self, part: Labelled) -> None:
        unit, role = part.unit, part.role
        if role == "responsible":
            self.responsible(unit.content)
        elif role == "responsible_item":
            self.more_responsible(unit.content)
        elif role == "deadline":
            self.deadline(unit.content)
        elif role == "decision_table":
            self.table(unit)
        elif unit.is_table:
            self.data(unit)
        elif role == "decision" or unit.label is not None:
            if self.waiting and unit.label is None and len(unit.text) < 90 and self._fills_label(unit):
                return
            if self.goes_on(unit):
                self.extend(unit.view)
            else:
                self.sentence(unit.view, unit)
        else:
            self.extend(unit.view)

    def _fills_label(self, unit: Unit) -> bool:
        if self.waiting == "deadline":
            self.deadline(unit.content)
            return True
        self.more_responsible(unit.content)
        return True

    def goes_on(self, unit: Unit) -> bool:
        """Whether an unlabelled line is more of the last decision: a value or a name, no order of its own."""
        if not self.result.last or unit.label is not None:
            return False
        previous = self.result.last[-1]
        if unit.text[:1].islower() and previous.text[-1:] not in ".;":
            return True
        if has_infinitive(unit.folded, 200) or re.search(r"\bконтроль\s+за\b", unit.folded):
            return False
        return self.labelled or previous.text.endswith((":", ","))

    # ------------------------------------------------------------ one decision
    def sentence(self, view: View, unit: Unit | None) -> None:
        """One or, where it holds an enumeration, several decisions."""
        pieces = split_enumeration(view)
        if unit is None and len(pieces) == 1 and pieces[0][0] is None:
            pieces = [(None, part) for part in _orders(view)]
        level = unit.block.list_level if unit is not None else None
        for number, piece in pieces:
            label = find_label(view.flat) if len(pieces) == 1 else None
            if len(pieces) > 1 and number is not None:
                kind = "decimal" if number.isdigit() else "letter"
                label = ListLabel(number, kind, 1, 0)
            if len(pieces) > 1:
                self.add(number, piece, label, level, piece.span().start)
            else:
                self.add(number, piece, label, level, view.span().start)

    def add(
        self, number: str | None, view: View, label: ListLabel | None, level: int | None, start: int
    ) -> None:
        if not view.text.strip(" .;,"):
            return
        if label is not None and label.kind == "bullet" and self._is_value(view):
            self.extend(view)
            return
        self.labelled = self.labelled or label is not None
        parent = self._parent(label, level, view)
        decision = self.read(number, view, inherited=parent is not None)
        decision.span.start = start
        if parent is None:
            self.result.decisions.append(decision)
        else:
            parent.decision.children.append(decision)
            self._stretch(decision.span.end)
        self.result.last.append(decision)
        self.stack.append(_Open(decision, label, level, view))
        self.waiting = None

    def _is_value(self, view: View) -> bool:
        """A dash under a lead-in that orders nothing: a value, a name, a noun."""
        if not self.result.last:
            return False
        folded = fold(view.flat)
        if has_infinitive(folded, 400) or (
            len(folded) > 40 and not find_names(view.flat) and not is_organisation(view.flat)
        ):
            return False
        top = next(
            (entry for entry in reversed(self.stack) if entry.label and entry.label.kind != "bullet"), None
        )
        return top is not None and self.result.last[-1].text.endswith((":", ";", ","))

    def _parent(self, label: ListLabel | None, level: int | None, view: View) -> _Open | None:
        """The open decision under which this label nests; closes deeper ones."""
        while self.stack:
            top = self.stack[-1]
            if self._under(top, label, level):
                return top
            self.stack.pop()
        return None

    def _under(self, top: _Open, label: ListLabel | None, level: int | None) -> bool:
        if label is None:
            # an unlabelled order under «… :» that opened the list
            return top.label is None and top.decision.text.endswith(":")
        if top.label is None:
            return top.decision.text.endswith(":") and label.kind in ("bullet", "letter", "decimal")
        if label.kind == "decimal" and top.label.kind == "decimal":
            if label.depth > top.label.depth:
                return label.text.startswith(top.label.text + ".")
            return False
        if label.kind == top.label.kind:
            return level is not None and top.level is not None and level > top.level
        if label.kind in ("bullet", "letter") and top.label.kind in ("decimal", "roman"):
            return True
        if label.kind == "bullet" and top.label.kind == "letter":
            return True
        return label.kind == "decimal" and top.label.kind == "roman"

    def _stretch(self, end: int) -> None:
        """Make every open decision reach to `end`."""
        for entry in self.stack:
            entry.decision.span.end = max(entry.decision.span.end, end)

    def read(self, number: str | None, view: View, *, inherited: bool) -> Decision:
        """A decision from its words: labelled people and dates are taken out, the others stay in the text."""
        span = self.context.span(view)
        text_view, people, deadline = self._labelled_inside(view)
        text = tidy(text_view.flat)
        decision = Decision(number=number, text=text, span=span)
        decision.responsible = people
        named = self._addressees(text_view, has_labelled=bool(people))
        seen = {(m.span.start, m.span.end) for m in people}
        decision.responsible += [m for m in named if (m.span.start, m.span.end) not in seen]
        decision.deadline = deadline or self._deadline_inside(text_view)
        return decision

    # ------------------------------------------------------------ labelled parts
    def _labelled_inside(self, view: View) -> tuple[View, list[Mention], Deadline | None]:
        text = view.flat
        matches = [m for m in _INLINE_LABEL.finditer(text) if _label_may_stand(text, m)]
        if not matches:
            return view, [], None
        people: list[Mention] = []
        deadline: Deadline | None = None
        first = matches[0].start()
        opened = re.search(r"\(\s*$", text[:first])
        begin = opened.start() if opened else first
        close = text.find(")", matches[-1].end()) if opened else -1
        end = close + 1 if close >= 0 else len(text)
        for match, following in zip(matches, [*matches[1:], None], strict=False):
            stop = following.start() if following else (close if close >= 0 else len(text))
            value = view.cut(match.end(), max(stop, match.end()))
            if match.lastgroup == "responsible":
                found, until = self._people_and_date(value)
                people += found
                deadline = deadline or until
            else:
                deadline = deadline or self._read_deadline(value)
        before = view.cut(0, begin)
        rest = text[end:].strip(" .;,")
        kept = before.flat.rstrip(" ,–—-(;")
        trimmed = before.cut(0, len(kept))
        if not rest:
            return trimmed, people, deadline
        tail = view.cut(end)
        if deadline is None:
            bare = read_deadline(rest, self.context.meeting)
            if bare is not None and len(bare.text) >= len(rest) - 3:
                return trimmed, people, self._as_deadline(bare, tail)
        return View.join((trimmed, tail)), people, deadline

    def _people_and_date(self, view: View) -> tuple[list[Mention], Deadline | None]:
        """People of a label's value, and a date that follows them («Шубина О.В., до 22 марта»)."""
        text = view.flat
        match = re.search(
            r"[,;.]?\s*\b((?:в\s+срок\s+)?(?:до|не\s+позднее|к)\s+(?:\d|конца|начала|января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря|следующ)[^;]*|постоянно|ежемесячно|в\s+течение\s[^;]*)\W*$",
            text,
            re.IGNORECASE,
        )
        deadline = None
        if match and match.start() > 3:
            deadline = self._read_deadline(view.cut(match.start(1)))
            view = view.cut(0, match.start())
        return self.people(view), deadline

    def people(self, view: View, case: Case | None = "nomn") -> list[Mention]:
        """The people and groups of a value; a group with a clause of its own («…, на базе которых …») stays whole."""
        if re.search(r",\s(?:\w+\s){0,2}котор", view.flat) and not find_names(view.flat):
            return [Mention(text=tidy(view.flat).strip(" ,;."), span=self.context.span(view))]
        return self.context.mentions(view, case, weight=GOVERNED_WEIGHT)

    def responsible(self, view: View) -> None:
        """A line «Ответственные: …», perhaps with «Срок: …» behind it."""
        text = view.flat
        lead = _LEAD.match(text)
        start = lead.end() if lead else 0
        following = next((m for m in _INLINE_LABEL.finditer(text, start) if m.lastgroup == "deadline"), None)
        value = view.cut(start, following.start() if following else None)
        mentions, until = self._people_and_date(value)
        if following:
            until = self._read_deadline(view.cut(following.end())) or until
        target = self._target()
        if target is None:
            return
        target.responsible = self._labelled_wins(target, mentions)
        target.deadline = until or target.deadline
        self._stretch(self.context.span(view).end)
        target.span.end = max(target.span.end, self.context.span(view).end)
        self.waiting = None if mentions else "responsible"
        self.open_person = value.flat[-1:] not in ";,."

    def more_responsible(self, view: View) -> None:
        target = self._target()
        if target is None:
            return
        mentions = self.people(view)
        last = target.responsible[-1] if target.responsible else None
        if (
            self.open_person
            and last is not None
            and mentions
            and not find_names(view.flat)
            and is_organisation(view.flat.strip(" ;,."))
        ):
            last.position = tidy(f"{last.position or ''} {view.flat}").strip(" ;,.")
            last.text = tidy(f"{last.text} {view.flat}").strip(" ;,.")
            last.span.end = self.context.span(view).end
        else:
            target.responsible = self._labelled_wins(target, mentions)
        self.open_person = view.flat[-1:] not in ";,."
        self._stretch(self.context.span(view).end)

    def _labelled_wins(self, target: Decision, mentions: list[Mention]) -> list[Mention]:
        """Labelled people replace groups that merely open the sentence in the dative."""
        if not mentions:
            return target.responsible
        return [m for m in target.responsible if m.span.start not in self.addressed] + mentions

    def deadline(self, view: View) -> None:
        text = view.flat
        lead = _LEAD.match(text)
        start = lead.end() if lead else 0
        following = next(
            (m for m in _INLINE_LABEL.finditer(text, start) if m.lastgroup == "responsible"), None
        )
        value = view.cut(start, following.start() if following else None)
        target = self._target()
        if target is None:
            return
        if following:
            mentions, _ = self._people_and_date(view.cut(following.end()))
            target.responsible = self._labelled_wins(target, mentions)
        deadline = self._read_deadline(value)
        if deadline is not None:
            target.deadline = deadline
        self._stretch(self.context.span(view).end)
        target.span.end = max(target.span.end, self.context.span(view).end)
        self.waiting = None if deadline or value.text else "deadline"

    def _target(self) -> Decision | None:
        return self.result.last[-1] if self.result.last else None

    def _read_deadline(self, view: View) -> Deadline | None:
        value = read_deadline(view.flat, self.context.meeting)
        return self._as_deadline(value, view) if value else None

    def _as_deadline(self, value: DeadlineValue, view: View) -> Deadline:
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
            span=self.context.span(view, value.start, value.end),
        )

    def _deadline_inside(self, view: View) -> Deadline | None:
        text = view.flat
        found = find_deadline(text, self.context.meeting) if _MAY_HOLD_DEADLINE.search(text.lower()) else None
        if found is None:
            return None
        start, end, value = found
        deadline = self._as_deadline(value, view)
        deadline.span = self.context.span(view, start, end)
        return deadline

    # ------------------------------------------------------------ people inside the sentence
    def _addressees(self, view: View, *, has_labelled: bool) -> list[Mention]:
        """Whom the sentence itself charges: «поручить …», a dative at the start, names in brackets."""
        text = view.flat
        out: list[Mention] = []
        charge = next(
            (
                m
                for m in _CHARGE.finditer(text)
                if not m.group().lower().startswith(("предложить", "просить")) or m.start() == 0
            ),
            None,
        )
        if charge is not None:
            case: Case = (
                "accs" if re.search(r"\bна\s+$|обязать|назначить|просить", charge.group().lower()) else "datv"
            )
            stop = find_infinitive(text, charge.end())
            end = stop if stop is not None else min(len(text), charge.end() + 160)
            groups = not has_labelled and charge.group().lower().startswith(("поручить", "обязать"))
            out += self._charged(view, charge.end(), end, case, groups=groups)
        elif opens_with_dative(fold(text)):
            stop = find_infinitive(text)
            end = stop if stop is not None else len(text)
            out += self._charged(view, 0, end, "datv", groups=not has_labelled)
        elif (named := self._opens_with_person(text)) is not None:
            out += self._charged(view, 0, named, "datv", groups=False)
        elif (
            text.endswith(":")
            and not opens_with_infinitive(fold(text))
            and re.match(r"[А-ЯЁ]?[а-яё]+(?:ам|ям|у|ю|ому|ему|ой)\b", text)
        ):
            out += self._charged(view, 0, len(text) - 1, "datv", groups=not has_labelled)
        if has_infinitive(fold(text), len(text)) or text.endswith(":") or out:
            for bracket in _BRACKET.finditer(text):
                inside = bracket.group(1)
                names = find_names(inside, self.context.surnames)
                if not names or re.search(
                    r"\b(?:кв|медсестр|водител|далее|в\s+составе|против|авт)\b", fold(inside)
                ):
                    continue
                if self._list_of_people(text, bracket.start()):
                    continue
                content = view.cut(bracket.start(1), bracket.end(1))
                out += [m for m in self.people(content, None) if self.context.is_named(m)]
                out += self.context.bare_mentions(content, None)
        unique: dict[int, Mention] = {}
        for mention in out:
            unique.setdefault(mention.span.start, mention)
        return list(unique.values())

    @staticmethod
    def _opens_with_person(text: str) -> int | None:
        """Where the infinitive stands behind a person who opens the sentence («логопеду Обуховой Ж.И. дать …»).

        None where the sentence does not open so, or where the person is given something, not charged with it.
        """
        names = find_names(text[:140])
        if not names or names[0].start > 60:
            return None
        prefix = text[: names[0].start].strip(" ,")
        if prefix and not is_position(prefix):
            return None
        stop = find_infinitive(text, names[0].end)
        if stop is None or (
            re.search(r"[.;:]\s|\bи\s+[А-ЯЁ]?[а-яё]+(?:ал|ил|ел)[аи]?\b", text[names[0].end : stop])
            and "." not in text[names[0].end - 1]
        ):
            return None
        if _GRANTS.match(text, stop):
            return None
        return stop

    @staticmethod
    def _list_of_people(text: str, at: int) -> bool:
        """Whether a bracket explains a name that stands before it, as in a list of members."""
        before = find_names(text[max(0, at - 60) : at])
        return bool(before) and at - (max(0, at - 60) + before[-1].end) < 3

    def _charged(self, view: View, start: int, end: int, case: Case, *, groups: bool) -> list[Mention]:
        text = view.flat
        tail = _ADVERB_TAIL.search(text[start:end].rstrip(" ,"))
        stop = start + tail.start() if tail else end
        piece = view.cut(start, stop)
        joint = re.search(r"\s+совместно\s+с[о]?\s+", piece.flat)
        if joint:
            piece = piece.cut(0, joint.start())
        outside = piece.cut(0, piece.flat.find("(")) if "(" in piece.flat else piece
        if find_names(outside.flat):
            return [m for m in self.people(outside, case) if self.context.is_named(m)]
        bare = self.context.bare_mentions(outside, case)
        if bare:
            return bare
        outside = outside.cut(0, len(outside.flat.rstrip(" ,:")))
        words = outside.flat
        if not groups or not words or len(words) > 120:
            return []
        mention = Mention(text=tidy(words), name=None, span=self.context.span(outside))
        self.addressed.add(mention.span.start)
        return [mention]

    # ------------------------------------------------------------ more text, tables
    def extend(self, view: View) -> None:
        """More words of the last decision."""
        if not self.result.last:
            self.sentence(view, None)
            return
        last = self.result.last[-1]
        text_view, people, deadline = self._labelled_inside(view)
        addition = tidy(text_view.flat)
        if addition:
            last.text = tidy(f"{last.text} {addition}")
        last.responsible += people
        last.deadline = (
            last.deadline
            or deadline
            or (self._deadline_inside(text_view) if has_infinitive(fold(addition), 400) else None)
        )
        last.span.end = max(last.span.end, self.context.span(view).end)
        self._stretch(last.span.end)

    def data(self, unit: Unit) -> None:
        table = data_table(self.context, unit)
        if self.result.last:
            self.result.last[-1].tables.append(table)
            self.result.last[-1].span.end = max(self.result.last[-1].span.end, table.span.end)
            self._stretch(table.span.end)

    def table(self, unit: Unit) -> None:
        """A table of instructions: one decision a row."""
        columns = self.context.grammar.roles["decision_table"].columns
        head, found = find_head(unit.rows, columns)
        if "decision" not in found:
            self.data(unit)
            return
        self.stack.clear()
        inherited: dict[str, CellView] = {}
        for row in unit.rows[head + 1 :]:
            cells = {cell.column: cell for cell in row}
            text_cell = cells.get(found["decision"])
            if text_cell is None or not text_cell.parts:
                self._continue_row(cells, found)
                continue
            number_cell = cells.get(found["number"]) if "number" in found else None
            number = number_cell.view.flat.strip().rstrip(".)") if number_cell else None
            if "number" in found and not number and self.result.last and text_cell.view.flat[:1].islower():
                self.extend(text_cell.view)
                self._fill_row(cells, found)
                continue
            self.labelled = True
            view = text_cell.view
            label = find_label(view.flat)
            if label and label.kind != "bullet" and not number:
                number, view = label.text, view.cut(label.end)
            decision = self.read(number or None, view, inherited=False)
            decision.span = self.context.whole([cell.view for cell in row if cell.parts])
            self.result.decisions.append(decision)
            self.result.last.append(decision)
            for name in ("responsible", "deadline"):
                cell = cells.get(found[name]) if name in found else None
                if cell is not None:
                    inherited[name] = cell
                elif (
                    name in inherited
                    and name in found
                    and inherited[name].row + inherited[name].row_span > text_cell.row
                ):
                    cells[found[name]] = inherited[name]
            self._fill_row(cells, found)

    def _fill_row(self, cells: dict[int, CellView], found: dict[str, int]) -> None:
        self.fill(cells.get(found.get("responsible", -1)), cells.get(found.get("deadline", -1)))

    def fill(self, people: CellView | None, date: CellView | None) -> None:
        """Give the last decision what the neighbouring cells say."""
        decision = self.result.last[-1]
        if people is not None and _says(people):
            decision.responsible = self.people(people.view)
        if date is not None and _says(date):
            decision.deadline = self._read_deadline(date.view) or decision.deadline

    def _continue_row(self, cells: dict[int, CellView], found: dict[str, int]) -> None:
        if not self.result.last:
            return
        people = cells.get(found.get("responsible", -1))
        if people is not None and _says(people):
            self.result.last[-1].responsible += self.people(people.view)


def _says(cell: CellView) -> bool:
    """Whether a cell holds more than dashes."""
    return any(char.isalnum() for char in cell.view.flat)


def _label_may_stand(text: str, match: re.Match[str]) -> bool:
    """Whether an inline label is one: not «в срок до …», not a word of the sentence itself."""
    before = text[: match.start()].rstrip(" ")
    if not before:
        return True
    word = re.search(r"([А-Яа-яё]+)$", before)
    if before[-1] in "(.,;–—-»)":
        return True
    if word is not None and match.lastgroup == "deadline":
        return False
    return match.group().strip()[:1].isupper()


def _orders(view: View) -> list[View]:
    """The sentences of an unnumbered resolution where each of them orders something, else the whole."""
    text = view.flat
    cuts = [0]
    for match in re.finditer(r"(?:[.!]\s+(?=[А-ЯЁ])|;\s+)", text):
        if re.search(
            r"(?<![А-ЯЁа-яё])[А-ЯЁ]$|\b(?:г|ул|им|п|с|д|т|кв|руб|тыс|коп|отв|исп|ст|пп|каб|чел|см|др|гг|соц|зам|зав|доц|проф)$",
            text[: match.start()],
        ):
            continue
        cuts.append(match.end())
    parts = [text[a:b] for a, b in zip(cuts, [*cuts[1:], len(text)], strict=True)]
    if len(parts) < 2 or not all(
        has_infinitive(fold(part), len(part)) and not _INLINE_LABEL.match(part) for part in parts
    ):
        return [view]
    return [view.cut(a, b) for a, b in zip(cuts, [*cuts[1:], len(text)], strict=True)]


def decisions_in_cell(context: Context, parts: Sequence[View]) -> list[Decision]:
    """The decisions of a table cell: one a paragraph or enumerated part."""
    builder = DecisionBuilder(context)
    for part in parts:
        label = find_label(part.flat)
        if label is None and builder.result.last and part.flat[:1].islower():
            builder.extend(part)
        else:
            for piece_number, piece in split_enumeration(part):
                builder.stack.clear()
                builder.add(piece_number, piece, None, None, piece.span().start)
    return builder.result.decisions
