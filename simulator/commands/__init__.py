"""Commands of the command line that need the whole house. Everything heavy is imported inside them."""
