"""Reading articles: bytes to canonical text, blocks, sentences, and finding words again."""
