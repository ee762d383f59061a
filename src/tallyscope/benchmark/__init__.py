"""Speed beside plain reference implementations; the table of clean elections."""
