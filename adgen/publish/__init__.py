"""Pages that passed the gate, brought to where everybody can read them."""
