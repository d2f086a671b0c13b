"""What one file may cost: seconds, memory, tries. One table; every refusal names its value."""

from __future__ import annotations

from dataclasses import dataclass

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one worker and one file.

    `cpu` seconds of processor time a file may use: a wall clock would depend on the load of the machine.
    `wall` seconds it may take in all, for files that wait rather than work. `memory` bytes of address space
    (Linux), of resident memory elsewhere. A worker is replaced after `files` files, or when it has grown over
    `retire` bytes.
    """

    cpu: float = 60.0
    wall: float = 240.0
    memory: int = 1536 * MEBIBYTE
    files: int = 1000
    retire: int = 400 * MEBIBYTE


# The largest real document of some thousands took 15 s and 300 MiB; the slowest 20 s when two ran at once.
DEFAULT = Limits()

# How often a file is tried that took its worker along; the second time alone. A kill from outside says
# nothing about the file, so it counts less.
TRIES = 2
TRIES_KILLED = 5
