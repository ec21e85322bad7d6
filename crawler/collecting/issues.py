"""What a person should know about a crawl, in plain Vietnamese, stored with the run. Each is said once."""

from sqlalchemy.orm import Session

from models.night import RunIssue
from models.vocabulary import Severity, Stage


class Issues:
    """The crawl stage's issues of one run, written inside the caller's transaction."""

    def __init__(self, session: Session, run_id: int) -> None:
        self._session, self._run_id = session, run_id
        self._said: set[tuple[str, str]] = set()

    def note(self, outlet: str, text: str) -> None:
        """Say something good to know."""
        self._say(Severity.NOTE, outlet, text)

    def warn(self, outlet: str, text: str) -> None:
        """Say something to look at."""
        self._say(Severity.WARNING, outlet, text)

    def alarm(self, outlet: str, text: str) -> None:
        """Say something that made the outlet's part of the night fail."""
        self._say(Severity.ALARM, outlet, text)

    def _say(self, severity: Severity, outlet: str, text: str) -> None:
        if (outlet, text) not in self._said:
            self._said.add((outlet, text))
            issue = RunIssue(
                run_id=self._run_id, stage=Stage.CRAWL, severity=severity, outlet_key=outlet or None, text=text
            )
            self._session.add(issue)
