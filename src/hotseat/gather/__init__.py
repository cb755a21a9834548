"""The world -> items: files, pages, and later feeds and archives."""
