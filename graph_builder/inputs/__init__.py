"""What a build is given: files, folders, zip files and standard input, each read into text."""
