"""Photos: what they are, how they are framed, and their renditions."""
