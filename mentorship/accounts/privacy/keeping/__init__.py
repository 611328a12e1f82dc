"""How long what is kept: rules by class, and the nightly work that follows them."""
