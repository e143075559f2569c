"""What the person wants: the classifier of intents, and the cutting of a message into its questions."""
