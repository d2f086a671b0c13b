"""What the builder makes of a few lines: one fact of one small protocol a test."""

from __future__ import annotations

import pytest
from surgery import poured

from protoparse.grammar.compile import load_grammar
from protoparse.model import Decision, Protocol
from protoparse.pipeline import interpret

MINUTES = """ПРОТОКОЛ № 3 заседания педагогического совета
12.02.2024
Председатель: Кедров И.И.
Секретарь: Ольхина А.А.
Присутствовали: {present}
Повестка дня:
1. О ремонте школы.
{head}
СЛУШАЛИ: Лося В.В. о ремонте школы.
{told}
РЕШИЛИ:
{decided}
{signed}"""
SIGNED = "Председатель ______ И.И. Кедров\nСекретарь ______ А.А. Ольхина"


def minutes(
    decided: str = "1. Составить смету ремонта.",
    signed: str = SIGNED,
    present: str = "Кедров И.И., Ольхина А.А., Лось В.В.",
    head: str = "1. О ремонте школы.",
    told: str = "",
) -> Protocol:
    """The protocol of a text of one paragraph a line."""
    text = MINUTES.format(decided=decided, signed=signed, present=present, head=head, told=told)
    document = poured([line for line in text.splitlines() if line])
    (protocol,) = interpret(document, [load_grammar("base")]).built.protocols
    return protocol


def charged(decision: Decision) -> list[str | None]:
    return [mention.name for mention in decision.responsible]


@pytest.mark.parametrize(
    "label",
    ["Ответственный", "Ответсвенный", "Ответственый", "Ответственая", "Отвественная", "Отвтственный", "Отв."],
)
def test_those_behind_a_label_are_charged_however_it_is_written(label: str) -> None:
    for text in (f"Составить смету.\n{label}: Лось В.В.", f"Составить смету, {label.lower()}: Лось В.В."):
        (decision,) = minutes(f"1. {text}").items[0].decisions
        assert (decision.text.rstrip("."), charged(decision)) == ("Составить смету", ["Лось В.В."])


def test_who_is_charged_in_the_sentence_and_behind_the_label_stands_once() -> None:
    (item,) = minutes("1. Поручить Лосю В.В. составить смету.\nОтветственный: Лось В.В.").items
    (decision,) = item.decisions
    assert charged(decision) == ["Лось В.В."]


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("Заведующим кафедрами составить графики.", ["Заведующим кафедрами"]),
        ("Соц.педагогу информировать совет.", ["Соц.педагогу"]),
        ("Всем членам совета изучить устав.", ["Всем членам совета"]),
        ("Логопеду Лосю В.В. дать консультацию.", ["Лось В.В."]),
        ("До 1 мая классным руководителям сдать журналы.", ["классным руководителям"]),
        ("В срок до 1 мая Лосю В.В. сдать журнал.", ["Лось В.В."]),
        ("Завучу, классным руководителям и психологу сдать отчёты.", 3),
        ("Итоги четверти: Лосю В.В. сдать сводку.", ["Лось В.В."]),
        ("Принять к сведению. Завучам провести беседы.", ["Завучам"]),
        ("Лосю – проверить журналы.", ["Лось В.В."]),
        ("Лося наградить грамотой.", []),
        ("Лось В.В. подготовит смету.", ["Лось В.В."]),
        ("Ответственным за ремонт назначить Лося В.В.", ["Лось В.В."]),
        ("Провести субботник – Лось В.В.", ["Лось В.В."]),
        ("Закупить бумагу – завхоз.", ["завхоз"]),
        ("Провести инструктаж. Лось В.В.", ["Лось В.В."]),
        ("Избрать секретарём – Лось В.В.", []),
        ("Обеспечить участие в конкурсе «Учитель года – 2024».", []),
        ("Разрешить Лосю В.В. вести занятия.", []),
        ("Рекомендовать пособие к печати, поручить Лосю В.В. найти типографию.", ["Лось В.В."]),
        ("Заключить договор с УК, Лосю В.В. согласовать график.", ["Лось В.В."]),
        ("Смету ремонта подготовить Лосю В.В. до 1 мая.", ["Лось В.В."]),
        ("Грамоту вручить Лосю В.В.", []),
        ("Наградить ремонтников. Грамоты подготовить Лосю В.В. в срок до 1 мая 2024 года.", ["Лось В.В."]),
        ("Завучам ежедневно в 9.00 и 20.00 сообщать об обстановке.", ["Завучам"]),
        ("Новому составу совета до 1 мая принять дела.", ["Новому составу совета"]),
        ("Провести субботник (Лось В.В., Ольхина А.А.).", ["Лось В.В.", "Ольхина А.А."]),
        ("Наградить ремонтников (Лось В.В., Ольхина А.А.).", []),
        ("Проверить крышу. Отв.: Лось В.В., комиссия по ремонту", ["Лось В.В.", "комиссия по ремонту"]),
        ("Проверить крышу. Отв.: секретарь совета", ["секретарь совета"]),
    ],
)
def test_whom_a_sentence_charges(sentence: str, who: list[str] | int) -> None:
    (decision,) = minutes(f"1. {sentence}").items[0].decisions
    found = [mention.name or mention.text for mention in decision.responsible]
    assert (len(found) if isinstance(who, int) else found) == who


@pytest.mark.parametrize(
    ("printed", "text", "who", "until"),
    [
        ("Составить смету (до 1 мая, отв. – Лось В.В.).", "Составить смету", ["Лось В.В."], "до 1 мая"),
        ("Составить смету (Лось В.В., срок – до 1 мая).", "Составить смету", ["Лось В.В."], "до 1 мая"),
        ("Обойти залы (этажи 1-2, срок: до 1 мая).", "Обойти залы (этажи 1-2).", [], "до 1 мая"),
        ("Купить столы (два, три), отв. Лось В.В.", "Купить столы (два, три)", ["Лось В.В."], None),
        ("Составить смету (отв. Лось В.В., 19 апреля).", "Составить смету", ["Лось В.В."], "19 апреля"),
        ("Составить смету (Лось В.В., до 1 мая);", "Составить смету", ["Лось В.В."], "до 1 мая"),
        ("Вести журнал (учителя-предметники, постоянно).", "Вести журнал", 1, "постоянно"),
        ("Осмотреть залы (оба, до 1 мая).", "Осмотреть залы (оба, до 1 мая).", [], "до 1 мая"),
    ],
)
def test_labels_in_a_bracket_are_taken_out_of_the_text(
    printed: str, text: str, who: list[str] | int, until: str | None
) -> None:
    (decision,) = minutes(f"1. {printed}").items[0].decisions
    found = charged(decision)
    assert (decision.text, len(found) if isinstance(who, int) else found) == (text, who)
    assert (decision.deadline and decision.deadline.text) == until


@pytest.mark.parametrize(
    "signed",
    [
        "Председатель Кедров И.И. Кедров\nСекретарь Ольхина А.А. Ольхина",
        "Председатель Кедров И.И. /Кедров И.И./\nСекретарь ____ (Ольхина А.А.)",
        "Председатель: Кедров\nИ.И. Кедров\nСекретарь: Ольхина\nОльхина А.А.",
        "Председатель ____ И.И. Кедров\nОльхина\nСекретарь ____ А.А. Ольхина",
    ],
)
def test_a_name_beside_its_decoding_is_one_signature(signed: str) -> None:
    found = [(one.name, one.role, one.position) for one in minutes(signed=signed).signatures]
    assert found == [("Кедров И.И.", "chair", "Председатель"), ("Ольхина А.А.", "secretary", "Секретарь")]


def test_one_who_signs_in_two_posts_signs_twice() -> None:
    signed = minutes(signed="Председатель ____ И.И. Кедров\nСекретарь ____ И.И. Кедров").signatures
    assert [(one.name, one.role) for one in signed] == [
        ("Кедров И.И.", "chair"),
        ("Кедров И.И.", "secretary"),
    ]


def test_namesakes_of_a_list_sign_each_for_himself() -> None:
    signed = minutes(
        signed="Члены комиссии:\n____ Кедров И.И.\n____ Кедров П.П.\n____ Ольхина А.А."
    ).signatures
    assert [one.name for one in signed] == ["Кедров И.И.", "Кедров П.П.", "Ольхина А.А."]


def test_everybody_of_a_long_list_is_present() -> None:
    names = [f"Кедров {one}.{other}." for one in "АБВГДЕЖЗИКЛМНОПРС" for other in "АБВГДЕЖЗИКЛМНОПРС"]
    attendance = minutes(present=", ".join(names)).attendance
    assert set(names) <= {one.name for one in attendance.present}
    assert attendance.present_groups == []


@pytest.mark.parametrize(
    ("line", "absent"),
    [
        ("Кедров И.И., Лось В.В. Отсутствовали: Зуев, Комарь, Шевелёва.", ["Зуев", "Комарь", "Шевелёва"]),
        ("30 чел., отсутствовало – 2 чел. (Зуев Т.Т. – отпуск, Комарь И.И.)", ["Зуев Т.Т.", "Комарь И.И."]),
        ("Кедров И.И., Лось В.В. (Лось В.В. отсутствует на первом вопросе)", []),
    ],
)
def test_those_absent_are_told_in_a_line_of_those_present(line: str, absent: list[str]) -> None:
    assert [one.name for one in minutes(present=line).attendance.absent] == absent


def spoken(told: str) -> tuple[list[str | None], list[str | None]]:
    """The names of those heard and of those who spoke, where `told` follows «СЛУШАЛИ: Лося В.В.»."""
    (item,) = minutes(told=told).items
    heard = [one.name for speech in item.listened for one in speech.speakers]
    return heard, [one.name for speech in item.spoke for one in speech.speakers]


def test_who_answers_the_reporter_spoke() -> None:
    assert spoken("Кедров И.И. пояснил, что смета готова.") == (["Лось В.В."], ["Кедров И.И."])
    assert spoken("Лось В.В. пояснил, что смета готова.") == (["Лось В.В."], [])
    assert spoken("Кедрова И.И. – о сроках ремонта.") == (["Лось В.В.", "Кедров И.И."], [])


def test_what_a_bracket_says_ends_no_list_of_speakers() -> None:
    _, spoke = spoken("ВЫСТУПИЛИ: Кедров И.И. (о том, что было), Ольхина А.А. (предложила помочь).")
    assert spoke == ["Кедров И.И.", "Ольхина А.А."]


@pytest.mark.parametrize(
    ("head", "number"),
    [
        ("По п.1 повестки дня", "1"),
        ("По I вопросу", "I"),
        ("По первому вопросу", None),
        ("ПО ПЕРВОМУ ВОПРОСУ", None),
    ],
)
def test_the_number_of_an_item_is_the_printed_one(head: str, number: str | None) -> None:
    (item,) = minutes(head=head).items
    assert (item.number, item.topic) == (number, "О ремонте школы.")


def test_a_resolution_that_names_itself_has_its_number() -> None:
    (item,) = minutes("Решение 1.1: Составить смету.\nРешение 1.2: Лося В.В. наградить.").items
    assert [(one.number, one.text) for one in item.decisions] == [
        ("1.1", "Составить смету."),
        ("1.2", "Лося В.В. наградить."),
    ]


def test_who_is_charged_by_a_verb_on_the_next_line_is_found() -> None:
    decided = "1. Завучам и руководителям кружков\nустранить замечания."
    (decision,) = minutes(decided).items[0].decisions
    assert [one.text for one in decision.responsible] == ["Завучам", "руководителям кружков"]


def test_under_a_head_of_its_own_narrative_opens_no_item() -> None:
    (item,) = minutes(head="По вопросу № 1", told="Кедров И.И. доложил, что смета готова.").items
    assert [one.name for speech in item.spoke for one in speech.speakers] == ["Кедров И.И."]


def test_numbered_narrative_is_the_next_item() -> None:
    told = "2. Кедров И.И. показал новый зал, всем понравилось."
    assert [item.number for item in minutes(told=told).items] == ["1", "2"]


def test_one_who_did_not_come_is_absent() -> None:
    present = "6 членов совета из 7 (не явился Комарь И.И., отпуск)"
    attendance = minutes(present=present).attendance
    assert ([one.name for one in attendance.absent], attendance.total) == (["Комарь И.И."], 7)


def test_whoever_kept_the_minutes_is_the_secretary() -> None:
    attendance = minutes(present="Кедров И.И., Лось В.В.\nВела протокол: Барсук Т.П.").attendance
    assert attendance.secretary is not None
    assert [(one.name, one.role) for one in attendance.present if one.name == "Барсук Т.П."] == [
        ("Барсук Т.П.", "secretary")
    ]


def test_a_label_with_nothing_behind_it_is_no_item() -> None:
    items = minutes(head="Рассмотрели:\n1. О ремонте школы.").items
    assert [item.topic for item in items] == ["О ремонте школы."]


def test_a_reason_for_absence_tells_nothing_of_those_behind_it() -> None:
    present = "Кедров И.И. (не явился по болезни к началу), Лось В.В."
    attendance = minutes(present=present).attendance
    assert attendance.absent == []


def test_a_result_behind_the_decisions_is_that_of_the_vote_before_them() -> None:
    told = "Голосовали: за – 5, против – 0, воздержались – 0."
    (item,) = minutes("1. Составить смету.\nРешение принято.", told=told).items
    assert [(vote.yes, vote.result) for vote in item.votes] == [(5, "adopted")]


@pytest.mark.parametrize(
    ("resolution", "texts"),
    [
        ("Смету принять. Завхозу купить краску до 1 мая.", 1),
        ("Завучу сдать план до 1 мая. Завхозу купить краску до 5 мая.", 2),
        ("Завучу сдать план до 1 мая; завхозу купить краску до 5 мая.", 2),
        ("Смету принять; выписку направить в банк.", 1),
    ],
)
def test_sentences_are_decisions_of_their_own_where_each_of_them_charges(resolution: str, texts: int) -> None:
    (item,) = minutes(told=f"РЕШИЛИ: {resolution}").items
    assert len(item.decisions) - 1 == texts


@pytest.mark.parametrize(
    "told",
    [
        "Предложено: составить смету.\nГолосовали: за – 5, против – 0.",
        "Предложение 1. Составить смету.\nГолосовали: за – 5, против – 0.",
        "Поставлено на голосование: составить смету.\nГолосовали: за – 5, против – 0.",
    ],
)
def test_a_motion_carries_its_vote(told: str) -> None:
    text = MINUTES.format(decided="", signed=SIGNED, present="Кедров И.И.", head="", told=told)
    document = poured([line for line in text.splitlines() if line and line != "РЕШИЛИ:"])
    (protocol,) = interpret(document, [load_grammar("base")]).built.protocols
    (item,) = protocol.items
    assert [(one.text.lower(), len(one.votes)) for one in item.decisions] == [("составить смету.", 1)]
    assert item.votes == []


def test_a_vote_in_words_is_that_of_the_motion_before_it() -> None:
    first = "Предложение 1. Купить краску.\nГолосовали: за – 5, против – 1."
    second = "Предложение 2. Купить клей.\nЕдиногласно."
    decisions = minutes("1. Составить смету.", told=f"{first}\n{second}").items[0].decisions
    assert [len(one.votes) for one in decisions[:2]] == [1, 1]


def test_a_vote_on_all_questions_is_the_meetings() -> None:
    signed = f"Результаты голосования по всем вопросам: «за» – 5, «против» – нет.\n{SIGNED}"
    protocol = minutes(signed=signed)
    assert ([vote.yes for vote in protocol.votes], protocol.items[0].votes) == ([5], [])


def test_who_joins_in_spoke() -> None:
    told = "РЕШИЛИ: Составить смету.\n2. СЛУШАЛИ: Барсука Т.П. о краске. Лось В.В. добавил, что нужен клей."
    heard = minutes(told=told).items[-1]
    assert [one.name for speech in heard.spoke for one in speech.speakers] == ["Лось В.В."]


def test_a_pupil_without_initials_spoke() -> None:
    assert spoken("ВЫСТУПИЛИ:\nЮдин Сергей – против ремонта летом.")[1] == ["Юдин Сергей"]


def test_a_question_and_what_was_said_on_it_in_one_paragraph() -> None:
    told = "РЕШИЛИ: Составить смету.\n1. О ремонте школы. Доложила Ольхина А.А.: смета готова."
    item = minutes(told=told).items[-1]
    assert item.topic == "О ремонте школы."
    assert [one.name for speech in item.listened for one in speech.speakers] == ["Ольхина А.А."]


@pytest.mark.parametrize(
    ("present", "posts"),
    [
        ("Кедров И.И.\nУчителя: Лось В.В., Барсук Т.П.", ["учитель", "учитель"]),
        ("Лось В.В., Барсук Т.П. – воспитатели", ["воспитатель", "воспитатель"]),
        ("Члены совета: Лось В.В., Барсук Т.П.", [None, None]),
        ("Директора школ: Лось В.В., Барсук Т.П.", [None, None]),
    ],
)
def test_a_plural_gives_its_post_to_all(present: str, posts: list[str | None]) -> None:
    people = {one.name: one.position for one in minutes(present=present).attendance.present}
    assert [(people[name] or "").lower() or None for name in ("Лось В.В.", "Барсук Т.П.")] == posts


@pytest.mark.parametrize(
    ("line", "chair", "secretary"),
    [
        ("Председателем собрания избран Лось В.В., секретарём – Барсук Т.П.", "Лось В.В.", "Барсук Т.П."),
        ("Избраны: председатель – Лось В.В., секретарь – Барсук Т.П.", "Лось В.В.", "Барсук Т.П."),
        ("Под председательством главы Лося В.В. присутствовали: Барсук Т.П.", "Лось В.В.", None),
    ],
)
def test_officers_told_in_a_sentence(line: str, chair: str, secretary: str | None) -> None:
    text = MINUTES.replace(
        "Председатель: Кедров И.И.\nСекретарь: Ольхина А.А.\nПрисутствовали: {present}", line
    )
    lines = text.format(decided="1. Купить краску.", signed="", head="", told="").splitlines()
    (protocol,) = interpret(poured([one for one in lines if one]), [load_grammar("base")]).built.protocols
    attendance = protocol.attendance
    assert attendance.chair is not None
    assert attendance.chair.name == chair
    assert (attendance.secretary and attendance.secretary.name) == secretary


def test_one_who_represents_a_company_is_no_chair_of_the_meeting() -> None:
    attendance = minutes(present="Кедров И.И., СПК «Заря», в лице председателя Лося В.В.").attendance
    assert attendance.chair is not None
    assert attendance.chair.name == "Кедров И.И."


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        ("Акт осмотра от 01.02.2024 на 3 л. прилагается.", "Акт осмотра от 01.02.2024 на 3 л"),
        ("Утвердить план ремонта (прилагается).", "план ремонта"),
        ("План ремонта утвердить (прилагается).", "План ремонта"),
    ],
)
def test_what_is_attached_is_told_by_its_words(printed: str, title: str) -> None:
    assert [one.title for one in minutes(told=printed).attachments] == [title]


def test_questions_numbered_under_one_label_are_items_of_their_own() -> None:
    told = "РЕШИЛИ: Составить смету.\nСлушали: 2. Барсука Т.П. о краске.\n3. Ольхину А.А., завхоза, о полах."
    assert [item.number for item in minutes(told=told).items] == ["1", "2", "3"]


def test_two_heard_on_one_question_are_of_one_item() -> None:
    (item,) = minutes(head="По вопросу № 1", told="СЛУШАЛИ: Барсука Т.П. о краске.").items
    heard = [one.name for speech in item.listened for one in speech.speakers]
    assert heard == ["Лось В.В.", "Барсук Т.П."]


def test_whoever_leads_is_the_chair() -> None:
    text = MINUTES.replace("Председатель: Кедров И.И.\n", "").replace("Секретарь: Ольхина А.А.\n", "")
    text = text.format(
        present="Ольхина А.А.\nНе было: Барсук Т.П.\nВедёт Кедров И.И.",
        head="",
        told="",
        decided="1. Составить смету.",
        signed="",
    )
    (protocol,) = interpret(
        poured([line for line in text.splitlines() if line]), [load_grammar("base")]
    ).built.protocols
    attendance = protocol.attendance
    assert attendance.chair is not None
    assert attendance.chair.name == "Кедров И.И."
    assert [one.name for one in attendance.absent] == ["Барсук Т.П."]
