"""The domains' own enums as GraphQL enums, with a description on every value."""

from __future__ import annotations

from enum import Enum
from typing import Any

import strawberry

from erm.access.rules import TokenScope
from erm.core.actor import Role
from erm.integrations.rules import ChatService
from erm.people.importing.kinds import ChangeKind, GuardKind
from erm.people.quality import DataQualityKind
from erm.people.rules import HistoryKind, Locale

__all__ = [
    "ChangeKind",
    "ChatService",
    "DataQualityKind",
    "GuardKind",
    "HistoryKind",
    "Locale",
    "Role",
    "TokenScope",
]


def describe(enum: type[Enum], name: str, description: str, values: dict[Any, str]) -> None:
    """Make a domain's enum known to Strawberry under a name.

    Raises ``KeyError`` when a value is not described.
    """
    strawberry.enum(enum, name=name, description=description)
    definition: Any = enum.__strawberry_definition__  # type: ignore[attr-defined]
    for value in definition.values:
        value.description = values[enum(value.value)]


describe(
    Locale,
    "Locale",
    "A language of the product.",
    {Locale.EN: "English.", Locale.RU: "Russian."},
)
describe(
    Role,
    "Role",
    "A granted role. Manager is none: it follows from who reports to whom.",
    {
        Role.HR: "Runs what concerns people and their work.",
        Role.ADMINISTRATOR: "Imports people, grants roles, keeps erm running.",
    },
)
describe(
    TokenScope,
    "TokenScope",
    "What the holder of an access token may do.",
    {TokenScope.READ: "Run queries.", TokenScope.WRITE: "Run mutations."},
)
describe(
    HistoryKind,
    "PersonHistoryKind",
    "What a line of a person's history is about.",
    {
        HistoryKind.MANAGER: "Who managed them.",
        HistoryKind.DEPARTMENT: "Where they worked.",
    },
)
describe(
    ChangeKind,
    "ImportChangeKind",
    "What an import would do with a person.",
    {
        ChangeKind.ADDED: "Add them.",
        ChangeKind.CHANGED: "Change something about them.",
        ChangeKind.DEACTIVATED: "Note that they have left.",
    },
)
describe(
    GuardKind,
    "ImportGuardKind",
    "A limit that an honest file rarely passes.",
    {
        GuardKind.MANY_DEACTIVATED: "More than 40 % of the people would leave.",
        GuardKind.MANY_EMPLOYEE_NUMBERS_CHANGED: "More than 5 % of the numbers would change.",
    },
)
describe(
    DataQualityKind,
    "DataQualityKind",
    "What is odd about a record.",
    {
        DataQualityKind.PROBABLE_DUPLICATE: "Two records seem to be one person.",
        DataQualityKind.NO_MANAGER: "Neither managed nor managing anybody.",
        DataQualityKind.NO_DEPARTMENT: "In no department.",
        DataQualityKind.INCOMPLETE_PROFILE: "Family name, title, location or hire date is missing.",
        DataQualityKind.STALE_RECORD: "Nothing has changed for 18 months.",
        DataQualityKind.MANAGER_CYCLE: "Above themselves in the chain of managers.",
        DataQualityKind.MANAGER_LEFT: "The manager has left.",
    },
)
describe(
    ChatService,
    "ChatService",
    "A chat that can be posted to.",
    {
        ChatService.SLACK: "Slack.",
        ChatService.TEAMS: "Microsoft Teams, through its workflows.",
        ChatService.DISCORD: "Discord.",
        ChatService.GOOGLE_CHAT: "Google Chat.",
        ChatService.MATTERMOST: "Mattermost.",
        ChatService.ROCKET_CHAT: "Rocket.Chat.",
        ChatService.TELEGRAM: "Telegram.",
        ChatService.ZULIP: "Zulip.",
    },
)
