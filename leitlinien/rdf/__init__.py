"""RDF in and out: files to rows and back, validation, and what is published about the vocabulary."""
