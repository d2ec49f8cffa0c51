"""First steps: a workspace, and the files of a site written with every field explained."""
