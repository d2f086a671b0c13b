"""The whole pipeline on one screen: file → document → units → labels → protocols → envelope."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from protoparse import __version__
from protoparse.build import Built, build
from protoparse.choice import Choice, choose, unclear
from protoparse.document import Document, ReadingNote
from protoparse.grammar.compile import Grammar, load_grammar, load_grammars
from protoparse.grammar.misprints import misprints
from protoparse.grammar.words import Words
from protoparse.label import Labelling, decode
from protoparse.limits import DEFAULT_LIMITS, Limits
from protoparse.model import Diagnostic, Envelope, Source, TextSpan
from protoparse.neighbours import prepare
from protoparse.normalise import Unit, normalise
from protoparse.readers import read

# Values that are no quotations: a word printed wrong stays in them as it was read.
_DICTIONARY_FORMS = frozenset({"name", "surname", "given", "patronymic", "position", "positions", "meeting"})


class Parsed(NamedTuple):
    """Everything that came out on the way, for `explain` and for tests.

    `misprints` are the words read otherwise than printed in a text full of misprints, else None.
    """

    document: Document
    grammar: Grammar
    choice: Choice
    units: list[Unit]
    labelling: Labelling
    built: Built
    envelope: Envelope
    misprints: Words | None = None


def parse(
    source: str | os.PathLike[str] | bytes,
    *,
    grammar: str | os.PathLike[str] | None = None,
    format: str | None = None,  # noqa: A002 - the plain word for callers
    name: str | None = None,
    lang: str = "ru",
    limits: Limits = DEFAULT_LIMITS,
) -> Envelope:
    """The envelope of one file, given by path or as bytes.

    `grammar` is the name of a grammar, shipped or own, or the path of a .toml file; None chooses by score.
    `format` («docx», «pdf», «txt») overrides what the content says. `name` is the file name to report for
    bytes. `limits` say how much of a file is read (`protoparse.limits`).
    Raises InputError where nothing can be read and GrammarError where the grammar cannot be loaded; never
    anything else.
    """
    return run(source, grammar=grammar, format=format, name=name, lang=lang, limits=limits).envelope


def run(
    source: str | os.PathLike[str] | bytes,
    *,
    grammar: str | os.PathLike[str] | None = None,
    format: str | None = None,  # noqa: A002 - the plain word for callers
    name: str | None = None,
    lang: str = "ru",
    runners: bool = False,
    limits: Limits = DEFAULT_LIMITS,
) -> Parsed:
    """As `parse`, with all intermediate results; `runners` also finds the second-best role of each unit."""
    grammars = [load_grammar(grammar)] if grammar is not None else load_grammars()
    document = read(source, name=name, format=format, limits=limits)
    return interpret(document, grammars, lang=lang, runners=runners)


def interpret(
    document: Document, grammars: Sequence[Grammar] | None = None, *, lang: str = "ru", runners: bool = False
) -> Parsed:
    """A document read already: labelled by the grammar that fits it best, built, wrapped.

    `grammars` are those to choose from, the fallback first; without them all there are.
    """
    wrong = misprints(document.text)
    choice, units = chosen(document, grammars, wrong)
    grammar = choice.grammar
    if grammar.words:  # another language: its words are no misprints
        wrong = None
    labelling = decode(units, grammar, begun=choice.begun, runners=runners)
    built = build(document, units, labelling, grammar, misprinted=wrong is not None)
    if grammar.words:
        grammar.words.restored(built.protocols, document.text)
    elif wrong is not None:
        wrong.restored(built.protocols, document.text, kept=_DICTIONARY_FORMS, elsewhere=False)
    envelope = Envelope(
        generator=f"protoparse {__version__}",
        source=Source(
            file=Path(document.path).name if document.path else None,
            format=document.format,
            sha256=document.sha256,
            bytes=document.size,
            pages=document.pages,
            characters=len(document.text),
            encoding=document.encoding,
            reader=document.reader,
            grammar=f"{grammar.name}@{grammar.digest}",
        ),
        protocols=built.protocols,
        diagnostics=[_diagnostic(document, note, lang) for note in document.notes],
    )
    if not built.protocols:
        envelope.diagnostics.append(_no_minutes(lang))
    elif choice.rivals:
        envelope.diagnostics.append(unclear(choice, lang))
    if built.protocols and wrong is not None:
        envelope.diagnostics.append(_misprinted(wrong, lang))
    return Parsed(document, grammar, choice, units, labelling, built, envelope, wrong)


def chosen(
    document: Document, grammars: Sequence[Grammar] | None = None, wrong: Words | None = None
) -> tuple[Choice, list[Unit]]:
    """The grammar for a document, as `interpret` takes it, and the units that it makes of the document.

    `wrong` are the misprints of the document's text, if it is full of them.
    """
    if grammars is None:
        grammars = load_grammars()
    units = _units(document, grammars[0], wrong)
    choice = choose(units, grammars, lambda grammar: _units(document, grammar, wrong))
    if choice.grammar is not grammars[0] and _has_own_units(document, choice.grammar, grammars[0]):
        units = _units(document, choice.grammar, wrong)
        choice = choice._replace(begun=None)
    return choice, units


def _units(document: Document, grammar: Grammar, wrong: Words | None) -> list[Unit]:
    words = grammar.words or wrong
    reads = words.read if words else None
    units = normalise(document, grammar.cuts, grammar.knows_table, reads)
    prepare(units)
    return units


def _has_own_units(document: Document, grammar: Grammar, first: Grammar) -> bool:
    """Whether a grammar reads the words of a document, cuts its paragraphs or knows its tables otherwise than
    the fallback.
    """
    return (
        bool(grammar.words)
        or grammar.splits.patterns != first.splits.patterns
        or (
            any(block.kind == "table" for block in document.blocks)
            and grammar.known_columns() != first.known_columns()
        )
    )


def _diagnostic(document: Document, note: ReadingNote, lang: str) -> Diagnostic:
    span = note.span
    return Diagnostic(
        code=note.code,
        severity=note.severity,
        message=note.message_ru if lang == "ru" else note.message_en,
        hint=note.hint_ru if lang == "ru" else note.hint_en,
        span=TextSpan(start=span.start, end=span.end, page=document.page_of(span.start)) if span else None,
    )


def _misprinted(wrong: Words, lang: str) -> Diagnostic:
    count, (own, right) = len(wrong.read_as), next(iter(wrong.read_as.items()))
    if lang == "ru":
        return Diagnostic(
            code="R092",
            severity="warning",
            message=f"В тексте много опечаток, разных слов {count}: «{own}» прочитано как «{right}».",
            hint="Цитаты даны как напечатано; имена, должности и даты сверьте с документом.",
        )
    return Diagnostic(
        code="R092",
        severity="warning",
        message=f"The text is full of misprints, {count} different words: “{own}” was read as “{right}”.",
        hint="Quotations are as printed; compare names, posts and dates with the document.",
    )


def _no_minutes(lang: str) -> Diagnostic:
    if lang == "ru":
        return Diagnostic(
            code="R090",
            severity="info",
            message="Файл прочитан, но протокола заседания в нём нет.",
            hint="Если это протокол, посмотрите `protoparse explain ФАЙЛ` и укажите грамматику: --grammar.",
        )
    return Diagnostic(
        code="R090",
        severity="info",
        message="The file was read, but it holds no minutes of a meeting.",
        hint="If it does, see `protoparse explain FILE` and name a grammar: --grammar.",
    )
