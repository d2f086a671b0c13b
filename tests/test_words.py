"""`[words]` of a grammar: another language read as the core's, results in the words of the document."""

from __future__ import annotations

from array import array
from pathlib import Path

import pytest
from shelf import LEARNED, parsed

from protoparse.errors import GrammarError
from protoparse.grammar.compile import load_grammar
from protoparse.grammar.words import Words
from protoparse.list_label import find_label
from protoparse.model import Decision, TextSpan
from protoparse.pipeline import run
from protoparse.view import View, fold

WORDS = Words(
    {"решили": ["ухвалили", "вирішили"], "повестка дня": ["порядок денний"], "о": ["про"], "года": ["року"]}
)


def view(text: str) -> View:
    return View(text, array("i", range(len(text))))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("УХВАЛИЛИ: план", "РЕШИЛИ: план"),
        ("Вирішили:", "Решили:"),
        ("Порядок денний", "Повестка дня"),
        ("ПОРЯДОК ДЕННИЙ:", "ПОВЕСТКА ДНЯ:"),
        ("Про план на 2024 року", "О план на 2024 года"),
        ("проти, проект", "проти, проект"),  # whole words only
        ("", ""),
    ],
)
def test_words_are_read_as_those_of_the_core(text: str, wanted: str) -> None:
    read = WORDS.read(view(text))
    assert read.text == wanted
    assert len(read.origin) == len(read.text)
    assert list(read.origin) == sorted(read.origin)


def test_a_word_stands_for_the_stretch_that_it_replaces() -> None:
    read = WORDS.read(view("ми ухвалили план"))
    start = read.text.index("решили")
    span = read.span(start, start + len("решили"))
    assert (span.start, span.end) == (3, 11)


def test_no_words_change_nothing() -> None:
    text = view("УХВАЛИЛИ")
    assert not Words({}) and Words({}).read(text) is text
    assert not Words({}).are_those_of("ухвалили")


def test_a_child_may_read_a_word_of_its_parent_otherwise(tmp_path: Path) -> None:
    """What the child says counts, as with marks and macros; the other words of the parent stay."""
    head = 'schema = 1\nname = "{name}"\ntitle = "{name}"\nextends = "{above}"\n[words]\n'
    for name, above, words in (
        ("upper", "base", '"решили" = ["ухвалили", "вирішили"]'),
        ("lower", "upper", '"слушали" = ["ухвалили"]'),
    ):
        (tmp_path / f"{name}.toml").write_text(head.format(name=name, above=above) + words, "utf-8")
    read = load_grammar(tmp_path / "lower.toml").words.read
    assert read(view("ухвалили, вирішили")).text == "слушали, решили"


def test_a_language_shows_by_several_words() -> None:
    words = Words({"решили": ["ухвалили"], "о": ["про"], "года": ["року"], "нет": ["немає"]})
    assert words.are_those_of(fold("УХВАЛИЛИ про план 2024 року, зауважень немає"))
    assert not words.are_those_of(fold("УХВАЛИЛИ план 2024 року"))


@pytest.mark.parametrize(
    ("source", "read", "wanted"),
    [
        ("1. Про план 2024 року. УХВАЛИЛИ", "О план 2024 года.", "Про план 2024 року."),
        ("Лось О.В. про план", "О план.", "Про план."),
        ("Лось О.В. про\nплан", "о план", "про план"),
        ("план року", "план года и о чём-то", "план року и про чём-то"),  # nowhere as a whole
        ("Решили сами", "Решили сами", "Решили сами"),
    ],
)
def test_results_have_the_words_of_the_document(source: str, read: str, wanted: str) -> None:
    node = Decision(text=read, span=TextSpan(start=0, end=len(source)))
    WORDS.restored([node], source)
    assert node.text.lower() == wanted.lower()


def test_nothing_russian_is_left_in_ukrainian_minutes() -> None:
    protocol = parsed(LEARNED / "pedrada-gimnaziya.txt").envelope.protocols[0]
    assert not set("ыэъё") & set(protocol.model_dump_json().lower())
    assert protocol.attendance.chair is not None
    assert protocol.attendance.chair.position == "директор гімназії"


def test_a_word_means_one_thing(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text(
        'schema = 1\nname = "a"\ntitle = "A"\nextends = "base"\n[words]\n"о" = ["про"]\n"за" = ["Про"]\n',
        "utf-8",
    )
    with pytest.raises(GrammarError, match="G004"):
        load_grammar(path)


def test_words_cut_labels_that_no_code_knows(tmp_path: Path) -> None:
    """«ЗАСЛУХАНО» has neither a mark nor a pattern in Python: the grammar alone says what it is."""
    path, document = tmp_path / "a.toml", tmp_path / "a.txt"
    path.write_text(
        'schema = 1\nname = "a"\ntitle = "A"\nextends = "base"\n[words]\n"слушали" = ["на слуху"]\n', "utf-8"
    )
    document.write_text(
        "ПРОТОКОЛ № 1\nНА СЛУХУ: Лось Б.В. об отчёте.\nРЕШИЛИ:\n1. Утвердить отчёт.\n", "utf-8"
    )
    (protocol,) = run(document, grammar=path).envelope.protocols
    assert [mention.text for mention in protocol.items[0].listened[0].speakers] == ["Лось Б.В."]
    assert protocol.items[0].listened[0].text.startswith("НА СЛУХУ:")


@pytest.mark.parametrize("line", ["І. Про план", "ІІ. Слухали", "ІV. Різне"])
def test_roman_numbers_may_have_the_ukrainian_letter(line: str) -> None:
    label = find_label(line)
    assert label is not None and label.kind == "roman" and label.text.isascii()


def test_other_letters_fold_to_the_nearest() -> None:
    assert fold("Відповідальний Ґудзь, об’єднання") == "видповидальний гудзь, объеднання"
