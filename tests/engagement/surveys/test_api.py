"""The API of surveys, as the SPA asks it: HR from the bank to the launch, then whoever is invited."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

from erm.core.clock import today
from erm.engagement.bank.built_ins import item_id
from erm.people.models import Person
from erm.people.rules import Locale
from erm.schema.ids import to_global
from tests.cast import Cast
from tests.engagement.making import bank, open_all

SAVE = """mutation ($input: SaveSurveyInput!) { saveSurvey(input: $input) {
  ... on SaveSurveySuccess { survey { id version problems canEdit promise { hash sentences }
    questions { id text outcome item { key } driver { key name } } audience { everyone } } }
  ... on Refusal { code field message } } }"""
LAUNCH = """mutation ($input: LaunchSurveyInput!) { launchSurvey(input: $input) {
  ... on LaunchSurveySuccess { survey { id state version promise { hash scoreGroup }
    waves { id number state } } }
  ... on Refusal { code message } } }"""
PREVIEW = """query ($id: ID!) { surveyPreview(surveyId: $id) { people combinations smallest overAsked
  losses { kind kept people values valuesKept } firstQuestions { text } opensAt closesAt } }"""
INVITATIONS = """{ viewer { surveysToAnswer { title taken seconds classNumber publicKey
    wave { id state taken losses { kind } survey { title audience { everyone } } }
    toldAs { kind label } questions { kind text labels item { id } } promise { hash sentences } }
  pulseQuestion { question { text } questions } engagementPreference { mails } } }"""


async def test_from_the_bank_to_an_invitation(cast: Cast, api: Callable[..., Any]) -> None:
    await bank()
    hr = api(cast.hana)
    found = await hr.run('{ surveyItems(search: "GLAD that") { id key driver { id } languages } }')
    (glad,) = found["surveyItems"]
    assert (glad["key"], glad["driver"], glad["languages"]) == ("glad", None, ["en", "ru"])
    wanted: dict[str, Any] = {
        "titles": {"en": "How are we?", "ru": "Как мы?"},
        "intros": {"en": "", "ru": ""},
        "rhythm": "ONCE",
        "readers": "EVERYONE",
        "audience": {"everyone": True},
        "segments": ["DEPARTMENT", "TENURE"],
        "startsOn": today().isoformat(),
        "questions": [
            {"itemId": glad["id"], "outcome": True},
            {"itemId": str(to_global("SurveyItem", item_id("team_help")))},
        ],
    }
    refused = (await hr.run(SAVE, {"input": {**wanted, "wordGroup": 9}}))["saveSurvey"]
    assert (refused["code"], refused["field"]) == ("SURVEY_GROUPS_OUT_OF_RANGE", "wordGroup")
    saved = (await hr.run(SAVE, {"input": wanted}))["saveSurvey"]["survey"]
    assert saved["problems"] == []
    assert saved["promise"]["hash"] == ""
    assert [each["outcome"] for each in saved["questions"]] == [True, False]
    assert saved["questions"][1]["driver"]["name"] == "Team"
    preview = (await hr.run(PREVIEW, {"id": saved["id"]}))["surveyPreview"]
    assert (preview["people"], preview["overAsked"]) == (9, 0)
    assert preview["smallest"] >= 5
    assert await api(cast.mo).run(PREVIEW, {"id": saved["id"]}) == {"surveyPreview": None}
    launch = {"input": {"surveyId": saved["id"], "version": saved["version"]}}
    launched = (await hr.run(LAUNCH, launch))["launchSurvey"]["survey"]
    assert len(launched["promise"]["hash"]) == 64
    assert [(each["number"], each["state"]) for each in launched["waves"]] == [(1, "PLANNED")]
    assert (await hr.run(LAUNCH, launch))["launchSurvey"]["code"] == "SURVEY_NOT_DRAFT"

    assert await open_all() == 1
    await Person.filter(id=cast.ann.id).update(time_zone="UTC", locale=Locale.RU)
    ann = (await api(cast.ann).run(INVITATIONS))["viewer"]
    (invitation,) = ann["surveysToAnswer"]
    assert invitation["title"] == "Как мы?"
    assert invitation["wave"]["taken"] is None
    assert invitation["wave"]["losses"] == []
    assert invitation["wave"]["survey"]["audience"] == {"everyone": False}
    assert invitation["promise"]["hash"] == launched["promise"]["hash"]
    assert "бюллетень" in " ".join(invitation["promise"]["sentences"]).lower()
    assert [each["item"] for each in invitation["questions"]] == [None, None]
    assert base64.b64decode(invitation["publicKey"])[:1] == b"\x30"
    assert ann["pulseQuestion"]["questions"] == 2
    assert ann["engagementPreference"] == {"mails": True}
    listed = await api(cast.ann).run("{ surveys { id } surveyItems { id } surveyDrivers { id } }")
    assert listed == {"surveys": [], "surveyItems": [], "surveyDrivers": []}
