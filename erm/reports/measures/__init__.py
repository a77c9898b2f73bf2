"""What each report counts: a number for each person, and for everybody by month."""
