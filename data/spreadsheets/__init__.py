"""Spreadsheets: reading what people send, and writing what they can open again."""
