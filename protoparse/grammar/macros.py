"""Macros: `{name}` in a pattern stands for the pattern that `[macro]` gives."""

from __future__ import annotations

from collections.abc import Mapping

from protoparse.pattern import Pattern

LONGEST_PATTERN = 20_000  # characters of a pattern with its macros
DEEPEST_MACRO = 11  # macros inside macros
_MACRO = Pattern(r"(?<!\\)\{([a-z_]\w*)\}")


class CircleError(ValueError):
    """Macros refer to each other in a circle."""


class LengthError(ValueError):
    """A pattern with its macros is longer than `LONGEST_PATTERN`."""


def names_of_macros(pattern: str) -> list[str]:
    """The macros that a pattern names itself.

    >>> names_of_macros("{initials} [а-я]{2,3}")
    ['initials']
    """
    return _MACRO.findall(pattern)


def expand(pattern: str, macro: Mapping[str, str]) -> str:
    """The pattern with `{name}` replaced by macros; quantifiers such as `{2,3}` stay.

    Raises KeyError for an unknown name, CircleError, LengthError.

    >>> expand("{two} да", {"two": "{one}{2}", "one": "а"})
    '(?:(?:а){2}) да'
    """
    named = _MACRO.search(pattern) is not None
    if (_expanded_length(pattern, macro) if named else len(pattern)) > LONGEST_PATTERN:
        raise LengthError
    return _expanded(pattern, macro, 0) if named else pattern


def _expanded(pattern: str, macro: Mapping[str, str], depth: int) -> str:
    if depth >= DEEPEST_MACRO:
        raise CircleError
    return _MACRO.sub(lambda found: f"(?:{_expanded(macro[found[1]], macro, depth + 1)})", pattern)


def _expanded_length(pattern: str, macro: Mapping[str, str]) -> int:
    """How long a pattern is with its macros filled in, found without filling them in.

    A circle grows past any length or stays.
    """
    named = _reached(pattern, macro)
    lengths = dict.fromkeys(named, 0)
    for _ in range(DEEPEST_MACRO):
        longer = {name: min(_filled(macro[name], lengths), LONGEST_PATTERN + 1) for name in named}
        if longer == lengths:
            break
        lengths = longer
    return _filled(pattern, lengths)


def _reached(pattern: str, macro: Mapping[str, str]) -> dict[str, None]:
    """The macros of which a pattern is made."""
    found: dict[str, None] = {}
    waiting = [pattern]
    while waiting:
        for name in names_of_macros(waiting.pop()):
            if name in macro and name not in found:
                found[name] = None
                waiting.append(macro[name])
    return found


def _filled(text: str, lengths: Mapping[str, int]) -> int:
    return len(text) + sum(lengths.get(name, 0) + len("(?:)") for name in names_of_macros(text))
