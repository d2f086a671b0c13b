"""The pages of a PDF through pdfplumber: the second rung, for files that pdfium cannot open."""

from __future__ import annotations

import io
from typing import Any

from protoparse.errors import InputError
from protoparse.readers.pdf_page import PageContent, Rule, Word, rules_of_box
from protoparse.readers.pdf_rules import MOST_RULES, PICTURE_SHARE
from protoparse.readers.pdf_text import MOST_LETTERS

MOST_SLOW_PAGES = 200  # pdfminer needs up to a second a page


def read_pages_slowly(data: bytes) -> list[PageContent]:
    """The pages of the file.

    InputError where pdfminer cannot read it either (R121) or it is too long (R123).
    """
    damaged = InputError(
        "R121",
        "PDF повреждён: скачайте его заново или откройте в программе просмотра и сохраните копию.",
        "The PDF is damaged or incomplete: download it again, or open it in a viewer and save a copy.",
    )
    if b"%PDF" not in data[:1024]:
        raise damaged
    import logging

    import pdfplumber

    log = logging.getLogger("pdfminer")
    level = log.level
    log.setLevel(
        logging.CRITICAL
    )  # it complains about every broken object; the reader's notes say what matters
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            if not document.pages:
                raise damaged
            if len(document.pages) > MOST_SLOW_PAGES:
                raise InputError(
                    "R123",
                    f"Повреждённый PDF длиннее {MOST_SLOW_PAGES} страниц: восстановите его (qpdf, программа "
                    "просмотра) или разделите на части.",
                    f"The damaged PDF has over {MOST_SLOW_PAGES} pages: repair it (qpdf) or split it.",
                )
            return [_page(page, number) for number, page in enumerate(document.pages, start=1)]
    except InputError:
        raise
    # pdfminer raises whatever its parser meets in a broken file: KeyError, TypeError, struct.error, its own.
    except Exception as error:
        raise damaged from error
    finally:
        log.setLevel(level)


def _page(page: Any, number: int) -> PageContent:
    letters = page.chars
    words = [
        Word(
            word["text"],
            float(word["x0"]),
            float(word["x1"]),
            float(word["bottom"]) - 0.22 * float(word["size"]),
            float(word["size"]),
            "bold" in word["fontname"].lower(),
            order,
            bool(word["upright"]),
        )
        for order, word in enumerate(
            page.extract_words(extra_attrs=["fontname", "size"], use_text_flow=True, x_tolerance_ratio=0.15)
        )
    ]
    rules: list[Rule] = []
    for edge in page.edges[:MOST_RULES]:
        rules.extend(
            rules_of_box(float(edge["x0"]), float(edge["top"]), float(edge["x1"]), float(edge["bottom"]))
        )
    pictures = sum(
        (image["x1"] - image["x0"]) * (image["bottom"] - image["top"])
        >= PICTURE_SHARE * page.width * page.height
        for image in page.images
    )
    content = PageContent(
        number,
        float(page.width),
        float(page.height),
        tuple(words),
        tuple(rules),
        pictures,
        letters=len(letters),
        unusable=sum(letter["text"].startswith("(cid:") for letter in letters),
        truncated=len(letters) > MOST_LETTERS or len(page.edges) > MOST_RULES,
    )
    page.close()
    return content
