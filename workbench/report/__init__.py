"""One report model, one module per format."""
