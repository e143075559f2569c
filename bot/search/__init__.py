"""Which service is meant: a search over the catalogue's texts, in all languages at once, with no training."""
