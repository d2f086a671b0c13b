"""The base of the output: plain objects that become JSON, with the methods of a pydantic model.

They are dataclasses, because to import pydantic takes longer than to read a short document. What checks and
describes data from elsewhere (`model_validate`, `model_validate_json`, `model_json_schema`) is pydantic, by
the same annotations, imported when one of them is called.
"""

from __future__ import annotations

from dataclasses import replace
from json.encoder import encode_basestring as _quoted

TYPE_CHECKING = False  # as a name of our own it costs no import of typing
if TYPE_CHECKING:
    from typing import Any, ClassVar, Self

    from pydantic import ConfigDict, TypeAdapter
    from pydantic.json_schema import JsonSchemaMode


def says(description: str) -> dict[str, str]:
    """The metadata of a field that the JSON Schema describes so."""
    return {"description": description}


EMPTY: dict[str, Any] = {"json_schema_extra": {"default": []}}
"""The metadata of a field that is an empty list where nothing is known."""


class Node:
    """Base of all output models: unknown keys are refused."""

    __pydantic_config__: ClassVar[ConfigDict] = {"extra": "forbid"}

    def model_dump(self, *, exclude_none: bool = False) -> dict[str, Any]:
        """The values as dicts and lists; `exclude_none` leaves out what is unknown."""
        found = {name: _plain(value, exclude_none) for name, value in self.__dict__.items()}
        return {name: value for name, value in found.items() if value is not None} if exclude_none else found

    def model_dump_json(self, *, indent: int | None = None) -> str:
        """The values as JSON, letters as they are; `indent` spaces a level, None for all in one line."""
        if indent is None:
            return _json(self, "", "", ":")
        return _json(self, "\n", " " * indent, ": ")

    def model_copy(self, *, update: dict[str, Any] | None = None) -> Self:
        """A shallow copy with other values for some fields."""
        return replace(self, **(update or {}))  # type: ignore[type-var]

    @classmethod
    def model_validate(cls, data: Any) -> Self:
        """The object that dicts and lists describe; raises pydantic's ValidationError."""
        made: Self = _adapter(cls).validate_python(data)
        return made

    @classmethod
    def model_validate_json(cls, json: str | bytes) -> Self:
        """The object that a text describes; raises pydantic's ValidationError."""
        made: Self = _adapter(cls).validate_json(json)
        return made

    @classmethod
    def model_json_schema(cls, *, mode: JsonSchemaMode = "validation") -> dict[str, Any]:
        """The JSON Schema of these objects."""
        return _adapter(cls).json_schema(mode=mode)


_ADAPTERS: dict[type[Node], TypeAdapter[Any]] = {}


def _adapter(kind: type[Node]) -> TypeAdapter[Any]:
    """What checks and describes objects of a class, made once."""
    from pydantic import TypeAdapter

    if kind not in _ADAPTERS:
        _ADAPTERS[kind] = TypeAdapter(kind)
    return _ADAPTERS[kind]


def _plain(value: object, exclude_none: bool) -> Any:
    if isinstance(value, Node):
        return value.model_dump(exclude_none=exclude_none)
    if isinstance(value, list):
        return [_plain(one, exclude_none) for one in value]
    return value


def _json(value: Any, line: str, step: str, colon: str) -> str:
    """The JSON of a value: `line` is what begins a line at its level, `step` what each level adds."""
    kind = type(value)
    if kind is str:
        return _quoted(value)
    if value is None:
        return "null"
    if kind is int or kind is float:
        return repr(value)
    if kind is bool:
        return "true" if value else "false"
    inner = line + step
    if kind is list:
        if not value:
            return "[]"
        parts = [_json(one, inner, step, colon) for one in value]
        return f"[{inner}{f',{inner}'.join(parts)}{line}]"
    parts = [f'"{name}"{colon}{_json(one, inner, step, colon)}' for name, one in vars(value).items()]
    return f"{{{inner}{f',{inner}'.join(parts)}{line}}}"
