"""Whom a sentence charges: «поручить …», «Руководителям школ обеспечить …», names in brackets."""

from __future__ import annotations

import re

from protoparse.build.context import GOVERNED_WEIGHT, Context, tidy, without
from protoparse.build.sentences import sentence_spans
from protoparse.build.speakers import is_people_alone
from protoparse.fields.calendar import MONTH_BEGINS
from protoparse.fields.infinitive import find_infinitive, has_infinitive, opens_with_infinitive
from protoparse.fields.person import NameForm, find_names
from protoparse.fields.position import is_position
from protoparse.fields.role import read_role
from protoparse.fields.text import Case
from protoparse.grammar.orders import opens_with_dative
from protoparse.model import Mention
from protoparse.pattern import Pattern
from protoparse.view import View, fold

_CHARGE = Pattern(
    r"\b(?:поручить|возложить(?:\s+\w+){0,6}?\s+на"
    r"|назначить\s+ответственн\w+(?:\s+за\s+[^,.;]{3,80}?)?(?=\s+[А-ЯЁ])"
    r"|ответственн\w+(?:\s+за\s+[^,.;]{3,80}?)?\s+назначить"
    r"|обязать|просить|рекомендовать|предложить)\s+",
    re.IGNORECASE,
    cues=("поручить", "возложить", "назначить", "обязать", "просить", "рекомендовать", "предложить"),
)
_MILD = ("предложить", "просить")  # charge somebody only where they open the sentence
_TAKES_ACCUSATIVE = Pattern(r"\bна\s+$|обязать|назначить|просить")
# What stands between those charged and the infinitive, and is none of them.
_ADVERBS = Pattern(
    r"[,\s]+(?:(?:еженедельно|ежемесячно|ежегодно|ежеквартально|ежедневно)(?:,?\s(?:в|во|до|с|к|по)\s.*)?|совместно\s.*|постоянно|до\s.*"
    r"|в\s+срок.*"
    r"|не\s+позднее.*|в\s+течение.*|регулярно|систематически|незамедлительно|также|дополнительно|своевременно"
    rf"|с\s+\d.*|к\s+\d.*|в\s+{MONTH_BEGINS}\w*.*|повторно|лично|и\s+впредь|не)$"
)
_TOGETHER_WITH = Pattern(r"\s+совместно\s+с[о]?\s+")
# What one gets, not what one is told to do.
_GRANTS = Pattern(
    r"(?:объявить|присвоить|выделить|выдать|выплатить|отказать|вручить|назначить|установить"
    r"|предоставить\s+(?:отпуск|место|слово)|продлить|разрешить)\b",
    re.IGNORECASE,
)
# What is done to people named at the end of a sentence or without initials at its beginning.
_ABOUT_PEOPLE = Pattern(
    r"\b(?:избрать|назначить|утвердить|включить|ввести|вывести|исключить|наградить|поощрить|премировать|объявить"
    r"|присвоить|принять|считать|признать|делегировать|выдвинуть|направить|закрепить|перевести|допустить"
    r"|рекомендовать|состав[а-яё]*)\b",
    re.IGNORECASE,
)
# People in brackets behind these are those chosen, not those who are to choose.
_CHOOSES = Pattern(
    r"\b(?:избрать|наградить|поощрить|премировать|исключить|делегировать|отчислить|поблагодарить|выдвинуть"
    r"|назначить|присвоить|принять\s+на\s+работу|зачислить|перевести|вручить|выдать|объявить|ходатайств\w+|награжден\w+|членов"
    r"|снять\s+с|поставить\s+на\s+уч\w+|направить\s+на|кандидатур\w+|в\s+состав\w*"
    r"|состав\w*\s+(?:комисси|жюри|групп|совет)\w*)\b"
)
# «Иванова И.И. подготовит смету»: the future of doing, one word each.
_WILL_DO = Pattern(
    r"\s+(?:возьмет|внесет|выполнит|доложит|закупит|исполнит|купит|напишет|обеспечит|организует|осуществит"
    r"|отправит|оформит|передаст|подаст|подготовит|подпишет|представит|проведет|проверит|разместит"
    r"|разработает|сделает|сдаст|согласует|соберет|составит|сообщит|уточнит)(?:ся)?\b"
)
# «Документы подготовить Зуеву Т.Т.»: who gets what («выдать», «передать») is charged with nothing.
_TO_DO = Pattern(
    r"(?<=[а-я»\d)] )(?:подготовить|составить|провести|разработать|обеспечить|выполнить|собрать"
    r"|отремонтировать|доработать|завершить)\s"
)
_IN_CHARGE = Pattern(r"ответственн")
_NEXT_NAME = Pattern(r",?\s(?:и\s)?")
_TOPIC_BEFORE = Pattern(r"[А-ЯЁ][^:.;]{3,60}:\s(?=[А-ЯЁ])")
# «руководители школ, имеющих автобус»: the clause belongs to the group
_PARTICIPLE = (
    r"(?:не\s)?(?!заведующ|управляющ|учащ|обучающ|служащ|ведущ|отвечающ)"
    r"[а-яё]{2,}(?:[аяую]щ|вш)(?:ий|ая|ие|его|ей|ему|их|им|ими)(?:ся)?\s"
)
_JOINT = Pattern(rf",\s(?!{_PARTICIPLE})|\sи\s")
_TAIL = Pattern(r"\s(?:[–—-]\s|(?<=[а-яё»)\d]{2}[.;]\s))(?P<tail>[^–—;:()]{4,120})$")
_DATIVE_START = Pattern(r"[А-ЯЁ]?[а-яё]+(?:ам|ям|у|ю|ому|ему|ой)\b")
_BRACKET = Pattern(r"\(([^()]{4,160})\)")
# Brackets with names that charge nobody.
_ASIDE = Pattern(r"\b(?:кв|медсестр|водител|далее|в\s+составе|против|авт)\b")
_NEW_CLAUSE = Pattern(r"[.;:]\s|\bи\s+[А-ЯЁ]?[а-яё]+(?:ал|ил|ел)[аи]?\b")
# A unit behind a name in a list of executors is charged too: «Зуев Т.Т., отдел закупок».
_UNIT_WORD = (
    r"(?:отдел|служба|комиссия|бухгалтерия|администрация|профком|библиотека|рабочая\sгруппа|оргкомитет"
    r"|методсовет|педколлектив|совет|комитет|дирекция)\b"
)
_OPENS_UNIT = Pattern(_UNIT_WORD)
_UNIT = Pattern(rf"(?<=[А-ЯЁ]\.),\s(?={_UNIT_WORD}[^,;]*(?:,|$))")
_COMMA = Pattern(r",\s(?:а\s|и\s)?(?=[А-ЯЁ]|[а-яё]+\s[А-ЯЁ])")
_RELATIVE = Pattern(rf",\s(?:(?:\w+\s){{0,2}}котор|{_PARTICIPLE}[^,;]*$)")
_LONGEST_GROUP = 120  # characters of the words for a group


def people_of(context: Context, view: View, case: Case | None = "nomn") -> list[Mention]:
    """The people and groups of a value; a group with a clause («…, на базе которых …») stays whole."""
    if _RELATIVE.search(view.flat) and not find_names(view.flat):
        return [Mention(text=tidy(view.flat).strip(" ,;."), span=context.span(view))]
    found: list[Mention] = []
    at = 0
    for unit in _UNIT.finditer(view.flat) if case == "nomn" else ():
        found += context.mentions(view.cut(at, unit.start()), case, weight=GOVERNED_WEIGHT)
        at = unit.end()
    found += context.mentions(view.cut(at), case, weight=GOVERNED_WEIGHT)
    return found or _office_alone(context, view)


def opens_unit(text: str) -> bool:
    """Whether a text opens with a unit that may carry out a decision: «служба охраны труда»."""
    return _OPENS_UNIT.match(text) is not None


def _office_alone(context: Context, view: View) -> list[Mention]:
    """The bearer of an office of this meeting where a value names nobody else: «секретарь комиссии»."""
    text = tidy(view.flat).strip(" ,;.")
    office = read_role(text, body=context.body)
    if office is None or office.end < len(text):
        return []
    return [Mention(text=text, role=office.role, role_text=text, span=context.span(view))]


def addressees(context: Context, view: View, *, groups: bool) -> list[Mention]:
    """Whom the sentences themselves charge, each once; groups («руководителям школ») only where asked for."""
    text = view.flat
    found: list[Mention] = []
    for start, end in sentence_spans(text):
        topic = _TOPIC_BEFORE.match(text, start, end)  # «Итоги четверти: Зуеву Т.Т. сдать отчёт»
        if topic and not has_infinitive(fold(topic.group())) and _opening_person_end(text[topic.end() : end]):
            start = topic.end()
        found += _of_sentence(context, view.cut(start, end), groups=groups)
    found += _behind_dash(context, view)
    if found or text.endswith(":") or has_infinitive(fold(text), len(text)):
        found += _in_brackets(context, view)
    unique: dict[int, Mention] = {}
    for mention in found:
        unique.setdefault(mention.span.start, mention)
    return list(unique.values())


def _of_sentence(context: Context, view: View, *, groups: bool) -> list[Mention]:
    """Whom one sentence charges with a verb, or opens with in the dative, or lets do it."""
    text = view.flat
    folded = fold(text)
    charges = _charges(text)
    for charge in charges:
        word = charge.group().lower()
        case: Case = "accs" if _TAKES_ACCUSATIVE.search(word) else "datv"
        stop = find_infinitive(text, charge.end())
        end = stop if stop is not None else min(len(text), charge.end() + 160)
        # «рекомендовать пособие к изданию, направить выписку» charges nobody
        strict = word.startswith(("поручить", "обязать")) or opens_with_dative(folded[charge.end() :])
        if stop is None and word.startswith(("рекомендовать", *_MILD)):
            continue  # «Рекомендовать диссертацию Зуева Т.Т. к защите»: nobody is to do anything
        charged = _charged(context, view.cut(charge.end(), end), case, groups=groups and strict)
        if charged:  # «рекомендовать пособие к изданию, поручить Зуеву Т.Т. …»: the second one charges
            return charged
    if charges:
        return []
    if opens_with_infinitive(folded):
        return _behind_comma(context, view, folded)  # the others stand before the verb
    if opens_with_dative(folded):
        if _IN_CHARGE.match(folded) and _ABOUT_PEOPLE.match(text, find_infinitive(text) or 0):
            return []  # «Ответственным за питание считать …» is who is chosen
        return _charged(context, view.cut(0, find_infinitive(text)), "datv", groups=groups)
    if (stop := _opening_person_end(text)) is not None:
        return _charged(context, view.cut(0, stop), "datv", groups=False)
    if (stop := _opening_surname_end(context, text)) is not None:
        return context.bare_mentions(view.cut(0, stop), "datv")
    if (stop := _doer_end(text)) is not None:
        return _charged(context, view.cut(0, stop), "nomn", groups=False)
    if (agent := _agent_behind(text, folded)) is not None:
        return _charged(context, view.cut(*agent), "datv", groups=False)
    if text.endswith(":") and _DATIVE_START.match(text):
        return _charged(context, view.cut(0, len(text) - 1), "datv", groups=groups)
    return _behind_comma(context, view, folded)


def _behind_comma(context: Context, view: View, folded: str) -> list[Mention]:
    """Who is charged in a later part of a sentence: «заключить договор, Зуеву Т.Т. согласовать график»."""
    text = view.flat
    for comma in _COMMA.finditer(text):
        if not has_infinitive(folded[: comma.start()], len(text)):
            continue
        clause = text[comma.end() :]
        stop = _opening_person_end(clause)
        if stop is None:
            continue
        if _ABOUT_PEOPLE.match(clause, stop) or _GRANTS.match(clause[stop:].lstrip()):
            continue
        if not _in_dative(find_names(clause[:140])[0]):
            continue
        return _charged(context, view.cut(comma.end(), comma.end() + stop), "datv", groups=False)
    return []


def _in_dative(name: NameForm) -> bool:
    return (name.surname or "").endswith(("у", "ю", "ой", "ей", "ому", "ему"))


def _charges(text: str) -> list[re.Match[str]]:
    """The verbs of charging («поручить …») that count in a sentence."""
    return [
        match
        for match in _CHARGE.finditer(text)
        if match.start() == 0 or not match.group().lower().startswith(_MILD)
    ]


def _opening_person_end(text: str) -> int | None:
    """Where the infinitive stands behind a person who opens the sentence («логопеду Обуховой Ж.И. дать …»).

    None where the sentence does not open so, or where the person is given something, not charged with it.
    """
    names = find_names(text[:140])
    if not names or names[0].start > 60:
        return None
    prefix = text[: names[0].start].strip(" ,")
    if prefix and not is_position(prefix):
        return None
    stop = find_infinitive(text, names[0].end)
    if stop is None or _GRANTS.match(text, stop):
        return None
    apart = _NEW_CLAUSE.search(text[names[0].end : stop]) and text[names[0].end - 1] != "."
    return None if apart else stop


def _opening_surname_end(context: Context, text: str) -> int | None:
    """Where the infinitive stands behind surnames without initials that open the sentence in the dative."""
    stop = find_infinitive(text, 0)
    if stop is None or stop > 60 or not _DATIVE_START.match(text) or _ABOUT_PEOPLE.match(text, stop):
        return None
    if _GRANTS.match(text, stop):
        return None
    names = find_names(text[:stop], context.surnames)
    rest = without(text[:stop], [(name.start, name.end) for name in names])
    return stop if names and not rest.replace(" и ", "").strip(" ,–—-") else None


def _doer_end(text: str) -> int | None:
    """Where the verb stands behind a person who opens the sentence and will do it («… подготовит смету»)."""
    names = find_names(text[:140])
    if not names or names[0].start > 60 or _WILL_DO.match(fold(text), names[0].end) is None:
        return None
    prefix = text[: names[0].start].strip(" ,")
    return names[0].end if not prefix or is_position(prefix) else None


def _agent_behind(text: str, folded: str) -> tuple[int, int] | None:
    """The offsets of the people who are to do what the sentence says, named behind its verb.

    «Документы подготовить Зуеву Т.Т. до 1 мая»: what is to be done stands before the verb.
    """
    if (verb := _TO_DO.search(folded)) is None:
        return None
    behind = text[verb.end() : verb.end() + 160]
    names = find_names(behind)
    prefix = behind[: names[0].start].strip() if names else ""
    if not names or (prefix and not is_position(prefix)):
        return None
    last = names[0]
    for name in names[1:]:
        if not _NEXT_NAME.fullmatch(behind, last.end, name.start):
            break
        last = name
    return verb.end(), verb.end() + last.end


def _behind_dash(context: Context, view: View) -> list[Mention]:
    """The people at the very end, behind a dash or as a sentence of their own: «Закупить бумагу – завхоз.»"""
    text = view.flat.rstrip(" .;")
    tail = _TAIL.search(text)
    if tail is None or not opens_with_infinitive(fold(text)) or _ABOUT_PEOPLE.search(text):
        return []
    words = view.cut(tail.start("tail"), len(text))
    if has_infinitive(fold(words.flat), len(words.flat)):
        return []  # a sentence of its own: «… грамотой. Документы подготовить Зуеву Т.Т.»
    post = words.flat[:1].islower() and is_position(words.flat)
    return people_of(context, words) if post or is_people_alone(words.flat) else []


def _charged(context: Context, view: View, case: Case, *, groups: bool) -> list[Mention]:
    """The people of a stretch, else those named by surname alone, else (where asked for) the group as
    printed.
    """
    adverbs = _ADVERBS.search(view.flat.rstrip(" ,"))
    if adverbs:
        view = view.cut(0, adverbs.start())
    partners = _TOGETHER_WITH.search(view.flat)
    if partners:
        view = view.cut(0, partners.start())
    if "(" in view.flat:
        view = view.cut(0, view.flat.find("("))
    if find_names(view.flat):
        return [mention for mention in people_of(context, view, case) if context.is_named(mention)]
    bare = context.bare_mentions(view, case)
    if bare:
        return bare
    view = view.cut(0, len(view.flat.rstrip(" ,:")))
    if not groups or not view.text or len(view.text) > _LONGEST_GROUP:
        return []
    return [Mention(text=tidy(part.flat), name=None, span=context.span(part)) for part in _each_charged(view)]


def _each_charged(view: View) -> list[View]:
    """The groups of a stretch where each of them stands in the dative, else the stretch as one."""
    text = view.flat
    joints = list(_JOINT.finditer(text))
    edges = [0, *(joint.end() for joint in joints), len(text)]
    stops = [*(joint.start() for joint in joints), len(text)]
    parts = [view.cut(start, stop) for start, stop in zip(edges, stops, strict=False)]
    return parts if all(opens_with_dative(f"{fold(part.flat)} дать") for part in parts) else [view]


def _in_brackets(context: Context, view: View) -> list[Mention]:
    """The people in brackets who are no explanation of a name before them."""
    text = view.flat
    found: list[Mention] = []
    for bracket in _BRACKET.finditer(text):
        inside = bracket.group(1)
        if not find_names(inside, context.surnames) or _ASIDE.search(fold(inside)):
            continue
        if _explains_name(text, bracket.start()) or chooses_people(text[: bracket.start()]):
            continue
        content = view.cut(bracket.start(1), bracket.end(1))
        found += [mention for mention in people_of(context, content, None) if context.is_named(mention)]
        found += context.bare_mentions(content, None)
    return found


def chooses_people(text: str) -> bool:
    """Whether the last sentence of a text is about people whom it may name: who is chosen, praised, sent.

    >>> chooses_people("Наградить победителей грамотами"), chooses_people("Купить грамоты победителям.")
    (True, False)
    """
    return _CHOOSES.search(text.rpartition(". ")[2].lower()) is not None


def _explains_name(text: str, at: int) -> bool:
    """Whether a name ends right before `at`, as in a list of members with their posts in brackets."""
    start = max(0, at - 60)
    before = find_names(text[start:at])
    return bool(before) and at - (start + before[-1].end) < 3
