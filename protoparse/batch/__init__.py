"""Folder to folder: an archive of documents becomes a tree of JSON with a manifest. Start at run.py."""
