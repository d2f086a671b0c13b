"""Who was there: officers, people present, absent, invited, groups, printed figures, quorum."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from protoparse.build.attendance_figures import read_figures
from protoparse.build.attendance_table import absent_column, has_marks, named_cells, row_of_one, says_absent
from protoparse.build.columns import Row
from protoparse.build.context import GOVERNED_WEIGHT, ROSTER_WEIGHT, Context, Labelled, tidy
from protoparse.fields.person import find_names
from protoparse.fields.position import is_position, shared_position
from protoparse.fields.role import read_role
from protoparse.fields.text import Case
from protoparse.model import Attendance, Mention, Role
from protoparse.pattern import Pattern
from protoparse.view import View, fold

Part = Literal["present", "absent", "invited"]
_PARTS: tuple[Part, ...] = ("present", "absent", "invited")
_HEADS: dict[str, Part] = {"present_head": "present", "absent_head": "absent", "invited_head": "invited"}

_MEETING = r"(?:\s+(?:заседания|совещания|собрания|встречи))"
_AT_MEETING = (
    r"(?:\s+(?:на|в)\s+(?:заседани[ие]|совещани[ие]|собрани[ие]|конференци[ию]|встрече|онлайн-режиме"
    r"|режиме\s+\w+))"
)
_REASON = (
    r"(?:\s+по\s+уважительн\w+\s+причин\w+|\s+по\s+болезни|\s+без\s+уважительн\w+\s+причин\w+"
    r"|\s+с\s+правом\s+\w+\s+голоса)"
)
_LABEL = Pattern(
    rf"""\W*(?:(?:на|в)\s+(?:\w+\s){{1,3}}?)?
        (?:(?:не\s+)?присутств(?:овали|овало|уют|ует|овал|овала|ующие)
          |участвовали|участвуют|участники{_MEETING}?
          |(?:получены|поступили|не\s+поступил\w*|не\s+получен\w*)\s+(?:опросн\w+\s+лист\w*|бюллетен\w*)
          |присутстви[ея](?:\s+[а-яё]+){{0,5}}(?=\s*:)
          |отсутств(?:овали|овало|уют|ует|овал|овала|ующие)|не\s+явил(?:ись|ся|ась)
          |приглаш[её]нн(?:ые|ый|ая)|приглашен[аы]?|гости
          |(?:приняли|приняло|принимали)\s+участие|не\s+принял\w*\s+участи\w
          |список\s+(?:участников|присутствующих){_MEETING}?
          |не\s+смог\w*\s+(?:принять\s+участи\w|присутствовать|участвовать|прийти|приехать)
          |нет(?=\s*:)|не\s+приш[её]?л\w*|были(?=\s*:)|собрались|также\s+присутствовали|с\s+участием
          |зарегистрировано|состав(?:\s+\w+){{0,3}}(?=\s*:)|явка
          |(?:[а-яё-]+(?:ая|ый|ий|ой|ое)\s+){{0,3}}(?:комиссия|совет|президиум|группа|коллегия)\s+в\s+составе)
        {_AT_MEETING}?(?:\s*\([^()]{{0,40}}\))?(?:\s+лично)?{_REASON}?
        \s*[:–—,-]?\s*""",
    re.VERBOSE | re.IGNORECASE,
)
_SUBHEAD = Pattern(
    r"\W*((?:другие\s+)?(?:члены|участники|представители|работники|делегаты|учителя|педагоги|сотрудники"
    r"|родители"
    r"|приглаш[её]нные|депутаты)\b[^:–—]{0,90}?)\s*(?:[:]|[–—-]\s)\s*",
    re.IGNORECASE,
)
_COUNT = r"(?:\d{1,5}|\d{1,5}\s*\([а-яё ]+\)|[а-яё]+(?:\s[а-яё]+)?(?=\s+(?:чел|член|депут)))"
_LEADING_COUNT = Pattern(
    rf"\W*(?:все\s+)?{_COUNT}\s*(?:чел\b\.?|человек[а]?|член[а-яё]*[^(:;.,–—-]{{0,60}}"
    r"|депутат\w*[^(:;.,–—-]{0,40}|собственник\w*|участник\w*|делегат\w*[^(:;.,]{0,60}|родител\w*"
    r"|педагог\w*\b(?!-))?"
    r"\s*[.:,;–—-]*\s*",
    re.IGNORECASE,
)
# «Присутствовало родителей: 19 чел. (из 24)»: who is counted, no group that is named
_COUNTED = Pattern(r"\W*[а-яё-]+(?:ей|ов|ев|ых|их)(?:\s[а-яё-]+){0,3}\s*[:–—-]\s*\d{1,4}(?![\d.])[^А-ЯЁ]*")
_ALL_IN_BRACKETS = Pattern(r"\((.*)\)[.;,]?$")
_WEAK = (None, "member", "invited")  # roles that many have
_LED_BY = Pattern(
    r"\W*под\s+председательством\s+(?P<who>[^:]{5,150}?)[\s,]+(?=(?:присутствовал|участвовал|собрал)[а-я]+)",
    re.IGNORECASE,
)
_MEMBERS = Pattern(r"\W*(?:другие\s+)?член")
_INVITED = Pattern(r"\W*(?:на\s\w+\s)?приглаш")
_LABEL_ONLY = Pattern(r"[\s:–—.,-]*$")
_NO_GROUPS = Pattern(r"[\W\d]*|\W*список прилагается\W*|.{0,30}прилагается\W*")
_LISTED_APART = Pattern(r"\s*\((?:[а-яё]+\s)?(?:лист|список|явочный)[^()]*\)")
_REPRESENTED_BY = Pattern(r"\bв\s+лице\b")  # «ООО «…» в лице директора Зуева И.И.»
# «Комиссия в составе: председателя комиссии – Зуева И.И., …»
_IN_COMPOSITION = Pattern(
    r"\W*(?:(?:заместителя|зам\.)\s*)?(?:председателя|секретаря|членов|члена)\b", re.IGNORECASE
)
# «Председателем собрания избрана Зуева А.А.»
_ELECTED = Pattern(
    r"(?P<office>(?:председател|секретар)[а-яё]*(?:\s[а-яё]+){0,2}?)\s+(?:единогласно\s+)?"
    r"(?:избран|выбран|назначен)[аы]?\s+(?=(?-i:[А-ЯЁ]))",
    re.IGNORECASE,
    cues=("избран", "выбран", "назначен"),
)
_BARE_SURNAMES = Pattern(
    r"\W*[А-ЯЁ][а-яё]{2,}(?:-[А-ЯЁ][а-яё]+)?(?:,\s[А-ЯЁ][а-яё]{2,}(?:-[А-ЯЁ][а-яё]+)?)+\W*"
)
_WORD = Pattern(r"[\w-]+")
_IS_PRESENT = Pattern(r"(?<!не )\bприсутств(?:ует|уют|овал[аи]?)\b")
# A label inside a line of figures; «(Зуев Т.Т. отсутствует)» opens nothing.
_INNER_LABEL = Pattern(
    r"(?i:\b(?:присутств(?:овал[аио]?|ует|уют)|отсутств(?:овал[аио]?|ует|уют)|приглашен[аы]?))"
    r"(?=\s*(?:[:–—(-]|\d|по\s))|(?<=[.;]\s)Гости(?=\s?:)"
    r"|(?i:\bне\s+явил(?:ись|ся|ась))(?=\s*[:–—-]?\s*[А-ЯЁ])"
)
# What a verb at the start of a line makes of the one named; the first that matches wins: «Вела протокол: …».
_OFFICE_OF_VERB: dict[Role, Pattern] = {
    "secretary": Pattern(r"\W*(?:вел[аи]?\s+протокол|протокол|записал)"),
    "chair": Pattern(r"\W*(?:вел|ведет|ведущ|председательств)"),
}
_SECRETARY_POST = Pattern(r"(?:^|,\s)секретарь\b(?!\s+(?:учебной|руководител|директор|приемной))")
_CHAIR_POST = Pattern(r"(?:^|,\s)председатель\s+([а-я]{4})")
# «руководитель ШМО» leads the meeting of a union of teachers
_HEAD_OF_UNION = Pattern(
    r"(?:^|,\s)рук(?:оводитель|\.)\s+(?:(?:[а-яё]+\s)?методического\s+объединения|[а-я]?мо)(?![\w-])"
)
_UNION = Pattern(r"методического\s+объединения|\b[а-я]?мо\b")
_ON_BEHALF = Pattern(r"\W*от\s+[^:]{3,60}:", re.IGNORECASE)
_NO_GROUP = Pattern(
    r"(?:\d+|список|чел|явочный|согласно|см\b|прилаг|все$|нет$|по\s+(?:болезни|уваж)|в\s+отпуск|кворум"
    r"|из\s+\d)"
)


def build_attendance(
    context: Context, parts: Sequence[Labelled], elsewhere: Sequence[Labelled]
) -> Attendance:
    """The attendance from its own units; officers and quorum also from lines elsewhere before the first
    item.
    """
    builder = _Builder(context)
    for part in parts:
        builder.take(part)
    for part in elsewhere:
        if part.role == "officer":
            builder.officer(part.unit.content)
        read_figures(builder.attendance, part.unit.text)
    return builder.finish()


class _Builder:
    """Takes the units of the attendance, one after the other; heads and captions say where people belong."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.attendance = Attendance()
        self.part: Part = "present"
        self.role: Role | None = None  # of all under the last head: «Члены комиссии:»
        self.office: Role | None = None  # of a caption «Председательствовал:» that waits for the next line
        self.named_absent = False  # those absent stand on the line of their head
        self.post: str | None = None  # of each of those under «Воспитатели:»

    def take(self, part: Labelled) -> None:
        """Take one unit."""
        unit, role = part.unit, part.role
        if role in _HEADS:
            self.part, self.role, self.post = _HEADS[role], None, None
            self.head(unit.view)
            self.named_absent = self.part == "absent" and bool(self.attendance.absent)
        elif role == "officer" and unit.text.endswith(":") and not find_names(unit.text):
            form = read_role(unit.text.rstrip(":"), label=True, body=self.context.body)
            self.office = form.role if form else _office(unit.text)
        elif role == "officer":
            self.officer(unit.content)
        elif role == "members_head":
            self.members_head(unit.view)
        elif role == "person" and self.named_absent and _ON_BEHALF.match(unit.content.flat):
            # «Не пришли: Лось В.В.», and on the next line «От школы: директор Зуев Т.Т.»
            self.part, self.named_absent = "present", False
            self.people(unit.content)
        elif role == "person" and self._is_members_head(unit.content):
            self.members_head(unit.content)
        elif role == "person":
            self.people(unit.content)
        elif role == "people_table":
            self.table(unit.rows)
        elif role in ("count", "quorum"):
            read_figures(self.attendance, unit.text)
            self.people_behind_labels(unit.view)

    def finish(self) -> Attendance:
        """The attendance: nobody in it twice; a secretary or chair of this very body behind a post is one."""
        attendance = self.attendance
        body = fold(self.context.body or "")
        for mention in attendance.present:
            post = fold(mention.position or "")
            chair = _CHAIR_POST.search(post)
            if attendance.secretary is None and _SECRETARY_POST.search(post):
                mention.role = "secretary"
            elif attendance.chair is None and (
                (chair and chair.group(1) in body) or (_UNION.search(body) and _HEAD_OF_UNION.search(post))
            ):
                mention.role = "chair"
            else:
                continue
            self._appoint(mention)
        for part in _PARTS:
            people: list[Mention] = getattr(attendance, part)
            people[:] = list({id(mention): mention for mention in people}.values())
        return attendance

    # ------------------------------------------------------------ heads
    def head(self, view: View) -> None:
        """«Присутствовали: 7 членов совета (Иванов И.И., …)» and all its kin."""
        self._read_figures(view)
        led = _LED_BY.match(view.flat)
        if led:  # «Под председательством Зуева Т.Т. присутствовали: …»
            for mention in self.context.people(view.cut(led.start("who"), led.end("who")), "gent"):
                mention.role = mention.role or "chair"
                self.attendance.present.append(mention)
                self._appoint(mention)
            view = view.cut(led.end())
        inner = _INNER_LABEL.search(view.flat, 1)
        if inner is not None and find_names(view.flat[inner.end() :]):
            part = self.part
            self.people_behind_labels(view.cut(inner.start()))
            self.part, view = part, view.cut(0, inner.start())
        label = _LABEL.match(view.flat)
        rest = _without_count(view.cut(label.end()) if label else view)
        subhead = _SUBHEAD.match(rest.flat)
        if subhead and not find_names(subhead.group(1)):
            self.role = "member" if _MEMBERS.match(fold(subhead.group(1))) else None
            self.post = shared_position(subhead.group(1))
            rest = _without_count(rest.cut(subhead.end()))
        if rest.text and not _LABEL_ONLY.match(rest.flat) and not _COUNTED.fullmatch(rest.flat):
            self.people(rest)

    @staticmethod
    def _is_members_head(view: View) -> bool:
        """Whether a line of people opens with «Члены комиссии:», which holds for the lines below too."""
        subhead = _SUBHEAD.match(view.flat)
        return (
            subhead is not None
            and _MEMBERS.match(fold(subhead.group(1))) is not None
            and not find_names(subhead.group(1))
        )

    def members_head(self, view: View) -> None:
        """«Члены комиссии: …»."""
        folded = fold(view.flat)
        self.role = "member" if _MEMBERS.match(folded) else None
        if _INVITED.match(folded):
            self.part = "invited"
        self._read_figures(view)
        subhead = _SUBHEAD.match(view.flat)
        self.post = shared_position(subhead.group(1)) if subhead else None
        rest = view.cut(subhead.end()) if subhead else view
        if find_names(rest.flat):
            self.people(rest)

    def _read_figures(self, view: View) -> None:
        read_figures(self.attendance, view.flat, of_present=self.part == "present")

    # ------------------------------------------------------------ people
    def officer(self, view: View) -> None:
        """A line «Председатель – …», perhaps two officers in it: a verb speaks of the first («Вёл: …»)."""
        elected = list(_ELECTED.finditer(view.flat))
        if not elected:
            self._hold_office(view, _office(view.flat))
        for label, following in zip(elected, [*elected[1:], None], strict=False):
            form = read_role(label["office"], label=True, body=self.context.body)
            stretch = view.cut(label.end(), following.start() if following else None)
            self._hold_office(stretch, form.role if form else None)

    def _hold_office(self, view: View, office: Role | None) -> None:
        """Note the officers of a stretch; `office` is that of the first one who states none of his own."""
        case, weight = _governed(view)
        for mention in self.context.people(view, case, weight=weight):
            mention.role, office = mention.role or office, None
            self.attendance.present.append(mention)
            self._appoint(mention)

    def people(self, view: View) -> None:
        """People and groups of the part that the last head opened."""
        words = _WORD.findall(view.flat)
        if (
            self.part == "absent"
            and _BARE_SURNAMES.fullmatch(view.flat)
            and not all(is_position(word.lower()) for word in words)
        ):
            # «Отсутствовали: Зуев, Лось»: of those present only the initials would tell them from groups
            for mention in self.context.bare_mentions(view, "nomn", known=frozenset(words)):
                mention.role = self.role
                self._add(mention)
            return
        if self.part == "absent" and _IS_PRESENT.search(view.flat):
            self.part = "present"  # «От подрядчика присутствует Зуев Т.Т.» under «Отсутствует: …»
        groups = not _NO_GROUPS.fullmatch(fold(view.flat))
        given: Role | None = "invited" if self.part == "invited" else self.role
        case, weight = _governed(view)
        represents = _REPRESENTED_BY.search(view.flat) is not None
        for mention in self.context.mentions(view, case, weight=weight, groups=groups):
            if self.context.is_named(mention) or (mention.organization and not mention.position):
                if represents and mention.role == "chair":
                    mention.role = None  # «СПК «Заря» в лице председателя …» is no chair of the meeting
                stated = mention.role
                mention.role = stated or self.office or given
                self.office = None
                if stated is None and mention.position is None and self.context.is_named(mention):
                    mention.position = self.post
                self._add(mention)
                if self.part == "present":
                    self._appoint(mention)
            elif _is_group(mention.text):
                if self.part == "present":
                    group = _LISTED_APART.sub("", mention.text)
                    self.attendance.present_groups.append(tidy(group).strip(" .,;:"))
                elif self.part == "invited":
                    mention.role = given
                    self._add(mention)

    def people_behind_labels(self, view: View) -> None:
        """«Присутствовало – 7 чел.: Зуев Т.Т., …, отсутствовало – 2 чел. (Лось В.В. – отпуск, …)»."""
        edges = [label.start() for label in _INNER_LABEL.finditer(view.flat)]
        for start, end in pairwise([*edges, len(view.flat)]):
            stretch = view.cut(start, end)
            names, label = find_names(stretch.flat), _LABEL.match(stretch.flat)
            if not names or label is None:
                continue
            self.part = _part_of(label.group())
            colon = stretch.flat.rfind(":", 0, names[0].start)
            self.people(_without_count(stretch.cut(colon + 1 if colon > 0 else label.end())))

    def _add(self, mention: Mention) -> None:
        target: list[Mention] = getattr(self.attendance, self.part)
        target.append(mention)

    def _appoint(self, mention: Mention) -> None:
        """Make a mention chair or secretary where its role says so and the office is free."""
        if mention.role == "chair" and self.attendance.chair is None:
            self.attendance.chair = mention
        elif mention.role == "secretary" and self.attendance.secretary is None:
            self.attendance.secretary = mention

    # ------------------------------------------------------------ tables
    def table(self, rows: Sequence[Row]) -> None:
        """A table of people: one row a person; a row without a name is a caption for the rows below it."""
        absence, ticked = absent_column(rows), has_marks(rows)
        for index, row in enumerate(rows):
            cells = [cell for cell in row if cell.parts]
            named = named_cells(cells)
            if not named:
                if index or len(cells) == 1:
                    self._caption(" ".join(cell.view.flat for cell in cells))
                continue
            if cells[0].column == 0 and cells[0] is not named[0] and self._caption(cells[0].view.flat):
                if self.role not in _WEAK:
                    self.role = None  # «Секретарь» in front of a name is the role of that row alone
                else:
                    cells = cells[1:]
            captioned = self.part
            if says_absent(cells, ticked=ticked) or any(cell.column == absence for cell in cells):
                self.part = "absent"
            if len(named) == 1 and len(cells) > 1:
                self.people(row_of_one(cells, named[0]))
            else:
                for cell in named:
                    for piece in cell.parts:
                        self.people(piece)
            self.part = captioned

    def _caption(self, text: str) -> bool:
        """Turn to the people whom a caption announces; returns whether the text is one."""
        folded = fold(text).strip(" :.")
        if _INVITED.match(folded):
            self.part, self.role = "invited", None
        elif folded.startswith("отсутств"):
            self.part, self.role = "absent", None
        elif (form := read_role(text, label=True, body=self.context.body)) is not None:
            self.part, self.role = "present", form.role
        elif folded.startswith("присутств"):
            self.part, self.role = "present", None
        else:
            return False
        return True


def _without_count(view: View) -> View:
    """The text behind a leading figure: «16 чел. (список прилагается)», «7 членов совета (…)»."""
    count = _LEADING_COUNT.match(view.flat)
    if count is None or not count.group().strip():
        return view
    rest = view.cut(count.end())
    bracket = _ALL_IN_BRACKETS.match(rest.flat)
    if bracket and find_names(bracket.group(1)):
        return rest.cut(bracket.start(1), bracket.end(1))
    return rest


def _part_of(label: str) -> Part:
    """The part of the attendance that a label opens."""
    folded = fold(label)
    if "отсутств" in folded or folded.lstrip().startswith("не "):
        return "absent"
    return "invited" if "приглаш" in folded else "present"


def _governed(view: View) -> tuple[Case, int]:
    """The case in which a line has its names, and the weight that they have as evidence in it."""
    governed = _REPRESENTED_BY.search(view.flat) or _IN_COMPOSITION.match(view.flat)
    return ("gent", GOVERNED_WEIGHT) if governed else ("nomn", ROSTER_WEIGHT)


def _office(text: str) -> Role | None:
    """The office that a verb at the start names: «Вела: …», «Протоколировал …»."""
    folded = fold(text)
    return next((role for role, verb in _OFFICE_OF_VERB.items() if verb.match(folded)), None)


def _is_group(text: str) -> bool:
    """Whether words without a name are a group of people («директора школ») and no remark («по болезни»)."""
    folded = fold(text).strip(" .,;:()")
    return len(folded) > 4 and "списочн" not in folded and not _NO_GROUP.match(folded)
