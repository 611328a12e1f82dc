"""How an organisation looks: its colours, its logo, and what stands at the foot of everything."""
