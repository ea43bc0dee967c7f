"""The first day of a real hall: what is asked, and what is then made, each thing once."""
