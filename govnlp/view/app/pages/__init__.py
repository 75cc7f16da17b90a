"""The pages of the dashboard: what is chosen goes to `questions`, what comes back is drawn."""
