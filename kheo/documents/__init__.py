"""The register of official documents: what came, what went, under which number."""
