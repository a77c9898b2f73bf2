"""Fairness of recognition, for those who can act on it. No tables: it counts what stands elsewhere.

Only public kudos that are shown are counted in what HR sees, for a count of private ones would give
them away; a manager's view counts what that manager may read. Groups are of five people or more.

**Thanked**: named in person; whoever is thanked as one of a team or a department is not counted as
thanked, or one message to everybody would make all look equal. **Participation**: gave thanks, or was
thanked. **Concentration**: the Gini coefficient of how often the people of a group were thanked.
**Flow**: kudos from the people of one group to those of another. **Leaderboard**: by how many
colleagues somebody was thanked; only where the company wants one, and never about who left it.

``statistics`` has the numbers with their uncertainty, ``groups`` the people, ``report`` what HR sees,
``team`` what a manager sees.
"""
