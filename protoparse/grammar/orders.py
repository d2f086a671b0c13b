"""How an order opens: those who are charged with it in the dative («директорам»), then an infinitive."""

from __future__ import annotations

from protoparse.fields.infinitive import has_infinitive, opens_with_infinitive
from protoparse.pattern import Pattern, any_of


def _any(words: str) -> str:
    """A pattern for any of the words of a list that is kept as running text."""
    return any_of(words.split())


_WORD = Pattern(r"[а-я]+(?:-[а-я]+)*\.?")
_PLURAL_DATIVE = Pattern(r"(?:[а-я]+(?:ам|ям))(?:-[а-я]+(?:ам|ям))?$")
_NO_PLURAL_DATIVE = frozenset({"нам", "там", "сам", "вам"})
_ADJECTIVE_DATIVE = Pattern(r"[а-я]{3,}(?:ому|ему|ым|им|ой|ей)(?:ся)?$")
_SURNAME_DATIVE = Pattern(r"[а-я]+(?:-[а-я]+)?[ую]\s[а-я]\.\s?[а-я]\.")
# Those to whom one may give an order, in the dative singular.
_BODIES_DATIVE = Pattern(
    _any("администраци комисси организаци бухгалтери инспекци федераци ассоциаци редакци дирекци")
    + "и$|"
    + _any("управлени учреждени правлени объединени отделени министерств агентств")
    + "[юу]$|"
    + _any(
        "отдел комитет совет центр департамент институт факультет лице профком президиум сектор штаб фонд"
        " колледж техникум музе педсовет состав"
    )
    + "[ую]$|"
    + _any("школ кафедр групп служб гимнази библиотек компани палат бригад")
    + "[еи]$|"
    + _any("мбоу мкоу маоу мбдоу мадоу мкдоу гбоу мку мбу мау ооо ук рмо шмо мо ао тсж огибдд цдт дк")
    + "$"
)
_POSTS_DATIVE = Pattern(
    _any(
        "директор заместител секретар председател учител методист инженер специалист инспектор"
        " руководител начальник координатор куратор воспитател бухгалтер казначе педагог психолог"
        " библиотекар завхоз завуч консультант юрист юрисконсульт ректор проректор декан профессор доцент"
        " ассистент врач депутат глав старост механик мастер администратор логопед тренер организатор"
        " советник помощник эконом экономист архивариус делопроизводител заведующ вожат медсестр диспетчер"
        " электрик дворник охранник комендант застройщик подрядчик исполнител автор собственник студент"
        " аспирант"
    )
    + r"(?:у|ю|е|ему|ей|ой)(?:-[а-я]+)?$"
    r"|ответственн(?:ым|ому)$|(?:заведующ|управляющ|обучающ|учащ|выступающ|служащ|работающ|проверяющ)им(?:ся)?$"
    r"|зам\.$|зав\.$|доц\.$|проф\.$|ст\.$|гл\.$|и\.\s?о\.$"
)
_EACH = frozenset({"всем", "каждому", "каждой", "обоим", "остальным"})
# What stands before the word that tells: «соц. педагогу», «муз. руководителю».
_BEFORE_DATIVE = Pattern(r"(?:соц\.|мед\.|муз\.|пед\.|физ\.|отв\.|кл\.|мл\.)$")


def opens_with_dative(folded: str) -> bool:
    """Whether the text opens with those who are charged and an infinitive follows.

    >>> opens_with_dative("руководителям школ обеспечить явку"), opens_with_dative("информацию принять")
    (True, False)
    >>> opens_with_dative("соц.педагогу дать справку"), opens_with_dative("заведующим школами дать ответ")
    (True, True)
    >>> opens_with_dative("главному бухгалтеру подать отчет"), opens_with_dative("повторную работу провести")
    (True, False)
    """
    if not has_infinitive(folded, 300) or opens_with_infinitive(folded):
        return False
    words = _WORD.findall(folded[:90].lstrip('"('))[:4]
    if not words:
        return False
    if words[0] in _EACH:
        return True
    for word in words:
        if _PLURAL_DATIVE.match(word) and word not in _NO_PLURAL_DATIVE:
            return True
        if _POSTS_DATIVE.match(word) or _BODIES_DATIVE.match(word):
            return True
        if not _ADJECTIVE_DATIVE.match(word) and not _BEFORE_DATIVE.match(word):
            return _SURNAME_DATIVE.match(folded) is not None
    return False
