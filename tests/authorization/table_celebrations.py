"""The table's lines of celebrations and their cards.

``SELF`` is whose day it is; ``RECIPIENT`` whoever is told of it: their team, or everybody but them;
``AUTHOR`` who signed the card, of a line on it who wrote it.
"""

from __future__ import annotations

from tests.authorization.relations import ALL, A, R, S
from tests.authorization.table_rules import (
    AS_PARENT,
    NOBODY,
    Readers,
    Right,
    Rule,
    each,
    fields,
    may,
    who,
)

READERS: dict[str, dict[str, Readers | str]] = {
    "Celebration": {
        "planned, for the team": who(R),
        "planned, for everybody": who(R),
        "delivered, for the team": who(R, S),
        "delivered, for everybody": who(R, S),
        "delivered, for nobody any more": who(S),
        "cancelled": NOBODY,
    },
    "CardSignature": {AS_PARENT: AS_PARENT, "hidden": who(A), "withdrawn": NOBODY},
}

QUERY: dict[str, Rule] = fields(links="celebration celebrations")
VIEWER: dict[str, Rule] = fields(celebrationChoice=each("the viewer's own, and nobody else's"))

FIELDS: dict[str, dict[str, Rule]] = {
    "Celebration": fields(
        "id kind day years delivered signatureCount",
        links="person signatures",
        today=each("by the viewer's own calendar"),
        canSign=each("whoever is told of it, until it is delivered; never whose day it is"),
        ownSignature=each("the viewer's own"),
        forViewer=each("whether it is the viewer's own day"),
        cardUnread=each("whether it is the viewer's own and they have not read the card"),
    ),
    "CardSignature": fields(
        "id message createdAt editedAt hidden hiddenReason",
        links="author",
        canEdit=each("its author, until the card is handed over and unless it is hidden"),
        canReport=each("whoever did not write it"),
    ),
    "CelebrationChoice": fields("anniversary birthday birthMonth birthDay hiredOn"),
    "SetCelebrationChoiceSuccess": fields(links="choice"),
    "SignCardSuccess": fields(links="celebration"),
    "WithdrawSignatureSuccess": fields(links="celebration"),
    "MarkCardReadSuccess": fields(links="celebration"),
}

MUTATIONS: dict[str, Right] = {
    "setCelebrationChoice": may(ALL, note="one's own"),
    "signCard": may(R, note="until the card is handed over"),
    "withdrawSignature": may(A, note="one's own line, until the card is handed over"),
    "markCardRead": may(S, note="once it was handed over"),
}
