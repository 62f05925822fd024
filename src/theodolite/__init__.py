"""Survey a society's people, scan its horizon, and steer its strategy by both."""
