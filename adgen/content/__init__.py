"""From a contractor's folder to a Site, with every mistake noted."""
