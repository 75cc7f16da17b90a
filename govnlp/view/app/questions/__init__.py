"""What each page asks a store: functions of a ledger and a scope that return frames, without Streamlit."""
