"""What Loket costs, each as a ratio against a peer measured in the same run."""
