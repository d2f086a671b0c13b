"""Why the program read a document as it did: the role of each block, the marks that spoke, what came second.

Blocks are numbered from 1 in the order of labelling, pages from 1. Text of the document is shown with
everything that could steer a terminal as an escape.
"""

from __future__ import annotations

from dataclasses import dataclass

from protoparse.errors import UsageError
from protoparse.grammar.compile import Grammar
from protoparse.label import Label
from protoparse.messages import text_of
from protoparse.normalise import Unit
from protoparse.output import safe, safe_line
from protoparse.pipeline import Parsed

START = 60  # characters of a block's text in the overview
ROLES = 6  # roles that --block lists


@dataclass(frozen=True, slots=True)
class Row:
    """One block: `flag` is «jump», «continue», «unknown» or empty, `margin` by what the runner-up lost."""

    number: int
    page: int | None
    role: str
    points: float
    flag: str
    runner: str | None
    margin: float | None
    marks: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class LinkRow:
    """One item of a protocol; `agenda` is the number of the agenda item it answers, None: of none."""

    protocol: int
    item: str
    agenda: str | None
    points: float
    evidence: tuple[str, ...]
    topic: str


def rows(parsed: Parsed) -> list[Row]:
    """The blocks in reading order; parse with `runners=True` to have the runners-up."""
    runners = parsed.labelling.runners or (None,) * len(parsed.units)
    out = []
    for unit, label, runner in zip(parsed.units, parsed.labelling.labels, runners, strict=True):
        out.append(
            Row(
                unit.index + 1,
                parsed.document.page_of(unit.spans[0].start),
                label.role,
                label.score,
                _flag(label),
                runner.role if runner else None,
                runner.margin if runner else None,
                label.evidence,
                safe_line(_written(parsed, unit)),
            )
        )
    return out


def link_rows(parsed: Parsed) -> list[LinkRow]:
    """Which agenda item each item answers, and what spoke for it."""
    items = [(number, item) for number, one in enumerate(parsed.built.protocols, 1) for item in one.items]
    out = []
    position: dict[int, int] = {}
    for (number, item), link in zip(items, parsed.built.links, strict=False):
        position[number] = position.get(number, 0) + 1
        out.append(
            LinkRow(
                number,
                item.number or f"({position[number]})",
                item.agenda,
                link.points,
                link.evidence,
                safe_line(item.topic or ""),
            )
        )
    return out


def lines(parsed: Parsed, lang: str = "ru") -> str:
    """Plain text for pipes: one block a line, fields parted by tabs; headings start with «#»."""
    heads = ("number", "page", "role", "points", "flags", "runner", "margin", "marks", "start")
    out = [f"# {_summary(parsed, lang)}", "# " + "\t".join(text_of(head, lang) for head in heads)]
    for row in rows(parsed):
        fields = (
            str(row.number),
            _plain(row.page),
            row.role,
            f"{row.points:.1f}",
            text_of(row.flag, lang) if row.flag else "-",
            row.runner or "-",
            _plain(row.margin),
            ",".join(row.marks) or "-",
            _cut(row.text, START),
        )
        out.append("\t".join(fields))
    links = link_rows(parsed)
    if links:
        titles = ("protocols", "item", "agenda", "points", "evidence", "start")
        out += [f"# {text_of('links', lang)}", "# " + "\t".join(text_of(title, lang) for title in titles)]
        for link in links:
            columns = (
                str(link.protocol),
                link.item,
                link.agenda or "-",
                f"{link.points:.2f}",
                ", ".join(link.evidence) or "-",
                _cut(link.topic, START),
            )
            out.append("\t".join(columns))
    return "\n".join(out) + "\n"


def table(parsed: Parsed, lang: str = "ru", width: int | None = None) -> str:
    """The same as tables for a terminal, with colours; `width` in columns, None asks the terminal."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(width=width, force_terminal=True, highlight=False, markup=False, emoji=False)
    blocks = Table(title=_summary(parsed, lang), title_justify="left", show_edge=False, pad_edge=False)
    for head, justify in (("number", "right"), ("page", "right"), ("role", "left"), ("points", "right")):
        blocks.add_column(
            text_of(head, lang), justify="right" if justify == "right" else "left", no_wrap=True
        )
    blocks.add_column(text_of("runner", lang))
    blocks.add_column(text_of("marks", lang))
    blocks.add_column(text_of("start", lang), ratio=1)
    for row in rows(parsed):
        role = Text(row.role, style="red" if row.role == "other" else "bold" if row.points > 0 else "")
        if row.flag in ("jump", "continue"):
            role.append(f"\n{text_of(row.flag, lang)}", style="yellow" if row.flag == "jump" else "dim")
        runner = f"{row.runner} +{row.margin:.1f}" if row.runner and row.margin is not None else ""
        blocks.add_row(
            str(row.number),
            _plain(row.page),
            role,
            f"{row.points:.1f}",
            Text(runner, style="dim"),
            Text(" ".join(row.marks), style="cyan"),
            Text(_cut(row.text, START)),
        )
    with console.capture() as captured:
        console.print(blocks)
        links = link_rows(parsed)
        if links:
            console.print(_link_table(links, lang))
    return captured.get()


def _link_table(links: list[LinkRow], lang: str) -> object:
    from rich.table import Table
    from rich.text import Text

    out = Table(title="\n" + text_of("links", lang), title_justify="left", show_edge=False, pad_edge=False)
    for head in ("item", "agenda", "points", "evidence", "start"):
        out.add_column(text_of(head, lang))
    for link in links:
        out.add_row(
            Text(link.item),
            Text(link.agenda or text_of("nothing", lang)),
            f"{link.points:.2f}",
            Text(", ".join(link.evidence), style="cyan"),
            Text(_cut(link.topic, START)),
        )
    return out


def one_block(parsed: Parsed, number: int, lang: str = "ru") -> str:
    """Everything about one block, numbered from 1; raises UsageError where there is none."""
    count = len(parsed.units)
    if not 1 <= number <= count:
        values = {"block": number, "count": count}
        raise UsageError(
            "U102", text_of("no_block", "ru").format(**values), text_of("no_block", "en").format(**values)
        )
    unit, row = parsed.units[number - 1], rows(parsed)[number - 1]
    label = parsed.labelling.labels[number - 1]
    flag = f" ({text_of(row.flag, lang)})" if row.flag else ""
    runner = f"{row.runner}, {text_of('margin', lang)} {_plain(row.margin)}" if row.runner else "-"
    spans = " ".join(f"{span.start}-{span.end}" for span in unit.spans)
    facts = [
        (text_of("number", lang), f"{number} / {count}"),
        (text_of("page", lang), _plain(row.page)),
        (text_of("spans", lang), spans),
        (text_of("list_label", lang), safe_line(unit.label.text) if unit.label else "-"),
        (text_of("role", lang), f"{row.role}{flag}"),
        (text_of("points", lang), f"{row.points:.1f}"),
        (text_of("runner", lang), runner),
        (text_of("way", lang), " > ".join(label.path) or "-"),
    ]
    wide = max(len(name) for name, _ in facts)
    out = [f"{name:<{wide}}  {value}" for name, value in facts]
    out += ["", f"{text_of('best_roles', lang)}:"]
    out += [f"  {line}" for line in _best_roles(unit, label, parsed.grammar, lang)]
    out += ["", f"{text_of('text_heading', lang)}:", safe(_written(parsed, unit))]
    out += ["", f"{text_of('folded_heading', lang)}:", safe(unit.folded)]
    return "\n".join(out) + "\n"


def _best_roles(unit: Unit, label: Label, grammar: Grammar, lang: str) -> list[str]:
    scores = grammar.score(unit)
    order = sorted(scores, key=lambda role: -scores[role][0])
    shown = order[:ROLES]
    if label.role in scores and label.role not in shown:
        shown.append(label.role)
    base = f"{-grammar.cost.base:+.1f} {text_of('base', lang)}"
    out = []
    for role in shown:
        points, spoke = scores[role]
        weights = {mark.id: mark.weight for mark in grammar.roles[role].marks}
        parts = [base, *(f"{weights[mark]:+.1f} {mark}" for mark in spoke)]
        out.append(f"{points:6.1f}  {role}: {', '.join(parts)}")
    return out


def _written(parsed: Parsed, unit: Unit) -> str:
    """The text of a unit as the document has it, where a grammar with words reads it otherwise."""
    words = parsed.grammar.words
    return " ".join(words.written(unit.view, parsed.document.text).split()) if words else unit.text


def _flag(label: Label) -> str:
    if label.how == "other":
        return "unknown"
    if label.how == "continue":
        return "continue"
    return "jump" if label.jumped else ""


def _summary(parsed: Parsed, lang: str) -> str:
    protocols = parsed.envelope.protocols
    coverage = ", ".join(f"{one.coverage:.3f}" for one in protocols) or "-"
    source, rivals = parsed.envelope.source, parsed.choice.rivals
    facts = (
        ("grammar_used", source.grammar or "-"),
        *([("lead", f"{parsed.choice.lead:.1f}")] if parsed.choice.lead else []),
        *([("rivals", " ".join(f"{name} +{points:.1f}" for name, points in rivals))] if rivals else []),
        ("blocks", str(len(parsed.units))),
        ("path_score", f"{parsed.labelling.score:.1f}"),
        ("protocols", str(len(protocols))),
        ("coverage", coverage),
    )
    told = ", ".join(f"{text_of(key, lang)} {value}" for key, value in facts)
    return safe_line(f"{source.file or '-'}: {told}")


def _plain(value: float | None) -> str:
    if value is None:
        return "-"
    return str(value) if isinstance(value, int) else f"{value:.1f}"


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"
