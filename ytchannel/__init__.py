"""ytchannel runs a YouTube channel from files."""

__version__ = "0.1.0"
