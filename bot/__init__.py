"""The application: the only folder that knows every part."""
