"""New weights written into the text of a grammar file: numbers change, all else stays as it was."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import ValidationError

from protoparse.errors import GrammarError
from protoparse.grammar.spec import GrammarSpec
from protoparse.pattern import Pattern

Key = tuple[str, str]  # role and id of a mark, `COST` and the name of a cost
COST = ""

# What tells where a number stands; strings and comments are passed over.
_TOKEN = Pattern(
    r"""(?P<comment>\#[^\n]*)
      | ^[ \t]*\[\[?[ \t]*(?P<table>[\w.\-]+)[ \t]*\]\]?
      | (?P<key>(?<![\w.\-"'])[A-Za-z_]\w*)[ \t]*=[ \t]*
        (?P<value>[+-]?\d[\d_]*(?:\.[\d_]+)?(?:[eE][+-]?\d+)?)?
      | (?P<string>\"{3}.*?\"{3}|'{3}.*?'{3}|"(?:\\.|[^"\\\n])*"|'[^'\n]*')
      | (?P<open>\{) | (?P<close>\})""",
    re.VERBOSE | re.MULTILINE | re.DOTALL,
)
_COST_TABLE, _BLOCK = "cost", Pattern(r"block\.([\w\-]+)(\.marks)?$")


def rewritten(text: str, weights: Mapping[Key, float], path: Path) -> str:
    """The text with these weights in place of the old; raises GrammarError where one is not found in it."""
    places = dict(_places(text))
    missing = [key for key in weights if key not in places]
    if missing:
        role, name = missing[0]
        raise _error(path, f"{role}.{name}".lstrip("."))
    out = text
    for key, (start, end) in sorted(places.items(), key=lambda item: item[1], reverse=True):
        if key in weights:
            out = out[:start] + _number(weights[key], text[start:end]) + out[end:]
    if _weights(out, path) != {**_weights(text, path), **weights}:
        raise _error(path, "?")
    return out


def _number(value: float, old: str) -> str:
    """One decimal; none where the old number had none and the new one needs none."""
    shown = f"{value:.1f}"
    return shown.removesuffix(".0") if "." not in old else shown


def _places(text: str) -> Iterator[tuple[Key, tuple[int, int]]]:
    """Where the number of each mark and each cost stands."""
    role: str | None = None
    costs, depth = False, 0
    identifier, place, key = "", (0, 0), ""
    for token in _TOKEN.finditer(text):
        kind = token.lastgroup
        if kind == "table" and depth == 0:
            if role and identifier and place[1]:
                yield (role, identifier), place  # of a [[block.x.marks]]
            block = _BLOCK.match(token["table"])
            role = block[1] if block else None
            costs = token["table"] == _COST_TABLE
            identifier, place = "", (0, 0)
        elif kind == "open":
            depth += 1
            identifier, place = "", (0, 0)
        elif kind == "close":
            depth -= 1
            if role and identifier and place[1]:
                yield (role, identifier), place
            identifier, place = "", (0, 0)
        elif kind == "string" and key == "id":
            identifier = token["string"].strip("\"'")
        elif kind == "value" and costs and depth == 0:
            yield (COST, token["key"]), token.span("value")
        elif kind == "value" and token["key"] == "w":
            place = token.span("value")
        key = token["key"] if kind == "key" else ""
    if role and identifier and place[1]:
        yield (role, identifier), place


def _weights(text: str, path: Path) -> dict[Key, float]:
    """All weights and costs that a text states, as a reader of TOML sees them."""
    try:
        spec = GrammarSpec.model_validate(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, ValidationError) as problem:
        raise _error(path, "?") from problem
    found = {(role, mark.id): mark.w for role, block in spec.block.items() for mark in block.marks}
    return found | {(COST, name): getattr(spec.cost, name) for name in spec.cost.model_fields_set}


def _error(path: Path, what: str) -> GrammarError:
    return GrammarError(
        "G026",
        f"{path}:1:1 G026 не нашлось, где записан вес «{what}»; пишите метки как {{ id = …, w = … }}",
        f"{path}:1:1 G026 no place found for the weight “{what}”; write marks as {{ id = …, w = … }}",
    )
