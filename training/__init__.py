"""What mentors and mentees learn, practise and keep current."""
