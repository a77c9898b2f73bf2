"""Handovers: what one person chooses to pass on to another when work changes hands.

**Handover**: a note from one person to another, written when a manager changes, or when somebody
moves or leaves, with **lines**: single promises, one-on-ones, requests and goals that are handed on or
closed. A draft is its author's alone; once shared, the author and the receiver read it, and nobody
else. Nothing passes to a receiver but the words that the author put here.
"""
