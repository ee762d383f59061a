"""Assessment -> HTML report, terminal summary, JSON. Nothing is computed here, only told."""
