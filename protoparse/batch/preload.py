"""Imported once by the fork server: all that a worker needs, loaded and warm: new workers cost little."""

from protoparse.pipeline import parse

# One small document of each kind pulls in the readers, the grammars and the dictionary of word forms.
parse(
    "Протокол № 1\nзаседания совета\nот 12.03.2024\nСЛУШАЛИ: Иванову А.А.\nРЕШИЛИ: принять.\n".encode(),
    name="a.txt",
)

for _reader in ("docx", "pdf"):
    __import__(f"protoparse.readers.{_reader}")
