"""What `govnlp.plot` draws: `data` (what the caller has, as frames), `fonts` and `style` (how it looks), a module a plot."""
