"""Knowledge base of municipal policy guidelines, served over GraphQL."""

# Whoever imports any part finds the model filled: a half-filled one would only show as missing data.
from leitlinien import model

__all__ = ["model"]
