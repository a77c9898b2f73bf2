"""The table's lines of the bank, surveys and waves.

``RECIPIENT`` is who is invited to a wave; ``MANAGER`` who leads some department, where managers read.
"""

from __future__ import annotations

from tests.authorization.relations import ALL, HR, M, R
from tests.authorization.table_rules import (
    AS_PARENT,
    Readers,
    Right,
    Rule,
    each,
    fields,
    may,
    only,
    page,
    true_for,
    who,
)

READERS: dict[str, dict[str, Readers | str]] = {
    "SurveyDriver": {"": who(ALL)},
    "SurveyItem": {"": who(HR)},
    "Survey": {
        "draft": who(HR),
        "asked": who(R, HR),
        "told, where managers read": who(R, M, HR),
        "told, to HR alone": who(R, HR),
    },
    "SurveyQuestion": {AS_PARENT: AS_PARENT},
    "SurveyWave": {
        "planned": who(HR),
        "open": who(R, HR),
        "told, where managers read": who(R, M, HR),
        "told, to HR alone": who(R, HR),
        "called off": who(R, HR),
    },
}

QUERY: dict[str, Rule] = fields(
    links="surveyDrivers surveyItems surveys survey",
    engagementSettings=each("the company's choice; canEdit for HR"),
    surveyPreview=only(HR, note="null for others, and for what is no draft"),
    surveyInvitation=each("whoever is invited, while it is open on their clock"),
)
VIEWER: dict[str, Rule] = fields(
    links="surveyWaves",
    surveysToAnswer=each("what is open for the viewer, and nothing else"),
    pulseQuestion=each("the viewer's own"),
    engagementPreference=each("the viewer's own, and nobody else's"),
)

FIELDS: dict[str, dict[str, Rule]] = {
    "SurveyDriver": fields(
        "id key name description position retired items version",
        links="names descriptions",
        canEdit=true_for(HR),
    ),
    "SurveyItem": fields(
        "id key kind text help labels options outcome reversed licence source languages retired "
        "version",
        links="texts helps labelTexts optionTexts driver",
        canEdit=true_for(HR),
    ),
    "Survey": fields(
        "id title intro state source rhythm readers segments scoreGroup wordGroup keepDays "
        "startsOn openDays remindDays waveQuestions launchedAt endedAt version",
        links="titles intros promise owner",
        waves=each("those that the viewer may read"),
        audience=each("for all but HR it names nobody"),
        questions=only(HR, note="empty for others, who read those of waves"),
        problems=only(HR, note="empty for others"),
        canEdit=true_for(HR),
    ),
    "SurveyQuestion": fields(
        "id kind text help labels options outcome reversed always position echo",
        links="texts item driver",
    ),
    "SurveyWave": fields(
        "id title number state startsOn endsOn opensAt closesAt invited answered releasedAt "
        "destroyOn destroyed",
        links="promise survey questions",
        taken=only(HR, note="in steps of five, of ten or more"),
        losses=only(HR, note="empty for others"),
        canRead=each("as the report itself decides"),
    ),
    "SurveyPromise": fields("sentences hash scoreGroup wordGroup segments readers keepDays"),
    "SurveyAudience": fields(
        "everyone withSubdepartments locations hiredFrom hiredUntil titles",
        links="departments managers people excluded",
    ),
    "SegmentLoss": fields("kind kept people values valuesKept"),
    "ToldAs": fields("kind label"),
    "SurveyInvitation": fields(
        "title intro taken startsAt endsAt seconds promise toldAs classNumber publicKey",
        links="wave questions",
    ),
    "PulseQuestion": fields("title endsAt questions", links="wave question"),
    "SurveyPreview": fields(
        "people combinations combinationsKept smallest losses overAsked opensAt closesAt",
        links="firstQuestions",
    ),
    "EngagementSettings": fields("monthlyQuestions version canEdit"),
    "EngagementPreference": fields("mails"),
    **page("SurveyWave"),
    "SaveSurveyDriverSuccess": fields(links="driver"),
    "SaveSurveyItemSuccess": fields(links="item"),
    "RetireSurveyItemSuccess": fields(links="item"),
    "EditEngagementSettingsSuccess": fields("settings"),
    "SaveSurveySuccess": fields(links="survey"),
    "CopySurveySuccess": fields(links="survey"),
    "DeleteSurveyDraftSuccess": fields("deletedId"),
    "LaunchSurveySuccess": fields(links="survey"),
    "EndSurveySuccess": fields(links="survey"),
    "CancelWaveSuccess": fields(links="wave"),
    "RemindOfWaveSuccess": fields("reminded"),
    "EditEngagementPreferenceSuccess": fields("preference"),
}

MUTATIONS: dict[str, Right] = {
    "saveSurveyDriver": may(HR),
    "saveSurveyItem": may(HR, note="the company's own questions"),
    "retireSurveyItem": may(HR),
    "editEngagementSettings": may(HR),
    "saveSurvey": may(HR, note="drafts"),
    "copySurvey": may(HR),
    "deleteSurveyDraft": may(HR, note="drafts"),
    "launchSurvey": may(HR, note="drafts with which nothing is wrong"),
    "endSurvey": may(HR, note="while it runs"),
    "cancelWave": may(HR, note="planned or open"),
    "remindOfWave": may(HR, note="open, once a day"),
    "editEngagementPreference": may(ALL, note="one's own"),
}
