"""What people write for the program to read: checked strictly, refused in sentences."""
