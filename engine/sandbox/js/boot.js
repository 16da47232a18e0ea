// The first script of every VM. host is the one way out to Go; it stays inside
// the closures of these scripts. Whatever decides about an invocation uses what
// is captured here, so that a program that changes Array.prototype or Promise
// harms nobody but itself.
//
// It runs once in a process, and VMs begin as copies of what it leaves behind:
// nothing here may depend on a VM's own, which kit.begin gets, nor put objects
// into a Map or Set, whose order of buckets depends on addresses.
(function (host) {
  "use strict";
  const { apply, construct, ownKeys } = Reflect;
  const { create, defineProperty, keys } = Object;
  const { parse, stringify } = JSON;
  const { join } = Array.prototype;
  const loaded = create(null), beginnings = [];
  const promiseThen = Promise.prototype.then;
  const kit = {
    __proto__: null,
    apply, construct, ownKeys, create, defineProperty, keys, parse, stringify, join, Promise, Error, String, Number, Symbol,
    promiseThen, then: (p, ok, bad) => apply(promiseThen, p, [ok, bad]),
    // lib gives what a script of the library returned, running it once.
    lib: (name) => loaded[name] ??= host.lib(name)(host, kit),
    global(name, value) {
      defineProperty(globalThis, name, { value, writable: true, configurable: true, enumerable: false });
    },
    // lazy defines a global whose script runs when it is first looked at.
    lazy(name, lib) {
      defineProperty(globalThis, name, {
        configurable: true, enumerable: false,
        get() { const v = kit.lib(lib)[name]; kit.global(name, v); return v; },
        set(v) { kit.global(name, v); },
      });
    },
    // begun has f called with what is a VM's own: environ, seeds, memoryMB.
    begun(f) { beginnings[beginnings.length] = f; },
    // named makes a function of a name and a length.
    named(f, name, length = f.length) {
      defineProperty(f, "name", { value: name, configurable: true });
      defineProperty(f, "length", { value: length, configurable: true });
      return f;
    },
  };
  kit.global("global", globalThis);
  host.lib("errors")(host, kit);
  host.lib("date")(host, kit);
  host.lib("guard")(host, kit);
  host.lib("timers")(host, kit);
  host.lib("logging")(host, kit);
  host.lib("console")(host, kit);
  host.lib("process")(host, kit);
  host.lib("modules")(host, kit);
  for (const name of ["Buffer", "atob", "btoa"]) kit.lazy(name, "buffer");
  for (const name of ["TextEncoder", "TextDecoder"]) kit.lazy(name, "text");
  for (const name of ["URL", "URLSearchParams"]) kit.lazy(name, "url");
  for (const name of ["fetch", "Response", "Request", "Headers"]) kit.lazy(name, "fetch");
  for (const name of ["AbortController", "AbortSignal", "Event", "EventTarget", "DOMException"]) kit.lazy(name, "abort");
  kit.lazy("structuredClone", "clone");
  kit.lazy("crypto", "webcrypto");
  kit.lazy("performance", "performance");
  const doors = host.lib("handler")(host, kit);
  // The engine's tables of names grow by doubling. They have room from here on, so
  // that no copy of this VM must take new ones for the first names of its own.
  const room = {};
  for (let i = 0; i < 600; i++) room["room for a name " + i] = 1;
  const begin = (env, s0, s1, s2, memoryMB) => {
    const own = { environ: parse(env), seeds: [s0, s1, s2], memoryMB };
    kit.memoryMB = memoryMB;
    for (let i = 0; i < beginnings.length; i++) beginnings[i](own);
  };
  return [begin, ...doors];
})
