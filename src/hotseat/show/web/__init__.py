"""The server: pages, REST API and feeds in one application, behind one front that guards and remembers answers."""
