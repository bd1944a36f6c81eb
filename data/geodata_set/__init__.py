"""Make a full geodata folder from the open sources on the internet."""
