"""Development: what a person wants to become better at, agreed with their manager.

**Plan**: a period with a title and a focus. **Goal**: one thing to reach, with progress in percent
and a status. **Milestone**: a step on the way. **Check-in**: how a goal goes, told by the person or
their manager, with progress, status and a comment.

States of a plan: draft -> proposed -> active -> closed. Either side may draft and propose; the other
side agrees. Somebody without a manager agrees alone.

Invariants: an active or closed plan that was agreed bears the instants at which both agreed (only
the person's, where there was no manager); progress lies between 0 and 100; a goal's progress and
status are those of its last check-in; a closed plan does not change.

The person reads the plan and so does their *current* manager; a draft that the person made is theirs
alone until proposed; HR reads it only where it was shared with HR.
"""
