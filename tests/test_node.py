"""The models of the output as objects: to JSON and back, checked where they come from elsewhere."""

from __future__ import annotations

import json

import pytest
from pydantic import TypeAdapter, ValidationError

from protoparse.model import Decision, Envelope, Mention, Protocol, TextSpan, Vote
from protoparse.pipeline import parse

MINUTES = """ПРОТОКОЛ № 3
заседания «родительского комитета» \\ 1-го «А»\tкласса
12.03.2024
Присутствовали: Жаворонкова И.П., Стрижов О.Л.
СЛУШАЛИ: Жаворонкову И.П. о ремонте класса.
РЕШИЛИ: купить краску. Ответственный Стрижов О.Л., срок до 1 апреля.
Голосовали: за — 2, против — 0.
""".encode()


@pytest.fixture(scope="module")
def envelope() -> Envelope:
    return parse(MINUTES, name="протокол.txt")


@pytest.mark.parametrize("indent", [None, 0, 2, 4])
def test_json_is_what_any_writer_makes_of_the_values(envelope: Envelope, indent: int | None) -> None:
    separators = (",", ":") if indent is None else None
    expected = json.dumps(envelope.model_dump(), ensure_ascii=False, indent=indent, separators=separators)
    assert envelope.model_dump_json(indent=indent) == expected
    assert "Жаворонкова" in expected


def test_json_writes_every_kind_of_value() -> None:
    signs = '"\\/\b\f\n\r\t\x00\x1f\x7f\u2028№ё😀'
    vote = Vote(yes=1.5, no=12, unanimous=False, text=signs, span=TextSpan(start=0, end=3))
    expected = {
        "yes": 1.5,
        "no": 12,
        "abstain": None,
        "unanimous": False,
        "result": None,
        "text": signs,
        "span": {"start": 0, "end": 3, "page": None},
    }
    assert json.loads(vote.model_dump_json()) == vote.model_dump() == expected
    assert vote.model_dump_json() == TypeAdapter(Vote).dump_json(vote).decode()
    assert vote.model_dump(exclude_none=True)["span"] == {"start": 0, "end": 3}


def test_what_was_written_is_read_back(envelope: Envelope) -> None:
    assert Envelope.model_validate_json(envelope.model_dump_json()) == envelope
    assert Envelope.model_validate(envelope.model_dump()) == envelope
    assert isinstance(envelope.protocols[0], Protocol)


@pytest.mark.parametrize(
    "data",
    [
        {"text": "а"},
        {"text": "а", "span": {"start": 0, "end": 1}, "rank": 1},
        {"text": "а", "span": {"start": "нет", "end": 1}},
        {"text": "а", "span": {"start": 0, "end": 1}, "role": "king"},
    ],
    ids=["missing", "unknown", "kind", "value"],
)
def test_what_is_no_such_object_is_refused(data: object) -> None:
    with pytest.raises(ValidationError):
        Mention.model_validate(data)


def test_each_object_has_lists_of_its_own() -> None:
    span = TextSpan(start=0, end=1)
    first, second = Decision(text="а", span=span), Decision(text="а", span=span)
    assert first == second
    first.children.append(second)
    assert second.children == [] and first != second
    copied = first.model_copy(update={"number": "1"})
    assert (copied.number, first.number, copied.children) == ("1", None, first.children)


def test_the_schema_says_what_the_fields_hold() -> None:
    schema = Mention.model_json_schema()
    assert schema["additionalProperties"] is False and schema["required"] == ["text", "span"]
    assert schema["properties"]["text"]["description"] == "Verbatim, white space folded."
    assert Decision.model_json_schema()["$defs"]["Decision"]["properties"]["children"]["default"] == []
