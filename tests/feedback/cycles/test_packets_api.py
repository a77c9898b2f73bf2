"""Packets through the API: words, figures, mutations and what lists ask of the database."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from erm.core.clock import now
from erm.core.events import Bus
from erm.feedback.cycles.answers import Answer
from erm.feedback.cycles.commands.closing import close_due_participants
from erm.feedback.cycles.commands.packets import release_packets
from erm.feedback.cycles.models import CycleParticipant
from erm.feedback.cycles.rules import CycleState, PacketState, Perspective, ReviewState
from erm.people.models import Person
from erm.people.rules import Locale
from erm.schema.ids import to_global
from tests.cast import Cast
from tests.conftest import query_count
from tests.feedback.cycles import rows
from tests.feedback.cycles.packet_api import ONE, packet_id, participant_id
from tests.feedback.cycles.rows import Round

Browser = Callable[..., Any]
REFUSAL = "... on Refusal { kind code message field }"


async def prepared(
    cast: Cast, peers: Sequence[int] = (2, 2, 3, 4, 5, 5), **values: Any
) -> tuple[Round, CycleParticipant]:
    round_ = await rows.cycle(cast.hana, state=CycleState.PACKETS, **values)
    ann = await rows.participant(round_, cast.ann, manager=cast.mo)
    crowd = await cast.crowd(len(peers))
    for rater, value in zip(crowd, peers, strict=True):
        answers = {round_.rating.id: Answer(value=value), round_.text.id: Answer(text="words")}
        await rows.review(ann, rater, state=ReviewState.SUBMITTED, answers=answers)
    four = {round_.rating.id: Answer(value=4)}
    await rows.review(ann, cast.mo, Perspective.MANAGER, state=ReviewState.SUBMITTED, answers=four)
    await close_due_participants(round_.id, moment=now())
    return round_, await CycleParticipant.get(id=ann.id)


async def test_a_packet_says_what_is_shown_and_why_not(cast: Cast, api: Browser) -> None:
    _, ann = await prepared(cast)
    packet = (await api(cast.mo).run(ONE, participant_id(ann)))["packet"]
    results = {one["perspective"]: one for one in packet["results"]}
    assert list(results) == ["SELF", "MANAGER", "PEER", "UPWARD", "EXTERNAL"]
    rating, text = results["PEER"]["questions"]
    assert (rating["mean"], rating["bound"], rating["low"], rating["high"]) == (
        3.5,
        "EXACT",
        2.0,
        4.6,
    )
    assert [(band["label"], band["count"]) for band in rating["bands"]] == [
        ("Level 1 to Level 2", 2),
        ("Level 3", 1),
        ("Level 4 to Level 5", 3),
    ]
    assert (text["comments"], text["commentsShown"]) == (["words"] * 6, True)
    assert results["PEER"]["why"] is None
    assert results["PEER"]["reviews"] == []
    assert results["UPWARD"]["why"].startswith("Left out whole: fewer than 3 people have written")
    assert (results["SELF"]["shown"], results["SELF"]["raters"]) == (False, None)
    assert results["SELF"]["why"] == "Nobody has written from this perspective."
    (review,) = results["MANAGER"]["reviews"]
    assert (review["rater"]["name"], review["answers"][0]["value"]) == ("Mo Test", 4)
    assert packet["total"]["formula"].splitlines()[-2:] == [
        "Total: (4.0 × 1 + 3.5 × 1) / (1 + 1) = 3.8",
        "Not counted, because nothing of it is shown: From reports, External",
    ]


async def test_it_is_said_in_the_readers_language(cast: Cast, api: Browser) -> None:
    _, ann = await prepared(cast)
    await Person.filter(id=cast.mo.id).update(locale=Locale.RU)
    packet = (await api(cast.mo).run(ONE, participant_id(ann)))["packet"]
    assert "Руководитель: 4,0" in packet["total"]["formula"]
    why = next(one["why"] for one in packet["results"] if one["perspective"] == "UPWARD")
    assert why.startswith("Не показано целиком: написали меньше 3 человек")
    rating = next(one for one in packet["results"] if one["perspective"] == "PEER")["questions"][0]
    assert rating["bands"][0]["label"] == "Ступень 1 — Ступень 2"


async def test_some_questions_left_out_are_said_to_be(cast: Cast, api: Browser) -> None:
    round_ = await rows.cycle(cast.hana, state=CycleState.PACKETS)
    ann = await rows.participant(round_, cast.ann, manager=cast.mo)
    for rater in (cast.bo, cast.cy, cast.max):
        answers = {round_.rating.id: Answer(value=3)}
        await rows.review(ann, rater, state=ReviewState.SUBMITTED, answers=answers)
    await close_due_participants(round_.id, moment=now())
    packet = (await api(cast.mo).run(ONE, participant_id(ann)))["packet"]
    peers = next(one for one in packet["results"] if one["perspective"] == "PEER")
    assert peers["why"] == ("Some questions are left out: fewer than 3 people have answered them.")
    assert (peers["questions"][1]["shown"], peers["questions"][1]["answered"]) == (False, None)


async def test_from_summary_to_acknowledgement(cast: Cast, api: Browser) -> None:
    _, ann = await prepared(cast)
    mo, subject = api(cast.mo), api(cast.ann)
    write = (
        "mutation ($input: WritePacketSummaryInput!) { writePacketSummary(input: $input) "
        f"{{ ... on WritePacketSummarySuccess {{ packet {{ summary summaryVersion }} }} {REFUSAL} }} }}"
    )
    given = {"packetId": packet_id(ann), "version": 0, "summary": "Go on like this."}
    answer = (await mo.run(write, {"input": given}))["writePacketSummary"]
    assert answer == {"packet": {"summary": "Go on like this.", "summaryVersion": 1}}
    answer = (await mo.run(write, {"input": given}))["writePacketSummary"]
    assert (answer["kind"], answer["code"]) == ("CONFLICT", "PACKET_SUMMARY_CHANGED")
    release = (
        "mutation ($ids: [ID!]!) { releasePackets(input: {packetIds: $ids}) "
        f"{{ ... on ReleasePacketsSuccess {{ packets {{ id state releasedBy {{ name }} }} }} {REFUSAL} }} }}"
    )
    assert (await subject.run(ONE, participant_id(ann)))["packet"] is None
    answer = (await mo.run(release, {"ids": [packet_id(ann)]}))["releasePackets"]
    assert answer == {
        "packets": [{"id": packet_id(ann), "state": "RELEASED", "releasedBy": {"name": "Mo Test"}}]
    }
    acknowledge = (
        "mutation ($input: AcknowledgePacketInput!) { acknowledgePacket(input: $input) "
        f"{{ ... on AcknowledgePacketSuccess {{ packet {{ state answer canAcknowledge }} }} {REFUSAL} }} }}"
    )
    given = {"packetId": packet_id(ann), "answer": "Thank you, all."}
    answer = (await subject.run(acknowledge, {"input": given}))["acknowledgePacket"]
    assert answer["packet"] == {
        "state": "ACKNOWLEDGED",
        "answer": "Thank you, all.",
        "canAcknowledge": False,
    }
    answer = (await subject.run(acknowledge, {"input": given}))["acknowledgePacket"]
    assert answer["code"] == "PACKET_ACKNOWLEDGED"


@pytest.mark.parametrize("type_name", ["Packet", "CycleParticipant"])
async def test_packets_are_released_by_their_own_or_their_participants_id(
    cast: Cast, api: Browser, type_name: str
) -> None:
    _, ann = await prepared(cast)
    release = "mutation ($ids: [ID!]!) { releasePackets(input: {packetIds: $ids}) { __typename } }"
    given = {"ids": [to_global(type_name, ann.id)]}
    answer = await api(cast.mo).run(release, given)
    assert answer == {"releasePackets": {"__typename": "ReleasePacketsSuccess"}}
    assert (await CycleParticipant.get(id=ann.id)).packet is PacketState.RELEASED


async def test_one_packet_asks_as_much_with_200_reviews_as_with_one(
    cast: Cast, api: Browser
) -> None:
    counts = []
    lead = await cast.person("Lead")
    for size in (1, 20, 200):
        subject = await cast.person(f"Subject {size}", manager=lead)
        raters = await cast.crowd(size)
        round_ = await rows.cycle(cast.hana, name=f"{size}", state=CycleState.PACKETS, anonymous=())
        about = await rows.participant(round_, subject, manager=lead)
        answers = {round_.rating.id: Answer(value=4), round_.text.id: Answer(text="words")}
        for rater in raters:
            await rows.review(about, rater, state=ReviewState.SUBMITTED, answers=answers)
        await close_due_participants(round_.id, moment=now())
        browser = api(lead)
        await browser.run("{ viewer { locale } }")
        with query_count() as queries:
            packet = (await browser.run(ONE, participant_id(about)))["packet"]
        peers = next(one for one in packet["results"] if one["perspective"] == "PEER")
        assert len({review["rater"]["id"] for review in peers["reviews"]}) == size
        counts.append(queries.count)
    assert len(set(counts)) == 1, counts


async def test_lists_ask_as_much_for_200_packets_as_for_one(
    cast: Cast, api: Browser, bus: Bus
) -> None:
    team = (
        "{ viewer { teamPackets { id state summary canRelease subject { name } cycle { name } "
        "participant { id } } } }"
    )
    mine = (
        "{ viewer { packets(first: 100) { totalCount edges { node { id summary subject { name } "
        "cycle { name } total { mean } } } } } }"
    )
    counts: dict[str, list[int]] = {"team": [], "mine": []}
    for size in (1, 20, 200):
        lead = await cast.person(f"Lead {size}")
        crowd = await cast.crowd(size, manager=lead)
        round_ = await rows.cycle(cast.hana, name=f"{size}", state=CycleState.PACKETS)
        made = await rows.participants(round_, crowd, manager=lead)
        await close_due_participants(round_.id, moment=now())
        browser = api(lead)
        await browser.run("{ viewer { locale } }")
        with query_count() as queries:
            found = (await browser.run(team))["viewer"]["teamPackets"]
        assert len(found) == size
        counts["team"].append(queries.count)
        await rows.do(bus, release_packets, cast.actor(lead), packet_ids=[row.id for row in made])
    for size in (1, 20, 100):
        person = await cast.person(f"Often {size}", manager=cast.mo)
        keys = []
        for number in range(size):
            round_ = await rows.cycle(
                cast.hana, name=f"{size} {number}", state=CycleState.PACKETS, questions=False
            )
            row = await rows.participant(
                round_, person, manager=cast.mo, packet=PacketState.PREPARING
            )
            keys.append(row.id)
        await rows.do(bus, release_packets, cast.actor(cast.mo), packet_ids=keys)
        browser = api(person)
        await browser.run("{ viewer { locale } }")
        with query_count() as queries:
            page = (await browser.run(mine))["viewer"]["packets"]
        assert (len(page["edges"]), page["totalCount"]) == (size, size)
        counts["mine"].append(queries.count)
    assert all(len(set(found)) == 1 for found in counts.values()), counts
