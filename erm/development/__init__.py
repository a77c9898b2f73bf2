"""Development: what a person wants to become better at, agreed with their manager.

**Plan**: a period with a title, perhaps a mentor, and **focus areas**. **Goal**: one thing to reach,
in a plan or on its own, measured in one of five ways, with a status that a person says.
**Milestone**: a step on the way. **Check-in**: how a goal goes, told by the person or their manager.
**Change**: a part of a plan or a goal that became another, kept for good.

States of a plan: draft -> proposed -> active -> closed; an active one whose last day is over has
expired, which is derived and never stored. Either side may draft and propose; the other side agrees.
Somebody without a manager agrees alone.

Invariants: a plan that was agreed bears the instant at which both had agreed; progress lies between 0
and 100 or is nothing; goals above goals are trees of at most five levels; a closed plan does not
change; of a private goal nobody but its author learns anything.

Who reads what stands in ``policy.py`` and in docs/domains/development.md.
"""
