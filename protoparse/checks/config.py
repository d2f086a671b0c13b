"""Settings of the checks: protoparse.toml, or [tool.protoparse] in pyproject.toml."""

from __future__ import annotations

import datetime
import tomllib
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from protoparse.checks.finding import Severity
from protoparse.checks.lowering import fold
from protoparse.checks.profiles import Profile
from protoparse.errors import UsageError

Scheme = Literal["auto", "school_year", "calendar_year", "through"]
FILE = "protoparse.toml"
_Value = TypeVar("_Value")


def _fraction(value: object) -> Fraction:
    try:
        share = Fraction(str(value).replace(" ", ""))
    except (ValueError, ZeroDivisionError):
        raise ValueError('a share such as "1/2" or "2/3"') from None
    if not 0 < share <= 1:
        raise ValueError("a share between 0 and 1")
    return share


Share = Annotated[Fraction, BeforeValidator(_fraction)]


class Aliases(BaseModel):
    """Spellings that are one: `people` and `bodies` map a spelling to the one to be used."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    people: dict[str, str] = {}
    bodies: dict[str, str] = {}


class Config(BaseModel):
    """What to check and how.

    `select` and `ignore` hold codes («HDR02»), groups («DLN») or «ALL»; with no `select` all rules run that
    are on by default. `quorum` maps words of a body's name, or «default», to a share; `numbering` to a
    scheme. `as_of` is the day of the check, None for today.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    profile: Profile | None = None
    as_of: datetime.date | None = None
    severity: dict[str, Severity] = {}
    quorum: dict[str, Share] = {}
    numbering: dict[str, Scheme] = {}
    aliases: Aliases = Field(default_factory=Aliases)

    @property
    def today(self) -> datetime.date:
        """The day of the check."""
        return self.as_of or datetime.date.today()

    def quorum_of(self, body: str | None) -> Fraction:
        """The share of members that must be present, one half where nothing is set.

        >>> Config(quorum={"педагогический совет": "2/3"}).quorum_of("педагогического совета школы № 5")
        Fraction(2, 3)
        """
        found = _by_words(self.quorum, body)
        return found if found is not None else self.quorum.get("default", Fraction(1, 2))

    def numbering_of(self, body: str | None) -> Scheme:
        """How the minutes of a body are numbered, «auto» where nothing is set."""
        found = _by_words(self.numbering, body)
        return found if found is not None else self.numbering.get("default", "auto")

    def person_alias(self, name: str) -> str:
        """The spelling to be used for a person's name."""
        return _alias(self.aliases.people, name)

    def body_alias(self, body: str) -> str:
        """The spelling to be used for a body's name."""
        return _alias(self.aliases.bodies, body)

    def wants(self, code: str, default: bool) -> bool:
        """Whether a rule is to run.

        >>> Config(select=("DLN",), ignore=("DLN03",)).wants("DLN02", True)
        True
        >>> Config().wants("DAT03", False), Config(select=("ALL",)).wants("DAT03", False)
        (False, True)
        """
        if any(_names(one, code) for one in self.ignore):
            return False
        return any(_names(one, code) for one in self.select) if self.select else default


def _names(selector: str, code: str) -> bool:
    selector = selector.strip().upper().replace("-", "")
    return selector == "ALL" or (bool(selector) and code.startswith(selector))


def _alias(aliases: dict[str, str], name: str) -> str:
    wanted = " ".join(fold(name).split())
    return next((good for bad, good in aliases.items() if " ".join(fold(bad).split()) == wanted), name)


def _stem(word: str) -> str:
    return word[: max(4, len(word) - 3)]


def _by_words(table: dict[str, _Value], body: str | None) -> _Value | None:
    """The value whose key's words all stand in the body's name, cases aside; the longest key wins."""
    if not body:
        return None
    name = fold(body)
    for key in sorted(table, key=len, reverse=True):
        words = fold(key).split()
        if key != "default" and words and all(_stem(word) in name for word in words):
            return table[key]
    return None


def load_config(path: Path | None = None, *, near: Path | None = None) -> Config:
    """The settings of a file, or of the nearest protoparse.toml or pyproject.toml at or above `near`.

    Raises UsageError where the file cannot be read or says something unknown.
    """
    if path is not None:
        table = _read(path)
        if path.name == "pyproject.toml":
            table = table.get("tool", {}).get("protoparse", {})
        return _checked(path, table)
    if near is not None:
        folder = near.resolve() if near.is_dir() else near.resolve().parent
        for one in (folder, *folder.parents):
            if (own := one / FILE).is_file():
                return _checked(own, _read(own))
            project = one / "pyproject.toml"
            if project.is_file() and (table := _read(project).get("tool", {}).get("protoparse")) is not None:
                return _checked(project, table)
    return Config()


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise UsageError(
            "U201",
            f"{path}: настройки не читаются ({reason}); проверьте путь и права",
            f"{path}: the settings cannot be read ({reason}); check the path and the rights",
        ) from problem
    except ValueError as problem:
        raise UsageError(
            "U202",
            f"{path}: это не TOML ({problem}); исправьте файл",
            f"{path}: this is not TOML ({problem}); correct the file",
        ) from problem


def _checked(path: Path, table: dict[str, Any]) -> Config:
    try:
        return Config.model_validate(table)
    except ValidationError as problem:
        first = problem.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise UsageError(
            "U203",
            f"{path}: {where}: {first['msg']}; исправьте настройки",
            f"{path}: {where}: {first['msg']}; correct the settings",
        ) from problem
