"""Commands for whoever installs the product."""
