"""The command `protoparse`: arguments in, exit code out. Each command is one function of `commands`.

Typer is imported only where there is something to parse: `--version` and `protoparse FILE` go without.
"""

from __future__ import annotations

import gc
import os
import sys

from protoparse import __version__

TYPE_CHECKING = False  # as a name of our own it costs no import of typing
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

PROGRAM = "protoparse"
COMMANDS = ("parse", "text", "explain", "schema")
# Commands that other modules add, by their `register(app)`, or by their `app` under the one name.
EXTENSIONS = {
    "protoparse.grammar.cli": ("grammar",),
    "protoparse.batch_cli": ("batch", "export", "tasks"),
    "protoparse.validate_cli": ("validate", "rule"),
    "protoparse.evaluation.cli": ("label", "evaluate", "tune"),
}
DEFAULT = "parse"
_TAKING_A_FILE = ("parse", "text", "explain")
_OF_THE_PROGRAM = ("--help", "-h", "--version", "-V", "--install-completion", "--show-completion")
_COMPLETION = "_PROTOPARSE_COMPLETE"
_BUG, _INTERRUPTED, _USAGE = 70, 130, 2
_YOUNG = 100_000  # objects made between two searches for garbage; reading a short file makes fewer


def main(argv: Sequence[str] | None = None) -> int:
    """The exit code (see errors.py) of a call with these arguments, None: those of the process."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments in (["--version"], ["-V"]):
        print(PROGRAM, __version__)
        return 0
    return _answer(arguments) if argv is not None else _of_a_process(arguments)


def _of_a_process(arguments: Sequence[str]) -> int:
    """The exit code of a call that has the process for itself, and should be gone soon."""
    from protoparse import kept

    # Modules and grammars are no garbage, and most of a short call would be to look for it among them.
    gc.set_threshold(_YOUNG)
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # it would look through all packages
    kept.start()
    try:
        return _answer(arguments)
    finally:
        kept.finish()
        gc.freeze()  # nor is there garbage at the end, when all goes


def _answer(arguments: Sequence[str]) -> int:
    """The exit code of a call."""
    from protoparse.messages import LANGUAGES, VARIABLE, language_of, text_of

    _use_utf8()
    lang = language_of(arguments)
    if lang not in LANGUAGES:
        _say(text_of("bad_language", "ru").format(value=lang))
        return _USAGE
    os.environ[VARIABLE] = lang  # for commands that other modules add
    if _COMPLETION in os.environ:
        return _guarded(lambda: _run_typer([], lang), lang)
    if not arguments:
        _say(text_of("usage", lang))
        return _USAGE
    plain = _plain_call(arguments)
    if plain is not None:
        from protoparse.commands import PLAIN

        command, file = plain
        return _guarded(lambda: PLAIN[command](file, lang), lang)
    return _guarded(lambda: _run_typer(with_command(arguments), lang), lang)


def with_command(arguments: Sequence[str]) -> list[str]:
    """The arguments with the default command put where none is named.

    >>> with_command(["a.docx", "--compact"]), with_command(["--lang", "en", "text", "a.docx"])
    (['parse', 'a.docx', '--compact'], ['--lang', 'en', 'text', 'a.docx'])
    >>> with_command(["--help"]), with_command(["./text"]), with_command(["-"])
    (['--help'], ['parse', './text'], ['parse', '-'])
    """
    out = list(arguments)
    at = 0
    while at < len(out) and (out[at] == "--lang" or out[at].startswith("--lang=")):
        at += 2 if out[at] == "--lang" else 1
    if at < len(out) and out[at] not in (*_all_commands(), *_OF_THE_PROGRAM):
        out.insert(at, DEFAULT)
    return out


def _all_commands() -> tuple[str, ...]:
    return (*COMMANDS, *(name for names in EXTENSIONS.values() for name in names))


def _plain_call(arguments: Sequence[str]) -> tuple[str, str] | None:
    """The command and the file of a call that names nothing else, None for all others.

    >>> _plain_call(["a.docx"]), _plain_call(["text", "-"])
    (('parse', 'a.docx'), ('text', '-'))
    >>> _plain_call(["a.docx", "b.docx"]), _plain_call(["--compact"]), _plain_call(["text"])
    (None, None, None)
    """
    *commands, file = arguments
    if file.startswith("-") and file != "-":
        return None
    if not commands:
        return None if file in _all_commands() else (DEFAULT, file)
    return (commands[0], file) if commands[0] in _TAKING_A_FILE and len(commands) == 1 else None


def _run_typer(arguments: list[str], lang: str) -> int:
    """Let typer read the arguments and call the command; raises whatever the command raises."""
    import typer

    from protoparse.cli_app import build_app, in_language

    called = next((one for one in arguments if one in _all_commands()), None)
    command = in_language(typer.main.get_command(build_app(lang, called)), lang)
    usage_error: type[Exception] = typer.BadParameter.__mro__[1]  # typer does not export its base
    try:
        result = command.main(args=arguments, prog_name=PROGRAM, standalone_mode=False)
    except typer.Abort:
        raise KeyboardInterrupt from None
    except usage_error as problem:
        return _wrong_call(problem, arguments, lang)
    if result == _INTERRUPTED:  # typer makes a code of an interrupt, without a word
        raise KeyboardInterrupt
    return result if isinstance(result, int) else 0


def _wrong_call(problem: Exception, arguments: Sequence[str], lang: str) -> int:
    from pathlib import Path

    from protoparse.messages import text_of, usage_message

    message = problem.format_message() if hasattr(problem, "format_message") else str(problem)
    hint = ""
    if len(arguments) == 1 and Path(arguments[0]).is_file():
        hint = text_of("named_like_command", lang).format(path=Path(".", arguments[0]).as_posix())
        hint = f"; {hint.replace(arguments[0], './' + arguments[0])}"
    context = getattr(problem, "ctx", None)
    where = context.command_path if context is not None else PROGRAM
    _say(f"{usage_message(lang, message)}{hint} ({where} --help)")
    return _USAGE


def _guarded(work: Callable[[], int | None], lang: str) -> int:
    """The exit code of some work; every error becomes one clear line on standard error."""
    from protoparse.errors import GrammarError, ProtoparseError
    from protoparse.output import ReaderGoneError, safe, safe_line

    try:
        return work() or 0
    except GrammarError as problem:
        # `path:line:col CODE` lines that editors can follow, one a finding
        _say(safe(problem.message(lang)))
        return problem.exit_code
    except ProtoparseError as problem:
        _say(safe_line(problem.message(lang)))
        return problem.exit_code
    except KeyboardInterrupt:
        from protoparse.messages import text_of

        _say(text_of("interrupted", lang))
        return _INTERRUPTED
    except (ReaderGoneError, BrokenPipeError):
        from protoparse.output import silence_stdout

        silence_stdout()
        return 0
    except Exception as problem:
        from protoparse.commands import describe_bug

        if os.environ.get("PROTOPARSE_DEBUG"):
            import traceback

            sys.stderr.write(safe(traceback.format_exc()))
        _say(safe_line(describe_bug(problem, lang)))
        return _BUG


def _say(line: str) -> None:
    """A line on standard error."""
    if sys.stderr is not None:
        sys.stderr.write(f"{PROGRAM}: {line}\n")


def _use_utf8() -> None:
    """Russian text on any console: both streams write UTF-8, what cannot be written becomes an escape."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
