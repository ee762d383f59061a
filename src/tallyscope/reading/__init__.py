"""Stories into statements."""
