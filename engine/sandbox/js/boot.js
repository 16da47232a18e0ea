// The first script of every VM. host is the one way out to Go; it stays inside
// the closures of these scripts. Whatever decides about an invocation uses what
// is captured here, so that a program that changes Array.prototype or Promise
// harms nobody but itself.
(function (host, env, s0, s1, s2, memoryMB) {
  "use strict";
  const { apply, construct, ownKeys } = Reflect;
  const { create, defineProperty, keys } = Object;
  const { parse, stringify } = JSON;
  const loaded = create(null);
  const then = Promise.prototype.then;
  const kit = {
    __proto__: null, env, seeds: [s0, s1, s2], memoryMB,
    apply, construct, ownKeys, create, defineProperty, keys, parse, stringify, Promise, Error, String, Number, Symbol,
    then: (p, ok, bad) => apply(then, p, [ok, bad]),
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
  return host.lib("handler")(host, kit);
})
