"""Signing in by an organisation's own service: OpenID Connect and SAML, read strictly."""
