"""The vocabulary shared by the field readers: cases, genders."""

from __future__ import annotations

from typing import Literal

Case = Literal["nomn", "gent", "datv", "accs", "ablt", "loct"]
Gender = Literal["masc", "femn"]
