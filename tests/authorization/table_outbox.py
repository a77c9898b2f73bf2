"""The table's lines of outgoing mail. All of it is for administrators alone, and never the words."""

from __future__ import annotations

from tests.authorization.relations import ADM
from tests.authorization.table_rules import Readers, Right, Rule, fields, may, only, page, who

READERS: dict[str, dict[str, Readers | str]] = {
    "OutgoingMail": {"": who(ADM)},
    "MailBlock": {"": who(ADM)},
}

QUERY: dict[str, Rule] = fields(outbox=only(ADM, note="null for others"))

FIELDS: dict[str, dict[str, Rule]] = {
    "Outbox": fields(
        "queued retrying parked sentToday bouncedThisWeek oldestDueAt kinds servers paces keepsMail",
        links="mails blocks",
    ),
    "OutgoingMail": fields(
        "id kind toName toAddress state attempts createdAt nextAttemptAt sentAt bouncedAt answer "
        "lastError replayable tries",
        links="person",
    ),
    "MailTry": fields("at server taken stage code answer milliseconds"),
    "MailBlock": fields("id address reason diagnostic since", links="person"),
    "MailServer": fields("host port encrypted pausedUntil"),
    "MailPace": fields("domain perMinute waiting pausedUntil"),
    **page("OutgoingMail"),
    **page("MailBlock"),
    "SendMailAgainSuccess": fields(links="mail"),
    "SendParkedMailsAgainSuccess": fields("count"),
    "CancelMailSuccess": fields(links="mail"),
    "BlockAddressSuccess": fields(links="block"),
    "UnblockAddressSuccess": fields("address"),
    "SendTestMailSuccess": fields(links="mail"),
    "PreviewDigestSuccess": fields("subject html text empty nextAt"),
}

MUTATIONS: dict[str, Right] = {
    "sendMailAgain": may(ADM),
    "sendParkedMailsAgain": may(ADM),
    "cancelMail": may(ADM),
    "blockAddress": may(ADM),
    "unblockAddress": may(ADM),
    "sendTestMail": may(ADM),
    "previewDigest": may(ADM),
}
