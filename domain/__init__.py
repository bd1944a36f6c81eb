"""The things of the Week van de Verbinding: types, rules and errors. Standard library only."""
