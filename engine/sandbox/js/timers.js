// Timers and what else gives the event loop something to do.
(function (host, kit) {
  "use strict";
  const { apply, global, coded, Number, create } = kit;
  const waiting = create(null); // by the ID of the Want
  kit.waiting = waiting;

  const callable = (f) => {
    if (typeof f !== "function") {
      throw coded("TypeError", "ERR_INVALID_ARG_TYPE", `The "callback" argument must be of type function. Received ${f === null ? "null" : typeof f}`);
    }
  };
  // Node.js: less than 1 ms, more than 2**31 - 1 or not a number is 1 ms.
  const clamp = (ms) => { ms = Number(ms); return ms >= 1 && ms <= 2147483647 ? Math.trunc(ms) : 1; };

  class Timeout {
    #id = 0; #f; #args; #ms; #again; #keeps = true;
    constructor(f, ms, args, again) {
      this.#f = f; this.#ms = ms; this.#args = args; this.#again = again;
      this.#arm();
    }
    #arm() {
      this.#id = host.timer(this.#ms, this.#keeps ? 0 : 1);
      waiting[this.#id] = { fire: () => this.#fire() };
    }
    #fire() {
      if (this.#again) this.#arm(); else this.#id = 0;
      apply(this.#f, this, this.#args);
    }
    close() {
      if (this.#id === 0) return this;
      delete waiting[this.#id];
      host.cancel(this.#id);
      this.#id = 0;
      return this;
    }
    ref() { this.#keeps = true; if (this.#id) host.ref(this.#id, 1); return this; }
    unref() { this.#keeps = false; if (this.#id) host.ref(this.#id, 0); return this; }
    hasRef() { return this.#keeps; }
    refresh() { this.close(); this.#arm(); return this; }
    [Symbol.toPrimitive]() { const id = this.#id; if (id) byNumber[id] = this; return id; }
    [Symbol.dispose]() { this.close(); }
  }
  const byNumber = create(null); // those that a program keeps as numbers
  const clear = (t) => {
    if (typeof t === "number" || typeof t === "string") t = byNumber[t];
    if (t instanceof Timeout) t.close();
  };
  const api = {
    setTimeout(f, ms, ...args) { callable(f); return new Timeout(f, clamp(ms), args, false); },
    setInterval(f, ms, ...args) { callable(f); return new Timeout(f, clamp(ms), args, true); },
    setImmediate(f, ...args) { callable(f); return new Timeout(f, 0, args, false); },
    clearTimeout(t) { clear(t); },
    clearInterval(t) { clear(t); },
    clearImmediate(t) { clear(t); },
    queueMicrotask(f) { callable(f); kit.then(kit.Promise.resolve(), () => report(f)); },
  };
  // An error in a microtask is uncaught; as a rejection it would be called one.
  const report = (f) => { try { f(); } catch (e) { kit.fatal(e); } };
  for (const name of kit.keys(api)) global(name, api[name]);
  kit.timers = api;

  // process.nextTick
  let ticks = [];
  kit.nextTick = (f, ...args) => {
    callable(f);
    if (ticks.length === 0) host.tick();
    ticks[ticks.length] = [f, args];
  };
  kit.tick = () => {
    const due = ticks;
    ticks = [];
    for (let i = 0; i < due.length; i++) report(() => apply(due[i][0], undefined, due[i][1]));
  };
})
