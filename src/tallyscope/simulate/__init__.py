"""Elections whose truth is known: honest ones, and tampering that is counted exactly."""
