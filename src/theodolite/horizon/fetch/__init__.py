"""The one door to the network: polite, cached, bounded, and never let into the house."""
