"""Word's automatic list numbers, computed."""

from __future__ import annotations

import pytest
from docx_maker import (
    abstract,
    cell,
    level,
    listed,
    numbered,
    paragraph,
    row,
    table,
)
from docx_reading import read


class TestNumbers:
    def labels(self, body: str, numbering: str, styles: str | None = None) -> list[str | None]:
        document = read(body, numbering=numbering, styles=styles)
        return [block.list_label for block in document.blocks]

    def test_label_is_text_and_field(self) -> None:
        document = read(listed("Утвердить план.", 1), numbering=abstract(1, level(0, "%1.")) + numbered(1, 1))
        assert document.text == "1. Утвердить план."
        assert (document.blocks[0].list_label, document.blocks[0].list_level) == ("1.", 0)

    def test_empty_numbered_paragraph_prints_its_number(self) -> None:
        # The «№ п/п» column of a table is often filled by nothing but automatic numbers.
        document = read(
            table(row(cell(listed("", 1)), cell("отчёт")), row(cell(listed("", 1)), cell("план"))),
            numbering=abstract(1, level(0, "%1.")) + numbered(1, 1),
        )
        assert document.text == "1.\tотчёт\n2.\tплан"

    def test_deeper_levels_restart(self) -> None:
        lists = abstract(1, level(0, "%1."), level(1, "%1.%2."), level(2, "%1.%2.%3.")) + numbered(1, 1)
        body = "".join(listed("п", 1, deep) for deep in (0, 1, 1, 2, 0, 1, 2))
        assert self.labels(body, lists) == ["1.", "1.1.", "1.2.", "1.2.1.", "2.", "2.1.", "2.1.1."]

    def test_missing_parents_are_counted(self) -> None:
        lists = abstract(1, level(0, "%1."), level(1, "%1.%2."), level(2, "%1.%2.%3.")) + numbered(1, 1)
        body = "".join(listed("п", 1, deep) for deep in (1, 1, 0, 2, 1))
        assert self.labels(body, lists) == ["1.1.", "1.2.", "2.", "2.1.1.", "2.2."]

    def test_text_boxes_count_apart(self) -> None:
        content = f"<w:txbxContent>{listed('в', 1)}</w:txbxContent>"
        box = f"<w:p><w:r><w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict></w:r></w:p>"
        lists = abstract(1, level(0, "%1.")) + numbered(1, 1)
        body = listed("п", 1) + box + listed("п", 1) + box
        assert self.labels(body, lists) == ["1.", "1.", "2.", "2."]

    def test_restart_never(self) -> None:
        lists = abstract(1, level(0, "%1."), level(1, "%2)", more='<w:lvlRestart w:val="0"/>'))
        body = "".join(listed("п", 1, deep) for deep in (0, 1, 1, 0, 1))
        assert self.labels(body, lists + numbered(1, 1)) == ["1.", "1)", "2)", "2.", "3)"]

    def test_lists_of_one_abstract_list_count_together_unless_overridden(self) -> None:
        override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
        lists = abstract(1, level(0, "%1.")) + numbered(1, 1) + numbered(2, 1) + numbered(3, 1, override)
        body = "".join(listed("п", each) for each in (1, 2, 3, 3, 1))
        assert self.labels(body, lists) == ["1.", "2.", "5.", "6.", "7."]

    def test_level_redefined_by_the_list(self) -> None:
        override = f'<w:lvlOverride w:ilvl="0">{level(0, "Вопрос %1", start=3)}</w:lvlOverride>'
        lists = abstract(1, level(0, "%1.")) + numbered(1, 1, override)
        assert self.labels(listed("п", 1) * 2, lists) == ["Вопрос 3", "Вопрос 4"]

    @pytest.mark.parametrize(
        ("style", "start", "label"),
        [
            ("decimal", 12, "12"),
            ("decimalZero", 7, "07"),
            ("upperRoman", 14, "XIV"),
            ("lowerRoman", 9, "ix"),
            ("upperLetter", 28, "BB"),
            ("lowerLetter", 26, "z"),
            ("russianLower", 10, "к"),
            ("russianUpper", 7, "Ж"),
            ("russianLower", 30, "аа"),
            ("ordinal", 2, "2-й"),
            ("chicago", 4, "4"),
            ("decimalEnclosedCircle", 3, "③"),
            ("upperRoman", 2_000_000_000, "1000000000"),
        ],
    )
    def test_number_format(self, style: str, start: int, label: str) -> None:
        lists = abstract(1, level(0, "%1", style, start=start)) + numbered(1, 1)
        assert self.labels(listed("п", 1), lists) == [label]

    def test_legal_level_shows_figures(self) -> None:
        lists = abstract(1, level(0, "%1.", "upperRoman"), level(1, "%1.%2.", more="<w:isLgl/>"))
        body = listed("п", 1, 0) + listed("п", 1, 1)
        assert self.labels(body, lists + numbered(1, 1)) == ["I.", "1.1."]

    @pytest.mark.parametrize(
        ("glyph", "font", "label"),
        [
            ("\uf0b7", "Symbol", "•"),
            ("\uf0a7", "Wingdings", "▪"),
            ("o", "Courier New", "○"),
            ("\uf02d", "Symbol", "–"),
            ("–", "Arial", "–"),
        ],
    )
    def test_bullet(self, glyph: str, font: str, label: str) -> None:
        look = f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr>'
        lists = abstract(1, level(0, glyph, "bullet", look=look)) + numbered(1, 1)
        assert self.labels(listed("п", 1), lists) == [label]

    def test_list_of_a_style_finds_its_level_and_can_be_switched_off(self) -> None:
        lists = abstract(1, level(0, "%1."), level(1, "%1.%2.", more='<w:pStyle w:val="Sub"/>')) + numbered(
            1, 1
        )
        styles = "".join(
            f'<w:style w:type="paragraph" w:styleId="{name}"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
            "</w:pPr></w:style>"
            for name in ("Top", "Sub")
        )
        body = (
            paragraph("а", properties='<w:pStyle w:val="Top"/>')
            + paragraph("б", properties='<w:pStyle w:val="Sub"/>')
            + paragraph("в", properties='<w:pStyle w:val="Top"/><w:numPr><w:numId w:val="0"/></w:numPr>')
        )
        assert self.labels(body, lists, styles) == ["1.", "1.1.", None]

    def test_list_of_a_numbering_style(self) -> None:
        lists = (
            abstract(1, level(0, "§%1"))
            + abstract(2, '<w:numStyleLink w:val="Legal"/>')
            + numbered(1, 1)
            + numbered(2, 2)
        )
        styles = (
            '<w:style w:type="numbering" w:styleId="Legal"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
            "</w:pPr></w:style>"
        )
        assert self.labels(listed("п", 2), lists, styles) == ["§1"]

    def test_deleted_and_hidden_paragraphs_do_not_count(self) -> None:
        mark = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr>{}</w:rPr>'
        body = (
            listed("первый", 1)
            + paragraph(properties=mark.format('<w:del w:id="1" w:author="а"/>'))
            + paragraph("тайна", properties=mark.format("<w:vanish/>"), run="<w:vanish/>")
            + listed("второй", 1)
        )
        document = read(body, numbering=abstract(1, level(0, "%1.")) + numbered(1, 1))
        assert document.text == "1. первый\n2. второй"

    def test_unknown_list_prints_nothing(self) -> None:
        assert read(listed("п", 9), numbering=abstract(1, level(0, "%1."))).text == "п"
