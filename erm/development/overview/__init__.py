"""What managers see of their team's development, and HR of the company's.

A manager reads line by line what they may read anyway. HR reads numbers of groups: each person who is
there is in exactly one group of five people or more, by department, level or location and never by two
of them at once; what is told of fewer than five people is left out, and so is what could be found out
by subtraction. Nobody's plan, goal or assessment can be read from here.
"""
