"""What the company and each person chose about recognition.

**Settings**: one row for the company, made by HR: whether a value must be named, points, the
leaderboard, words to warn of. **Preference**: one row a person: the leaderboard, nudges, mail.
Who has no row has the defaults of the columns.
"""
