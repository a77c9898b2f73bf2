"""What plans are begun from: six templates that come with erm, and the company's own.

**Template**: a period in months, focus areas, and goals with their steps. It names nobody. One of the
company's own is made from a plan: the titles of its focus areas and goals, how they are measured and
their steps; what was written about them, dates, progress and private goals stay behind. A template
changes no plan that was drafted from it.
"""
