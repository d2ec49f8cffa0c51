"""What became of each request: stages with dates and next actions, and what can be counted over them. Pure values."""
