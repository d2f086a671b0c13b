"""The pdf reader: paragraphs, columns, tables over pages, furniture, fonts that need repair."""

from __future__ import annotations

from contract import assert_tiles
from pdf_maker import Page, make
from pdf_sheets import LEFT, fill, full, prose
from printed import rows, texts

from protoparse.document import walk_blocks
from protoparse.readers.pdf import read_pdf


def test_paragraphs_by_indent_and_room() -> None:
    page = Page()
    top = prose(page, 80, [full("Совет отметил, что ", 93), full("эти "), "и решил так."])
    top = prose(page, top, [full("Кроме того, ", 93), "ничего."])
    prose(page, top, ["РЕШИЛИ:"], indent=0)
    document = read_pdf(make([page]), None)
    assert_tiles(document)
    found = texts(document)
    assert len(found) == 3
    assert found[0].endswith("и решил так.")
    assert found[1].startswith("Кроме того") and found[1].endswith("ничего.")
    assert found[2] == "РЕШИЛИ:"


def test_paragraph_over_the_page_edge_with_number_between() -> None:
    first, second = Page(), Page()
    top = prose(first, 80, [full("Первый абзац ", 93), "закончен."])
    prose(first, 760, [full("Совет отметил, что ", 93), full("эти ")])
    first.text(300, 815, "1")
    top = prose(second, 80, ["продолжаются на второй странице."], indent=0)
    prose(second, top, [full("Второй абзац ", 93), "закончен."])
    second.text(300, 815, "2")
    document = read_pdf(make([first, second]), None)
    assert_tiles(document)
    assert texts(document, "furniture") == ["1", "2"]
    long = [block for block in document.blocks if len(block.spans) == 2]
    assert len(long) == 1
    assert " ".join(document.text_of(long[0].spans).split()).endswith(" продолжаются на второй странице.")
    assert document.page_of(long[0].spans[0].start) == 1
    assert document.page_of(long[0].spans[1].start) == 2


def test_hyphen_is_kept_as_printed() -> None:
    page = Page()
    prose(page, 80, [full("Утвердить план ", 93, "меро-"), "приятий школы."])
    document = read_pdf(make([page]), None)
    assert len(texts(document)) == 1
    assert "меро-\nприятий" in document.text


def test_number_inside_a_sentence_is_no_label() -> None:
    page = Page()
    prose(
        page,
        80,
        [full("Совет отметил, что ", 93), full("собственников всего ", 100, " –"), "98. Из них пришли все."],
    )
    prose(page, 130, [full("Другой абзац ", 93), "закончен."])
    document = read_pdf(make([page]), None)
    assert [text for text in texts(document) if text.startswith("98.")] == []


def test_running_heads_and_page_counts_are_furniture() -> None:
    pages = []
    for number in (1, 2, 3):
        page = Page()
        page.text(LEFT, 40, "Протокол № 7 от 01.02.2024")
        prose(page, 80, [full(f"Совет {number} созыва отметил, что ", 93), f"и всё {number}."])
        page.text(LEFT, 815, f"Стр. {number} из 3")
        pages.append(page)
    document = read_pdf(make(pages), None)
    assert_tiles(document)
    assert len(texts(document, "furniture")) == 6
    assert len(texts(document)) == 3


def test_a_letterhead_said_again_in_the_margin_is_furniture() -> None:
    first, second = Page(), Page()
    first.text(LEFT, 70, "ООО «Кедр»")
    prose(first, 100, [full("Совет отметил, что ", 93), "и всё."])
    second.text(LEFT, 40, "ООО «Кедр»")
    prose(second, 80, [full("Кроме того, ", 93), "ничего."])
    for number, page in enumerate((first, second), start=1):
        page.text(LEFT, 815, f"ТС-07/24 — {number}")
    document = read_pdf(make([first, second]), None)
    assert_tiles(document)
    assert texts(document, "furniture") == ["ТС-07/24 — 1", "ООО «Кедр»", "ТС-07/24 — 2"]


def test_titles_of_a_book_of_minutes_are_no_running_heads() -> None:
    pages = []
    for number in (1, 2, 3):
        page = Page()
        page.text(280, 60, f"ПРОТОКОЛ № {number}", font="F2")
        page.text(270, 74, "заседания совета", font="F2")
        prose(page, 120, [full(f"Совет {number} созыва отметил, что ", 93), f"и всё {number}."])
        pages.append(page)
    assert texts(read_pdf(make(pages), None), "furniture") == []


def test_line_with_a_gap_is_one_line() -> None:
    page = Page()
    page.text(LEFT, 80, "г. Ключевое")
    page.text(470, 80, "24 марта 2025 года")
    prose(page, 92, [full("Место проведения ", 93), "школа."])
    document = read_pdf(make([page]), None)
    assert "г. Ключевое\t24 марта 2025 года" in document.text
    assert texts(document)[0] == "г. Ключевое 24 марта 2025 года"


def test_centred_lines_stay_apart() -> None:
    page = Page()
    for top, text in ((80, "ПРОТОКОЛ № 4"), (92, "заседания совета школы"), (104, "города Заречного")):
        page.text(320 - 2.5 * len(text), top, text, font="F2")
    prose(page, 130, [full("Совет отметил, что ", 93), full("эти "), "и всё."])
    document = read_pdf(make([page]), None)
    head = document.blocks[:3]
    assert [document.text_of(block.spans) for block in head] == [
        "ПРОТОКОЛ № 4",
        "заседания совета школы",
        "города Заречного",
    ]
    assert all(block.style.align == "center" and block.style.bold for block in head)
    assert not document.blocks[3].style.bold


def test_two_columns_are_read_one_after_the_other() -> None:
    page = Page()
    left = [
        "Совет школы отметил, что план",
        "работы на первое полугодие года",
        "выполнен полностью и решил его",
        "продлить на второе полугодие с",
        "учётом замечаний всех членов и",
        "пожеланий родителей учеников.",
    ]
    right = [
        "Вторая колонка начинается там,",
        "где закончилась первая колонка,",
        "и говорит о совсем других делах",
        "школы и её выпускников за годы,",
        "прошедшие со времени последней",
        "встречи членов совета школы.",
    ]
    for number, (one, other) in enumerate(zip(left, right, strict=True)):
        page.text(LEFT, 80 + 12 * number, one)
        page.text(330, 80 + 12 * number, other)
    document = read_pdf(make([page]), None)
    assert_tiles(document)
    text = " ".join(document.text.split())
    assert "решил его продлить" in text
    assert text.index("учеников.") < text.index("Вторая колонка")


def test_signature_lines_are_no_columns() -> None:
    page = Page()
    for number, (role, name) in enumerate((("Председатель", "А.Б. Иволгин"), ("Секретарь", "В.Г. Дятлова"))):
        page.text(LEFT, 80 + 14 * number, role)
        page.text(420, 80 + 14 * number, name)
    document = read_pdf(make([page]), None)
    assert texts(document) == ["Председатель А.Б. Иволгин", "Секретарь В.Г. Дятлова"]


def test_centred_paragraph_that_wraps_is_one() -> None:
    page = Page()
    lines = [
        "ОБЩЕГО СОБРАНИЯ ЧЛЕНОВ САДОВОГО НЕКОММЕРЧЕСКОГО ТОВАРИЩЕСТВА СОБСТВЕННИКОВ «ЧЕРЁМУХОВЫЙ",
        "СОЛНЕЧНОБЕРЕЖНЫЙ»",
    ]
    for number, line in enumerate(lines):
        page.text(320 - 2.5 * len(line), 80 + 12 * number, line)
    prose(page, 130, [full("Совет отметил, что ", 93), full("эти "), "и всё."])
    assert texts(read_pdf(make([page]), None))[0] == " ".join(lines)


def test_stamps_of_approval_side_by_side() -> None:
    page = Page()
    left = ["ПРИНЯТО", "на заседании совета школы", "протокол от 30 августа"]
    right = ["УТВЕРЖДАЮ", "директор А.Б. Иволгин", "приказ от 31 августа"]
    for number, (one, other) in enumerate(zip(left, right, strict=True)):
        page.text(LEFT, 80 + 12 * number, one)
        page.text(380, 80 + 12 * number, other)
    prose(page, 150, [full("Совет отметил, что ", 93), full("эти "), "и всё."])
    assert texts(read_pdf(make([page]), None))[:6] == left + right


def test_subject_of_an_order_set_narrow() -> None:
    page = Page()
    page.text(LEFT, 80, "Об утверждении состава совета")
    page.text(LEFT, 92, "по развитию школы")
    prose(page, 130, [full("Совет отметил, что ", 93), full("эти "), "и всё."])
    assert texts(read_pdf(make([page]), None))[0] == "Об утверждении состава совета по развитию школы"


def test_text_under_the_last_part_of_a_gapped_line() -> None:
    page = Page()
    page.text(LEFT, 80, "Иволгина А.Б.")
    page.text(220, 80, "– заместитель главы администрации района")
    page.text(220, 92, "социальным вопросам")
    page.text(LEFT, 104, "Дятлова В.Г.")
    page.text(220, 104, "– директор школы")
    assert texts(read_pdf(make([page]), None)) == [
        "Иволгина А.Б. – заместитель главы администрации района социальным вопросам",
        "Дятлова В.Г. – директор школы",
    ]


def test_label_word_after_a_full_line() -> None:
    page = Page()
    top = prose(page, 80, [full("1. Провести ", 93), "занятие."])
    page.text(LEFT, top, "Ответственные: Иволгина А.Б.")
    top = prose(page, top + 12, [full("2. Активизировать ", 93, "комиссии ОО")])
    page.text(LEFT, top, "Ответственные: Дятлова В.Г.")
    found = texts(read_pdf(make([page]), None))
    assert found[-1] == "Ответственные: Дятлова В.Г."


def test_table_cells_hold_paragraphs() -> None:
    page = Page()
    fill(
        page,
        80,
        [
            ["№ п/п", "Тема", "Решение"],
            [
                "1",
                "О плане",
                "1. Утвердить план работы на второе полу-|годие учебного года.|2. Назначить ответственных.",
            ],
        ],
    )
    document = read_pdf(make([page]), None)
    assert_tiles(document)
    [table] = [block for block in document.blocks if block.kind == "table"]
    assert rows(document, table) == [
        ["№ п/п", "Тема", "Решение"],
        [
            "1",
            "О плане",
            "1. Утвердить план работы на второе полу- годие учебного года. / 2. Назначить ответственных.",
        ],
    ]
    assert table.table is not None and table.table.bordered


def test_merged_cells_have_spans() -> None:
    page = Page()
    page.box(70, 80, 370, 140)
    page.line(70, 100, 370, 100)
    page.line(170, 120, 370, 120)
    page.line(170, 80, 170, 140)
    page.line(270, 100, 270, 140)
    for x, top, text in (
        (80, 95, "Класс"),
        (180, 95, "Голоса"),
        (80, 115, "9 А"),
        (180, 115, "за"),
        (280, 115, "3"),
        (180, 135, "против"),
        (280, 135, "0"),
    ):
        page.text(x, top, text)
    document = read_pdf(make([page]), None)
    assert_tiles(document)
    [table] = [block for block in document.blocks if block.table is not None]
    assert [block.id for block in walk_blocks(document.blocks)] == list(range(8))
    assert table.table is not None
    spans = {
        document.text_of(cell.spans): (cell.row, cell.column, cell.row_span, cell.column_span)
        for cell in table.table.cells
    }
    assert spans == {
        "Класс": (0, 0, 1, 1),
        "Голоса": (0, 1, 1, 2),
        "9 А": (1, 0, 2, 1),
        "за": (1, 1, 1, 1),
        "3": (1, 2, 1, 1),
        "против": (2, 1, 1, 1),
        "0": (2, 2, 1, 1),
    }


def test_table_over_pages_is_one() -> None:
    head = ["№ п/п", "Поручение", "Срок"]
    first, second = Page(), Page()
    fill(
        first,
        700,
        [
            head,
            ["1", "Составить план", "до 1 марта"],
            [
                "2",
                "Провести обучение экзаменаторов-собесед-|ников, организовать репетиционные встре-",
                "до 15 марта",
            ],
        ],
    )
    first.text(300, 815, "1")
    fill(second, 60, [head, ["", "чи в классах", ""], ["3", "Подвести итоги", "до 1 мая"]])
    second.text(300, 815, "2")
    document = read_pdf(make([first, second]), None)
    assert_tiles(document)
    [table] = [block for block in document.blocks if block.table is not None]
    assert rows(document, table) == [
        head,
        ["1", "Составить план", "до 1 марта"],
        [
            "2",
            "Провести обучение экзаменаторов-собесед- ников, организовать репетиционные встре- чи в классах",
            "до 15 марта",
        ],
        ["3", "Подвести итоги", "до 1 мая"],
    ]
    assert table.table is not None and table.table.heads == 1
    assert texts(document, "furniture") == ["1", "№ п/п Поручение Срок", "2"]


def test_rows_of_a_list_are_not_glued_at_the_page_edge() -> None:
    first, second = Page(), Page()
    fill(first, 720, [["1", "Ольха Софья", "участник"], ["2", "Клёст Пётр", "участник"]])
    fill(second, 60, [["3", "Чиж Анна", "участник"], ["4", "Дрозд Илья", "участник"]])
    document = read_pdf(make([first, second]), None)
    [table] = [block for block in document.blocks if block.table is not None]
    assert [row[0] for row in rows(document, table)] == ["1", "2", "3", "4"]


def test_frames_and_underlines_are_no_tables() -> None:
    page = Page()
    page.box(60, 60, 580, 200)
    page.text(LEFT, 100, "Внимание: заседание переносится.")
    page.line(LEFT, 102, 230, 102)
    page.text(LEFT, 160, "Председатель")
    page.line(200, 162, 330, 162)
    document = read_pdf(make([page]), None)
    assert [block.kind for block in document.blocks] == ["para", "para"]


def test_table_without_its_last_rule() -> None:
    page = Page()
    for top in (80.0, 100.0):
        page.line(70, top, 370, top)
    for x in (70.0, 170.0, 370.0):
        page.line(x, 80, x, 140)
    for x, top, text in ((80, 94, "Тема"), (180, 94, "Срок"), (80, 114, "План"), (180, 114, "март")):
        page.text(x, top, text)
    document = read_pdf(make([page]), None)
    [table] = [block for block in document.blocks if block.table is not None]
    assert rows(document, table) == [["Тема", "Срок"], ["План", "март"]]


def test_sheet_set_sideways() -> None:
    page = Page()
    page.content.append(b"q 0 1 -1 0 595 0 cm")  # the sheet turned by 90 degrees
    page.text(100, 400, "ПРОТОКОЛ № 5")
    page.text(100, 420, "заседания совета 1 созыва")
    page.content.append(b"Q")
    document = read_pdf(make([page]), None)
    assert texts(document) == ["ПРОТОКОЛ № 5", "заседания совета 1 созыва"]


def test_shifted_fonts_are_repaired() -> None:
    sentence = "приказом утвердить план работы совета на второе полугодие учебного года"
    page = Page()
    page.raw(LEFT, 100, bytes(ord(c) - 0x3D6 if c != " " else 32 for c in sentence), "F3")
    page.raw(LEFT, 120, bytes(ord(c) - 29 for c in "SFFE-2024"), "F4")
    page.raw(LEFT, 140, b"plain Latin text stays as it is", "F5")
    fonts = {"F3": b"ABCDEF+Times_02", "F4": b"ABCDEF+Times_00", "F5": b"Helvetica"}
    document = read_pdf(make([page], fonts=fonts), None)
    assert texts(document) == [sentence, "SFFE-2024", "plain Latin text stays as it is"]
    assert [note.code for note in document.notes] == ["R023"]


def test_fonts_that_only_look_shifted_stay() -> None:
    page = Page()
    page.raw(LEFT, 100, b"minutes of the meeting of the board", "F3")
    document = read_pdf(make([page], fonts={"F3": b"ABCDEF+Times_02"}), None)
    assert texts(document) == ["minutes of the meeting of the board"]
    assert document.notes == ()
