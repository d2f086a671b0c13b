"""What an output folder holds, for exports: its manifest, its JSON, and the way back to the documents."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from protoparse.batch.record import MANIFEST, Record, read_manifest
from protoparse.batch.run import ABOUT
from protoparse.batch.state import PLACE
from protoparse.errors import InputError
from protoparse.model import Envelope


@dataclass(frozen=True, slots=True)
class Archive:
    """The output folder of a batch."""

    folder: Path

    def __post_init__(self) -> None:
        if not (self.folder / MANIFEST).is_file():
            raise InputError(
                "E030",
                f"{self.folder}: нет {MANIFEST}; укажите папку результата команды batch",
                f"{self.folder}: no {MANIFEST}; name the output folder of a batch",
            )

    def records(self) -> Iterator[Record]:
        """The lines of the manifest, by path."""
        return read_manifest(self.folder)

    def envelopes(self) -> Iterator[tuple[Record, Envelope]]:
        """Every file that was read, with its JSON. Raises InputError where that is missing or damaged."""
        for record in self.records():
            if record.status == "ok" and record.output is not None:
                yield record, self._envelope(record.output)

    def document(self, shown: str) -> Path | None:
        """Where a document lies, seen from the output folder; for a file in a zip the archive."""
        source = self._source()
        if source is None or "://" in source:
            return None
        path = Path(source, shown)
        for place in (path, *path.parents):
            if place.suffix.lower() == ".zip" and (self.folder / place).is_file():
                return place
        return path

    def _source(self) -> str | None:
        try:
            about = json.loads((self.folder / PLACE / ABOUT).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        source = about.get("source") if isinstance(about, dict) else None
        return source if isinstance(source, str) else None

    def _envelope(self, output: str) -> Envelope:
        try:
            return Envelope.model_validate_json((self.folder / output).read_bytes())
        except (OSError, ValueError) as error:
            raise InputError(
                "E031",
                f"{output}: файла нет или он повреждён; запустите batch ещё раз",
                f"{output}: missing or damaged; run batch again",
            ) from error
