"""What a batch came to, and the words for it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from protoparse.batch.record import Record, Status
from protoparse.output import safe_line


@dataclass(slots=True)
class Tally:
    """Counts of a run so far: files by status, those that had not changed, and findings by severity."""

    done: int = 0
    unchanged: int = 0
    by_status: Counter[Status] = field(default_factory=Counter)
    findings: Counter[str] = field(default_factory=Counter)

    def add(self, record: Record | None) -> None:
        self.done += 1
        if record is None:
            self.unchanged += 1
            return
        self.by_status[record.status] += 1
        self.findings.update(str(finding.get("severity")) for finding in record.findings)


@dataclass(frozen=True, slots=True)
class Summary:
    """What a batch came to: this run's tally, all files of the manifest by status, and how it ended."""

    tally: Tally
    total: dict[Status, int]
    seconds: float
    interrupted: bool

    @property
    def exit_code(self) -> int:
        """0 where every file was read, 3 where some were not, 130 where the user broke it off."""
        if self.interrupted:
            return 130
        return 3 if self.total.get("unreadable", 0) or self.total.get("failed", 0) else 0


STATUS_NAMES: dict[Status, tuple[str, str]] = {
    "ok": ("прочитано", "read"),
    "empty": ("без протокола", "no minutes in it"),
    "unreadable": ("не читается", "unreadable"),
    "failed": ("не удалось", "failed"),
    "skipped": ("не открывались", "not opened"),
    "gone": ("больше нет", "gone"),
}

_REASONS: dict[str, tuple[str, str]] = {
    "crash": ("обработка оборвалась ({})", "processing broke off ({})"),
    "killed": ("обработку прервала система ({}), обычно от нехватки памяти", "killed by the system ({})"),
    "cpu": ("превышен предел времени работы: {} с", "over the limit of processor time: {} s"),
    "wall": ("превышен предел ожидания: {} с", "over the limit of waiting: {} s"),
    "memory": ("превышен предел памяти: {} МБ", "over the limit of memory: {} MB"),
    "interrupted": (
        "на этом файле несколько раз обрывался весь запуск; проверьте его отдельно",
        "the whole run broke off at this file several times; try it alone",
    ),
    "kind": ("не документ", "no document"),
    "hidden": ("скрытый или служебный файл", "hidden or service file"),
    "link": ("ссылка", "a link"),
    "special": ("устройство или канал", "a device or pipe"),
    "archive": ("вложенный или чужой архив; распакуйте его", "an archive; unpack it"),
}


def describe(reason: str, lang: str, detail: str = "") -> str:
    """The reason in words.

    >>> describe("cpu", "ru", "60")
    'превышен предел времени работы: 60 с'
    """
    russian, english = _REASONS.get(reason, (reason, reason))
    return (russian if lang == "ru" else english).format(detail)


def line_of(record: Record, lang: str) -> str:
    """One line on a file that was not read, safe to print.

    >>> line_of(Record("а.docx", "unreadable", message="а.docx: файл пуст"), "ru")
    'не читается: а.docx: файл пуст'
    """
    name = STATUS_NAMES[record.status][0 if lang == "ru" else 1]
    message = record.message or describe(record.reason or "", lang)
    if not message.startswith(record.path):
        message = f"{record.path}: {message}"
    return safe_line(f"{name}: {message}")


def summary_text(summary: Summary, lang: str) -> str:
    """The closing words, some lines."""
    russian = lang == "ru"
    tally = summary.tally
    rate = tally.done / summary.seconds if summary.seconds else 0.0
    form = (
        "Файлов: {} за {:.1f} с ({:.1f} в секунду), без изменений: {}"
        if russian
        else "Files: {} in {:.1f} s ({:.1f} a second), unchanged: {}"
    )
    lines = [form.format(tally.done, summary.seconds, rate, tally.unchanged)]
    total = [
        f"{names[0 if russian else 1]}: {summary.total[status]}"
        for status, names in STATUS_NAMES.items()
        if summary.total.get(status)
    ]
    lines.append(("Всего в папке: " if russian else "In the folder: ") + (", ".join(total) or "0"))
    if tally.findings:
        severities = {"error": "ошибок", "warning": "предупреждений", "info": "сведений"} if russian else {}
        found = ", ".join(
            f"{severities.get(name, name)}: {count}" for name, count in sorted(tally.findings.items())
        )
        lines.append(("Замечания: " if russian else "Findings: ") + found)
    if summary.interrupted:
        lines.append(
            "Прервано; запустите ту же команду, и работа продолжится."
            if russian
            else "Interrupted; run the same command to go on."
        )
    return "\n".join(lines)
