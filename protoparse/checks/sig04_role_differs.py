"""A signer's role in the signature is not the role in the introduction.

The chair signs by the post alone, a member signs as secretary, the chair of the council signs as chair of
something else: who signed as what must be clear.
"""

from __future__ import annotations

from collections.abc import Iterator

from protoparse.checks.base import Rule
from protoparse.checks.context import CheckContext
from protoparse.checks.finding import Finding, shorten
from protoparse.checks.lowering import fold
from protoparse.checks.sample import sample
from protoparse.model import Mention, Signature
from protoparse.pattern import Pattern

RULE = Rule(
    code="SIG04",
    name="role-differs",
    group="signatures",
    severity="info",
    message=(
        "{person}: в подписи «{role_sign}», во вводной части «{role_head}»",
        "{person}: «{role_sign}» in the signature, «{role_head}» in the introduction",
    ),
    hint=(
        "Подписывайте ролью на заседании, затем должностью",
        "Sign with the role in the meeting, then the post",
    ),
    why="Протокол подписывают как председатель и секретарь, а не по должности.",
    source="практика",
    bad=(sample(chair_signature="Директор школы ______________ А.П. Лапшина"),),
    good=(sample(chair_signature="Председатель, директор школы ______________ А.П. Лапшина"),),
    extracts=False,
    needs_text=False,
)

_ROLES = (
    ("deputy_chair", Pattern(r"зам(?:еститель|\.)?\s+председател|сопредседател")),
    ("chair", Pattern(r"председател|председательств|ведущ")),
    ("secretary", Pattern(r"секретар|протокол вел|протокол составил")),
    ("curator", Pattern(r"куратор")),
    ("member", Pattern(r"(?:^|\s)член")),
)
_BODIES = Pattern(
    r"(?<![а-я])(?:[а-я]*)(совет|комисси|комитет|групп|кластер|объединени|правлени|коллеги|ассоциаци"
    r"|фонд)[а-я]*"
)
# whoever is elected at this meeting enters it as a member
_ELECTED = Pattern(r"избра[^.]{0,120}(?:председател|секретар)|(?:председател|секретар)[^.]{0,80}избра")
_NAMES = {"chair": "председатель", "secretary": "секретарь", "curator": "куратор", "member": "член"}
_BY_OFFICE = Pattern(r"кафедр|[а-я]?мо(?![а-я])|методическ[а-я]+ объединени|записал")
_KNOWN = frozenset(_NAMES)


def run(context: CheckContext) -> Iterator[Finding]:
    elected = _ELECTED.search(context.lowered) is not None
    for signature in context.protocol.signatures:
        position = signature.position
        mentions = [one for one in context.introduced if one.person and one.person == signature.person]
        roles = {
            role for one in mentions if (role := _printed_role(context, one)) is not None and role in _KNOWN
        }
        if not position or not roles:
            continue
        signed = _role(position)
        head = _head(mentions, roles)
        # a head of department presides by office: «заведующий кафедрой», «руководитель РМО»
        if (
            (signed is None and roles & {"chair", "secretary"} and not _BY_OFFICE.search(fold(position)))
            or (
                signed in _KNOWN
                and signed not in roles
                and not (elected and signed in ("chair", "secretary"))
            )
        ) or (signed == "chair" and _other_body(position, mentions)):
            yield _finding(context, signature, position, head)


def _printed_role(context: CheckContext, mention: Mention) -> str | None:
    """The role in the introduction; one that the signatures alone give is none of its."""
    attendance = context.protocol.attendance
    for officer, role in ((attendance.chair, "chair"), (attendance.secretary, "secretary")):
        signed = officer is not None and context.is_signature(officer.span)
        if signed and mention.role == role:
            called_members = any(one.role == "member" for one in attendance.present)
            return "member" if called_members else None
    return mention.role


def _finding(context: CheckContext, signature: Signature, position: str, head: str) -> Finding:
    return context.finding(
        RULE,
        signature.span,
        person=signature.name or signature.text,
        role_sign=shorten(position, 60),
        role_head=head,
    )


def _role(text: str) -> str | None:
    folded = fold(text)
    found = [(match.start(), role) for role, pattern in _ROLES if (match := pattern.search(folded))]
    return min(found)[1] if found else None


def _head(mentions: list[Mention], roles: set[str]) -> str:
    """The role as printed in the introduction, else its name."""
    role = min(roles, key=list(_NAMES).index)
    printed = next((one.role_text for one in mentions if one.role == role and one.role_text), None)
    return shorten(printed or _NAMES[role], 60)


def _other_body(position: str, mentions: list[Mention]) -> bool:
    """Whether signature and introduction name the chairs of two different bodies."""
    for mention in mentions:
        if mention.role != "chair":
            continue
        here, there = _chairs(position), _chairs(mention.role_text or mention.text)
        if here is not None and there is not None and here != there:
            return True
    return False


def _chairs(text: str) -> str | None:
    """The body whose chair is named, by its stem."""
    folded = fold(text)
    word = _ROLES[1][1].search(folded)
    if word is None:
        return None
    body = _BODIES.search(folded, word.end(), word.end() + 60)
    return body.group(1) if body else None
