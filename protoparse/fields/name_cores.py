"""Words and cores of names: the part of a name that can hardly be anything else.

A core is a pair of initials, one initial, a given name with a patronymic, or a known given name.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from protoparse.fields.declension import fold, word_set
from protoparse.fields.given_names import readings_of_given
from protoparse.fields.name_words import ABBREVIATIONS, is_stop_word, surname_weight
from protoparse.fields.nominative import read_patronymic
from protoparse.pattern import Pattern

_UPPER = "А-ЯЁӘӨҮҖҢҺҒҚҰҲҶӢӮӐӖӰІЇЄЎҐ"
_LOWER = "а-яёәөүҗңһғқұҳҷӣӯӑӗӱіїєўґ"
# The capital stands before the question what is before it: so the search runs from capital to capital.
_TOKEN = Pattern(
    rf"[{_UPPER}](?<![{_UPPER}{_LOWER}][{_UPPER}])[{_UPPER}{_LOWER}]*(?:['’][{_UPPER}{_LOWER}]+)*"
    rf"(?:-(?:[{_UPPER}][{_UPPER}{_LOWER}]+|(?:оглы|оглу|кызы|гызы|кызи|улы|уулу|заде|оол|бек|хан|ага)(?![{_LOWER}])))*"
)
_DOT_GAP = Pattern(r"\s?\.,?[ \t\xa0]{0,3}(?:\n[ \t]{0,8})?$")
_LOOSE_COMMA = Pattern(r"\s?\.,\s+$")
PARAGRAPH = Pattern(r"\n[ \t\xa0]*\n|\f")
_OGLY = Pattern(r"[\s-]\s?(оглы|оглу|кызы|гызы|кызи|улы|уулу|углы)(?![а-яё])", re.IGNORECASE)
_OGLY_JOINED = Pattern(r"([^-]{2,})-(оглы|оглу|кызы|гызы|кызи|улы|уулу|углы)$", re.IGNORECASE)
_FINAL_DOT = Pattern(r"\s?\.")
Kind = Literal["initials", "single", "bare", "full", "given"]


class Token(NamedTuple):
    """A capitalised word. A tuple, because every text has many and a tuple is made fastest."""

    start: int
    end: int
    text: str


class Core(NamedTuple):
    """The part of a name beside its surname: tokens first … last (indices), and what it says."""

    kind: Kind
    first: int
    last: int
    start: int
    end: int
    given: str
    patronymic: str | None
    dotted: bool = True  # the last initial has its dot


def title(word: str) -> str:
    """«ИВАНОВ» → «Иванов», «ПЕТРОВ-ВОДКИН» → «Петров-Водкин»; other words stay."""
    if len(word) > 1 and word.isupper():
        return "-".join(part[:1] + part[1:].lower() for part in word.split("-"))
    return word


def find_tokens(folded: str) -> list[Token]:
    return [Token(*match.span(), match[0]) for match in _TOKEN.finditer(folded)]


def _initial_of(token: Token, text: str) -> str | None:
    """The letter of an initial («И», «Ив.»), None where the token is a word."""
    if len(token.text) == 1:
        return token.text
    following = text[token.end : token.end + 1]
    if (
        len(token.text) == 2
        and token.text[1].islower()
        and following == "."
        and fold(token.text) not in _NO_INITIALS
    ):
        return token.text[0]
    return None


_NO_INITIALS = word_set(
    """
    ул пр см ст гр др им пл мл св ср гл оф ас ид ок он от по не да об до за из на ко но то
    """
)


def find_cores(text: str, tokens: list[Token]) -> list[Core]:
    cores: list[Core] = []
    index = 0
    while index < len(tokens):
        core = _initials_core(text, tokens, index) if len(tokens[index].text) <= 2 else None
        core = core or _full_core(text, tokens, index)
        if core is None:
            index += 1
            continue
        cores.append(core)
        index = core.last + 1
    return cores


def _initials_core(text: str, tokens: list[Token], index: int) -> Core | None:
    first = tokens[index]
    letter = _initial_of(first, text)
    if letter is None:
        return _bare_pair(text, tokens, index)
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    if following is not None:
        second = _initial_of(following, text) if following.start - first.end <= 12 else None
        gap = text[first.end : following.start]
        if second is not None and (
            _DOT_GAP.match(gap) or (gap == "," and text[following.end : following.end + 1] == ".")
        ):
            return _pair(text, index, first, following, letter, second)
        if second is not None and _LOOSE_COMMA.match(gap) and not _word_follows(text, following.end):
            return _pair(text, index, first, following, letter, second)
        if second is not None and gap in (" ", "\xa0") and len(first.text) == len(following.text) == 1:
            end = following.end + (text[following.end : following.end + 1] == ".")
            return Core("bare", index, index + 1, first.start, end, letter + ".", second + ".")
    after = text[first.end : first.end + 2]
    if after[:1] == "." and not _digit_before(text, first.start):
        return Core("single", index, index, first.start, first.end + 1, letter + ".", None)
    return None


def _digit_before(text: str, start: int) -> bool:
    """True where the letter is that of a class («5 А», «5 «А»»), not an initial."""
    before = text[max(0, start - 2) : start]
    return before.rstrip()[-1:].isdigit() or before[-1:] in ("«", '"')


def _word_follows(text: str, end: int) -> bool:
    """True where a dot and a capitalised word follow: the initial belongs to that word."""
    rest = text[end : end + 4]
    return rest[:1] == "." and rest[1:].lstrip()[:1].isupper()


def _pair(text: str, index: int, first: Token, second: Token, given: str, patronymic: str) -> Core:
    match = _FINAL_DOT.match(text, second.end)
    end = match.end() if match else second.end
    return Core(
        "initials", index, index + 1, first.start, end, given + ".", patronymic + ".", match is not None
    )


def _bare_pair(text: str, tokens: list[Token], index: int) -> Core | None:
    token = tokens[index]
    if len(token.text) != 2 or not token.text.isupper() or token.text in ABBREVIATIONS:
        return None
    end = token.end + (text[token.end : token.end + 1] == ".")
    return Core("bare", index, index, token.start, end, token.text[0] + ".", token.text[1] + ".")


def _full_core(text: str, tokens: list[Token], index: int) -> Core | None:
    """A given name with its patronymic, or a known given name alone, that starts at this token."""
    given = tokens[index]
    if len(given.text) < 2:
        return None
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    if following is not None and _joined(text, given, following) and _may_end_name(text, following):
        tail = _OGLY.match(text, following.end)
        if tail and not is_stop_word(given.text):
            patronymic = " ".join((title(following.text), tail.group(1).lower()))
            return Core("full", index, index + 1, given.start, tail.end(), title(given.text), patronymic)
        joined = _OGLY_JOINED.match(following.text) if "-" in following.text else None
        if joined and not is_stop_word(given.text):
            patronymic = " ".join((title(joined.group(1)), joined.group(2).lower()))
            return Core("full", index, index + 1, given.start, following.end, title(given.text), patronymic)
        if _agree(given.text, following.text):
            return Core(
                "full",
                index,
                index + 1,
                given.start,
                following.end,
                title(given.text),
                title(following.text),
            )
    if readings_of_given(given.text) and given.text[1:2] != "":
        return Core("given", index, index, given.start, given.end, title(given.text), None)
    return None


def _may_end_name(text: str, word: Token) -> bool:
    """False for most words: neither a patronymic, nor followed by «оглы», nor ending in «-оглы»."""
    return read_patronymic(word.text) is not None or "-" in word.text or bool(_OGLY.match(text, word.end))


def _joined(text: str, left: Token, right: Token) -> bool:
    gap = text[left.end : right.start]
    return gap == " " or (gap.isspace() and not PARAGRAPH.search(gap))


def _agree(given: str, patronymic: str) -> bool:
    """True where the second word is a patronymic that suits the first as a given name."""
    read = read_patronymic(patronymic)
    if read is None:
        return False
    readings = readings_of_given(given)
    if readings:
        return any(gender == read[1] for _, gender, _ in readings)
    folded = fold(given)
    if is_stop_word(given) or surname_weight(given) >= 2.5 or surname_weight(given) < 0.8:
        return False
    # «Ильшат Рабинович» may be given name and surname: an unknown name needs a usual patronymic.
    return not fold(read[0]).endswith(("кевич", "шевич", "жевич", "чевич", "цевич", "нович")) or folded in (
        "",
    )
