"""The station of requests: a mail into facts, the contractor's fitting cases, and a rough price; nothing here publishes or sends."""
