"""The only package that reads PDF: text, boxes, tiles and tables, from worker processes that can be
killed."""
