"""What rises, what fades, what joins topics up: shares over time, and alerts that are scored."""
