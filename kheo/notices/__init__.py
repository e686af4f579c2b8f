"""Messages to people, in the application; what waits is derived, what happened is told here."""
