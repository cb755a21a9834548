"""What the server's rooms share: settings, remembered answers, the as-of moment, articles that come in."""
