"""The rules: each fires on its bad samples, is silent on its good ones, and is described in full."""

from __future__ import annotations

import csv
import datetime
import re
import string
from functools import cache
from pathlib import Path

import pytest

from protoparse.checks.archive import Archive
from protoparse.checks.base import GROUPS, Check
from protoparse.checks.config import Config
from protoparse.checks.context import contexts
from protoparse.checks.engine import check, check_parsed
from protoparse.checks.finding import Finding
from protoparse.checks.instructions import is_instruction
from protoparse.checks.profiles import PROFILES
from protoparse.checks.registry import all_checks, check_of
from protoparse.checks.sample import GOOD, Sample, sample
from protoparse.checks.summary import Summary, summarise
from protoparse.model import Decision, TextSpan
from protoparse.pipeline import Parsed, run

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
EVERYTHING = ("ALL",)
CASES = [
    pytest.param(one, text, expected, id=f"{one.rule.code}-{kind}{number}")
    for one in all_checks()
    for kind, samples, expected in (("bad", one.rule.bad, True), ("good", one.rule.good, False))
    for number, text in enumerate(samples)
]


@cache
def parse(text: str, name: str) -> Parsed:
    return run(text.encode(), name=name)


def findings_of(one: Sample, select: tuple[str, ...] = EVERYTHING) -> list[Finding]:
    parsed = parse(one.source, one.name)
    return check_parsed(parsed, file=one.name, config=Config(select=select, as_of=one.as_of))


def archive_of(documents: tuple[Sample, ...], config: Config) -> Archive:
    summaries: list[Summary] = []
    for one in documents:
        parsed = parse(one.source, one.name)
        summaries += [summarise(context) for context in contexts(parsed, file=one.name, config=config)]
    return Archive(summaries, config)


@pytest.mark.parametrize(("one", "text", "expected"), CASES)
def test_a_rule_fires_on_bad_samples_alone(
    one: Check, text: Sample | tuple[Sample, ...], expected: bool
) -> None:
    if isinstance(text, Sample):
        found = findings_of(text, (one.rule.code,))
    else:
        found = list(one.run(archive_of(text, Config(as_of=text[0].as_of))))
    assert bool(found) is expected, [finding.message_ru for finding in found]
    for finding in found:
        assert finding.code == one.rule.code
        assert "{" not in finding.message_ru + finding.message_en


def test_the_model_minutes_are_faultless() -> None:
    assert findings_of(GOOD) == []


def test_there_are_seventy_rules_with_codes_of_their_own() -> None:
    codes = [one.rule.code for one in all_checks()]
    assert len(codes) == len(set(codes)) == 70
    assert len({one.rule.name for one in all_checks()}) == 70


@pytest.mark.parametrize("one", all_checks(), ids=lambda one: one.rule.code)
def test_a_rule_is_described_in_both_languages(one: Check) -> None:
    rule = one.rule
    assert rule.group in GROUPS
    assert one.run.__module__.rsplit(".", 1)[1].startswith(rule.code.lower())
    assert one.about.splitlines()[0].endswith((".", "?"))
    for text in (*rule.message, *rule.hint, rule.why, rule.source):
        assert text and not text.endswith(" ")
    fields = [{name for _, name, _, _ in string.Formatter().parse(text) if name} for text in rule.message]
    assert fields[0] == fields[1]
    assert not re.search(
        "[а-яё]{4}", re.sub("«[^»]*»|[А-ЯЁа-яё]+\\.[А-Яа-яё.]+", "", rule.message[1]), re.I
    ) or ("СЛУШАЛИ" in rule.message[1])
    assert any(rule.severity_for(profile) for profile in PROFILES)
    assert rule.bad and rule.good


def test_rules_are_found_by_code_or_name() -> None:
    assert check_of("dln-02") is check_of("DLN02") is check_of("before-meeting")
    assert check_of("XXX99") is None


def test_the_profile_decides() -> None:
    collegial = sample(vote1="", vote2="", secretary_signature="")
    advisory = sample(vote1="", vote2="", secretary_signature="", body="совещания при директоре", total="")
    assert {"VOT01", "SIG03"} <= {finding.code for finding in findings_of(collegial)}
    assert not {"VOT01", "SIG03"} & {finding.code for finding in findings_of(advisory)}
    parsed = parse(advisory.source, advisory.name)
    forced = check_parsed(parsed, config=Config(profile="collegial", as_of=advisory.as_of))
    assert {"VOT01", "SIG03"} <= {finding.code for finding in forced}


def test_case_forms_and_married_names_are_no_misspellings() -> None:
    text = sample(
        invited="Приглашены: Дроздова В.В., Грачёва О.Н.",
        spoke1="ВЫСТУПИЛИ: Грачеву О.Н. поддержала Чижова Е.А.",
    )
    assert "NAM01" not in {finding.code for finding in findings_of(text)}


def test_places_lead_to_the_words() -> None:
    found = findings_of(sample(absent="Отсутствовали: Ершова Т.,И."), ("NAM02",))
    source = sample(absent="Отсутствовали: Ершова Т.,И.").source
    (finding,) = found
    assert (
        finding.start is not None and source[finding.start : finding.end] == "Ершова Т.,И." == finding.quote
    )
    assert (
        finding.line is not None
        and source.splitlines()[finding.line - 1].index("Ершова") + 1 == finding.column
    )
    assert finding.excerpt is not None and finding.caret is not None and finding.caret_length is not None
    assert finding.excerpt[finding.caret : finding.caret + finding.caret_length] == "Ершова Т.,И."


def test_an_envelope_alone_is_checked_too() -> None:
    parsed = parse(sample(date="", decided1="", vote1="").source, "протокол.txt")
    codes = {diagnostic.code for diagnostic in check(parsed.envelope)}
    assert "HDR04" in codes
    assert "TXT02" not in codes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Провести консультации.", True),
        ("Утвердить план.", False),
        ("Принять информацию к сведению.", False),
        ("Принять меры к сохранению тепла.", True),
        ("Чижовой Е.А. составить план.", True),
        ("Работу признать удовлетворительной.", False),
        ("Внести в устав следующие изменения.", False),
        ("Следующее заседание провести в мае.", False),
        ("Обеспеченность учебниками – 90 %.", False),
        ("Готовность и деятельность школы", False),
        ("Руководителям школ в пять дней провести проверку", True),
    ],
)
def test_what_is_an_instruction(text: str, expected: bool) -> None:
    assert is_instruction(Decision(text=text, span=TextSpan(start=0, end=len(text)))) is expected


def test_summaries_do_not_grow_with_the_text() -> None:
    long = sample(spoke1="ВЫСТУПИЛИ: Сомов П.Н. сказал о планах. " + "Он говорил долго и подробно. " * 4000)
    sizes = []
    for one in (GOOD, long):
        (context,) = contexts(parse(one.source, one.name), file=one.name)
        sizes.append(len(repr(summarise(context))))
    assert sizes[1] < sizes[0] + 1000


def test_people_and_bodies_have_aliases() -> None:
    documents = tuple(all_checks_by("ARC09").rule.bad[0])  # type: ignore[arg-type]
    aliases = Config.model_validate(
        {"aliases": {"bodies": {"педсовета": "педагогического совета"}}, "as_of": "2023-11-25"}
    )
    assert list(all_checks_by("ARC09").run(archive_of(documents, Config(as_of=documents[0].as_of))))
    assert not list(all_checks_by("ARC09").run(archive_of(documents, aliases)))


def all_checks_by(code: str) -> Check:
    found = check_of(code)
    assert found is not None
    return found


def test_no_error_in_lifelike_samples_but_where_there_is_one() -> None:
    errors: set[tuple[str, str]] = set()
    for path in sorted((ROOT / "samples").iterdir()):
        if path.suffix in (".docx", ".pdf", ".txt"):
            found = check_parsed(run(path), file=path.name, config=Config(as_of=datetime.date(2026, 1, 1)))
            errors |= {(path.name, finding.code) for finding in found if finding.severity == "error"}
    # a chat-like record without a chair
    assert errors == {("06-rodkom.txt", "ATT03"), ("06-rodkom.txt", "SIG02")}


# ---------------------------------------------------------------- real documents
# The deadline «1 раз в месяц» is read as recurring: the table allows DLN04 in place of DLN01 there.
ALLOWED = {("DLN04", 65)}
# Rules whose finding stands at the section, while the table names lines inside it or around its gap.
ELSEWHERE = {"ATT01", "ATT04", "ATT07", "SIG04", "SIG05", "NAM05", "DEC04", "ARC02", "ARC07"}


def expected_findings() -> dict[str, dict[str, list[int]]]:
    wanted: dict[str, dict[str, list[int]]] = {}
    with (SHARED / "domain" / "RULES.tsv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            for match in re.finditer(r"([a-z-]+) \(l\.([\d,]+)\)", row["corpus"].split("|")[0]):
                lines = [int(line) for line in match[2].split(",")]
                wanted.setdefault(match[1], {})[row["id"].replace("-", "")] = lines
    return wanted


@pytest.mark.skipif(not (SHARED / "domain" / "RULES.tsv").exists(), reason="the corpus is not here")
def test_real_documents_have_exactly_the_findings_of_the_table() -> None:
    wanted = expected_findings()
    config = Config(select=EVERYTHING, as_of=datetime.date(2025, 11, 22))
    summaries: list[Summary] = []
    found: dict[str, list[Finding]] = {}
    for path in sorted((SHARED / "corpus" / "seeds").glob("*.txt")):
        key = re.sub(r"-\d{4}-.*", "", path.stem)
        parsed = run(path)
        found[key] = check_parsed(parsed, file=key, config=config)
        summaries += [summarise(context) for context in contexts(parsed, file=key, config=config)]
    archive = Archive(summaries, config)
    for one in all_checks():
        if one.rule.scope == "archive":
            for finding in one.run(archive):
                found[finding.file or ""].append(finding)
    for key, findings in found.items():
        kept = [finding for finding in findings if (finding.code, finding.line) not in ALLOWED]
        assert {finding.code for finding in kept} == set(wanted[key]), key
        for finding in kept:
            if finding.code not in ELSEWHERE:
                assert finding.line in wanted[key][finding.code], (key, finding)
