"""Rows of the one-on-ones: series, meetings, points, notes, promises."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from erm.demo.content.kinds import Action, Point, Script, SeriesSpec, Side
from erm.demo.content.one_on_ones import SERIES
from erm.demo.diary import Diary
from erm.demo.drawing import ACTIONS, NOTES, POINTS, PRIVATE_NOTES, PRIVATE_POINTS, Urn
from erm.demo.rows import Ledger, Rows
from erm.demo.staff import Staff
from erm.demo.timeline import Timeline
from erm.one_on_ones.commands.talking_points import stored_words
from erm.one_on_ones.models import (
    ActionItem,
    OneOnOneMeeting,
    OneOnOneSeries,
    PrivateNotes,
    SkippedDay,
    TalkingPoint,
)
from erm.one_on_ones.rules import (
    ActionItemState,
    MeetingState,
    SeriesKind,
    TalkingPointState,
    Visibility,
    pair_key,
)
from erm.one_on_ones.sealed import seal_private_notes
from erm.people.models import Person
from erm.relationships.rules import TouchpointKind

RECURRING_SINCE = 4
"""A recurring point was begun so many meetings ago."""


@dataclass
class _Place:
    """One meeting before it is a row. ``ago`` counts back from the open one."""

    ago: int
    day: date
    at: datetime
    created: datetime
    closed: datetime | None
    held: bool | None
    row: OneOnOneMeeting = field(init=False)


def plant_meetings(timeline: Timeline, rows: Rows, ledger: Ledger, staff: Staff) -> None:
    """All series with their history, up to the open meeting of each that goes on."""
    urn = Urn()
    for spec in SERIES:
        _Planting(timeline, rows, ledger, staff, urn, spec).run()


class _Planting:
    """One series being written."""

    def __init__(
        self,
        timeline: Timeline,
        rows: Rows,
        ledger: Ledger,
        staff: Staff,
        urn: Urn,
        spec: SeriesSpec,
    ) -> None:
        self.timeline, self.rows, self.ledger, self.urn = timeline, rows, ledger, urn
        self.spec = spec
        self.two: dict[Side, Person] = {"a": staff.people[spec.a], "b": staff.people[spec.b]}
        self.zone = self.two["a"].time_zone
        self.diary = Diary(timeline, spec, self.zone)
        self.scripts = {script.ago: script for script in spec.scripts}

    def run(self) -> None:
        """Write everything of the series."""
        days, skipped = self.diary.days()
        places = self._places(days)
        series = self._series(places)
        self._skip(series, skipped, places[-1].created)
        closings = self._closings(places)
        for number, place in enumerate(places, 1):
            self._meeting(series, place, number, closings[number - 1])
        self._contents(series, places)

    def _skip(self, series: OneOnOneSeries, days: list[date], at: datetime) -> None:
        for day in days:
            self.rows.add(
                SkippedDay(
                    id=self.timeline.id(at, "skipped", self.spec.key, day.isoformat()),
                    series_id=series.id,
                    planned_on=day,
                    by_id=self.two["a"].id,
                    created_at=at,
                )
            )

    def _places(self, days: list[date]) -> list[_Place]:
        created = self.timeline.settle(self.diary.at(days[0]) - timedelta(days=1, hours=3), None)
        places: list[_Place] = []
        for index, day in enumerate(days):
            ago = len(days) - 1 - index
            at = self.diary.at(day)
            held: bool | None = ago not in self.spec.missed
            closed: datetime | None = None
            if ago == 0:
                held = None
                if self.spec.ended is not None:
                    held = False
                    closed = max(
                        created + timedelta(minutes=20),
                        self.diary.at(self.timeline.working_day(self.spec.ended, self.zone)),
                    )
            else:
                minutes = self._chance("close", ago).choice((28, 31, 34, 41, 55))
                closed = self.timeline.settle(at + timedelta(minutes=minutes), at)
            places.append(_Place(ago, day, at, created, closed, held))
            created = closed or created
        return places

    def _closings(self, places: list[_Place]) -> list[Side]:
        return [
            "b" if self._chance("closer", place.ago).random() < 0.3 else "a" for place in places
        ]

    def _chance(self, *key: object) -> Random:
        return self.timeline.chance("series", self.spec.key, *key)

    def _series(self, places: list[_Place]) -> OneOnOneSeries:
        low, high = sorted((self.two["a"].id, self.two["b"].id))
        ended = places[-1].closed if self.spec.ended is not None else None
        today, pause = self.timeline.today(self.zone), self.spec.pause
        return self.rows.kept(
            OneOnOneSeries(
                id=self.timeline.id(places[0].created, "series", self.spec.key),
                low_id=low,
                high_id=high,
                active_pair=None if ended else pair_key(low, high),
                kind=SeriesKind(self.spec.kind),
                cadence=self.diary.cadence,
                rrule=self.spec.rrule or None,
                paused_from=None if pause is None else today - timedelta(days=pause[0]),
                paused_until=None if pause is None else today + timedelta(days=pause[1]),
                time_zone=self.zone,
                rhythm_from=places[0].day,
                wall_minutes=self.diary.wall,
                started_by_id=self.two["a"].id,
                created_at=places[0].created,
                ended_at=ended,
                ended_by_id=self.two["a"].id if ended else None,
                calendar_sequence=0,
                version=2 if ended else 1,
            )
        )

    def _meeting(self, series: OneOnOneSeries, place: _Place, number: int, closer: Side) -> None:
        script = self.scripts.get(place.ago)
        notes, notes_by = self._shared_notes(place, script)
        place.row = self.rows.kept(
            OneOnOneMeeting(
                id=self.timeline.id(place.created, "meeting", self.spec.key, number),
                series_id=series.id,
                open_series_id=series.id if place.closed is None else None,
                number=number,
                planned_on=place.day,
                planned_at=place.at,
                scheduled_at=place.at,
                state=MeetingState.OPEN if place.closed is None else MeetingState.CLOSED,
                held=place.held,
                closed_at=place.closed,
                closed_by_id=None if place.closed is None else self.two[closer].id,
                shared_notes=notes,
                shared_notes_version=2 if notes else 1,
                shared_notes_edited_by_id=self.two[notes_by].id if notes else None,
                shared_notes_edited_at=place.at + timedelta(minutes=18) if notes else None,
                created_at=place.created,
            )
        )
        if place.held and place.closed is not None:
            other: Side = "b" if closer == "a" else "a"
            self.ledger.note(
                TouchpointKind.ONE_ON_ONE_HELD,
                min(place.at, place.closed),
                self.two[closer].id,
                self.two[other].id,
                place.row.id,
            )
        for side in ("a", "b"):
            self._private_notes(place, script, side)

    def _shared_notes(self, place: _Place, script: Script | None) -> tuple[str, Side]:
        chance = self._chance("notes", place.ago)
        by: Side = "a" if chance.random() < 0.6 else "b"
        if not place.held:
            return "", by
        if script is not None:
            return script.shared, by
        if chance.random() < 0.55:
            return self.urn.draw(NOTES, self.spec.topics, (self.spec.a, self.spec.b), chance), by
        return "", by

    def _private_notes(self, place: _Place, script: Script | None, side: Side) -> None:
        chance = self._chance("private", side, place.ago)
        person = self.two[side]
        text = ""
        if script is not None:
            text = script.private_a if side == "a" else script.private_b
        elif place.held and chance.random() < 0.28:
            reader, pool = getattr(self.spec, side), f"{person.locale.value}:{side}"
            text = self.urn.draw(PRIVATE_NOTES, (pool,), (reader,), chance)
        if not text:
            return
        wished = place.at + timedelta(minutes=26)
        edited = self.timeline.settle(min(wished, place.closed or wished), place.created)
        key = self.timeline.id(edited, "private", self.spec.key, place.ago, side)
        self.rows.add(
            PrivateNotes(
                id=key,
                meeting_id=place.row.id,
                person_id=person.id,
                sealed=seal_private_notes(text, key),
                edited_at=edited,
            )
        )

    def _contents(self, series: OneOnOneSeries, places: list[_Place]) -> None:
        carried: list[TalkingPoint] = []
        for index, place in enumerate(places):
            carried = self._points(series, place, carried)
            if place.held:
                for action in self._actions(place):
                    self._action_item(series, places, index, *action)

    def _points(
        self, series: OneOnOneSeries, place: _Place, carried: list[TalkingPoint]
    ) -> list[TalkingPoint]:
        """Write what was to be talked about; answers what the next meeting takes over."""
        chance = self._chance("points", place.ago)
        script = self.scripts.get(place.ago)
        points = script.points if script is not None else self._drawn_points(place, chance)
        comes_back = self.spec.recurring and not any(row.recurring for row in carried)
        if comes_back and place.ago <= RECURRING_SINCE:
            points = (*points, Point("a", self.spec.recurring, recurring=True))
        until = min(place.at, place.closed or place.at, self.timeline.latest)
        position = max((row.position + 1 for row in carried), default=0)
        rows = list(carried)
        for index, point in enumerate(points):
            share = (index + 1) / (len(points) + 1)
            at = place.created + (max(until, place.created) - place.created) * share
            at = at.replace(microsecond=0)
            row_id = self.timeline.id(at, "point", self.spec.key, place.ago, index)
            visibility = Visibility.PRIVATE if point.private else Visibility.SHARED
            rows.append(
                self.rows.kept(
                    TalkingPoint(
                        id=row_id,
                        series_id=series.id,
                        author_id=self.two[point.by].id,
                        **stored_words(row_id, point.text, visibility),
                        position=position + index,
                        recurring=point.recurring,
                        created_at=at,
                    )
                )
            )
        for row in rows:
            row.meeting_id = place.row.id
        if place.closed is None or (place.ago == 0 and not place.held):
            return []
        left = rows if not place.held else []
        if place.held and script is None and len(rows) > 1 and chance.random() < 0.25:
            left = rows[-1:]
        for row in left:
            row.carried_from_id = place.row.id
        for row in rows:
            if row not in left:
                row.state, row.version = TalkingPointState.DISCUSSED, 2
                row.discussed_at = min(place.at + timedelta(minutes=20), place.closed)
        return left

    def _drawn_points(self, place: _Place, chance: Random) -> tuple[Point, ...]:
        count = chance.choice((2, 2, 3, 3, 4)) if place.held else chance.choice((1, 2))
        readers = (self.spec.a, self.spec.b)
        points = []
        for index in range(count):
            by: Side = "b" if chance.random() < 0.6 else "a"
            if index > 0 and chance.random() < 0.1:
                language = self.two[by].locale.value
                reader = getattr(self.spec, by)
                text = self.urn.draw(PRIVATE_POINTS, (language,), (reader,), chance)
                points.append(Point(by, text, private=True))
            else:
                text = self.urn.draw(POINTS, self.spec.topics, readers, chance)
                points.append(Point(by, text))
        return tuple(points)

    def _actions(self, place: _Place) -> list[tuple[Action, int]]:
        """The promises of a meeting, each with its place in the meeting."""
        script = self.scripts.get(place.ago)
        if script is not None:
            return [(action, index) for index, action in enumerate(script.actions)]
        chance = self._chance("actions", place.ago)
        drawn = []
        for index in range(chance.choice((0, 1, 1, 2))):
            text = self.urn.draw(ACTIONS, self.spec.topics, (self.spec.a, self.spec.b), chance)
            due = chance.choice((5, 7, 7, 10, 14))
            late = chance.random() < 0.2
            done: int | None = due + chance.randrange(1, 9) if late else chance.randrange(1, due)
            if place.ago <= 2 and self.spec.ended is None and chance.random() < 0.35:
                done = None
            owner: Side = "b" if chance.random() < 0.55 else "a"
            drawn.append((Action(owner, text, due, done), index))
        return drawn

    def _action_item(
        self,
        series: OneOnOneSeries,
        places: list[_Place],
        index: int,
        action: Action,
        order: int,
    ) -> None:
        place = places[index]
        other: Side = "b" if action.owner == "a" else "a"
        chance = self._chance("item", place.ago, order)
        author = other if chance.random() < 0.3 else action.owner
        made = min(place.at + timedelta(minutes=21 + order), place.closed or self.timeline.latest)
        done = self._done_at(place, action, made, order)
        if done is not None and series.ended_at is not None:
            done = min(done, series.ended_at - timedelta(minutes=5))
        row_id = self.timeline.id(made, "item", self.spec.key, place.ago, order)
        now_in = index
        while now_in + 1 < len(places):
            closed = places[now_in].closed
            if closed is None or (done is not None and done <= closed):
                break
            now_in += 1
        self.rows.add(
            ActionItem(
                id=row_id,
                series_id=series.id,
                meeting_id=places[now_in].row.id,
                carried_from_id=places[now_in - 1].row.id if now_in > index else None,
                made_in_number=place.row.number,
                meeting_number=places[now_in].row.number,
                author_id=self.two[author].id,
                owner_id=self.two[action.owner].id,
                body=action.text,
                due_on=place.day + timedelta(days=action.due),
                state=ActionItemState.OPEN if done is None else ActionItemState.DONE,
                created_at=made,
                done_at=done,
                settled_by_id=None if done is None else self.two[action.owner].id,
                version=1 if done is None else 2,
            )
        )
        two = self.two[action.owner].id, self.two[other].id
        self.ledger.note(TouchpointKind.PROMISE_MADE, made, *two, row_id)
        if done is not None:
            self.ledger.note(TouchpointKind.PROMISE_KEPT, done, *two, row_id)

    def _done_at(
        self, place: _Place, action: Action, made: datetime, order: int
    ) -> datetime | None:
        if action.done is None:
            return None
        zone = self.two[action.owner].time_zone
        days = (self.timeline.today(zone) - place.day).days - action.done
        if days < 1:
            return None
        return self.timeline.moment(days, zone, "done", self.spec.key, place.ago, order, after=made)
