"""What of the documentation is made from the project's data, models and code when the site is built."""
