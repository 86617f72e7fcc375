"""
One QuickJS context with our DOM in it: calls into it, calls out of it, and what keeps it in bounds.
"""

from __future__ import annotations

import json
import threading
import weakref
from collections import deque
from collections.abc import Callable
from typing import Any

import quickjs  # type: ignore[import-untyped]

from stario.testing.loop import bystanders
from stario.testing.page.compiled import dom_bytecode
from stario.testing.page.guard import Guard, ScriptStuck
from stario.testing.page.linker import linked_dom
from stario.testing.page.native import of_context
from stario.testing.page.stacks import room_for_scripts
from stario.testing.page.suspicion import changes_told, may_change_built_ins

__all__ = ["DOM_FILE", "Engine", "Host", "ScriptError"]

#: Answers a call out of the page: its name and its arguments.
Host = Callable[[str, list[Any]], object]
#: How many microtasks one task of a page may start.
MICROTASKS = 100_000
MEGABYTE = 2**20
#: How many functions that were compiled for one page may be there for the next.
MOST_FUNCTIONS = 100
#: What `json.dumps` and `json.loads` come to, for text that JSON.stringify has written.
_encoded, _decoded = json.JSONEncoder().encode, json.JSONDecoder().raw_decode
# The binding starts a thread of its own, which has work for its `Function` only.
bystanders.update(each for each in threading.enumerate() if each.name.startswith("quickjs-worker"))
#: More than a DOM without a document takes.
_COLLECT_FROM = 8 * MEGABYTE
#: Much more than a page leaves behind: to look for cycles takes longer than to open a page.
_COLLECT_AGAIN = 24 * MEGABYTE
#: What the stack of an error calls the DOM.
DOM_FILE = "stario/testing/page/dom"
#: Where compiled functions are handed over.
SLOT = "__slot"
#: The one way in, an entry point's name and its arguments as JSON, and JSON back. Nothing of it stays in
#: the scope.
_START = f"""(() => {{
  const dom = globalThis.{SLOT};
  delete globalThis.{SLOT};
  dom();
  const call = globalThis.__call;
  delete globalThis.__call;
  delete globalThis.__host;
  return call;
}})()"""


class ScriptError(Exception):
    """
    What JavaScript has thrown out of an entry point.

    - `name`: the error's name, such as `TypeError`.
    - `stack`: where it was thrown, as QuickJS tells it.
    """

    def __init__(self, name: str, message: str, stack: str = "") -> None:
        super().__init__(f"{name}: {message}" if name else message)
        self.name = name
        self.message = message
        self.stack = stack


class Engine:
    """
    A context of its own, with the DOM in it and no document yet.

    - `host`: who answers when the page asks; None answers nothing.
    - `tick`: what the page's clock says, in milliseconds, if it has one: a task is told when it begins.
    - `seconds`: how long one script may compute before it is ended, in seconds of the processor, or None.
    - `memory`: how many bytes the page may use.
    - `spent`: a page has left behind what cannot be taken back; it serves no other.
    - `functions`: the keys of those that the page's modules were compiled to. `graphs`: the names of the
      modules that it knows all of.
    - `dead`: why it is of no further use, if a script has gone out of bounds.
    """

    def __init__(self, *, seconds: float | None = 5.0, memory: int = 1024 * MEGABYTE) -> None:
        self.host: Host | None = None
        self.tick: Callable[[], float] | None = None
        self.dead: str | None = None
        self.limit = memory
        self.functions: set[str] = set()
        self.graphs: set[str] = set()
        #: How many pages it has served, and whether one has left what cannot be taken back.
        self.pages = 0
        self.spent = False
        self._suspicious = False
        #: What a page got that may have changed built-ins, and where from: the newest.
        self._texts: deque[tuple[str, str]] = deque(maxlen=50)
        #: Whether there may be something to do after each task: until the page says so there is not.
        self.asks_after_tasks = False
        #: Whether a patch may have done something that a problem is made of: so with that.
        self.asks_inspections = False
        self.doing = "the page's scripts"
        self._depth = 0
        #: How many microtasks the task that runs now has had.
        self._microtasks = 0
        self._escaped: BaseException | None = None
        self._context = context = quickjs.Context()
        self._stack = room_for_scripts()
        context.set_max_stack_size(self._stack)
        context.set_memory_limit(memory)
        self._native = of_context(context)
        self.guard = Guard(self._native, seconds)
        context.add_callable("__host", _answering(weakref.ref(self)))
        self._call: Any = None
        self._put_dom()
        self._pump = context.execute_pending_job
        if self._native is not None:
            self._native.track_rejections("__rejected")
        context.eval("delete globalThis.__rejected")

    def call(self, name: str, *arguments: object, doing: str = "") -> Any:
        """
        Call an entry point of the page, with JSON values, run its microtasks, and give what it returns.

        Raises `ScriptError` for what it throws, and `ScriptStuck` for a script that goes out of bounds:
        `doing` says in that message what it was.
        """
        if self.dead is not None:
            raise ScriptStuck(self.dead)
        before = self.doing
        self.doing = doing or before
        outermost = not self._depth
        self._depth += 1
        if outermost:
            self._microtasks = 0
            self.guard.enter(threading.get_ident())
        try:
            tick = -1.0 if self.tick is None else self.tick()
            result = self._call(name, _encoded(arguments) if arguments else "[]", tick)
            if outermost:
                self._run_microtasks()
        except quickjs.JSException as problem:
            told = self._told(problem)
            raise (self._take_escaped() if outermost else None) or told from None
        finally:
            self._depth -= 1
            if outermost:
                self.guard.leave()
            self.doing = before
        if outermost and (escaped := self._take_escaped()) is not None:
            raise escaped
        if self.guard.tripped or (outermost and self._is_dead):
            raise self._stuck()
        return _decoded(result)[0] if isinstance(result, str) else result

    def suspect(self, text: str, where: str = "") -> None:
        """
        The page is about to get this text, from `where`: if something in it may change built-ins, they are
        watched from now on.
        """
        if not self._suspicious and may_change_built_ins(text):
            self._suspicious = True
            self.call("watchIntrinsics")
        if self._suspicious and where:
            self._texts.append((where, text))

    @property
    def changes(self) -> str:
        """
        Which built-ins the page has changed, and what to do, for an error that may come of that; or nothing.
        """
        names = self._call("changedBuiltIns", "[]") if self._suspicious and self.dead is None else None
        return changes_told(json.loads(names).split("\n")[:-1], self._texts) if names else ""

    def reset(self) -> bool:
        """
        Be as new; False if that cannot be.
        """
        self._suspicious = False
        self.asks_after_tasks = self.asks_inspections = False
        self._texts.clear()
        if self._native is not None:
            self._native.collect_from(min(_COLLECT_AGAIN, self.limit // 4))
        if len(self.functions) > MOST_FUNCTIONS or len(self.graphs) > MOST_FUNCTIONS:
            self.functions.clear()
            self.graphs.clear()
            self.call("dropFunctions")
        return bool(self.call("reset"))

    def after_task(self) -> None:
        """
        Do what a browser does between two tasks, if there is anything.
        """
        native = self._native
        if not (self.asks_after_tasks or (native is not None and native.rejections)):
            return
        if native is not None:
            native.rejections.clear()
        while self.call("after"):
            pass

    def load(self, source: str, filename: str, line: int = 1, *, shown: bool = True) -> bool:
        """
        Compile an expression into the slot, from which the page's own code takes it; False, with the error in
        the slot, if it does not compile. What is not `shown` is native code to `toString`.
        """
        if self._native is not None:
            return self._native.load(source, filename, line, SLOT, shown=shown)
        try:
            self._context.set("__source", json.dumps(source))
            self._context.eval(f"globalThis.{SLOT} = (0, eval)('(' + JSON.parse(__source) + '\\n)')")
        except quickjs.JSException as problem:
            error = json.dumps(str(problem))
            self._context.eval(f"globalThis.{SLOT} = new SyntaxError({error})")
            return False
        return True

    def script(self, source: str) -> None:
        """
        Run a script in the global scope, with its `let` and `const` in it: the context cannot be used for
        another page. Raises `ScriptError`.
        """
        try:
            self._context.eval(source)
        except quickjs.JSException as problem:
            raise self._told(problem) from None

    @property
    def memory(self) -> int:
        """
        How many bytes the context uses.
        """
        return int(self._context.memory()["memory_used_size"])

    def collect(self) -> None:
        """
        Free what only cycles hold.
        """
        self._context.gc()

    def _put_dom(self) -> None:
        if self._native is not None:
            self._native.collect_from(_COLLECT_FROM)  # all that a start makes is there to stay
        if not self._load_dom():
            raise RuntimeError(f"the page's DOM does not compile: {self._context.eval(f'String({SLOT})')}")
        try:
            self._call = self._context.eval(_START)
        except quickjs.JSException as problem:
            raise RuntimeError(f"the page's DOM does not start: {problem}") from None

    def _load_dom(self) -> bool:
        if (native := self._native) is not None:
            code = dom_bytecode(lambda source: native.compile(source, DOM_FILE, shown=False))
            if code is not None:
                return native.run(code, SLOT)
        return self.load(linked_dom(), DOM_FILE, shown=False)

    def _run_microtasks(self) -> None:
        pump = self._pump
        self._microtasks = 0
        while pump():
            self._microtasks += 1
            if self._microtasks > MICROTASKS or (self._microtasks % 1024 == 0 and self.guard.late):
                self.guard.tripped = True
                raise self._stuck()

    def run_microtasks_within(self) -> None:
        """
        Run the microtasks while the page is at an event that has several listeners, or is one of several.
        """
        try:
            self._run_microtasks()
        except quickjs.JSException as problem:
            self._escaped = self._escaped or self._told(problem)
        except BaseException as problem:
            self._escaped = self._escaped or problem

    @property
    def _is_dead(self) -> bool:
        return self.dead is not None

    def _take_escaped(self) -> BaseException | None:
        """
        What the host has raised while the page ran: it is the caller's.
        """
        escaped, self._escaped = self._escaped, None
        return escaped

    def out_of_memory(self) -> ScriptStuck:
        """
        The page has asked for more memory than it may use. A browser would end it; here a script may catch
        that.
        """
        if self.dead is None:
            used = f"uses more than {self.limit // MEGABYTE} MB of memory"
            self.dead = f"{self._culprit()} {used}, and was stopped"
        return ScriptStuck(self.dead)

    @property
    def _may_be_full(self) -> bool:
        """
        Whether it has ever used about as much memory as it may: a page may throw null by itself.
        """
        return self._native is None or self._native.collects_from > self.limit // 2

    def _stuck(self) -> ScriptStuck:
        if self.dead is None and self._microtasks > 1000:
            self.dead = (
                f"{self._culprit()} never comes to rest: {self._microtasks:,} microtasks in a row "
                f"(promises, queueMicrotask, mutation observers), and there are more"
            )
        elif self.dead is None:
            seconds = self.guard.seconds or 0
            self.dead = f"{self._culprit()} has computed for {seconds:g} s without an end, and was stopped"
        return ScriptStuck(self.dead)

    def _culprit(self) -> str:
        """
        What ran when the page was stopped: the client's expression, or else what the host has asked for.
        """
        self.guard.leave()
        if self._native is not None:
            self._native.let_run()
        self._context.set_max_stack_size(self._stack)
        try:
            text = self._call("runningExpression", "[]")
            running = json.loads(text) if text else None
        except (quickjs.JSException, ValueError):
            running = None
        if running is None:
            return self.doing
        element = running["element"]
        of = f" of {element['text']}" if element else ""
        return f"the expression {running['expression']!r}{of}"

    def _told(self, problem: quickjs.JSException) -> Exception:
        if self.guard.tripped:
            return self._stuck()
        text = str(problem)
        if "out of memory" in text or (text in ("null", "null\n") and self._may_be_full):
            return self.out_of_memory()
        first, _, stack = text.partition("\n")
        name, colon, message = first.partition(": ")
        message = message if colon else first
        if changes := self.changes:
            message = f"{message}: {changes}"
        return ScriptError(name if colon else "", message, stack)


def _answering(engine: weakref.ref[Engine]) -> Callable[[str, str], str | None]:
    """
    What the page calls. It never raises: the binding would lose the exception, and leave the page confused.
    """

    def answer(name: str, text: str) -> str | None:
        me = engine()
        if me is None or me.host is None:
            return None
        if me.guard.tripped or (name in ("now", "tick") and me.guard.late):
            me.guard.tripped = True
            return json.dumps({"error": ["InternalError", "interrupted"]})
        if name == "afterTasks":
            me.asks_after_tasks = True
            return None
        if name == "inspections":
            me.asks_inspections = True
            return None
        if name == "microtasks":
            me.run_microtasks_within()
            return None
        if _tells_of_no_memory(name, text) and ("InternalError" in text or me._may_be_full):
            me.out_of_memory()
        try:
            result = me.host(name, _decoded(text)[0])
            return None if result is None else _encoded(result)
        except ScriptError as problem:
            return json.dumps({"error": [problem.name, problem.message, problem.stack]})
        except BaseException as problem:
            me._escaped = me._escaped or problem
            return json.dumps({"error": ["Error", f"{type(problem).__name__}: {problem}"]})

    return answer


def _tells_of_no_memory(name: str, text: str) -> bool:
    """
    Whether the page says that its memory has run out. Where there is none even for an error, null is thrown.
    """
    if "out of memory" in text:
        return "InternalError" in text
    if '"name":"InternalError","message":""' in text:  # there was none left for the message
        return True
    if name == "evaluated":
        return '"name":"","message":"null","stack":""' in text
    return name == "report" and text.startswith('["error",') and '"message":"Uncaught null"' in text
