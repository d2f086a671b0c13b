"""What a grammar file may hold, checked by pydantic: unknown keys are errors, every mark has one kind."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from protoparse.grammar.wording import SpecError
from protoparse.view import fold

KINDS = ("like", "re", "shape", "columns")


class Spec(BaseModel):
    model_config = ConfigDict(extra="forbid", populate_by_name=True, defer_build=True)


class MarkSpec(Spec):
    """One piece of evidence for a role: it adds `w` points where it matches.

    `like`: fuzzy literals at the start of the block. `re`: a regular expression from the start of the block
    (with `tail` anywhere in its last characters). `shape`: a named predicate. `columns`: at least so many
    heads of a table are known to `[block.ROLE.columns]`. All see the fold view behind the list label.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    like: list[str] | None = None
    re: str | None = None
    shape: str | None = None
    columns: int | None = Field(None, ge=1, le=20)
    not_: bool = Field(False, alias="not")
    tail: bool = False
    w: float = Field(ge=-50, le=50)

    @model_validator(mode="after")
    def _one_kind(self) -> MarkSpec:
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
        return self

    @property
    def kind(self) -> str:
        return next(kind for kind in KINDS if getattr(self, kind) is not None)


class BlockSpec(Spec):
    """One role: its marks, the labels that cut a paragraph in front of it, what its table columns mean."""

    marks: list[MarkSpec] = []
    yes: list[str] = []
    no: list[str] = []
    drop: list[str] = []
    split: list[str] = Field(
        [], description="Regular expressions over the clean text; a match starts a new block."
    )
    columns: dict[str, list[str]] = Field({}, description="Column name → heads that stand over it.")
    fields: dict[str, Literal["person", "duration", "decision", "deadline", "organisation"]] = {}
    bare: bool = Field(
        False, description="May stand without evidence of its own: shapes of the paragraph are enough."
    )
    continues: str | None = Field(
        None, description="A row whose cell in this column is empty continues the last one."
    )


class CostSpec(Spec):
    jump: float = Field(6.0, ge=0, le=100)
    other: float = Field(3.0, ge=0, le=100)
    base: float = Field(4.0, ge=0, le=100)
    blind: float = Field(6.0, ge=0, le=100)
    goes_on: float = Field(2.0, ge=0, le=100)


class GrammarSpec(Spec):
    """A whole grammar file."""

    version: Literal[1] = Field(alias="schema")
    name: str = Field(pattern=r"^[a-z][a-z0-9_-]*$")
    title: str
    extends: str | None = None
    flow: dict[str, str] = {}
    cost: CostSpec = CostSpec()
    macro: dict[str, str] = {}
    words: dict[str, list[str]] = Field(
        {}, description="A word that the core knows → words of another language to be read as it."
    )
    block: dict[str, BlockSpec] = {}

    @model_validator(mode="after")
    def _one_meaning(self) -> GrammarSpec:
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
        return self
