"""How servers of others are talked to: requests that are tried again, credentials, packed answers."""
