"""The audit log: who did what to which row, and when; never what it says.

Entries are only ever appended. Each carries the hash of the one before it, so that a changed or
removed entry breaks the chain from there on, which ``erm audit verify`` tells.
"""
