"""The folder of a build, written all at once."""
