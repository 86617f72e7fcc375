// Names with an underscore are a page's own, whatever the DOM calls its fields.
(check) => {
  const names =
    "listeners content attributes handlers style parent first last next previous document kind connected localName namespace isHTML children value checked type shadow raw items named activation inserted removed made upgrade".split(
      " ",
    );

  class OwnFields extends HTMLElement {
    constructor() {
      super();
      for (const name of names) this[`_${name}`] = name;
    }
    connectedCallback() {
      this._connected = "mine";
    }
    attributeChangedCallback() {}
  }
  customElements.define("own-fields", OwnFields);

  const element = document.createElement("own-fields");
  check("as new", [names.filter((name) => element[`_${name}`] !== name), element.isConnected]);
  let heard = 0;
  element.addEventListener("click", () => heard++);
  element.onclick = () => heard++;
  element.setAttribute("title", "x");
  element.style.color = "red";
  element.innerHTML = "<b>1</b><i>2</i>";
  document.body.append(element);
  element.click();
  check("events", heard);
  check("content", [
    element.outerHTML,
    element.children.length,
    element.parentNode === document.body,
  ]);
  check("after all", [names.filter((name) => element[`_${name}`] !== name), element._connected]);
  element.remove();

  class OwnMethods extends HTMLElement {
    _inserted() {
      throw new Error("called");
    }
    _made() {
      throw new Error("called");
    }
    get _activation() {
      throw new Error("asked");
    }
    get _content() {
      throw new Error("asked");
    }
  }
  customElements.define("own-methods", OwnMethods);
  const other = document.createElement("own-methods");
  document.body.append(other);
  other.click();
  check("methods", other.cloneNode(true).isConnected);
  other.remove();

  const input = document.createElement("input");
  for (const name of names) input[`_${name}`] = name;
  input.type = "checkbox";
  input.checked = true;
  document._listeners = 1;
  window._handlers = 2;
  check("input", [input.checked, input.type, names.every((name) => input[`_${name}`] === name)]);
  check("window", [window._listeners, window._handlers, document._listeners]);
  delete document._listeners;
  delete window._handlers;

  const event = new Event("x");
  event._target = 1;
  document.body.dispatchEvent(event);
  check("event", [event._target, event.target === document.body, event._path]);
  localStorage.setItem("_area", "x");
  check("storage", [localStorage._area, Object.keys(localStorage).join()]);
  localStorage.clear();
  check("list", [document.body.childNodes._items, "_raw" in document.body.children]);
};
