"""
What QuickJS can do and its Python binding does not hand on, through the C functions that its library exports.

Three things: names and lines for compiled scripts, bytecode (so that a script is compiled once in a process),
and an end to a script that does not end. A build without these symbols does without: see `of_context`.
"""

from __future__ import annotations

import ctypes
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

import quickjs  # type: ignore[import-untyped]

from stario.testing.page.kept import LARGE, kept

__all__ = ["Native", "library_file", "of_context"]

#: How many compiled scripts the process keeps, the newest.
KEPT = 256
#: How many of the large ones the next process finds.
_KEPT_FOR_OTHERS = 16
_EXCEPTION = 6
_COMPILE_ONLY = 1 << 5
_BYTECODE = 1
_WITHOUT_SOURCE = 1 << 4
#: Where a context of the binding keeps its runtime and its context: behind the head of a Python object.
_RUNTIME_AT, _CONTEXT_AT = object.__basicsize__, object.__basicsize__ + ctypes.sizeof(ctypes.c_void_p)
_Pointer = ctypes.c_void_p


class _Value(ctypes.Structure):
    _fields_: ClassVar[list[tuple[str, Any]]] = [("payload", ctypes.c_uint64), ("tag", ctypes.c_int64)]


class _Options(ctypes.Structure):
    _fields_: ClassVar[list[tuple[str, Any]]] = [
        ("version", ctypes.c_int),
        ("flags", ctypes.c_int),
        ("filename", ctypes.c_char_p),
        ("line", ctypes.c_int),
    ]


_Interrupt = ctypes.CFUNCTYPE(ctypes.c_int, _Pointer, _Pointer)
_Tracker = ctypes.CFUNCTYPE(None, _Pointer, _Value, _Value, ctypes.c_bool, _Pointer)


class _Library:
    """
    The exported functions, typed. Raises `AttributeError` if one is missing.
    """

    def __init__(self, library: ctypes.PyDLL) -> None:
        self._library = library
        size = ctypes.POINTER(ctypes.c_size_t)
        options = ctypes.POINTER(_Options)
        self.runtime_of = self._typed("JS_GetRuntime", _Pointer, _Pointer)
        self.eval = self._typed("JS_Eval2", _Value, _Pointer, ctypes.c_char_p, ctypes.c_size_t, options)
        self.evaluate = self._typed("JS_EvalFunction", _Value, _Pointer, _Value)
        self.exception = self._typed("JS_GetException", _Value, _Pointer)
        self.globals = self._typed("JS_GetGlobalObject", _Value, _Pointer)
        self.get = self._typed("JS_GetPropertyStr", _Value, _Pointer, _Value, ctypes.c_char_p)
        self.set = self._typed("JS_SetPropertyStr", ctypes.c_int, _Pointer, _Value, ctypes.c_char_p, _Value)
        self.call = self._typed(
            "JS_Call", _Value, _Pointer, _Value, _Value, ctypes.c_int, ctypes.POINTER(_Value)
        )
        self.free = self._typed("JS_FreeValue", None, _Pointer, _Value)
        self.collect_from = self._typed("JS_SetGCThreshold", None, _Pointer, ctypes.c_size_t)
        self.collects_from = self._typed("JS_GetGCThreshold", ctypes.c_size_t, _Pointer)
        self.limit_stack = self._typed("JS_SetMaxStackSize", None, _Pointer, ctypes.c_size_t)
        self.free_memory = self._typed("js_free", None, _Pointer, _Pointer)
        self.write = self._typed("JS_WriteObject", _Pointer, _Pointer, size, _Value, ctypes.c_int)
        self.read = self._typed(
            "JS_ReadObject", _Value, _Pointer, ctypes.c_char_p, ctypes.c_size_t, ctypes.c_int
        )
        self.on_interrupt = self._typed("JS_SetInterruptHandler", None, _Pointer, _Interrupt, _Pointer)
        self.on_rejection = self._typed(
            "JS_SetHostPromiseRejectionTracker", None, _Pointer, _Tracker, _Pointer
        )

    def _typed(self, name: str, result: Any, *arguments: Any) -> Any:
        function = getattr(self._library, name)
        function.restype, function.argtypes = result, arguments
        return function


_stop = _Interrupt(lambda runtime, opaque: 1)


def _load() -> _Library | None:
    import _quickjs  # type: ignore[import-not-found]  # the binding's C part

    if ctypes.sizeof(_Pointer) != 8:  # a JavaScript value is one word there, not two
        return None
    try:
        # PyDLL: nothing here waits, and what it calls may not run without the GIL.
        return _Library(ctypes.PyDLL(_quickjs.__file__))
    except (AttributeError, OSError):
        return None


_library = _load()
_bytecode: OrderedDict[tuple[str, str, int], bytes] = OrderedDict()


class Native:
    """
    The C side of one context. It lives no longer than that: the engine that made it drops both.
    """

    def __init__(self, library: _Library, runtime: int, context: int) -> None:
        self._library = library
        self._runtime = runtime
        self._context = context
        self._tracker: Any = None
        #: Of promises, those that nobody has looked at: whether each was handled after all.
        self.rejections: list[bool] = []

    def load(self, source: str, filename: str, line: int, slot: str, *, shown: bool = True) -> bool:
        """
        Compile an expression, such as a function, and put its value into the global `slot`.

        `line` is that of its first line in `filename`. Functions that are not `shown` keep no source: to
        `toString` they are native code. False if it does not compile: then the error is in the slot. The
        expression must not call into Python.
        """
        key = (source, filename, line)
        code = _bytecode.get(key)
        if code is None:
            code, error = self._compiled(source, filename, line, shown)
            if code is None:
                self._put(slot, error)
                return False
            _bytecode[key] = code
            if len(_bytecode) > KEPT:
                _bytecode.popitem(last=False)
        else:
            _bytecode.move_to_end(key)
        return self.run(code, slot)

    def compile(self, source: str, filename: str, *, shown: bool = True) -> bytes | None:
        """
        The bytecode of an expression, as `run` takes it; None if it does not compile.
        """
        code, error = self._compile(source, filename, 1, shown)
        if code is None:
            self._library.free(self._context, error)
        return code

    def run(self, code: bytes, slot: str) -> bool:
        """
        Put the value of a compiled expression into the global `slot`. False if it throws: then that is there.
        """
        library, context = self._library, self._context
        value = library.evaluate(context, library.read(context, code, len(code), _BYTECODE))
        done: bool = value.tag != _EXCEPTION
        self._put(slot, value if done else library.exception(context))
        return done

    def interrupt(self) -> None:
        """
        End what runs now, with an error that no script can catch. May be called from any thread.
        """
        self._library.on_interrupt(self._runtime, _stop, None)

    def refuse_calls(self) -> None:
        """
        Let every call of a function fail from here on, as one too deep. May be called from any thread.
        """
        self._library.limit_stack(self._runtime, 1)

    def let_run(self) -> None:
        """
        What runs from here on is not ended.
        """
        self._library.on_interrupt(self._runtime, _Interrupt(), None)

    def track_rejections(self, name: str) -> None:
        """
        Call the global function `name` with each promise that is rejected and not handled: `(promise, reason,
        false)`, and with `true` when it is handled after all. It must not call into Python.
        """
        library, context = self._library, self._context
        scope = library.globals(context)
        function = library.get(context, scope, name.encode())
        undefined = _Value(0, 3)
        rejections = self.rejections  # not by way of this object, which would keep itself alive

        def track(_: int, promise: _Value, reason: _Value, handled: bool, __: int) -> None:
            rejections.append(handled)
            arguments = (_Value * 3)(promise, reason, _Value(int(handled), 1))
            library.free(context, library.call(context, function, undefined, 3, arguments))

        self._tracker = _Tracker(track)
        library.on_rejection(self._runtime, self._tracker, None)
        library.free(context, scope)
        library.free(context, function)  # the global object keeps it

    def collect_from(self, size: int) -> None:
        """
        Look for cycles for the first time when this many bytes are used; later by what is left.
        """
        self._library.collect_from(self._runtime, size)

    @property
    def collects_from(self) -> int:
        """
        From how many bytes on cycles are looked for next: more than it has had in use at any time.
        """
        return int(self._library.collects_from(self._runtime))

    def _compiled(self, source: str, filename: str, line: int, shown: bool) -> tuple[bytes | None, _Value]:
        error = _Value()

        def compile() -> bytes | None:
            nonlocal error
            code, error = self._compile(source, filename, line, shown)
            return code

        if len(source) < LARGE:
            return compile(), error
        text = repr((filename, line, shown, source))
        return kept("script", [Path(library_file())], text, compile, newest=_KEPT_FOR_OTHERS), error

    def _compile(self, source: str, filename: str, line: int, shown: bool) -> tuple[bytes | None, _Value]:
        library, context = self._library, self._context
        flags = _BYTECODE if shown else _BYTECODE | _WITHOUT_SOURCE
        text = source.encode("utf-8", "surrogatepass")
        options = _Options(1, _COMPILE_ONLY, filename.encode(), line)
        compiled = library.eval(context, text, len(text), ctypes.byref(options))
        if compiled.tag == _EXCEPTION:
            return None, library.exception(context)
        size = ctypes.c_size_t()
        written = library.write(context, ctypes.byref(size), compiled, flags)
        library.free(context, compiled)
        if not written:
            return None, library.exception(context)
        code = ctypes.string_at(written, size.value)
        library.free_memory(context, written)
        return code, compiled

    def _put(self, slot: str, value: _Value) -> None:
        library, context = self._library, self._context
        scope = library.globals(context)
        library.set(context, scope, slot.encode(), value)
        library.free(context, scope)


def library_file() -> str:
    """
    The file that QuickJS is in.
    """
    import _quickjs

    return str(_quickjs.__file__)


def of_context(context: quickjs.Context) -> Native | None:
    """
    The C side of a context; None where this build of QuickJS does not show it.
    """
    if _library is None:
        return None
    runtime = _Pointer.from_address(id(context) + _RUNTIME_AT).value
    inner = _Pointer.from_address(id(context) + _CONTEXT_AT).value
    if not runtime or not inner or not _looks_like(runtime, inner):
        return None
    return Native(_library, runtime, inner)


def _looks_like(runtime: int, context: int) -> bool:
    # Two words that differ from what a context holds would be two pointers that do not belong together.
    runtime_of: Callable[[int], int | None] = _library.runtime_of if _library is not None else lambda _: None
    return runtime_of(context) == runtime
