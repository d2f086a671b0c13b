"""What was considered, in order: items with their speeches, discussion, decisions and votes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from protoparse.build.context import Context, Labelled, tidy
from protoparse.build.decisions import DecisionBuilder
from protoparse.build.speakers import head_people, narrator, split_speeches
from protoparse.build.tables import data_table
from protoparse.build.votes import adjacent, inline_votes, merge_result, votes_of
from protoparse.fields.number import ordinal_number
from protoparse.fields.person import find_names
from protoparse.grammar.shapes import ask, has_infinitive
from protoparse.model import Decision, Item, Mention, Speech, Vote
from protoparse.normalise import Unit
from protoparse.view import View, fold

_VOTE_ROLES = frozenset({"vote", "vote_line", "vote_table", "result"})
_DECISION_ROLES = frozenset(
    {"decision", "value", "responsible", "responsible_item", "deadline", "decision_table"}
)
_QUESTION = re.compile(r"\W*(?:вопрос|пункт)\s*(?:№\s?)?(\d{1,2})\s*[.:)–—-]*\s*", re.IGNORECASE)
_ORDINAL = re.compile(
    r"\W*по\s+(?P<which>[а-яё]+|\d{1,2}(?:-?\s?[а-яё]{1,3})?|[IVX]+)\.?\s+вопрос\w*(?:\s+повестки(?:\s+дня)?)?\s*[,:.–—-]*\s*",
    re.IGNORECASE,
)
_HEARD = re.compile(
    r"\W*(?:(?:слушали|заслушали|слушала|докладывали|докладывал[аи]?|рассматривали|рассмотрели|заслушан[аоы]?|докладчик[иа]?|доложил[аи]?)\s*(?:и\s+обсудили\s*)?[:.–—-]*\s*)",
    re.IGNORECASE,
)
_BY_TOPIC = re.compile(
    r"\W*по\s+вопросу\s*:?\s*(?P<topic>.{3,400}?)\s*(?:слушали|заслушали|выступил[аи]?|доложил[аи]?)\s*:?\s*",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"(?:^|[\s,–—-])((?:о|об|обо)\s+(?!том\b)[^.]{6,200})")
_SPOKE = re.compile(
    r"\W*(?:выступил[аи]?|выступали|выступающ\w+|выступавш\w+|в\s+(?:обсуждении|прениях|дискуссии)(?:\s+вопроса)?\s+(?:приняли\s+участие|принял[аи]?\s+участие|участвовали|выступили)|прения|обсуждение|содокладчик[аи]?|дополнил[аи]?)\s*[:–—-]?\s*",
    re.IGNORECASE,
)
_DECISION_LABEL = re.compile(
    r"\W*(?:(?:[а-яё\s«»\d№-]{0,60}?)?(?:решили|постановили|постановляет|постановил[аи]?|решил[аи]?|решено|решени[ея]|постановление|договорились|определили|рекомендовали|поручени[ея])"
    r"(?:\s+(?:не\s+)?(?:принят[оаы]?)(?:\s+единогласно)?)?(?:\s*\([^)]{2,40}\))?(?:\s*[.:]\s*(?:постановили|решили))?"
    r"(?:\s+по\s+(?:\S+\s+){1,3}(?:вопросу|вопросам)(?:\s+повестки(?:\s+дня)?)?)?(?:\s+(?:[а-яё]+ого|[а-яё]+ой)\s+[^:]{2,120}?(?=:))?)\s*[:.–—-]*\s*",
    re.IGNORECASE,
)
_MOTION = re.compile(
    r"\W*(?:вопрос,?\s+поставленн\w+\s+на\s+голосование|предложен[оы]?|предложили|предлагается|предложение|формулировка\s+(?:решения|вопроса)|проект\s+решения)\s*(?:\([^)]*\))?\s*[:–—-]*\s*",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Draft:
    """An item under construction.

    `hint` is the agenda number that the text itself gives («По второму вопросу» → 2), `events` the order in which
    decisions (D) and votes (V) came.
    """

    item: Item
    hint: int | None = None
    narrative: list[View] = field(default_factory=list)
    discussion: list[str] = field(default_factory=list)
    events: list[tuple[str, Decision | Vote]] = field(default_factory=list)
    motions: list[tuple[View, int]] = field(default_factory=list)  # words, how many events stood before
    explicit: bool = True
    said_topic: bool = False  # the topic was taken from a speech («о бюджете …»), not printed as a head
    speech: Speech | None = None

    def hear(self, context: Context, view: View) -> None:
        """Add the people of a text as heard."""
        mentions = [
            m for m in context.mentions(view, "nomn", groups=False, role="speaker") if context.is_named(m)
        ]
        if mentions:
            self.item.listened.append(
                Speech(speakers=mentions, text=tidy(view.flat), span=context.span(view))
            )


@dataclass(slots=True)
class Body:
    """Items, and what belongs to the whole meeting."""

    drafts: list[Draft] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    votes: list[Vote] = field(default_factory=list)


def build_items(context: Context, parts: Sequence[Labelled], speakers_known: frozenset[str]) -> Body:
    """The body of a protocol from its units.

    `speakers_known`: folded surnames of the agenda's speakers, by which a narrative without any marker opens an item.
    """
    walker = _Walker(context, speakers_known)
    index = 0
    while index < len(parts):
        index = walker.step(parts, index)
    walker.close()
    return walker.body


class _Walker:
    def __init__(self, context: Context, speakers_known: frozenset[str]) -> None:
        self.context = context
        self.known = speakers_known
        self.body = Body()
        self.draft: Draft | None = None
        self.builder: DecisionBuilder | None = None
        self.for_meeting = False
        self.spoke_open = False
        self.awaiting = False  # «СЛУШАЛИ:» stood alone: the next line names the speaker

    # ------------------------------------------------------------ dispatch
    def step(self, parts: Sequence[Labelled], index: int) -> int:
        part = parts[index]
        role, unit = part.role, part.unit
        continued = part.label.how == "continue"
        if role in _VOTE_ROLES:
            end = index + 1
            while (
                end < len(parts)
                and parts[end].role in _VOTE_ROLES
                and parts[end].unit.follows(parts[end - 1].unit)
            ):
                end += 1
            self.votes(parts[index:end])
            return end
        if (
            self.awaiting
            and not unit.is_table
            and role in ("reporters", "talk", "speech", "value", "note", "heard")
        ):
            self.awaiting = False
            if self._named_at_start(unit.content) and self.draft is not None:
                self._heard_text(self.draft, unit.content, unit, awaited=True)
                return index + 1
        if role == "item_head" and not continued:
            self.item_head(unit)
        elif role == "heard" and not continued:
            self.heard(part)
        elif role == "reporters":
            self.reporters(unit)
        elif role == "spoke" and not continued:
            self.spoke(unit)
        elif role == "speech" and not continued:
            self.speech(unit.content)
        elif role in ("decision_head", "ruling_head"):
            self.decision_head(part, parts[index + 1 :])
        elif role in _DECISION_ROLES:
            self.decision(part)
        elif role == "motion":
            self.motion(unit)
        elif (
            self.builder is not None and (role in ("table", "talk") or continued) and self.builder.result.last
        ):
            self.in_resolution(part)
        elif unit.is_table:
            self.table(unit)
        elif role in ("talk", "note", "speech", "heard", "spoke", "item_head", "opening", "other"):
            self.talk(part)
        return index + 1

    def in_resolution(self, part: Labelled) -> None:
        assert self.builder is not None
        if part.unit.is_table:
            self.builder.data(part.unit)
        elif part.unit.label is not None and part.unit.label.kind in ("bullet", "letter"):
            self.builder.take(part)
        elif part.role == "talk" and not self.builder.result.last[-1].text.endswith((":", ",", ";")):
            self.close_resolution()
            self.talk(part)
        else:
            self.builder.extend(part.unit.view)

    # ------------------------------------------------------------ items
    def open(self, view: View, *, explicit: bool = True) -> Draft:
        self.close_resolution()
        self.awaiting = False
        span = self.context.span(view)
        draft = Draft(Item(span=span), explicit=explicit)
        self.body.drafts.append(draft)
        self.draft = draft
        self.spoke_open = False
        return draft

    def item_head(self, unit: Unit) -> None:
        draft = self.open(unit.view)
        view = unit.content
        if ask("bold_name", unit):
            self.listen(draft, head_people(self.context, view, "nomn")[0], view)
            return
        question = _QUESTION.match(view.flat)
        ordinal = _ORDINAL.match(view.flat)
        if ordinal and unit.label is not None and unit.label.kind == "decimal":
            draft.item.number = unit.label.text
        if question:
            draft.item.number = question.group(1)
            draft.hint = int(question.group(1))
            view = view.cut(question.end())
        elif ordinal:
            draft.hint = ordinal_number(ordinal["which"])
            view = view.cut(ordinal.end())
        elif unit.label is not None and unit.label.kind in ("decimal", "roman"):
            draft.item.number = unit.label.text
            draft.hint = (
                ordinal_number(unit.label.text)
                if unit.label.kind == "roman"
                else leading_number(unit.label.text)
            )
        misc = re.match(r"((?:разное|прочее)\.)\s+\S", view.flat, re.IGNORECASE)
        if misc:
            self.topic(draft, view.cut(0, misc.end(1)))
            draft.discussion.append(tidy(view.flat[misc.end(1) :]))
            self.context.observe_narrative(view)
            return
        self.topic(draft, view)

    def topic(self, draft: Draft, view: View) -> None:
        """The topic of an item head; names in brackets at its end are its reporters."""
        text = view.flat
        bracket = re.search(r"\(([^()]{4,200})\)\s*[.;]?\s*$", text)
        if bracket and find_names(bracket.group(1)):
            self.listen(
                draft,
                self.context.mentions(view.cut(bracket.start(1), bracket.end(1)), None, groups=False),
                view,
            )
            view = view.cut(0, bracket.start())
        elif (
            label := re.search(r"\s(?:докладчик\w*|докладывает|информация)\s*[:–—-]\s*", text, re.IGNORECASE)
        ) and find_names(text[label.end() :]):
            self.listen(draft, self.context.mentions(view.cut(label.end()), None, groups=False), view)
            view = view.cut(0, label.start())
        topic = tidy(view.flat).rstrip(" –—-:;,").strip()
        draft.item.topic = topic or None

    def listen(self, draft: Draft, mentions: list[Mention], view: View) -> None:
        named = [mention for mention in mentions if self.context.is_named(mention)]
        for mention in named:
            mention.role = mention.role or "speaker"
        if named:
            speech = Speech(speakers=named, text=tidy(view.flat), span=self.context.span(view))
            draft.item.listened.append(speech)
            draft.speech = speech

    def reporters(self, unit: Unit) -> None:
        draft = self.draft or self.open(unit.view, explicit=False)
        inner = unit.view
        label = re.match(
            r"[\s(]*(?:(?:со)?докладчик\w*|докладывал[аи]?|информация|информировал[аи]?|доклад\w*|докл\.)\s*[:–—-]*\s*",
            inner.flat,
            re.IGNORECASE,
        )
        if label:
            inner = inner.cut(label.end())
        elif inner.flat.startswith("("):
            inner = inner.cut(1)
        closing = inner.flat.rfind(")")
        if closing >= len(inner.flat) - 3 and inner.flat.count("(") < inner.flat.count(")"):
            inner = inner.cut(0, closing)
        mentions = self.context.mentions(inner, None, groups=False) + self.context.bare_mentions(inner, None)
        self.listen(draft, mentions, unit.view)
        self.extend(draft, unit.view)

    def heard(self, part: Labelled) -> None:
        unit = part.unit
        view = unit.content
        text = view.flat
        draft = self.draft
        numbered = unit.label is not None and unit.label.kind in ("decimal", "roman")
        ordinal = _ORDINAL.match(text)
        marker = bool(
            {"slushali", "report_label", "considered", "floor", "first_person_listened"}
            & set(part.label.evidence)
        )
        fresh = draft is None or bool(
            draft.item.listened
            or draft.item.decisions
            or draft.item.spoke
            or draft.item.votes
            or self.builder
        )
        if not marker and not numbered and not ordinal and draft is not None:
            if (
                not self._opens_by_speaker(view, draft)
                and "on_question" not in part.label.evidence
                and "by_question" not in part.label.evidence
            ):
                self.narrative(part, draft)
                return
            fresh = True
        if fresh or (
            numbered and draft is not None and draft.item.number not in (None, unit.label and unit.label.text)
        ):
            draft = self.open(unit.view)
        assert draft is not None
        self.spoke_open = False
        if numbered and unit.label is not None:
            draft.item.number = draft.item.number or unit.label.text
            draft.hint = draft.hint or leading_number(unit.label.text) or ordinal_number(unit.label.text)
        self._heard_text(draft, view, unit)

    @staticmethod
    def _named_at_start(view: View) -> bool:
        names = find_names(view.flat[:160])
        return bool(names) and names[0].start < 90

    def _heard_text(self, draft: Draft, view: View, unit: Unit, *, awaited: bool = False) -> None:
        ordinal = _ORDINAL.match(view.flat)
        case_marker = bool(re.search(r"слушали|слушано", view.flat[:120].lower()))
        if ordinal:
            draft.hint = ordinal_number(ordinal["which"]) or draft.hint
            if ordinal["which"].isdigit() and draft.item.number is None:
                draft.item.number = ordinal["which"]
            view = view.cut(ordinal.end())
        marker = _HEARD.match(view.flat)
        if marker:
            view = view.cut(marker.end())
            figure = re.match(r"\W*по\s+вопросу\s+(?:№\s?)?(\d{1,2})\s*[:.–—-]*\s*", view.flat, re.IGNORECASE)
            if figure:
                draft.hint = int(figure.group(1))
                draft.item.number = draft.item.number or figure.group(1)
                view = view.cut(figure.end())
            again = _ORDINAL.match(view.flat)
            if again:
                draft.hint = ordinal_number(again["which"]) or draft.hint
                view = view.cut(again.end())
        topic = _BY_TOPIC.match(view.flat)
        if topic:
            draft.item.topic = draft.item.topic or tidy(topic["topic"]).strip(" .:")
            view = view.cut(topic.end())
            second = _HEARD.match(view.flat)
            view = view.cut(second.end()) if second else view
        if not view.text.strip(" .:"):
            self.awaiting = True
            self.extend(draft, unit.view)
            return
        if marker or awaited or (topic and case_marker):
            report = bool(marker and re.match(r"\W*(?:доклад|долож)", marker.group().lower()))
            mentions, end = head_people(self.context, view, "nomn" if report else "accs")
        else:
            mentions, end = narrator(self.context, view), 0
        for mention in mentions:
            mention.role = mention.role or "speaker"
        about = _ABOUT.search(view.flat[end : end + 300])
        if draft.item.topic is None and about and about.start() < 80:
            draft.item.topic = tidy(about.group(1)).rstrip(" ,;")
            draft.said_topic = True
        speech = Speech(speakers=mentions, text=tidy(unit.text), span=self.context.span(unit.view))
        if mentions:
            draft.item.listened.append(speech)
            draft.speech = speech
        else:
            draft.discussion.append(tidy(view.flat))
        self.extend(draft, unit.view)
        self.context.observe_narrative(unit.view)

    def _opens_by_speaker(self, view: View, draft: Draft) -> bool:
        """Whether a narrative's speaker is one of the agenda's, and not one of this item's."""
        names = find_names(view.flat[:220])
        if not names or not names[0].surname:
            return False
        surname = fold(names[0].surname)
        here = {fold(m.text) for s in draft.item.listened for m in s.speakers}
        if any(surname[:5] in text for text in here):
            return False
        return any(surname[:5] == known[:5] for known in self.known)

    def narrative(self, part: Labelled, draft: Draft) -> None:
        """A narrative inside an item: more of what its speakers said."""
        self.talk(part)

    # ------------------------------------------------------------ talk
    def spoke(self, unit: Unit) -> None:
        draft = self.draft or self.open(unit.view, explicit=False)
        self.close_resolution()
        self.spoke_open = True
        view = unit.content
        match = _SPOKE.match(view.flat)
        rest = view.cut(match.end()) if match else view
        self.extend(draft, unit.view)
        if rest.text.strip(" .:"):
            self._speeches(draft, rest)

    def speech(self, view: View) -> None:
        draft = self.draft or self.open(view, explicit=False)
        self.extend(draft, view)
        self._speeches(draft, view)

    def _speeches(self, draft: Draft, view: View) -> None:
        for piece in split_speeches(view):
            mentions, _ = head_people(self.context, piece, "nomn")
            for mention in mentions:
                mention.role = mention.role or "speaker"
            if mentions:
                draft.item.spoke.append(
                    Speech(speakers=mentions, text=tidy(piece.flat), span=self.context.span(piece))
                )
            elif draft.item.spoke:
                last = draft.item.spoke[-1]
                last.text = tidy(f"{last.text} {piece.flat}")
                last.span.end = max(last.span.end, self.context.span(piece).end)
            else:
                draft.discussion.append(tidy(piece.flat))
        self.context.observe_narrative(view)

    def talk(self, part: Labelled) -> None:
        unit = part.unit
        draft = self.draft
        self.context.observe_narrative(unit.view)
        if draft is None:
            return
        self.extend(draft, unit.view)
        if (
            draft.item.topic is None
            and not draft.item.listened
            and len(unit.text) < 300
            and ask("topic", unit)
            and not ask("speech", unit)
        ):
            draft.item.topic = tidy(unit.content.flat).rstrip(" ;:")
            return
        if part.role == "note":
            draft.discussion.append(tidy(unit.text))
        elif self.spoke_open and draft.item.spoke:
            last = draft.item.spoke[-1]
            last.text = tidy(f"{last.text} {unit.text}")
            last.span.end = max(last.span.end, self.context.span(unit.view).end)
        elif draft.speech is not None:
            draft.speech.text = tidy(f"{draft.speech.text} {unit.text}")
            draft.speech.span.end = max(draft.speech.span.end, self.context.span(unit.view).end)
        else:
            draft.discussion.append(tidy(unit.text))

    def table(self, unit: Unit) -> None:
        if self.draft is None:
            return
        self.draft.item.tables.append(data_table(self.context, unit))
        self.extend(self.draft, unit.view)

    def motion(self, unit: Unit) -> None:
        self.close_resolution()
        draft = self.draft or self.open(unit.view, explicit=False)
        draft.motions.append((unit.view.cut(_behind_label(_MOTION, unit.view.flat)), len(draft.events)))
        self.extend(draft, unit.view)
        self.context.observe_narrative(unit.view)

    # ------------------------------------------------------------ decisions
    def decision_head(self, part: Labelled, following: Sequence[Labelled]) -> None:
        self.close_resolution()
        unit = part.unit
        self.for_meeting = self._closes_meeting(part, following)
        if not self.for_meeting and self.draft is None:
            self.open(unit.view, explicit=False)
        self.builder = DecisionBuilder(self.context)
        start = _behind_label(_DECISION_LABEL, unit.view.flat)
        if unit.view.flat[:start].lower().find("приня") >= 0 or "РЕШЕНИЕ" in unit.view.flat[:start]:
            self._result_in_head(unit.view.cut(0, start))
        if self.draft is not None and not self.for_meeting:
            self.extend(self.draft, unit.view)
        self.builder.head(unit.view, start)

    def _result_in_head(self, view: View) -> None:
        """«РЕШЕНИЕ ПРИНЯТО: …» closes the vote before it."""
        found = inline_votes(self.context, view)
        if found and self.draft is not None and self.draft.events and self.draft.events[-1][0] == "V":
            last = self.draft.events[-1][1]
            assert isinstance(last, Vote)
            merge_result(last, found[0])

    def _closes_meeting(self, part: Labelled, following: Sequence[Labelled]) -> bool:
        """Whether a resolution is the whole meeting's: nothing was decided before, no further item follows."""
        drafts = [draft for draft in self.body.drafts if draft.explicit]
        if any(draft.item.decisions or any(kind == "D" for kind, _ in draft.events) for draft in drafts):
            return self.for_meeting and bool(self.body.decisions)
        if any(other.role in ("item_head", "heard") and other.label.how == "enter" for other in following):
            return False
        return len(drafts) != 1

    def decision(self, part: Labelled) -> None:
        if self.builder is None:
            self.for_meeting = self.draft is None or (self.for_meeting and bool(self.body.decisions))
            self.builder = DecisionBuilder(self.context)
        if self.draft is not None and not self.for_meeting:
            self.extend(self.draft, part.unit.view)
        before = len(self.builder.result.last)
        self.builder.take(part)
        self._note_decisions(before)

    def _note_decisions(self, before: int) -> None:
        if self.builder is None or self.draft is None or self.for_meeting:
            return
        for decision in self.builder.result.last[before:]:
            self.draft.events.append(("D", decision))

    def close_resolution(self) -> None:
        """Hand the finished decisions to the item or the meeting."""
        if self.builder is None:
            return
        decisions = self.builder.result.decisions
        if self.for_meeting:
            self.body.decisions += decisions
        elif self.draft is not None:
            known = {id(decision) for kind, decision in self.draft.events if kind == "D"}
            for decision in self.builder.result.last:
                if id(decision) not in known:
                    self.draft.events.append(("D", decision))
            self.draft.item.decisions += decisions
        self.builder = None

    # ------------------------------------------------------------ votes
    def votes(self, parts: Sequence[Labelled]) -> None:
        votes = votes_of(self.context, parts)
        for part in parts:
            self.context.observe_narrative(part.unit.view)
        for_all = any("all_questions" in part.label.evidence for part in parts)
        if for_all or self.draft is None or self.for_meeting:
            self.body.votes += votes
            return
        if self.builder is not None:
            known = {id(decision) for kind, decision in self.draft.events if kind == "D"}
            for decision in self.builder.result.last:
                if id(decision) not in known:
                    self.draft.events.append(("D", decision))
        for vote in votes:
            last = self.draft.events[-1] if self.draft.events else None
            bare = vote.yes is None and vote.no is None and vote.abstain is None
            if (
                bare
                and last is not None
                and isinstance(last[1], Vote)
                and (vote.result or adjacent(last[1], vote))
            ):
                merge_result(last[1], vote)
            else:
                self.draft.events.append(("V", vote))
        for part in parts:
            self.extend(self.draft, part.unit.view)

    def put_motions(self, draft: Draft) -> None:
        """Motions as decisions of the item: those that no printed decision repeats, each before its vote."""
        for view, at in reversed(draft.motions):
            words = fold(view.flat).strip(' ."')[:60]
            twin = next(
                (
                    event
                    for kind, event in draft.events
                    if isinstance(event, Decision) and fold(event.text).strip(' ."')[:60] == words
                ),
                None,
            )
            if twin is not None:
                draft.events.remove(("D", twin))
                draft.events.insert(at, ("D", twin))
                continue
            builder = DecisionBuilder(self.context)
            builder.head(view, 0)
            decisions = builder.result.decisions
            draft.item.decisions[:0] = decisions
            draft.events[at:at] = [("D", decision) for decision in decisions]
        draft.item.decisions.sort(key=lambda decision: decision.span.start)

    def place_votes(self, draft: Draft) -> None:
        """The decision's where each of several votes follows decisions of its own, else the item's."""
        order = "".join(kind for kind, _ in draft.events)
        votes = [vote for kind, vote in draft.events if kind == "V"]
        if len(votes) > 1 and re.fullmatch(r"(?:D+V)+D*", order) and order.count("D") >= len(votes):
            last: Decision | None = None
            for _, event in draft.events:
                if isinstance(event, Decision):
                    last = event
                elif last is not None:
                    last.votes.append(event)
            return
        draft.item.votes += [vote for vote in votes if isinstance(vote, Vote)]

    # ------------------------------------------------------------ ends
    def extend(self, draft: Draft, view: View) -> None:
        span = self.context.span(view)
        draft.item.span.end = max(draft.item.span.end, span.end)

    def close(self) -> None:
        self.close_resolution()
        for draft in self.body.drafts:
            if len(draft.motions) > 1 or (draft.motions and not draft.item.decisions):
                self.put_motions(draft)
            self.place_votes(draft)
            draft.item.discussion = tidy(" ".join(draft.discussion)) or None


def _behind_label(pattern: re.Pattern[str], text: str) -> int:
    """Where the words behind a label begin: behind its colon if that comes before any order or sentence end."""
    match = pattern.match(text)
    end = match.end() if match and match.end() > 3 else 0
    colon = text.find(":", max(0, end - 1))
    if colon < 0:
        return end or len(text)
    between = fold(text[end:colon])
    if (
        colon < 180
        and not re.search(r"[.;]\s|\d[.)]", between)
        and (end == 0 or not has_infinitive(between, 200))
    ):
        return colon + 1
    return end


def leading_number(number: str) -> int | None:
    match = re.match(r"\d+", number)
    return int(match.group()) if match else None
