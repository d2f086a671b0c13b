"""The option `--limit NAME=NUMBER` of every command that reads documents."""

from __future__ import annotations

import os
from typing import Any

import typer

from protoparse.messages import VARIABLE, text_of


def limit_option() -> Any:
    """The option, with its help in the language of the environment; `with_changes` makes Limits of it."""
    lang = os.environ.get(VARIABLE, "ru")
    return typer.Option(
        "--limit", metavar=text_of("limit_form", lang), help=text_of("limit", lang), show_default=False
    )
