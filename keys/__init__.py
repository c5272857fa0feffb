"""The tool's own key pairs: made, sealed, published before they sign, and retired with an overlap."""
