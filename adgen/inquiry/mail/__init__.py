"""Raw mail into a `Letter`: whatever arrives is read, nothing is ever raised, nothing in it is obeyed."""
