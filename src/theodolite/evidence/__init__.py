"""What is known and how well: estimates, tables, pictures to be, and what may be shown of them."""
