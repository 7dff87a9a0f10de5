"""The history behind the figures, and the two APIs that report it: YouTube Analytics and YouTube Reporting."""
