"""A machine that does anything to a cycle in any order, and looks after every step.

Every rule is a command (or a job, or a day going by) by somebody out of the whole cast. A refusal is
an answer like another, but must change nothing; anything else that is raised is a fault. What must
hold is written anew here, from the product's promises and not from the code's policies.
"""

from __future__ import annotations

import asyncio
import json
import shutil
import tempfile
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from erm.audit.models import AuditEntry
from erm.core import clock, sealing
from erm.core.clock import now, today
from erm.core.database import connections
from erm.core.errors import DomainError
from erm.core.events import Bus, Event
from erm.core.localized import Localized
from erm.core.work import record, unit_of_work
from erm.feedback.cycles import queries
from erm.feedback.cycles.answers import Answer
from erm.feedback.cycles.commands import (
    closing,
    cycles,
    extensions,
    nominations,
    packets,
    participants,
    phases,
    reviews,
)
from erm.feedback.cycles.models import (
    Cycle,
    CycleParticipant,
    CyclePerspective,
    CycleQuestion,
    CycleResult,
    Review,
    ReviewVersion,
)
from erm.feedback.cycles.queries import nominations as choosing
from erm.feedback.cycles.queries import packets as reading_packets
from erm.feedback.cycles.queries import reviews as reading_reviews
from erm.feedback.cycles.rules import (
    OPEN_REVIEWS,
    TRANSITIONS,
    CyclePhase,
    CycleState,
    PacketState,
    ParticipantState,
    Perspective,
    QuestionKind,
    ReviewState,
)
from erm.feedback.cycles.terms import fingerprint
from erm.flows.cycle_changes import follow_managers_of_today
from erm.flows.subscriptions import build_bus
from erm.people.audience import Audience
from erm.people.events import ManagerChanged, PersonLeft
from erm.people.models import Person
from erm.people.queries import managers_of
from tests import cast as casting
from tests.cast import ZONE, Cast
from tests.conftest import SECRETS
from tests.database import sqlite_url
from tests.feedback.cycles.rows import everything
from tests.feedback.cycles.test_making_cycles import edit

T = TypeVar("T")

PEOPLE = ("zed", "mo", "ann", "bo", "max", "cy", "old", "hana", "ada")
HR = "hana"
somebody = st.sampled_from(PEOPLE)
any_number = st.integers(0, 999)
few_days = st.integers(-1, 30)
OUT = (PacketState.RELEASED, PacketState.ACKNOWLEDGED)
KNOWN_TO_THE_SUBJECT = {
    ReviewState.PROPOSED,
    ReviewState.ASSIGNED,
    ReviewState.DECLINED,
    ReviewState.REJECTED,
    ReviewState.CANCELLED,
}
"""What may be told of an anonymous review: nothing that says whether it was written."""


class CycleMachine(RuleBasedStateMachine):
    """One cycle of the company of ``tests/cast.py``, with everybody in it."""

    template: Path

    def __init__(self) -> None:
        super().__init__()
        sealing.use_keys(SECRETS)
        self.runner = asyncio.Runner()
        self.folder = Path(tempfile.mkdtemp(prefix="erm-machine-"))
        self.stack = AsyncExitStack()
        self.moment: datetime = now()
        self.bus: Bus = build_bus(SECRETS)
        self.frozen: tuple[str, str, str] | None = None
        self.results: dict[UUID, str] = {}
        self.packets: dict[UUID, str] = {}

    # ---- running

    def run(self, work: Callable[[], Awaitable[T]]) -> T:
        """Do something at the machine's moment."""

        async def at_the_moment() -> T:
            with clock.at(self.moment):
                return await work()

        return self.runner.run(at_the_moment())

    def teardown(self) -> None:
        self.runner.run(self.stack.aclose())
        self.runner.close()
        shutil.rmtree(self.folder)

    @initialize(
        minimum=st.sampled_from([3, 4]),
        calibrates=st.booleans(),
        start=st.sampled_from(["packets", "writing", "written", "nomination", "draft"]),
    )
    def begin(self, minimum: int, calibrates: bool, start: str) -> None:
        """A cycle that is drafted, chosen for, or written in, and mostly so."""
        path = self.folder / "erm.db"
        shutil.copyfile(self.template, path)

        async def prepare() -> tuple[Cast, UUID]:
            await self.stack.enter_async_context(connections.database(sqlite_url(path)))
            cast = await casting.company()
            self.bus = build_bus(SECRETS)
            hana = cast.actor(cast.hana)
            async with unit_of_work(self.bus):
                view = await cycles.create_cycle(
                    hana, template_key="annual_360", name="Any", starts_on=today(ZONE)
                )
            whole = edit()
            dates = whole.dates
            if calibrates:
                change = {"calibration_until": dates.writing_until + timedelta(days=3)}
                dates = type(dates)(**{**_as_dict(dates), **change})
            perspectives = [
                type(each)(each.kind, each.anonymous, minimum if each.anonymous else 1, 1)
                for each in whole.perspectives
            ]
            async with unit_of_work(self.bus):
                await cycles.edit_cycle(
                    hana,
                    cycle_id=view.id,
                    version=1,
                    edit=type(whole)(
                        **{**_as_dict(whole), "dates": dates, "perspectives": perspectives}
                    ),
                )
            return cast, view.id

        self.cast, self.cycle_id = self.run(prepare)
        if start != "draft":
            self.hr_moves_on(0)
        if start in ("packets", "writing", "written"):
            for number, others in enumerate((("bo", "cy", "old"), ("cy", "old", "ada", "hana"))):
                self.subjects_choose_and_managers_approve(3 * number, set(others))
            self.hr_moves_on(0)
        if start in ("packets", "written"):
            for name in PEOPLE:
                self.somebody_writes_all_that_they_owe(name, 4)
        if start == "packets":
            for _ in range(1 + calibrates):
                self.hr_moves_on(0)

    def person(self, name: str) -> Person:
        found: Person = getattr(self.cast, name)
        return found

    def do(self, who: str, command: Callable[..., Awaitable[Any]], **given: Any) -> bool:
        """Let somebody do something. True if it was done; a refusal must have changed nothing."""

        async def attempt() -> bool:
            before = await _image()
            try:
                async with unit_of_work(self.bus):
                    await command(self.cast.actor(self.person(who)), **given)
            except DomainError:
                assert await _image() == before, f"{command.__name__} was refused and did something"
                return False
            return True

        return self.run(attempt)

    async def _pick(self, model: Any, number: int, **which: Any) -> Any:
        found = await model.filter(cycle_id=self.cycle_id, **which).order_by("id")
        return found[number % len(found)] if found else None

    def pick(self, model: Any, number: int, **which: Any) -> Any:
        return self.run(lambda: self._pick(model, number, **which))

    def cycle(self) -> Cycle:
        found: Cycle = self.run(lambda: _get(Cycle, self.cycle_id))
        return found

    # ---- HR's acts, tried by everybody

    def only_hr(self, who: str, done: bool) -> None:
        assert who == HR or not done, f"{who} did what only HR may do"

    @rule(who=somebody, state=st.sampled_from(CycleState), stale=st.booleans())
    def anybody_moves(self, who: str, state: CycleState, stale: bool) -> None:
        if state is CycleState.CANCELLED and who == HR:
            return  # ends all that is worth looking at; see hr_cancels
        version = self.cycle().version - stale
        self.only_hr(
            who,
            self.do(
                who, phases.move_cycle, cycle_id=self.cycle_id, version=version, state=state,
                reason="so",
            ),
        )  # fmt: skip

    @rule(number=any_number)
    def hr_moves_on(self, number: int) -> None:
        row = self.cycle()
        allowed = self.run(
            lambda: queries.allowed_states_of(self.cast.actor(self.cast.hana), [row.id])
        )[row.id]
        onward = [state for state in allowed if state is not CycleState.CANCELLED]
        if onward:
            self.do(
                HR, phases.move_cycle, cycle_id=row.id, version=row.version,
                state=onward[number % len(onward)],
            )  # fmt: skip

    @rule(number=st.integers(0, 19))
    def hr_cancels(self, number: int) -> None:
        if number == 13:
            row = self.cycle()
            self.do(
                HR, phases.move_cycle, cycle_id=row.id, version=row.version,
                state=CycleState.CANCELLED, reason="given up",
            )  # fmt: skip

    @rule(who=somebody, weaker=st.booleans())
    def anybody_edits(self, who: str, weaker: bool) -> None:
        row = self.cycle()
        whole = edit(audience=Audience(everyone=True))
        perspectives = [
            type(each)(each.kind, each.anonymous and not weaker, 3 if each.anonymous else 1, 1)
            for each in whole.perspectives
        ]
        done = self.do(
            who, cycles.edit_cycle, cycle_id=row.id, version=row.version,
            edit=type(whole)(**{**_as_dict(whole), "perspectives": perspectives}),
        )  # fmt: skip
        self.only_hr(who, done)
        assert not done or row.state is CycleState.DRAFT

    @rule(who=somebody, field=st.sampled_from(["writing", "packets", "acknowledge"]), days=few_days)
    def anybody_changes_days(self, who: str, field: str, days: int) -> None:
        row = self.cycle()
        name = f"{field}_until"
        day = getattr(row, name) + timedelta(days=days)
        given = {"cycle_id": row.id, "version": row.version, name: day}
        self.only_hr(who, self.do(who, phases.change_cycle_dates, **given))

    @rule(who=somebody, number=any_number)
    def anybody_rewords(self, who: str, number: int) -> None:
        question = self.pick(CycleQuestion, number)
        answered = self.run(lambda: cycles.is_answered(self.cycle_id))
        done = self.do(
            who, cycles.reword_cycle_question, question_id=question.id,
            version=question.version, text=Localized("Other words"), help_=None,
        )  # fmt: skip
        self.only_hr(who, done)
        assert not (done and answered)

    @rule(who=somebody, whom=somebody)
    def anybody_adds(self, who: str, whom: str) -> None:
        ids = [self.person(whom).id]
        given = {"cycle_id": self.cycle_id, "person_ids": ids}
        self.only_hr(who, self.do(who, participants.add_cycle_participants, **given))

    @rule(who=somebody, number=any_number)
    def anybody_takes_out(self, who: str, number: int) -> None:
        row = self.pick(CycleParticipant, number)
        if row is not None:
            given = {"participant_id": row.id, "reason": "because"}
            self.only_hr(who, self.do(who, participants.remove_cycle_participant, **given))

    @rule(who=somebody, whom=somebody, phase=st.sampled_from(CyclePhase), days=few_days)
    def anybody_gives_time(self, who: str, whom: str, phase: CyclePhase, days: int) -> None:
        row = self.cycle()
        done = self.do(
            who, extensions.extend_cycle_deadline, cycle_id=row.id,
            person_id=self.person(whom).id, phase=phase,
            until_on=row.writing_until + timedelta(days=days),
        )  # fmt: skip
        if done and who != HR:
            about = self.pick(CycleParticipant, 0, person_id=self.person(whom).id)
            assert about is not None
            assert about.manager_id == self.person(who).id

    # ---- choosing

    @rule(who=somebody, number=any_number, whom=st.sets(somebody, min_size=1, max_size=4))
    def anybody_nominates(self, who: str, number: int, whom: set[str]) -> None:
        row = self.pick(CycleParticipant, number)
        if row is None:
            return
        done = self.do(
            who, nominations.nominate, participant_id=row.id,
            person_ids=[self.person(name).id for name in sorted(whom)],
        )  # fmt: skip
        assert not done or self.person(who).id in (row.person_id, row.nominator_id)

    @rule(number=any_number, whom=st.sets(somebody, min_size=3, max_size=4))
    def subjects_choose_and_managers_approve(self, number: int, whom: set[str]) -> None:
        row = self.pick(CycleParticipant, number)
        if row is None:
            return
        names = {self.person(name).id: name for name in PEOPLE}
        subject = names[row.person_id]
        approver = HR if row.manager_id is None else names[row.manager_id]
        for name in sorted(whom):
            key = self.person(name).id
            self.do(subject, nominations.nominate, participant_id=row.id, person_ids=[key])
        self.do(subject, nominations.send_nominations, participant_id=row.id)
        self.do(approver, nominations.approve_nominations, participant_id=row.id)

    @rule(who=somebody, number=any_number, what=st.sampled_from(["send", "approve", "delegate"]))
    def anybody_settles_a_choice(self, who: str, number: int, what: str) -> None:
        row = self.pick(CycleParticipant, number)
        if row is None:
            return
        match what:
            case "send":
                self.do(who, nominations.send_nominations, participant_id=row.id)
            case "approve":
                done = self.do(who, nominations.approve_nominations, participant_id=row.id)
                assert not done or self.stands_for_manager(who, row)
                assert not done or self.person(who).id != row.person_id
            case _:
                key = self.person(PEOPLE[number % len(PEOPLE)]).id
                self.do(who, nominations.delegate_nomination, participant_id=row.id, person_id=key)

    @rule(who=somebody, number=any_number, what=st.sampled_from(["remove", "reject", "undo"]))
    def anybody_changes_a_choice(self, who: str, number: int, what: str) -> None:
        review = self.pick(Review, number, perspective=Perspective.PEER)
        if review is None:
            return
        match what:
            case "remove":
                self.do(who, nominations.remove_nomination, review_id=review.id)
            case "reject":
                given = {"review_id": review.id, "reason": "another one"}
                self.do(who, nominations.reject_nomination, **given)
            case _:
                self.do(who, nominations.undo_nomination_refusal, review_id=review.id)

    # ---- writing

    @rule(who=somebody, number=any_number, value=st.integers(1, 5))
    def anybody_saves(self, who: str, number: int, value: int) -> None:
        review = self.pick(Review, number)
        if review is not None:
            done = self.save(who, review, value)
            assert not done or review.rater_id == self.person(who).id

    def save(self, who: str, review: Review, value: int) -> bool:
        questions = self.run(lambda: _all(CycleQuestion, cycle_id=self.cycle_id))
        answers = {
            q.id: Answer(value=value) if q.kind is not QuestionKind.TEXT else Answer(text="Well.")
            for q in questions
            if review.perspective.value in q.perspectives
        }
        return self.do(
            who, reviews.save_review, review_id=review.id, version=review.version,
            answers=answers, goal_titles={},
        )  # fmt: skip

    @rule(who=somebody, value=st.integers(1, 5))
    def somebody_writes_all_that_they_owe(self, who: str, value: int) -> None:
        key = self.person(who).id
        for review in self.run(
            lambda: _all(
                Review, cycle_id=self.cycle_id, rater_id=key, state__in=sorted(OPEN_REVIEWS)
            )
        ):
            if self.save(who, review, value):
                fresh = self.run(lambda key=review.id: _get(Review, key))  # type: ignore[misc]
                given = {"review_id": review.id, "version": fresh.version}
                self.do(who, reviews.submit_review, **given)

    @rule(
        who=somebody,
        number=any_number,
        what=st.sampled_from(["submit", "reopen", "decline", "restore"]),
    )
    def anybody_handles_a_review(self, who: str, number: int, what: str) -> None:
        review = self.pick(Review, number)
        if review is None:
            return
        given: dict[str, Any] = {"review_id": review.id}
        if what in ("submit", "restore"):
            given["version"] = review.version
        if what == "restore":
            given["number"] = 1
        if what == "decline":
            given["reason"] = "no time"
        name = "restore_review_version" if what == "restore" else f"{what}_review"
        done = self.do(who, getattr(reviews, name), **given)
        assert not done or review.rater_id == self.person(who).id

    # ---- packets

    @rule(who=somebody, number=any_number, what=st.sampled_from(["write", "release", "answer"]))
    def anybody_handles_a_packet(self, who: str, number: int, what: str) -> None:
        row = self.pick(CycleParticipant, number)
        if row is None:
            return
        key = self.person(who).id
        match what:
            case "write":
                given = {"version": row.summary_version, "summary": "A good year."}
                done = self.do(who, packets.write_packet_summary, packet_id=row.id, **given)
                assert not done or self.stands_for_manager(who, row)
            case "release":
                done = self.do(who, packets.release_packets, packet_ids=[row.id])
                assert not done or who == HR or row.manager_id == key
                assert not done or row.results_at is not None
            case _:
                done = self.do(who, packets.acknowledge_packet, packet_id=row.id, answer="Thanks")
                assert not done or row.person_id == key
                assert not done or row.released_at is not None

    @rule(number=any_number, answered=st.booleans())
    def a_packet_is_prepared_released_and_answered(self, number: int, answered: bool) -> None:
        row = self.pick(CycleParticipant, number)
        if row is None:
            return
        names = {self.person(name).id: name for name in PEOPLE}
        manager = HR if row.manager_id is None else names[row.manager_id]
        given = {"version": row.summary_version, "summary": "So it was."}
        self.do(manager, packets.write_packet_summary, packet_id=row.id, **given)
        self.do(manager, packets.release_packets, packet_ids=[row.id])
        if answered:
            subject = names[row.person_id]
            self.do(subject, packets.acknowledge_packet, packet_id=row.id, answer="")

    def stands_for_manager(self, who: str, row: CycleParticipant) -> bool:
        return who == HR if row.manager_id is None else self.person(who).id == row.manager_id

    # ---- the world goes on

    @rule(days=st.sampled_from([0, 1, 1, 2, 5, 8]))
    def time_goes_by(self, days: int) -> None:
        self.moment += timedelta(days=days, hours=1)

        async def jobs() -> None:
            await phases.advance_due_cycles(self.bus)
            await closing.close_all_due(moment=now())
            await packets.release_due_packets(self.bus)
            await follow_managers_of_today(self.bus)

        self.run(jobs)

    @rule(whom=st.sampled_from(["ann", "bo", "cy", "mo", "old"]), number=st.integers(0, 5))
    def somebody_leaves(self, whom: str, number: int) -> None:
        person = self.person(whom)
        if number != 3 or person.left_on is not None:
            return

        async def leave() -> None:
            await self.cast.leave(person)
            await self.happens(PersonLeft(at=now(), person_id=person.id))

        self.run(leave)

    @rule(whom=st.sampled_from(["ann", "bo", "cy"]), manager=st.sampled_from(["mo", "max", "zed"]))
    def somebody_has_another_manager(self, whom: str, manager: str) -> None:
        person, new = self.person(whom), self.person(manager)
        before = self.run(self._actor_of(person)).manager_id
        if person.left_on or new.left_on or before == new.id:
            return

        async def change() -> None:
            day = today()
            if any(b.subject_id == person.id and b.starts_on == day for b in self.cast.bonds):
                return  # one bond a day, as in the directory
            await self.cast.change_manager(person, new)
            await self.happens(
                ManagerChanged(at=now(), person_id=person.id, before_id=before, after_id=new.id)
            )

        self.run(change)

    def _actor_of(self, person: Person) -> Callable[[], Awaitable[Any]]:
        async def actor() -> Any:
            return self.cast.actor(person)

        return actor

    async def happens(self, event: Event) -> None:
        async with unit_of_work(self.bus):
            record(event)

    # ---- what must hold after every step

    @invariant()
    def all_holds(self) -> None:
        if hasattr(self, "cycle_id"):
            self.run(self._holds)

    async def _holds(self) -> None:
        row = await Cycle.get(id=self.cycle_id)
        await self._steps_were_legal(row)
        await self._terms_are_frozen(row)
        everybody = await CycleParticipant.filter(cycle_id=row.id)
        written = await Review.filter(cycle_id=row.id)
        perspectives = await CyclePerspective.filter(cycle_id=row.id)
        hidden = {each.kind for each in perspectives if each.anonymous}
        await self._rows_agree(row, everybody, written, hidden)
        await self._results_never_change(everybody)
        for name in PEOPLE:
            await self._sees_no_more_than_promised(name, row, everybody, written, hidden)

    async def _steps_were_legal(self, row: Cycle) -> None:
        state = CycleState.DRAFT
        acts = AuditEntry.filter(action="cycle.moved", subject_id=row.id).order_by("number")
        for act in await acts:
            told = json.loads(act.details)
            before, after = CycleState(told["before"]), CycleState(told["after"])
            assert before is state, "every step follows from the one before it"
            assert after in TRANSITIONS[before]
            assert act.actor_id in (None, self.cast.hana.id)
            state = after
        assert row.state is state, "no step without its entry"

    async def _terms_are_frozen(self, row: Cycle) -> None:
        if row.launched_at is None:
            assert row.terms_hash is None
            return
        assert row.terms_hash == fingerprint(row.terms)
        promised = await CyclePerspective.filter(cycle_id=row.id).order_by("id").values()
        image = (row.terms_hash, json.dumps(row.terms, sort_keys=True), repr(promised))
        assert self.frozen in (None, image)
        self.frozen = image

    async def _rows_agree(
        self,
        row: Cycle,
        everybody: list[CycleParticipant],
        written: list[Review],
        hidden: set[Perspective],
    ) -> None:
        by_id = {each.id: each for each in everybody}
        managers = await managers_of(each.id for each in self.cast.people)
        asked: set[tuple[UUID, UUID | None]] = set()
        for review in written:
            about = by_id[review.participant_id]
            if review.live_key is not None:
                assert (about.id, review.rater_id) not in asked, "asked twice about one person"
                asked.add((about.id, review.rater_id))
            if review.state is ReviewState.CANCELLED:
                assert review.answers_sealed is None
                assert review.live_key is None
            if about.state is not ParticipantState.ACTIVE or row.state is CycleState.CANCELLED:
                assert review.state not in OPEN_REVIEWS, "asked about who takes no part"
            if about.results_at is not None:
                assert review.state not in OPEN_REVIEWS, "asked after the results were made"
            if review.state in OPEN_REVIEWS and about.results_at is None:
                if review.perspective is Perspective.MANAGER:
                    assert review.rater_id == about.manager_id, "a former manager is asked"
                if review.perspective is Perspective.UPWARD:
                    assert review.rater_id is not None
                    assert managers.get(review.rater_id) == about.person_id, "the old manager"
            if review.perspective in hidden and about.results_at is not None:
                assert review.answers_sealed is None, "an anonymous answer outlives the results"
                assert review.saved_at is None
                assert review.submitted_at is None
                assert not await ReviewVersion.filter(review_id=review.id).exists()
        for about in everybody:
            made = about.results_at is not None
            assert made == (about.packet is not PacketState.WAITING)
            assert (about.released_at is not None) == (about.packet in OUT)
            if made:
                assert row.state not in (CycleState.DRAFT, CycleState.NOMINATION)

    async def _results_never_change(self, everybody: list[CycleParticipant]) -> None:
        """Two versions of what is shown of one perspective could be subtracted."""
        keys = {each.id: each for each in everybody if each.results_at is not None}
        for result in await CycleResult.filter(participant_id__in=list(keys)):
            image = repr(result.content_sealed)
            assert self.results.setdefault(result.id, image) == image
        for about in keys.values():
            if about.packet_sealed is not None:
                image = repr(about.packet_sealed)
                assert self.packets.setdefault(about.id, image) == image

    async def _sees_no_more_than_promised(
        self,
        name: str,
        row: Cycle,
        everybody: list[CycleParticipant],
        written: list[Review],
        hidden: set[Perspective],
    ) -> None:
        person = self.person(name)
        actor = self.cast.actor(person)
        keys = [review.id for review in written]
        by_id = {each.id: each for each in everybody}
        own = await reading_reviews.reviews_by_ids(actor, keys)
        answers = await reading_reviews.answers_of(actor, keys)
        versions = await reading_reviews.versions_of(actor, keys)
        theirs = {review.id for review in written if review.rater_id == person.id}
        assert set(own) <= theirs
        assert set(answers) <= theirs
        assert {key for key, found in versions.items() if found} <= theirs
        parts = list(by_id)
        seen = await reading_packets.packets_by_ids(actor, parts)
        contents = await reading_packets.packet_contents(actor, parts)
        for key in {*seen, *contents}:
            about = by_id[key]
            assert about.results_at is not None
            if about.person_id == person.id:
                assert about.packet in OUT, f"{name} sees their own packet before its release"
            else:
                assert name == HR or about.manager_id == person.id, f"{name} sees a packet"
        known = await queries.participants_by_ids(actor, parts)
        for key in known:
            about = by_id[key]
            insiders = (about.person_id, about.manager_id, about.nominator_id)
            assert name == HR or person.id in insiders
        for key in await queries.review_counts_of(actor, parts):
            about = by_id[key]
            assert about.person_id != person.id, "counts tell the subject who has written"
            assert name == HR or about.manager_id == person.id
        chosen = await choosing.nominated_reviews_by_ids(actor, keys)
        for view in chosen.values():
            if view.perspective in hidden and view.rater_id != person.id:
                assert view.state in KNOWN_TO_THE_SUBJECT, "how far an anonymous review is"
        if await queries.cycles_by_ids(actor, [row.id]):
            assert name == HR or row.launched_at is not None


async def _image() -> str:
    return repr(await everything())


async def _get(model: Any, key: UUID) -> Any:
    return await model.get(id=key)


async def _all(model: Any, **which: Any) -> Any:
    return await model.filter(**which).order_by("id")


def _as_dict(value: Any) -> dict[str, Any]:
    return {name: getattr(value, name) for name in value.__dataclass_fields__}
