"""Reviews, choices of raters and packets for counting queries: what Mo writes, approves and reads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from erm.core.clock import now, today
from erm.core.ids import new_id
from erm.feedback.cycles import packets
from erm.feedback.cycles.answers import Answer, GoalAnswer
from erm.feedback.cycles.closing import asked_of
from erm.feedback.cycles.models import (
    CalibrationChange,
    Cycle,
    CycleGuest,
    CycleParticipant,
    CyclePerspective,
    CycleQuestion,
    CycleResult,
    Review,
    ReviewVersion,
)
from erm.feedback.cycles.results import NamedReview, PerspectiveResult, named_result, to_json
from erm.feedback.cycles.rules import (
    CalibrationChangeState,
    CycleState,
    PacketState,
    ParticipantSource,
    Perspective,
    QuestionKind,
    ReviewState,
    live_key,
)
from erm.feedback.cycles.sealed_answers import seal_answers, seal_version
from erm.feedback.guests import hash_of
from erm.feedback.sealed import seal_json
from erm.people.models import Person
from tests.cast import Cast
from tests.feedback.cycles import rows as build

REVIEW_TOKEN = "the secret in the link of a guest who reviews"


class ReviewRows:
    """What the pages of cycles list for everybody. Mo takes part, and manages the crowd and Ann."""

    choosing: Cycle
    chosen: CycleParticipant
    review: Review
    packet: CycleParticipant
    handing: Cycle

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.rounds: dict[str, build.Round] = {}

    async def begin(self) -> None:
        """One of every kind."""
        cast = self.cast
        mo, ann = cast.mo, cast.ann
        states = {
            "choosing": CycleState.NOMINATION,
            "writing": CycleState.WRITING,
            "asking": CycleState.WRITING,
            "packets": CycleState.PACKETS,
        }
        for name, state in states.items():
            self.rounds[name] = await build.cycle(
                mo, state=state, name=name, anonymous=(), writing_until=today() + timedelta(days=14)
            )
        self.choosing = self.rounds["choosing"].cycle
        self.chosen = await build.participant(self.rounds["choosing"], mo, manager=cast.zed)
        await self._asked()
        self.handing = self.rounds["packets"].cycle
        self.packet = await build.participant(
            self.rounds["packets"], ann, manager=mo, packet=PacketState.PREPARING
        )
        for kind in Perspective:
            await CycleResult.create(participant_id=self.packet.id, perspective=kind)
        await CalibrationChange.create(
            session_id=(await build.session(self.rounds["packets"], [mo], [self.packet])).id,
            participant_id=self.packet.id,
            question_id=self.rounds["packets"].rating.id,
            before=3,
            after=4,
            reason="Carried two launches",
            state=CalibrationChangeState.ACCEPTED,
            proposed_by_id=mo.id,
            created_at=now(),
            decided_at=now(),
        )
        await self.grow([cast.bo], ["begun"])

    async def grow(self, crowd: Sequence[Person], names: Sequence[str]) -> None:
        """As many more of everything as there are people of Mo's."""
        await self._choose(crowd)
        await self._owe(crowd)
        await self._write(len(names))
        await self._prepare(crowd)
        await self._hand_out(crowd, names)

    async def _asked(self) -> None:
        """A review of Ann by Mo that asks for goals, and one by a guest."""
        mo, ann, asking = self.cast.mo, self.cast.ann, self.rounds["asking"]
        await build.question(
            asking.cycle, "How far was each reached?", kind=QuestionKind.GOAL_RESULT, position=3
        )
        about = await build.participant(asking, ann, manager=mo)
        answers = {asking.rating.id: Answer(value=4)}
        started: dict[str, Any] = {"state": ReviewState.STARTED, "answers": answers}
        self.review = await build.review(about, mo, Perspective.MANAGER, **started)
        guest = await build.guest(
            asking, token_hash=hash_of(REVIEW_TOKEN), expires_at=now() + timedelta(days=20)
        )
        await build.review(about, guest, Perspective.EXTERNAL, **started)

    async def _choose(self, crowd: Sequence[Person]) -> None:
        """People and guests whom Mo has chosen, and those who have chosen for Mo to approve."""
        choosing = self.rounds["choosing"]
        guests = [
            CycleGuest(
                cycle_id=choosing.id,
                name="Greta Guest",
                email=f"{new_id()}@elsewhere.test",
                locale="en",
                created_at=now(),
            )
            for _ in (*crowd, *crowd)
        ]
        await CycleGuest.bulk_create(guests)
        made = await build.participants(choosing, crowd, manager=self.cast.mo)
        mine, theirs = guests[: len(crowd)], guests[len(crowd) :]
        states = (ReviewState.PROPOSED, ReviewState.ASSIGNED)
        await Review.bulk_create(
            [
                *(
                    _review(self.chosen, person.id, Perspective.PEER, states[number % 2])
                    for number, person in enumerate(crowd)
                ),
                *(_by_guest(self.chosen, guest) for guest in mine),
                *(
                    _review(one, self.cast.cy.id, Perspective.PEER, ReviewState.PROPOSED)
                    for one in made
                ),
                *(_by_guest(one, guest) for one, guest in zip(made, theirs, strict=True)),
            ]
        )

    async def _owe(self, crowd: Sequence[Person]) -> None:
        made = await build.participants(self.rounds["writing"], crowd, manager=self.cast.mo)
        mo = self.cast.mo.id
        await Review.bulk_create(
            [_review(one, mo, Perspective.MANAGER, ReviewState.ASSIGNED) for one in made]
        )

    async def _write(self, more: int) -> None:
        """More questions and goals answered in one review, and more of its former texts."""
        asking, key = self.rounds["asking"], self.review.id
        begun = await CycleQuestion.filter(cycle_id=asking.id).count()
        asked = [
            CycleQuestion(
                cycle_id=asking.id,
                position=begun + number,
                kind=QuestionKind.GOAL_RESULT,
                content=build.content("How far?", QuestionKind.GOAL_RESULT).to_json(),
                competency="Reliability",
                perspectives=[each.value for each in Perspective],
                licence="Apache-2.0",
                source="erm",
            )
            for number in range(1, more + 1)
        ]
        await CycleQuestion.bulk_create(asked)
        goals = (GoalAnswer(new_id(), "Speak up", 4),)
        found = await CycleQuestion.filter(cycle_id=asking.id, kind=QuestionKind.GOAL_RESULT)
        answers = {one.id: Answer(goals=goals) for one in found}
        await Review.filter(id=key).update(answers_sealed=seal_answers(answers, key))
        former = await ReviewVersion.filter(review_id=key).count()
        await ReviewVersion.bulk_create(
            [
                ReviewVersion(
                    id=one,
                    review_id=key,
                    number=former + number,
                    answers_sealed=seal_version(answers, one),
                    created_at=now(),
                )
                for number, one in enumerate((new_id() for _ in range(more)), 1)
            ]
        )

    async def _prepare(self, crowd: Sequence[Person]) -> None:
        """Packets that Mo prepares; in Ann's, everybody has written about her."""
        round_, asked = self.rounds["packets"], self.rounds["packets"].questions
        made = await build.participants(round_, crowd, manager=self.cast.mo)
        await CycleParticipant.filter(id__in=[one.id for one in made]).update(
            packet=PacketState.PREPARING, results_at=now()
        )
        raters = [key for key in round_.participants if key != self.cast.ann.id]
        for row in await CycleResult.filter(participant_id=self.packet.id):
            result = _result(row.perspective, asked, raters)
            sealed = seal_json(
                to_json(result), table="cycle_result", column="content_sealed", row_id=row.id
            )
            await CycleResult.filter(id=row.id).update(raters=len(raters), content_sealed=sealed)

    async def _hand_out(self, crowd: Sequence[Person], names: Sequence[str]) -> None:
        """Cycles in which Mo and Ann have their packets, and Mo has written about somebody."""
        mo, ann, model = self.cast.mo, self.cast.ann, self.rounds["writing"].cycle
        cycles = [
            Cycle(
                name=f"Handed out {name}",
                state=CycleState.ACKNOWLEDGEMENT,
                time_zone="UTC",
                period_from=model.period_from,
                period_until=model.period_until,
                writing_until=model.writing_until,
                packets_until=model.packets_until,
                acknowledge_until=model.acknowledge_until,
                audience=model.audience,
                terms=model.terms,
                terms_hash=model.terms_hash,
                owner_id=mo.id,
                created_at=now(),
                launched_at=now(),
            )
            for name in names
        ]
        await Cycle.bulk_create(cycles)
        kinds = (Perspective.SELF, Perspective.MANAGER)
        await CyclePerspective.bulk_create(
            [
                CyclePerspective(cycle_id=cycle.id, kind=kind, anonymous=False, minimum=3)
                for cycle in cycles
                for kind in kinds
            ]
        )
        asked = [
            CycleQuestion(
                cycle_id=cycle.id,
                position=1,
                kind=QuestionKind.RATING,
                content=build.content("Keeps promises").to_json(),
                competency="Reliability",
                perspectives=[kind.value for kind in kinds],
                licence="Apache-2.0",
                source="erm",
            )
            for cycle in cycles
        ]
        await CycleQuestion.bulk_create(asked)
        made, reviews = [], []
        for question, person in zip(asked, crowd, strict=True):
            made += [_given(question, mo, self.cast.zed), _given(question, ann, mo)]
            about = _given(question, person, mo)
            made.append(about)
            reviews.append(_review(about, mo.id, Perspective.MANAGER, ReviewState.SUBMITTED))
        await CycleParticipant.bulk_create(made)
        await Review.bulk_create(reviews)


def _result(
    kind: Perspective, asked: Iterable[CycleQuestion], raters: Iterable[UUID]
) -> PerspectiveResult:
    """Everybody gives every question of the kind the same rating."""
    questions = list(asked)
    answers = {one.id: Answer(value=4, text="Go on!") for one in questions}
    return named_result(
        kind, [asked_of(one) for one in questions], [NamedReview(answers, key) for key in raters]
    )


def _given(question: CycleQuestion, person: Person, manager: Person) -> CycleParticipant:
    """Somebody whose packet was released, with what it holds."""
    key = new_id()
    content = packets.content_of(
        [_result(Perspective.SELF, [question], [person.id])],
        [asked_of(question)],
        {Perspective.SELF: 0},
        {},
    )
    return CycleParticipant(
        id=key,
        cycle_id=question.cycle_id,
        person_id=person.id,
        source=ParticipantSource.RULE,
        manager_id=manager.id,
        manager_at_launch_id=manager.id,
        packet=PacketState.RELEASED,
        packet_sealed=seal_json(
            packets.to_json(content),
            table="cycle_participant",
            column="packet_sealed",
            row_id=key,
        ),
        results_at=now(),
        released_at=now(),
        released_by_id=manager.id,
        created_at=now(),
    )


def _review(
    about: CycleParticipant, rater_id: UUID, kind: Perspective, state: ReviewState
) -> Review:
    return Review(
        cycle_id=about.cycle_id,
        participant_id=about.id,
        rater_id=rater_id,
        perspective=kind,
        state=state,
        live_key=live_key(about.id, rater_id),
        submitted_at=now() if state is ReviewState.SUBMITTED else None,
        created_at=now(),
    )


def _by_guest(about: CycleParticipant, guest: CycleGuest) -> Review:
    return Review(
        cycle_id=about.cycle_id,
        participant_id=about.id,
        guest_id=guest.id,
        perspective=Perspective.EXTERNAL,
        state=ReviewState.PROPOSED,
        live_key=live_key(about.id, build.guest_key(guest.email)),
        created_at=now(),
    )
