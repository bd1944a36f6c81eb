"""Paper: content set in a template and given back as an accessible PDF, without the network."""
