"""Outgoing feeds: Atom, JSON Feed, iCalendar, OPML."""
