"""Text as the rules search it."""

from __future__ import annotations


def fold(text: str) -> str:
    """The text in lower case with ё as е, as many characters as before.

    The fold view of the parser does more and costs more; rules run on all of the text, one after the other.

    >>> fold("Отчёт № 5"), len(fold("İ"))
    ('отчет № 5', 1)
    """
    lowered = text.lower()
    if len(lowered) != len(text):  # a few capital letters grow in lower case
        lowered = "".join(one.lower() if len(one.lower()) == 1 else one for one in text)
    return lowered.replace("ё", "е")
