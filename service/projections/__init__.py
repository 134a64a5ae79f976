"""Read models as SQL tables: one file per family of pages, kept up to date by the feed."""
