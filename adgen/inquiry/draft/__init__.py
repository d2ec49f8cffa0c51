"""The draft of a reply: written from the contractor's own content and the parsed facts, looked through for what it lacks, never sent."""
