// Errors as Node.js words them, and errors made on behalf of the host.
(function (host, kit) {
  "use strict";
  const { parse, stringify, defineProperty, apply, Error, String } = kit;
  const { getPrototypeOf, getOwnPropertyDescriptor } = Object;
  const types = { __proto__: null, Error, TypeError, RangeError, SyntaxError, ReferenceError };
  const split = String.prototype.split, replaceAll = String.prototype.replaceAll, startsWith = String.prototype.startsWith;
  const includes = String.prototype.includes;

  // What QuickJS calls an InternalError, a stack or a heap that is full, is a
  // RangeError in Node.js.
  Object.setPrototypeOf(InternalError.prototype, RangeError.prototype);
  defineProperty(InternalError.prototype, "name", { value: "RangeError", writable: true, configurable: true });
  delete globalThis.InternalError;
  const wording = { __proto__: null, "stack overflow": "Maximum call stack size exceeded", "out of memory": "Array buffer allocation failed" };

  // wrap makes the error that the host describes in JSON.
  kit.wrap = (text) => {
    const d = parse(text);
    const e = new types[d.type ?? "Error"](d.message);
    if (d.name) defineProperty(e, "name", { value: d.name, writable: true, configurable: true, enumerable: false });
    for (const key of ["errno", "code", "syscall", "path", "dest"]) if (d[key] !== undefined) e[key] = d[key];
    if (d.fault) {
      e.$fault = d.fault;
      e.$metadata = { httpStatusCode: d.status, attempts: 1, totalRetryDelay: 0 };
      e.Code = d.name;
    }
    return e;
  };

  // coded makes an error with a code, as Node.js's own.
  kit.coded = (type, code, message) => {
    const e = new types[type](message);
    e.code = code;
    return e;
  };

  kit.isError = (e) => typeof e === "object" && e !== null && (e instanceof Error || Error.isError?.(e) === true);

  kit.message = (e) => wording[e.message] ?? String(e.message);

  // constructs tells whether a frame is that of a constructor of the error's
  // own class: Node.js leaves them out.
  const constructs = (e, line) => {
    if (!isObject(e)) return false;
    for (let p = getPrototypeOf(e); p !== null && p !== Error.prototype; p = getPrototypeOf(p)) {
      const d = getOwnPropertyDescriptor(p, "constructor");
      if (d !== undefined && typeof d.value === "function" && apply(startsWith, line, [`    at ${d.value.name} (`])) return true;
    }
    return false;
  };
  const isObject = (e) => typeof e === "object" && e !== null;

  // traceText is an error's stack: the header, then the frames of the program
  // alone. It uses no iterator: the program may have changed that of arrays.
  kit.traceText = (e) => {
    const name = String(e.name ?? "Error"), message = kit.message(e);
    let text = message === "" ? name : name + ": " + message;
    const lines = apply(split, typeof e.stack === "string" ? e.stack : "", ["\n"]);
    let i = 0;
    while (i < lines.length && constructs(e, lines[i])) i++;
    for (; i < lines.length; i++) {
      if (apply(startsWith, lines[i], ["    at "]) && !apply(includes, lines[i], ["node:internal/"])) {
        text += "\n" + apply(replaceAll, lines[i], ["(native)", "(<anonymous>)"]);
      }
    }
    return text;
  };
  kit.trace = (e) => apply(split, kit.traceText(e), ["\n"]);

  // logged is an error as the runtime writes it to the log, one line of JSON; in
  // the JSON format it is the line's own members.
  kit.logged = (e) => {
    if (kit.logging.json) return kit.logging.failure(e);
    try {
      return stringify(e, (_, v) => {
        if (!kit.isError(v)) return v;
        return { errorType: v.name, errorMessage: kit.message(v), code: v.code, ...v, stack: kit.trace(v) };
      }) ?? String(e);
    } catch {
      return String(kit.isError(e) ? e.message : typeof e);
    }
  };
})
