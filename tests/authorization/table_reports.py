"""The table's lines of reports on people: HR's, and the ledger that administrators read too."""

from __future__ import annotations

from tests.authorization.relations import ADM, HR, S
from tests.authorization.table_rules import (
    NOBODY,
    Readers,
    Right,
    Rule,
    each,
    fields,
    may,
    only,
    page,
    who,
)

READERS: dict[str, dict[str, Readers | str]] = {
    "ReportSchedule": {
        "going on": who(S),
        "ended": NOBODY,
        "of who is not HR any more": NOBODY,
    },
    "PeopleReportAccess": {"": who(HR, ADM)},
}

QUERY: dict[str, Rule] = fields(
    peopleReport=only(HR, note="null for others, administrators too; groups of five or more"),
    reportSchedules=each("the viewer's own, as long as they are HR"),
    # Empty for others.
    links="peopleReportLedger",
)

FIELDS: dict[str, dict[str, Rule]] = {
    # ---- groups of five people or more: HR
    "PeopleReport": fields(
        "kind by asOf from until title columns everybody rows months notes withheld"
    ),
    "ReportColumn": fields("key label unit help main"),
    "PeopleReportRow": fields("key label people together cells"),
    "ReportCell": fields("key value from until n reason"),
    "ReportMonth": fields("month cells"),
    # ---- who looked
    **page("PeopleReportAccess"),
    "PeopleReportAccess": fields("id kind by act at", links="person"),
    # ---- by mail
    "ReportSchedule": fields("id kind by asOf format every nextOn lastOn version"),
    "SaveReportScheduleSuccess": fields("schedule"),
    "EndReportScheduleSuccess": fields("endedId"),
}

MUTATIONS: dict[str, Right] = {
    "saveReportSchedule": may(HR, note="one's own"),
    "endReportSchedule": may(S, note="one's own, as long as one is HR"),
}
