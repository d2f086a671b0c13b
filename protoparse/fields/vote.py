"""Votes: «за – 12, против – нет, воздержались – 1», «единогласно», «Решение принято», and tables."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from protoparse.fields.number import CARDINAL_PATTERN
from protoparse.fields.text import fold_text
from protoparse.fields.vote_figure import NUMBER, VALUE, Figure, Result, Role, VoteForm, figure, unanimity
from protoparse.fields.vote_table import votes_from_table
from protoparse.pattern import Pattern

__all__ = ["VoteForm", "find_votes", "votes_from_table"]

_SEPARATOR = (
    r"[\s\"')]{0,20}[-:=(.,]{0,2}\s{0,20}[-:=]?\s{0,3}"
    r"(?:голосов[а-я]*\s?[-:]?\s?|проголосовал[а-я]*\s?[-:]?\s?|человек\s?[-:]\s?)?\"?"
)
_NO_WORD = r"против(?![а-я])"
_ABSTAIN_WORD = r"воздерж[а-я]*(?:\(?-?(?:ся|ись|шихся)\)?)?\.?|возд(?![а-я])\.?"
_YES_WORD = r"за(?![а-я])"
_LABELLED = Pattern(
    rf"(?<![а-я-])\"?\s?(?:(?P<yes>{_YES_WORD})|(?P<no>{_NO_WORD})"
    rf"|(?P<abstain>{_ABSTAIN_WORD}))(?P<gap>{_SEPARATOR}){VALUE}",
    cues=("за", "против", "возд"),
)
_REVERSED = Pattern(
    rf"(?<![\d.,№])(?<![а-я-])(?:(?P<number>{NUMBER})"
    rf"|(?P<word>{CARDINAL_PATTERN}))\s?(?:голос[а-я]*|чел[а-я]*\.?|депутат[а-я]*"
    rf"|член[а-я]*)?"
    rf"\s?[-:]?\s?\"?(?:(?P<yes>{_YES_WORD})|(?P<no>{_NO_WORD})|(?P<abstain>воздержал[а-я]*"
    rf"|воздержавш[а-я]*))\"?(?=\s*(?:[,;.(\n]|$|и ))",
    cues=("за", "против", "воздерж"),
)
_AT_ONE = Pattern(
    rf"при\s(?:(?P<number>\d+)"
    rf"|(?P<word>{CARDINAL_PATTERN}))\s(?:голос[а-я]*\s)?\"?(?:(?P<no>против|голосе против)"
    rf"|(?P<abstain>воздержавш[а-я]*))\"?",
    cues=("при",),
)
_NONE_OF_BOTH = Pattern(
    r"(?:проголосовавш[а-я]*\s)?\"?против\"?(?:\s?,|\sи"
    r"|\s?/)\s?\"?воздерж[а-я]*\"?\s?[-:]?\s?(?:нет(?![а-я])|не было|0)"
    r"|(?:нет|не было)\s(?:голосов\s)?\"?против\"?\sи\s\"?воздержавш[а-я]*",
    cues=("против",),
)
_UNANIMOUS = Pattern(
    r"(?<!не )(?<![а-я])единогласн(?:о|ым|ое)(?![а-я])(?: принят[а-я]*| избран[а-я]*| утвержден[а-я]*)?",
    cues=("единогласн",),
)
_ALL = Pattern(
    r"(?<![а-я-])все(?: присутствующие| члены [а-я]{3,20}| участники)?(?: проголосовали| голосовали)?"
    r" ?[-:]? ?\"?за\"?(?=\s*(?:[.,;)]|$))",
    cues=("все",),
)
_NEW_MATTER = Pattern(r"слушали|выступил|вопрос \d|голосовал|(?<!\d)\d{1,2}\.\d|(?<!\d)\d{1,2}[.)] ?[а-я]")
_OPENING = Pattern(r" ?[:(,-]? ?")  # «Принято единогласно: за – 5», «Не принято (за – 2, против – 7)»
_HEAD_FAR = Pattern(r"(?:результат[а-я]*|итоги) (?:[а-я]+ )?голосования[^.!?\n]{0,150}$")
_MAJORITY = Pattern(
    r"большинством(?: в \d+)? голосов|абсолютным большинством|большинством присутствующих",
    cues=("большинств",),
)
_SUBJECT = (
    r"(?<![а-я])(?:решени[еяй]|предложени[еяй]|постановлени[еяй]|кандидатур[аыу]"
    r"|повестк[аи](?: дня)?|поставленное[а-я ]{0,40}решение)"
)
_ADOPTED = Pattern(
    rf"(?:{_SUBJECT})[^.;!?\n]{{0,80}}?(?<!не )(?<!быть )(?<!будет )(?<!будут )"
    r"(?<![а-я])принят[аыо]?(?![а-я])"
    rf"|^\W*принят[оаы]?(?=\s*(?:единогласно|большинством|при |[.!]|$))"
    r"|принято (?:единогласно|большинством)|за принятие решения проголосовал|(?<=[.;,] )принято(?=\.?\s*$)",
    cues=("принят",),
)
_REJECTED = Pattern(
    rf"(?:{_SUBJECT})[^.;!?\n]{{0,80}}?(?:не\s?принят[аыо]?(?![а-я])|отклонен[аыо]?(?![а-я]))"
    rf"|^\W*не принято(?![а-я])|(?<=[.;,] )не принято(?=\.?\s*$)",
    cues=("принят", "отклонен"),
)
_WORDING = Pattern(r"принят[оы]? (?:следующ|решение о|решение:)")
_HEAD = Pattern(
    r"(?:результат[а-я]*\s(?:открытого |тайного )?голосования|итоги\s(?:открытого "
    r"|тайного )?голосования|проголосовал[иао]|голосовал[иао]"
    r"|голосование)(?:\s?\([^()\n]{0,60}\))?(?:\s(?:по|за)\s[^:\n]{0,80})?\s?[:.-]?\s*[-:]?\s*$"
)
_VOTING = Pattern(r"голосовал|голосовани")
_COUNTED = Pattern(r"\s?(?:голос|чел)")
_OTHER_UNIT = Pattern(
    r"[/.]\d|-\d|\s?(?:год|г\.|учебн|полугод|квартал|месяц|дн[яейь]|недел|четверт|руб|тыс"
    r"|класс|раз[а]?(?![а-я]))"
)
_NEXT_FIGURE = Pattern(r"(?<![а-я])(?:против|воздерж|возд\.?)")
_FILLER = Pattern(
    r"голос[а-я]{0,4}|чел(?:овек[а-я]*)?|член[а-я]*|депутат[а-я]*|кв|м|процент[а-я]*|что"
    r"|составля[а-я]+|от|числа"
    r"|общего|присутствующих|участников|и|а|также|проголосовал[а-я]*|собственник[а-я]*|совета|или"
)
_BRACKETS = Pattern(r"\([^()\n]{0,200}\)")
_LETTERS = Pattern(r"[а-яa-z]+")
_UNIT_AFTER = Pattern(r"\s?(?:голос[а-я]*|чел(?:овек[а-я]*)?\.?|кв\.?\s?м\.?)?(?:\s?\([^()\n]{0,200}\))?")
_SENTENCE_START = Pattern(r"(?:^|[.;!?:\n])[\s\"'–-]*$")
_SENTENCE_END = Pattern(r"\s*(?:$|[.:;,!\n])")


def find_votes(text: str) -> list[VoteForm]:
    """Every vote of the text, in order; a new «за» begins a new vote, «Решение принято» ends it.

    >>> vote = find_votes("за – 14, против – нет, воздержались – 1")[0]
    >>> vote.yes, vote.no, vote.abstain, vote.unanimous
    (14, 0, 1, False)
    >>> vote = find_votes("Принято единогласно.")[0]
    >>> vote.yes, vote.unanimous, vote.result
    (None, True, 'adopted')
    >>> find_votes("Отчёт за 2 полугодие")
    []
    """
    folded = fold_text(text)
    hits = _hits(folded)
    groups: list[list[_Hit]] = []
    for hit in hits:
        if groups and _continues(groups[-1], hit, folded):
            groups[-1].append(hit)
        else:
            groups.append([hit])
    return [vote for group in groups if (vote := _vote(group, folded)) is not None]


class _Hit(NamedTuple):
    """One piece of a vote: a figure, a word of unanimity or a result; `value` None is printed but unknown."""

    start: int
    end: int
    what: Literal["yes", "no", "abstain", "all", "unanimous", "majority", "adopted", "rejected"]
    value: Figure | None = None
    strong: bool = True


def _role(match: re.Match[str]) -> Role:
    return "yes" if match.groupdict().get("yes") else "no" if match["no"] else "abstain"


def _hits(folded: str) -> list[_Hit]:
    hits: list[_Hit] = []
    for match in _NONE_OF_BOTH.finditer(folded):
        middle = match.start() + 1
        hits.extend((_Hit(match.start(), middle, "no", 0), _Hit(middle, match.end(), "abstain", 0)))
    for pattern in (_AT_ONE, _REVERSED):
        hits.extend(
            _Hit(match.start(), match.end(), _role(match), figure(match))
            for match in pattern.finditer(folded)
        )
    for match in _LABELLED.finditer(folded):
        if match["all"] and match["yes"]:
            hits.append(_Hit(match.start(), match.end(), "all" if match["all"] == "все" else "unanimous"))
        if match["blank"] or match["all"]:
            continue
        quoted = '"' in match.group()
        separated = bool(re.search(r"[-:=]", match["gap"]))
        strong = quoted or separated or match["yes"] is None
        if match["dash"] and match["yes"]:
            continue
        if match["yes"] and not _is_yes(folded, match, quoted=quoted, separated=separated):
            continue
        end = match.end()
        unit = _UNIT_AFTER.match(folded, end)
        hits.append(
            _Hit(
                match.start(),
                unit.end() if unit and unit.group().strip() else end,
                _role(match),
                figure(match),
                strong,
            )
        )
    hits.extend(_Hit(match.start(), match.end(), "unanimous") for match in _UNANIMOUS.finditer(folded))
    hits.extend(_Hit(match.start(), match.end(), "all") for match in _ALL.finditer(folded))
    hits.extend(_Hit(match.start(), match.end(), "majority") for match in _MAJORITY.finditer(folded))
    hits.extend(_Hit(match.start(), match.end(), "rejected") for match in _REJECTED.finditer(folded))
    hits.extend(
        _Hit(match.start(), match.end(), "adopted")
        for match in _ADOPTED.finditer(folded)
        if not _WORDING.match(folded, match.end() - 7)
        and not _WORDING.search(folded, match.start(), match.end() + 20)
    )
    hits.sort(key=lambda hit: (hit.start, -hit.end))
    return _without_overlaps(hits)


def _without_overlaps(hits: list[_Hit]) -> list[_Hit]:
    """Drops figures inside figures; words may overlap, as in «Принято единогласно»."""
    kept: list[_Hit] = []
    reach = 0
    for hit in hits:
        is_figure = hit.what in ("yes", "no", "abstain")
        if is_figure and hit.start < reach:
            continue
        kept.append(hit)
        if is_figure:
            reach = hit.end
    return kept


def _is_yes(folded: str, match: re.Match[str], *, quoted: bool, separated: bool) -> bool:
    """Whether «за» counts votes: «за 2 полугодие» and «за 12 дней» do not."""
    after = folded[match.end() : match.end() + 120]
    before = folded[max(0, match.start() - 60) : match.start()]
    figures_follow = _NEXT_FIGURE.search(after) is not None
    voting = _VOTING.search(before) is not None
    counted = _COUNTED.match(after) is not None
    if _OTHER_UNIT.match(after):
        return False
    if figures_follow or voting or counted:
        return True
    if quoted:
        return separated
    return separated and (not re.search(r"\w", before) or _NEXT_FIGURE.search(before) is not None)


def _continues(group: list[_Hit], hit: _Hit, folded: str) -> bool:
    last = max(group, key=lambda item: item.end)
    if hit.start < last.end:
        return True
    between = folded[last.end : hit.start]
    seen = {item.what for item in group}
    if hit.what in ("yes", "no", "abstain"):
        if hit.what in seen:
            return False
        if hit.what == "yes":
            closed = seen & {"unanimous", "adopted", "rejected"} and not _OPENING.fullmatch(between)
            return not closed and _is_filler(between)
        return len(between) < 240 and (
            _is_filler(between) or (between.count("\n") <= 1 and len(between) < 60)
        )
    if hit.what in seen and hit.what != "majority":
        return False
    if hit.what in ("adopted", "rejected", "unanimous", "majority", "all"):
        if seen & {"adopted", "rejected"} and hit.what in ("adopted", "rejected"):
            return False
        near = len(between) <= 120 and between.count("\n") <= 2
        return near and not _NEW_MATTER.search(between)
    return False


def _is_filler(between: str) -> bool:
    """Whether the words between two figures only name units: «голосов (6,07 %), »."""
    words = _LETTERS.findall(_BRACKETS.sub(" ", between))
    return all(_FILLER.fullmatch(word) for word in words)


def _vote(group: list[_Hit], folded: str) -> VoteForm | None:
    figures: dict[str, Figure | None] = {
        hit.what: hit.value for hit in group if hit.what in ("yes", "no", "abstain")
    }
    words: set[str] = {hit.what for hit in group}
    if figures and not words - {"yes", "no", "abstain"} and len(figures) == 1:
        only = next(hit for hit in group if hit.what in figures)
        voting = _HEAD.search(folded[max(0, only.start - 160) : only.start]) is not None
        if not voting and (only.what != "yes" or not only.strong):
            return None
    if words == {"majority"} and not re.search(r"голосовал|принят|избран|решен", folded):
        return None
    start, end = min(hit.start for hit in group), max(hit.end for hit in group)
    if words <= {"adopted", "rejected", "majority"} and not (
        _SENTENCE_START.search(folded[:start]) and _SENTENCE_END.match(folded, end)
    ):
        return None
    before = folded[max(0, start - 200) : start]
    head = _HEAD.search(before) or _HEAD_FAR.search(before)
    if head:
        start = max(0, start - 200) + head.start()
    while folded[start] in " \n":
        start += 1
    yes, no, abstain = (figures.get(role) for role in ("yes", "no", "abstain"))
    return VoteForm(start, end, yes, no, abstain, unanimity(figures, words), _result(words))


def _result(words: set[str]) -> Result | None:
    if "rejected" in words:
        return "rejected"
    return "adopted" if words & {"adopted", "unanimous"} else None
