"""
What outlives a page in its context: whatever a page puts on it, the next page does not see.
"""

from __future__ import annotations

from typing import Any

import pytest

from stario.testing.page.engine import ScriptError

#: All objects that the global one leads to, by the paths they are found at. What belongs to one document is
#: left out, and so is what a storage holds.
REACHABLE = """() => {
  const found = new Map(), queue = [];
  const find = (object, path) => {
    if ((typeof object !== "object" && typeof object !== "function") || object === null) return;
    if (found.has(object)) return;
    const isInstance = !Object.hasOwn(object, "constructor");
    if (isInstance && (object instanceof Node || object instanceof Storage)) return;
    found.set(object, path);
    queue.push(object);
  };
  find(globalThis, "window");
  for (const object of queue) {
    const path = found.get(object);
    find(Object.getPrototypeOf(object), `${path}.__proto__`);
    for (const key of Reflect.ownKeys(object)) {
      const { value, get, set } = Object.getOwnPropertyDescriptor(object, key) ?? {};
      for (const each of [value, get, set]) find(each, `${path}.${String(key)}`);
    }
    if (typeof object === "function" || Object.hasOwn(object, "constructor")) continue;
    // An instance: what its accessors give is reached, too.
    for (let type = object; type !== null; type = Object.getPrototypeOf(type)) {
      for (const key of Reflect.ownKeys(type)) {
        if (Object.getOwnPropertyDescriptor(type, key)?.get === undefined) continue;
        try {
          find(object[key], `${path}.${String(key)}`);
        } catch {}
      }
    }
  }
  return %s;
}"""
COUNT = REACHABLE % "found.size"
MARK = (
    REACHABLE
    % "[...found.keys()].slice(%d, %d).filter(Object.isExtensible).forEach((o) => { o.leftBehind = 1 })"
)
MARKED = (
    REACHABLE % "[...found].filter(([object]) => Object.hasOwn(object, 'leftBehind')).map(([, path]) => path)"
)


async def test_nothing_that_can_be_reached_keeps_what_a_page_puts_on_it(page_of: Any) -> None:
    page = await page_of("<p id=a>", datastar=False)
    count = await page.evaluate(COUNT)
    await page.close()
    assert count > 4000
    left: dict[int, list[str]] = {}

    async def mark(start: int, end: int) -> None:
        page = await page_of("<p id=a>", datastar=False)
        await page.evaluate(MARK % (start, end))
        await page.close()
        page = await page_of("<p id=a>", datastar=False)
        if paths := await page.evaluate(MARKED):
            left[start] = paths
        await page.close()

    # One at a time, since a context that has to go takes all others along.
    for start in range(1, count, count // 20):
        await mark(start, start + 1)
    assert not left


@pytest.mark.parametrize(
    "path",
    [
        "location",
        "history",
        "navigator",
        "navigator.clipboard",
        "screen",
        "screen.orientation",
        "performance",
        "console",
        "crypto",
        "crypto.subtle",
        "CSS",
        "customElements",
        "indexedDB",
        "visualViewport",
    ],
)
async def test_an_object_of_the_platform_is_as_new_and_the_context_is_kept(page_of: Any, path: str) -> None:
    page = await page_of("", datastar=False)
    engine = page.engine
    await page.evaluate(f"(() => {{ const object = {path}; object.mark = 1; }})")
    await page.close()
    page = await page_of("", datastar=False)
    assert page.engine is engine
    assert await page.evaluate(f"Object.keys({path}).includes('mark')") is False


@pytest.mark.parametrize(
    ("change", "is_as_new"),
    [
        ("history.scrollRestoration = 'manual'", "history.scrollRestoration === 'auto'"),
        ("screen.orientation.type = 'mine'", "screen.orientation.type === 'landscape-primary'"),
        ("const { orientation } = screen; delete orientation.angle", "screen.orientation.angle === 0"),
        ("const log = console; log.warn = null", "typeof console.warn === 'function'"),
        ("fetch.calls = 1", "fetch.calls === undefined"),
        ("console.log.calls = 1", "console.log.calls === undefined"),
        ("document.addEventListener['calls'] = 1", "addEventListener.calls === undefined"),
        ("navigator.clipboard.writeText.calls = 1", "navigator.clipboard.writeText.calls === undefined"),
        ("Math.max.mine = 1", "Math.max.mine === undefined"),
        ("delete window.parent", "window.parent === window"),
        ("[].map.mine = 1, [].constructor", "[].map.mine === undefined"),
        ("Object.freeze(navigator)", "Object.isExtensible(navigator)"),
        (
            "Object.defineProperty(window, 'innerWidth', { value: 1280, writable: false })",
            "Object.getOwnPropertyDescriptor(window, 'innerWidth').writable",
        ),
        (
            "Object.defineProperty(window, 'name', { value: '', writable: false })",
            "Object.getOwnPropertyDescriptor(window, 'name').set !== undefined",
        ),
        ("window.name = 'mine'", "window.name === ''"),
        (
            "window.history.mine = 1; customElements.mine = 1",
            "!('mine' in history) && !('mine' in customElements)",
        ),
    ],
)
async def test_what_a_page_changes_is_as_new(page_of: Any, change: str, is_as_new: str) -> None:
    page = await page_of("", datastar=False)
    await page.evaluate(f"() => {{ {change} }}")
    await page.close()
    page = await page_of("", datastar=False)
    assert await page.evaluate(is_as_new) is True


@pytest.mark.parametrize(
    ("change", "is_as_new"),
    [
        ("const f = console.log; f.calls = 1", "console.log.calls === undefined"),
        ("const { log } = console; log.calls = 1; log.calls = 2", "console.log.calls === undefined"),
        ("const mark = (f) => { f[7] = 1 }; mark(fetch)", "fetch[7] === undefined"),
        ("Object.assign(document.querySelector, { calls: 1 })", "document.querySelector.calls === undefined"),
        ("Element.prototype.matches.calls = 1", "Element.prototype.matches.calls === undefined"),
        ("const { set } = new Map(); set.calls = 1", "Map.prototype.set.calls === undefined"),
        ("const { URL: U } = window; U.mine = 1", "URL.mine === undefined"),
        ("const { URL: U } = window; U.createObjectURL = null", "typeof URL.createObjectURL === 'function'"),
        ("const { Promise: P } = window; delete P.all", "typeof Promise.all === 'function'"),
        ("JSON.parse = null", "typeof JSON.parse === 'function'"),
        ("let json = JSON; json.stringify = () => '{}'", "JSON.stringify(1) === '1'"),
        ("Object.keys = null", "typeof Object.keys === 'function'"),
    ],
)
async def test_what_a_page_puts_on_a_function_is_gone_and_the_context_is_kept(
    page_of: Any, change: str, is_as_new: str
) -> None:
    page = await page_of("", datastar=False)
    engine = page.engine
    await page.evaluate(f"() => {{ {change} }}")
    assert await page.evaluate(is_as_new) is False
    await page.close()
    page = await page_of("", datastar=False)
    assert page.engine is engine
    assert await page.evaluate(is_as_new) is True


async def test_what_functions_inherit_is_as_in_a_browser(page_of: Any) -> None:
    page = await page_of("", datastar=False)
    told = """(() => {
      class Counter { static count = 0; static add() { return ++this.count; } }
      class Other extends Counter {}
      function old() {}
      old.list = [1];
      Other.add();
      return [
        fetch instanceof Object, old.hasOwnProperty("list"), "toString" in old, old.none === undefined,
        Object.keys(old), Counter.count, Other.count, old + "", Object.hasOwn(Other, "count"),
      ];
    })()"""
    assert await page.evaluate(told) == [
        *(True, True, True, True, ["list"], 0, 1),
        *("function old() {}", True),
    ]


@pytest.mark.parametrize(
    "name",
    [
        "parent",
        "closed",
        "origin",
        "length",
        "self",
        "frames",
        "opener",
        "onload",
        "name",
        "navigator",
        "crypto",
    ],
)
async def test_a_function_of_a_page_by_the_name_of_the_windows_own_is_gone(page_of: Any, name: str) -> None:
    page = await page_of("", datastar=False)
    before = await page.evaluate(f"typeof {name}")
    await page.close()
    page = await page_of(f"<script>function {name}() {{ return 7 }}</script>", datastar=False)
    assert await page.evaluate(f"typeof {name}") == "function"
    await page.close()
    page = await page_of("", datastar=False)
    assert await page.evaluate(f"typeof {name}") == before


#: Asks the interfaces' prototypes for what only their instances have, as a browser refuses it.
ASK_PROTOTYPES = """() => {
  for (const name of Object.getOwnPropertyNames(globalThis)) {
    const { value } = Object.getOwnPropertyDescriptor(globalThis, name);
    const base = typeof value === "function" ? value.prototype : undefined;
    if (base !== EventTarget.prototype && !(base instanceof EventTarget)) continue;
    for (const { get, set } of Object.values(Object.getOwnPropertyDescriptors(base))) {
      try { get?.call(base); } catch {}
      try { set?.call(base, "set"); } catch {}
    }
    try { base.addEventListener("click", () => { globalThis.heard = true; }); } catch {}
    try { base.setAttribute("lang", "set"); } catch {}
    try { base.setCustomValidity("set"); } catch {}
    try { new MutationObserver(() => {}).observe(base, { attributes: true }); } catch {}
  }
}"""
TELL_ALL = """() => [...document.querySelectorAll("*")].map((each) => [each.localName,
  each.attributes.length, each.lang, each.classList.value, each.style.cssText, Object.keys(each.dataset),
  each.labels?.length, each.form?.id, each.elements?.length, each.validity?.valid, each.options?.length,
  each.childNodes.length, each.children.length, each.sheet?.cssRules.length, each.relList?.length,
  each.value, each.rows?.length, each.click()].join()).concat(String(globalThis.heard)).join("\\n")"""
BODY = (
    "<form id=f><input name=a><button class='x y' data-k=1 id=b>x</button><select><option>1</select>"
    "<textarea>x</textarea></form><label for=b>L</label><dialog></dialog><fieldset><input></fieldset>"
    "<table><tr><td>1</table><style>a{}</style><div style='color: red' data-a=1 class=q></div>"
)


async def test_what_is_asked_of_prototypes_changes_no_element(page_of: Any) -> None:
    async def told(page: Any) -> str:
        text: str = await page.evaluate(TELL_ALL)
        await page.close()
        return text

    expected = await told(await page_of(BODY, datastar=False))
    page = await page_of(BODY, datastar=False)
    await page.evaluate(ASK_PROTOTYPES)
    assert await told(page) == expected
    assert await told(await page_of(BODY, datastar=False)) == expected


@pytest.mark.parametrize(
    "ask",
    [
        "Element.prototype.attributes",
        "Element.prototype.classList",
        "HTMLElement.prototype.dataset",
        "HTMLElement.prototype.title = 'x'",
        "Node.prototype.childNodes",
        "HTMLButtonElement.prototype.labels",
        "HTMLFormElement.prototype.elements",
        "Element.prototype.addEventListener('click', () => {})",
    ],
)
async def test_a_prototype_is_no_element(page_of: Any, ask: str) -> None:
    page = await page_of(datastar=False)
    with pytest.raises(ScriptError, match="TypeError: Illegal invocation"):
        await page.evaluate(f"() => {{ {ask} }}")
