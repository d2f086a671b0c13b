"""Who speaks: the people at the head of «СЛУШАЛИ», «ВЫСТУПИЛИ» and of narrative sentences."""

from __future__ import annotations

import re

from protoparse.build.context import GOVERNED_WEIGHT, Context, verb_gender
from protoparse.fields.person import NameForm, find_names
from protoparse.fields.text import Case
from protoparse.model import Mention
from protoparse.view import View, fold

# What ends the list of speakers after the last name: what they said or did.
_STOP = re.compile(
    r",?\s*\b(?:котор(?:ый|ая|ые|ого|ую|ых)|о\s+том|об?\s+(?!им\.)|обо\s|с\s+(?:анализ|отч|доклад|информаци|сообщени|проект|предложени|вопрос|итог|просьб|выступлени|обзор|презентаци|результат)"
    r"|по\s+(?:вопрос|тем[еу]|итог|теме)|на\s+тему|про\s|что\b|где\b|от\s+имени|представлен|рассказ|сообщ|отмет|предлож|доклад(?!чик)|информиров|ознаком|познаком|поясн|напомн|обрат|поддерж|высказ"
    r"|зада[лв]|выступ|подчеркн|озвуч|проанализ|довел|дове[лс]|дал[аи]?\s|дополн|пригласи|попроси|проси[лт]|ответи|уточни|показа|подели|внес|вынес|прочита|зачита|заяви|указа|согласи|возрази|объясни|раскры|осветил|подвел|подвё)\w*",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"[\s,]+(?:[а-яё]+\s){0,2}?(?:не\s+)?[а-яё]{2,}(?:ил|ал|ял|ел|ёл|ул|ыл|ла|ли|лся|лась|лись|ло)\b(?!\w)"
)
_DASH = re.compile(r"\s*[–—-]\s+|\s*:\s*")
_SECOND = re.compile(r"(?:,?\s+(?:и|а\s+также)\s+|;\s+)(?=(?:[а-яё.-]+\s){0,5}[А-ЯЁ])")
_CASES_ACCUSATIVE = re.compile(r"(?:у|ю|ую|юю|а|я|ого|его)$")


def head_people(
    context: Context, view: View, case: Case | None, *, weight: int = GOVERNED_WEIGHT
) -> tuple[list[Mention], int]:
    """The people that open a sentence, and the offset behind the last of them.

    Names further on, in what was said, are no speakers; «…, и Мосина В.К.» after a clause is one.
    """
    text = view.flat
    names = find_names(text, context.surnames)
    if not names:
        return [], 0
    end = _cluster_end(text, names)
    head = view.cut(0, end)
    mentions = _named(context, head, case, weight) + context.bare_mentions(head, case, weight=weight)
    mentions.sort(key=lambda mention: mention.span.start)
    reach = end
    sentence_end = _sentence_end(text, end)
    for match in _SECOND.finditer(text, max(0, end - 2), sentence_end):
        following = next((name for name in names if name.start >= match.end()), None)
        if following is None or following.start - match.end() > 60 or following.start < end:
            continue
        between = text[match.end() : following.start]
        if case == "accs" and following.surname and not _CASES_ACCUSATIVE.search(following.surname):
            continue
        if case == "accs" and not re.search(r"[у|ю]$|ого$|его$|а$|я$", following.surname or ""):
            continue
        if re.fullmatch(r"(?:[а-яё.-]+\s)*", between) and case == "accs":
            tail_end = _cluster_end(
                text[match.end() :], [_shift(n, -match.end()) for n in names if n.start >= match.end()]
            )
            mentions += _named(context, view.cut(match.end(), match.end() + tail_end), case, weight)
            reach = match.end() + tail_end
            break
    return mentions, reach


def _shift(name: NameForm, by: int) -> NameForm:
    return NameForm(name.start + by, name.end + by, name.surname, name.given, name.patronymic, name.masked)


def _named(context: Context, view: View, case: Case | None, weight: int) -> list[Mention]:
    mentions = context.mentions(view, case, weight=weight, groups=False)
    return [m for m in mentions if context.is_named(m)]


def _cluster_end(text: str, names: list[NameForm]) -> int:
    """Where the opening list of names ends."""
    end = len(text)
    for index, name in enumerate(names):
        following = names[index + 1].start if index + 1 < len(names) else len(text)
        stretch = text[name.end : following]
        stop = _stop(stretch)
        if stop is not None:
            return name.end + stop
        end = following
    return end


def _stop(stretch: str) -> int | None:
    """Offset in the text behind a name where what was said begins; None where the list goes on."""
    found: list[int] = []
    for pattern in (_STOP, _PAST):
        match = pattern.search(stretch)
        if match:
            found.append(match.start())
    sentence = re.search(r"[.!?]\s+(?=[А-ЯЁ«])", stretch)
    if sentence:
        found.append(sentence.start())
    for match in _DASH.finditer(stretch):
        after = fold(stretch[match.end() : match.end() + 30])
        if ":" in match.group() or not re.match(
            r"(?:директор|зам|зав|учител|методист|началь|специал|руковод|председ|член|инспект|педагог|воспитат|представ|депутат|врач|глав|и\.\s?о|секретар|собственник|кв|консульт|социальн|психол|классн|куратор|координ|старш|ведущ|инженер|юрис|бухгалт|мам|пап|доц|проф|к\.|д\.|ст\.|генеральн|мастер|препод|вожат|библиот|тренер|медсестр|повар|комендант|завхоз|эконом|глава|советник|помощник|аспирант|студент)",
            after,
        ):
            found.append(match.start())
            break
    return min(found) if found else None


def _sentence_end(text: str, start: int) -> int:
    match = re.compile(r"[а-яё»)]{2}[.!?]\s+(?=[А-ЯЁ])").search(text, start)
    return match.start() + 2 if match else len(text)


def split_speeches(view: View) -> list[View]:
    """«Зимин О.Д. объяснил …; Ильина Р.С. предложила …» cut where the next speaker begins."""
    text = view.flat
    cuts = [0]
    for match in re.finditer(r"(?:;|\.|,\s+а\s+также)\s+", text):
        rest = text[match.end() : match.end() + 160]
        names = find_names(rest)
        if not names or names[0].start > 90:
            continue
        before = rest[: names[0].start]
        if before and not re.fullmatch(r"(?:[а-яё.,«»№\d-]+\s|[А-ЯЁ][а-яё]+\s)*", before):
            continue
        if re.search(
            r"\b(?:о|об|на|с|со|у|от|для|по|за|к|ко|при|под|над|из|про|и|кандидатур\w+|избрать|назначить)\s+$",
            before.lower(),
        ):
            continue
        if text[match.start()] == "." and re.search(
            r"(?<![А-ЯЁа-яё])[А-ЯЁ]$|\b(?:г|ул|им|п|с|д|т|кв|руб|тыс|т\.е|т\.к|т\.ч|проф|доц|зам|зав)$",
            text[: match.start()],
        ):
            continue
        after = rest[names[0].end :]
        if text[match.start()] == ";" or (_stop(after[:60]) is not None and (_stop(after[:60]) or 0) < 50):
            cuts.append(match.end())
    return [view.cut(a, b) for a, b in zip(cuts, [*cuts[1:], len(text)], strict=True)]


def narrator(context: Context, view: View) -> list[Mention]:
    """The speaker of a narrative sentence: «По второму вопросу выступил Смирнов В.Д.», «Иванова А.А. доложила»."""
    text = view.flat
    first_sentence = _sentence_end(text, 0)
    names = [name for name in find_names(text) if name.start <= first_sentence]
    if not names:
        return []
    verb = re.search(
        r"\b(?:слушали|заслушали|заслушано|выступил[аи]?|доложил[аи]?|докладывал[аи]?|рассказал[аи]?|сообщил[аи]?|проинформировал[аи]?|информировал[аи]?|ознакомил[аи]?|познакомил[аи]?|представил[аи]?|озвучил[аи]?"
        r"|проанализировал[аи]?|слово\s+(?:для\s+\w+\s+)?(?:было\s+)?(?:взял[аи]?|предоставлено|предоставили|имел[аи]?)|говорил[аи]?|отчитал(?:ся|ась|ись)|пояснил[аи]?|предложил[аи]?|зачитал[аи]?|огласил[аи]?|выступлени\w|сообщени\w|доклад\w*|информаци\w)\b",
        text,
        re.IGNORECASE,
    )
    if verb is None:
        return head_people(context, view, None)[0]
    case: Case | None = "nomn"
    word = verb.group().lower()
    if "слуша" in word:
        case = "accs"
    elif "предостав" in word:
        case = "datv"
    elif re.match(r"сообщени|доклад(?!ыв)|информаци|выступлени", word):
        case = None
    before = [name for name in names if name.end <= verb.start()]
    after = [name for name in names if name.start >= verb.end()]
    if (
        before
        and case == "nomn"
        and re.fullmatch(r"[\s,]*(?:[^.;:]{0,90}?[\s,])?", text[before[-1].end : verb.start()])
    ):
        start = 0
        lead = re.match(
            r"(?:по\s+\S+\s+(?:вопросу|пункту)(?:\s+повестки(?:\s+дня)?)?,?\s*)", text, re.IGNORECASE
        )
        if lead:
            start = lead.end()
        piece = view.cut(start, verb.start())
        mentions = [
            m
            for m in context.mentions(
                piece, "nomn", weight=GOVERNED_WEIGHT, groups=False, gender=verb_gender(text, before[-1])
            )
            if context.is_named(m)
        ]
        if mentions and len(piece.flat) < 160:
            return mentions
    if after:
        piece = view.cut(verb.end())
        return head_people(context, piece, case)[0]
    return []
