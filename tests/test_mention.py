"""Mentions in a run of text, and the roles that people have in the meeting."""

from __future__ import annotations

import time
from pathlib import Path
from typing import cast

import pytest

from protoparse.fields.mention import MentionForm, read_mentions
from protoparse.fields.role import read_role
from protoparse.fields.text import Case

TABLE = Path(__file__).parent / "fields" / "mentions.tsv"
ROWS = [
    line.split("\t")
    for line in TABLE.read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def shown(text: str, form: MentionForm) -> str:
    """The mention as the table writes it: `name / position / role / note`, `~group`, `@organisation`."""
    if form.name is not None:
        given, patronymic = form.name.given or "", form.name.patronymic or ""
        gap = "" if len(given) <= 2 or not patronymic else " "
        name = " ".join(word for word in (form.name.surname, given + gap + patronymic) if word)
        cells = [name, form.position or "", form.role or "", form.note or ""]
        while not cells[-1]:
            cells.pop()
        return " / ".join(cells)
    if form.organization and not form.position:
        return "@" + form.organization
    return "~" + " ".join(text[form.start : form.end].split()) + (f" [{form.role}]" if form.role else "")


def read(text: str, case: str = "-", body: str | None = None) -> list[MentionForm]:
    return read_mentions(text, None if case == "-" else cast("Case", case), body=body)


@pytest.mark.parametrize(("case", "text", "expected"), ROWS, ids=[row[1][:50] for row in ROWS])
def test_table(case: str, text: str, expected: str) -> None:
    text = text.replace("\\n", "\n").replace("\\t", "\t")
    assert " | ".join(shown(text, form) for form in read(text, case)) == expected


@pytest.mark.parametrize("text", [row[1] for row in ROWS], ids=[row[1][:50] for row in ROWS])
def test_spans_lie_in_the_text_and_in_order(text: str) -> None:
    forms = read(text)
    assert [form.start for form in forms] == sorted(form.start for form in forms)
    for form in forms:
        assert 0 <= form.start < form.end <= len(text)
        if form.name is not None:
            assert form.start <= form.name.start < form.name.end <= form.end
            if form.name.surname and not form.name.masked:
                printed = text[form.name.start : form.name.end].lower()
                assert form.name.surname.lower() in printed


@pytest.mark.parametrize("text", [row[1] for row in ROWS], ids=[row[1][:50] for row in ROWS])
def test_groups_can_be_left_out(text: str) -> None:
    assert all(form.name is not None for form in read_mentions(text, groups=False))


def test_the_span_covers_name_and_post() -> None:
    text = "Присутствовали: Зуева И.И. – завуч школы; Ким Л.Д."
    form = read(text)[0]
    assert text[form.start : form.end] == "Зуева И.И. – завуч школы"


def test_role_text_is_printed_wording() -> None:
    form = read("Координатор-ответственный секретарь КС: Зуев И.И. - заместитель директора")[0]
    assert (form.role, form.role_text) == ("secretary", "Координатор-ответственный секретарь КС")
    assert form.position == "заместитель директора"


def test_organization_of_a_post() -> None:
    form = read("Зуев И.И. – директор МКОУ СШ № 3")[0]
    assert form.organization == "МКОУ СШ № 3"
    assert read("Зуев И.И., ООО «Рассвет»")[0].organization == "ООО «Рассвет»"


def test_case_follows_the_words() -> None:
    assert read("директору школы Зуеву И.И.")[0].case == "datv"
    assert read("директора школы Зуеву Е.Б.")[0].case == "accs"
    assert read("директора школы Зуевой Е.Б.")[0].case == "gent"
    assert read("Зуев И.И., директор", "accs")[0].case == "nomn"
    assert read("Зуеву И.И., доц.", "accs")[0].case == "accs"


def test_the_body_tells_its_chair_from_another() -> None:
    text = "Зуева И.И., председатель культмассовой комиссии"
    assert read(text)[0].role is None
    assert read(text, body="культмассовой комиссии")[0].role == "chair"
    other = "Председатель социальной комиссии: Зуева И.И."
    assert read(other, body="педагогического совета")[0].role is None


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Председатель КС", "chair"),
        ("председатель рабочей группы", "chair"),
        ("председательствующий", "chair"),
        ("Ведущий собрания", "chair"),
        ("заместитель председателя", "deputy_chair"),
        ("секретарь", "secretary"),
        ("Протокол вела", "secretary"),
        ("ответственный секретарь комиссии", "secretary"),
        ("Куратор КС", "curator"),
        ("кооптированный член совета", "member"),
        ("все члены методического совета", "member"),
        ("Приглашённые", "invited"),
        ("Докладчик", "speaker"),
        ("члены счётной комиссии", "other"),
        ("секретарь учебной части", None),
        ("секретарь руководителя", None),
        ("секретарь-машинистка", None),
        ("председатель комитета образования", None),
        ("председатель Совета депутатов", None),
        ("председатель районного суда", None),
        ("председатель ТСЖ", None),
        ("ведущий специалист", None),
        ("куратор группы 23", None),
        ("член Союза художников", None),
        ("член-корреспондент", None),
        ("директор", None),
    ],
)
def test_roles(text: str, role: str | None) -> None:
    form = read_role(text)
    assert (form.role if form else None) == role


def roles() -> list[list[str]]:
    lines = (TABLE.parent / "roles.tsv").read_text(encoding="utf-8").splitlines()
    return [[*line.split("\t"), "", ""] for line in lines if not line.startswith("#")]


@pytest.mark.parametrize("row", roles(), ids=lambda row: "|".join(row[:3]))
def test_roles_of_bodies_and_captions(row: list[str]) -> None:
    text, caption, body, role, words, more = row[:6]
    form = read_role(text, label=caption == "caption", body=None if body == "-" else body)
    if role == "none":
        assert form is None
        return
    assert form is not None
    assert (form.role, text[form.start : form.end]) == (role, words)
    assert (form.named_body, form.plural) == ("body" in more, "plural" in more)


def test_a_long_line_is_read_like_a_short_one() -> None:
    assert read_role("председатель собрания" + " " * 5000) == read_role("председатель собрания")


@pytest.mark.parametrize(
    "text",
    [
        " " * 20000 + "Зуев И.И.",
        "«" * 9000,
        "(" * 4000 + "Зуев И.И." + ")" * 4000,
        "а. " * 9000,
        " - " * 9000,
        "\n" * 9000,
        "Зуев И.И., директор, " * 900,
        "к.п.н., " * 3000,
        "кандидат наук " * 2000,
        "(Зуев И.И. " * 900,
    ],
    ids=[
        "spaces",
        "quotes",
        "brackets",
        "stops",
        "dashes",
        "breaks",
        "people",
        "degrees",
        "learned",
        "unclosed",
    ],
)
def test_hostile_input_is_read_in_time(text: str) -> None:
    started = time.process_time()
    read(text)
    read(text, "accs")
    assert time.process_time() - started < 5


def test_nothing_is_invented() -> None:
    for text in (
        "",
        " ",
        "–",
        "постоянно",
        "в течение года",
        "имени Г.С.Зуева",
        "10 мин",
    ):
        assert read(text) == []
