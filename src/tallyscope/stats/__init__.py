"""Arrays in, numbers out; knows numpy and scipy only."""
