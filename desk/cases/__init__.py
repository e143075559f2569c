"""The one home of the rules of a case: filing, tracking, moves, clocks, decisions, privacy."""
