"""The names of the XML elements and attributes that the docx reader knows."""

from __future__ import annotations

from typing import Final

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MATH: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
COMPATIBILITY: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
RELATIONSHIPS: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
VML: Final = "{urn:schemas-microsoft-com:vml}"

VALUE: Final = W + "val"
PARAGRAPH: Final = W + "p"
PARAGRAPH_PROPERTIES: Final = W + "pPr"
RUN: Final = W + "r"
RUN_PROPERTIES: Final = W + "rPr"
TEXT: Final = W + "t"
TABLE: Final = W + "tbl"
TABLE_PROPERTIES: Final = W + "tblPr"
ROW: Final = W + "tr"
ROW_PROPERTIES: Final = W + "trPr"
CELL: Final = W + "tc"
CELL_PROPERTIES: Final = W + "tcPr"
STRUCTURED: Final = W + "sdt"
STRUCTURED_CONTENT: Final = W + "sdtContent"
INSERTED: Final = frozenset({W + "ins", W + "moveTo"})
DELETED: Final = frozenset({W + "del", W + "moveFrom"})
ALTERNATE: Final = COMPATIBILITY + "AlternateContent"
CHOICE: Final = COMPATIBILITY + "Choice"
FALLBACK: Final = COMPATIBILITY + "Fallback"
TEXT_BOX: Final = W + "txbxContent"
CHUNK: Final = W + "altChunk"
SECTION: Final = W + "sectPr"
RELATIONSHIP_ID: Final = RELATIONSHIPS + "id"

# Elements that carry settings, never text of the page.
SETTINGS: Final = frozenset(
    W + name
    for name in (
        "pPr",
        "rPr",
        "sdtPr",
        "sdtEndPr",
        "smartTagPr",
        "customXmlPr",
        "fldData",
        "tblPr",
        "tblGrid",
        "tblPrEx",
        "trPr",
        "tcPr",
        "sectPr",
        "proofErr",
        "rt",
        "rubyPr",
    )
)
