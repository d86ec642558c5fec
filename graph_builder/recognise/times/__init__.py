"""Times: by when something is to be done, and from when until when a document is in force."""
