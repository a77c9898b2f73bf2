"""Awards: colleagues nominate, a jury votes, HR announces.

**Award**: one round, usually of a quarter. **Nomination**: why somebody should have it, under a company
value. **Juror**: scores each nominee from 1 to 5, but not themselves, their manager, their reports, nor
whom they nominated. **Winner**: chosen by HR among the best, and announced with public kudos.

States: a draft, which HR alone sees; nominating; voting; deciding; announced, or cancelled on the way.
Days move it on, or HR before them.

Invariants: whoever organises awards (HR) is not nominated, and nobody nominates themselves; each
nominates the same person once; a juror scores a nominee once, and no score is seen by others; a nominee
learns that they are one when the award is announced, and reads then why; an award is announced once.
"""
