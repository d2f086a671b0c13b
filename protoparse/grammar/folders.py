"""Where grammars lie: those that are shipped, and those of the user.

The user's own are looked for in what the variable `PROTOPARSE_GRAMMARS` names (folders and .toml files,
parted as in `PATH`; empty: nowhere), without it in the configuration folder of the platform. They take part
wherever the shipped ones do: by name, in `extends`, in the automatic choice. One with the name of a shipped
grammar stands in its place.
"""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Mapping
from pathlib import Path

from protoparse.errors import GrammarError

VARIABLE = "PROTOPARSE_GRAMMARS"
SUFFIX = ".toml"
FALLBACK = "base"


@functools.cache
def shipped_folder() -> Path:
    """The folder of the grammars that come with the package (or the checkout's, when installed editable)."""
    inside = Path(__file__).resolve().parent.parent / "_grammars"
    return inside if inside.is_dir() else Path(__file__).resolve().parents[2] / "grammars"


@functools.cache
def shipped_grammars() -> Mapping[str, Path]:
    """The shipped grammars, name → file, base first."""
    return _ordered({path.stem: path for path in shipped_folder().glob(f"*{SUFFIX}")})


def own_grammars() -> dict[str, Path]:
    """The user's own grammars, name → file; of two with one name the one found first.

    Raises GrammarError where `PROTOPARSE_GRAMMARS` names what is not there.
    """
    found: dict[str, Path] = {}
    for place in own_places():
        if os.environ.get(VARIABLE) is None and not place.is_dir():
            continue  # nobody said that it is there
        for path in _files(place):
            found.setdefault(path.stem, path)
    return found


def own_places() -> list[Path]:
    """The folders and files where the user's grammars are looked for, whether they are there or not."""
    named = os.environ.get(VARIABLE)
    if named is None:
        return [config_folder(sys.platform, os.environ, Path("~").expanduser())]
    return [Path(place).expanduser() for place in named.split(os.pathsep) if place.strip()]


def config_folder(platform: str, environ: Mapping[str, str], home: Path) -> Path:
    """The folder of a user's grammars on a platform, as `sys.platform` names it.

    >>> config_folder("linux", {}, Path("/home/los")).as_posix()
    '/home/los/.config/protoparse/grammars'
    >>> config_folder("darwin", {}, Path("/Users/los")).as_posix()
    '/Users/los/Library/Application Support/protoparse/grammars'
    """
    if platform == "win32":
        base = Path(environ.get("APPDATA") or home / "AppData" / "Roaming")
    elif platform == "darwin":
        base = home / "Library" / "Application Support"
    else:
        base = Path(environ.get("XDG_CONFIG_HOME") or home / ".config")
    return base / "protoparse" / "grammars"


def known_grammars() -> dict[str, Path]:
    """All grammars there are, shipped and own, name → file, base first."""
    return _ordered({**shipped_grammars(), **own_grammars()})


def known_names() -> list[str]:
    """The names of all grammars there are, base first."""
    return list(known_grammars())


def find_grammar(name: str | os.PathLike[str]) -> Path:
    """The file of a grammar given by path or by name, own before shipped; raises GrammarError."""
    path = Path(name)
    if path.suffix == SUFFIX:
        if path.is_file():
            return path
        raise GrammarError("G001", f"{path}: файл грамматики не найден", f"{path}: grammar file not found")
    if path.name == os.fspath(name):
        found = known_grammars().get(path.name)
        if found is not None:
            return found
    known = ", ".join(known_names())
    raise GrammarError(
        "G001",
        f"нет грамматики «{name}»; есть: {known}; своя задаётся путём к файлу .toml",
        f"no grammar “{name}”; there are: {known}; give your own as a path to a .toml file",
    )


def _files(place: Path) -> list[Path]:
    """The grammar files at a place that the user named."""
    if place.is_dir():
        return sorted(place.glob(f"*{SUFFIX}"))
    if place.suffix == SUFFIX and place.is_file():
        return [place]
    raise GrammarError(
        "G001",
        f"{VARIABLE}: «{place}» — не папка и не файл {SUFFIX}; исправьте переменную или уберите её",
        f"{VARIABLE}: “{place}” is neither a folder nor a {SUFFIX} file; correct or unset the variable",
    )


def _ordered(grammars: Mapping[str, Path]) -> dict[str, Path]:
    return {name: grammars[name] for name in sorted(grammars, key=lambda name: (name != FALLBACK, name))}
