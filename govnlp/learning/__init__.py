"""Training on a user's own labels: the functions behind `govnlp train`."""
