"""Work anniversaries and birthdays, as each person wants them.

**Choice**: for each kind nobody, the team or everybody; a birthday is a day and a month, never a year,
and is nobody's business before its owner says so. **Celebration**: one day of one person. **Card**:
what colleagues write for it before the day; its person reads it from that day's morning on, and until
then learns nowhere that it exists.
"""
