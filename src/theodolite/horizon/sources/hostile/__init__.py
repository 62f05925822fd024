"""What runs in a process of its own, with limits, because what it reads may be an attack."""
