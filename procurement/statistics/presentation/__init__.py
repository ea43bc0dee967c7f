"""What the page, its files and the command show of the figures, as plain values."""
