"""The table's lines of awards.

Of an award ``RECIPIENT`` is the jury and ``AUTHOR`` who nominated; of a nomination ``SELF`` is the
nominee, ``AUTHOR`` who wrote it and ``RECIPIENT`` the jury without the nominee.
"""

from __future__ import annotations

from tests.authorization.relations import ALL, HR, A, R, S
from tests.authorization.table_rules import (
    NOBODY,
    Readers,
    Right,
    Rule,
    each,
    fields,
    may,
    page,
    true_for,
    who,
)

READERS: dict[str, dict[str, Readers | str]] = {
    "Award": {
        "draft": who(HR),
        "nominating": who(ALL),
        "voting": who(ALL),
        "deciding": who(ALL),
        "announced": who(ALL),
        "cancelled": who(HR, A),
    },
    "AwardNomination": {
        "nominating": who(A),
        "voting": who(A, R),
        "deciding": who(A, R, HR),
        "announced": who(A, R, HR, S),
        "cancelled": who(A),
        "withdrawn": NOBODY,
    },
}

QUERY: dict[str, Rule] = fields(links="award awards")

FIELDS: dict[str, dict[str, Rule]] = {
    "Award": fields(
        "id name description quarter repeats state nominationsFrom nominationsUntil votingUntil "
        "winnersWanted announcedAt version",
        links="winners kudos jurors organiser",
        isJuror=each("whether the viewer is in the jury"),
        myNominations=each("the viewer's own"),
        nominationsOfMe=each("those of the viewer; none before it is announced"),
        nomineeCount=each("HR, the jury from voting on; without the viewer until it is announced"),
        ballot=each("a juror's own, from voting on; without themselves until it is announced"),
        results=each("HR once the jury has voted, the jury once it is announced"),
        canEdit=true_for(HR),
        canNominate=true_for(ALL),
        canVote=true_for(R),
        canAnnounce=true_for(HR),
    ),
    **page("Award"),
    "AwardNomination": fields(
        "id reason createdAt version",
        links="award nominee author companyValue",
        canEdit=true_for(A),
    ),
    "AwardBallotLine": fields("score conflict", links="nominee nominations"),
    "AwardResult": fields("mean votes possible winner", links="nominee nominations"),
    **{
        f"{name}Success": fields(links=link)
        for name, link in {
            "SaveAward": "award",
            "OpenAward": "award",
            "AdvanceAward": "award",
            "CancelAward": "award",
            "NominateForAward": "nomination",
            "WithdrawAwardNomination": "award",
            "VoteForAward": "award",
            "AnnounceAward": "award",
        }.items()
    },
}

MUTATIONS: dict[str, Right] = {
    "saveAward": may(HR, note="until the jury has voted"),
    "openAward": may(HR),
    "advanceAward": may(HR),
    "cancelAward": may(HR, note="until it is announced"),
    "nominateForAward": may(ALL, note="others than oneself and HR, while nominations are taken"),
    "withdrawAwardNomination": may(A, note="while nominations are taken"),
    "voteForAward": may(R, note="the jury, on whom they are in no conflict of interest about"),
    "announceAward": may(HR, note="once the jury has voted"),
}
