"""What a rule sees: the protocol, the document behind it, and answers that several rules need."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from functools import cached_property

from protoparse.build.context import Labelled
from protoparse.checks.base import Rule
from protoparse.checks.config import Config
from protoparse.checks.finding import Finding, Severity
from protoparse.checks.lowering import fold
from protoparse.checks.ordered import Ordered, ordered
from protoparse.checks.places import Places, make_finding
from protoparse.checks.profiles import Profile, profile_of
from protoparse.document import Document, Span
from protoparse.model import Item, Mention, Protocol, Signature, Speech, TextSpan, Vote
from protoparse.pattern import Pattern
from protoparse.pipeline import Parsed
from protoparse.tasks import as_date

HEADER_ROLES = frozenset(
    {
        "docline",
        "approval",
        "approval_line",
        "title",
        "foreign_title",
        "headline",
        "date_line",
        "fact",
        "topic_line",
    }
)
_PARTIAL = Pattern(r"\bи др(?:угие|\.)|прилага|явочн|регистрации")
_TITLE_ROLES = frozenset({"title", "headline"})
_DECIDING_ROLES = frozenset(
    {"decision_head", "ruling_head", "decision", "decision_table", "responsible", "deadline"}
)


class FileContext:
    """A whole file: its parts that belong to no protocol, too. `parsed` None: it could not be read."""

    def __init__(
        self, file: str, config: Config, parsed: Parsed | None, problem: tuple[str, str] = ("", "")
    ) -> None:
        self.file = file
        self.config = config
        self.parsed = parsed
        self.problem = problem

    def finding(self, rule: Rule, place: Span | None = None, **values: object) -> Finding:
        """A finding about the file."""
        severity = rule.severity_for("collegial") or "info"
        return make_finding(rule, severity, self.file, None, None, place, values)


class CheckContext:
    """One protocol with all that its rules need.

    `document` and `parts` are None and empty where only the JSON is at hand; rules that `needs_text` are not
    run then. `siblings` are the names in the file's folder, its own among them.
    """

    def __init__(
        self,
        protocol: Protocol,
        *,
        file: str = "",
        index: int = 1,
        config: Config | None = None,
        document: Document | None = None,
        parts: Sequence[Labelled] = (),
        siblings: frozenset[str] = frozenset(),
        places: Places | None = None,
    ) -> None:
        self.protocol = protocol
        self.file = file
        self.index = index
        self.config = config or Config()
        self.document = document
        self.parts = parts
        self.siblings = siblings
        self.profile: Profile = self.config.profile or profile_of(protocol)
        self._folded: dict[int, str] = {}
        self.places = places or (Places(document) if document is not None else None)

    # ------------------------------------------------------------ findings
    def finding(
        self,
        rule: Rule,
        place: Span | TextSpan | None = None,
        *,
        severity: Severity | None = None,
        **values: object,
    ) -> Finding:
        """A finding of a rule at a place, with the values of its message."""
        chosen = severity or rule.severity_for(self.profile) or "info"
        return make_finding(rule, chosen, self.file, self.index, self.places, place, values)

    # ------------------------------------------------------------ the text
    @property
    def text(self) -> str:
        return self.document.text if self.document is not None else ""

    def raw(self, span: Span | TextSpan) -> str:
        """The source characters of a place."""
        return self.text[span.start : span.end]

    @cached_property
    def whole_text(self) -> str:
        """The source text of this protocol."""
        return self.raw(self.protocol.span)

    @cached_property
    def lowered(self) -> str:
        """The source text of this protocol in lower case, ё as е: to search words in, not for offsets."""
        return fold(self.whole_text)

    @property
    def introduction(self) -> str:
        """As `lowered`, up to the first question considered."""
        return self.lowered[: max(0, self.body_start - self.protocol.span.start)]

    def folded(self, part: Labelled) -> str:
        """The text of a unit in lower case, ё as е, at the same offsets."""
        known = self._folded.get(part.unit.index)
        if known is None:
            known = self._folded[part.unit.index] = fold(part.unit.text)
        return known

    @cached_property
    def date(self) -> datetime.date | None:
        """The date of the meeting."""
        return as_date(self.protocol.header.date)

    @property
    def is_extract(self) -> bool:
        return self.protocol.header.document == "extract"

    # ------------------------------------------------------------ sections
    @cached_property
    def head(self) -> list[Labelled]:
        """The units of the header, up to the first of anything else."""
        out = []
        for part in self.parts:
            if part.role in HEADER_ROLES or part.label.how == "other":
                out.append(part)
            elif out and any(one.role == "title" for one in out):
                break
        return out

    @cached_property
    def head_end(self) -> int:
        """Offset where the header ends."""
        return self.head[-1].unit.view.span().end if self.head else self.protocol.span.start

    @cached_property
    def title_units(self) -> list[Labelled]:
        """The lines of the title."""
        return [part for part in self.head if part.role in _TITLE_ROLES]

    @cached_property
    def title_place(self) -> Span:
        """The first line of the title, or of the protocol."""
        first = self.title_units[:1] or list(self.parts[:1])
        start = self.protocol.span.start
        return first[0].unit.view.span() if first else Span(start, start)

    @cached_property
    def people_place(self) -> Span:
        """Where the participants stand or should stand: the first line of the list, or the title."""
        named = [mention.span for mention in self.introduced if mention is not None]
        starts = [part for part in self.parts if "people" in part.label.path and part.label.how != "other"]
        if starts:
            return starts[0].unit.view.span()
        return Span(named[0].start, named[0].end) if named else self.title_place

    @cached_property
    def decision_place(self) -> Span:
        """The first «РЕШИЛИ», or the first decision."""
        for part in self.parts:
            if part.role in _DECIDING_ROLES and part.label.how == "enter":
                return part.unit.view.span()
        first = next(iter(self.decisions), None)
        return Span(first.decision.span.start, first.decision.span.end) if first else self.end_place

    @cached_property
    def end_place(self) -> Span:
        """The last unit that is neither signature nor annex."""
        rest = [p for p in self.parts if p.role not in ("signature", "attachment_head", "attachment_item")]
        return rest[-1].unit.view.span() if rest else self.title_place

    @cached_property
    def body_start(self) -> int:
        """Offset where the considered questions begin."""
        starts = [item.span.start for item in self.protocol.items]
        starts += [decision.span.start for decision in self.protocol.decisions]
        starts += [signature.span.start for signature in self.protocol.signatures]
        return min(starts, default=self.protocol.span.end)

    # ------------------------------------------------------------ people
    def is_signature(self, span: TextSpan) -> bool:
        """Whether a mention stands in the signatures."""
        return any(one.span.start <= span.start < one.span.end for one in self.protocol.signatures)

    @cached_property
    def introduced(self) -> list[Mention]:
        """All mentions of the attendance part, chair and secretary too, without the signatures'."""
        attendance = self.protocol.attendance
        officers = [one for one in (attendance.chair, attendance.secretary) if one is not None]
        mentions = [*officers, *attendance.present, *attendance.invited, *attendance.absent]
        return [mention for mention in mentions if not self.is_signature(mention.span)]

    @cached_property
    def listed(self) -> list[Mention]:
        """Named people printed as present, the signatures' left out, each once."""
        seen: set[str] = set()
        out = []
        for mention in self.protocol.attendance.present:
            if mention.name is None or self.is_signature(mention.span):
                continue
            key = mention.person or mention.name
            if key not in seen:
                seen.add(key)
                out.append(mention)
        return out

    @cached_property
    def officers(self) -> set[str]:
        """Ids of chair and secretary."""
        attendance = self.protocol.attendance
        return {
            one.person for one in (attendance.chair, attendance.secretary) if one is not None and one.person
        }

    @cached_property
    def members_listed(self) -> list[Mention]:
        """Named people present besides chair and secretary."""
        return [mention for mention in self.listed if mention.person not in self.officers]

    @cached_property
    def says_partial(self) -> bool:
        """Whether the attendance part says that it does not name everybody: «и др.», «список прилагается»."""
        return _PARTIAL.search(fold(self.text[self.people_place.start : self.body_start])) is not None

    @cached_property
    def has_partial_list(self) -> bool:
        """Whether the names are only some of those present: groups besides, «и др.», a larger count."""
        attendance = self.protocol.attendance
        if attendance.present_groups:
            return True
        if self.says_partial:
            return True
        count = attendance.present_count
        return count is not None and count > len(self.listed) + len(attendance.invited)

    @cached_property
    def present_number(self) -> int | None:
        """How many people with a vote were present: the printed count, else the number of names; None if
        unknown.
        """
        attendance = self.protocol.attendance
        if attendance.present_count is not None:
            return attendance.present_count
        if self.has_partial_list or not self.members_listed:
            return None
        return len(self.listed)

    # ------------------------------------------------------------ speeches, decisions and votes
    @cached_property
    def speeches(self) -> list[Speech]:
        """What was heard and said, item by item."""
        return [one for item in self.protocol.items for one in (*item.listened, *item.spoke)]

    @cached_property
    def decisions(self) -> list[Ordered]:
        """All decisions in order, parents before their children."""
        return ordered(self.protocol)

    @cached_property
    def instructions(self) -> list[Ordered]:
        """The decisions that somebody has to carry out."""
        return [one for one in self.decisions if one.is_instruction]

    @cached_property
    def votes(self) -> list[tuple[Vote, Item | None]]:
        """All votes in order, each with its item."""
        out: list[tuple[Vote, Item | None]] = []
        for item in self.protocol.items:
            out += [(vote, item) for vote in item.votes]
            out += [(vote, item) for one in self.decisions if one.item is item for vote in one.decision.votes]
        out += [(vote, None) for one in self.decisions if one.item is None for vote in one.decision.votes]
        out += [(vote, None) for vote in self.protocol.votes]
        return sorted(out, key=lambda pair: pair[0].span.start)

    def person_name(self, identifier: str | None) -> str | None:
        """The name of a person by id."""
        return self._names.get(identifier or "")

    @cached_property
    def _names(self) -> dict[str, str]:
        return {person.id: person.name for person in self.protocol.people}

    # ------------------------------------------------------------ signatures
    def around(self, signature: Signature) -> str:
        """The source text of a signature with the whole lines it stands on."""
        text, span = self.text, signature.span
        start = text.rfind("\n", 0, span.start) + 1
        end = text.find("\n", span.end)
        return text[start : end if end >= 0 else len(text)]


def start_of(part: Labelled) -> int:
    """Offset of the first character of a unit."""
    origin = part.unit.view.origin
    return origin[0] if len(origin) else part.unit.spans[0].start


def contexts(
    parsed: Parsed, *, file: str = "", config: Config | None = None, siblings: frozenset[str] = frozenset()
) -> Iterator[CheckContext]:
    """A context for each protocol of a parsed file."""
    places = Places(parsed.document)
    labelled = [
        Labelled(unit, label, label.role)
        for unit, label in zip(parsed.units, parsed.labelling.labels, strict=True)
    ]
    starts = [start_of(part) for part in labelled]
    for index, protocol in enumerate(parsed.envelope.protocols, 1):
        span = protocol.span
        parts = [part for part, start in zip(labelled, starts, strict=True) if span.start <= start < span.end]
        yield CheckContext(
            protocol,
            file=file,
            index=index,
            config=config,
            document=parsed.document,
            parts=parts,
            siblings=siblings,
            places=places,
        )
