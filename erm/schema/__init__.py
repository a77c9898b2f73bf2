"""The whole GraphQL API: one thin module per domain, shape only.

No ORM call, no rule and no permission decision stands here: resolvers call ``queries`` and
``commands`` with the actor, and dress what comes back.
"""
