"""What was written in words: groups of enough people, themes, answers to an unknown author."""
