"""What the pages about services show, as plain values: no HTML, no requests."""
