"""What citizens tell us without meaning to: questions that found no answer, as work for the editors."""
