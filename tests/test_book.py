"""Several minutes in one file, as archives bind them: each is read as it would be alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from protoparse.pipeline import parse
from protoparse.readers import read
from tests.pdf_maker import make
from tests.pdf_sheets import LEFT, Page, full, prose
from tests.printed import texts

SAMPLES = Path(__file__).parents[1] / "samples"
BOUND = ("01-pedsovet.docx", "05-kdn.docx", "06-rodkom.txt")
OF_PLACES = frozenset({"id", "span", "spans", "page", "mentions"})  # the book has its own


def without_places(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: without_places(inner) for name, inner in value.items() if name not in OF_PLACES}
    return [without_places(inner) for inner in value] if isinstance(value, list) else value


@pytest.mark.parametrize("between", ["\n\n\n", "\f"])
def test_minutes_of_a_book_are_read_as_alone(between: str) -> None:
    sources = [read(SAMPLES / name).text for name in BOUND]
    alone = [one for text in sources for one in parse(text.encode(), format="txt").protocols]
    book = parse(between.join(sources).encode(), format="txt").protocols
    assert len(book) == len(BOUND)
    for own, bound in zip(alone, book, strict=True):
        assert without_places(bound.model_dump()) == without_places(own.model_dump())


def test_the_same_minutes_twice_are_no_echo_of_themselves() -> None:
    text = read(SAMPLES / "01-pedsovet.docx").text
    first, second = parse(f"{text}\n\n\n{text}".encode(), format="txt").protocols
    assert first.items and without_places(first.model_dump()) == without_places(second.model_dump())


def minutes(number: int) -> Page:
    """A page of short minutes whose title, letterhead and signatures stand where those of the others do."""
    page = Page()
    page.text(230, 40, "МБОУ «Школа № 3 г. Ключевого»")
    page.text(270, 56, "ПРОТОКОЛ", font="F2")
    page.text(230, 70, "заседания педагогического совета", font="F2")
    page.text(LEFT, 96, f"от {number + 10}.03.2025 № {number}")
    page.text(LEFT, 124, "Присутствовали: 12 чел.")
    prose(page, 150, [full(f"СЛУШАЛИ: о работе кружка {number}, который ", 93), f"посещают дети {number}."])
    page.text(LEFT, 800, "Секретарь _____________ Крылова А.А.")
    return page


def test_the_page_that_begins_minutes_has_no_running_head() -> None:
    document = read(make([minutes(number) for number in range(1, 7)]), format="pdf")
    assert texts(document, "furniture") == []
    assert [one.header.number for one in parse(make([minutes(1), minutes(2)]), format="pdf").protocols] == [
        "1",
        "2",
    ]


def test_a_running_foot_with_the_count_of_pages_is_no_title() -> None:
    pages = [minutes(1), minutes(2)]
    for number, page in enumerate(pages, start=1):
        page.text(LEFT, 822, f"Протокол педагогического совета стр. {number}")
    feet = ["Протокол педагогического совета стр. 1", "Протокол педагогического совета стр. 2"]
    assert texts(read(make(pages), format="pdf"), "furniture") == feet


def test_a_running_foot_ends_with_the_page_behind_form_feeds() -> None:
    pages = [f"Текст страницы {n}.\n\nИ ещё {n}.\n\nМБОУ СОШ № 5, педсовет, {n}" for n in range(1, 5)]
    feet = [f"МБОУ СОШ № 5, педсовет, {n}" for n in range(1, 5)]
    assert texts(read("\f".join(pages).encode(), format="txt"), "furniture") == feet
    titles = "\f".join(f"Протокол {n}\n\nТекст {n}.\n\nВсего {n} слов." for n in range(1, 5))
    assert texts(read(titles.encode(), format="txt"), "furniture") == []


def test_what_stands_at_one_height_on_pages_far_apart_is_no_running_head() -> None:
    pages = []
    for number in range(1, 10):
        page = Page()
        if number in (2, 8):
            page.text(LEFT, 40, "Срок: до 1 сентября 2025 г.")
        prose(page, 80, [full(f"Совет {number} созыва отметил, что ", 93), f"и всё {number}."])
        pages.append(page)
    assert texts(read(make(pages), format="pdf"), "furniture") == []


def test_titles_behind_form_feeds_are_no_running_heads() -> None:
    source = "\f".join(
        f"ПРОТОКОЛ\nзаседания совета школы\nот {day}.02.2025\n\nПрисутствовали: 5 чел.\n\n"
        "СЛУШАЛИ: Крылову А.А. о ремонте.\n\nРЕШИЛИ: купить краску.\n\nСекретарь А.А. Крылова"
        for day in (10, 20, 24)
    )
    assert texts(read(source.encode(), format="txt"), "furniture") == []
    assert len(parse(source.encode(), format="txt").protocols) == 3
