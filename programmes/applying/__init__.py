"""How somebody applies: the form they are asked, their answers, and the window for it."""
