"""The assistant's own parts of Rasa's NLU pipeline, thin: each calls a module of ``bot`` that knows nothing of Rasa."""
