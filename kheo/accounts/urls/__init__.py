"""The addresses of the first sign-in, and of the sign-in at a provider."""
