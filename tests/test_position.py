"""Posts: dictionary form, case, gender, number, and the organisation they name."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest

from protoparse.fields.declension import fold
from protoparse.fields.dictionary import analyser
from protoparse.fields.organisation import find_organisation, is_legal_entity, is_organisation
from protoparse.fields.position import (
    can_be_plural_position,
    dictionary_position,
    is_plural_position,
    is_position,
    position_cases,
)
from protoparse.fields.position_lexicon import FEMININE, MASCULINE, MASCULINE_IN_A
from protoparse.fields.position_words import (
    adjective_forms,
    is_verb,
    looked_up,
    plain_words,
    post_forms,
    restore,
)
from protoparse.fields.text import Case

TABLE = Path(__file__).parent / "fields" / "positions.tsv"
ROWS = [
    line.split("\t")
    for line in TABLE.read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def test_the_dictionary_reads_no_plain_word_as_a_post() -> None:
    assert [word for word in sorted(plain_words()) if looked_up(word)] == []


@pytest.mark.parametrize(("printed", "case", "expected"), ROWS, ids=[row[0] for row in ROWS])
def test_dictionary_form(printed: str, case: str, expected: str) -> None:
    demanded = None if case == "-" else cast("Case", case)
    assert dictionary_position(printed, demanded) == expected
    assert dictionary_position(expected, demanded) == expected, "a dictionary form must not change again"


@pytest.mark.parametrize(
    ("printed", "expected"), [(row[0], row[2]) for row in ROWS], ids=[row[0] for row in ROWS]
)
def test_dictionary_form_without_a_demanded_case(printed: str, expected: str) -> None:
    assert dictionary_position(printed) == expected


def test_white_space_is_folded() -> None:
    assert dictionary_position("учителя\n  химии") == "учитель химии"


@pytest.mark.parametrize(
    "text",
    [
        "методиста",
        "гл. специалист",
        "к.п.н., доц.",
        "и.о. директора",
        "зам. главы",
        "руководителям ШМО",
        "пчеловода",
        "директора, завуч",
        "- повар",
        "заведующие детскими садами",
        "старшие воспитатели",
        "ИП",
    ],
)
def test_posts(text: str) -> None:
    assert is_position(text)


@pytest.mark.parametrize(
    "text",
    [
        "отпуск",
        "кв. 17",
        "больничный лист",
        "по ВКС",
        "мама ученика",
        "командировка",
        "литературы",
        "школа",
        "театр",
        "рабочая группа",
        "управляющей организации",
        "с анализом работы",
        "сообщила о плане",
        "главный",
        "",
        "5",
        "отдел",
        "документ",
        "вариант",
        "завод",
        "администрация",
    ],
)
def test_no_posts(text: str) -> None:
    assert not is_position(text)


@pytest.mark.parametrize(
    ("text", "cases"),
    [
        ("директору", {"datv"}),
        ("заместителю директора", {"datv"}),
        ("методиста", {"gent", "accs"}),
        ("заведующую библиотекой", {"accs"}),
        ("заведующей библиотекой", {"gent", "datv", "ablt", "loct"}),
        ("завуч", {"nomn"}),
        ("главного врача", {"gent", "accs"}),
        ("начальником", {"ablt"}),
        ("отпуск", set()),
    ],
)
def test_cases(text: str, cases: set[Case]) -> None:
    assert position_cases(text) == cases


def test_number() -> None:
    assert is_plural_position("руководителям школ")
    assert not is_plural_position("директора школ")
    assert can_be_plural_position("директора школ")
    assert not can_be_plural_position("методиста")


@pytest.mark.parametrize(
    ("post", "organisation"),
    [
        ("методист КОГОБУ СШ пгт Лесной", "КОГОБУ СШ пгт Лесной"),
        ("директор МКОУ СШ №7", "МКОУ СШ №7"),
        ("начальник отдела ЮОВО", "отдела ЮОВО"),
        ("директор Речного многопрофильного лицея", "Речного многопрофильного лицея"),
        ("заместитель директора по УВР МБОУ СОШ № 2", "МБОУ СОШ № 2"),
        ("директор ООО «УК «Уют»", "ООО «УК «Уют»"),
        ("заместитель главы администрации района по социальным вопросам", "администрации района"),
        ("заведующая городской библиотекой № 2", "городской библиотекой № 2"),
        ("директор МКОУ «Лицей», член совета", "МКОУ «Лицей»"),
        ("председатель комитета образования", "комитета образования"),
        ('директор МКУК "Дом культуры, спорта"', 'МКУК "Дом культуры, спорта"'),
        ("заместитель директора по УВР", None),
        ("учитель русского языка и литературы", None),
        ("директор школы", None),
        ("классный руководитель 5 класса", None),
        ("собственник квартиры № 17", None),
        ("глава сельского поселения", None),
        ("зав. кафедрой, д.п.н., проф.", None),
    ],
)
def test_organisation(post: str, organisation: str | None) -> None:
    span = find_organisation(post)
    assert (None if span is None else post[slice(*span)]) == organisation


def test_legal_entities_and_organisations() -> None:
    assert is_legal_entity("ООО «Рассвет»") and is_legal_entity("ПАО «Север», в лице директора")
    assert not is_legal_entity("ООО") and not is_legal_entity("директор ООО «Рассвет»")
    assert is_organisation("Управляющей организации") and is_organisation("отдел культуры")
    assert not is_organisation("отпуск") and not is_organisation("УВР")


def test_word_forms() -> None:
    assert {form.case for form in post_forms("владельца")} == {"gent", "accs"}
    assert post_forms("вариант", guess=True) == ()
    assert restore("Звукорежиссёра", "звукорежиссер") == "Звукорежиссёр"
    assert is_verb("обеспечить") and not is_verb("школа") and not is_verb("директор")


CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")
# One post a row: its six cases, then those of the plural; variants stand side by side.
PARADIGMS = """
директор директора директору директора директором директоре
    директоры/директора директоров директорам директоров директорами директорах
педагог педагога педагогу педагога педагогом педагоге
    педагоги педагогов педагогам педагогов педагогами педагогах
врач врача врачу врача врачом враче
    врачи врачей врачам врачей врачами врачах
сторож сторожа сторожу сторожа сторожем стороже
    сторожи/сторожа сторожей сторожам сторожей сторожами сторожах
учитель учителя учителю учителя учителем учителе
    учители/учителя учителей учителям учителей учителями учителях
казначей казначея казначею казначея казначеем казначее
    казначеи казначеев казначеям казначеев казначеями казначеях
владелец владельца владельцу владельца владельцем владельце
    владельцы владельцев владельцам владельцев владельцами владельцах
продавец продавца продавцу продавца продавцом продавце
    продавцы продавцов продавцам продавцов продавцами продавцах
глава главы главе главу главой/главою главе
    главы глав главам глав главами главах
судья судьи судье судью судьёй/судьею судье
    судьи судей судьям судей судьями судьях
методистка методистки методистке методистку методисткой/методисткою методистке
    методистки методисток методисткам методисток методистками методистках
прачка прачки прачке прачку прачкой прачке
    прачки прачек прачкам прачек прачками прачках
хозяйка хозяйки хозяйке хозяйку хозяйкой хозяйке
    хозяйки хозяек хозяйкам хозяек хозяйками хозяйках
медсестра медсестры медсестре медсестру медсестрой/медсестрою медсестре
    медсёстры медсестёр медсёстрам медсестёр медсёстрами медсёстрах
учительница учительницы учительнице учительницу учительницей/учительницею учительнице
    учительницы учительниц учительницам учительниц учительницами учительницах
няня няни няне няню няней/нянею няне
    няни нянь няням нянь нянями нянях
дежурный дежурного дежурному дежурного дежурным дежурном
    дежурные дежурных дежурным дежурных дежурными дежурных
портной портного портному портного портным портном
    портные портных портным портных портными портных
рабочий рабочего рабочему рабочего рабочим рабочем
    рабочие рабочих рабочим рабочих рабочими рабочих
полицейский полицейского полицейскому полицейского полицейским полицейском
    полицейские полицейских полицейским полицейских полицейскими полицейских
учащийся учащегося учащемуся учащегося учащимся учащемся
    учащиеся учащихся учащимся учащихся учащимися учащихся
дежурная дежурной дежурной дежурную дежурной/дежурною дежурной
заведующая заведующей заведующей заведующую заведующей/заведующею заведующей
учащаяся учащейся учащейся учащуюся учащейся учащейся
врио врио врио врио врио врио
"""


@pytest.mark.parametrize(
    "forms", PARADIGMS.replace("\n   ", "").strip().splitlines(), ids=lambda forms: forms.split()[0]
)
def test_every_form_of_a_post_is_known(forms: str) -> None:
    groups = [group.split("/") for group in forms.split()]
    (lemma,) = groups[0]
    wanted: dict[str, set[tuple[str, bool]]] = {}
    for place, group in enumerate(groups):
        for form in group:
            wanted.setdefault(fold(form), set()).add((CASES[place % 6], place >= 6))
    known = {
        form: {(one.case, one.plural) for one in post_forms(form) if one.lemma == lemma} for form in wanted
    }
    assert known == wanted


IRREGULAR = {"стрелок", "хозяин"}
RARE_PLURALS = {"вахтера", "дьякона", "инструктора", "конструктора", "корректора", "пекаря", "ректора"}


def test_listed_posts_are_declined_as_in_the_dictionary() -> None:
    missing = []
    for noun in sorted({*MASCULINE, *MASCULINE_IN_A, *FEMININE} - IRREGULAR):
        known = [parse for parse in analyser()(noun) if parse.is_known and parse.normal_form == noun]
        nouns = [parse for parse in known if "NOUN" in parse.tag and "anim" in parse.tag]
        for form in nouns[0].lexeme if nouns else ():
            readings = {(reading.case, reading.plural) for reading in post_forms(form.word)}
            if form.tag.case in CASES and (form.tag.case, form.tag.number == "plur") not in readings:
                missing.append(form.word)
    assert set(map(fold, missing)) <= RARE_PLURALS


@pytest.mark.parametrize(
    ("word", "lemmas"),
    [
        ("старшего", {"старший"}),
        ("младшую", {"младшая"}),
        ("верхняя", {"верхняя"}),
        ("верхнюю", {"верхняя"}),
        ("верхней", {"верхняя"}),
        ("верхнему", {"верхний"}),
        ("главной", {"главная", "главный"}),
        ("городского", {"городской"}),
        ("районного", {"районный"}),
        ("ведущему", {"ведущий"}),
        ("технический", {"технический"}),
    ],
)
def test_dictionary_form_of_an_adjective(word: str, lemmas: set[str]) -> None:
    assert {form.lemma for form in adjective_forms(word) if not form.plural} == lemmas
