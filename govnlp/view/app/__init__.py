"""The dashboard of a store: `ledger` and `questions` ask (no Streamlit), `pages` draw (Streamlit), `launch` starts it."""
