"""The JSON Schema of a grammar file, for editors; `grammars/schema.json` is made from here."""

from __future__ import annotations

import json
from typing import Any

from protoparse.grammar.shapes import SHAPES
from protoparse.grammar.spec import KINDS, GrammarSpec

NAME = "schema.json"


def grammar_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a grammar: its keys, shapes by name, one kind for each mark."""
    schema = GrammarSpec.model_json_schema(by_alias=True)
    mark = schema["$defs"]["MarkSpec"]
    mark["properties"]["shape"] = {"enum": sorted(SHAPES), "title": "Shape"}
    for kind in ("like", "re", "columns"):
        shape = mark["properties"][kind]
        given = [one for one in shape.pop("anyOf") if one.get("type") != "null"]
        shape.pop("default", None)
        shape.update(given[0])
    mark["oneOf"] = [{"required": [kind]} for kind in KINDS]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "title": "protoparse grammar",
        "description": "How one kind of minutes is recognised: marks of blocks and the order of blocks.",
    }


def schema_text() -> str:
    """The schema as `grammars/schema.json` holds it."""
    return json.dumps(grammar_schema(), ensure_ascii=False, indent=2) + "\n"
