"""The docx reader: one file a feature, built cases for what the files do not cover, and broken input."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path

import pytest
from contract import assert_tiles
from docx_maker import (
    cell,
    docx,
    paragraph,
    part,
    row,
    run_of,
    table,
)
from docx_reading import codes, read, texts

from protoparse.readers.docx import read_docx
from protoparse.readers.docx_chunk import html_lines

FEATURES = Path(__file__).parent / "docx-features"
EXPECTED: dict[str, dict[str, object]] = json.loads((FEATURES / "expect.json").read_text(encoding="utf-8"))
BORDERS = '<w:tblBorders><w:top w:val="single"/><w:bottom w:val="single"/></w:tblBorders>'


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_feature_file(name: str) -> None:
    expected = EXPECTED[name]
    document = read_docx((FEATURES / f"{name}.{expected['ext']}").read_bytes(), name)
    assert_tiles(document)
    assert isinstance(expected["want"], list)
    assert isinstance(expected["forbid"], list)
    for pattern in expected["want"]:
        assert re.search(pattern, document.text), f"{pattern} is not in {document.text!r}"
    for pattern in expected["forbid"]:
        assert not re.search(pattern, document.text), f"{pattern} is in {document.text!r}"


def test_there_are_all_feature_files() -> None:
    assert len(EXPECTED) == 38


class TestText:
    def test_layout(self) -> None:
        body = (
            paragraph("Раз")
            + paragraph()
            + paragraph("Два")
            + table(row(cell("а"), cell("б")), row(cell("в"), cell("")))
        )
        document = read(body)
        assert document.text == "Раз\n\nДва\nа\tб\nв\t"
        assert texts(document) == ["Раз", "Два", "а\tб\nв\t"]

    def test_words_on_two_sides_of_a_page_break_stay_apart(self) -> None:
        page = '<w:r><w:br w:type="page"/></w:r>'
        body = f"<w:p>{run_of('конец')}{page}{run_of('начало')}</w:p><w:p>{page}{run_of('дальше')}</w:p>"
        assert read(body).text == "конец\nначало\nдальше"

    def test_space_is_kept_only_where_it_is_preserved(self) -> None:
        body = "<w:p><w:r><w:t> а </w:t></w:r><w:r><w:t xml:space='preserve'> б\n в</w:t></w:r></w:p>"
        assert read(body).text == "а б  в"

    def test_paragraph_with_a_deleted_mark_goes_on(self) -> None:
        mark = '<w:rPr><w:del w:id="1" w:author="а"/></w:rPr>'
        assert read(paragraph("Принять ", properties=mark) + paragraph("план.")).text == "Принять план."

    def test_carried_paragraph_is_not_lost_at_the_end(self) -> None:
        mark = '<w:rPr><w:del w:id="1" w:author="а"/></w:rPr>'
        assert read(paragraph("последний", properties=mark)).text == "последний"

    def test_nested_field_and_field_that_never_ends(self) -> None:
        char = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
        begin, middle, end = (char.format(kind) for kind in ("begin", "separate", "end"))
        code = "<w:r><w:instrText>IF</w:instrText></w:r>"
        body = (
            f"<w:p>{begin}{code}{begin}{code}{middle}{run_of('скрыто')}{end}{middle}{run_of('итог')}{end}</w:p>"
            f"<w:p>{begin}{code}{run_of('код')}</w:p>" + paragraph("текст")
        )
        assert read(body).text == "итог\n\nтекст"

    def test_form_fields(self) -> None:
        box = (
            '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="{}"/></w:checkBox>'
            "</w:ffData></w:fldChar></w:r><w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r>"
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )
        choice = (
            '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/>'
            '<w:listEntry w:val="очно"/><w:listEntry w:val="заочно"/></w:ddList></w:ffData></w:fldChar></w:r>'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )
        body = f"<w:p>{box.format(1)}{run_of(' за ')}{box.format(0)}{run_of(' против ')}{choice}</w:p>"
        assert read(body).text == "☒ за ☐ против заочно"

    def test_symbols_by_font(self) -> None:
        fonts = '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'
        sign = '<w:r><w:sym w:font="Wingdings 2" w:char="F052"/></w:r>'
        wrong = '<w:r><w:sym w:font="Wingdings" w:char="zz"/></w:r>'
        assert read(f"<w:p>{run_of('ü', fonts)}{sign}{wrong}{run_of(' ü')}</w:p>").text == "✓☑ ü"

    def test_fraction_keeps_its_slash(self) -> None:
        part_of = "<m:{0}><m:r><m:t>{1}</m:t></m:r></m:{0}>"
        fraction = f"<m:f>{part_of.format('num', 2)}{part_of.format('den', 3)}</m:f>"
        assert read(f"<w:p><m:oMath>{fraction}</m:oMath>{run_of(' голосов')}</w:p>").text == "2/3 голосов"

    def test_ruby_shows_its_base(self) -> None:
        ruby = f"<w:rt>{run_of('глосса')}</w:rt><w:rubyBase>{run_of('основа')}</w:rubyBase>"
        assert read(f"<w:p><w:r><w:ruby>{ruby}</w:ruby></w:r>{run_of('!')}</w:p>").text == "основа!"

    def test_alternate_content_in_a_run_is_read_once_and_in_place(self) -> None:
        branches = "<mc:Choice Requires='x'><w:t>б</w:t></mc:Choice><mc:Fallback><w:t>б</w:t></mc:Fallback>"
        both = f"<mc:AlternateContent>{branches}</mc:AlternateContent>"
        body = f"<w:p><w:r><w:t>а</w:t>{both}<w:t>в</w:t></w:r></w:p>"
        assert read(body).text == "абв"

    def test_text_box_follows_its_paragraph_with_its_own_blocks(self) -> None:
        content = f"<w:txbxContent>{paragraph('рамка')}</w:txbxContent>"
        box = f"<w:r><w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict></w:r>"
        document = read(f"<w:p>{run_of('до')}{box}{run_of(' после')}</w:p>" + paragraph("дальше"))
        assert texts(document) == ["до после", "рамка", "дальше"]

    def test_word_art(self) -> None:
        art = '<w:r><w:pict><v:shape><v:textpath on="t" string="ПРОТОКОЛ"/></v:shape></w:pict></w:r>'
        assert read(f"<w:p>{art}</w:p>").text.strip() == "ПРОТОКОЛ"

    def test_hidden_by_style_and_shown_again(self) -> None:
        styles = '<w:style w:type="character" w:styleId="H"><w:rPr><w:vanish/></w:rPr></w:style>'
        body = (
            run_of("а", '<w:rStyle w:val="H"/>'),
            run_of("б", '<w:rStyle w:val="H"/><w:vanish w:val="0"/>'),
        )
        document = read(f"<w:p>{''.join(body)}</w:p>", styles=styles)
        assert document.text == "б"
        assert codes(document) == ["R011"]

    def test_headers_first_footers_and_notes_last_each_once(self) -> None:
        section = (
            '<w:sectPr><w:headerReference w:type="default" r:id="h1"/>'
            '<w:headerReference w:type="first" r:id="h2"/>'
            '<w:footerReference w:type="default" r:id="f"/></w:sectPr>'
        )
        body = f"<w:p>{run_of('Решили')}<w:r><w:footnoteReference w:id='2'/></w:r></w:p>{section}"
        extra: dict[str, str | bytes] = {
            "word/header1.xml": part("hdr", paragraph("Школа")),
            "word/header2.xml": part("hdr", paragraph("Школа")),
            "word/footer1.xml": part("ftr", table(row(cell("стр."), cell("1")))),
            "word/footnotes.xml": part(
                "footnotes",
                f"<w:footnote w:id='1'>{paragraph('не указана')}</w:footnote>"
                f"<w:footnote w:id='2'>{paragraph('сноска')}</w:footnote>",
            ),
        }
        links = {
            "h1": ("header", "header1.xml"),
            "h2": ("header", "header2.xml"),
            "f": ("footer", "footer1.xml"),
            "n": ("footnotes", "footnotes.xml"),
        }
        document = read(body, extra=extra, links=links)
        assert document.text == "Школа\nРешили\nсноска\nстр.\t1"
        assert [block.kind for block in document.blocks] == ["furniture", "para", "furniture", "furniture"]

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("a.html", "<html><head><title>т</title></head><body><p>Раз</p><p>Два&nbsp;три</p></body>"),
            ("a.html", "<meta charset=windows-1251><p>Раз<br>Два&#160;три".encode("cp1251")),
            ("a.txt", "Раз\r\nДва\u00a0три".encode()),
            ("a.txt", "Раз\r\nДва\u00a0три".encode("koi8-r")),
            ("a.mht", "MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n<p>Раз<p>Два&nbsp;три"),
            ("a.docx", docx(paragraph("Раз") + paragraph("Два\u00a0три"))),
        ],
    )
    def test_imported_file(self, name: str, content: str | bytes) -> None:
        document = read(
            paragraph("до") + "<w:altChunk r:id='c'/>" + paragraph("после"),
            extra={f"word/{name}": content},
            links={"c": ("aFChunk", name)},
        )
        assert texts(document) == ["до", "Раз", "Два\u00a0три", "после"]
        assert codes(document) == ["R012"]

    def test_piece_imported_again_and_again_is_read_once(self) -> None:
        document = read(
            "<w:altChunk r:id='c'/>" * 1000, extra={"word/a.txt": "текст"}, links={"c": ("aFChunk", "a.txt")}
        )
        assert document.text == "текст"
        assert codes(document) == ["R012", "R013"]

    @pytest.mark.parametrize("page", ["<a " * 200_000, "<!--" * 200_000, "<" * 200_000, "<style>" * 200_000])
    def test_imported_page_that_never_ends_takes_no_time(self, page: str) -> None:
        started = time.process_time()
        html_lines(page)
        assert time.process_time() - started < 2

    def test_imported_file_that_is_not_read_is_told(self) -> None:
        document = read(paragraph("до") + "<w:altChunk r:id='нет'/>" + paragraph("после"))
        assert document.text == "до\nпосле"
        assert codes(document) == ["R013"]


class TestStyle:
    STYLES = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/></w:rPr></w:rPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:rPr><w:sz w:val="28"/></w:rPr>'
        "</w:style>"
        '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="heading 2"/><w:basedOn w:val="Normal"/>'
        '<w:pPr><w:jc w:val="center"/><w:ind w:left="720" w:hanging="360"/></w:pPr><w:rPr><w:b/></w:rPr>'
        "</w:style>"
        '<w:style w:type="character" w:styleId="Strong"><w:rPr><w:b/></w:rPr></w:style>'
    )

    def test_style_chain(self) -> None:
        document = read(paragraph("Решение", properties='<w:pStyle w:val="T"/>'), styles=self.STYLES)
        style = document.blocks[0].style
        assert (style.bold, style.align, style.size, style.indent, style.heading) == (
            True,
            "center",
            14.0,
            18.0,
            2,
        )

    def test_direct_properties_go_first(self) -> None:
        properties = (
            '<w:pStyle w:val="T"/><w:jc w:val="end"/><w:ind w:left="0" w:firstLine="708"/>'
            '<w:outlineLvl w:val="9"/>'
        )
        body = paragraph("Решение", properties=properties, run='<w:b w:val="0"/><w:sz w:val="24"/>')
        style = read(body, styles=self.STYLES).blocks[0].style
        assert (style.bold, style.align, style.size, style.indent, style.heading) == (
            False,
            "right",
            12.0,
            35.4,
            None,
        )

    def test_two_styles_that_toggle_bold_undo_it(self) -> None:
        body = paragraph("Решение", properties='<w:pStyle w:val="T"/>', run='<w:rStyle w:val="Strong"/>')
        assert not read(body, styles=self.STYLES).blocks[0].style.bold

    def test_bold_only_when_every_letter_is(self) -> None:
        bold = run_of("РЕШИЛИ:", "<w:b/>")
        body = f"<w:p>{bold}{run_of('   ')}</w:p><w:p>{bold}{run_of(' план')}</w:p>"
        assert [block.style.bold for block in read(body).blocks] == [True, False]

    def test_styles_written_otherwise_give_the_same(self) -> None:
        """A sheet that is not written as Word writes it is parsed whole, with the same result."""
        body = paragraph("Решение", properties='<w:pStyle w:val="T"/>')
        usual = read(body, styles=self.STYLES)
        other = read(body, styles=self.STYLES.replace('"', "'"))
        assert other.blocks == usual.blocks

    def test_style_based_on_itself(self) -> None:
        styles = (
            '<w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="A"/><w:rPr><w:b/></w:rPr></w:style>'
        )
        assert read(paragraph("а", properties='<w:pStyle w:val="A"/>'), styles=styles).blocks[0].style.bold


class TestNotes:
    def test_tracked_changes_are_counted(self) -> None:
        deleted = "<w:del w:id='2'><w:r><w:delText>нет</w:delText></w:r></w:del>"
        (note,) = read(f"<w:p><w:ins w:id='1'>{run_of('да')}</w:ins>{deleted}</w:p>").notes
        assert note.code == "R010"
        assert "принято 1" in note.message_ru
        assert "1 deletions" in note.message_en

    def test_inserted_paragraphs_are_counted_as_inserted_rows_are(self) -> None:
        (note,) = read(f"<w:ins w:id='1'>{paragraph('да')}</w:ins>").notes
        assert (note.code, "1 insertions" in note.message_en) == ("R010", True)

    def test_pictures_without_text(self) -> None:
        assert codes(read("<w:p><w:r><w:drawing/></w:r></w:p>")) == ["R014"]

    def test_picture_beside_text_is_nothing_special(self) -> None:
        assert codes(read("<w:p><w:r><w:drawing/></w:r></w:p>" + paragraph("Протокол " * 40))) == []

    def test_no_text(self) -> None:
        assert codes(read(paragraph())) == ["R015"]

    def test_macros(self) -> None:
        assert codes(read(paragraph("а"), extra={"word/vbaProject.bin": b"x"})) == ["R016"]

    def test_damaged_styles_are_left_out_and_told(self) -> None:
        document = read(
            paragraph("а"), extra={"word/styles.xml": "<w:styles"}, links={"s": ("styles", "styles.xml")}
        )
        assert document.text == "а"
        assert codes(document) == ["R017"]

    def test_properties(self) -> None:
        core = (
            '<cp:coreProperties xmlns:cp="urn:core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
            "<dc:title>Протокол</dc:title><dc:creator> </dc:creator>"
            "<dcterms:created>2024-05-06T07:08:09Z</dcterms:created></cp:coreProperties>"
        )
        document = read(paragraph("а"), extra={"docProps/core.xml": core})
        assert document.properties == {"title": "Протокол", "created": "2024-05-06T07:08:09Z"}
