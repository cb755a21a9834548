"""Charts as SVG from the server: numbers in, markup out. Colour is never alone: lines differ in dash, and carry their names."""
