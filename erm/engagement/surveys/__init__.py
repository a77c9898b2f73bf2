"""What is asked of whom, when and under which promise; drafts, launch, end."""
