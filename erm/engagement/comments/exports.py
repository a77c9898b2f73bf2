"""Comments as a document: what the screen shows, through the same gate, and nothing else."""

from __future__ import annotations

from uuid import UUID

from erm.core.actor import Actor
from erm.core.language import say
from erm.core.localized import Localized
from erm.core.paging import PageRequest
from erm.core.tables import Cell, Kind
from erm.engagement.bank.content import ItemContent
from erm.engagement.comments.queries import survey_comments
from erm.engagement.ledger.rules import ReportAct
from erm.engagement.surveys.models import Survey, SurveyQuestion
from erm.engagement.waves.models import SurveyWave
from erm.printing.document import Column, Document, Note, Part, Table

MOST = 100_000
"""Most comments of a file."""


async def comments_document(
    actor: Actor, wave_id: UUID, group: str | None, act: ReportAct
) -> Document | None:
    """The comments of a group in an order that says nothing; None where nothing may be read.

    It is put down in the ledger as taken along before anything is made.
    """

    def said(key: str) -> str:
        return say(actor.locale, f"survey_comments.export.{key}")

    view = await survey_comments(
        actor, PageRequest(first=MOST), wave_id=wave_id, group=group, act=act
    )
    if view is None:
        return None
    wave = await SurveyWave.get(id=wave_id)
    survey = await Survey.get(id=wave.survey_id)
    questions = {
        row.id: ItemContent.from_json(row.content).text.of(actor.locale)
        for row in await SurveyQuestion.filter(survey_id=survey.id)
    }
    names = {each.key: each.name for each in view.themes}
    rows: list[list[Cell]] = [
        [
            questions[each.question_id],
            each.words,
            "\n".join(names[key] for key in each.themes),
            "\n".join(reply.words for reply in each.replies),
        ]
        for each in view.page.items
    ]
    columns = [
        Column(said("question"), Kind.TEXT),
        Column(said("words"), Kind.TEXT, weight=3),
        Column(said("themes"), Kind.TEXT),
        Column(said("replies"), Kind.TEXT, weight=2),
    ]
    parts: list[Part] = [Table(said("comments"), columns, rows)]
    if view.reason is not None:
        parts.append(Note(view.reason_text))
    if view.themes:
        themes: list[list[Cell]] = [
            [each.name, each.comments, ", ".join(each.words)] for each in view.themes
        ]
        heads = [
            Column(said("theme"), Kind.TEXT),
            Column(said("count")),
            Column(said("theme_words"), Kind.TEXT, weight=2),
        ]
        parts.append(Table(said("themes"), heads, themes))
    return Document(
        title=Localized.from_json(survey.titles).of(actor.locale),
        subtitle=view.group.label,
        facts=[(said("group"), view.group.label), (said("wave"), str(wave.number))],
        parts=parts,
    )
