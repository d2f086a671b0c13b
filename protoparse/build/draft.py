"""An item under construction: its speeches and, in printed order, its decisions, motions and votes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from protoparse.build.context import Context, tidy
from protoparse.build.decisions import DecisionBuilder
from protoparse.build.votes import adjacent, figures, merge_result
from protoparse.fields.text import Case
from protoparse.model import Decision, Item, Mention, Speech, Vote
from protoparse.view import View, fold

_SAME_WORDS = 60  # folded characters in which a motion and the decision that repeats it agree


@dataclass(slots=True)
class Draft:
    """An item and what is known of it besides.

    `hint` is the agenda number that the text itself gives («По второму вопросу» → 2), `events` are decisions
    and votes as they came, `motions` the words put to the vote and how many events stood before them.
    `explicit` is False where no head opened the item, `headed` True where a head of its own did.
    `said_topic`: the topic was taken from a speech («о бюджете …»), not printed as a head. `speech` is the
    one that narrative goes on with.
    """

    item: Item
    hint: int | None = None
    discussion: list[str] = field(default_factory=list)
    events: list[Decision | Vote] = field(default_factory=list)
    motions: list[tuple[View, int]] = field(default_factory=list)
    explicit: bool = True
    headed: bool = False
    said_topic: bool = False
    speech: Speech | None = None

    def is_empty(self) -> bool:
        """Whether nothing is known of the item: «Обсудили:» above the first head."""
        item = self.item
        told = (
            item.listened,
            item.spoke,
            item.decisions,
            item.tables,
            self.discussion,
            self.events,
            self.motions,
        )
        return item.number is None and item.topic is None and self.hint is None and not any(told)

    def is_under_way(self) -> bool:
        """Whether something was said or decided in the item already."""
        return bool(self.item.listened or self.item.decisions or self.item.spoke or self.item.votes)

    def reach(self, end: int) -> None:
        """Make the item reach to a source offset."""
        self.item.span.end = max(self.item.span.end, end)

    def hear(self, context: Context, view: View, case: Case | None = "nomn") -> None:
        """Add the people of a text as heard; `case`: what governs their names."""
        people = context.people(view, case, role="speaker")
        if people:
            self.listen(context, people, view)

    def listen(self, context: Context, speakers: list[Mention], view: View) -> Speech:
        """Add a speech that was heard; its words are `view`."""
        speech = Speech(speakers=speakers, text=tidy(view.flat), span=context.span(view))
        self.item.listened.append(speech)
        return speech

    def note(self, decisions: Iterable[Decision]) -> None:
        """Note decisions as events, those noted already left out."""
        known = {id(event) for event in self.events}
        self.events += [decision for decision in decisions if id(decision) not in known]

    def vote(self, vote: Vote) -> None:
        """Note a vote; a bare result («Решение принято») belongs to the vote before it, decisions between."""
        last = self.events[-1] if self.events else None
        if self.motions and self.motions[-1][1] == len(self.events):
            last = None  # the words put to the vote stand between, and become a decision later on
        bare = figures(vote) == (None, None, None)
        open_votes = [one for one in self.events if isinstance(one, Vote) and one.result is None]
        if bare and isinstance(last, Vote) and (vote.result or adjacent(last, vote)):
            merge_result(last, vote)
        elif bare and vote.result and last is not None and len(open_votes) == 1:
            merge_result(open_votes[0], vote)
        elif isinstance(last, Vote) and figures(last) == figures(vote) and adjacent(last, vote):
            merge_result(last, vote)  # a table voter by voter, and its sum in words
        else:
            self.events.append(vote)

    def finish(self, context: Context) -> None:
        """Put motions, votes and discussion where they belong in the item."""
        moved = bool(self.motions) and not self.item.decisions  # nothing is decided but what was moved
        if len(self.motions) > 1 or moved:
            self._put_motions(context)
        else:  # it may be what was decided in other words
            self.discussion += [view.flat for view, _ in self.motions]
        self._place_votes(moved=moved)
        self.item.discussion = tidy(" ".join(self.discussion)) or None

    def _put_motions(self, context: Context) -> None:
        """Motions as decisions of the item: those that no printed decision repeats, each before its vote."""
        for view, at in reversed(self.motions):
            words = _opening_words(view.flat)
            printed = (event for event in self.events if isinstance(event, Decision))
            twin = next((event for event in printed if _opening_words(event.text) == words), None)
            if twin is not None:
                self.events.remove(twin)
                self.events.insert(at, twin)
                continue
            builder = DecisionBuilder(context)
            builder.head(view, 0)
            self.item.decisions[:0] = builder.decisions
            self.events[at:at] = builder.decisions
        self.item.decisions.sort(key=lambda decision: decision.span.start)

    def _place_votes(self, *, moved: bool) -> None:
        """The decision's where each of several votes, or the one on a motion, follows decisions of its own,
        else the item's.
        """
        votes = [event for event in self.events if isinstance(event, Vote)]
        if (len(votes) < 2 and not moved) or not self._each_vote_follows_a_decision():
            self.item.votes += votes
            return
        decided: Decision | None = None
        for event in self.events:
            if isinstance(event, Decision):
                decided = event
            elif decided is not None:
                decided.votes.append(event)

    def _each_vote_follows_a_decision(self) -> bool:
        before: Decision | Vote | None = None
        for event in self.events:
            if isinstance(event, Vote) and not isinstance(before, Decision):
                return False
            before = event
        return True


def _opening_words(text: str) -> str:
    return fold(text).strip(' ."')[:_SAME_WORDS]
