"""How values of the JSON are called in tables for people."""

from __future__ import annotations

from protoparse.export.tables import Column, Value

_WORDS = {
    "protocol": "протокол",
    "extract": "выписка",
    "in_person": "очная",
    "online": "дистанционная",
    "hybrid": "смешанная (в зале и дистанционно)",
    "correspondence": "заочная",
    "mixed": "очно-заочная",
    "chair": "председатель",
    "deputy_chair": "заместитель председателя",
    "secretary": "секретарь",
    "curator": "куратор",
    "member": "член",
    "invited": "приглашён",
    "speaker": "докладчик",
    "other": "иное",
    "present": "присутствовал",
    "absent": "отсутствовал",
    "person": "человек",
    "group": "группа или организация",
    "agenda": "повестка",
    "item": "вопрос вне повестки",
    "adopted": "принято",
    "rejected": "не принято",
    "date": "дата",
    "period": "период",
    "recurring": "периодический",
    "event": "по событию",
    "open": "бессрочно",
    "error": "ошибка",
    "warning": "предупреждение",
    "info": "сведения",
    "ok": "прочитан",
    "empty": "без протокола",
    "unreadable": "не читается",
    "failed": "не удалось",
    "skipped": "не открывался",
    "gone": "больше нет",
    "topic": "тема",
    "speech": "выступление",
    "discussion": "обсуждение",
    "decision": "решение",
}
# Columns whose values are words of the JSON and not of the document.
_CODED = frozenset(
    {"document", "format", "role", "presence", "kind", "result", "deadline_kind", "severity", "status"}
)


def head(column: Column, lang: str) -> str:
    """The head of a column.

    >>> head(Column("due", "Срок (дата)", "date"), "ru")
    'Срок (дата)'
    """
    return column.title if lang == "ru" else column.name.replace("_", " ")


def word(column: str, value: Value, lang: str) -> Value:
    """A value as people read it.

    >>> word("role", "chair, member", "ru"), word("quorum", True, "ru"), word("topic", "open", "ru")
    ('председатель, член', 'да', 'open')
    """
    if lang != "ru":
        return value
    if isinstance(value, bool):
        return "да" if value else "нет"
    if column in _CODED and isinstance(value, str):
        return ", ".join(_WORDS.get(one, one) for one in value.split(", "))
    return value
