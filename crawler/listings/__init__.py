"""Where articles are announced: feeds, sitemaps and section pages, read into plain records. Pure."""
