"""protoparse: Russian minutes (протоколы заседаний) from docx, pdf and txt to structured data."""

__version__ = "0.1.0"
