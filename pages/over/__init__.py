"""Page scripts; run by Streamlit, never imported."""
