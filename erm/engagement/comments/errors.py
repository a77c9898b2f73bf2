"""Refusals of comments on surveys."""

from __future__ import annotations

from erm.core.errors import Conflict, NotFound


class SurveyCommentNotFound(NotFound):
    """No such comment, or the actor does not read it."""

    code = "SURVEY_COMMENT_NOT_FOUND"


class SurveyCommentWithoutWay(Conflict):
    """Its author kept no way to be answered."""

    code = "SURVEY_COMMENT_WITHOUT_WAY"


class SurveyCommentRepliesFull(Conflict):
    """``maximum`` answers were written already."""

    code = "SURVEY_COMMENT_REPLIES_FULL"
