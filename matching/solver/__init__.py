"""The matching engine: exact drafts with a proof, over plain data; it knows nothing of Django."""
