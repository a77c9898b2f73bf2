"""What may be told of groups of people: decided from how many they are, never from what they said. No tables."""
