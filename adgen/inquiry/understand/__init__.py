"""Labels and prose into one frozen `Inquiry`."""
