"""Who looked at which report, and who took it along; those who were asked can read it."""
