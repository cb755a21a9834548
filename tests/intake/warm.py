"""Imported once by the server that children are forked from: everything that takes long is loaded and used once here."""

from hotseat.gather.copies import signature
from hotseat.gather.languages import language_of
from hotseat.gather.pages import parse_page
from hotseat.work import reading_of
from tests.gather.web import VOS, article
from tests.intake.killing import loaded

item = parse_page(article("Everton sack manager", *VOS).encode(), "https://warm.example/1")
reading_of(item, loaded())
signature(item.body)
language_of("Der Verein trennt sich nach der Niederlage vom Trainer, wie er am Sonntag mitteilte, und sucht einen Nachfolger.")
