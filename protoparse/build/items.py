"""What was considered, in order: items with their speeches, discussion, decisions and votes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from protoparse.build.agenda_links import reporters_of
from protoparse.build.context import Context, Labelled, tidy
from protoparse.build.decisions import DecisionBuilder
from protoparse.build.draft import Draft
from protoparse.build.item_heads import (
    named_at_start,
    number_label,
    read_head,
    read_heard,
    read_reporters,
    speaking,
)
from protoparse.build.item_labels import (
    ORDINAL,
    SPOKE,
    TOPIC_SENTENCE,
    agenda_place,
    behind_decision_label,
    behind_motion_label,
)
from protoparse.build.narrative import (
    is_answer,
    is_by_fellow,
    is_by_other_speaker,
    is_more_heard,
    is_next_item,
    is_report,
    opens_report,
    other_speeches,
)
from protoparse.build.speakers import head_people, narrator, split_speeches, tells_speaker
from protoparse.build.tables import data_table
from protoparse.build.votes import inline_votes, merge_result, votes_of
from protoparse.grammar.shapes import ask
from protoparse.model import AgendaItem, Decision, Item, Speech, Vote
from protoparse.normalise import Unit
from protoparse.pattern import Pattern
from protoparse.view import View, fold

_DECISIONS_CARRIED = Pattern(r"(?:возражений нет,? )?(?:все )?решения (?:были )?приняты")
_VOTE_ROLES = frozenset({"vote", "vote_line", "vote_table", "result"})
_DECISION_ROLES = frozenset(
    {"decision", "value", "responsible", "responsible_item", "deadline", "decision_table"}
)
_MAY_OPEN = frozenset({"item_head", "heard", "talk", "reporters", "speech"})
_MAY_NAME_SPEAKER = frozenset({"reporters", "talk", "speech", "value", "note", "heard"})
# marks that only a label «СЛУШАЛИ» and its kin fires, and marks of a narrative that opens an item
_HEARD_MARKS = frozenset(
    {"slushali", "report_label", "informed", "considered", "floor", "first_person_listened"}
)
_OPENING_MARKS = frozenset({"on_question", "by_question", "by_question_did"})
# marks of a vote on everything at once
_FOR_ALL_MARKS = frozenset({"all_questions", "all_questions_voted", "all_adopted"})


@dataclass(slots=True)
class Body:
    """Items, and what belongs to the whole meeting."""

    drafts: list[Draft] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    votes: list[Vote] = field(default_factory=list)


def build_items(context: Context, parts: Sequence[Labelled], agenda: Sequence[AgendaItem]) -> Body:
    """The body of a protocol from its units.

    By its speakers and its words the `agenda` tells where a narrative without any marker opens an item.
    """
    walker = _Walker(context, agenda)
    index = 0
    while index < len(parts):
        index = walker.step(parts, index)
    return walker.finish()


class _Walker:
    """Walks over the units: `draft` is the item that is open, `builder` the resolution that is open."""

    def __init__(self, context: Context, agenda: Sequence[AgendaItem]) -> None:
        self.context = context
        self.reporters = reporters_of(agenda)
        self.topics = frozenset(fold(item.topic).strip(" .") for item in agenda)
        self.body = Body()
        self.draft: Draft | None = None
        self.builder: DecisionBuilder | None = None
        self.for_meeting = False  # the open resolution is the whole meeting's
        self.spoke_open = False  # narrative goes on with the last who spoke
        self.awaiting = False  # «СЛУШАЛИ:» stood alone: the next line names the speaker

    # ------------------------------------------------------------ dispatch
    def step(self, parts: Sequence[Labelled], index: int) -> int:
        """Take the unit at `index`, or the run of votes that begins there; returns the index of the next
        one.
        """
        part = parts[index]
        role, unit = part.role, part.unit
        if role in _VOTE_ROLES:
            end = _end_of_votes(parts, index)
            self.votes(parts[index:end])
            return end
        if self.awaiting and not unit.is_table and role in _MAY_NAME_SPEAKER:
            self.awaiting = False
            if self.draft is not None and named_at_start(unit.content):
                self.awaiting = read_heard(self.context, self.draft, unit, awaited=True)
                return index + 1
        entered = part.label.how != "continue"
        if role in _MAY_OPEN and entered and (topic := self.agenda_topic(unit)):
            if unit.label is None and self.draft is not None and self.awaits_topic():
                read_head(self.context, self.draft, unit)
            else:
                self.open_with_topic(unit, topic)
            return index + 1
        if role == "item_head" and entered:
            draft = self.open(unit.view)
            draft.headed = True
            read_head(self.context, draft, unit)
        elif (role == "heard" and entered) or (role == "reporters" and self.opens_next(unit)):
            self.heard(part)
        elif role == "reporters":
            read_reporters(self.context, self.current(unit.view), unit.view)
        elif role == "spoke" and entered:
            self.spoke(unit)
        elif role == "speech" and entered and (self.draft is None or not self._reports(unit, self.draft)):
            self.speech(unit.content)
        elif role in ("decision_head", "ruling_head"):
            self.decision_head(part, parts[index + 1 :])
        elif role in _DECISION_ROLES:
            self.decision(part)
        elif role == "motion":
            self.motion(unit)
        elif (
            self.builder is not None
            and self.builder.last is not None
            and (role in ("table", "talk") or not entered)
        ):
            self.in_resolution(part, self.builder, self.builder.last)
        elif unit.is_table:
            self.table(unit)
        else:
            self.talk(part)
        return index + 1

    def finish(self) -> Body:
        """The body, once all units are taken; a label that nothing followed opened no item."""
        self.close_resolution()
        self.body.drafts = [draft for draft in self.body.drafts if not draft.is_empty()]
        for draft in self.body.drafts:
            draft.finish(self.context)
        return self.body

    # ------------------------------------------------------------ items
    def open(self, view: View, *, explicit: bool = True) -> Draft:
        """Open an item; closes the resolution of the one before."""
        self.close_resolution()
        self.awaiting = False
        self.spoke_open = False
        self.draft = Draft(Item(span=self.context.span(view)), explicit=explicit)
        self.body.drafts.append(self.draft)
        return self.draft

    def awaits_topic(self) -> bool:
        """Whether the item has a head or those listened to, and nothing else yet: its topic comes."""
        if self.draft is None or self.builder is not None:
            return False
        return not self.draft.item.topic and not self.draft.item.spoke

    def agenda_topic(self, unit: Unit) -> int:
        """Where the words of the agenda end with which a numbered paragraph opens, or that are all of one;
        0 where it does not.
        """
        if unit.label is None:
            return len(unit.text) if fold(unit.text).strip(" .:") in self.topics else 0
        sentence = TOPIC_SENTENCE.match(unit.content.flat)
        return sentence.end(1) if sentence and fold(sentence.group(1)).strip(" .") in self.topics else 0

    def open_with_topic(self, unit: Unit, end: int) -> None:
        """«2. О питании. Доложила Иванова И.И.: …»: a question and what was said on it in one paragraph."""
        draft = self.open(unit.view)
        draft.headed = True
        head = unit.content.cut(0, end)
        label = number_label(unit)
        if label is not None:
            draft.item.number, draft.hint = label.text, agenda_place(label.text)
        draft.item.topic = tidy(head.flat)
        rest = unit.content.cut(end)
        mentions = speaking(narrator(self.context, rest)) if tells_speaker(rest.flat) else []
        if mentions:
            draft.speech = draft.listen(self.context, mentions, rest)
            self.joined_in(draft, rest)
        elif rest.text.strip():
            draft.discussion.append(tidy(rest.flat))
        self.reach(draft, unit.view)
        self.context.observe_narrative(unit.view)

    def opens_next(self, unit: Unit) -> bool:
        """Whether a paragraph opens the question behind the open one, which nothing was decided on."""
        return self.draft is not None and self.builder is None and is_next_item(unit, self.draft)

    def current(self, view: View) -> Draft:
        """The open item, or one that this view opens without a head."""
        return self.draft or self.open(view, explicit=False)

    def heard(self, part: Labelled) -> None:
        """«СЛУШАЛИ: …», or a narrative that reports an agenda item."""
        unit, draft = part.unit, self.draft
        view, marks = unit.content, part.label.evidence
        label = number_label(unit)
        labelled = label is not None or not _HEARD_MARKS.isdisjoint(marks) or ORDINAL.match(view.flat)
        if draft is not None and not labelled:
            if draft.headed and not draft.is_under_way() and _OPENING_MARKS.isdisjoint(marks):
                read_heard(self.context, draft, unit)  # the first who speaks under a head reports
                self.joined_in(draft, unit.view)
                return
            told = draft.headed and self.builder is None  # the next head opens the next item
            opening = not _OPENING_MARKS.isdisjoint(marks)
            if not opening and self.builder is None and is_by_fellow(view, draft, self.reporters):
                read_heard(self.context, draft, unit)
                return
            if not opening and (told or not is_by_other_speaker(view, draft, self.reporters)):
                self.talk(part)
                return
            draft = None
        elif draft is not None:
            renumbered = label is not None and draft.item.number not in (None, label.text)
            goes_on = draft.headed and label is None and not draft.item.spoke and not draft.events
            under_way = (
                draft.is_under_way() and not goes_on
            )  # «Слушали Зуева … / Слушали Лося …» on a question
            if renumbered or self.builder is not None or under_way:
                draft = None
        if draft is None:
            draft = self.open(unit.view)
        self.spoke_open = False
        if label is not None:
            draft.item.number = draft.item.number or label.text
            draft.hint = draft.hint or agenda_place(label.text)
        self.awaiting = read_heard(self.context, draft, unit)
        self.joined_in(draft, unit.view, labelled="slushali" in marks)

    # ------------------------------------------------------------ spoke, narrative
    def spoke(self, unit: Unit) -> None:
        """«ВЫСТУПИЛИ: …»."""
        draft = self.current(unit.view)
        if not draft.is_under_way() and (unit.text[:1].islower() or (draft.headed and opens_report(unit))):
            # «По первому вопросу / выступила Иванова И.И. …»: the sentence of the head goes on
            self.awaiting = read_heard(self.context, draft, unit)
            self.joined_in(draft, unit.view)
            return
        self.close_resolution()
        self.spoke_open = True
        label = SPOKE.match(unit.content.flat)
        rest = unit.content.cut(label.end()) if label else unit.content
        self.reach(draft, unit.view)
        if rest.text.strip(" .:"):
            self._speeches(draft, rest)

    def speech(self, view: View) -> None:
        """A line that a speaker opens, in a list under «ВЫСТУПИЛИ»."""
        draft = self.current(view)
        self.reach(draft, view)
        self._speeches(draft, view)

    def joined_in(self, draft: Draft, view: View, *, labelled: bool = False) -> None:
        """What others said in the middle of a report: heard where the agenda names them too."""
        for said in other_speeches(view, draft, labelled=labelled):
            if is_by_fellow(said, draft, self.reporters):
                draft.listen(self.context, speaking(head_people(self.context, said, "nomn")[0]), said)
            else:
                self._speeches(draft, said)

    def _speeches(self, draft: Draft, view: View) -> None:
        for piece in split_speeches(view):
            mentions = speaking(head_people(self.context, piece, "nomn")[0])
            if mentions:
                draft.item.spoke.append(
                    Speech(speakers=mentions, text=tidy(piece.flat), span=self.context.span(piece))
                )
            elif draft.item.spoke:
                self._extend_speech(draft.item.spoke[-1], piece)
            else:
                draft.discussion.append(tidy(piece.flat))
        self.context.observe_narrative(view)

    def _extend_speech(self, speech: Speech, view: View) -> None:
        speech.text = tidy(f"{speech.text} {view.flat}")
        speech.span.end = max(speech.span.end, self.context.span(view).end)

    def talk(self, part: Labelled) -> None:
        """Narrative: more of a speech, the topic of an item that has none yet, or discussion."""
        unit, draft = part.unit, self.draft
        if self.opens_next(unit):
            self.heard(part)
            return
        self.context.observe_narrative(unit.view)
        if draft is None:
            return
        self.reach(draft, unit.view)
        opening = draft.item.topic is None and not draft.item.listened and len(unit.text) < 300
        if self._reports(unit, draft):
            read_heard(self.context, draft, unit)  # «По 1 вопросу / Зуев Т.Т. рассказал …»
            self.joined_in(draft, unit.view)
        elif opening and ask("topic", unit) and not ask("speech", unit):
            draft.item.topic = tidy(unit.content.flat).rstrip(" ;:")
        elif part.role == "note":
            draft.discussion.append(tidy(unit.text))
        elif is_more_heard(unit.content, draft):
            read_heard(self.context, draft, unit, awaited=True)
        elif is_answer(unit, draft):
            self._speeches(draft, unit.content)
        elif self.spoke_open and draft.item.spoke:
            self._extend_speech(draft.item.spoke[-1], unit.view)
        elif draft.speech is not None:
            self._extend_speech(draft.speech, unit.view)
            self.joined_in(draft, unit.view)
        else:
            draft.discussion.append(tidy(unit.text))

    def _reports(self, unit: Unit, draft: Draft) -> bool:
        """Whether a paragraph is the report of an item whose speeches and decisions are still to come."""
        waiting = self.builder is None and not self.spoke_open
        return waiting and is_report(unit.content, draft, self.reporters)

    def table(self, unit: Unit) -> None:
        """A table of data inside the discussion."""
        if self.draft is not None:
            self.draft.item.tables.append(data_table(self.context, unit))
            self.reach(self.draft, unit.view)

    # ------------------------------------------------------------ decisions and votes
    def motion(self, unit: Unit) -> None:
        """Words put to the vote: «Предложено …»."""
        self.close_resolution()
        draft = self.current(unit.view)
        words = unit.view.cut(behind_motion_label(unit.view.flat))
        draft.motions.append((words, len(draft.events)))
        self.reach(draft, unit.view)
        self.context.observe_narrative(unit.view)

    def decision_head(self, part: Labelled, following: Sequence[Labelled]) -> None:
        """«РЕШИЛИ: …» opens a resolution."""
        self.close_resolution()
        view = part.unit.view
        self.for_meeting = self._closes_meeting(following)
        if not self.for_meeting:
            self.reach(self.current(view), view)
        start = behind_decision_label(view.flat)
        label = view.flat[:start]
        if "приня" in label.lower() or "РЕШЕНИЕ" in label:
            self._result_in_head(view.cut(0, start))
        self.builder = DecisionBuilder(self.context)
        self.builder.head(view, start)

    def _result_in_head(self, view: View) -> None:
        """«РЕШЕНИЕ ПРИНЯТО: …» closes the vote before it."""
        results = inline_votes(self.context, view)
        last = self.draft.events[-1] if self.draft is not None and self.draft.events else None
        if results and isinstance(last, Vote):
            merge_result(last, results[0])

    def _closes_meeting(self, following: Sequence[Labelled]) -> bool:
        """Whether a resolution is the whole meeting's: nothing was decided before, no further item
        follows.
        """
        drafts = [draft for draft in self.body.drafts if draft.explicit]
        if any(draft.item.decisions for draft in drafts) or any(
            isinstance(event, Decision) for draft in drafts for event in draft.events
        ):
            return self.for_meeting and bool(self.body.decisions)
        if any(part.role in ("item_head", "heard") and part.label.how == "enter" for part in following):
            return False
        return len(drafts) != 1

    def decision(self, part: Labelled) -> None:
        """A decision, or what belongs to one."""
        if self.builder is None:
            self.for_meeting = self.draft is None or (self.for_meeting and bool(self.body.decisions))
            self.builder = DecisionBuilder(self.context)
        self.builder.take(part)
        if self.draft is not None and not self.for_meeting:
            self.reach(self.draft, part.unit.view)
            self.draft.note(self.builder.printed)

    def in_resolution(self, part: Labelled, builder: DecisionBuilder, last: Decision) -> None:
        """A table, a dash or narrative under a decision: the decision's, or the end of the resolution."""
        unit = part.unit
        if unit.is_table:
            builder.data(unit)
        elif builder.awaits(unit) or (unit.label is not None and unit.label.kind in ("bullet", "letter")):
            builder.take(part)
        elif part.role == "talk" and not last.text.endswith((":", ",", ";")):
            self.close_resolution()
            self.talk(part)
        else:
            builder.extend(unit.view)

    def close_resolution(self) -> None:
        """Hand the finished decisions to the item or the meeting."""
        if self.builder is None:
            return
        if self.for_meeting:
            self.body.decisions += self.builder.decisions
        elif self.draft is not None:
            self.draft.note(self.builder.printed)
            self.draft.item.decisions += self.builder.decisions
        self.builder = None

    def votes(self, parts: Sequence[Labelled]) -> None:
        """The votes of neighbouring units: the item's or, where they say so, the meeting's."""
        votes = votes_of(self.context, parts)
        for part in parts:
            self.context.observe_narrative(part.unit.view)
        for_all = any(not _FOR_ALL_MARKS.isdisjoint(part.label.evidence) for part in parts)
        earlier = [draft for draft in self.body.drafts if draft is not self.draft]
        if _DECISIONS_CARRIED.match(parts[0].unit.folded):  # one outcome behind the last of several items
            for_all = for_all or (bool(earlier) and not any(draft.item.votes for draft in earlier))
        if for_all or self.draft is None or self.for_meeting:
            self.body.votes += votes
            return
        if self.builder is not None:
            self.draft.note(self.builder.printed)
        for vote in votes:
            self.draft.vote(vote)
        for part in parts:
            self.reach(self.draft, part.unit.view)

    def reach(self, draft: Draft, view: View) -> None:
        """Make an item reach to the end of a view."""
        draft.reach(self.context.span(view).end)


def _end_of_votes(parts: Sequence[Labelled], start: int) -> int:
    """The index behind the run of neighbouring votes that begins at `start`."""
    end = start + 1
    while (
        end < len(parts) and parts[end].role in _VOTE_ROLES and parts[end].unit.follows(parts[end - 1].unit)
    ):
        end += 1
    return end
