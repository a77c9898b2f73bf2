"""Each time a survey is asked: the roll of those invited, segments told in, reminders, rotation."""
