"""Views: what the clean text leaves out, joins and keeps, and the way back to the source."""

from __future__ import annotations

import pytest

from protoparse.document import Span
from protoparse.view import View, clean, fold


def view_of(text: str) -> View:
    return clean(text, [Span(0, len(text))])


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("  два\u00a0 слова \n и строка ", "два слова и строка"),
        ("имя\tдолжность", "имя\tдолжность"),
        ("имя          должность", "имя\tдолжность"),
        ("имя  должность", "имя должность"),
        ("**Решили:** утвердить", "Решили: утвердить"),
        ("<p>Решили</p>", "Решили"),
        ("[bookmark: _GoBack]Решили", "Решили"),
        ("### Повестка дня", "Повестка дня"),
        ("пере\u00adнос", "перенос"),
        ("\ufeffПротокол\u200b", "Протокол"),
        ("утвер-\nдить план", "утвердить план"),
        ("утвер-  \n  дить план", "утвердить план"),
        ("учебно-\nвоспитательной", "учебно-воспитательной"),
        ("Иванова-\nПетрова", "Иванова-Петрова"),
        ("Р Е Ш И Л И:", "РЕШИЛИ:"),
        ("П Р О Т О К О Л № 1", "ПРОТОКОЛ № 1"),
        ("С Л У Ш А Л И: Лося Б.В.", "СЛУШАЛИ: Лося Б.В."),
        ("я и в ней", "я и в ней"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("«Ёлка» — 5", "«Ёлка» — 5"),
        ("", ""),
        (" \n\t ", ""),
    ],
)
def test_clean(source: str, wanted: str) -> None:
    view = view_of(source)
    assert view.text == wanted
    assert len(view.origin) == len(view.text)
    assert all(char.isspace() or source[at] == char for char, at in zip(view.text, view.origin, strict=True))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("РЕШИЛИ", "решили"),
        ("Отчёт", "отчет"),
        ("«Лось» – „Ёж“", '"лось" - "еж"'),
        ("имя\tдолжность", "имя должность"),
        ("Пpoтoкoл", "протокол"),  # Latin p and o among Cyrillic letters
        ("PDF", "pdf"),
        ("İ", "İ"),  # its lower case has two characters
    ],
)
def test_fold_keeps_the_length(text: str, wanted: str) -> None:
    assert fold(text) == wanted
    assert len(fold(text)) == len(text)


def test_several_spans_are_joined_like_lines() -> None:
    text = "утвер-\n12\nдить план"
    view = clean(text, [Span(0, 6), Span(10, 19)])
    assert view.text == "утвердить план"
    assert view.span() == Span(0, 19)


def test_a_word_cut_between_two_spans_is_whole() -> None:
    source = "по мере необхо-\n[2]\nдимости"
    cut = [Span(0, 16), Span(20, 27)]  # the first with the end of its line, as in a row over two pages
    assert clean(source, cut).text == "по мере необходимости"


@pytest.mark.parametrize(
    ("cut", "whole"),
    [("по-\nлучение", "получение"), ("по-\nновому", "по-новому"), ("по-\nрусски", "по-русски")],
)
def test_the_hyphen_of_manner_stays(cut: str, whole: str) -> None:
    assert clean(cut, [Span(0, len(cut))]).text == whole


def test_the_hyphen_stays_where_the_reader_of_words_says_so() -> None:
    text = "бело-\nсиний"
    assert view_of(text).text == "белосиний"
    assert clean(text, [Span(0, len(text))], lambda first, second: True).text == "бело-синий"


def test_span_leads_back_and_leaves_white_space_out() -> None:
    text = "**Решили:**  утвердить  план"
    view = view_of(text)
    at = view.text.index(" утвердить ")
    span = view.span(at, at + len(" утвердить "))
    assert text[span.start : span.end] == "утвердить"
    assert view.span(3, 3).start == view.span(3, 3).end
    assert View("", view.origin[:0]).span() == Span(0, 0)


def test_cut_trims_both_ends() -> None:
    view = view_of("один два три")
    part = view.cut(4, 9)
    assert part.text == "два"
    assert list(part.origin) == [5, 6, 7]
    assert view.cut(12).text == ""


def test_join_gives_the_separator_a_place() -> None:
    text = "один | два"
    joined = View.join(
        [clean(text, [Span(0, 4)]), View("", view_of("").origin), clean(text, [Span(7, 10)])], "\t"
    )
    assert joined.text == "один\tдва"
    assert list(joined.origin) == [0, 1, 2, 3, 3, 7, 8, 9]
    assert joined.flat == "один два"
