"""An invented organisation's believable year: for trying the product, pictures and tests."""
