"""JSON Lines: one protocol a line, with the file it comes from."""

from __future__ import annotations

import json
from pathlib import Path

from protoparse.export import ExportOptions
from protoparse.export.source import Archive


def write(archive: Archive, target: Path, options: ExportOptions) -> None:
    """Write `{"path", "sha256", "grammar", "index", "protocol"}` a line; `index` counts from 1 in a file."""
    with target.open("w", encoding="utf-8", newline="\n") as file:
        for record, envelope in archive.envelopes():
            origin = json.dumps(
                {"path": record.path, "sha256": record.sha256, "grammar": record.grammar}, ensure_ascii=False
            )
            for index, protocol in enumerate(envelope.protocols, 1):
                file.write(f'{origin[:-1]}, "index": {index}, "protocol": {protocol.model_dump_json()}}}\n')
