"""What the pieces of text beside one name say of the person: posts, the role in the meeting, remarks."""

from __future__ import annotations

from protoparse.fields.declension import fold
from protoparse.fields.mention_parts import Part
from protoparse.fields.mention_run import EDGES, Run
from protoparse.fields.person import find_names
from protoparse.fields.position import is_plural_position, is_position
from protoparse.fields.role import Role, RoleForm, read_role
from protoparse.pattern import Pattern

# The meeting itself or a body without a name: a role in it is no post.
_BARE_BODY = Pattern(
    r"\w+(?:\s+\w+)?\s+(?:общего\s+|рабочей\s+)?(?:педсовета|методсовета|консилиума|собрания|заседания|совещания|комиссии|совета|комитета|группы|сессии|"
    r"конференции|правления|коллегии)\Z"
)
_PLACE = Pattern(r"(?:г|п|с|д|пгт|ст|х|р-н|обл)\.?\s?[А-ЯЁ]|район|область|край")
_STOPPED = Pattern(r"(?:[^\W\d_]{7,}|[\d»\")])\.\Z")
RANK: dict[Role, int] = {"other": 0, "member": 1, "invited": 1, "speaker": 2, "curator": 3, "secretary": 4}


def trimmed(text: str) -> str:
    """The text without separators at its edges; the dot of an abbreviation stays."""
    stripped = " ".join(text.split()).strip(" ,;:–—-*•_")
    if stripped.endswith(".") and _STOPPED.search(stripped):
        return stripped[:-1].rstrip(EDGES)
    return stripped


class Pieces:
    """Collects what the parts beside one name say: posts, role, notes."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.spans: list[tuple[int, int]] = []
        self.role: Role | None = None
        self.role_text: str | None = None
        self.title: str | None = None
        self.organization: str | None = None
        self.notes: list[str] = []
        self.end = 0
        self._open: tuple[int, int] | None = None
        self._has_post = False

    def close(self) -> None:
        """Ends the open run of posts."""
        if self._open is not None and self._has_post:
            self.spans.append(self._open)
        self._open, self._has_post = None, False

    def _extend(self, start: int, end: int, *, post: bool) -> None:
        self._open = (start if self._open is None else self._open[0], end)
        self._has_post = self._has_post or post
        self.end = max(self.end, end)

    def add(self, part: Part, *, label: bool) -> None:
        """Takes one part; `label`: a colon or dash follows it in front of the name."""
        if part.kind == "bracket":
            self._add_bracket(part)
            return
        sort = self.run.sort(part, label=label)
        if sort in ("role", "plural"):
            role = self.run.role(part, label=label)
            if role is not None:
                self._add_role(part, role, label=label)
                return
        if sort == "flat":
            self.notes.append(trimmed(self.run.of(part)))
            self.end = max(self.end, part.end)
        elif sort == "organisation" and not self._has_post:
            self.organization = trimmed(self.run.of(part))
            self.end = max(self.end, part.end)
        elif sort in ("post", "plural", "degree"):
            self._extend(part.start, part.end, post=sort != "degree")
        elif self._has_post or part.before == "–":
            self._extend(part.start, part.end, post=self._has_post or sort == "organisation")

    def _add_role(self, part: Part, role: RoleForm, *, label: bool) -> None:
        words = " ".join(self.run.text[part.start + role.start : part.start + role.end].split())
        rest = self.run.text[part.start + role.end : part.end]
        if self.role is not None and RANK.get(self.role, 5) >= RANK.get(role.role, 5):
            if self.role == role.role and role.named_body:  # «Председатель: …, председатель профкома»: a post
                self._extend(part.start, part.end, post=True)
            self.end = max(self.end, part.end)
            return
        self.close()
        self.role, self.role_text = role.role, words
        officer = role.role in ("chair", "deputy_chair", "secretary", "curator")
        if role.named_body and not label and officer and not _BARE_BODY.match(fold(words)):
            self.title = words
        self.end = max(self.end, part.end)
        if rest.strip(EDGES):
            begin = part.end - len(rest.lstrip(EDGES))
            self._extend(begin, part.end, post=True)

    def _is_role_and_post(self, content: str) -> bool:
        """Whether a bracket tells an office of the meeting and a post, in whatever order."""
        if "," not in content or find_names(content):
            return False
        pieces = [piece.strip() for piece in content.split(",")]
        offices = [read_role(piece, label=True, body=self.run.body) is not None for piece in pieces]
        posts = [is_position(piece) and not is_plural_position(piece) for piece in pieces]
        told = all(office or post for office, post in zip(offices, posts, strict=True))
        # «финансовый директор, секретарь совета» are two posts where no body is known
        return told and offices.count(True) == 1 and (offices[0] or self.run.body is not None)

    def _add_bracket(self, part: Part) -> None:
        content = self.run.text[part.start + 1 : part.end - 1].strip()
        self.end = max(self.end, part.end)
        if self._is_role_and_post(content):
            at = part.start + 1
            for piece in self.run.text[at : part.end - 1].split(","):
                inner = part._replace(kind="text", start=at, end=at + len(piece))
                if (office := read_role(piece, label=True, body=self.run.body)) is not None:
                    self._add_role(inner, office, label=True)
                else:
                    self._extend(inner.start + len(piece) - len(piece.lstrip()), inner.end, post=True)
                at += len(piece) + 1
            return
        role = read_role(content, label=True, body=self.run.body)
        if role is not None and not find_names(content):
            inner = part._replace(kind="text", start=part.start + 1, end=part.end - 1)
            self._add_role(inner, role, label=True)
        elif is_position(content) and not find_names(content) and not is_plural_position(content):
            if self._has_post:
                self._extend(part.start, part.end, post=True)
            else:
                self._extend(part.start + 1, part.end - 1, post=True)
        elif self._has_post and _PLACE.match(content):
            self._extend(part.start, part.end, post=True)
        elif content:
            self.notes.append(" ".join(content.split()))
