"""Tokens signed blindly, and ballots that come in without a name and lie in no order."""
