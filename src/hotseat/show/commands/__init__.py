"""One module a group of commands; each function is a command, wired in `hotseat.show.cli`."""
