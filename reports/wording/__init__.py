"""How figures are put into the words of the office's papers: never judged, never added across certainties."""
