"""How each language writes dates; Django reads `<language>/formats.py` of this package.

Templates and sentences name a format by how English writes it ("j F Y"); a language that writes it
differently gives its own under that name.
"""
