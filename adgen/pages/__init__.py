"""From plan to HTML: the theme, Markdown, the values templates see, and data for machines."""
