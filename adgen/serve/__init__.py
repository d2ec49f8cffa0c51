"""`adgen serve`: the sites as they would be published, made anew while somebody edits them. Loopback unless asked otherwise."""
