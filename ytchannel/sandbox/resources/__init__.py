"""The resources of the Data API, a module for each kind, and what several of them need."""
