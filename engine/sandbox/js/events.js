// node:events.
(function (host, kit) {
  "use strict";
  const { apply } = kit;
  class EventEmitter {
    #on = new Map();
    #add(name, f, once, first) {
      if (typeof f !== "function") throw kit.coded("TypeError", "ERR_INVALID_ARG_TYPE", `The "listener" argument must be of type function. Received ${f === null ? "null" : typeof f}`);
      if (name !== "newListener" && this.#on.has("newListener")) this.emit("newListener", name, f);
      const list = [...(this.#on.get(name) ?? [])];
      if (first) list.unshift({ f, once }); else list.push({ f, once });
      this.#on.set(name, list);
      return this;
    }
    on(name, f) { return this.#add(name, f, false, false); }
    addListener(name, f) { return this.on(name, f); }
    once(name, f) { return this.#add(name, f, true, false); }
    prependListener(name, f) { return this.#add(name, f, false, true); }
    prependOnceListener(name, f) { return this.#add(name, f, true, true); }
    off(name, f) {
      const list = this.#on.get(name) ?? [], i = list.findLastIndex((l) => l.f === f);
      if (i >= 0) this.#on.set(name, list.toSpliced(i, 1));
      return this;
    }
    removeListener(name, f) { return this.off(name, f); }
    removeAllListeners(name) { if (name === undefined) this.#on.clear(); else this.#on.delete(name); return this; }
    emit(name, ...args) {
      const list = this.#on.get(name) ?? [];
      if (list.length === 0 && name === "error") {
        throw kit.isError(args[0]) ? args[0] : kit.coded("Error", "ERR_UNHANDLED_ERROR", `Unhandled error. (${kit.lib("inspect").inspect(args[0])})`);
      }
      for (const l of list) {
        if (l.once) this.off(name, l.f);
        apply(l.f, this, args);
      }
      return list.length > 0;
    }
    listeners(name) { return (this.#on.get(name) ?? []).map((l) => l.f); }
    rawListeners(name) { return this.listeners(name); }
    listenerCount(name) { return (this.#on.get(name) ?? []).length; }
    eventNames() { return [...this.#on.keys()].filter((n) => this.listenerCount(n) > 0); }
    setMaxListeners() { return this; }
    getMaxListeners() { return 10; }
  }
  const once = (emitter, name, { signal } = {}) => new kit.Promise((resolve, reject) => {
    const done = (...args) => { emitter.off("error", failed); resolve(args); };
    const failed = (e) => { emitter.off(name, done); reject(e); };
    emitter.once(name, done);
    if (name !== "error") emitter.once("error", failed);
    signal?.addEventListener("abort", () => failed(signal.reason), { once: true });
  });
  return Object.assign(EventEmitter, { EventEmitter, once, defaultMaxListeners: 10 });
})
