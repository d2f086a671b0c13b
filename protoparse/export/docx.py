"""The extract (выписка) of chosen items of one protocol, as a Word document to print and sign."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from protoparse.errors import UsageError
from protoparse.export import ExportOptions
from protoparse.export.source import Archive
from protoparse.model import Decision, Item, Mention, Protocol, Speech, Vote
from protoparse.output import safe_xml
from protoparse.pattern import Pattern
from protoparse.tasks import as_date

_MARKER = Pattern(r"(?:[IVXЛ\d]+[.)]?\s*)?(?:СЛУШАЛИ|ВЫСТУПИЛИ?|Слушали|Выступили)\s*:\s*")
_OPENING = 200  # characters of a speech in which its speaker is named, if at all


def write(archive: Archive, target: Path, options: ExportOptions) -> None:
    """Write the extract of `options.items` of `options.protocol`; UsageError where there are none."""
    import docx
    from docx.shared import Cm, Pt

    protocol = _chosen(archive, options.protocol)
    items, decisions = _parts(protocol, options.items)
    document: Any = docx.Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(12)
    # Word takes the font of Cyrillic from its own attributes.
    style.element.rPr.rFonts.set(docx.oxml.ns.qn("w:cs"), "Times New Roman")
    style.element.rPr.rFonts.set(docx.oxml.ns.qn("w:eastAsia"), "Times New Roman")
    style.paragraph_format.space_after = Pt(6)
    for text, bold, place in (*_head(protocol), *_content(items, decisions), *_foot(protocol)):
        paragraph = document.add_paragraph()
        paragraph.alignment = place
        for stop in (5, 8):
            paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(stop))
        paragraph.add_run(safe_xml(text)).bold = bold
    document.core_properties.title = "Выписка из протокола"
    document.core_properties.author = ""
    document.save(target)


Paragraph = tuple[str, bool, int]  # text, bold, alignment as Word counts: 0 left, 1 centre, 3 justified
_LEFT, _CENTRE, _JUSTIFIED = 0, 1, 3


def _chosen(archive: Archive, wanted: str | None) -> Protocol:
    """The protocol named «path» or «path#2», or the only one there is."""
    if wanted is None:
        found = [one for _, envelope in archive.envelopes() for one in envelope.protocols]
        if len(found) == 1:
            return found[0]
        raise UsageError(
            "E045",
            f"в папке протоколов: {len(found)}; укажите нужный: --protocol ФАЙЛ или --protocol ФАЙЛ#2",
            f"the folder has {len(found)} protocols; name one: --protocol FILE or --protocol FILE#2",
        )
    path, place = wanted, 1
    match = re.fullmatch(r"(.+)#(\d{1,6})", wanted)
    known = {record.path for record in archive.records()}
    if wanted not in known and match is not None:
        path, place = match[1], int(match[2])
    for record, envelope in archive.envelopes():
        if record.path == path and 1 <= place <= len(envelope.protocols):
            return envelope.protocols[place - 1]
    raise UsageError(
        "E046",
        f"нет протокола «{wanted}»; пути стоят в manifest.jsonl",
        f"no protocol {wanted!r}; paths are listed in manifest.jsonl",
    )


def _parts(protocol: Protocol, wanted: tuple[str, ...]) -> tuple[list[Item], list[Decision]]:
    """The items and the closing decisions with the numbers that are wanted, all if none are named."""
    if not wanted:
        return protocol.items, protocol.decisions
    numbers = {one.rstrip(".)") for one in wanted}
    items = [item for item in protocol.items if numbers & {item.number, item.agenda}]
    if not items:  # «2» for the second, where they are numbered «II» or not at all
        items = [item for place, item in enumerate(protocol.items, 1) if str(place) in numbers]
    decisions = [one for one in protocol.decisions if one.number in numbers] if not items else []
    if not items and not decisions:
        there = ", ".join(
            item.number or item.agenda or str(place) for place, item in enumerate(protocol.items, 1)
        )
        raise UsageError(
            "E047",
            f"нет вопросов {', '.join(wanted)}; есть {there or 'только решения всего заседания'}",
            f"no items {', '.join(wanted)}; there are {there or 'only decisions of the whole meeting'}",
        )
    return items, decisions


def _head(protocol: Protocol) -> Iterator[Paragraph]:
    header, attendance = protocol.header, protocol.attendance
    yield "ВЫПИСКА ИЗ ПРОТОКОЛА" + (f" № {header.number}" if header.number else ""), True, _CENTRE
    about = " ".join(filter(None, (_genitive(header.meeting), header.body)))
    if about or header.title:
        yield about or header.title or "", False, _CENTRE
    day = as_date(header.date)
    if day is not None or header.place:
        place = header.place or ""
        yield "\t".join(filter(None, (f"{day:%d.%m.%Y}" if day is not None else "", place))), False, _LEFT
    for name, mention in (("Председатель", attendance.chair), ("Секретарь", attendance.secretary)):
        if mention is not None:
            yield f"{name}: {mention.name or mention.text}", False, _LEFT
    named = [one for one in attendance.present if one not in (attendance.chair, attendance.secretary)]
    if named:
        yield "Присутствовали: " + ", ".join(map(_shown, attendance.present)), False, _JUSTIFIED
    elif attendance.present_count is not None:
        yield f"Присутствовало: {attendance.present_count}", False, _LEFT


def _content(items: list[Item], decisions: list[Decision]) -> Iterator[Paragraph]:
    for item in items:
        number = item.number or item.agenda
        if item.topic:
            yield f"{number}. {item.topic}" if number else item.topic, True, _JUSTIFIED
        for head, speeches in (("СЛУШАЛИ:", item.listened), ("ВЫСТУПИЛИ:", item.spoke)):
            if speeches:
                yield head, True, _LEFT
                yield from ((_speech(speech), False, _JUSTIFIED) for speech in speeches)
        yield from _resolution(item.decisions, item.votes)
    yield from _resolution(decisions, [])


def _resolution(decisions: list[Decision], votes: list[Vote]) -> Iterator[Paragraph]:
    if decisions:
        yield "РЕШИЛИ:", True, _LEFT
    stack = list(reversed(decisions))
    while stack:
        decision = stack.pop()
        text = f"{decision.number}. {decision.text}" if decision.number else decision.text
        yield text, False, _JUSTIFIED
        if decision.responsible:
            yield "Ответственный: " + ", ".join(map(_shown, decision.responsible)), False, _LEFT
        if decision.deadline is not None and decision.deadline.text not in decision.text:
            yield f"Срок: {decision.deadline.text}", False, _LEFT
        yield from ((vote.text, False, _JUSTIFIED) for vote in decision.votes)
        stack.extend(reversed(decision.children))
    yield from ((vote.text, False, _JUSTIFIED) for vote in votes)


def _foot(protocol: Protocol) -> Iterator[Paragraph]:
    attendance = protocol.attendance
    mark = "п/п" if protocol.signatures else "____________"  # п/п: the original bears the signature
    yield "", False, _LEFT
    for name, mention in (("Председатель", attendance.chair), ("Секретарь", attendance.secretary)):
        signer = (mention.name or mention.text) if mention is not None else ""
        yield f"{name}\t{mark}\t{signer}", False, _LEFT
    yield "Выписка верна:", True, _LEFT
    yield "____________________\t____________\t____________________", False, _LEFT
    yield "(должность)\t(подпись)\t(расшифровка)", False, _LEFT
    yield "«___» ____________ 20___ г.", False, _LEFT


def _speech(speech: Speech) -> str:
    """What was said, its marker taken off, with the speakers in front where the text does not name them."""
    text = _MARKER.sub("", speech.text)
    who = ", ".join(map(_shown, speech.speakers))
    named = any(one.text in text[:_OPENING] for one in speech.speakers)
    return text if not who or named else f"{who}. {text}"


def _shown(mention: Mention) -> str:
    return mention.name or mention.text


def _genitive(meeting: str | None) -> str | None:
    """«заседание» as it stands behind «протокол»; words that it cannot decline are left out."""
    if meeting is None:
        return None
    forms = {"заседание": "заседания", "совещание": "совещания", "собрание": "собрания"}
    forms |= {"конференция": "конференции", "семинар": "семинара", "круглый стол": "круглого стола"}
    return forms.get(meeting)
