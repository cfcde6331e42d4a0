"""Knowledge base of municipal policy guidelines, served over GraphQL."""
