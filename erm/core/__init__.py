"""What every domain stands on: errors, actor, events, unit of work, clock, ids, paging, database.

No domain words live here and nothing here imports a domain.
"""
