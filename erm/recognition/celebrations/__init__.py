"""Work anniversaries and birthdays, as each person wants them.

**Choice**: for each kind nobody, the team or everybody; a birthday is a day and a month, never a year,
and is nobody's business before its owner says so. **Celebration**: one day of one person. **Card**:
what colleagues write for it before the day; its person reads it from that day's morning on, and until
then learns nowhere that it exists.

States: planned a week before the day; delivered in the morning of the day on the person's own clock;
cancelled when the person wants it no more (or for fewer people), leaves, or the day turns out to be
another. The words on a cancelled card are gone.

Invariants: one celebration of a person, kind and day; what is planned fits what its person wants now,
looked at again when it is delivered; lines are written while it is planned, one by each colleague.
"""
