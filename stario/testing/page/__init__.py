"""
The page: a user's view of an application, with its own Datastar client, and without a browser.
"""

from stario.testing.page.clients import ClientNotFound, Clients
from stario.testing.page.engine import ScriptError
from stario.testing.page.events import ConsoleMessage, Dialog, Download, PageError
from stario.testing.page.expectations import LocatorAssertions, PageAssertions, expect
from stario.testing.page.failures import ExpectationFailed, LocatorError
from stario.testing.page.guard import ScriptStuck
from stario.testing.page.locator import FilePayload, Locator
from stario.testing.page.network import PageRequest
from stario.testing.page.page import Page, PageTimeout
from stario.testing.page.problems import PageProblems, PageProblemWarning, Problem

__all__ = [
    "ClientNotFound",
    "Clients",
    "ConsoleMessage",
    "Dialog",
    "Download",
    "ExpectationFailed",
    "FilePayload",
    "Locator",
    "LocatorAssertions",
    "LocatorError",
    "Page",
    "PageAssertions",
    "PageError",
    "PageProblemWarning",
    "PageProblems",
    "PageRequest",
    "PageTimeout",
    "Problem",
    "ScriptError",
    "ScriptStuck",
    "expect",
]
