"""The screen: everything beside the page scripts that knows Streamlit or folium."""
