"""Filing a case by conversation: one question at a time over a draft of `desk.cases.drafts`."""
