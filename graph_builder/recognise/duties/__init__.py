"""Who answers for what: clauses, lists of duties, statements in running text, and the bodies that they name."""
