"""`[words]` of a grammar: the words of another language, read as those that the core knows.

A view is read with them in place, «УХВАЛИЛИ» as «РЕШИЛИ», «вересня» as «сентября», so that marks, labels,
dates and votes need no translation of their own. Offsets stay those of the source, and `restored` gives every
text of the result its own words back.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType

from protoparse.document import Span
from protoparse.model import Node, TextSpan
from protoparse.pattern import Pattern, any_of
from protoparse.view import View, clean, fold

ENOUGH = 4  # so many different words of a language tell that a document is written in it
_WORD = Pattern(r"\w+")


class Words:
    """The words of a language. `table`: a word of the core → the words that mean it.

    >>> words = Words({"решили": ["ухвалили"], "сентября": ["вересня"]})
    >>> words.read(View("УХВАЛИЛИ: до 1 вересня", array("i", range(22)))).text
    'РЕШИЛИ: до 1 сентября'
    """

    def __init__(self, table: Mapping[str, Sequence[str]]) -> None:
        self._core = {fold(own): core for core, words in table.items() for own in words}

    def __bool__(self) -> bool:
        return bool(self._core)

    @property
    def read_as(self) -> Mapping[str, str]:
        """Each word of the language, folded, with that of the core which it is read as."""
        return MappingProxyType(self._core)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return _whole_words(self._core)

    @cached_property
    def _signs(self) -> tuple[tuple[str, frozenset[str]], ...]:
        """What the core does not say itself, each with the words that it consists of."""
        own = sorted(set(self._core).difference(map(fold, self._core.values())))
        return tuple((sign, frozenset(_WORD.findall(sign))) for sign in own)

    def are_those_of(self, folded: str) -> bool:
        """Whether a folded text is written in this language: `ENOUGH` of its words, all if it has fewer.

        >>> words = Words({"слушали": ["вниманию представлено"], "срок": ["когда"]})
        >>> words.are_those_of("вниманию представлено: отчет. когда: 1 мая")
        True
        >>> words.are_those_of("отчет. когда: 1 мая")
        False
        """
        said = frozenset(_WORD.findall(folded))
        wanted = min(ENOUGH, len(self._signs)) or ENOUGH
        for sign, parts in self._signs:
            if parts <= said and (sign in said or _whole_words([sign]).search(folded)):
                wanted -= 1
                if not wanted:
                    return True
        return False

    def read(self, view: View) -> View:
        """The view with the words of the core; each stands for the stretch of the word it replaces."""
        folded = fold(view.text)
        parts: list[str] = []
        origin: array[int] = array("i")
        at = 0
        for match in self._pattern.finditer(folded) if self else ():
            start, end = match.span()
            word = _cased(self._core[match.group()], view.text[start:end])
            own = view.origin[start:end]
            parts += (view.text[at:start], word)
            origin.extend(view.origin[at:start])
            origin.extend(own[min(index, len(own) - 1)] for index in range(max(len(word) - 1, 1)))
            origin.extend(own[-1:] if len(word) > 1 else ())
            at = end
        if not parts:
            return view
        origin.extend(view.origin[at:])
        return View("".join(parts) + view.text[at:], origin)

    def written(self, view: View, source: str) -> str:
        """The text of a view as the source has it."""
        return clean(source, [view.span()]).text if self else view.text

    def restored(
        self,
        nodes: Sequence[Node],
        source: str,
        *,
        kept: frozenset[str] = frozenset(),
        elsewhere: bool = True,
    ) -> None:
        """Give the texts of a result the words of the source.

        Values with the names `kept` stay as read. What does not stand in the stretch of its node is looked
        for in the rest of the source, unless `elsewhere` is false.
        """
        restorer = _Restorer(source, self._core, kept, elsewhere)
        for node in nodes:
            restorer.node(node)


def _whole_words(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern for any of the words, or phrases, with no more letters around."""
    return re.compile(rf"(?<!\w){any_of(words)}(?!\w)")


def _cased(word: str, like: str) -> str:
    if len(like) > 1 and like.isupper():
        return word.upper()
    return word[:1].upper() + word[1:] if like[:1].isupper() else word


class _Restorer:
    """Puts words of the source back into a result.

    `read_as`: a folded word of the language → that of the core. `kept` are the values that stay as read;
    `elsewhere` says whether a text may stand outside of its stretch.
    """

    def __init__(
        self, source: str, read_as: Mapping[str, str], kept: frozenset[str], elsewhere: bool
    ) -> None:
        self.source = source
        self.elsewhere = elsewhere
        self.last: tuple[tuple[int, int], str] = ((0, 0), "")
        self.kept = kept
        self.folded = fold(source)
        self.ways: dict[str, list[str]] = {}  # a word of the core → how the language says it
        for own, core in read_as.items():
            self.ways.setdefault(fold(core), []).append(own)
        self.pattern = _whole_words(self.ways)
        self.said: dict[str, re.Pattern[str]] = {}  # what `_said` gave

    def _said(self, word: str) -> re.Pattern[str]:
        """A word of the core in any of the ways to say it."""
        if word not in self.said:
            self.said[word] = _whole_words([word, *self.ways[word]])
        return self.said[word]

    def node(self, node: Node, start: int = 0, end: int | None = None) -> None:
        """All texts of a node and of those below it."""
        span = getattr(node, "span", None)
        if isinstance(span, TextSpan):
            start, end = span.start, span.end
        for name, value in list(node.__dict__.items()):
            if name in self.kept:
                continue
            if isinstance(value, str):
                setattr(node, name, self.text(value, start, end))
            elif isinstance(value, list) and value and all(isinstance(one, str) for one in value):
                setattr(node, name, [self.text(one, start, end) for one in value])
            for child in value if isinstance(value, list) else (value,):
                if isinstance(child, Node) and not isinstance(child, TextSpan):
                    self.node(child, start, end)

    def text(self, text: str, start: int, end: int | None) -> str:
        """One text: as its stretch has it, else as the source does elsewhere, else word by word."""
        kept = text.rstrip(" .,;:")  # signs at the end may be the engine's
        folded = fold(kept)
        words = list(self.pattern.finditer(folded))
        if not words:
            return text
        parts, at = [r"(?<!\w)"], 0
        for word in words:
            parts += [_loose(folded[at : word.start()]), any_of([word.group(), *self.ways[word.group()]])]
            at = word.end()
        edge = r"(?!\w)" if folded[-1].isalnum() else ""
        printed = re.compile("".join(parts) + _loose(folded[at:]) + edge)
        stretch = self._stretch(start, len(self.source) if end is None else end)
        found = printed.search(fold(stretch))
        if found:
            return " ".join(stretch[found.start() : found.end()].split()) + text[len(kept) :]
        own, whole = self._in_turn(kept, words, stretch)
        if self.elsewhere and not whole:
            if text in self.source:
                return text
            found = printed.search(self.folded)
            own = self._word_by_word(kept, words)
            if found:
                own = " ".join(self.source[found.start() : found.end()].split())
        return own + text[len(kept) :]

    def _stretch(self, start: int, end: int) -> str:
        """The clean text of a stretch of the source; that of the last one is kept for its other texts."""
        if self.last[0] != (start, end):
            self.last = ((start, end), clean(self.source, [Span(start, end)]).flat)
        return self.last[1]

    def _in_turn(self, text: str, words: Sequence[re.Match[str]], stretch: str) -> tuple[str, bool]:
        """A text whose words stand in its stretch one after the other though not in one piece, and whether
        all of them do.
        """
        out, at, here, whole = [], 0, 0, True
        folded = fold(stretch)
        for match in words:
            pattern = self._said(match.group())
            printed = pattern.search(folded, here) or pattern.search(folded)
            if printed is None:
                own, whole = text[match.start() : match.end()], False
            else:
                own, here = stretch[printed.start() : printed.end()], printed.end()
            out += [text[at : match.start()], own]
            at = match.end()
        return "".join(out) + text[at:], whole

    def _word_by_word(self, text: str, words: Sequence[re.Match[str]]) -> str:
        """A text that the source does not hold in one piece."""
        out, at = [], 0
        for match in words:
            same = text[match.start() : match.end()]
            if not _whole_words([match.group()]).search(self.folded):
                ways = self.ways[match.group()]
                printed = _whole_words(ways).search(self.folded)
                own = self.source[slice(*printed.span())] if printed else ways[0]
                # capitals inside stay, as in names; that of the first letter is this place's own
                own = own.lower() if own.isupper() else own[:1].lower() + own[1:]
                same = _cased(own, same)
            out += [text[at : match.start()], same]
            at = match.end()
        return "".join(out) + text[at:]


def _loose(folded: str) -> str:
    """A pattern for a stretch of folded text whose spaces may be any white space."""
    return r"\s+".join(map(re.escape, folded.split(" ")))
