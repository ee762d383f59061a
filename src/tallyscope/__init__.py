"""tallyscope: check an announced vote."""
