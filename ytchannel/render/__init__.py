"""All wording for people, and the only prints: values in, sentences, tables and JSON out."""
