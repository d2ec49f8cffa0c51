"""Personal data: found with class and reason, masked, and kept out of whatever is published."""
