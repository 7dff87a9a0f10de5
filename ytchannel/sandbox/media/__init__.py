"""Media on their way in: upload sessions, their ranges, and bodies of several parts."""
