"""`python -m protoparse`: the same as the command."""

from __future__ import annotations

import sys

from protoparse.cli import main

if __name__ == "__main__":
    sys.exit(main())
