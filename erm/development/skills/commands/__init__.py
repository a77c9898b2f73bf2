"""Writes of skills and mentorships."""
