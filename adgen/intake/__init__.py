"""`adgen import`: photos as they come from a telephone into drafts of cases. Originals are only ever read."""
