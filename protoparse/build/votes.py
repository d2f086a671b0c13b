"""Votes of the output from lines and tables."""

from __future__ import annotations

from collections.abc import Sequence

from protoparse.build.context import Context, Labelled, tidy
from protoparse.fields.vote import VoteForm, find_votes, votes_from_table
from protoparse.model import Vote
from protoparse.normalise import Unit
from protoparse.view import View


def votes_of(context: Context, parts: Sequence[Labelled]) -> list[Vote]:
    """The votes of neighbouring units: lines of figures, a table, «Решение принято» after them."""
    votes: list[Vote] = []
    run: list[View] = []
    for part in parts:
        if part.unit.is_table:
            votes += _from_lines(context, run)
            run = []
            form = _from_table(part.unit)
            if form is not None:
                votes.append(_vote(context, form, part.unit.view))
        else:
            run.append(part.unit.view)
    rest = _from_lines(context, run)
    if votes and rest and rest[0].yes is None and rest[0].no is None:
        # «РЕШЕНИЕ ПРИНЯТО» under a table of figures belongs to the table
        merge_result(votes[-1], rest.pop(0))
    return votes + rest


def merge_result(vote: Vote, result: Vote) -> None:
    """Put a result printed apart into the vote it belongs to."""
    vote.result = vote.result or result.result
    if vote.unanimous is None:
        vote.unanimous = result.unanimous
    if adjacent(vote, result):
        vote.text = tidy(f"{vote.text} {result.text}")
        vote.span.end = max(vote.span.end, result.span.end)


def figures(vote: Vote) -> tuple[float | None, float | None, float | None]:
    """For, against and abstained."""
    return vote.yes, vote.no, vote.abstain


def adjacent(vote: Vote, following: Vote) -> bool:
    """Whether nothing but white space and a sign or two stands between two votes."""
    return 0 <= following.span.start - vote.span.end <= 4


def inline_votes(context: Context, view: View) -> list[Vote]:
    """The votes printed inside a sentence."""
    return _from_lines(context, [view])


def _from_lines(context: Context, views: Sequence[View]) -> list[Vote]:
    if not views:
        return []
    view = View.join(views, "\n")
    return [_vote(context, form, view.cut(form.start, form.end)) for form in find_votes(view.flat)]


def _from_table(unit: Unit) -> VoteForm | None:
    grid: list[list[str]] = []
    width = max((cell.column + cell.column_span for row in unit.rows for cell in row), default=0)
    for row in unit.rows:
        line = [""] * width
        for cell in row:
            for column in range(cell.column, min(width, cell.column + cell.column_span)):
                line[column] = cell.view.flat
        grid.append(line)
    return votes_from_table(grid[0], grid[1:]) if len(grid) > 1 else None


def _vote(context: Context, form: VoteForm, view: View) -> Vote:
    """A vote whose words are the view."""
    return Vote(
        yes=form.yes,
        no=form.no,
        abstain=form.abstain,
        unanimous=form.unanimous,
        result=form.result,
        text=tidy(view.flat),
        span=context.span(view),
    )
