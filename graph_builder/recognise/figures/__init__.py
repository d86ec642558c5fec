"""Figures: what is counted, how much, and whether it is to be reached or has been reached."""
