"""Text as a contractor types it: YAML and Markdown with places, and Japanese amounts and dates."""
