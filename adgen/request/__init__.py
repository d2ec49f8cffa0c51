"""What a contractor does with a request: from a mail to page, draft and private record, and on to what became of it. Nothing is sent."""
