"""What lies in an archive folder: every file, in order, with a reason where it is not to be read."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fnmatch import translate
from pathlib import Path, PurePosixPath
from typing import Literal

from protoparse.batch import archive
from protoparse.batch.names import output_names, output_paths, printable
from protoparse.errors import InputError

# Suffixes of documents, of those too that are refused with a remedy (.doc, .rtf …): the user must hear of
# them.
DOCUMENTS = frozenset(
    {".docx", ".docm", ".dotx", ".dotm", ".pdf", ".txt", ".text", ".md", ""}
    | {".doc", ".dot", ".rtf", ".odt", ".htm", ".html"}
)

Skip = Literal["kind", "hidden", "link", "special", "archive", "filtered", "old"]
# A skipped file that the user asked to leave out says nothing; the others are listed.
UNSELECTED: frozenset[Skip] = frozenset({"filtered", "old"})
_PACKED = frozenset({".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz"})


@dataclass(frozen=True, slots=True)
class Found:
    """A file in the archive.

    `path` is relative to the archive, with «/», printable; `file` is the same as the system has it (names
    that are not UTF-8 hold surrogates); `member` is the index in the zip archive that `file` names, or None.
    `output` is where its JSON goes, relative to the output folder. `modified` is in seconds of the epoch.
    `skip` says why the file is not read, `error` why it cannot be.
    """

    path: str
    file: str
    member: int | None
    output: str
    modified: float
    skip: Skip | None = None
    error: InputError | None = None


@dataclass(frozen=True, slots=True)
class Selection:
    """Which files the user wants: shell patterns on the path or on the name, and the earliest change."""

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    since: float | None = None  # seconds of the epoch

    def judge(self, found: Found) -> Found:
        """The file, with the reason not to read it where there is one.

        `include` takes the place of the choice by suffix.

        >>> file = Found("2024/Протокол.docx", "2024/Протокол.docx", None, "2024/Протокол.docx.json", 0.0)
        >>> Selection(include=("*.pdf",)).judge(file).skip, Selection(exclude=("2023/*",)).judge(file).skip
        ('filtered', None)
        """
        if found.skip is not None or found.error is not None:
            return found
        skip: Skip | None = None
        suffix = PurePosixPath(found.path).suffix.lower()
        if _matches(found.path, self.exclude) or (self.include and not _matches(found.path, self.include)):
            skip = "filtered"
        elif not self.include and suffix in _PACKED:
            skip = "archive"
        elif not self.include and suffix not in DOCUMENTS and not _like_a_date(suffix):
            skip = "kind"
        elif self.since is not None and found.modified < self.since:
            skip = "old"
        return found if skip is None else replace(found, skip=skip)


def walk(root: Path, selection: Selection) -> Iterator[Found]:
    """Every file under a folder, or in a zip archive, by name, folder by folder.

    Links are not followed and devices not opened; zip archives are walked as folders. Raises InputError where
    the root itself cannot be read.
    """
    if root.is_file():
        name = root.name
        if root.suffix.lower() == ".zip":
            yield from _walk_zip(root.parent, name, "", "", selection)
        else:
            yield selection.judge(_found(root.parent, "", "", name, output_names([name], [])[0][name]))
        return
    if not root.is_dir():
        raise InputError(
            "R101",
            f"{printable(str(root))}: такой папки нет; проверьте имя",
            f"{printable(str(root))}: no such folder; check the name",
        )
    stack = [("", "", "")]  # path as the system has it, as shown, as put out; each empty or ending with «/»
    while stack:
        file, shown, output = stack.pop()
        try:
            with os.scandir(root / file) as entries:
                names = sorted((entry.name, _is_folder(entry)) for entry in entries)
        except OSError as error:
            if not file:
                raise _closed(str(root), error) from error
            yield Found(shown.rstrip("/"), file, None, "", 0.0, error=_closed(shown, error))
            continue
        folders = [name for name, is_folder in names if is_folder]
        zips = [name for name, is_folder in names if not is_folder and name.lower().endswith(".zip")]
        plain = [name for name, is_folder in names if not is_folder and not name.lower().endswith(".zip")]
        file_outputs, folder_outputs = output_names(plain, folders + zips)
        for name in plain:
            yield selection.judge(_found(root, file, shown, name, output + file_outputs[name]))
        for name in zips:
            found = _found(root, file, shown, name, "")
            if found.skip is not None or found.error is not None:
                yield found
            else:
                yield from _walk_zip(
                    root, file + name, found.path + "/", f"{output}{folder_outputs[name]}/", selection
                )
        for name in reversed(folders):
            if name.startswith("."):
                yield Found(shown + printable(name), file + name, None, "", 0.0, "hidden")
            else:
                stack.append(
                    (f"{file}{name}/", f"{shown}{printable(name)}/", f"{output}{folder_outputs[name]}/")
                )


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:
        return False


def _found(root: Path, file: str, shown: str, name: str, output: str) -> Found:
    """A file as the system describes it."""
    path = shown + printable(name)
    try:
        status = (root / (file + name)).lstat()
    except (OSError, ValueError) as error:
        return Found(path, file + name, None, output, 0.0, error=_closed(path, error))
    skip: Skip | None = None
    if stat.S_ISLNK(status.st_mode):
        skip = "link"
    elif not stat.S_ISREG(status.st_mode):
        skip = "special"
    elif name.startswith((".", "~$")):
        skip = "hidden"
    return Found(path, file + name, None, output, status.st_mtime, skip)


def _walk_zip(root: Path, file: str, shown: str, output: str, selection: Selection) -> Iterator[Found]:
    """The members of a zip archive as files of a folder that bears its name."""
    try:
        listed = list(archive.members(root / file))
    except InputError as error:
        yield Found(shown.rstrip("/") or printable(file), file, None, "", 0.0, error=error)
        return
    outputs = output_paths(member.parts for member in listed)
    for member in listed:
        found = Found(
            path=shown + "/".join(member.parts),
            file=file,
            member=member.index,
            output=output + outputs[member.parts],
            modified=member.modified,
        )
        if any(part.startswith((".", "~$", "__MACOSX")) for part in member.parts):
            found = replace(found, skip="hidden")
        elif member.parts[-1].lower().endswith(".zip"):
            found = replace(found, skip="archive")
        yield selection.judge(found)


def _matches(path: str, patterns: Sequence[str]) -> bool:
    name = path.rsplit("/", 1)[-1]
    for pattern in patterns:
        expression = re.compile(translate(pattern.casefold()))  # re keeps compiled patterns itself
        if expression.match(path.casefold()) or expression.match(name.casefold()):
            return True
    return False


def _like_a_date(suffix: str) -> bool:
    """Whether a «suffix» is the end of a date or number in a name without a suffix.

    >>> _like_a_date(".2024"), _like_a_date(".jpg"), _like_a_date(". Педсовет")
    (True, False, True)
    """
    return suffix[1:].isdigit() or " " in suffix


def _closed(shown: str, error: Exception) -> InputError:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return InputError(
        "R103",
        f"{printable(shown)}: не открывается ({reason}); дайте права на чтение",
        f"{printable(shown)}: cannot be opened ({reason}); grant permission to read",
    )
