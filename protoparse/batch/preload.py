"""Imported once by the fork server: all that a worker needs, loaded and warm: new workers cost little."""

import contextlib

# What goes wrong here would end the fork server; in a worker it becomes the reason of a file.
with contextlib.suppress(Exception):
    from protoparse.pipeline import parse

    # One small document pulls in the grammars and the dictionary of word forms.
    parse(
        "Протокол № 1\nзаседания совета\nот 12.03.2024\nСЛУШАЛИ: Иванову А.А.\nРЕШИЛИ: принять.\n".encode(),
        name="a.txt",
    )
    for _reader in ("docx", "pdf"):
        __import__(f"protoparse.readers.{_reader}")
