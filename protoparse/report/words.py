"""Words of the reports in Russian and English."""

from __future__ import annotations

_WORDS: dict[str, tuple[str, str]] = {
    "title": ("Проверка протоколов", "Validation of minutes"),
    "error": ("ошибка", "error"),
    "warning": ("предупреждение", "warning"),
    "info": ("замечание", "info"),
    "errors": ("ошибок", "errors"),
    "warnings": ("предупреждений", "warnings"),
    "infos": ("замечаний", "infos"),
    "hint": ("как исправить", "how to mend"),
    "source": ("основание", "source"),
    "files": ("файлов", "files"),
    "file": ("Файл", "File"),
    "protocol": ("Протокол", "Minutes"),
    "severity": ("Важность", "Severity"),
    "code": ("Правило", "Rule"),
    "page": ("Стр.", "Page"),
    "paragraph": ("Абзац", "Paragraph"),
    "line": ("Строка", "Line"),
    "quote": ("Цитата", "Quote"),
    "message": ("Что не так", "What is wrong"),
    "mend": ("Как исправить", "How to mend"),
    "basis": ("Основание", "Source"),
    "findings": ("Замечания", "Findings"),
    "by_rule": ("По правилам", "By rule"),
    "by_organisation": ("По организациям", "By organisation"),
    "organisation": ("Организация", "Organisation"),
    "count": ("Сколько", "Count"),
    "body": ("Орган", "Body"),
    "number": ("№", "No"),
    "date": ("Дата", "Date"),
    "clean": ("Замечаний нет", "No findings"),
    "silenced": ("заглушено", "silenced"),
    "all": ("все", "all"),
    "filter": ("Найти файл", "Find a file"),
    "text": ("Текст", "Text"),
    "result": ("Что распознано", "What was recognised"),
    "no_text": ("Текст не извлечён", "No text was extracted"),
    "keys": (
        "Клавиши: n и p – следующее и предыдущее замечание, j и k – файлы, / – поиск",
        "Keys: n and p – next and previous finding, j and k – files, / – search",
    ),
    "profile_collegial": ("коллегиальный орган", "collegial body"),
    "profile_advisory": ("совещание", "conference"),
    "legend": ("Цвета", "Colours"),
}


def word(key: str, lang: str) -> str:
    """A word in a language."""
    ru, en = _WORDS[key]
    return ru if lang == "ru" else en
