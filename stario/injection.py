"""
A function's arguments: planned when its route is made, filled for each request.

What does not depend on others is read by `parameters`; a dependency is a function with arguments of its own.
"""

from __future__ import annotations

import contextlib
import functools
import inspect
import operator
from collections.abc import Callable, Iterator, Mapping
from contextvars import copy_context
from typing import Any, TypeAlias

from starlette.applications import Starlette
from starlette.convertors import Convertor, FloatConvertor, IntegerConvertor, UUIDConvertor
from starlette.exceptions import HTTPException
from starlette.requests import Request

from stario import _where
from stario.annotations import has_file, is_model, name_of, plain_type
from stario.bodies import Limits
from stario.parameters import KINDS, BodyParameter, Parameter, Refused, SignalsParameter
from stario.params import Inject, PathParam, Signals, refuse_misplaced, split
from stario.threads import in_thread

__all__ = ["Arguments", "Injector", "runs_on_loop"]

Convertors: TypeAlias = Mapping[str, Convertor[Any]]
#: Values that are in no need of validation: the request and the application.
Source: TypeAlias = Callable[[Request], Any]


class Arguments:
    """
    The arguments of one function on one path.

    Raises `TypeError`, with the function's file:line, for a parameter that nothing can fill.
    """

    def __init__(
        self,
        function: Callable[..., Any],
        path: str,
        convertors: Convertors,
        *,
        inside: tuple[Callable[..., Any], ...] = (),
    ) -> None:
        self.function = function
        self.path = path
        self.convertors = convertors
        self.what = "dependency" if inside else "handler"
        self.label = _where.of_callable(function)
        self._inside = (*inside, function)
        self._sources: dict[str, Source] = {}
        self._parameters: dict[str, Parameter] = {}
        self._dependencies: dict[str, Dependency] = {}
        #: The positional-only ones, in order; everything else is passed by name.
        self._positional: list[str] = []
        try:
            signature = inspect.signature(function)
        except ValueError as problem:
            raise TypeError(f"the signature of {function!r} cannot be read: {problem}") from problem
        for parameter in signature.parameters.values():
            if parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD):
                continue
            if self._plan(parameter) and parameter.kind is parameter.POSITIONAL_ONLY:
                self._positional.append(parameter.name)
        bodies = [
            each for each in self._parameters.values() if isinstance(each, SignalsParameter | BodyParameter)
        ]
        # The raw body first: a form is parsed from what was read, but not the other way round.
        self._to_load = sorted(bodies, key=lambda each: getattr(each, "raw", None) not in (bytes, str))
        #: Whether the function takes nothing.
        self.is_empty = not (self._sources or self._parameters or self._dependencies)
        #: Whether something has to be read, or asked for, before the function can be called.
        self.is_async = bool(self._to_load or self._dependencies)

    @property
    def reading_body(self) -> list[str]:
        """The names of the parameters that need a request with a body, those of dependencies too."""
        names = [name for name, each in self._parameters.items() if isinstance(each, BodyParameter)]
        for dependency in self._dependencies.values():
            names += dependency.arguments.reading_body
        return names

    def limits(self) -> Limits | None:
        """
        How much of the body is read, as all parameters say, those of dependencies too; None if none reads it.
        """
        found = [each.limits for each in self._to_load]
        inner = [each.arguments.limits() for each in self._dependencies.values()]
        found += [each for each in inner if each is not None]
        return functools.reduce(operator.or_, found) if found else None

    def dependencies(self) -> Iterator[Dependency]:
        """
        The dependencies, and theirs.
        """
        for each in self._dependencies.values():
            yield each
            yield from each.arguments.dependencies()

    async def fill(self, injector: Injector) -> tuple[list[Any], dict[str, Any]]:
        """
        The arguments for a request: dependencies first, then what has to be read.

        Raises an HTTPException of status 422 that names every parameter that is missing or invalid.
        """
        values: dict[str, Any] = {}
        for name, dependency in self._dependencies.items():
            values[name] = await injector.value_of(dependency)
        for each in self._to_load:
            await each.load(injector.request, injector.limits or each.limits)
        return self.fill_now(injector.request, values)

    def fill_now(self, request: Request, values: dict[str, Any]) -> tuple[list[Any], dict[str, Any]]:
        """
        As `fill`, where nothing has to be waited for.
        """
        refused: list[str] = []
        for name, source in self._sources.items():
            values[name] = source(request)
        for name, parameter in self._parameters.items():
            try:
                values[name] = parameter.value(request)
            except Refused as problem:
                refused += problem.lines
        if refused:
            raise HTTPException(422, "\n".join(refused))
        return [values.pop(name) for name in self._positional], values

    def _plan(self, parameter: inspect.Parameter) -> bool:
        """
        Find out where an argument comes from; False if it is left to its default.
        """
        name = parameter.name
        annotation = self._annotation(parameter)
        try:
            refuse_misplaced(name, annotation, parameter.default)
            annotation, markers = split(annotation)
        except TypeError as problem:
            raise self._wrong(parameter, str(problem)) from problem
        if len(markers) > 1:
            found = " and ".join(type(each).__name__ for each in markers)
            raise self._wrong(parameter, f"an argument comes from one place; found {found}")
        if markers:
            marker = markers[0]
        elif name in self.convertors:
            marker = PathParam()
        elif (source := _source(parameter, annotation)) is not None:
            self._sources[name] = source
            return True
        elif is_model(annotation):
            marker = Signals()
        elif parameter.default is not parameter.empty:
            if parameter.kind is parameter.POSITIONAL_ONLY:  # left out, the next would move up
                self._sources[name] = lambda request: parameter.default
                return True
            return False
        else:
            in_path = ", ".join(f"{{{known}}}" for known in self.convertors) or "none"
            shown = "..." if annotation is parameter.empty else name_of(annotation)
            place = f"Body({name!r})" if has_file(annotation) else "QueryParam"
            raise self._wrong(
                parameter,
                f"nothing can fill it: it is no path parameter (the path has {in_path}), and its "
                f"annotation is not Request, Stario or a model; say where it comes from, such as "
                f"`{name}: Annotated[{shown}, {place}]` (or PathParam, Header, Cookie, Body, Signals, "
                f"Inject(...)), or give it a default",
            )
        if isinstance(marker, Inject):
            self._dependencies[name] = self._dependency(parameter, annotation, marker)
            return True
        if isinstance(marker, PathParam) and (marker.name or name) not in self.convertors:
            in_path = ", ".join(f"{{{known}}}" for known in self.convertors) or "none"
            raise self._wrong(parameter, f"{{{marker.name or name}}} is not in the path (it has {in_path})")
        if isinstance(marker, PathParam) and plain_type(annotation) is str:
            key = marker.name or name
            if gives := _GIVES.get(type(self.convertors[key])):
                raise self._wrong(
                    parameter,
                    f"{{{key}:{gives}}} gives no str; leave the convertor away, or the parameter's type",
                )
        try:
            self._parameters[name] = KINDS[type(marker)](name, marker, annotation, parameter.default)
        except TypeError as problem:
            raise self._wrong(parameter, str(problem)) from None
        except Exception as problem:
            raise self._wrong(
                parameter, f"{name_of(annotation)} is nothing that pydantic can validate: {problem}"
            ) from problem
        return True

    def _dependency(self, parameter: inspect.Parameter, annotation: Any, marker: Inject) -> Dependency:
        function = marker.dependency
        if function is None:
            function = plain_type(annotation)
        if not callable(function):
            raise self._wrong(
                parameter,
                f"Inject takes a function that gives the value; found {type(function).__name__} {function!r}",
            )
        if function in self._inside:
            chain = " -> ".join(_where.of_callable(each) for each in (*self._inside, function))
            raise self._wrong(parameter, f"a dependency cannot depend on itself: {chain}")
        return Dependency(function, self.path, self.convertors, self._inside)

    def _annotation(self, parameter: inspect.Parameter) -> Any:
        annotation = parameter.annotation
        if not isinstance(annotation, str):
            return annotation
        function = _code_of(self.function)
        try:
            return eval(annotation, getattr(function, "__globals__", {}), _where.enclosing_names(function))
        except Exception as problem:
            raise self._wrong(
                parameter,
                f"the annotation {annotation!r} cannot be read when the route is made ({problem}); "
                f"import or define it at the top of the module, not under TYPE_CHECKING",
            ) from problem

    def _wrong(self, parameter: inspect.Parameter, why: str) -> TypeError:
        annotation = parameter.annotation
        shown = ""
        if annotation is not parameter.empty:
            shown = f": {annotation if isinstance(annotation, str) else name_of(annotation)}"
        return TypeError(
            f"the parameter '{parameter.name}{shown}' of the {self.what} {self.label} on {self.path!r}: {why}"
        )


class Dependency:
    """
    A function that an argument is asked of, with its own arguments.
    """

    def __init__(
        self,
        function: Callable[..., Any],
        path: str,
        convertors: Convertors,
        inside: tuple[Callable[..., Any], ...],
    ) -> None:
        self.function = function
        #: What it is known by: a function that has no hash is only itself.
        self.key = _key(function)
        self.inside = inside
        self.arguments = Arguments(function, path, convertors, inside=inside)
        self.is_class = isinstance(function, type)
        self.on_loop = self.is_class or runs_on_loop(function)
        #: Makes the context manager that a generator is, where it is one.
        self.manager: Callable[..., contextlib.AbstractContextManager[Any]] | None = None
        self.async_manager: Callable[..., contextlib.AbstractAsyncContextManager[Any]] | None = None
        made_by = getattr(function, "__code__", None)
        if made_by is _MANAGER:
            self.manager = function
        elif made_by is _ASYNC_MANAGER:
            self.async_manager = function
        elif _is(function, inspect.isgeneratorfunction):
            self.manager = contextlib.contextmanager(function)
        elif _is(function, inspect.isasyncgenfunction):
            self.async_manager = contextlib.asynccontextmanager(function)
        self._instead: dict[Any, Dependency] = {}

    def instead(self, function: Callable[..., Any]) -> Dependency:
        """
        Another function in this one's place.
        """
        found = self._instead.get(_key(function))
        if found is None:
            arguments = self.arguments
            found = Dependency(function, arguments.path, arguments.convertors, self.inside)
            self._instead[found.key] = found
        return found


#: What contextlib makes of a generator function: it has entering and leaving in it already.
_MANAGER = contextlib.contextmanager(lambda: iter(())).__code__
_ASYNC_MANAGER = contextlib.asynccontextmanager(lambda: aiter(())).__code__  # type: ignore[arg-type]


def _key(function: Callable[..., Any]) -> Any:
    try:
        hash(function)
    except TypeError:
        return id(function)
    return function


class Injector:
    """
    The dependencies of one request: each is asked once, and closed in reverse.
    """

    def __init__(self, request: Request, limits: Limits | None = None) -> None:
        self.request = request
        self.limits = limits
        self._overrides: Mapping[Any, Callable[..., Any]] = request.scope.get("stario.overrides", {})
        self._values: dict[Any, Any] = {}
        #: Of the generators that are open, the last opened last: what leaves each, and whose it is.
        self._open: list[tuple[Callable[..., Any], Dependency]] = []

    async def value_of(self, dependency: Dependency) -> Any:
        """
        The dependency's value, its own dependencies first.
        """
        fake = self._overrides.get(dependency.key)
        if fake is not None and fake is not dependency.function:
            dependency = dependency.instead(fake)
        if dependency.key in self._values:
            return self._values[dependency.key]
        args, kwargs = await dependency.arguments.fill(self)
        value: Any
        if dependency.async_manager is not None:
            entered = dependency.async_manager(*args, **kwargs)
            with _naming(dependency):
                value = await entered.__aenter__()
            self._open.append((entered.__aexit__, dependency))
        elif dependency.manager is not None:
            with _naming(dependency):
                value = await self._enter(dependency.manager(*args, **kwargs), dependency)
        elif dependency.on_loop:
            value = dependency.function(*args, **kwargs)
        else:
            value = await in_thread(functools.partial(dependency.function, *args, **kwargs))
        if inspect.iscoroutine(value):
            value = await value
        self._values[dependency.key] = value
        return value

    async def _enter(self, manager: contextlib.AbstractContextManager[Any], dependency: Dependency) -> Any:
        # One context for both ends: what is set in the first may be taken back in the second.
        run = copy_context().run

        def enter() -> Any:
            # In the worker thread: what was entered is left, even if the request was cancelled meanwhile.
            value = manager.__enter__()
            self._open.append((functools.partial(in_thread, run, manager.__exit__), dependency))
            return value

        return await in_thread(run, enter)

    async def close(self, error: BaseException | None) -> None:
        """
        Let every generator go on, the last opened first; raises `error`, or what one of them raised for it.

        A generator is told of the error, it cannot take it back.
        """
        while self._open:
            leave, dependency = self._open.pop()
            try:
                with _naming(dependency):
                    if error is None:
                        await leave(None, None, None)
                    else:
                        await leave(type(error), error, error.__traceback__)
            except BaseException as problem:
                error = problem
        if error is not None:
            raise error


@contextlib.contextmanager
def _naming(dependency: Dependency) -> Iterator[None]:
    """
    Say whose generator it is that contextlib finds at fault.
    """
    try:
        yield
    except RuntimeError as problem:
        if str(problem).startswith("generator didn't"):
            problem.add_note(f"stario: {dependency.arguments.label} is a generator that has to yield once")
        raise


def runs_on_loop(function: Callable[..., Any]) -> bool:
    """
    Whether calling `function` gives at once something to await or to iterate.
    """
    return _is(function, inspect.iscoroutinefunction) or _is(
        function, lambda one: inspect.isasyncgenfunction(one) or inspect.isgeneratorfunction(one)
    )


def _is(function: Callable[..., Any], what: Callable[[Any], bool]) -> bool:
    """
    Whether a function, or what a partial or a callable object calls, is this kind.
    """
    inner: Any = function
    while isinstance(inner, functools.partial):
        inner = inner.func
    called = getattr(inner, "__call__", None)  # noqa: B004 - a callable object's method
    return what(inner) or (not isinstance(inner, type) and what(called))


def _code_of(function: Any) -> Any:
    """
    The plain function behind a partial, a decorated one, a method or a callable object.
    """
    while isinstance(function, functools.partial):
        function = function.func
    function = inspect.unwrap(function)
    if isinstance(function, type):
        function = vars(function).get("__init__", function)
    if not hasattr(function, "__globals__") and not hasattr(function, "__func__"):
        function = type(function).__call__
    return getattr(function, "__func__", function)


#: Starlette's convertors that give something else than a text.
_GIVES = {IntegerConvertor: "int", FloatConvertor: "float", UUIDConvertor: "uuid"}


def _source(parameter: inspect.Parameter, annotation: Any) -> Source | None:
    plain = plain_type(annotation)
    if isinstance(plain, type) and issubclass(plain, Request):
        return lambda request: request
    if isinstance(plain, type) and issubclass(plain, Starlette):
        return lambda request: request.app
    if annotation is parameter.empty and parameter.name == "request":
        return lambda request: request
    return None
