"""Whether chair and secretary have signed."""

from __future__ import annotations

from protoparse.checks.lowering import fold
from protoparse.model import Mention, Protocol, Role
from protoparse.pattern import Pattern


def has_signed(protocol: Protocol, role: Role, officer: Mention | None, post: Pattern) -> bool:
    """Whether a signature is an officer's: by its role, by the words of its post (folded), by the person."""
    person = officer.person if officer is not None else None
    return any(
        one.role == role
        or post.search(fold(one.position or "")) is not None
        or (person is not None and one.person == person)
        for one in protocol.signatures
    )
