"""Whose word a claim is: outlets and journalists who are cited, persons who speak, officials, and the outlet's own."""
