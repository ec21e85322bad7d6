"""Papers that deadlines ask for: recorded when they come in, taken back when the entry was wrong, reminded of."""

from pipeline.deadlines.submissions import PaperKey, record_arrival, record_submission, retract_submission

__all__ = ["PaperKey", "record_arrival", "record_submission", "retract_submission"]
