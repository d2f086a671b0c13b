"""The tables that every export is made of, and their columns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

Kind = Literal["text", "integer", "real", "date", "boolean"]
Value = str | int | float | bool | date | None
Row = tuple[Value, ...]


class Column(NamedTuple):
    """A column: its name in data formats, its head in Russian, what it holds, the table it refers to."""

    name: str
    title: str
    kind: Kind = "text"
    refers: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name in data formats, its title in Russian, its columns; the first is its id."""

    name: str
    title: str
    columns: tuple[Column, ...]

    def index(self, column: str) -> int:
        """The place of a column, from 0."""
        return next(place for place, one in enumerate(self.columns) if one.name == column)


_PROTOCOL = Column("protocol_id", "Протокол", "integer", "protocols")

FILES = Table(
    "files",
    "Файлы",
    (
        Column("id", "№ п/п", "integer"),
        Column("path", "Файл"),
        Column("status", "Состояние"),
        Column("sha256", "SHA-256"),
        Column("bytes", "Байт", "integer"),
        Column("format", "Формат"),
        Column("pages", "Страниц", "integer"),
        Column("grammar", "Грамматика"),
        Column("output", "JSON"),
        Column("protocols", "Протоколов", "integer"),
        Column("coverage", "Покрытие", "real"),
        Column("findings", "Замечаний", "integer"),
        Column("code", "Код"),
        Column("reason", "Причина"),
        Column("message", "Сообщение"),
        Column("seconds", "Секунд", "real"),
    ),
)
PROTOCOLS = Table(
    "protocols",
    "Протоколы",
    (
        Column("id", "№ п/п", "integer"),
        Column("file_id", "Файл, №", "integer", "files"),
        Column("place_in_file", "№ в файле", "integer"),
        Column("document", "Документ"),
        Column("body", "Орган"),
        Column("number", "№"),
        Column("date", "Дата", "date"),
        Column("meeting", "Вид"),
        Column("title", "Заголовок"),
        Column("place", "Место"),
        Column("format", "Форма"),
        Column("start_time", "Начало"),
        Column("end_time", "Конец"),
        Column("topic", "Тема"),
        Column("school_year", "Учебный год"),
        Column("chair", "Председатель"),
        Column("secretary", "Секретарь"),
        Column("present_count", "Присутствовало", "integer"),
        Column("absent_count", "Отсутствовало", "integer"),
        Column("invited_count", "Приглашено", "integer"),
        Column("quorum", "Кворум", "boolean"),
        Column("items", "Вопросов", "integer"),
        Column("decisions", "Решений", "integer"),
        Column("tasks", "Поручений", "integer"),
        Column("attachments", "Приложений", "integer"),
        Column("signatures", "Подписей", "integer"),
        Column("coverage", "Покрытие", "real"),
    ),
)
AGENDA = Table(
    "agenda",
    "Повестка",
    (
        Column("id", "№ п/п", "integer"),
        _PROTOCOL,
        Column("kind", "Вид"),  # agenda: announced; item: considered without having been announced
        Column("number", "Вопрос"),
        Column("topic", "Тема"),
        Column("speakers", "Докладчики"),
        Column("minutes", "Минут", "integer"),
        Column("considered", "Рассмотрен", "boolean"),
    ),
)
DECISIONS = Table(
    "decisions",
    "Решения",
    (
        Column("id", "№ п/п", "integer"),
        _PROTOCOL,
        Column("parent_id", "Входит в", "integer", "decisions"),
        Column("item", "Вопрос"),
        Column("topic", "Тема"),
        Column("number", "Пункт"),
        Column("text", "Решение"),
        Column("responsible", "Ответственный"),
        Column("deadline", "Срок (как в тексте)"),
        Column("deadline_kind", "Вид срока"),
        Column("due", "Срок (дата)", "date"),
        Column("recurrence", "Повторение"),
        Column("ambiguous", "Срок неоднозначен", "boolean"),
    ),
)
RESPONSIBLE = Table(
    "responsible",
    "Ответственные",
    (
        Column("id", "№ п/п", "integer"),
        Column("decision_id", "Решение", "integer", "decisions"),
        Column("person_id", "Участник", "integer", "people"),
        Column("name", "Имя"),
        Column("text", "Как в тексте"),
        Column("position", "Должность"),
        Column("organization", "Организация"),
    ),
)
TASKS = Table(
    "tasks",
    "Поручения",
    (
        Column("id", "№ п/п", "integer"),
        _PROTOCOL,
        Column("decision_id", "Решение", "integer", "decisions"),
        Column("point", "Пункт"),
        Column("text", "Поручение"),
        Column("responsible", "Ответственный"),
        Column("organization", "Организация"),
        Column("deadline", "Срок (как в тексте)"),
        Column("deadline_kind", "Вид срока"),
        Column("start", "Начало", "date"),
        Column("due", "Срок (дата)", "date"),
        Column("recurrence", "Повторение"),
    ),
)
PEOPLE = Table(
    "people",
    "Участники",
    (
        Column("id", "№ п/п", "integer"),
        _PROTOCOL,
        Column("kind", "Кто"),  # person, or group: named without a name of its own
        Column("name", "Имя"),
        Column("surname", "Фамилия"),
        Column("given", "Имя собственное"),
        Column("patronymic", "Отчество"),
        Column("position", "Должность"),
        Column("organization", "Организация"),
        Column("role", "Роль"),
        Column("presence", "Участие"),  # present, absent, invited; NULL where only mentioned
    ),
)
VOTES = Table(
    "votes",
    "Голосования",
    (
        Column("id", "№ п/п", "integer"),
        _PROTOCOL,
        Column("decision_id", "Решение", "integer", "decisions"),
        Column("item", "Вопрос"),
        Column("subject", "О чём"),
        Column("yes", "За", "real"),
        Column("no", "Против", "real"),
        Column("abstain", "Воздержались", "real"),
        Column("unanimous", "Единогласно", "boolean"),
        Column("result", "Итог"),
        Column("text", "Как в тексте"),
    ),
)
FINDINGS = Table(
    "findings",
    "Замечания",
    (
        Column("id", "№ п/п", "integer"),
        Column("file_id", "Файл, №", "integer", "files"),
        Column("severity", "Важность"),
        Column("code", "Правило"),
        Column("message", "Замечание"),
        Column("hint", "Что сделать"),
        Column("page", "Страница", "integer"),
        Column("start", "Место", "integer"),
    ),
)
TEXTS = Table(
    "texts",
    "Тексты",
    (
        Column("id", "№ п/п", "integer"),
        _PROTOCOL,
        Column("kind", "Вид"),  # topic, speech, discussion, decision
        Column("text", "Текст"),
    ),
)
# In the order in which their rows refer to each other.
TABLES = (FILES, PROTOCOLS, PEOPLE, AGENDA, DECISIONS, RESPONSIBLE, TASKS, VOTES, FINDINGS, TEXTS)
