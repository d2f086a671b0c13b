"""A per-file function with faults ordered by the documents themselves; all others go to the real one."""

from __future__ import annotations

import ctypes
import hashlib
import os
import time
from pathlib import Path
from typing import Any

from protoparse.batch.convert import Target, read_source
from protoparse.batch.convert import convert as really_convert
from protoparse.errors import InputError
from protoparse.model import Diagnostic
from protoparse.pipeline import Parsed
from tests.batch_corpus import FAULT_MARK


def convert(job: dict[str, Any]) -> dict[str, Any]:
    target = Target.of_job(job)
    try:
        data = read_source(target)
    except InputError:
        data = b""
    if data.startswith(FAULT_MARK) and hashlib.sha256(data).hexdigest() != target.known:
        fail(data[len(FAULT_MARK) :].split(b"\n")[0].decode())
    return really_convert(job)


def fail(fault: str) -> None:
    if fault == "segfault":
        ctypes.string_at(0)
    elif fault == "abort":
        os.abort()
    elif fault == "exit":
        os._exit(3)
    elif fault == "hang":
        while True:
            pass
    elif fault == "sleep":
        time.sleep(3600)
    elif fault == "memory":
        hoard = []
        while True:
            hoard.append(bytearray(50_000_000))
    elif fault == "error":
        raise RuntimeError("as ordered")
    elif fault.startswith("once "):  # crashes the first time only
        mark = Path(fault.removeprefix("once "))
        if not mark.exists():
            mark.touch()
            os.abort()


def check(parsed: Parsed, lang: str) -> list[Diagnostic]:
    """A check as those of the validation rules: what was parsed in, Diagnostics out."""
    return [
        Diagnostic(code="XXX01", severity="warning", message="В протоколе нет номера.")
        for protocol in parsed.envelope.protocols
        if protocol.header.number is None
    ]
