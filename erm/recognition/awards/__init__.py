"""Awards: colleagues nominate, a jury votes, HR announces.

**Award**: one round, usually of a quarter. **Nomination**: why somebody should have it, under a company
value. **Juror**: scores each nominee from 1 to 5, but not themselves, their manager, their reports, nor
whom they nominated. **Winner**: chosen by HR among the best, and announced with public kudos.
"""
