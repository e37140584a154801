"""The only package that reads PDF: page text, character boxes, tiles and tables, from killable worker processes."""
