// What a page puts on a function of the platform, by whatever name it has got hold of it: that stays on the
// function, which is there for the next page, too. So it is noted, and taken away after the page.

const marked = [];

// Behind all functions: asked only for what no function has, most of all when something new is put on one.
const behindFunctions = new Proxy(Object.create(Object.prototype), {
  set(target, key, value, receiver) {
    if (typeof receiver === "function") marked[marked.length] = { object: receiver, key };
    return Reflect.set(target, key, value, receiver);
  },
});

// To be called when everything is in place.
export function watchFunctions() {
  Object.setPrototypeOf(Function.prototype, behindFunctions);
}

// What functions of classes hold, such as `URL.canParse`, and namespaces: that a page may change without adding
// anything.
const staticHolders = [];
const staticNames = [];
const staticValues = [];
const staticsBefore = [];

export function keepStatics(holder) {
  for (const name of Reflect.ownKeys(holder)) {
    const before = Object.getOwnPropertyDescriptor(holder, name);
    if (typeof before.value !== "function" || !before.configurable) continue;
    staticHolders.push(holder);
    staticNames.push(name);
    staticValues.push(before.value);
    staticsBefore.push(before);
  }
}

// From here on nothing is called that a page may have changed.

function restoreStatics() {
  for (let i = 0; i < staticValues.length; i++) {
    if (staticHolders[i][staticNames[i]] === staticValues[i]) continue;
    if (!Reflect.defineProperty(staticHolders[i], staticNames[i], staticsBefore[i])) return false;
  }
  return true;
}

// Whether functions are as they were.
export function restoreFunctions() {
  for (let i = 0; i < marked.length; i++) {
    if (!Reflect.deleteProperty(marked[i].object, marked[i].key)) return false;
  }
  marked.length = 0;
  return restoreStatics();
}
