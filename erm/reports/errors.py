"""What is refused with reports on people."""

from __future__ import annotations

from erm.core.errors import Conflict, NotAllowed, NotFound


class ReportsAreForHR(NotAllowed):
    """Nobody but HR pulls reports on people."""

    code = "REPORTS_ARE_FOR_HR"


class ReportScheduleNotFound(NotFound):
    """There is none, it has ended, or it is somebody else's."""

    code = "REPORT_SCHEDULE_NOT_FOUND"


class TooManyReportSchedules(Conflict):
    """One person has as many as they may."""

    code = "TOO_MANY_REPORT_SCHEDULES"
