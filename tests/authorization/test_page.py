"""docs/permissions.md says what the policies say."""

from __future__ import annotations

from tests.authorization.page import HEAD, PAGE, TITLES, render
from tests.authorization.policies import PARITIES, Around
from tests.authorization.test_matrix import SQLITE
from tests.authorization.world import World

STALE = (
    "docs/permissions.md is not what the policies say: run `make docs`, and look at what changed"
)


@SQLITE
async def test_the_page_of_permissions_is_not_stale(world: World) -> None:
    text = render(world, await Around.load())
    assert PAGE.read_text() == text, STALE
    assert "| some |" not in text, "a cell stands for people who are treated differently"
    assert HEAD in text


def test_every_type_that_a_policy_reads_has_a_grid_or_belongs_to_one() -> None:
    parts = {
        "ActionItemComment",
        "CardSignature",
        "CheckIn",
        "FocusArea",
        "HandoverLine",
        "KudosComment",
        "Milestone",
        "NotesVersion",
    }
    assert {p.type for p in PARITIES if p.type} - parts == set(TITLES)
