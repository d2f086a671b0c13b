"""What a grammar file may hold: unknown keys are errors, every mark has one kind.

`GrammarSpec.model_validate` checks what a file says; `spec_of` takes it as it is, for the shipped files,
which the tests check.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from protoparse.grammar.wording import SpecError
from protoparse.node import EMPTY, Node, says
from protoparse.view import fold

if TYPE_CHECKING:
    from pydantic import ConfigDict

KINDS = ("like", "re", "shape", "columns")
_NONE: dict[str, Any] = {
    "json_schema_extra": {"default": {}}
}  # of a field that is an empty table where nothing is said


def _within(least: float, most: float) -> dict[str, float]:
    return {"ge": least, "le": most}


class Spec(Node):
    __pydantic_config__: ClassVar[ConfigDict] = {"extra": "forbid", "populate_by_name": True}


@dataclass(kw_only=True)
class MarkSpec(Spec):
    """One piece of evidence for a role: it adds `w` points where it matches.

    `like`: fuzzy literals at the start of the block. `re`: a regular expression from the start of the block
    (with `tail` anywhere in its last characters). `shape`: a named predicate. `columns`: at least so many
    heads of a table are known to `[block.ROLE.columns]`. All see the fold view behind the list label.
    """

    id: str = field(metadata={"pattern": r"^[a-z][a-z0-9_]*$"})
    like: list[str] | None = None
    re: str | None = None
    shape: str | None = None
    columns: int | None = field(default=None, metadata=_within(1, 20))
    not_: bool = field(default=False, metadata={"alias": "not"})
    tail: bool = False
    w: float = field(metadata=_within(-50, 50))

    def __post_init__(self) -> None:
        given = [kind for kind in KINDS if getattr(self, kind) is not None]
        if len(given) != 1:
            kinds, found = ", ".join(KINDS), ", ".join(given)
            raise SpecError(
                f"метке «{self.id}» нужно одно из {kinds}, а есть: {found or 'ни одного'}",
                f"mark «{self.id}» needs exactly one of {kinds}, not {found or 'none'}",
            )
        if self.tail and self.re is None:
            raise SpecError(
                f"метка «{self.id}»: tail бывает только у re", f"mark «{self.id}»: tail goes with re only"
            )

    @property
    def kind(self) -> str:
        return next(kind for kind in KINDS if getattr(self, kind) is not None)


@dataclass(kw_only=True)
class BlockSpec(Spec):
    """One role: its marks, the labels that cut a paragraph in front of it, what its table columns mean."""

    given = frozenset[str]()  # the keys that the file has

    marks: list[MarkSpec] = field(default_factory=list, metadata=EMPTY)
    yes: list[str] = field(default_factory=list, metadata=EMPTY)
    no: list[str] = field(default_factory=list, metadata=EMPTY)
    drop: list[str] = field(default_factory=list, metadata=EMPTY)
    split: list[str] = field(
        default_factory=list,
        metadata=EMPTY | says("Regular expressions over the clean text; a match starts a new block."),
    )
    columns: dict[str, list[str]] = field(
        default_factory=dict, metadata=_NONE | says("Column name → heads that stand over it.")
    )
    fields: dict[str, Literal["person", "duration", "decision", "deadline", "organisation"]] = field(
        default_factory=dict, metadata=_NONE
    )
    bare: bool = field(
        default=False,
        metadata=says("May stand without evidence of its own: shapes of the paragraph are enough."),
    )
    continues: str | None = field(
        default=None, metadata=says("A row whose cell in this column is empty continues the last one.")
    )


@dataclass(kw_only=True)
class CostSpec(Spec):
    given = frozenset[str]()  # the keys that the file has

    jump: float = field(default=6.0, metadata=_within(0, 100))
    other: float = field(default=3.0, metadata=_within(0, 100))
    base: float = field(default=4.0, metadata=_within(0, 100))
    blind: float = field(default=6.0, metadata=_within(0, 100))
    goes_on: float = field(default=2.0, metadata=_within(0, 100))


@dataclass(kw_only=True)
class GrammarSpec(Spec):
    """A whole grammar file."""

    version: Literal[1] = field(metadata={"alias": "schema"})
    name: str = field(metadata={"pattern": r"^[a-z][a-z0-9_-]*$"})
    title: str
    extends: str | None = None
    flow: dict[str, str] = field(default_factory=dict, metadata=_NONE)
    cost: CostSpec = field(
        default_factory=CostSpec, metadata={"json_schema_extra": {"default": asdict(CostSpec())}}
    )
    macro: dict[str, str] = field(default_factory=dict, metadata=_NONE)
    words: dict[str, list[str]] = field(
        default_factory=dict,
        metadata=_NONE | says("A word that the core knows → words of another language to be read as it."),
    )
    block: dict[str, BlockSpec] = field(default_factory=dict, metadata=_NONE)

    def __post_init__(self) -> None:
        known: dict[str, str] = {}
        for core, words in self.words.items():
            for word in words:
                if not word.strip():
                    raise SpecError("пустое слово", "an empty word", "words", core)
                if known.setdefault(fold(word), core) != core:
                    other = known[fold(word)]
                    raise SpecError(
                        f"слово «{word}» уже читается как «{other}»",
                        f"«{word}» is read as «{other}» already",
                        "words",
                        core,
                    )

    @classmethod
    def model_validate(cls, data: Any) -> Self:
        made = super().model_validate(data)
        _mark_given(made, data)
        return made


def spec_of(raw: Mapping[str, Any]) -> GrammarSpec:
    """As `GrammarSpec.model_validate`, for what it is known to take: nothing is checked.

    What is wrong all the same raises something, or stays as it is.
    """
    said = dict(raw)
    version = said.pop("schema")
    cost = CostSpec(**{name: float(value) for name, value in said.pop("cost", {}).items()})
    blocks = {}
    for role, block in said.pop("block", {}).items():
        marks = []
        for mark in block.get("marks", ()):
            keys = {**mark, "w": float(mark["w"])}
            if "not" in keys:
                keys["not_"] = keys.pop("not")
            marks.append(MarkSpec(**keys))
        blocks[role] = BlockSpec(**{**block, "marks": marks})
    spec = GrammarSpec(version=version, cost=cost, block=blocks, **said)
    _mark_given(spec, raw)
    return spec


def _mark_given(spec: GrammarSpec, raw: Mapping[str, Any]) -> None:
    """Tell the blocks and the costs of a grammar which of their keys stand in the file."""
    spec.cost.given = frozenset(raw.get("cost", ()))
    for role, block in spec.block.items():
        block.given = frozenset(raw["block"][role])
