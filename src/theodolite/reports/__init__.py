"""Evidence, figures and words put together into a document that people keep."""
