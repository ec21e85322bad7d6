"""Speed and memory as ratios: our side and the yardstick measured in turns, in one run, on one machine."""
