"""Hostile and odd files, made when they are needed and never stored."""
