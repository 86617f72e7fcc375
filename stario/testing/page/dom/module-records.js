// The page's modules: linked and evaluated here (ECMA-262 16.2.1.5), fetched and rewritten by the host.
// A module is a generator function of one argument: its first step declares its exports, the second runs it.

import { host, onReset } from "./host.js";
import { watchClient } from "./datastar.js";

// Compiled functions outlive a page: it is what makes a recycled context fast. The host knows which there are. So do
// the graphs that are of one module, which need not be told again; nothing in them is ever changed.
const compiledFunctions = new Map();
const knownGraphs = new Map();
let moduleRecords = new Map();
let pendingImports = new Map();
let lastImport = 0;

onReset(() => {
  moduleRecords = new Map();
  pendingImports = new Map();
});

export function takeSlot() {
  const value = globalThis.__slot;
  delete globalThis.__slot;
  return value;
}

export function keepFunction(key) {
  compiledFunctions.set(key, takeSlot());
}

export function dropFunctions() {
  compiledFunctions.clear();
  knownGraphs.clear();
}

export function keepGraph(key, graph) {
  knownGraphs.set(key, graph);
}

// What stands for one module, and what its function is given.
class ModuleRecord {
  constructor(info) {
    this.info = info;
    this.getters = {};
    this.namespace = null;
    this.state = "new";
    this.done = undefined;
    this.error = undefined;
    this.generator = null;
    this.resolved = new Map();
    this.meta = { url: info.base, resolve: (specifier) => host("resolve", specifier, info.base) };
    this.import = (specifier) => importModule(String(specifier), info.base);
  }

  of(index) {
    return namespaceOf(this.dependency(index));
  }

  take(index, name) {
    return this.of(index)[name];
  }

  gives(getters) {
    this.getters = getters;
  }

  dependency(index) {
    return moduleRecords.get(this.info.requests[index]);
  }
}

// Where an export is declared: {record, name} with name "*" for a namespace, or null (16.2.1.7.2.3).
function resolveExport(record, name, seen = new Set()) {
  const key = `${record.info.url} ${name}`;
  if (seen.has(key)) return null;
  seen.add(key);
  if (record.info.exports.includes(name)) return { record, name };
  const again = record.info.again.find((entry) => entry[0] === name);
  if (again !== undefined) {
    const from = record.dependency(again[1]);
    return again[2] === "*" ? { record: from, name: "*" } : resolveExport(from, again[2], seen);
  }
  if (name === "default") return null;
  let found = null;
  for (const star of record.info.stars) {
    const one = resolveExport(record.dependency(star), name, seen);
    if (one === null) continue;
    if (found !== null && (found.record !== one.record || found.name !== one.name)) return null;
    found = one;
  }
  return found;
}

function exportedNames(record, seen = new Set()) {
  if (seen.has(record)) return [];
  seen.add(record);
  const names = [...record.info.exports, ...record.info.again.map((entry) => entry[0])];
  for (const star of record.info.stars) {
    names.push(
      ...exportedNames(record.dependency(star), seen).filter((name) => name !== "default"),
    );
  }
  return [...new Set(names)];
}

function namespaceOf(record) {
  if (record.namespace !== null) return record.namespace;
  const namespace = Object.create(null);
  record.namespace = namespace;
  for (const name of exportedNames(record).sort()) {
    const found = resolveExport(record, name);
    if (found === null) continue;
    const get =
      found.name === "*"
        ? () => namespaceOf(found.record)
        : () => watchClient(found.record, found.name, found.record.getters[found.name]());
    Object.defineProperty(namespace, name, { get, enumerable: true });
  }
  Object.defineProperty(namespace, Symbol.toStringTag, { value: "Module" });
  return Object.preventExtensions(namespace);
}

function checkImports(record) {
  record.info.imports.forEach((names, index) => {
    for (const name of names) {
      if (resolveExport(record.dependency(index), name) === null) {
        throw new SyntaxError(
          `The requested module '${record.info.specifiers[index]}' does not provide an export named '${name}'`,
        );
      }
    }
  });
}

// Each module that is new: its function exists, and says what it exports.
function instantiateGraph(graph) {
  const added = [];
  for (const info of graph.modules) {
    if (moduleRecords.has(info.url)) continue;
    const record = new ModuleRecord(info);
    moduleRecords.set(info.url, record);
    added.push(record);
  }
  try {
    added.forEach(checkImports);
    for (const record of added) {
      const made = compiledFunctions.get(record.info.key);
      record.generator = made.call(undefined, record);
      const first = record.generator.next();
      if (record.info.isAsync) first.catch(() => {});
      record.state = "linked";
    }
  } catch (error) {
    for (const record of added) moduleRecords.delete(record.info.url);
    throw error;
  }
}

// Run a module after those that it needs; a promise if any of them waits.
function evaluateRecord(record) {
  if (record.state === "failed") throw record.error;
  if (record.state !== "linked") return record.done;
  record.state = "evaluating";
  try {
    const waits = record.info.requests
      .map((url) => evaluateRecord(moduleRecords.get(url)))
      .filter(Boolean);
    const run = () => {
      const result = record.generator.next();
      return record.info.isAsync ? result.then(() => {}) : undefined;
    };
    record.done = waits.length > 0 ? Promise.all(waits).then(run) : run();
  } catch (error) {
    record.state = "failed";
    record.error = error;
    throw error;
  }
  record.state = "evaluated";
  return record.done;
}

// Run what import() has asked for; gives its namespace, or a promise of it.
function runModule(graph) {
  return runRecord(graph, namespaceOf);
}

// Run what a script element has asked for; gives `exported(name)`, or a promise of it. To put a namespace together
// takes longer than to read what is wanted of it.
export function runScriptModule(graph) {
  return runRecord(graph, (record) => (name) => exportedValue(record, name));
}

function runRecord(given, give) {
  const graph = typeof given === "string" ? knownGraphs.get(given) : given;
  instantiateGraph(graph);
  const entry = moduleRecords.get(graph.entry);
  const done = evaluateRecord(entry);
  return done === undefined ? give(entry) : done.then(() => give(entry));
}

function exportedValue(record, name) {
  const found = resolveExport(record, name);
  return found === null || found.name === "*" ? undefined : found.record.getters[found.name]();
}

export function importModule(specifier, base) {
  return new Promise((resolve, reject) => {
    const id = ++lastImport;
    pendingImports.set(id, { resolve, reject });
    host("import", id, specifier, base);
  });
}

// The host has what import() asked for: a graph, or why there is none.
export function imported(id, graph, problem) {
  const waiting = pendingImports.get(id);
  if (waiting === undefined) return;
  pendingImports.delete(id);
  if (problem !== null) {
    waiting.reject(problem.slot ? takeSlot() : new TypeError(problem.message));
    return;
  }
  try {
    waiting.resolve(runModule(graph));
  } catch (error) {
    waiting.reject(error);
  }
}
