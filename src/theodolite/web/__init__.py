"""Pages: read the request, call one function, fill one dataclass, show one template."""
