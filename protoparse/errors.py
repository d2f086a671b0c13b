"""Errors that end a run: each carries its exit code and says what happened, where, and the remedy.

Exit codes are stable: 0 ok, 1 findings at or above --fail-on, 2 usage, 3 input unreadable, 4 grammar,
5 output, 70 a bug of ours, 130 interrupted.
"""

from __future__ import annotations

from typing import ClassVar


class ProtoparseError(Exception):
    """Base of all errors that protoparse raises on purpose.

    `code` is a stable short code (R101 …); `ru` and `en` are one line each: what, where and the remedy.
    """

    exit_code: ClassVar[int] = 70

    def __init__(self, code: str, ru: str, en: str) -> None:
        super().__init__(en)
        self.code = code
        self.ru = ru
        self.en = en

    def message(self, lang: str = "ru") -> str:
        """The line for the user, in Russian («ru») or English («en»)."""
        return self.ru if lang == "ru" else self.en

    def __reduce__(self) -> tuple[type[ProtoparseError], tuple[str, str, str]]:
        return (type(self), (self.code, self.ru, self.en))


class UsageError(ProtoparseError):
    """The command was called with arguments that cannot be carried out."""

    exit_code = 2


class InputError(ProtoparseError):
    """The input cannot be read: missing, damaged, encrypted, of a kind that protoparse does not read."""

    exit_code = 3


class GrammarError(ProtoparseError):
    """A grammar cannot be loaded; the message holds `path:line:col CODE` lines."""

    exit_code = 4


class OutputError(ProtoparseError):
    """The result cannot be written."""

    exit_code = 5
