"""Which decisions are instructions: somebody has to do something, so there must be an executor and a
deadline.
"""

from __future__ import annotations

from protoparse.checks.lowering import fold
from protoparse.fields.infinitive import first_infinitive
from protoparse.model import Decision
from protoparse.pattern import Pattern

_OPENING = 600  # characters of a decision in which its verb is looked for
# Done by being decided: nobody has to report on them.
_SELF_EXECUTING = frozenset(
    [
        "утвердить",
        "признать",
        "одобрить",
        "согласовать",
        "избрать",
        "переизбрать",
        "считать",
        "отметить",
        "поддержать",
        "отклонить",
        "снять",
        "отложить",
        "перенести",
        "закрыть",
        "открыть",
        "прекратить",
        "исключить",
        "принимать",
        "назначить",
        "освободить",
        "перевести",
        "допустить",
        "присвоить",
        "наградить",
        "поощрить",
        "отчислить",
        "зачислить",
        "аттестовать",
        "объявить",
        "выразить",
        "констатировать",
        "подтвердить",
        "отменить",
        "оставить",
        "разрешить",
        "отказать",
        "делегировать",
        "установить",
        "определить",
        "выдвинуть",
        "рекомендовать",
        "ввести",
        "вывести",
        "благодарить",
        "поблагодарить",
        "удовлетворить",
        "засчитать",
        "распределить",
        "закрепить",
        "ограничиться",
        "довыбрать",
        "доизбрать",
        "сохранить",
        "присудить",
        "выделить",
        "согласиться",
        "ходатайствовать",
        "уведомлять",
        "предоставлять",
        "быть",
        "состоять",
        "являться",
        "хранить",
        "избирать",
        "выбрать",
        "дать",
        "премировать",
        "доверить",
    ]
)
# «Принять к сведению», «принять отчёт» decide; «принять меры», «принять участие» are to be done.
_ACCEPT_AND_ACT = Pattern(r"принять\s+(?:\S+\s+){0,2}(?:мер|участи)")


_NO_INSTRUCTION = Pattern(
    r"внести\s[^.]{0,120}(?:изменени|дополнени)|поставить\s[^.]{0,60}уч[её]т|(?:создать|образовать"
    r"|сформировать)\s[^.]{0,80}(?:комисси|рабоч[а-я]+ групп|состав)"
    r"|контрол[а-я]+\s[^.]{0,120}(?:возложить|оставить)|представить\s[^.]{0,160}к\s(?:присвоени|награждени"
    r"|поощрени|присуждени)"
    r"|применить\s[^.]{0,60}мер[уы]\s(?:[а-я]+\s)?(?:воздействи|взыскани|поощрени)"
    # what the body itself will do at its next meeting
    r"|(?:заслушать|рассмотреть|вернуться|обсудить)[^.]{0,160}на\s(?:следующ|очередн"
    r"|ближайш)[а-я]+\s(?:заседани|собрани|совещани|встреч)"
    r"|(?:следующ|очередн)[а-я]+\s(?:заседани|собрани|совещани|встреч)[а-я]*[^.]{0,60}(?:провести"
    r"|назначить|созвать)"
    r"|(?:провести|назначить|созвать)\s(?:следующ|очередн)[а-я]+\s(?:заседани|собрани|совещани|встреч)"
)


def is_instruction(decision: Decision) -> bool:
    """Whether somebody has to carry the decision out and report.

    A lead-in with points under it is none itself: its points are.
    """
    if decision.children:
        return False
    if any(vote.result == "rejected" for vote in decision.votes):
        return False
    if _NO_INSTRUCTION.search(fold(decision.text[:400])):
        return False
    found = first_infinitive(fold(decision.text[:_OPENING]))
    if found is None:
        return False
    verb = found.group()
    if verb == "принять":
        return _ACCEPT_AND_ACT.search(fold(decision.text)) is not None
    return verb not in _SELF_EXECUTING
