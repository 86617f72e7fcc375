"""
How much of its thread's stack a page's scripts may use.
"""

from __future__ import annotations

import ctypes
import sys
import threading

__all__ = ["room_for_scripts"]

MEGABYTE = 2**20
#: With this much a script's calls, such as those of the client's morph, nest as deep as in Chromium.
_MOST = 6 * MEGABYTE
#: Where nobody tells how large a stack is: that of another thread than the main one may be small.
_MAIN_UNTOLD, _THREAD_UNTOLD = 4 * MEGABYTE, MEGABYTE // 4
#: More than the attributes of a thread take anywhere.
_ATTRIBUTES = 256


def room_for_scripts() -> int:
    """
    How many bytes of this thread's: the rest is for what calls the page, and for what the page calls.
    """
    is_main = threading.current_thread() is threading.main_thread()
    whole = _of_main_thread() if is_main else _of_this_thread()
    if whole is None:
        return _MAIN_UNTOLD if is_main else _THREAD_UNTOLD
    return min(_MOST, whole * 3 // 4)


def _of_main_thread() -> int | None:
    if sys.platform == "win32":
        return None
    import resource

    limit, _ = resource.getrlimit(resource.RLIMIT_STACK)
    return sys.maxsize if limit == resource.RLIM_INFINITY else limit


def _of_this_thread() -> int | None:
    if sys.platform == "win32":
        return None
    library = ctypes.CDLL(None)
    try:
        library.pthread_self.restype = ctypes.c_void_p
        thread = ctypes.c_void_p(library.pthread_self())
        if sys.platform == "darwin":
            library.pthread_get_stacksize_np.restype = ctypes.c_size_t
            return int(library.pthread_get_stacksize_np(thread))
        attributes, size = ctypes.create_string_buffer(_ATTRIBUTES), ctypes.c_size_t()
        if library.pthread_getattr_np(thread, attributes):
            return None
        library.pthread_attr_getstacksize(attributes, ctypes.byref(size))
        library.pthread_attr_destroy(attributes)
    except AttributeError:  # a system without these
        return None
    return size.value
