"""A decision stands in the text of the discussion.

«Члены совета согласовали участие…» decides something, but no РЕШИЛИ holds it: nobody will find or control it.
Cells of tables and the acts of others («приказом утверждён план») do not count.
"""

from __future__ import annotations

from collections.abc import Iterator

from protoparse.checks.base import Rule
from protoparse.checks.context import CheckContext, start_of
from protoparse.checks.finding import Finding, shorten
from protoparse.checks.sample import sample
from protoparse.pattern import Pattern

RULE = Rule(
    code="DSC02",
    name="hidden-decision",
    group="discussion",
    severity="warning",
    message=(
        "Решение записано в тексте обсуждения: «{quote}»",
        "A decision is hidden in the discussion: «{quote}»",
    ),
    hint=(
        "Перенесите его в РЕШИЛИ с исполнителем и сроком",
        "Move it to РЕШИЛИ with an executor and a deadline",
    ),
    why="Решение вне раздела РЕШИЛИ не найдут и не проконтролируют.",
    source="инструкции по делопроизводству, раздел «Протокол»",
    bad=(sample(talk1="Члены совета согласовали участие школы в городской олимпиаде."),),
    good=(sample(talk1="Приказом управления утверждён план мероприятий. Члены совета обсудили доклад."),),
)

_SENTENCE = Pattern(r"[^.!?\n]+(?:[.!?](?!\s)[^.!?\n]+)*[.!?]?")
_WE = (
    r"(?:члены\s+(?:[а-я]+\s+){0,3}?(?:совета|кс|комиссии|комитета|группы|коллектива|собрания|объединения"
    r"|правления|кафедры)"
    r"|участники\s+(?:[а-я]+\s+){0,2}?(?:заседания|совещания|собрания|встречи|конференции)|собравшиеся"
    r"|присутствующие|педсовет|совет|комиссия)"
)
_DECIDE = r"(?:согласовал|утвердил|одобрил|договорил|постановил|решил)(?:и|ись|а|о|)"
_COLLECTIVE = Pattern(rf"(?<![а-я]){_WE}\s+(?:[а-я]+\s+){{0,2}}?{_DECIDE}(?![а-я])")
_PLANNED = Pattern(
    r"(?<![а-я])(?:запланирован|спланирован|назначен)[ао]?\s+(?:[а-я]+\s+){0,3}?(?:заседани|совещани"
    r"|собрани|встреч)"
)
_IMPERSONAL = Pattern(r"(?:^|[,;]\s*|\s(?:и|было)\s)(?:принято решение|решено|договорились)\s+[а-я]")
_OTHERS = Pattern(
    r"приказ|постановлени|распоряжени|федеральн|министерств|правительств|в прошл|ранее|на предыдущ"
    r"|в районе|в области|которы"
)
_TALK = frozenset({"talk", "note", "other", "closing", "opening", "heard", "spoke", "speech", "item_head"})


def run(context: CheckContext) -> Iterator[Finding]:
    for part in context.parts:
        start = start_of(part)
        if part.role not in _TALK or part.unit.is_table or start < context.head_end:
            continue
        folded = context.folded(part)
        for sentence in _SENTENCE.finditer(folded):
            words = sentence.group().strip()
            found = _COLLECTIVE.search(words) or _PLANNED.search(words)
            # a speaker reports what was decided elsewhere; the minutes' own voice decides
            if found is None and part.role not in ("heard", "spoke", "speech"):
                found = _IMPERSONAL.search(words)
            if found is None or _OTHERS.search(words[: found.end()]):
                continue
            span = part.unit.view.span(sentence.start(), sentence.end())
            quote = part.unit.text[sentence.start() : sentence.end()].strip()
            yield context.finding(RULE, span, quote=shorten(quote, 100))
