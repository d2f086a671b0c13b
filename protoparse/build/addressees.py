"""Whom a sentence charges: «поручить …», «Руководителям школ обеспечить …», names in brackets."""

from __future__ import annotations

import re

from protoparse.build.context import GOVERNED_WEIGHT, Context, tidy
from protoparse.build.decision_labels import MONTH
from protoparse.fields.person import find_names
from protoparse.fields.position import is_position
from protoparse.fields.text import Case
from protoparse.grammar.orders import (
    find_infinitive,
    has_infinitive,
    opens_with_dative,
    opens_with_infinitive,
)
from protoparse.model import Mention
from protoparse.view import View, fold

_CHARGE = re.compile(
    r"\b(?:поручить|возложить(?:\s+\w+){0,6}?\s+на"
    r"|назначить\s+ответственн\w+(?:\s+за\s+[^,.;]{3,80}?)?(?=\s+[А-ЯЁ])"
    r"|обязать|просить|рекомендовать|предложить)\s+",
    re.IGNORECASE,
)
_MILD = ("предложить", "просить")  # charge somebody only where they open the sentence
_TAKES_ACCUSATIVE = re.compile(r"\bна\s+$|обязать|назначить|просить")
# What stands between those charged and the infinitive, and is none of them.
_ADVERBS = re.compile(
    r"[,\s]+(?:еженедельно|ежемесячно|ежегодно|ежеквартально|ежедневно|совместно\s.*|постоянно|до\s.*"
    r"|в\s+срок.*"
    r"|не\s+позднее.*|в\s+течение.*|регулярно|систематически|незамедлительно|также|дополнительно|своевременно"
    rf"|с\s+\d.*|к\s+\d.*|в\s+{MONTH}\w*.*|повторно|лично|и\s+впредь|не)$"
)
_TOGETHER_WITH = re.compile(r"\s+совместно\s+с[о]?\s+")
# What one gets, not what one is told to do.
_GRANTS = re.compile(
    r"(?:объявить|присвоить|выделить|выплатить|отказать|вручить|назначить|установить"
    r"|предоставить\s+(?:отпуск|место|слово)|продлить|разрешить)\b",
    re.IGNORECASE,
)
_DATIVE_START = re.compile(r"[А-ЯЁ]?[а-яё]+(?:ам|ям|у|ю|ому|ему|ой)\b")
_BRACKET = re.compile(r"\(([^()]{4,160})\)")
# Brackets with names that charge nobody.
_ASIDE = re.compile(r"\b(?:кв|медсестр|водител|далее|в\s+составе|против|авт)\b")
_NEW_CLAUSE = re.compile(r"[.;:]\s|\bи\s+[А-ЯЁ]?[а-яё]+(?:ал|ил|ел)[аи]?\b")
_RELATIVE = re.compile(r",\s(?:\w+\s){0,2}котор")
_LONGEST_GROUP = 120  # characters of the words for a group


def people_of(context: Context, view: View, case: Case | None = "nomn") -> list[Mention]:
    """The people and groups of a value; a group with a clause of its own («…, на базе которых …») stays
    whole.
    """
    if _RELATIVE.search(view.flat) and not find_names(view.flat):
        return [Mention(text=tidy(view.flat).strip(" ,;."), span=context.span(view))]
    return context.mentions(view, case, weight=GOVERNED_WEIGHT)


def addressees(context: Context, view: View, *, groups: bool) -> list[Mention]:
    """Whom the sentence itself charges, each once; groups («руководителям школ») only where asked for."""
    text = view.flat
    folded = fold(text)
    found: list[Mention] = []
    charge = _charge(text)
    if charge is not None:
        word = charge.group().lower()
        case: Case = "accs" if _TAKES_ACCUSATIVE.search(word) else "datv"
        stop = find_infinitive(text, charge.end())
        end = stop if stop is not None else min(len(text), charge.end() + 160)
        strict = word.startswith(("поручить", "обязать"))
        found += _charged(context, view.cut(charge.end(), end), case, groups=groups and strict)
    elif opens_with_dative(folded):
        found += _charged(context, view.cut(0, find_infinitive(text)), "datv", groups=groups)
    elif (stop := _opening_person_end(text)) is not None:
        found += _charged(context, view.cut(0, stop), "datv", groups=False)
    elif text.endswith(":") and not opens_with_infinitive(folded) and _DATIVE_START.match(text):
        found += _charged(context, view.cut(0, len(text) - 1), "datv", groups=groups)
    if found or text.endswith(":") or has_infinitive(folded, len(text)):
        found += _in_brackets(context, view)
    unique: dict[int, Mention] = {}
    for mention in found:
        unique.setdefault(mention.span.start, mention)
    return list(unique.values())


def _charge(text: str) -> re.Match[str] | None:
    """The verb of charging («поручить …») that counts in a sentence."""
    for match in _CHARGE.finditer(text):
        if match.start() == 0 or not match.group().lower().startswith(_MILD):
            return match
    return None


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
    return [Mention(text=tidy(view.flat), name=None, span=context.span(view))]


def _in_brackets(context: Context, view: View) -> list[Mention]:
    """The people in brackets who are no explanation of a name before them."""
    text = view.flat
    found: list[Mention] = []
    for bracket in _BRACKET.finditer(text):
        inside = bracket.group(1)
        if not find_names(inside, context.surnames) or _ASIDE.search(fold(inside)):
            continue
        if _explains_name(text, bracket.start()):
            continue
        content = view.cut(bracket.start(1), bracket.end(1))
        found += [mention for mention in people_of(context, content, None) if context.is_named(mention)]
        found += context.bare_mentions(content, None)
    return found


def _explains_name(text: str, at: int) -> bool:
    """Whether a name ends right before `at`, as in a list of members with their posts in brackets."""
    start = max(0, at - 60)
    before = find_names(text[start:at])
    return bool(before) and at - (start + before[-1].end) < 3
