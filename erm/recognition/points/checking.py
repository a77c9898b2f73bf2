"""Whether the ledger is what it must be, read by one statement: it sees one moment of a busy company."""

from __future__ import annotations

from erm.core.actor import Actor
from erm.core.database.connections import connection
from erm.recognition.points import policy
from erm.recognition.points.rules import AccountKind
from erm.recognition.points.views import LedgerCheckView

_PROBLEMS = {
    # A transfer that makes points, or loses some.
    "unbalanced": """
        SELECT COUNT(*) FROM (
            SELECT transfer_id FROM points_entry GROUP BY transfer_id
            HAVING SUM(amount) <> 0 OR COUNT(*) < 2) AS odd""",
    "without_entries": """
        SELECT COUNT(*) FROM points_transfer t
        WHERE NOT EXISTS (SELECT 1 FROM points_entry e WHERE e.transfer_id = t.id)""",
    "wrong_balance": """
        SELECT COUNT(*) FROM points_account a LEFT JOIN (
            SELECT account_id, SUM(amount) AS total FROM points_entry GROUP BY account_id
        ) AS summed ON summed.account_id = a.id WHERE a.balance <> COALESCE(summed.total, 0)""",
    "below_zero": "SELECT COUNT(*) FROM points_account WHERE balance < 0 AND kind <> 'issued'",
    "granted_twice": """
        SELECT COUNT(*) FROM (
            SELECT e.account_id FROM points_entry e
            JOIN points_transfer t ON t.id = e.transfer_id JOIN points_account a ON a.id = e.account_id
            WHERE t.kind = 'grant' AND a.kind = 'allowance'
            GROUP BY e.account_id HAVING COUNT(*) > 1) AS twice""",
    # What redemptions that stand have cost is what went into the company's account for them.
    "redemptions": """
        SELECT CASE WHEN
            (SELECT COALESCE(SUM(cost), 0) FROM redemption
             WHERE state IN ('requested', 'approved', 'fulfilled'))
            = (SELECT COALESCE(SUM(balance), 0) FROM points_account WHERE kind = 'redeemed')
        THEN 0 ELSE 1 END""",
    "total": "SELECT CASE WHEN COALESCE(SUM(balance), 0) = 0 THEN 0 ELSE 1 END FROM points_account",
}
"""By name, how many there are of each kind of problem; all 0 in a ledger that is right."""

_SUMS = {
    "accounts": "SELECT COUNT(*) FROM points_account",
    "transfers": "SELECT COUNT(*) FROM points_transfer",
} | {
    # Names of kinds are the product's own.
    kind.value: f"SELECT COALESCE(SUM(balance), 0) FROM points_account WHERE kind = '{kind.value}'"  # noqa: S608
    for kind in AccountKind
}
_SQL = " UNION ALL ".join(
    f"SELECT '{name}' AS what, ({sql}) AS number" for name, sql in (_PROBLEMS | _SUMS).items()
)


async def ledger_check(actor: Actor) -> LedgerCheckView | None:
    """The sums of the ledger and what is wrong with it; None for who may not know."""
    if not policy.may_check_ledger(actor):
        return None
    rows = await connection().execute_query_dict(_SQL)
    found = {row["what"]: int(row["number"]) for row in rows}

    return LedgerCheckView(
        accounts=found["accounts"],
        transfers=found["transfers"],
        issued=-found[AccountKind.ISSUED],
        allowances=found[AccountKind.ALLOWANCE],
        earned=found[AccountKind.EARNED],
        expired=found[AccountKind.EXPIRED],
        redeemed=found[AccountKind.REDEEMED],
        problems={name: found[name] for name in _PROBLEMS if found[name]},
    )
