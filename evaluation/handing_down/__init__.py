"""What training hears of a closed wave: scores of competencies, and who means to come back."""
