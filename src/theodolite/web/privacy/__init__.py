"""Personal data: what is held of me, what I agreed to, complaints, and the office's side of it."""
