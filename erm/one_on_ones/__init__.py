"""One-on-ones: two people who meet again and again, and what they want to talk about and promise.

**Series**: a pair of people and a rhythm (a rule of RFC 5545), with a time zone of its own. **Meeting**: one occurrence,
numbered from 1; open until it is closed as held or not held. **Talking point**: something to talk
about, shared or private to its author, open or discussed. **Shared notes**: one text of the two.
**Private notes**: one text each, which nobody else can read, administrators included. **Action
item**: a promise, with an owner, perhaps a due date, and a state (open, done, dropped).

Invariants, held by the database: at most one active series per pair; exactly one open meeting in an
active series and none in an ended one; meeting numbers are unique in a series; one text of private
notes per meeting and person. Held by the commands: closing a meeting opens the next in the same
transaction; open talking points and open action items move into it and keep their identity; a
closed meeting's points do not change any more, its shared notes for two weeks only, and promises made in
it can still be kept; shared notes are the text of the updates that were added to them, none of which
is ever changed.

Only the two people read any of it. A manager, HR or an administrator who is not one of the two reads
nothing, and a new manager inherits nothing.
"""
