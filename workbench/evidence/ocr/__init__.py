"""Reads pictures of pages: Tesseract or RapidOCR, in processes that can be killed at any moment."""
