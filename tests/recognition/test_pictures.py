"""A picture is seen by whoever reads what has it, and by nobody else."""

from __future__ import annotations

from datetime import timedelta

from erm.core.actor import SYSTEM
from erm.core.clock import at, now
from erm.core.events import Bus
from erm.files import queries
from erm.files.commands import purge_files
from erm.files.models import StoredFile
from erm.files.rules import UNCLAIMED_FOR
from erm.flows.downloads import claimed_files, readable_files
from erm.recognition.models import Kudos, ScheduledKudos
from erm.recognition.points.models import Reward
from erm.recognition.rules import KudosVisibility, ScheduleState
from tests.cast import Cast
from tests.files.making import stored
from tests.recognition.rows import PRIVATE, kudos

EVERYBODY = ("zed", "mo", "ann", "bo", "max", "cy", "old", "hana", "ada")


async def readers(cast: Cast, file: StoredFile) -> set[str]:
    """Who can download it, asked by one file and by many."""
    found = set()
    for name in EVERYBODY:
        actor = cast.actor(getattr(cast, name))
        one = await queries.download(actor, file.id, readable_files) is not None
        assert one == (file.id in await readable_files(actor, [file.id]))
        if one:
            found.add(name)
    return found


async def test_a_picture_of_kudos_is_seen_by_those_who_read_them(cast: Cast) -> None:
    file = await stored(cast.ann, claimed=True)
    row = await kudos(cast.ann, cast.bo)
    await Kudos.filter(id=row.id).update(picture_id=file.id)
    assert await readers(cast, file) == set(EVERYBODY)
    await Kudos.filter(id=row.id).update(
        visibility=KudosVisibility.TEAM, audience_manager_id=cast.max.id
    )
    assert await readers(cast, file) == {"ann", "bo", "max", "cy"}
    await Kudos.filter(id=row.id).update(visibility=PRIVATE)
    assert await readers(cast, file) == {"ann", "bo"}
    await Kudos.filter(id=row.id).update(hidden_at=now())
    assert await readers(cast, file) == {"ann"}
    await Kudos.filter(id=row.id).update(withdrawn_at=now())
    assert await readers(cast, file) == set()


async def test_a_picture_of_thanks_for_later_is_seen_by_their_author(cast: Cast) -> None:
    file = await stored(cast.ann, claimed=True)
    await ScheduledKudos.create(
        author_id=cast.ann.id,
        content_sealed=b"sealed",
        picture_id=file.id,
        due_at=now(),
        state=ScheduleState.WAITING,
        created_at=now(),
    )
    assert await readers(cast, file) == {"ann"}


async def test_a_picture_of_a_reward_is_seen_by_everybody_who_is_signed_in(cast: Cast) -> None:
    file = await stored(cast.hana, claimed=True)
    await Reward.create(name="Mug", cost=10, picture_id=file.id, created_at=now())
    assert await readers(cast, file) == set(EVERYBODY)
    assert await readable_files(SYSTEM, [file.id]) == set()


async def test_a_claimed_picture_of_nothing_is_seen_by_nobody(cast: Cast) -> None:
    assert await readers(cast, await stored(cast.ann, claimed=True)) == set()


async def test_pictures_of_something_are_kept_and_others_deleted(cast: Cast, bus: Bus) -> None:
    kept, gone = [await stored(cast.ann, claimed=True) for _ in range(2)]
    row = await kudos(cast.ann, cast.bo)
    await Kudos.filter(id=row.id).update(picture_id=kept.id)
    assert await claimed_files([kept.id, gone.id]) == {kept.id}
    with at(now() + UNCLAIMED_FOR + timedelta(minutes=1)):
        assert await purge_files(bus, claimed_files) == 1
    assert await StoredFile.all().values_list("id", flat=True) == [kept.id]
