"""Points, where the company wants them: a double-entry ledger.

**Allowance**: what a person may give in one month of their own zone; the rest expires. **Earned**
points do not expire. **Account**: holds points; no account of a person is ever below zero.
**Transfer**: moves points between accounts; its **entries** add up to zero. Transfers and entries are
only appended, never changed. **Reward** and **redemption**: what earned points are exchanged for,
approved by HR or an administrator, never for oneself.
"""
