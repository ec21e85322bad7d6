"""Articles kept: extracted pages become articles with revisions, added ones are imported, all can be exported."""
