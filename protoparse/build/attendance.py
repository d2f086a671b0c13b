"""Who was there: officers, people present, absent, invited, groups, printed figures, quorum."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from protoparse.build.context import GOVERNED_WEIGHT, ROSTER_WEIGHT, Context, Labelled, tidy
from protoparse.fields.number import read_count
from protoparse.fields.person import find_names
from protoparse.fields.role import read_role
from protoparse.fields.text import Case
from protoparse.model import Attendance, Mention, Role
from protoparse.normalise import CellView
from protoparse.view import View, fold

Part = Literal["present", "absent", "invited"]

_HEADS: dict[str, Part] = {"present_head": "present", "absent_head": "absent", "invited_head": "invited"}
_COUNT = r"\d{1,5}|\d{1,5}\s*\([а-яё ]+\)|[а-яё]+(?:\s[а-яё]+)?(?=\s+(?:чел|член|депут))"
_LABEL = re.compile(
    r"""\W*(?:(?:на|в)\s+(?:\w+\s){1,3}?)?
        (?:(?:не\s+)?присутств(?:овали|овало|уют|ует|овал|овала|ующие)|участвовали|участвуют|участники(?:\s+(?:заседания|совещания|собрания|встречи))?
          |(?:получены|поступили|не\s+поступил\w*|не\s+получен\w*)\s+(?:опросн\w+\s+лист\w*|бюллетен\w*)|присутстви[ея](?:\s+[а-яё]+){0,5}(?=\s*:)
          |отсутств(?:овали|овало|уют|ует|овал|овала|ующие)|не\s+явились|приглаш[её]нн(?:ые|ый|ая)|приглашен[аы]?|гости
          |(?:приняли|приняло|принимали)\s+участие|список\s+(?:участников|присутствующих)(?:\s+(?:заседания|совещания|собрания|встречи))?
          |нет(?=\s*:)|не\s+принял\w*\s+участи\w|не\s+приш[её]?л\w*|были(?=\s*:)|собрались|также\s+присутствовали|с\s+участием|зарегистрировано|состав(?:\s+\w+){0,3}(?=\s*:)|явка)
        (?P<tail>(?:\s+(?:на|в)\s+(?:заседани[ие]|совещани[ие]|собрани[ие]|конференци[ию]|встрече|онлайн-режиме|режиме\s+\w+))?
          (?:\s*\([^()]{0,40}\))?(?:\s+лично)?
          (?:\s+по\s+уважительн\w+\s+причин\w+|\s+по\s+болезни|\s+без\s+уважительн\w+\s+причин\w+|\s+с\s+правом\s+\w+\s+голоса)?)
        \s*[:–—,-]?\s*""",
    re.VERBOSE | re.IGNORECASE,
)
_SUBHEAD = re.compile(
    r"\W*((?:другие\s+)?(?:члены|участники|представители|работники|делегаты|учителя|педагоги|сотрудники|родители|приглаш[её]нные"
    r"|депутаты)\b[^:–—]{0,90}?)\s*(?:[:]|[–—-]\s)\s*",
    re.IGNORECASE,
)
_PEOPLE_COUNT = re.compile(
    rf"(?P<n>{_COUNT})\s*(?:чел\b\.?|человек[а]?|член(?:ов|а)?\b|депутат\w*|собственник\w*|участник\w*|делегат\w*|представител\w*|работник\w*|родител\w*|пайщик\w*|педагог\w*)",
    re.IGNORECASE,
)
_QUORUM_NO = re.compile(
    r"кворум(?:а)?\s*[-–—:]?\s*(?:отсутств|нет|не\s+име|не\s+набран|не\s+собран)|неправомоч|не\s+правомоч|нет\s+кворума|отсутстви\w\s+кворума"
)
_QUORUM_YES = re.compile(
    r"кворум\s*(?:для\s[^.]{0,60})?[-–—:]?\s*(?:имеется|есть|име|собран|набран|100|\d\d|обеспечен|соблюд|достигнут|присутств)|(?<!не)(?<!не )правомоч|имеется\s+кворум|при\s+наличии\s+кворума|необходимый\s+кворум|наличие\s+кворума"
)
_OFFICE: dict[str, Role] = {
    "вел": "chair",
    "ведет": "chair",
    "протокол": "secretary",
    "записал": "secretary",
    "ведущ": "chair",
    "председательств": "chair",
    "протоколировал": "secretary",
}
_LABEL_ONLY = re.compile(r"[\s:–—.,-]*$")


def build_attendance(
    context: Context, parts: Sequence[Labelled], elsewhere: Sequence[Labelled]
) -> Attendance:
    """The attendance from its own units; officers and quorum also from lines elsewhere before the first item."""
    attendance = Attendance()
    builder = _Builder(context, attendance)
    for part in parts:
        builder.take(part)
    for part in elsewhere:
        if part.role == "officer":
            builder.officer(part.unit.content)
        builder.figures(part.unit.text, part.role)
    builder.finish()
    return attendance


class _Builder:
    def __init__(self, context: Context, attendance: Attendance) -> None:
        self.context = context
        self.attendance = attendance
        self.part: Part = "present"
        self.role: Role | None = None
        self.office: Role | None = None  # of a caption «Председательствовал:» that waits for the next line

    def take(self, part: Labelled) -> None:
        unit, role = part.unit, part.role
        if role in _HEADS:
            self.part, self.role = _HEADS[role], None
            self.head(unit.view)
        elif role == "officer":
            if unit.text.endswith(":") and not find_names(unit.text):
                form = read_role(unit.text.rstrip(":"), label=True, body=self.context.body)
                self.office = form.role if form else _office(unit.text)
            else:
                self.officer(unit.content)
        elif role == "members_head":
            self.members_head(unit.view)
        elif role == "person":
            self.people(unit.content)
        elif role == "people_table":
            self.table(unit.rows)
        elif role in ("count", "quorum"):
            self.figures(unit.text, role)
            self.inline_people(unit.view)
        elif role == "fact":
            self.figures(unit.text, role)

    # ------------------------------------------------------------ heads
    def head(self, view: View) -> None:
        """«Присутствовали: 7 членов совета (Иванов И.И., …)» and all its kin."""
        match = _LABEL.match(view.flat)
        rest = view.cut(match.end()) if match else view
        self.figures(view.flat, self.part)
        rest = self._without_count(rest)
        sub = _SUBHEAD.match(rest.flat)
        if sub and not find_names(sub.group(1)):
            self.role = "member" if fold(sub.group(1)).startswith(("член", "другие член")) else None
            rest = rest.cut(sub.end())
            rest = self._without_count(rest)
        if rest.text and not _LABEL_ONLY.match(rest.flat):
            self.people(rest, inline=True)

    def members_head(self, view: View) -> None:
        folded = fold(view.flat)
        self.role = "member" if re.match(r"\W*(?:другие\s+)?член", folded) else None
        if re.match(r"\W*приглаш", folded):
            self.part = "invited"
        match = _SUBHEAD.match(view.flat)
        rest = view.cut(match.end()) if match else view
        self.figures(view.flat, self.part)
        if match and find_names(rest.flat):
            self.people(rest, inline=True)
        elif not match and find_names(view.flat):
            self.people(view)

    def _without_count(self, view: View) -> View:
        """The text behind a leading figure: «16 чел. (список прилагается)», «7 членов совета (…)»."""
        match = re.match(
            rf"\W*(?:все\s+)?(?:{_COUNT})\s*(?:чел\b\.?|человек[а]?|член[а-яё]*[^(:;.,–—-]{{0,60}}|депутат\w*[^(:;.,–—-]{{0,40}}"
            r"|собственник\w*|участник\w*|делегат\w*[^(:;.,]{0,60}|родител\w*|педагог\w*)?\s*[.:,;–—-]*\s*",
            view.flat,
            re.IGNORECASE,
        )
        if match is None or not match.group().strip():
            return view
        rest = view.cut(match.end())
        bracket = re.match(r"\((.*)\)[.;,]?$", rest.flat)
        if bracket and find_names(bracket.group(1)):
            return rest.cut(1, 1 + len(bracket.group(1)))
        return rest

    # ------------------------------------------------------------ people
    def officer(self, view: View) -> None:
        """A line «Председатель – …», perhaps two officers in it."""
        for mention in self.context.mentions(view, "nomn", weight=ROSTER_WEIGHT, groups=False):
            if mention.name is None and not self.context.is_named(mention):
                continue
            if mention.role is None:
                mention.role = _office(view.flat)
            self._add(mention, "present")
            self._officer(mention)

    def people(self, view: View, *, inline: bool = False) -> None:
        for piece in self._sentences(view) if inline else [view]:
            groups = not re.fullmatch(
                r"[\W\d]*|\W*список прилагается\W*|.{0,30}прилагается\W*", fold(piece.flat)
            )
            given: Role | None = "invited" if self.part == "invited" else self.role
            # «ООО «…» в лице директора Зуева И.И.»
            case: Case = "gent" if re.search(r"\bв\s+лице\b", piece.flat) else "nomn"
            weight = ROSTER_WEIGHT if case == "nomn" else GOVERNED_WEIGHT
            for mention in self.context.mentions(piece, case, weight=weight, groups=groups):
                if self.context.is_named(mention) or (mention.organization and not mention.position):
                    if mention.role is None:
                        mention.role = self.office or given
                    self.office = None
                    self._add(mention, self.part)
                    if self.part == "present":
                        self._officer(mention)
                elif _is_group(mention.text):
                    if self.part == "present":
                        self.attendance.present_groups.append(tidy(mention.text).strip(" .,;:"))
                    elif self.part == "invited":
                        mention.role = given
                        self._add(mention, self.part)

    def inline_people(self, view: View) -> None:
        """«Присутствовало – 7 чел.: Свиридова Л.М., …» inside a line of figures."""
        names = find_names(view.flat)
        if not names:
            return
        folded = fold(view.flat)
        at = re.search(r"присутств\w+[^:]{0,60}:", folded)
        if at and at.end() <= names[0].start:
            self.part = "present"
            self.people(view.cut(at.end()), inline=True)

    def _sentences(self, view: View) -> list[View]:
        """The view cut behind sentences that open a new label («… – 6 чел. Отсутствовали: …»)."""
        return [view]

    def _add(self, mention: Mention, part: Part) -> None:
        target: list[Mention] = getattr(self.attendance, part)
        target.append(mention)

    def _officer(self, mention: Mention) -> None:
        if mention.role == "chair" and self.attendance.chair is None:
            self.attendance.chair = mention
        elif mention.role == "secretary" and self.attendance.secretary is None:
            self.attendance.secretary = mention

    # ------------------------------------------------------------ tables
    def table(self, rows: Sequence[Sequence[CellView]]) -> None:
        """A table of people: one row a person; a row without a name is a caption for the rows below it."""
        absent_column = _absent_column(rows)
        for index, row in enumerate(rows):
            cells = [cell for cell in row if cell.parts]
            named = [cell for cell in cells if find_names(cell.view.flat)]
            if not named:
                if index or len(cells) == 1:
                    self._caption(" ".join(cell.view.flat for cell in cells))
                continue
            part = self.part
            self.part = self._row_part([cell.view.flat for cell in cells])
            if any(cell.column == absent_column for cell in cells):
                self.part = "absent"
            if len(named) == 1 and len(cells) > 1:
                view = View.join((cell.view for cell in self._ordered(cells, named[0])), ", ")
                if len(find_names(named[0].view.flat)) > 1:
                    view = named[0].view
                self.people(view)
            else:
                for cell in named:
                    for piece in cell.parts:
                        self.people(piece)
            self.part = part

    def _caption(self, text: str) -> None:
        folded = fold(text).strip(" :.")
        if re.match(r"(?:на\s\w+\s)?приглаш", folded):
            self.part, self.role = "invited", None
        elif re.match(r"отсутств", folded):
            self.part, self.role = "absent", None
        elif (form := read_role(text, label=True, body=self.context.body)) is not None:
            self.part, self.role = "present", form.role
        elif re.match(r"присутств", folded):
            self.part, self.role = "present", None

    def _ordered(self, cells: Sequence[CellView], named: CellView) -> list[CellView]:
        """The name first, then the cells that say something of the person; numbers and marks left out."""
        rest = [
            cell
            for cell in cells
            if cell is not named
            and len(cell.view.flat.strip()) > 2
            and not re.fullmatch(
                r"[\W\d_+]*|(?:присутств\w+|отсутств\w+|да|нет|явка|подпись)\W*", fold(cell.view.flat)
            )
        ]
        inside = named.view.flat
        if (
            len(find_names(inside)) == 1
            and len(inside) > find_names(inside)[0].end - find_names(inside)[0].start + 6
        ):
            return [named]  # the cell itself says the post
        return [named, *rest]

    def _row_part(self, texts: Sequence[str]) -> Part:
        """Where a row belongs: a mark «отсутствует» in one of its cells overrides the caption."""
        for text in texts:
            if re.fullmatch(
                r"(?:отсутств\w*|не\s+явил\w+|нет|-|не\s+был[аи]?)(?:[\s(,].{0,60})?", fold(text).strip(" .")
            ):
                return "absent"
        return self.part

    # ------------------------------------------------------------ figures
    def figures(self, text: str, role: str) -> None:
        folded = fold(text)
        attendance = self.attendance
        if _QUORUM_NO.search(folded):
            attendance.quorum = False
        elif _QUORUM_YES.search(folded) and attendance.quorum is None:
            attendance.quorum = True
        whole = re.search(
            r"(?:всего\s+(?:членов|депутатов|собственников|участников|в\s+составе|работников|педагогов|голосующих)?|избрано(?:\s+в\s+состав)?|состав\s+\w+"
            r"|списочн\w+\s+(?:состав|численность)|по\s+списку|общее\s+(?:число|количество)\s+(?:членов|собственников|участников|депутатов)"
            r"|(?:установленное|общая)\s+(?:число|численность)|штатных|численность|количество\s+членов)[^.:;\d]{0,70}[:–-]?\s*(\d{1,5})",
            folded,
        )
        out_of = re.search(
            r"(?:из|от)\s+(?:общего\s+числа\s+)?(\d{1,5})\s*(?:\([^)]*\)\s*)?(?:чел|член|депутат|собственник|участник|делегат|избран|работник|педагог|голос)",
            folded,
        )
        if attendance.total is None:
            found = whole or out_of
            if found:
                attendance.total = int(found.group(1))
        present = re.search(
            r"(?:присутств(?:овало|овали|уют|ует|овал)|участвовало|участвуют|приняли\s+участие|приняло\s+участие|явилось|зарегистрировано|зарегистрировались|прибыло)(?![^.;]{0,20}приглаш)[^.;:\d(]{0,60}[:–-]?\s*(?P<n>\d{1,5})(?![.\d]*\s*(?:кв\.?\s?м|%))",
            folded,
        )
        if (
            present
            and attendance.present_count is None
            and not re.search(r"(?:отсутств)[^.;]{0,40}$", folded[: present.start()])
        ):
            attendance.present_count = int(present["n"])
        elif role == "present" and attendance.present_count is None:
            spelled = re.search(r"присутств\w+\s*[:–-]?\s*([а-я]+(?:\s[а-я]+)?)\s+(?:чел|член)", folded)
            if spelled and (value := read_count(spelled.group(1) + " человек")):
                attendance.present_count = value
            else:
                after = re.search(r"\((\d{1,4})\s*чел", folded)
                if after:
                    attendance.present_count = int(after.group(1))
        absent = re.search(
            r"отсутств(?:овало|овали|уют|ует|овал|овала)[^.;:\d(]{0,60}[:–-]?\s*(\d{1,4})(?![.\d]*\s*%)",
            folded,
        )
        if absent and attendance.absent_count is None:
            attendance.absent_count = int(absent.group(1))
        invited = re.search(r"приглаш[а-я]+[^.;:\d(]{0,30}[:–-]?\s*(\d{1,4})\s*(?:чел|$|\()", folded)
        if invited and attendance.invited_count is None:
            attendance.invited_count = int(invited.group(1))

    def finish(self) -> None:
        """Nobody stands twice; a secretary (or the chair of this very body) named behind a post is one."""
        body = fold(self.context.body or "")
        for mention in self.attendance.present:
            post = fold(mention.position or "")
            if self.attendance.secretary is None and re.search(
                r"(?:^|,\s)секретарь\b(?!\s+(?:учебной|руководител|директор|приемной))", post
            ):
                mention.role = "secretary"
                self._officer(mention)
            elif (
                self.attendance.chair is None
                and (found := re.search(r"(?:^|,\s)председатель\s+([а-я]{4})", post))
                and found.group(1) in body
            ):
                mention.role = "chair"
                self._officer(mention)
        for part in ("present", "absent", "invited"):
            people: list[Mention] = getattr(self.attendance, part)
            people[:] = list({id(mention): mention for mention in people}.values())


def _absent_column(rows: Sequence[Sequence[CellView]]) -> int:
    """The grid column whose marks mean absence («нет (причина)», «отсутствовал»), -1 where there is none."""
    for row in rows[:2]:
        for cell in row:
            if re.match(r"(?:нет|отсутств\w*|не\s+присутств\w*)(?:\s*\(|\s*$|[,.:])", fold(cell.view.flat)):
                return cell.column
    return -1


def _office(text: str) -> Role | None:
    """The office that a verb at the start names: «Вела: …», «Протоколировал …»."""
    found = re.match(r"\W*(вел|ведет|протоколировал|протокол|председательств|ведущ|записал)", fold(text))
    return _OFFICE[found.group(1)] if found else None


def _is_group(text: str) -> bool:
    folded = fold(text).strip(" .,;:()")
    return len(folded) > 4 and not re.match(
        r"(?:\d+|список|чел|явочный|согласно|см\b|прилаг|все$|нет$|по\s+(?:болезни|уваж)|в\s+отпуск|кворум|из\s+\d)",
        folded,
    )
