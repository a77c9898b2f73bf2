"""Feedback: one person tells another what they saw, what it did, and what could come next.

**Feedback request**: someone asks a colleague with a question. It is PENDING until it is ANSWERED
by a note, DECLINED by the person asked, or WITHDRAWN by the requester (or because one of the two
left). **Feedback note**: situation, behaviour, impact, next step, from an author to a recipient,
asked for or not.

Invariants: nobody asks, or writes to, themselves; the same question waits for the same person only
once; a request is answered at most once, by the person asked, to the requester; a note is read by
its author, its recipient and, only if the author chose so, the recipient's manager; its author may
change it until the recipient has thanked for it, and for a day at most.
"""
