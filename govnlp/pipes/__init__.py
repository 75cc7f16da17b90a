"""spaCy components, one file each; every one is a factory and can be added to any Chinese pipeline by its name."""
