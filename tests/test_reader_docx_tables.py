"""Word tables: merges, nesting, what is deleted or hidden, whether the grid is drawn."""

from __future__ import annotations

import pytest
from docx_maker import (
    cell,
    paragraph,
    row,
    table,
)
from docx_reading import codes, only_table, read, texts

BORDERS = '<w:tblBorders><w:top w:val="single"/><w:bottom w:val="single"/></w:tblBorders>'


class TestTables:
    def test_merged_cells_stand_once(self) -> None:
        tall = '<w:vMerge w:val="restart"/>'
        document = read(
            table(
                row(cell("шапка", '<w:gridSpan w:val="2"/>'), cell("срок")),
                row(cell("Иванова", tall), cell("план"), cell("май")),
                row(cell("", "<w:vMerge/>"), cell("отчёт"), cell("июнь")),
            )
        )
        found = only_table(document)
        assert (found.rows, found.columns) == (3, 3)
        assert [(each.row, each.column, each.row_span, each.column_span) for each in found.cells] == [
            (0, 0, 1, 2),
            (0, 2, 1, 1),
            (1, 0, 2, 1),
            (1, 1, 1, 1),
            (1, 2, 1, 1),
            (2, 1, 1, 1),
            (2, 2, 1, 1),
        ]
        assert document.text == "шапка\tсрок\nИванова\tплан\tмай\n\tотчёт\tиюнь"

    def test_nested_table_is_a_block_of_its_cell(self) -> None:
        inner = table(row(cell("1"), cell("2")))
        document = read(table(row(cell(paragraph("до") + inner + paragraph("после")), cell("рядом"))))
        blocks = only_table(document).cells[0].blocks
        assert [block.kind for block in blocks] == ["para", "table", "para"]
        assert texts(document, blocks) == ["до", "1\t2", "после"]

    def test_grid_before_and_horizontal_merge(self) -> None:
        merged = '<w:hMerge w:val="{}"/>'
        document = read(
            table(
                row(cell("а", merged.format("restart")), cell("", merged.format("continue")), cell("б")),
                row(cell("в"), properties='<w:gridBefore w:val="2"/>'),
            )
        )
        assert [(each.row, each.column, each.column_span) for each in only_table(document).cells] == [
            (0, 0, 2),
            (0, 2, 1),
            (1, 2, 1),
        ]

    def test_deleted_rows_and_cells_and_hidden_rows_are_out(self) -> None:
        document = read(
            table(
                row(cell("а"), cell("нет", '<w:cellDel w:id="1" w:author="а"/>')),
                row(cell("нет"), properties='<w:del w:id="1" w:author="а"/>'),
                row(cell("нет"), properties="<w:hidden/>"),
            )
        )
        assert document.text == "а"
        assert codes(document) == ["R010", "R011"]

    @pytest.mark.parametrize(
        ("properties", "cell_properties", "bordered"),
        [
            ("", "", False),
            (BORDERS, "", True),
            (BORDERS.replace("single", "nil"), "", False),
            ('<w:tblStyle w:val="Grid"/>', "", True),
            ('<w:tblStyle w:val="Grid"/>' + BORDERS.replace("single", "none"), "", False),
            ('<w:tblStyle w:val="Plain"/>', "", False),
            ("", '<w:tcBorders><w:bottom w:val="single"/></w:tcBorders>', False),
            ("", '<w:tcBorders><w:top w:val="single"/><w:left w:val="single"/></w:tcBorders>', True),
            (
                '<w:tblStyle w:val="Grid"/>',
                '<w:tcBorders><w:top w:val="nil"/><w:left w:val="nil"/><w:bottom w:val="nil"/></w:tcBorders>',
                False,
            ),
            (BORDERS.replace('"single"', '"single" w:color="FFFFFF"'), "", False),
        ],
    )
    def test_bordered(self, properties: str, cell_properties: str, bordered: bool) -> None:
        styles = (
            '<w:style w:type="table" w:styleId="Plain"/>'
            f'<w:style w:type="table" w:styleId="Grid"><w:tblPr>{BORDERS}</w:tblPr></w:style>'
        )
        body = table(row(cell("а", cell_properties), cell("б", cell_properties)), properties=properties)
        assert only_table(read(body, styles=styles)).bordered is bordered

    def test_head_rows(self) -> None:
        head = "<w:tblHeader/>"
        body = table(row(cell("а"), properties=head), row(cell("б")), row(cell("в"), properties=head))
        assert only_table(read(body)).heads == 1

    def test_empty_table_is_no_block(self) -> None:
        assert read(table(row(cell("")))).blocks == ()
