"""Writes of recognition, one module per thing that is written.

State changes are conditional updates: whoever finds nothing left to change was second, and is told.
"""

from erm.recognition.commands.changing import edit_kudos, make_kudos_private, withdraw_kudos
from erm.recognition.commands.comments import Commented, comment_on_kudos, delete_kudos_comment
from erm.recognition.commands.giving import GivenKudos, KudosDraft, give, give_kudos
from erm.recognition.commands.groups import GroupKey
from erm.recognition.commands.hiding import (
    hide_comment,
    hide_kudos,
    restore_comment,
    restore_kudos,
)
from erm.recognition.commands.reactions import react, unreact
from erm.recognition.commands.values import (
    ValueDraft,
    order_company_values,
    retire_company_value,
    save_company_value,
)

__all__ = [
    "Commented",
    "GivenKudos",
    "GroupKey",
    "KudosDraft",
    "ValueDraft",
    "comment_on_kudos",
    "delete_kudos_comment",
    "edit_kudos",
    "give",
    "give_kudos",
    "hide_comment",
    "hide_kudos",
    "make_kudos_private",
    "order_company_values",
    "react",
    "restore_comment",
    "restore_kudos",
    "retire_company_value",
    "save_company_value",
    "unreact",
    "withdraw_kudos",
]
