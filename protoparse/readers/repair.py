"""A damaged PDF written anew by qpdf, through pikepdf, which comes with the extra «repair»."""

from __future__ import annotations

import io


def repaired(data: bytes) -> bytes | None:
    """The bytes of a whole PDF made of what qpdf finds in a damaged one; None where it finds no page.

    Raises ImportError without pikepdf, and whatever pikepdf raises on a file that it cannot open.
    """
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as document:
        if not len(document.pages):
            return None
        target = io.BytesIO()
        document.save(target)
        return target.getvalue()
