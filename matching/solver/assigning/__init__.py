"""The best total over all pairs, with prices that prove it."""
