"""The web application (ASGI)."""
