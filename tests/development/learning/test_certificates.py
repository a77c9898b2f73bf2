"""Certificates: whose they are, who sees them, and when they need attention."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from erm.core.actor import SYSTEM
from erm.core.clock import now, today
from erm.core.errors import DomainError
from erm.development.learning import policy, queries
from erm.development.learning.commands import certificates
from erm.development.learning.commands.certificates import CertificateDraft
from erm.development.learning.models import Certificate
from erm.development.learning.rules import days_left, needs_renewal
from erm.files.models import StoredFile
from erm.schema.ids import to_global
from tests.database import query_count
from tests.development.conftest import Doing
from tests.development.learning.builders import certificate, everything
from tests.files.making import stored

DRAFT = CertificateDraft(
    name=" First  aid ",
    issuer="Red Cross",
    number="17-B",
    issued_on=date(2026, 1, 10),
    expires_on=date(2028, 1, 9),
)


async def refused(do: Doing, code: str, command: Any) -> DomainError:
    before = [await everything(), await StoredFile.all().order_by("id").values()]
    with pytest.raises(DomainError) as refusal:
        await do(command)
    assert refusal.value.code == code
    assert [await everything(), await StoredFile.all().order_by("id").values()] == before
    return refusal.value


async def test_somebody_writes_down_a_certificate_and_changes_it(cast, actor_of, do) -> None:
    ann = actor_of(cast.ann)
    file = await stored(cast.ann)
    made = await do(certificates.save_certificate(ann, replace(DRAFT, file_id=file.id)))
    assert (made.person_id, made.name, made.version, made.can_edit) == (
        cast.ann.id,
        "First aid",
        1,
        True,
    )
    assert made.file_id is not None
    changed = await do(
        certificates.save_certificate(
            ann, replace(DRAFT, expires_on=None), certificate_id=made.id, version=1
        )
    )
    assert (changed.expires_on, changed.days_left, changed.version) == (None, None, 2)
    # The file stays unless another one comes or it is taken away.
    assert changed.file_id == made.file_id
    other = await stored(cast.ann, name="new.pdf")
    replaced = await do(
        certificates.save_certificate(
            ann, replace(DRAFT, file_id=other.id), certificate_id=made.id, version=2
        )
    )
    assert replaced.file_id == other.id
    assert await StoredFile.all().values_list("id", flat=True) == [other.id]
    bare = await do(
        certificates.save_certificate(
            ann, replace(DRAFT, remove_file=True), certificate_id=made.id, version=3
        )
    )
    assert bare.file_id is None
    assert await StoredFile.all().count() == 0
    await do(certificates.remove_certificate(ann, certificate_id=made.id))
    assert await Certificate.all().count() == 0


async def test_a_certificate_goes_with_its_file(cast, actor_of, do) -> None:
    file = await stored(cast.ann, claimed=True)
    row = await certificate(cast.ann, file_id=file.id)
    await do(certificates.remove_certificate(actor_of(cast.ann), certificate_id=row.id))
    assert await StoredFile.all().count() == 0


async def test_nobody_changes_another_s_certificate(cast, actor_of, do) -> None:
    file = await stored(cast.ann, claimed=True)
    row = await certificate(cast.ann, file_id=file.id)
    for person, code in (
        (cast.mo, "CERTIFICATE_IS_ANOTHERS"),
        (cast.hana, "CERTIFICATE_IS_ANOTHERS"),
        (cast.bo, "CERTIFICATE_NOT_FOUND"),
        (cast.zed, "CERTIFICATE_NOT_FOUND"),
        (cast.old, "CERTIFICATE_NOT_FOUND"),
        (cast.ada, "CERTIFICATE_NOT_FOUND"),
    ):
        actor = actor_of(person)
        saving = certificates.save_certificate(actor, DRAFT, certificate_id=row.id, version=1)
        await refused(do, code, saving)
        await refused(do, code, certificates.remove_certificate(actor, certificate_id=row.id))


async def test_what_is_no_certificate_is_refused(cast, actor_of, do) -> None:
    ann = actor_of(cast.ann)
    row = await certificate(cast.ann)
    theirs = await stored(cast.mo)
    for code, parts in (
        ("TEXT_REQUIRED", {"name": " "}),
        ("TEXT_TOO_LONG", {"number": "1" * 121}),
        ("CERTIFICATE_ENDS_BEFORE_IT_BEGINS", {"expires_on": date(2026, 1, 9)}),
        ("CERTIFICATE_DATE_OUT_OF_RANGE", {"expires_on": date(9999, 12, 31)}),
        ("CERTIFICATE_DATE_OUT_OF_RANGE", {"issued_on": date(202, 1, 1)}),
        ("FILE_NOT_FOUND", {"file_id": theirs.id}),
        ("FILE_NOT_FOUND", {"file_id": uuid4()}),
    ):
        await refused(do, code, certificates.save_certificate(ann, replace(DRAFT, **parts)))
    mine = await stored(cast.ann)
    stale = certificates.save_certificate(
        ann, replace(DRAFT, file_id=mine.id), certificate_id=row.id, version=7
    )
    await refused(do, "STALE_VERSION", stale)


async def test_a_person_has_bounded_room_for_certificates(cast, actor_of, do, monkeypatch) -> None:
    monkeypatch.setattr(certificates, "CERTIFICATES_MAXIMUM", 2)
    for _ in range(2):
        await certificate(cast.ann)
    saving = certificates.save_certificate(actor_of(cast.ann), DRAFT)
    await refused(do, "TOO_MANY_CERTIFICATES", saving)
    await do(certificates.save_certificate(actor_of(cast.bo), DRAFT))


async def test_certificates_are_seen_by_the_person_their_manager_and_hr(cast, actor_of) -> None:
    row = await certificate(cast.ann)
    for person in cast.people:
        actor = actor_of(person)
        sees = person.id in (cast.ann.id, cast.mo.id, cast.hana.id)
        assert bool(await queries.certificates_by_ids(actor, [row.id])) is sees
        assert (cast.ann.id in await queries.certificates_of(actor, [cast.ann.id])) is sees
        assert policy.may_read_certificate(actor, row) is sees
    assert await queries.certificates_by_ids(SYSTEM, [row.id]) == {}


async def test_managers_see_what_ends_soon_or_has_just_ended(cast, actor_of) -> None:
    rows = {days: await certificate(cast.ann, days) for days in (-95, -80, 0, 80, 95)}
    await certificate(cast.ann, None)
    soon = await certificate(cast.bo, 10)
    await certificate(cast.cy, 10)
    await certificate(cast.dee, 10)
    found = await queries.team_certificates(actor_of(cast.mo))
    assert [view.id for view in found] == [rows[-80].id, rows[0].id, soon.id, rows[80].id]
    for person in (cast.ann, cast.zed, cast.hana):
        assert await queries.team_certificates(actor_of(person)) == []


async def test_one_is_reminded_of_one_s_own(cast, actor_of) -> None:
    days = (-100, -90, -1, 0, 30, 60, 61, None)
    rows = [await certificate(cast.ann, each) for each in days]
    found = await queries.certificates_to_renew(actor_of(cast.ann))
    assert [view.id for view in found] == [row.id for row in rows[1:6]]
    assert await queries.certificates_to_renew(actor_of(cast.mo)) == []


def test_days_are_counted_to_the_last_one() -> None:
    day = date(2026, 3, 1)
    assert days_left(None, day) is None
    assert [days_left(day + timedelta(days=n), day) for n in (-1, 0, 1)] == [-1, 0, 1]
    assert not needs_renewal(None, day)


async def test_the_days_are_those_of_the_reader_s_calendar(cast, actor_of) -> None:
    from erm.core.clock import at

    row = await certificate(cast.ann, expires_on=date(2026, 3, 1))
    await type(row).filter(id=row.id).update(expires_on=date(2026, 3, 1))
    evening = now().replace(year=2026, month=2, day=28, hour=23, minute=30)
    with at(evening):
        (seen,) = await queries.own_certificates(actor_of(cast.ann))
    assert seen.days_left == 0  # In Berlin it is March already.


async def test_lists_of_many_are_read_in_as_many_queries(cast, actor_of) -> None:
    file = await stored(cast.ann, claimed=True)
    counts = set()
    for rows in (1, 20, 200):
        await Certificate.bulk_create(
            [
                Certificate(
                    person_id=cast.ann.id,
                    name=f"{rows} {n}",
                    expires_on=today(),
                    file_id=file.id,
                    created_at=now(),
                )
                for n in range(rows)
            ]
        )
        with query_count() as count:
            await queries.team_certificates(actor_of(cast.mo))
            await queries.certificates_of(actor_of(cast.mo), [cast.ann.id, cast.bo.id])
        counts.add(count.count)
    assert len(counts) == 1


async def test_certificates_go_through_the_api(cast, api) -> None:
    file = await stored(cast.ann)
    save = """mutation ($input: SaveCertificateInput!) { saveCertificate(input: $input) {
        ... on Refusal { code field }
        ... on SaveCertificateSuccess { certificate { id name daysLeft version canEdit
          person { name } file { fileName url } } } } }"""
    ends = (today("Europe/Berlin") + timedelta(days=7)).isoformat()
    values = {"name": "First aid", "expiresOn": ends, "fileId": str(file.id)}
    ann = api(cast.ann)
    made = (await ann.run(save, {"input": values}))["saveCertificate"]["certificate"]
    assert (made["daysLeft"], made["canEdit"], made["file"]["url"]) == (
        7,
        True,
        f"/files/{file.id}",
    )
    lists = "{ viewer { certificates { id canEdit } teamCertificates { id canEdit } } }"
    assert (await ann.run(lists))["viewer"] == {
        "certificates": [{"id": made["id"], "canEdit": True}],
        "teamCertificates": [],
    }
    assert (await api(cast.mo).run(lists))["viewer"] == {
        "certificates": [],
        "teamCertificates": [{"id": made["id"], "canEdit": False}],
    }
    remove = """mutation ($input: RemoveCertificateInput!) { removeCertificate(input: $input) {
        ... on Refusal { code } ... on RemoveCertificateSuccess { id } } }"""
    gone = {"input": {"id": made["id"]}}
    refusal = (await api(cast.mo).run(remove, gone))["removeCertificate"]
    assert refusal == {"code": "CERTIFICATE_IS_ANOTHERS"}
    assert (await ann.run(remove, gone))["removeCertificate"] == {"id": made["id"]}
    unknown = {"input": {"id": to_global("Person", cast.ann.id)}}
    assert (await ann.run(remove, unknown))["removeCertificate"]["code"] == "ID_INVALID"
