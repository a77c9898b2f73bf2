"""What the company holds to, and what it decided about recognition."""

from __future__ import annotations

import pytest

from erm.audit.models import AuditEntry
from erm.core.actor import SYSTEM
from erm.core.ids import new_id
from erm.recognition import commands, queries
from erm.recognition.choices import settings
from erm.recognition.choices.models import RecognitionSettings
from erm.recognition.choices.settings import SettingsEdit
from erm.recognition.commands import KudosDraft, ValueDraft
from erm.recognition.models import CompanyValue
from erm.recognition.rules import VALUE_COLORS, VALUE_ICONS
from tests.recognition.rows import EVERYBODY, PRIVATE, at_once, do, kudos, refused, value

DRAFT = ValueDraft("Patience", "We wait for the others.", "teal", "leaf")


async def test_hr_adds_a_value_as_the_last_one(cast, actor_of, bus) -> None:
    await value("Courage")
    view = await do(bus, commands.save_company_value, actor_of(cast.hana), DRAFT)
    assert (view.name, view.description, view.color, view.icon, view.position, view.retired) == (
        "Patience",
        "We wait for the others.",
        "teal",
        "leaf",
        1,
        False,
    )
    assert [entry.action for entry in await AuditEntry.all()] == ["company_value.saved"]


async def test_nobody_but_hr_changes_values(cast, actor_of, bus) -> None:
    row = await value("Courage")
    for actor in [
        *(actor_of(getattr(cast, name)) for name in set(EVERYBODY) - {"hana"}),
        SYSTEM,
    ]:
        for command, args, more in (
            (commands.save_company_value, (DRAFT,), {}),
            (commands.order_company_values, (), {"value_ids": [row.id]}),
        ):
            await refused(bus, "NOT_ALLOWED", command, actor, *args, **more)
        code = "COMPANY_VALUE_NOT_FOUND" if actor is SYSTEM else "NOT_ALLOWED"
        retire = {"value_id": row.id, "retired": True}
        await refused(bus, code, commands.retire_company_value, actor, **retire)
        change = {"value_id": row.id, "version": 1}
        await refused(bus, code, commands.save_company_value, actor, DRAFT, **change)


async def test_what_cannot_be_a_value_is_refused(cast, actor_of, bus) -> None:
    row = await value("Courage")
    await value("Ёлка", position=1, retired=True)
    hana = actor_of(cast.hana)

    async def no(code: str, draft: ValueDraft, **more) -> str | None:
        return (await refused(bus, code, commands.save_company_value, hana, draft, **more)).field

    assert await no("TEXT_REQUIRED", ValueDraft(" ", "", "teal", "leaf")) == "name"
    assert await no("TEXT_TOO_LONG", ValueDraft("x" * 121, "", "teal", "leaf")) == "name"
    assert await no("COMPANY_VALUE_LOOK_UNKNOWN", ValueDraft("A", "", "#fff", "leaf")) == "color"
    assert await no("COMPANY_VALUE_LOOK_UNKNOWN", ValueDraft("A", "", "teal", "../x")) == "icon"
    for taken in ("courage", "елка"):
        assert await no("COMPANY_VALUE_NAME_TAKEN", ValueDraft(taken, "", "teal", "leaf")) == "name"
    await no("COMPANY_VALUE_NOT_FOUND", DRAFT, value_id=new_id(), version=1)
    await no("STALE_VERSION", DRAFT, value_id=row.id, version=2)
    await no("STALE_VERSION", DRAFT, value_id=row.id)


async def test_of_two_who_change_a_value_at_once_the_second_is_told(cast, actor_of, bus) -> None:
    row = await value("Courage")
    hana = actor_of(cast.hana)
    made, refusals = await at_once(
        *(
            do(
                bus,
                commands.save_company_value,
                hana,
                ValueDraft(f"Courage {number}", "", "teal", "leaf"),
                value_id=row.id,
                version=1,
            )
            for number in range(3)
        )
    )
    assert (len(made), refusals) == (1, ["STALE_VERSION"] * 2)


async def test_a_retired_value_stays_on_its_kudos_and_comes_back(cast, actor_of, bus) -> None:
    row = await value("Courage")
    given = await kudos(cast.bo, cast.ann, company_value=row)
    hana = actor_of(cast.hana)
    retire = commands.retire_company_value
    assert (await do(bus, retire, hana, value_id=row.id, retired=True)).retired
    assert await queries.company_values(hana) == []
    view = (await queries.kudos_by_ids(hana, [given.id]))[given.id]
    assert view.company_value_id == row.id
    assert (await queries.company_values_by_ids(hana, [row.id]))[row.id].retired
    assert not (await do(bus, retire, hana, value_id=row.id, retired=False)).retired
    again = await do(bus, retire, hana, value_id=row.id, retired=False)
    assert (again.retired, again.version) == (False, 3)


async def test_an_order_names_every_value_in_use_once(cast, actor_of, bus) -> None:
    one, two = await value("One"), await value("Two", position=1)
    gone = await value("Gone", position=2, retired=True)
    hana = actor_of(cast.hana)
    for ids in ([one.id], [one.id, one.id], [one.id, two.id, gone.id]):
        code = "COMPANY_VALUE_ORDER_INCOMPLETE"
        await refused(bus, code, commands.order_company_values, hana, value_ids=ids)
    await do(bus, commands.order_company_values, hana, value_ids=[two.id, one.id])
    assert [view.id for view in await queries.company_values(hana)] == [two.id, one.id]


async def test_public_kudos_that_are_shown_are_counted_for_a_value_whoever_asks(
    cast, actor_of
) -> None:
    row = await value("Courage")
    for more in ({}, {}, {"visibility": PRIVATE}, {"hidden": True}, {"withdrawn": True}):
        await kudos(cast.bo, cast.ann, company_value=row, **more)
    for person in (cast.bo, cast.ann, cast.ada, cast.cy):
        assert await queries.value_counts(actor_of(person), [row.id]) == {row.id: 2}


def test_colours_and_signs_are_each_there_once() -> None:
    assert len(set(VALUE_COLORS)) == len(VALUE_COLORS)
    assert len(set(VALUE_ICONS)) == len(VALUE_ICONS)


# ---- settings ----------------------------------------------------------------------------------


async def test_hr_changes_what_it_names_and_nothing_else(cast, actor_of, bus) -> None:
    hana = actor_of(cast.hana)
    before = await settings.recognition_settings(hana)
    assert (before.points_enabled, before.allowance, before.leaderboard_enabled) == (
        False,
        100,
        False,
    )
    edit = SettingsEdit(value_required=True, gift_maximum=20, blocked_words=["Idiot", "idiot", ""])
    after = await do(bus, settings.edit_recognition_settings, hana, edit, version=before.version)
    assert (after.value_required, after.gift_maximum, after.blocked_words) == (
        True,
        20,
        ("idiot",),
    )
    assert (after.points_enabled, after.allowance) == (False, 100)
    edit = SettingsEdit(no_gift_maximum=True)
    last = await do(bus, settings.edit_recognition_settings, hana, edit, version=after.version)
    assert (last.gift_maximum, last.value_required) == (None, True)
    entries = await AuditEntry.all().order_by("number")
    assert [entry.action for entry in entries] == ["recognition_settings.edited"] * 2
    assert "idiot" not in entries[0].details.lower()


async def test_nobody_but_hr_changes_settings_or_reads_the_words(cast, actor_of, bus) -> None:
    await RecognitionSettings.create(
        id="company", blocked_words=["idiot"], updated_at=(await value("x")).created_at
    )
    for name in set(EVERYBODY) - {"hana"}:
        actor = actor_of(getattr(cast, name))
        view = await settings.recognition_settings(actor)
        assert (view.blocked_words, view.can_edit) == (None, False)
        edit = SettingsEdit(points_enabled=True)
        await refused(
            bus, "NOT_ALLOWED", settings.edit_recognition_settings, actor, edit, version=1
        )


@pytest.mark.parametrize(
    ("edit", "code", "field"),
    [
        (SettingsEdit(allowance=-1), "POINTS_OUT_OF_RANGE", "allowance"),
        (SettingsEdit(allowance=10_001), "POINTS_OUT_OF_RANGE", "allowance"),
        (SettingsEdit(gift_maximum=0), "POINTS_OUT_OF_RANGE", "gift_maximum"),
        (
            SettingsEdit(blocked_words=[f"word{n}" for n in range(501)]),
            "BLOCKED_WORDS_TOO_MANY",
            "blocked_words",
        ),
        (SettingsEdit(blocked_words=["x" * 61]), "BLOCKED_WORD_TOO_LONG", "blocked_words"),
    ],
)
async def test_what_cannot_be_chosen_is_refused(cast, actor_of, bus, edit, code, field) -> None:
    error = await refused(
        bus, code, settings.edit_recognition_settings, actor_of(cast.hana), edit, version=1
    )
    assert error.field == field


async def test_of_two_who_change_settings_at_once_the_second_is_told(cast, actor_of, bus) -> None:
    hana = actor_of(cast.hana)
    made, refusals = await at_once(
        *(
            do(
                bus,
                settings.edit_recognition_settings,
                hana,
                SettingsEdit(allowance=number),
                version=1,
            )
            for number in (10, 20, 30)
        )
    )
    assert (len(made), refusals) == (1, ["STALE_VERSION"] * 2)


async def test_where_a_value_is_required_thanks_name_one(cast, actor_of, bus) -> None:
    courage = await value("Courage")
    await RecognitionSettings.create(
        id="company", value_required=True, updated_at=courage.created_at
    )
    bo = actor_of(cast.bo)
    draft = KudosDraft("Thanks.", receiver_ids=(cast.ann.id,))
    error = await refused(bus, "KUDOS_VALUE_REQUIRED", commands.give, bo, draft)
    assert error.field == "company_value_id"
    draft = KudosDraft("Thanks.", receiver_ids=(cast.ann.id,), company_value_id=courage.id)
    view = (await do(bus, commands.give, bo, draft)).kudos
    more = {"kudos_id": view.id, "message": "Thanks!", "company_value_id": None}
    await refused(bus, "KUDOS_VALUE_REQUIRED", commands.edit_kudos, bo, **more)
    old = await kudos(cast.bo, cast.ann)
    assert await do(bus, commands.edit_kudos, bo, **{**more, "kudos_id": old.id})
    await do(
        bus,
        commands.give_kudos,
        bo,
        receiver_ids=[cast.ann.id],
        message="An award.",
        asks_value=False,
    )
    assert await CompanyValue.all().count() == 1
