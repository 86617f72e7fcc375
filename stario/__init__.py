"""
Stario: live web pages in Python, and tests that assert what a handler yields.
"""

from datastar_py import action_generator as actions
from datastar_py import attribute_generator as data

from stario.app import Stario
from stario.datastar import PatchElements, PatchSignals, execute_script, redirect, remove_elements
from stario.datastar.files import FileSignal
from stario.params import Body, Cookie, Header, Inject, PathParam, QueryParam, Signals
from stario.routes import Command, Query

__all__ = [
    "Body",
    "Command",
    "Cookie",
    "FileSignal",
    "Header",
    "Inject",
    "PatchElements",
    "PatchSignals",
    "PathParam",
    "Query",
    "QueryParam",
    "Signals",
    "Stario",
    "actions",
    "data",
    "execute_script",
    "redirect",
    "remove_elements",
]
