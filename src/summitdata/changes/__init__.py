"""What differs between two editions, in rows and in what is said."""
