"""The commands as straight lines over the pieces: read, plan, apply. They print nothing; `render` does."""
