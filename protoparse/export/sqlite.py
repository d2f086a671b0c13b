"""SQLite: the tables with keys between them, a full-text index, and views for the questions people ask."""

from __future__ import annotations

import functools
import sqlite3
from collections.abc import Callable
from datetime import date
from itertools import groupby
from pathlib import Path

from protoparse.export import ExportOptions
from protoparse.export.rows import rows
from protoparse.export.source import Archive
from protoparse.export.tables import TABLES, TEXTS, Column, Row, Table, Value
from protoparse.pattern import Pattern

_TYPES = {"text": "TEXT", "integer": "INTEGER", "real": "REAL", "date": "TEXT", "boolean": "INTEGER"}
_WORD = Pattern(r"[^\W\d_]+")
_MOST_ROWS = 1000  # rows handed over at a time

# `words` holds the dictionary form of every word, without «ё»: what is asked for in the nominative finds all
# cases.
_SEARCH = """
CREATE VIRTUAL TABLE search USING fts5(
    text, words, protocol_id UNINDEXED, kind UNINDEXED, tokenize = 'unicode61', prefix = '3 5'
);
"""

_INDEX = "INSERT INTO search (rowid, text, words, protocol_id, kind) VALUES (?, ?, ?, ?, ?)"

_VIEWS = """
CREATE VIEW register AS
SELECT tasks.id, files.path AS file, protocols.body, protocols.number AS protocol, protocols.date,
tasks.point,
    tasks.text, tasks.responsible, tasks.organization, tasks.deadline, tasks.due, tasks.deadline_kind
FROM tasks JOIN protocols ON protocols.id = tasks.protocol_id JOIN files ON files.id = protocols.file_id;

CREATE VIEW overdue AS
SELECT *, CAST(julianday((SELECT value FROM about WHERE name = 'today')) - julianday(due) AS INTEGER) AS days
FROM register WHERE due < (SELECT value FROM about WHERE name = 'today') ORDER BY due;

CREATE VIEW by_responsible AS
WITH RECURSIVE answering (task_id, decision_id) AS (  -- the decision, or the nearest above that names someone
    SELECT id, decision_id FROM tasks
    UNION ALL
    SELECT answering.task_id, decisions.parent_id FROM answering
    JOIN decisions ON decisions.id = answering.decision_id AND decisions.parent_id IS NOT NULL
    WHERE NOT EXISTS (SELECT 1 FROM responsible WHERE responsible.decision_id = answering.decision_id)
)
SELECT coalesce(responsible.name, responsible.text) AS responsible, count(DISTINCT tasks.id) AS tasks,
    count(DISTINCT CASE WHEN tasks.due < (SELECT value FROM about WHERE name = 'today') THEN tasks.id END) AS
    overdue, min(tasks.due) AS first_due, max(tasks.due) AS last_due
FROM answering JOIN tasks ON tasks.id = answering.task_id
JOIN responsible ON responsible.decision_id = answering.decision_id
GROUP BY 1 ORDER BY tasks DESC, 1;

CREATE VIEW meetings AS
SELECT protocols.id, protocols.body, protocols.number, protocols.date, protocols.chair, protocols.secretary,
    protocols.present_count, protocols.items, protocols.decisions, protocols.tasks, files.path AS file
FROM protocols JOIN files ON files.id = protocols.file_id ORDER BY protocols.body, protocols.date;
"""


def write(archive: Archive, target: Path, options: ExportOptions) -> None:
    """Write the database. Views of what is overdue compare with the day in `about`, which may be updated."""
    database = sqlite3.connect(target)
    try:
        database.execute("PRAGMA foreign_keys = ON")
        database.execute("PRAGMA journal_mode = OFF")  # the file takes its place when it is whole
        database.execute("PRAGMA synchronous = OFF")
        database.execute("PRAGMA defer_foreign_keys = ON")
        for table in TABLES:
            database.execute(_create(table))
        database.executescript(
            f"CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL);{_SEARCH}{_VIEWS}"
        )
        about = (("today", options.today.isoformat()), ("generator", _generator()))
        database.executemany("INSERT INTO about VALUES (?, ?)", about)
        lemmas = _lemmatiser()
        with database:
            for table, group in groupby(rows(archive, options.wanted, options.today), key=lambda one: one[0]):
                batch: list[Row] = [row for _, row in group]
                for start in range(0, len(batch), _MOST_ROWS):
                    part = [tuple(map(_value, row)) for row in batch[start : start + _MOST_ROWS]]
                    database.executemany(_insert(table), part)
                    if table is TEXTS:
                        database.executemany(
                            _INDEX,
                            ((row[0], row[3], lemmas(str(row[3])), row[1], row[2]) for row in part),
                        )
        for table in TABLES:
            for column in table.columns:
                if column.refers is not None or column.name in ("date", "due", "body", "name"):
                    database.execute(_index(table, column))
        database.execute("INSERT INTO search (search) VALUES ('optimize')")
        database.commit()
        database.execute("PRAGMA optimize")
    finally:
        database.close()


def _create(table: Table) -> str:
    columns = ",\n    ".join(map(_declare, table.columns))
    return f'CREATE TABLE "{table.name}" (\n    {columns}\n)'


def _declare(column: Column) -> str:
    declared = f'"{column.name}" {_TYPES[column.kind]}'
    if column.name == "id":
        return f"{declared} PRIMARY KEY"
    return f'{declared} REFERENCES "{column.refers}" (id)' if column.refers is not None else declared


def _index(table: Table, column: Column) -> str:
    return f'CREATE INDEX "{table.name}_{column.name}" ON "{table.name}" ("{column.name}")'


@functools.cache
def _insert(table: Table) -> str:
    return f'INSERT INTO "{table.name}" VALUES ({", ".join("?" * len(table.columns))})'


def _value(value: Value) -> str | int | float | None:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()  # a lone surrogate cannot be stored
    return value


def _lemmatiser() -> Callable[[str], str]:
    """What turns a text into the dictionary forms of its words."""
    from pymorphy3 import MorphAnalyzer

    analyser = MorphAnalyzer()

    @functools.lru_cache(maxsize=100_000)
    def lemma(token: str) -> str:
        return str(analyser.parse(token)[0].normal_form).replace("ё", "е")

    def lemmas(text: str) -> str:
        return " ".join(lemma(token) for token in _WORD.findall(text.lower()))

    return lemmas


def _generator() -> str:
    from protoparse import __version__

    return f"protoparse {__version__}"
