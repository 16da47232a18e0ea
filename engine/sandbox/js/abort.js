// EventTarget, AbortController, DOMException.
(function (host, kit) {
  "use strict";
  const { Error, coded } = kit;
  const codes = { __proto__: null, AbortError: 20, TimeoutError: 23, InvalidCharacterError: 5, DataCloneError: 25 };
  class DOMException extends Error {
    #name;
    constructor(message = "", name = "Error") { super(message); this.#name = typeof name === "string" ? name : name?.name ?? "Error"; }
    get name() { return this.#name; }
    get code() { return codes[this.#name] ?? 0; }
  }
  class Event {
    constructor(type, { cancelable = false } = {}) { this.type = type; this.cancelable = cancelable; this.defaultPrevented = false; this.target = null; this.timeStamp = host.elapsed(); }
    preventDefault() { if (this.cancelable) this.defaultPrevented = true; }
    stopImmediatePropagation() { this.stopped = true; }
  }
  class EventTarget {
    #on = [];
    addEventListener(type, f, options) {
      const once = typeof options === "object" && options?.once === true;
      if (f && !this.#on.some((l) => l.type === type && l.f === f)) this.#on.push({ type, f, once });
    }
    removeEventListener(type, f) { this.#on = this.#on.filter((l) => l.type !== type || l.f !== f); }
    dispatchEvent(event) {
      event.target = this;
      for (const l of [...this.#on]) {
        if (l.type !== event.type || event.stopped) continue;
        if (l.once) this.removeEventListener(l.type, l.f);
        if (typeof l.f === "function") l.f.call(this, event); else l.f.handleEvent(event);
      }
      return !event.defaultPrevented;
    }
  }
  const making = {};
  class AbortSignal extends EventTarget {
    aborted = false; reason = undefined; onabort = null;
    constructor(key) { super(); if (key !== making) throw coded("TypeError", "ERR_ILLEGAL_CONSTRUCTOR", "Illegal constructor"); }
    throwIfAborted() { if (this.aborted) throw this.reason; }
    static abort(reason) { const c = new AbortController(); c.abort(reason); return c.signal; }
    static timeout(ms) {
      const c = new AbortController();
      kit.timers.setTimeout(() => c.abort(new DOMException("The operation was aborted due to timeout", "TimeoutError")), ms).unref();
      return c.signal;
    }
    static any(signals) {
      const c = new AbortController();
      for (const s of signals) {
        if (s.aborted) c.abort(s.reason); else s.addEventListener("abort", () => c.abort(s.reason), { once: true });
      }
      return c.signal;
    }
  }
  class AbortController {
    signal = new AbortSignal(making);
    abort(reason = new DOMException("This operation was aborted", "AbortError")) {
      const s = this.signal;
      if (s.aborted) return;
      s.aborted = true;
      s.reason = reason;
      const event = new Event("abort");
      if (typeof s.onabort === "function") s.onabort(event);
      s.dispatchEvent(event);
    }
  }
  return { DOMException, Event, EventTarget, AbortSignal, AbortController };
})
