"""The night: crawl → extract → tag → reconcile → report → digest, each stage idempotent and resumable."""
