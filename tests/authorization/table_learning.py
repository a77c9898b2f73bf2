"""The table's lines of evidence, files, learning and certificates.

Of evidence the author is who added it, the person whose goal it is. Of a learning resource ``SELF`` is
whoever has it on their list. Files have no address in the schema: who downloads one is whoever reads
what has it, see ``test_endpoints.py``.
"""

from __future__ import annotations

from tests.authorization.relations import ALL, HR, A, M, S
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
    "Evidence": {AS_PARENT: AS_PARENT, "of a goal for everyone": who(S, M)},
    "StoredFile": {AS_PARENT: AS_PARENT},
    "LearningResource": {"in use": who(ALL), "retired": who(ALL)},
    "LearningRecord": {"": who(S, M)},
    "Certificate": {"": who(S, M, HR)},
}

QUERY: dict[str, Rule] = fields(links="learningResources")
VIEWER: dict[str, Rule] = fields(
    links="learning certificates teamCertificates",
    learningSuggested=each("for the viewer's own gaps, focus areas, wishes and next level"),
    evidenceToChoose=each("what the viewer received or did"),
)
PERSON: dict[str, Rule] = fields(learning=only(S, M), certificates=only(S, M, HR))

FIELDS: dict[str, dict[str, Rule]] = {
    "Evidence": fields(
        "id kind title body url file createdAt",
        links="person author goal",
        source=each("null where the viewer may not read it at its own place"),
        sourceId=each("null for all but who added it"),
        canRemove=true_for(A),
    ),
    "EvidenceSource": fields("title path at", links="by"),
    "EvidenceChoice": fields("sourceId title at", links="by"),
    "StoredFile": fields("id fileName mediaType size url"),
    "LearningResource": fields(
        "id title kind url provider language minutes description targets retired version",
        doneCount=each("the same for all; null below five people"),
        myRecord=each("the viewer's own"),
        canEdit=true_for(HR),
    ),
    "LearningTarget": fields("rankFrom rankUntil", links="competency skill"),
    **page("LearningResource"),
    "LearningRecord": fields(
        "id state doneOn minutes note createdAt version", links="person resource"
    ),
    "LearningSuggestion": fields("reason", links="resource"),
    "Certificate": fields(
        "id name issuer number issuedOn expiresOn file version",
        links="person",
        daysLeft=each("by the viewer's own calendar"),
        canEdit=true_for(S),
    ),
    "CsvReport": fields("rows created changed unchanged retired problems applied"),
    "CsvProblem": fields("line column message"),
    "AddEvidenceSuccess": fields(links="evidence goal"),
    "RemoveEvidenceSuccess": fields(links="goal"),
    "SaveLearningResourceSuccess": fields(links="resource"),
    "RetireLearningResourceSuccess": fields(links="resource"),
    "ImportLearningSuccess": fields(links="report"),
    "PlanLearningSuccess": fields(links="record"),
    "MarkLearningDoneSuccess": fields(links="record"),
    "RemoveLearningSuccess": fields(links="resource"),
    "SaveCertificateSuccess": fields(links="certificate"),
    "RemoveCertificateSuccess": fields("id"),
}

MUTATIONS: dict[str, Right] = {
    "addEvidence": may(S, M, note="to a private goal its author"),
    "removeEvidence": may(A, note="while they work on the goal"),
    "saveLearningResource": may(HR),
    "retireLearningResource": may(HR),
    "importLearning": may(HR),
    "planLearning": may(ALL, note="one's own"),
    "markLearningDone": may(ALL, note="one's own"),
    "removeLearning": may(S, note="one's own"),
    "saveCertificate": may(S, note="one's own"),
    "removeCertificate": may(S, note="one's own"),
}
