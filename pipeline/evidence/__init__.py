"""A folder of evidence that anyone can check: reports, captures, decisions, plan versions, sealed by one root hash."""
