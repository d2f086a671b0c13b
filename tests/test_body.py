"""Minutes told in heads and narrative: which item a line opens, who reports, who else speaks."""

from __future__ import annotations

import pytest
from surgery import poured

from protoparse.grammar.compile import load_grammar
from protoparse.model import Protocol
from protoparse.pipeline import interpret

HEAD = """ПРОТОКОЛ № 3 заседания педагогического совета
12.02.2024
Председатель: Кедров И.И.
Секретарь: Ольхина А.А.
{people}
Повестка дня:
1. О ремонте школы.
2. О дежурстве.
{body}
Председатель ______ И.И. Кедров
Секретарь ______ А.А. Ольхина"""


def minutes(body: str, people: str = "Присутствовали: 12 чел.") -> Protocol:
    """The protocol of a body of one paragraph a line, under a head and an agenda of two questions."""
    document = poured(HEAD.format(people=people, body=body).splitlines())
    (protocol,) = interpret(document, [load_grammar("base")]).built.protocols
    return protocol


def told(body: str) -> list[tuple[str | None, list[str | None], list[str | None]]]:
    """What agenda number each item answers, who was heard and who spoke."""
    return [
        (
            item.agenda,
            [mention.name for speech in item.listened for mention in speech.speakers],
            [mention.name for speech in item.spoke for mention in speech.speakers],
        )
        for item in minutes(body).items
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("1. ПЕРВЫЙ ВОПРОС", "2. ВТОРОЙ ВОПРОС"),
        ("Первый вопрос.", "Второй вопрос повестки дня."),
        ("ВОПРОС ПЕРВЫЙ: о ремонте школы", "ВОПРОС ВТОРОЙ: о дежурстве"),
        ("1. По ремонту", "2. По дежурству"),
        ("1. По ремонту школы", "2. По дежурству в школе"),
    ],
)
def test_a_question_by_its_place_or_in_two_words_is_a_head(first: str, second: str) -> None:
    said = "Лось В.В. рассказал о делах.\nРешили: принять к сведению."
    assert [item.agenda for item in minutes(f"{first}\n{said}\n{second}\n{said}").items] == ["1", "2"]


def test_a_topic_of_the_agenda_on_a_line_of_its_own_is_a_head() -> None:
    body = """По первому вопросу слушали Лося В.В.
Решили: принять.
О дежурстве
Рысева О.О. напомнила о журнале.
Контроль за решениями возложить на завуча."""
    assert told(body) == [("1", ["Лось В.В."], []), ("2", ["Рысева О.О."], [])]


@pytest.mark.parametrize("line", ["По результатам обсуждения", "Первый вопрос вызвал споры."])
def test_words_that_only_look_like_a_head_open_no_item(line: str) -> None:
    body = f"По первому вопросу слушали Лося В.В.\nОн показал смету.\n{line}\nРешили: принять смету."
    assert len(minutes(body).items) == 1


def test_what_all_decide_behind_several_heads_is_the_meetings() -> None:
    body = """1. ПЕРВЫЙ ВОПРОС
Слово было предоставлено Лосю В.В. Он рассказал о ремонте.
2. ВТОРОЙ ВОПРОС
С информацией выступила Рысева О.О. Дежурят все.
По результатам обсуждения
РЕШИЛИ:
1. Закончить ремонт до 1 мая.
2. Составить график."""
    protocol = minutes(body)
    assert [len(item.decisions) for item in protocol.items] == [0, 0]
    assert [decision.number for decision in protocol.decisions] == ["1", "2"]


@pytest.mark.parametrize(
    "report",
    [
        "Выступил Лось В.В. Он показал смету.",
        "Завхоз школы Лось В.В. показал смету.",
        "Сообщение сделал Лось В.В. Смета готова.",
        "С информацией выступил Лось В.В. Смета готова.",
    ],
)
def test_the_first_who_speaks_under_a_head_reports(report: str) -> None:
    assert told(f"Вопрос 1.\n{report}\nРешили: смету принять.") == [("1", ["Лось В.В."], [])]


def test_a_list_of_speeches_under_a_head_holds_no_report() -> None:
    assert told("Вопрос 1.\nВыступили: Лось В.В.\nРешили: смету принять.") == [("1", [], ["Лось В.В."])]


@pytest.mark.parametrize(
    "remark",
    [
        "Рысева О.О. спросила о сроках.",
        "Потом Рысева О.О. возразила, что смета мала.",
        "В прениях Рысева О.О. уточнила сроки.",
        "Учитель физики Рысева О.О. предложила подождать.",
        "Рысева О.О. была против сметы.",
    ],
)
def test_others_in_the_middle_of_a_narrative_spoke(remark: str) -> None:
    body = f"По первому вопросу выступил Лось В.В. Смета готова. {remark} Все согласились.\nРешили: принять."
    assert told(body) == [("1", ["Лось В.В."], ["Рысева О.О."])]


@pytest.mark.parametrize(
    "deed", ["Рысева О.О. болеет.", "Смету Рысевой О.О. приняли.", "Лось В.В. добавил цифры."]
)
def test_a_sentence_about_somebody_is_no_speech(deed: str) -> None:
    body = f"По первому вопросу выступил Лось В.В. Смета готова. {deed}\nРешили: принять."
    assert told(body) == [("1", ["Лось В.В."], [])]


def test_in_discussion_with_a_colon_is_a_list_of_speeches() -> None:
    body = """1. Слушали Лося В.В. о ремонте.
В обсуждении: Рысева О.О. просила выписку; Кедров И.И. – за.
Решили: принять."""
    assert told(body) == [("1", ["Лось В.В."], ["Рысева О.О.", "Кедров И.И."])]


def test_a_question_that_nobody_reported_is_an_item() -> None:
    body = """По первому вопросу слушали Лося В.В.
Решили: принять.
По второму вопросу обсудили график.
Постановили: принять."""
    assert [item.agenda for item in minutes(body).items] == ["1", "2"]


def test_a_label_alone_takes_the_line_below() -> None:
    body = """По первому вопросу слушали Лося В.В.
Решили:
1. Составить смету.
Срок:
третья неделя марта
Ответственный:
Лось В.В., завхоз
2. Найти маляра.
Срок:
до 1 мая"""
    first, second = minutes(body).items[0].decisions
    assert (first.deadline and first.deadline.text, [who.name for who in first.responsible]) == (
        "третья неделя марта",
        ["Лось В.В."],
    )
    assert (second.deadline and second.deadline.text, second.text) == ("до 1 мая", "Найти маляра.")


def test_behind_a_label_alone_words_of_no_time_are_no_deadline() -> None:
    body = "По первому вопросу слушали Лося В.В.\nРешили:\n1. Составить смету.\nСрок:\nСмета нужна району."
    (decision,) = minutes(body).items[0].decisions
    assert decision.deadline is None


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("Директорам, имеющим автобусы, провести осмотр.", ["Директорам, имеющим автобусы"]),
        ("Ответственным за питание в школах сдать отчёт.", ["Ответственным за питание в школах"]),
        ("Ответственным за питание считать Лося В.В.", []),
        ("Провести осмотр. Отв.: директора школ, имеющих автобусы", ["директора школ, имеющих автобусы"]),
        ("Провести осмотр. Отв.: директора школ, заведующие садами", ["директора школ", "заведующие садами"]),
        ("Провести субботник. Ответственные: папы старшей группы.", ["папы старшей группы"]),
        ("Одобрить опыт Рысевой О.О. и Лосевой В.В.", []),
    ],
)
def test_groups_that_are_charged(sentence: str, who: list[str]) -> None:
    (decision,) = minutes(f"По первому вопросу слушали Лося В.В.\nРешили:\n1. {sentence}").items[0].decisions
    assert [mention.name or mention.text for mention in decision.responsible] == who


@pytest.mark.parametrize(
    ("people", "total", "present"),
    [
        ("Присутствуют 5 из 7. Заседание правомочно.", 7, 5),
        ("Присутствовало 17 педагогов из 21.", 21, 17),
        ("Состав совета - 9 человек, пришли 7: Кедров И.И., Ольхина А.А.", 9, 7),
        ("Состав совета утверждён приказом от 10.01.2024. Всего членов совета – 7, присутствуют – 6.", 7, 6),
    ],
)
def test_figures_of_attendance(people: str, total: int, present: int) -> None:
    attendance = minutes("1. Слушали Лося В.В.\nРешили: принять.", people).attendance
    assert (attendance.total, attendance.present_count) == (total, present)


def test_those_behind_the_line_of_the_absent_came_for_somebody() -> None:
    people = """Присутствовали:
1. Рысева Анна (1 группа)
2. Лось В.В.
Не смогли присутствовать: Барсук К.К.
От администрации: завуч Кедров И.И."""
    attendance = minutes("1. Слушали Лося В.В.\nРешили: принять.", people).attendance
    assert [mention.name for mention in attendance.absent] == ["Барсук К.К."]
    assert {"Рысева Анна", "Лось В.В.", "Кедров И.И."} <= {mention.name for mention in attendance.present}


@pytest.mark.parametrize(
    ("printed", "titles"),
    [
        (
            "Приложения: 1. Список на 6 л. 2. Отчёт на 3 л. 3. Смета на 2024 год на 2 л.",
            ["Список на 6 л.", "Отчёт на 3 л.", "Смета на 2024 год на 2 л."],
        ),
        ("Особое мнение Лося В.В. прилагается на 2 л.", ["Особое мнение Лося В.В."]),
    ],
)
def test_what_is_attached_stands_in_one_line(printed: str, titles: list[str]) -> None:
    protocol = minutes(f"1. Слушали Лося В.В.\nРешили: принять.\n{printed}")
    assert [attachment.title for attachment in protocol.attachments] == titles
    assert len(protocol.signatures) == 2


def test_a_surname_is_no_adjective_of_the_next_sentence() -> None:
    body = (
        "По первому вопросу выступила экономист Шапошник Е.Е. Кассовое исполнение – 64 %.\nРешили: принять."
    )
    assert told(body) == [("1", ["Шапошник Е.Е."], [])]


def test_who_leads_a_union_of_teachers_is_its_chair() -> None:
    lines = """Протокол № 3 заседания школьного методического объединения учителей музыки
12.02.2024
Присутствовали: руководитель ШМО Кедров И.И., учитель Лось В.В., завуч Ольхина А.А.
СЛУШАЛИ: Лося В.В.
РЕШИЛИ: принять к сведению."""
    (protocol,) = interpret(poured(lines.splitlines()), [load_grammar("base")]).built.protocols
    chair = protocol.attendance.chair
    assert chair is not None
    assert (chair.name, chair.role) == ("Кедров И.И.", "chair")


def test_names_behind_inf_agree_with_the_list_of_those_present() -> None:
    people = "Присутствовали: Лось В.В., Рысева О.О."
    document = poured(
        HEAD.replace("О дежурстве.", "О дежурстве (инф. Кедрова И.И., Рысевой О.О.)")
        .format(people=people, body="1. Слушали Лося В.В.\nРешили: принять.")
        .splitlines()
    )
    (protocol,) = interpret(document, [load_grammar("base")]).built.protocols
    assert [mention.name for mention in protocol.agenda[1].speakers] == ["Кедров И.И.", "Рысева О.О."]


def test_a_head_with_an_address_and_an_order_in_brackets() -> None:
    lines = """ПРОТОКОЛ
заседания рабочей группы по питанию
(утв. приказом комитета от 30.08.2023 № 417)
12.02.2024 № 5
г. Заречный, ул. Школьная, 2, каб. 31
Время: с 14 ч. 00 мин. до 16 ч. 10 мин.
Форма проведения: очная, с подключением школ по видеосвязи
Присутствовали: Лось В.В., Рысева О.О.
СЛУШАЛИ: Лося В.В.
РЕШИЛИ: принять к сведению."""
    (protocol,) = interpret(poured(lines.splitlines()), [load_grammar("base")]).built.protocols
    header = protocol.header
    assert (header.title, header.number) == ("ПРОТОКОЛ заседания рабочей группы по питанию", "5")
    assert header.place == "г. Заречный, ул. Школьная, 2, каб. 31"
    assert (header.start_time, header.end_time, header.format) == ("14:00", "16:10", "hybrid")


# ---------------------------------------------------------------- what only looks like it
def test_a_head_with_its_topic_on_the_next_line_is_one_item() -> None:
    body = """ПЕРВЫЙ ВОПРОС
О ремонте школы
Лось В.В. доложил о сметах.
РЕШИЛИ: утвердить смету."""
    [item] = minutes(body).items
    assert (item.topic or "").startswith("О ремонте школы")
    assert [decision.text for decision in item.decisions] == ["утвердить смету."]


def test_a_motion_beside_decisions_is_not_lost() -> None:
    body = """1. О ремонте школы
РЕШИЛИ: 1. Утвердить смету.
Решение принято единогласно.
Поставлено на голосование: утвердить меню.
Голосовали: за - 5, против - 0."""
    assert "утвердить меню" in minutes(body).model_dump_json()


@pytest.mark.parametrize(
    ("decision", "behind"),
    [
        ("Список обучающихся прилагается.", "Сдать отчёт."),
        ("Особое мнение Лося В.В. приобщить к протоколу.", "Сдать отчёт."),
    ],
)
def test_a_decision_about_papers_stays_one(decision: str, behind: str) -> None:
    body = f"1. О ремонте школы\nРЕШИЛИ:\n1. Утвердить смету.\n2. {decision}\n3. {behind}"
    [item] = minutes(body).items
    assert [one.text for one in item.decisions] == ["Утвердить смету.", decision, behind]


def test_who_abstained_on_a_question_opens_none() -> None:
    body = """1. О ремонте школы
РЕШИЛИ: утвердить смету.
По первому вопросу Белова А.А. воздержалась.
2. О дежурстве
РЕШИЛИ: дежурить."""
    assert [item.agenda for item in minutes(body).items] == ["1", "2"]


def test_a_question_that_is_talked_about_is_no_head() -> None:
    body = "1. О ремонте школы\nСЛУШАЛИ: Лося В.В. о сметах.\nВторой вопрос - самый трудный.\nРЕШИЛИ: ждать."
    assert [item.agenda for item in minutes(body).items] == ["1"]


@pytest.mark.parametrize(
    "text",
    [
        "Присвоить первую категорию педагогам (Лось В.В., Белова А.А.)",
        "Назначить дежурных (Лось В.В., Белова А.А.)",
        "Утвердить состав жюри (Лось В.В., Белова А.А.)",
        "Объявить выговор (Лось В.В.)",
    ],
)
def test_those_whom_a_decision_is_about_stay_in_its_words(text: str) -> None:
    [item] = minutes(f"1. О ремонте школы\nРЕШИЛИ: 1. {text}.").items
    assert item.decisions[0].text.rstrip(".") == text


@pytest.mark.parametrize(
    "text", ["Характеристику оформить Лосю В.В. для суда", "Закупить краску, Лосю В.В. выдать премию"]
)
def test_who_gets_something_is_not_charged(text: str) -> None:
    [item] = minutes(f"1. О ремонте школы\nРЕШИЛИ: 1. {text}.").items
    assert item.decisions[0].responsible == []


def test_a_vote_on_each_candidate_is_the_questions_own() -> None:
    body = """1. О ремонте школы
РЕШИЛИ: утвердить смету.
Голосовали по каждому кандидату отдельно: за - 5, против - 0.
2. О дежурстве
РЕШИЛИ: дежурить.
Голосовали: за - 4, против - 1."""
    protocol = minutes(body)
    assert [len(item.votes) for item in protocol.items] == [1, 1] and not protocol.votes


def test_nothing_attached_is_no_attachment() -> None:
    assert (
        minutes("1. О ремонте школы\nРЕШИЛИ: принять к сведению. Справка не прилагается.").attachments == []
    )


@pytest.mark.parametrize(
    ("sentence", "spoke"),
    [
        ("Белова А.А. выступила с сообщением о двориках.", True),
        ("Белова А.А. дополнила доклад примерами.", True),
        ("Белова А.А. выступила против сметы.", True),
        ("Белова А.А. выступила с песней и заняла первое место.", False),
        ("Белова А.А. выступила на конкурсе чтецов.", False),
        ("Белова А.А. дополнила коллекцию музея.", False),
    ],
)
def test_who_performed_elsewhere_did_not_speak(sentence: str, spoke: bool) -> None:
    body = f"1. СЛУШАЛИ: Зуева Т.Т. о ремонте школы. {sentence}\nРЕШИЛИ: ждать."
    assert told(body) == [("1", ["Зуев Т.Т."], ["Белова А.А."] if spoke else [])]
