"""What a former table of notices was made of; notifications have taken its place."""
