"""The table's lines of calibrations, progress and reminders.

Of a session ``AUTHOR`` is whoever leads it. HR says who sits in it, and sees ratings only as one who
leads it.
"""

from __future__ import annotations

from tests.authorization.relations import HR, A
from tests.authorization.table_rules import (
    Readers,
    Right,
    Rule,
    each,
    fields,
    may,
    only,
    true_for,
    who,
)

READERS: dict[str, dict[str, Readers | str]] = {
    "CalibrationSession": {"": who(A, HR)},
    "CalibrationChange": {"": who(A)},
}

QUERY: dict[str, Rule] = fields(links="calibrationSession")

FIELDS: dict[str, dict[str, Rule]] = {
    "CalibrationSession": fields(
        "id name state version",
        links="cycle facilitators xQuestion yQuestion questions",
        seats=each("who sits there HR and facilitators; ratings facilitators, but not their own"),
        leniency=each("for facilitators, their own seat left out; none for others"),
        distribution=each("for facilitators, their own seat left out; none for others"),
        changes=each("for facilitators, but for those of their own ratings; none for others"),
        canManage=true_for(HR),
        canPropose=true_for(A),
        canDecide=true_for(A),
    ),
    "CalibrationSeat": fields(
        links="participant person",
        ratings=only(A, note="but not their own"),
        box=only(A, note="but not their own"),
    ),
    "SeatRating": fields(
        "manager calibrated self others othersLow othersHigh othersRaters", links="question"
    ),
    "RaterLeniency": fields("reviews mean difference low high", links="rater"),
    "CalibrationDistribution": fields("counts n mean low high", links="question"),
    "CalibrationChange": fields(
        "id before after reason state createdAt decidedAt",
        links="participant question proposedBy decidedBy",
        canDecide=true_for(A),
    ),
    # ---- progress: HR
    "CycleProgress": fields(
        "participants reviews submitted byState byPerspective packets remindedOn nextReminderOn",
        links="byDepartment owing overloaded",
    ),
    "ReviewStateCount": fields("state count"),
    "PacketStateCount": fields("state count"),
    "DepartmentProgress": fields("participants asked submitted joined left", links="department"),
    "RaterOwing": fields("owed submitted reminders lastRemindedOn", links="person"),
    # ---- what mutations answer
    **{
        f"{name}Success": fields(links="session")
        for name in (
            "SaveCalibrationSession",
            "CloseCalibrationSession",
            "ProposeCalibrationChange",
            "DecideCalibrationChange",
        )
    },
    "RemindOfReviewsSuccess": fields("reminded"),
}

MUTATIONS: dict[str, Right] = {
    "saveCalibrationSession": may(HR),
    "closeCalibrationSession": may(HR),
    "proposeCalibrationChange": may(A, note="never of one's own ratings"),
    "decideCalibrationChange": may(A, note="never of one's own ratings"),
    "remindOfReviews": may(HR, note="those who owe some, once a day each"),
}
