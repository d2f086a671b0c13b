"""What somebody is in the meeting itself: chair, secretary, member …, as against a post held elsewhere.

«Председатель комиссии» may be a role in this meeting or a post («председатель комитета образования»).
The head word and the words after it decide: nothing, the meeting («собрания»), its usual bodies («рабочей
группы») or their initials («КС») make a role; anything else makes a post.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from protoparse.fields.declension import fold, fold_line
from protoparse.fields.position import is_position, position_cases
from protoparse.fields.text import remembered
from protoparse.pattern import Pattern

Role = Literal["chair", "deputy_chair", "secretary", "curator", "member", "invited", "speaker", "other"]

_CHAIR = r"(?:со)?председател\w*|председательств\w+|модератор\w*"
_HEADS: tuple[tuple[Role, Pattern], ...] = (
    (
        "other",
        Pattern(
            r"(?:председател\w+|секретар\w+|член\w*)\s+счетн\w+\s+комисси\w+|счетчик\w*|счетн\w+\s+комисси\w+"
        ),
    ),
    ("deputy_chair", Pattern(r"(?:заместител\w+|зам\.?)\s*председател\w*|вице-председател\w+")),
    ("chair", Pattern(rf"(?:{_CHAIR})(?![\w-])")),
    ("chair", Pattern(r"(?:заседание|собрание|совещание|сессию|конференцию)\s+(?:вел|вела|ведет)(?!\w)")),
    ("chair", Pattern(r"вед(?:ущ(?:ий|ая|его|ую|ей|ему|им)|ет)(?!\w)")),
    (
        "secretary",
        Pattern(
            r"(?:координатор\w*\s?[-–]\s?)?(?:ответственн\w+\s+|отв\.\s?|учен\w+\s+)?секретар\w*(?![\w-])"
            r"|протокол\s+(?:собрания\s+|заседания\s+)?(?:вел|вела|ведет|составил|составила)(?!\w)|протоколист\w*"
            r"|писарь(?!\w)"
        ),
    ),
    ("curator", Pattern(r"куратор(?:а|у|ом|е|ы|ов|ам|ами)?(?![\w-])")),
    ("invited", Pattern(r"приглашенн\w+(?:\s+(?:член\w*|лиц\w*|участник\w*))?(?!\w)")),
    (
        "member",
        Pattern(
            r"(?:[а-я-]+(?:ый|ая|ые|ого|ому|ую|ой|ым|ых|ыми)\s+)?член(?:а|у|ом|е|ы|ов|ам|ами|ах)?(?![\w-])"
        ),
    ),
    (
        "speaker",
        Pattern(r"(?:со)?докладчик\w*|(?:со)?докладыва(?:ет|ют|л|ла|ли)(?!\w)|информиру(?:ет|ют)(?!\w)"),
    ),
    ("other", Pattern(r"наблюдател\w+(?!\w)")),
)
_QUANTIFIER = Pattern(r"(?:все|всех|всем|также)\s+")
_ADJECTIVES = r"(?:[а-я-]+(?:ого|его|ой|ей|ых|их)\s+){0,4}"
# The meeting itself, and bodies that hold it, in the genitive.
_MEETING = Pattern(
    rf"{_ADJECTIVES}(?:собрани[яй]|заседани[яй]|совещани[яй]|конференции|сессии|схода|форума|слушаний|семинара|стола|"
    r"встречи|планерки|педсовета|методсовета|консилиума|жюри|оргкомитета|профкома|президиума|кластера)(?!\w)"
)
_BODY = Pattern(
    r"(?:(?:рабочей|инициативной|творческой|проектной|экспертной)\s+группы|"
    r"(?:родительского|профсоюзного|организационного|классного|общешкольного\s+родительского)\s+комитета|"
    r"коллегии|правления|кафедры|методического\s+объединения)(?!\w)"
)
_COUNCIL = Pattern(
    rf"{_ADJECTIVES}совета(?!\s+(?:депутатов|директоров|ветеранов|министров|федерации|женщин|отцов|молодежи|"
    r"народных|ректоров|безопасности|старшеклассников))(?!\w)"
)
_LABEL_ONLY = Pattern(
    rf"{_ADJECTIVES}(?:совета|комиссии|комитета|группы|объединения|правления|организации|товарищества|кооператива|"
    r"коллектива|штаба|коллегии|кафедры|думы|палаты)(?!\w)"
)
_BARE_BODY = Pattern(r"(?:комиссии|комитета|совета|группы|правления|коллегии|штаба)\Z")
# «КС», «МС», «ППк», «ППО»: the body by its initials.
_INITIALS = Pattern(r"(?:[А-ЯЁ]{2,5}[а-я]?)(?![\w])")
_POST_INITIALS = frozenset({"ТСЖ", "ТСН", "СНТ", "СПК", "ЖСК", "КДН", "ГСК", "МВД", "КФХ"})
# Bodies beside the one that meets, whose heads come as members.
_OF_OTHERS = Pattern(
    r"(?:профкома|кафедры|методического объединения"
    r"|(?:родительского|профсоюзного|классного|общешкольного родительского) комитета)(?!\w)"
)
_FOREIGN_MEMBER = Pattern(r"\s*(?:союза|партии|семьи|корреспондент|ассоциации|академии|федерации|клуба)")
# «комитет образования», «комитет по культуре»: an office, whose head has a post
_OFFICE = Pattern(r"комитета\s+(?:образования|по)")
_NOT_LED = Pattern(
    r"\s*(?:заседани|собрани|совещани|конференци|совета|комисси|стола|круглого|семинар|встреч)"
)
_PLURAL = Pattern(
    r"(?:лен(?:ы|ов|ам|ами|ах)|тел(?:и|ям|ями)|секретар(?:и|ям|ями)|атор(?:ы|ам|ами)|ник(?:и|ам|ами)|чик(?:и|ам|ами)|"
    r"н(?:ые|ым|ыми)|щ(?:ие|им|ими))(?!\w)"
)
_LETTERS = Pattern(r"[а-яё]+", re.I)
_LEADING = Pattern(r"[\s\-–—•*\d.)(]*")


class RoleForm(NamedTuple):
    """A role phrase: `start`, `end` in the text; the role; does it name the body; is it a plural."""

    start: int
    end: int
    role: Role
    named_body: bool
    plural: bool


def _initials_of(body: str) -> str:
    return "".join(word[0] for word in _LETTERS.findall(fold(body)))


def _is_this_body(complement: str, body: str) -> bool:
    """True where the complement's words are words, or the initials, of the body that meets."""
    stems = {word[:5] for word in _LETTERS.findall(fold(body)) if len(word) > 2}
    words = [word for word in _LETTERS.findall(complement) if len(word) > 1]
    if not words:
        return False
    if words[0].isupper() and len(words[0]) <= 5:
        return fold(words[0]) in _initials_of(body)
    return all(fold(word)[:5] in stems for word in words if len(word) > 2)


def _abbreviates(initials: str, body: str) -> bool:
    """Whether initials may be those of the body: «ППк», «АТК» of an антитеррористическая комиссия."""
    letters = iter(fold(initials))
    return all(letter in letters for letter in _initials_of(body)[: len(initials)])


def read_role(text: str, *, label: bool = False, body: str | None = None) -> RoleForm | None:
    """The role phrase that opens the text, None where none does or where the phrase is a post.

    `label`: the phrase stands before a name as a caption («Секретарь комиссии: …»): more bodies are allowed.
    `body`: the body that meets, where known; «председатель X» is then a role where X is that body.

    >>> read_role("председатель рабочей группы").role
    'chair'
    >>> read_role("председатель комитета образования") is None, read_role("секретарь учебной части") is None
    (True, True)
    """
    return _role(text, label, body)


@remembered(512)
def _role(text: str, label: bool, body: str | None) -> RoleForm | None:
    folded = fold_line(text)
    opened = _LEADING.match(folded)
    start = opened.end() if opened else 0
    quantified = _QUANTIFIER.match(folded, start)
    begin = quantified.end() if quantified else start
    for role, pattern in _HEADS:
        match = pattern.match(folded, begin)
        if match is None:
            continue
        end = _role_end(text, folded, match, role, label=label, body=body)
        if end is None:
            return None
        head = match.group()
        plural = _PLURAL.search(head) is not None
        return RoleForm(start, end, role, end > match.end(), plural)
    return None


def _role_end(
    text: str, folded: str, match: re.Match[str], role: Role, *, label: bool, body: str | None
) -> int | None:
    """Where the role phrase ends, None where the complement makes it a post."""
    end = match.end()
    if match.group().startswith("ведущ") and folded[end:].strip() and not _NOT_LED.match(folded, end):
        return None
    rest = folded[end:]
    if rest.startswith("-"):
        return None
    complement_at = end + len(rest) - len(rest.lstrip(" \t\n"))
    stop = len(text.rstrip(" .,;:–—-"))
    complement = text[complement_at:stop]
    if not complement:
        return end
    if role in ("member", "invited", "speaker", "other"):
        if _FOREIGN_MEMBER.match(folded, end):
            return None
        if role != "member" or (is_position(complement) and complement[:1].islower()):
            return end
        return stop
    if body and _is_this_body(complement, body):
        return stop
    if initials := _INITIALS.match(complement):
        foreign = body and not label and not _abbreviates(initials.group(), body)
        if foreign or initials.group() in _POST_INITIALS:
            return None
        return stop if label else complement_at + initials.end()
    lowered = folded[complement_at:stop]
    allowed = (
        _MEETING.match(lowered)
        or _BODY.match(lowered)
        or _COUNCIL.match(lowered)
        or _BARE_BODY.match(lowered)
    )
    if allowed is None and label and role != "curator":
        allowed = _LABEL_ONLY.match(lowered)
        if allowed is not None and body and role == "chair" and not _is_this_body(complement, body):
            allowed = None
        if allowed is not None and _OFFICE.match(lowered):
            allowed = None
    if allowed is not None and role == "chair" and body and not label and _OF_OTHERS.match(lowered):
        own, told = (
            {word[:4] for word in _LETTERS.findall(one) if len(word) > 3} for one in (fold(body), lowered)
        )
        if not own & told:
            return None  # «председатель родительского комитета» at a council is a post
    if allowed is not None:
        return stop
    cases = position_cases(complement)
    if is_position(complement) and not (
        cases <= {"gent", "accs"} and "nomn" in position_cases(match.group())
    ):
        return end  # «секретарь учитель истории»: the post follows the bare role
    return None
