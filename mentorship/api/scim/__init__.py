"""The directory's side of the edge: SCIM 2.0 (RFC 7643 and 7644) for people."""
