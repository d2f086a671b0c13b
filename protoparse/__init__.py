"""protoparse: Russian minutes (протоколы заседаний) from docx, pdf and txt to structured data.

The public names: `parse` (a file or bytes → Envelope), `read` (→ Document, the extracted text alone),
`load_grammar`, the models of the output and the errors. They are imported when first used, so that
`import protoparse` costs nothing.

>>> import protoparse
>>> "parse" in dir(protoparse)
True
"""

from __future__ import annotations

TYPE_CHECKING = False  # as a name of our own it costs no import of typing
if TYPE_CHECKING:
    from typing import Any

    from protoparse.document import Document as Document
    from protoparse.errors import GrammarError as GrammarError
    from protoparse.errors import InputError as InputError
    from protoparse.errors import OutputError as OutputError
    from protoparse.errors import ProtoparseError as ProtoparseError
    from protoparse.errors import UsageError as UsageError
    from protoparse.grammar.compile import Grammar as Grammar
    from protoparse.grammar.compile import load_grammar as load_grammar
    from protoparse.model import AgendaItem as AgendaItem
    from protoparse.model import Approval as Approval
    from protoparse.model import Attachment as Attachment
    from protoparse.model import Attendance as Attendance
    from protoparse.model import Deadline as Deadline
    from protoparse.model import Decision as Decision
    from protoparse.model import Diagnostic as Diagnostic
    from protoparse.model import Envelope as Envelope
    from protoparse.model import Fragment as Fragment
    from protoparse.model import Header as Header
    from protoparse.model import Item as Item
    from protoparse.model import Mention as Mention
    from protoparse.model import Period as Period
    from protoparse.model import Person as Person
    from protoparse.model import Protocol as Protocol
    from protoparse.model import Signature as Signature
    from protoparse.model import Source as Source
    from protoparse.model import Speech as Speech
    from protoparse.model import Table as Table
    from protoparse.model import TextSpan as TextSpan
    from protoparse.model import Vote as Vote
    from protoparse.pipeline import parse as parse
    from protoparse.readers import read as read

__version__ = "0.1.0"

_NAMES_BY_MODULE = {
    "document": ("Document",),
    "errors": ("GrammarError", "InputError", "OutputError", "ProtoparseError", "UsageError"),
    "grammar.compile": ("Grammar", "load_grammar"),
    "model": (
        "AgendaItem",
        "Approval",
        "Attachment",
        "Attendance",
        "Deadline",
        "Decision",
        "Diagnostic",
        "Envelope",
        "Fragment",
        "Header",
        "Item",
        "Mention",
        "Period",
        "Person",
        "Protocol",
        "Signature",
        "Source",
        "Speech",
        "Table",
        "TextSpan",
        "Vote",
    ),
    "pipeline": ("parse",),
    "readers": ("read",),
}
_MODULE_OF = {name: module for module, names in _NAMES_BY_MODULE.items() for name in names}

# Written out for type checkers; a test holds it against the table above.
__all__ = [
    "AgendaItem",
    "Approval",
    "Attachment",
    "Attendance",
    "Deadline",
    "Decision",
    "Diagnostic",
    "Document",
    "Envelope",
    "Fragment",
    "Grammar",
    "GrammarError",
    "Header",
    "InputError",
    "Item",
    "Mention",
    "OutputError",
    "Period",
    "Person",
    "Protocol",
    "ProtoparseError",
    "Signature",
    "Source",
    "Speech",
    "Table",
    "TextSpan",
    "UsageError",
    "Vote",
    "__version__",
    "load_grammar",
    "parse",
    "read",
]


def __getattr__(name: str) -> Any:
    """The public object of that name, imported from its module on first use."""
    module = _MODULE_OF.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f"{__name__}.{module}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
