"""Lint: planted mistakes are found at their line with their code; what ships has no error."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from shelf import SAMPLES, TESTS, documents
from typer.testing import CliRunner

from protoparse.grammar import lint as lint_module
from protoparse.grammar.cli import app
from protoparse.grammar.folders import shipped_grammars
from protoparse.grammar.lint import WARNINGS, Finding, lint
from protoparse.grammar.patterns import troubles

SOUND = """\
schema = 1
name = "mine"
title = "Своя"

[flow]
root = 'title heard* decision*'

[macro]
word = '[а-я]+'

[block.title]
marks = [
  { id = "protocol", like = ["протокол"], w = 8 },
]
yes = ["ПРОТОКОЛ № 1"]
no = ["Повестка дня"]

[block.heard]
marks = [
  { id = "heard", like = ["слушали"], w = 8 },
]

[block.decision]
marks = [
  { id = "numbered", shape = "numbered", w = 5 },
  { id = "table", columns = 1, w = 5 },
]
[block.decision.columns]
text = ["решение"]
"""

# code, what stands in SOUND, what is planted instead, where on the line marked «⟵» the finding must stand
PLANTED = [
    ("G003", 'title = "Своя"', "title = Своя # ⟵", "Своя"),
    ("G003", 'title = "Своя"', 'title = "Своя" colour # ⟵', "colour"),
    ("G004", 'title = "Своя"', 'title = "Своя"\ncolour = 1 # ⟵', "colour"),
    ("G004", 'title = "Своя"', "title = 7 # ⟵", "title"),
    ("G004", 'shape = "numbered", w = 5 }', 'shape = "numbered", w = 500 } # ⟵', "w = 500"),
    ("G004", 'shape = "numbered", w = 5 }', "shape = \"numbered\", re = 'а', w = 5 } # ⟵", "id"),
    ("G004", 'shape = "numbered", w = 5 }', 'shape = "numbered", tail = true, w = 5 } # ⟵', "id"),
    ("G004", "[block.heard]", "[block.heard]\nmark = [] # ⟵", "mark"),
    (
        "G004",
        "[macro]",
        '[words]\n"решили" = ["ухвалили"]\n"слушали" = ["ухвалили"] # ⟵\n[macro]',
        '"слушали"',
    ),
    ("G005", 'title = "Своя"', 'title = "Своя"\nextends = "nowhere" # ⟵', "extends"),
    ("G005", 'title = "Своя"', 'title = "Своя"\nextends = "mine" # ⟵', "extends"),
    ("G006", "root = 'title heard* decision*'", "root = 'title (heard* decision*' # ⟵", "root"),
    ("G006", "root = 'title heard* decision*'", "root = 'title * * heard* root' # ⟵", "root"),
    ("G006", "root = 'title heard* decision*'", "root = 'title, heard*' # ⟵", "root"),
    ("G007", "root = 'title heard* decision*'", "root = 'title heard* decision* closing' # ⟵", "closing"),
    ("G008", 'shape = "numbered", w = 5 }', "re = '(решили', w = 5 } # ⟵", "re ="),
    ("G008", "[block.heard]", "[block.heard]\nsplit = ['[СЛУШАЛИ'] # ⟵", "[СЛУШАЛИ"),
    ("G009", 'shape = "numbered", w = 5 }', "re = '{words}', w = 5 } # ⟵", "re ="),
    ("G009", "word = '[а-я]+'", "word = '{word}' # ⟵", "word"),
    ("G010", 'shape = "numbered", w = 5 }', 'shape = "number", w = 5 } # ⟵', "shape"),
    ("G011", '{ id = "table", columns = 1, w = 5 }', '{ id = "numbered", columns = 1, w = 5 } # ⟵', "id"),
    ("G012", "[block.heard]", "[block.spoke]\n[block.heard]", "[block.spoke]"),
    ("G013", "root = 'title heard* decision*'", "root = 'title heard* decision*'\nend = 'heard' # ⟵", "end"),
    ("G014", 'shape = "numbered", w = 5 }', "re = 'Решили', w = 5 } # ⟵", "re ="),
    ("G014", "word = '[а-я]+'", "word = 'чётко' # ⟵", "word"),
    ("G014", 'shape = "numbered", w = 5 }', "re = 'срок\\s—', w = 5 } # ⟵", "re ="),
    ("G015", 'like = ["слушали"], w = 8 }', 'like = ["пратокол"], w = 8 } # ⟵', "like"),
    ("G016", 'yes = ["ПРОТОКОЛ № 1"]', 'yes = ["ПРОТОКОЛ № 1", "Решили"] # ⟵', "Решили"),
    ("G016", 'no = ["Повестка дня"]', 'no = ["Протокол вёл Лось"] # ⟵', "Протокол вёл"),
    ("G018", 'shape = "numbered", w = 5 }', "re = '([а-я]+\\s?)+:', w = 5 } # ⟵", "re ="),
    ("G018", 'shape = "numbered", w = 5 }', "re = '.*а.*б.*в', w = 5 } # ⟵", "re ="),
    ("G019", 'shape = "numbered", w = 5 }', "re = '(?:а{200}){200}', w = 5 } # ⟵", "re ="),
    ("G020", "[block.heard]", '[block.heard]\ndrop = ["nothing"] # ⟵', '"nothing"'),
    ("G021", "columns = 1, w = 5 }", "columns = 2, w = 5 } # ⟵", "columns"),
    ("G021", "[block.heard]", '[block.heard]\ncontinues = "number" # ⟵', "continues"),
    ("G021", "[block.heard]", '[block.heard]\nfields = { speaker = "person" } # ⟵', "fields"),
    ("G022", 'like = ["слушали"], w = 8 }', 'like = ["слушали", "с"], w = 8 } # ⟵', '"с"'),
    ("G022", 'shape = "numbered", w = 5 }', "re = '', w = 5 } # ⟵", "re ="),
    ("G023", 'shape = "numbered", w = 5 }', 'shape = "numbered", w = 0 } # ⟵', "w = 0"),
    ("G024", 'name = "mine"', 'name = "yours" # ⟵', "name"),
]
LINE = re.compile(r"(?P<path>.+):(?P<line>\d+):(?P<column>\d+) (?P<code>G\d{3}) (?P<message>.+)")


def written(folder: Path, text: str, name: str = "mine.toml") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_a_sound_grammar_has_no_finding(tmp_path: Path) -> None:
    assert lint([written(tmp_path, SOUND)]) == []


def commanded(*arguments: str) -> tuple[int, list[str]]:
    """The exit code of `protoparse grammar lint …` and the lines it printed."""
    result = CliRunner().invoke(app, ["lint", *arguments])
    return result.exit_code, result.stdout.splitlines()


@pytest.mark.parametrize(("code", "old", "new", "anchor"), PLANTED, ids=lambda value: str(value)[:40])
def test_a_planted_mistake_is_told_at_its_line_and_column(
    tmp_path: Path, code: str, old: str, new: str, anchor: str
) -> None:
    assert SOUND.count(old) == 1
    # the comma that followed is in the comment now
    text = SOUND.replace(old, re.sub(r"(w = \S+ )} # ⟵", r"\1}, # ⟵", new))
    path = written(tmp_path, text)
    lines = text.splitlines()
    wanted = next((number for number, line in enumerate(lines) if "⟵" in line), None)
    if wanted is None:
        wanted = lines.index(anchor)
    exit_code, printed = commanded(str(path), "--fail-on", "warning")
    found = [match for match in map(LINE.fullmatch, printed) if match is not None]
    assert len(found) == len(printed) > 0, printed
    assert {match["code"] for match in found} == {code}, printed
    assert {match["path"] for match in found} == {str(path)}
    places = {(int(match["line"]), int(match["column"])) for match in found}
    assert (wanted + 1, lines[wanted].index(anchor) + 1) in places, printed
    assert exit_code == 1
    assert all(re.search("[а-я]{3}", match["message"]) for match in found), "told in Russian"


def test_at_least_25_kinds_of_mistakes_are_planted_and_every_code_is_tried() -> None:
    assert len({(code, new) for code, _, new, _ in PLANTED}) >= 25
    documented = set(re.findall(r"\| (G\d{3}) \|", lint_module.__doc__ or ""))
    elsewhere = {"G001", "G002", "G017", "G025", "G026"}
    assert {code for code, _, _, _ in PLANTED} | elsewhere == documented
    assert documented >= WARNINGS


def test_the_command_tells_marks_that_never_speak(tmp_path: Path) -> None:
    path = written(tmp_path, SOUND.replace('["слушали"]', '["шнуровали"]'))
    exit_code, printed = commanded(str(path), "-d", str(SAMPLES / "07-profkom.txt"))
    assert exit_code == 0, "it is a warning"
    line = SOUND[: SOUND.index("слушали")].count("\n") + 1
    assert any(one.startswith(f"{path}:{line}:5 G017 ") and "«heard»" in one for one in printed)


def test_literals_that_are_one_wrong_letter_apart_collide(tmp_path: Path) -> None:
    text = SOUND.replace('["протокол"]', '["предложения"]').replace('["слушали"]', '["приложения"]')
    text = re.sub(r"(?:yes|no) = .*\n", "", text)
    exit_code, printed = commanded(str(written(tmp_path, text)))
    assert exit_code == 0
    assert [one.split()[1] for one in printed] == ["G015", "G015"]
    assert "«приложения»" in printed[0] and "«предложения»" in printed[1]


def test_codes_are_documented_for_users() -> None:
    readme = (TESTS.parent / "grammars" / "README.md").read_text("utf-8")
    for code in re.findall(r"\| (G\d{3}) \|", lint_module.__doc__ or ""):
        assert f"| {code} |" in readme


def test_a_missing_file_and_a_huge_one(tmp_path: Path) -> None:
    missing = lint([tmp_path / "none.toml"])
    huge = lint([written(tmp_path, "#" * 1_000_001, "huge.toml")])
    assert [finding.code for finding in missing + huge] == ["G001", "G002"]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('title = "Своя"', "title = " + "[" * 5000, "G003"),
        (
            "word = '[а-я]+'",
            "\n".join(f"m{n} = '{f'{{m{n + 1}}}' * 9}'" for n in range(9)) + "\nm9 = 'а'",
            "G019",
        ),
        ("root = 'title heard* decision*'", f"root = '{'(' * 3000}title{')' * 3000}'", "G006"),
        ('shape = "numbered"', f"re = '{'(' * 3000}а{')' * 3000}'", "G008"),
    ],
    ids=["brackets", "macros", "flow", "pattern"],
)
def test_what_is_made_to_hang_or_to_crash_is_refused(tmp_path: Path, old: str, new: str, code: str) -> None:
    assert code in {finding.code for finding in lint([written(tmp_path, SOUND.replace(old, new))])}


def test_several_mistakes_are_told_at_once(tmp_path: Path) -> None:
    text = SOUND.replace("протокол", "Протокол").replace('shape = "numbered"', "re = '(А'")
    text = text.replace("columns = 1", "columns = 3")
    codes = [finding.code for finding in lint([written(tmp_path, text)])]
    assert codes == ["G008", "G021"], "a literal is folded by itself, a pattern is not"


def test_marks_that_never_speak_are_told_for_documents(tmp_path: Path) -> None:
    silent = SOUND.replace('["слушали"]', '["шнуровали"]')
    path = written(tmp_path, silent)
    found = lint([path], documents=documents(SAMPLES)[:2])
    assert any("«heard»" in finding.message for finding in found)
    assert all(finding.code == "G017" for finding in found)


def test_a_child_that_breaks_an_inherited_example_is_told(tmp_path: Path) -> None:
    written(tmp_path, SOUND)
    child = (
        'schema = 1\nname = "child"\ntitle = "Дочь"\nextends = "mine"\n[block.title]\ndrop = ["protocol"]\n'
    )
    (found,) = lint([written(tmp_path, child, "child.toml")])
    assert (found.code, found.line) == ("G016", 5)


def test_mistakes_of_the_parent_are_not_repeated_at_the_child(tmp_path: Path) -> None:
    written(tmp_path, SOUND.replace('yes = ["ПРОТОКОЛ № 1"]', 'yes = ["Приказ"]'))
    child = 'schema = 1\nname = "child"\ntitle = "Дочь"\nextends = "mine"\n'
    assert lint([written(tmp_path, child, "child.toml")]) == []


def test_a_finding_reads_as_a_line() -> None:
    finding = Finding("a.toml", 3, 5, "G012", "нет роли")
    assert str(finding) == "a.toml:3:5 G012 нет роли"
    assert (finding.severity, Finding("a", 1, 1, "G016", "").severity) == ("warning", "error")


@pytest.mark.parametrize("name", shipped_grammars())
def test_a_shipped_grammar_has_no_finding(name: str) -> None:
    assert list(map(str, lint([name]))) == []


@pytest.mark.parametrize(
    ("pattern", "kinds"),
    [
        ("решили", []),
        ("РЕШИЛИ", ["dead"] * 5),
        ("(?i)РЕШИЛИ", []),
        ("[А-Я]", ["dead"]),
        ("[А-Яа-я]", []),
        ("ё", ["dead"]),
        ("[её]", []),
        ("«", ["dead"]),
        ("\\t", ["dead"]),
        ("\\s\\d\\w.", []),
        ("(?:а|А)", []),
        ("(а+)+", ["nested"]),
        ("(?:а*)*", ["nested"]),
        ("(?:[а-я]+\\s?)+", ["nested"]),
        ("(?:[а-я]+\\s)+", []),
        ("(?:\\s[а-я]+)+", []),
        ("(?:[а-я]+\\s){0,3}", []),
        ("(?>а+)+", []),
        (".*.*.*", ["nested"]),
        ("\\s*\\s*\\s*", []),
        ("[а-я]*\\d*[а-я]*", []),
        ("а{1001}", ["repeats"]),
        ("(?:а{101}){101}", ["repeats"]),
        ("а{100}", []),
    ],
)
def test_patterns(pattern: str, kinds: list[str]) -> None:
    assert [trouble.kind for trouble in troubles(pattern)] == kinds
