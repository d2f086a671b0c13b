"""The sheets of the workbook: which columns in which order, how wide, what people fill in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class SheetColumn(NamedTuple):
    """A column: whence its value (a column of the table, `protocol.` and a column, `file`, `n` the row's
    number),
    heads in Russian and English, how it is shown (text, integer, real, percent, date, link, fill, fill_date,
    hidden), its width in letters."""

    name: str
    russian: str
    english: str
    kind: str = "text"
    width: float = 14

    def title(self, lang: str) -> str:
        return self.russian if lang == "ru" else self.english

    @property
    def word(self) -> str:
        """The column of the table, by which words of the JSON are told."""
        return self.name.removeprefix("protocol.")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its name in the code, its titles, its columns, how many of them stay in sight."""

    name: str
    russian: str
    english: str
    columns: tuple[SheetColumn, ...]
    frozen: int = 0

    def title(self, lang: str) -> str:
        return self.russian if lang == "ru" else self.english

    def index(self, name: str) -> int:
        """The place of a column, from 0."""
        return next(place for place, column in enumerate(self.columns) if column.name == name)

    def letter(self, name: str) -> str:
        """The letter of a column; the sheets have fewer than 27."""
        return chr(ord("A") + self.index(name))


_N = SheetColumn("n", "№ п/п", "No", "integer", 6)
# Links are dear in a workbook and Excel limits them: the three registers that people work from have them.
_LINK = SheetColumn("file", "Файл", "File", "link", 34)
_FILE = _LINK._replace(kind="text")
_BODY = SheetColumn("protocol.body", "Орган", "Body", "text", 34)
_NUMBER = SheetColumn("protocol.number", "Протокол №", "Minutes No", "text", 10)
_DATE = SheetColumn("protocol.date", "Дата протокола", "Date", "date", 11)

# What people fill in; the register keeps it when it is written again.
FILLED = (
    SheetColumn("state", "Состояние", "State", "fill", 13),
    SheetColumn("done", "Дата исполнения", "Done on", "fill_date", 12),
    SheetColumn("note", "Отметка об исполнении", "Note", "fill", 26),
)
KEY = SheetColumn("key", "Ключ", "Key", "hidden", 18)

SHEETS = (
    Sheet(
        "protocols",
        "Протоколы",
        "Minutes",
        (
            _N,
            SheetColumn("body", "Орган", "Body", "text", 40),
            SheetColumn("number", "№", "No", "text", 8),
            SheetColumn("date", "Дата", "Date", "date", 11),
            SheetColumn("document", "Документ", "Document", "text", 10),
            SheetColumn("meeting", "Вид", "Meeting", "text", 12),
            SheetColumn("place", "Место", "Place", "text", 20),
            SheetColumn("format", "Форма", "Format", "text", 12),
            SheetColumn("chair", "Председатель", "Chair", "text", 20),
            SheetColumn("secretary", "Секретарь", "Secretary", "text", 20),
            SheetColumn("present_count", "Присутст­вовало", "Present", "integer", 10),
            SheetColumn("absent_count", "Отсутст­вовало", "Absent", "integer", 10),
            SheetColumn("items", "Вопросов", "Items", "integer", 9),
            SheetColumn("decisions", "Решений", "Decisions", "integer", 9),
            SheetColumn("tasks", "Поручений", "Instructions", "integer", 10),
            SheetColumn("attachments", "Приложений", "Attachments", "integer", 11),
            SheetColumn(
                "findings", "Замечания (ошибок/ предупр.)", "Findings (errors/ warnings)", "text", 13
            ),
            SheetColumn("coverage", "Узнано", "Recognised", "percent", 8),
            _LINK,
        ),
        frozen=4,
    ),
    Sheet(
        "tasks",
        "Поручения",
        "Instructions",
        (
            _N,
            _NUMBER,
            _DATE,
            _BODY,
            SheetColumn("point", "Пункт", "Point", "text", 8),
            SheetColumn("text", "Поручение", "Instruction", "text", 56),
            SheetColumn("responsible", "Ответственный", "Responsible", "text", 26),
            SheetColumn("organization", "Организация", "Organisation", "text", 20),
            SheetColumn("deadline", "Срок (как в тексте)", "Deadline (as printed)", "text", 18),
            SheetColumn("due", "Срок (дата)", "Due", "date", 11),
            SheetColumn("days", "Дней до срока", "Days left", "integer", 8),
            SheetColumn("control", "Контроль", "Control", "text", 14),
            SheetColumn("repeats", "Уже было в протоколе", "Repeats", "text", 14),
            *FILLED,
            _LINK,
            KEY,
        ),
        frozen=3,
    ),
    Sheet(
        "people",
        "Участники",
        "Participants",
        (
            _N,
            _BODY,
            _NUMBER,
            _DATE,
            SheetColumn("name", "Имя", "Name", "text", 30),
            SheetColumn("kind", "Кто", "Kind", "text", 12),
            SheetColumn("position", "Должность", "Position", "text", 40),
            SheetColumn("organization", "Организация", "Organisation", "text", 28),
            SheetColumn("role", "Роль", "Role", "text", 20),
            SheetColumn("presence", "Участие", "Presence", "text", 14),
            _FILE,
        ),
    ),
    Sheet(
        "agenda",
        "Повестка",
        "Agenda",
        (
            _N,
            _BODY,
            _NUMBER,
            _DATE,
            SheetColumn("number", "Вопрос", "Item", "text", 8),
            SheetColumn("topic", "Тема", "Topic", "text", 70),
            SheetColumn("speakers", "Докладчики", "Speakers", "text", 30),
            SheetColumn("minutes", "Минут", "Minutes", "integer", 8),
            SheetColumn("kind", "Откуда", "Source", "text", 14),
            SheetColumn("considered", "Рассмотрен", "Considered", "text", 11),
            _FILE,
        ),
    ),
    Sheet(
        "decisions",
        "Решения",
        "Decisions",
        (
            _N,
            _BODY,
            _NUMBER,
            _DATE,
            SheetColumn("item", "Вопрос", "Item", "text", 8),
            SheetColumn("topic", "Тема", "Topic", "text", 36),
            SheetColumn("number", "Пункт", "Point", "text", 8),
            SheetColumn("text", "Решение", "Decision", "text", 70),
            SheetColumn("responsible", "Ответственный", "Responsible", "text", 26),
            SheetColumn("deadline", "Срок (как в тексте)", "Deadline (as printed)", "text", 18),
            SheetColumn("due", "Срок (дата)", "Due", "date", 11),
            _FILE,
        ),
    ),
    Sheet(
        "votes",
        "Голосования",
        "Votes",
        (
            _N,
            _BODY,
            _NUMBER,
            _DATE,
            SheetColumn("item", "Вопрос", "Item", "text", 8),
            SheetColumn("subject", "О чём", "Subject", "text", 56),
            SheetColumn("yes", "За", "Yes", "real", 9),
            SheetColumn("no", "Против", "No", "real", 9),
            SheetColumn("abstain", "Воздер­жались", "Abstained", "real", 10),
            SheetColumn("unanimous", "Единогласно", "Unanimous", "text", 12),
            SheetColumn("result", "Итог", "Result", "text", 12),
            SheetColumn("text", "Как в тексте", "As printed", "text", 40),
            _FILE,
        ),
    ),
    Sheet(
        "findings",
        "Замечания",
        "Findings",
        (
            _N,
            _LINK,
            SheetColumn("severity", "Важность", "Severity", "text", 15),
            SheetColumn("code", "Правило", "Rule", "text", 10),
            SheetColumn("message", "Замечание", "Finding", "text", 60),
            SheetColumn("hint", "Что сделать", "What to do", "text", 50),
            SheetColumn("page", "Страница", "Page", "integer", 9),
            SheetColumn("start", "Место в тексте", "Offset", "integer", 10),
        ),
    ),
    Sheet(
        "attendance",
        "Присутствие",
        "Attendance",
        (
            SheetColumn("body", "Орган", "Body", "text", 40),
            SheetColumn("name", "Участник", "Name", "text", 30),
            SheetColumn("meetings", "Заседаний со списком", "Meetings with a list", "integer", 12),
            SheetColumn("present", "Присутст­вовал", "Present", "integer", 10),
            SheetColumn("absent", "Назван отсутст­вующим", "Named absent", "integer", 11),
            SheetColumn("share", "Доля", "Share", "percent", 8),
            SheetColumn("days", "Когда присутствовал", "Present on", "text", 60),
        ),
        frozen=2,
    ),
    Sheet(
        "numbering",
        "Нумерация",
        "Numbering",
        (
            SheetColumn("body", "Орган", "Body", "text", 40),
            SheetColumn("period", "Период", "Period", "text", 11),
            SheetColumn("protocols", "Протоколов", "Minutes", "integer", 11),
            SheetColumn("first", "Первый №", "First", "integer", 9),
            SheetColumn("last", "Последний №", "Last", "integer", 11),
            SheetColumn("missing", "Пропущены", "Missing", "text", 24),
            SheetColumn("repeated", "Повторены", "Repeated", "text", 20),
            SheetColumn("out_of_order", "Не по порядку дат", "Out of order", "text", 20),
            SheetColumn("unnumbered", "Без номера", "Without number", "integer", 10),
        ),
    ),
    Sheet(
        "kept",
        "Прежние отметки",
        "Earlier notes",
        (
            SheetColumn("key", "Ключ", "Key", "text", 18),
            SheetColumn("text", "Поручение", "Instruction", "text", 60),
            *(
                column._replace(kind=column.kind.replace("fill_date", "date").replace("fill", "text"))
                for column in FILLED
            ),
        ),
    ),
)
