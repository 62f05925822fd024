"""Items in the topics of a framework, with how far ahead they look and what they mean."""
