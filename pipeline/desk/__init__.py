"""The review desk: web pages in plain Vietnamese for the office, on FastAPI, rendered on the server."""
