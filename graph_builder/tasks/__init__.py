"""Which unit or row of a table is a task, and which clause belongs to which."""
