"""Facts printed as «label: value» in the head: place, date, time, form, topic, organizers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from protoparse.build.context import Labelled
from protoparse.pattern import Pattern
from protoparse.view import View

# What a label may add: «Место проведения общего собрания», «Начало заседания».
_OF_MEETING = (
    r"(?:\s+(?:внеочередного\s+)?(?:общего\s+)?"
    r"(?:заседания|собрания|совещания|работы|конференции|встречи|регистрации))"
)
_SIGN = r"(?=\s*[-–—:])"
_LABELS: dict[str, str] = {
    "place": (
        r"место\s+(?:проведения|нахождения|заседания|собрания|и\s+время\s+проведения)"
        rf"(?:{_OF_MEETING}(?:\s+\w+)?)?"
        r"|место(?=\s*:)|адрес(?:\s+проведения)?(?=\s*:)"
    ),
    # of the paper or of the ballots, not of the meeting
    "made": r"дата\s+(?:составления|оформления|подписания|окончания|начала)[а-яё\s]*",
    "counted": r"дата\s+подсч[её]та[а-яё\s]*",
    "date": (
        r"дата\s+и\s+время\s+(?:проведения|заседания)(?:\s+\w+)?"
        r"|дата(?:\s+(?:проведения|заседания|собрания|совещания|и\s+место\s+проведения))?"
        r"(?:\s+(?:заседания|собрания|совещания))?"
    ),
    "part": r"(?:очная|заочная|дистанционная)\s+часть|подсч[её]т\s+голосов",
    "time": (
        r"(?:время(?:\s+(?:начала|окончания|открытия|закрытия|проведения))?|начало|окончание)"
        rf"{_OF_MEETING}?(?=\s*[-–—:в\d])"
    ),
    "format": rf"(?:форма|формат|режим|способ)(?:\s+проведения)?{_OF_MEETING}?{_SIGN}",
    "vote": r"(?:форма|вид|порядок|способ)\s+голосования",
    "topic": (
        r"(?:общая\s+)?тема(?:\s+(?:заседания|совещания|собрания|педсовета|педагогического\s+совета"
        r"|семинара|встречи))?(?=\s*[-–—:«\"])"
    ),
    "organizers": rf"организатор(?:ы|\(ы\))?{_SIGN}",
    "initiator": rf"инициатор[а-яё]*(?:\s+(?:общего\s+)?(?:собрания|проведения\s+собрания))?{_SIGN}",
    "link": rf"(?:платформа|ссылка|идентификатор){_SIGN}",
    "stop": (
        r"(?:председатель|секретарь|присутств\w+|повестка|кворум|отсутств\w+|приглаш\w+|всего)(?=\s*[-–—:\s])"
    ),
}
_LABEL = Pattern(
    "|".join(f"(?P<{kind}>{label})" for kind, label in _LABELS.items()),
    re.IGNORECASE,
    cues=(
        *("место", "адрес", "дата", "часть", "голос", "время", "начало", "окончание", "форма", "режим"),
        *("способ", "тема", "организатор", "инициатор", "платформа", "ссылка", "идентификатор"),
        *("председатель", "секретарь", "присутств", "повестка", "кворум", "отсутств", "приглаш", "всего"),
    ),
)
_KEEPS_LABEL = frozenset({"time", "vote"})  # «начало», «окончание» tell which time it is
_BETWEEN = Pattern(r"[\s:–—-]*")


class Fact(NamedTuple):
    """A value and what its label says it is; `kind` is «plain» where no label stands before it."""

    kind: str
    view: View


def read_facts(parts: Iterable[Labelled]) -> list[Fact]:
    """The facts of some units; a line may hold several."""
    return [fact for part in parts for fact in _facts_of_line(part.unit.view)]


def values_of(facts: Sequence[Fact], *kinds: str) -> list[View]:
    """The values of facts of some kinds, in order."""
    return [fact.view for fact in facts if fact.kind in kinds]


def _facts_of_line(view: View) -> Iterator[Fact]:
    text = view.flat
    labels = [match for match in _LABEL.finditer(text) if _may_stand(text, match.start())]
    plain = view.cut(0, labels[0].start()) if labels else view
    if not labels or labels[0].start() > 3:
        yield Fact("plain", plain)
    for label, following in zip(labels, [*labels[1:], None], strict=False):
        kind = label.lastgroup or "plain"
        if kind == "stop":
            continue
        end = following.start() if following else len(text)
        lead = _BETWEEN.match(text, label.end(), end)
        start = lead.end() if lead else label.end()
        value = view.cut(label.start() if kind in _KEEPS_LABEL else start, end)
        if value.text:
            yield Fact(kind, value)


def _may_stand(text: str, at: int) -> bool:
    """Whether a label may stand here: at the start, after a sentence, a gap or a comma, or capitalised."""
    before = text[:at].rstrip()
    return not before or before[-1] in ".;:,»)" or text[at].isupper()
