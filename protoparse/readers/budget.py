"""What reading one file has used so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from protoparse.limits import DEFAULT_LIMITS, Limits


@dataclass(slots=True)
class Budget:
    """Shared by a document and all that is imported into it.

    `reached` is the limit that ended the reading: from then on readers close what they have open and write
    nothing more. `passed` holds all limits met and the first value beyond each; those not `reached` only left
    something out.
    """

    limits: Limits = DEFAULT_LIMITS
    reached: str | None = None
    passed: dict[str, int] = field(default_factory=dict)
    inflated: int = 0  # bytes of parts read
    cells: int = 0

    def skip(self, name: str, value: int) -> None:
        """Say that something beyond a limit is left out."""
        self.passed.setdefault(name, value)

    def stop(self, name: str, value: int) -> None:
        """Say that a limit ends the reading; the first one counts."""
        if self.reached is None:
            self.reached = name
            self.passed.setdefault(name, value)
