"""Who speaks: the people at the head of «СЛУШАЛИ», «ВЫСТУПИЛИ» and of narrative sentences."""

from __future__ import annotations

import re
from itertools import pairwise

from protoparse.build.context import GOVERNED_WEIGHT, Context, verb_gender, without
from protoparse.build.sentences import is_shortened, sentence_end
from protoparse.fields.organisation import is_organisation
from protoparse.fields.person import NameForm, find_names
from protoparse.fields.position import is_position, position_cases
from protoparse.fields.text import Case
from protoparse.model import Mention
from protoparse.pattern import Pattern
from protoparse.view import View, fold

# What ends the list of speakers after the last name: what they said or did.
_STOP = Pattern(
    r",?\s*\b(?:котор(?:ый|ая|ые|ого|ую|ых)|о\s+том|об?\s+(?!им\.)|обо\s"
    r"|с\s+(?:анализ|отч|доклад|информаци|сообщени|проект|предложени|вопрос|итог|просьб|выступлени|обзор|презентаци"
    r"|результат)"
    r"|по\s+(?:вопрос|тем[еу]|итог|теме)|на\s+тему|про\s|что\b|где\b|от\s+имени|представлен|рассказ|сообщ|отмет"
    r"|предлож|доклад(?!чик)|информиров|ознаком|познаком|поясн|напомн|обрат|поддерж|высказ|зада[лв]|выступ"
    r"|подчеркн|озвуч|проанализ|довел|дове[лс]|дал[аи]?\s|дополн|пригласи|попроси|проси[лт]|ответи|уточни|показа"
    r"|подели|внес|вынес|прочита|зачита|заяви|указа|согласи|возрази|объясни|раскры|осветил|подвел|подвё)\w*",
    re.IGNORECASE,
)
_PAST = Pattern(
    r"[\s,]+(?:[а-яё]+\s){0,2}?(?:не\s+)?"
    r"(?!(?:(?:от|раз|под)?дела|отдел|персонал|филиала?|зала?|журнала?|стола|села|школ)\b)"  # nouns of posts
    r"[а-яё]{2,}(?:ил|ал|ял|ел|ёл|ул|ыл|ла|ли|лся|лась|лись|ло)\b(?!\w)"
)
_NEXT_SENTENCE = Pattern(r"[.!?]\s+(?=[А-ЯЁ«])", cues=(".", "!", "?"))
_ASIDE = Pattern(r"\([^()]{1,160}\)(?=\s*[,;])", cues=("(",))
_CAPITAL_AHEAD = Pattern(
    r"\s[А-ЯЁ][а-яё]{2,}\s+[а-яё]{3,}"
)  # «Зуев Т.Т. Осмотр выполнен»: a dot of two duties
_DASH = Pattern(r"\s*[–—-]\s+|\s*:\s*", cues=("–", "—", "-", ":"))
# A post behind a dash belongs to the name before it.
_POST = Pattern(
    r"(?:директор|зам|зав|учител|методист|началь|специал|руковод|председ|член|инспект|педагог|воспитат|представ"
    r"|депутат|врач|глав|и\.\s?о|секретар|собственник|кв|консульт|социальн|психол|классн|куратор|координ|старш|ведущ"
    r"|инженер|юрис|бухгалт|мам|пап|доц|проф|к\.|д\.|ст\.|генеральн|мастер|препод|вожат|библиот|тренер|медсестр"
    r"|повар|комендант|завхоз|эконом|глава|советник|помощник|аспирант|студент)"
)
_AND = Pattern(r"(?:,?\s+(?:и|а\s+также)\s+|;\s+)(?=(?:[а-яё.-]+\s){0,5}[А-ЯЁ])")
_SMALL_WORDS = Pattern(r"(?:[а-яё.-]+\s)*")
_ACCUSATIVE = Pattern(r"(?:[уюая]|[ое]го)$")  # how a surname in the accusative ends
_SPEECH_BREAK = Pattern(r"(?:;|\.|,\s+а\s+также)\s+")
_BEFORE_SPEAKER = Pattern(r"(?:[а-яё.,«»№\d-]+\s|[\"«]?[А-ЯЁ][а-яё]+[\"»]?\s|[А-ЯЁ]{2,6}\s)*")
# Words that make the name behind them a topic, not a speaker.
_GOVERNS = Pattern(
    r"\b(?:о|об|на|с|со|у|от|для|по|за|к|ко|при|под|над|из|про|и|кандидатур\w+|избрать|назначить)\s+$"
)
_REPORTS = Pattern(
    r"\b(?:слушали|заслушали|заслушано|выступил[аи]?|доложил[аи]?|докладывал[аи]?|рассказал[аи]?|сообщил[аи]?"
    r"|проинформировал[аи]?|информировал[аи]?|ознакомил[аи]?|познакомил[аи]?|представил[аи]?|озвучил[аи]?"
    r"|проанализировал[аи]?|слово\s+(?:для\s+\w+\s+)?(?:было\s+)?(?:взял[аи]?|предоставлено|предоставили|имел[аи]?)"
    r"|говорил[аи]?|отчитал(?:ся|ась|ись)|пояснил[аи]?|предложил[аи]?|зачитал[аи]?|огласил[аи]?|выступлени\w"
    r"|сообщени\w|доклад\w*|информаци\w)\b",
    re.IGNORECASE,
)
_NOUN = Pattern(r"сообщени|доклад(?!ыв)|информаци|выступлени")
_SAME_CLAUSE = Pattern(r"[\s,]*(?:[^.;:]{0,90}?[\s,])?")
_ON_QUESTION = Pattern(r"по\s+\S+\s+(?:вопросу|пункту)(?:\s+повестки(?:\s+дня)?)?,?\s*", re.IGNORECASE)


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
    mentions = context.people(head, case, weight=weight) + context.bare_mentions(head, case, weight=weight)
    mentions.sort(key=lambda mention: mention.span.start)
    if case != "accs":
        return mentions, end
    for match in _AND.finditer(text, max(0, end - 2), sentence_end(text, end)):
        behind = [name for name in names if name.start >= match.end()]
        if not behind or behind[0].start < end or behind[0].start - match.end() > 60:
            continue
        if not in_accusative(behind[0]):
            continue
        if _SMALL_WORDS.fullmatch(text, match.end(), behind[0].start):
            at = match.end()
            shifted = [name._replace(start=name.start - at, end=name.end - at) for name in behind]
            reach = match.end() + _cluster_end(text[match.end() :], shifted)
            return mentions + context.people(view.cut(match.end(), reach), case, weight=weight), reach
    return mentions, end


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
    # «Зуев Т.Т. (о смете), Лось В.В. (об охране)»: what a bracket says ends no list
    stretch = _ASIDE.sub(lambda aside: " " * len(aside.group()), stretch)
    found: list[int] = []
    for pattern in (_STOP, _PAST):
        match = pattern.search(stretch)
        if match:
            found.append(match.start())
    sentence = _NEXT_SENTENCE.search(stretch) or _CAPITAL_AHEAD.match(stretch)
    if sentence:
        found.append(sentence.start())
    for match in _DASH.finditer(stretch):
        if ":" in match.group() or not _POST.match(fold(stretch[match.end() : match.end() + 30])):
            found.append(match.start())
            break
    return min(found) if found else None


def split_speeches(view: View) -> list[View]:
    """«Зимин О.Д. объяснил …; Ильина Р.С. предложила …» cut where the next speaker begins."""
    text = view.flat
    edges = [0, *(at.end() for at in _SPEECH_BREAK.finditer(text) if _begins_speech(text, at)), len(text)]
    return [view.cut(start, end) for start, end in pairwise(edges)]


def _begins_speech(text: str, at: re.Match[str]) -> bool:
    """Whether the next speaker begins behind the end of a clause: named soon, and saying something."""
    rest = text[at.end() : at.end() + 160]
    names = find_names(rest)
    if not names or names[0].start > 90:
        return False
    before = rest[: names[0].start]
    if not _BEFORE_SPEAKER.fullmatch(before) or _GOVERNS.search(before.lower()):
        return False
    sign = text[at.start()]
    if sign == "." and is_shortened(text[: at.start()]):
        return False
    stop = _stop(rest[names[0].end :][:60])
    return sign == ";" or (stop is not None and stop < 50)


def is_people_alone(text: str) -> bool:
    """Whether a text names people and says nothing besides but a post or an organisation.

    >>> is_people_alone("учитель музыки Зуев Т.Т., Лось В.В."), is_people_alone("смета Зуева Т.Т. принята")
    (True, False)
    """
    names = find_names(text)
    rest = without(text, [(name.start, name.end) for name in names]).strip(" ,.;и")
    return bool(names) and (not rest or is_position(rest) or is_organisation(rest))


def in_accusative(name: NameForm) -> bool:
    """Whether a surname may stand in the accusative, as behind «СЛУШАЛИ»."""
    return _ACCUSATIVE.search(name.surname or "") is not None


def opens_speech(text: str) -> bool:
    """Whether a sentence opens with a person, perhaps a post before the name, and what this person said.

    >>> opens_speech("Зуев Т.Т. пояснил, что смета готова."), opens_speech("Смету Зуева Т.Т. приняли.")
    (True, False)
    >>> opens_speech("Завхоз школы Зуев Т.Т. пояснил, что …"), opens_speech("Завхозу Зуеву Т.Т. сообщили.")
    (True, False)
    """
    names = find_names(text[:120])
    if not names or (names[0].start > 0 and "nomn" not in position_cases(text[: names[0].start].strip())):
        return False
    stop = _stop(text[names[0].end :][:60])
    return stop is not None and not text[names[0].end :][:stop].strip(" ,")


def tells_speaker(text: str) -> bool:
    """Whether the first sentence of a text tells who spoke.

    >>> tells_speaker("Доложил Зуев Т.Т.: смета готова."), tells_speaker("Поступил проект Зуева Т.Т.")
    (True, False)
    """
    return opens_speech(text) or _REPORTS.search(text, 0, sentence_end(text)) is not None


def narrator(context: Context, view: View) -> list[Mention]:
    """The speaker of a narrative sentence: «По второму вопросу выступил Смирнов В.Д.», «Иванова А.А.
    доложила».
    """
    text = view.flat
    first_sentence = sentence_end(text)
    names = [name for name in find_names(text) if name.start <= first_sentence]
    if not names:
        return []
    verb = _REPORTS.search(text)
    if verb is None:
        return head_people(context, view, None)[0]
    case = _case_behind(verb.group().lower())
    before = [name for name in names if name.end <= verb.start()]
    after = [name for name in names if name.start >= verb.end()]
    if before and case == "nomn" and _SAME_CLAUSE.fullmatch(text, before[-1].end, verb.start()):
        lead = _ON_QUESTION.match(text)
        piece = view.cut(lead.end() if lead else 0, verb.start())
        gender = verb_gender(text, before[-1])
        named = context.people(piece, case, gender=gender)
        if named and len(piece.flat) < 160:
            return named
    return head_people(context, view.cut(verb.end()), case)[0] if after else []


def _case_behind(verb: str) -> Case | None:
    """The case in which a word of reporting has the speaker's name behind it, None where that varies."""
    if "слуша" in verb:
        return "accs"
    if "предостав" in verb:
        return "datv"
    return None if _NOUN.match(verb) else "nomn"
