"""HR's report as tables in the reader's language: what the screen shows, line by line."""

from __future__ import annotations

from functools import partial

from erm.core.actor import Actor
from erm.core.errors import NotAllowed
from erm.core.language import say
from erm.core.tables import Cell, Column, Kind, Table
from erm.recognition.fairness.report import GroupView, ReportView, recognition_report
from erm.recognition.fairness.rules import RecognitionBy
from erm.recognition.fairness.statistics import Share
from erm.recognition.models import CompanyValue

_number = partial(Column, kind=Kind.NUMBER)
_share = partial(Column, kind=Kind.SHARE)


async def report_tables(
    actor: Actor, *, by: RecognitionBy = RecognitionBy.DEPARTMENT, days: int = 30
) -> list[Table]:
    """Groups with the company last, flows, and values. Raises ``NotAllowed`` but for HR."""
    view = await recognition_report(actor, by=by, days=days)
    if view is None:
        raise NotAllowed
    return [_groups(actor, by, view), _flows(actor, view), await _values(actor, by, view)]


async def flow_tables(
    actor: Actor, *, by: RecognitionBy = RecognitionBy.DEPARTMENT, days: int = 30
) -> list[Table]:
    """Flows alone, for CSV. Raises ``NotAllowed`` but for HR."""
    return (await report_tables(actor, by=by, days=days))[1:2]


async def value_tables(
    actor: Actor, *, by: RecognitionBy = RecognitionBy.DEPARTMENT, days: int = 30
) -> list[Table]:
    """Values alone, for CSV. Raises ``NotAllowed`` but for HR."""
    return (await report_tables(actor, by=by, days=days))[2:]


def _said(actor: Actor, key: str) -> str:
    return say(actor.locale, f"recognition.export.{key}")


def _between(actor: Actor, key: str) -> list[Column]:
    """A share of people with its interval and the number itself."""
    title = _said(actor, key)
    return [
        _share(title),
        _share(say(actor.locale, "recognition.export.low", what=title)),
        _share(say(actor.locale, "recognition.export.high", what=title)),
        _number(say(actor.locale, "recognition.export.count", what=title)),
    ]


def _cells(share: Share) -> list[Cell]:
    return [*(round(part / 100, 3) for part in (share.share, share.low, share.high)), share.n]


def _groups(actor: Actor, by: RecognitionBy, view: ReportView) -> Table:
    gini = _said(actor, "gini")
    columns = [
        Column(_said(actor, f"by.{by}")),
        _number(_said(actor, "people")),
        *_between(actor, "participation"),
        *_between(actor, "gave"),
        *_between(actor, "received"),
        _number(gini),
        _number(say(actor.locale, "recognition.export.low", what=gini)),
        _number(say(actor.locale, "recognition.export.high", what=gini)),
    ]
    rows = [*view.groups, *(() if view.company is None else (view.company,))]
    return Table(_said(actor, "report"), columns, [_group_row(each) for each in rows])


def _group_row(group: GroupView) -> list[Cell]:
    gini = group.gini
    return [
        group.label,
        group.people,
        *_cells(group.participation),
        *_cells(group.gave),
        *_cells(group.received),
        *((None, None, None) if gini is None else (gini.value, gini.low, gini.high)),
    ]


def _flows(actor: Actor, view: ReportView) -> Table:
    rate = _said(actor, "per_ten")
    columns = [
        Column(_said(actor, "from")),
        Column(_said(actor, "to")),
        _number(_said(actor, "kudos")),
        _number(rate),
        _number(say(actor.locale, "recognition.export.low", what=rate)),
        _number(say(actor.locale, "recognition.export.high", what=rate)),
    ]
    rows: list[list[Cell]] = [
        [
            each.source,
            each.target,
            each.kudos,
            each.per_ten.value,
            each.per_ten.low,
            each.per_ten.high,
        ]
        for each in view.flows
    ]
    return Table(_said(actor, "flows"), columns, rows)


async def _values(actor: Actor, by: RecognitionBy, view: ReportView) -> Table:
    """A line for each value in the company and in each group of which it is told."""
    names: dict[object, str] = dict(await CompanyValue.all().values_list("id", "name"))
    share = _said(actor, "value_share")
    columns = [
        Column(_said(actor, "value")),
        Column(_said(actor, f"by.{by}")),
        _number(_said(actor, "kudos")),
        _share(share),
        _share(say(actor.locale, "recognition.export.low", what=share)),
        _share(say(actor.locale, "recognition.export.high", what=share)),
    ]
    rows: list[list[Cell]] = []
    for use in view.values:
        name = names[use.value_id]
        rows += [
            [name, cell.label, cell.kudos, *_cells(cell.share)[:3]]
            for cell in use.cells
            if cell.share is not None
        ]
        company = say(actor.locale, "recognition.groups.company")
        rows.append([name, company, use.kudos, *_cells(use.share)[:3]])
    return Table(_said(actor, "values"), columns, rows)
