// The runtime's side of an invocation: it loads the handler, calls it, and
// reports what came of it. After aws-lambda-nodejs-runtime-interface-client
// (src/UserFunction.js, CallbackContext.js, Errors.js), and from Node.js 24 on
// after its version 4: no callbacks, and what a handler returns is its answer
// (src/function/callback-deprecation.ts, src/runtime, src/utils/serialize.ts).
(function (host, kit) {
  "use strict";
  const { parse, stringify, then, apply, String, waiting, isError } = kit;
  const split = String.prototype.split;
  const modern = kit.node >= 24;
  let handler, current = null; // the invocation that has not settled

  // fail reports an error; mode is "" for an answer, or how the process ends.
  const fail = (e, mode = "") => {
    if (isError(e)) host.fail(mode, String(e.name), kit.message(e), kit.logged(e), kit.traceText(e));
    else host.fail(mode, typeof e, safe(e), kit.logged(e), "");
  };
  const safe = (v) => { try { return String(v); } catch { return "[object]"; } };
  kit.fatal = (e) => { failed(e, "uncaught"); host.exit(129); };

  const failed = (e, mode) => {
    if (mode === "rejection") {
      const reason = e;
      e = new kit.Error(isError(reason) ? `${reason.name}: ${kit.message(reason)}` : safe(reason));
      e.name = "Runtime.UnhandledPromiseRejection";
      e.stack = isError(reason) ? reason.stack : "";
      e.reason = reason;
    }
    fail(e, mode);
  };

  // A failure to load, by the runtime's name for it.
  const loadError = (e) => {
    let type;
    if (e instanceof SyntaxError) type = "Runtime.UserCodeSyntaxError";
    else if (e?.code === "MODULE_NOT_FOUND" || e?.code === "ERR_MODULE_NOT_FOUND") type = "Runtime.ImportModuleError";
    else return e;
    const r = new kit.Error(`${e.name}: ${e.message}`);
    kit.defineProperty(r, "name", { value: type, enumerable: false });
    r.stack = e.stack;
    return r;
  };
  const notFound = (message) => {
    const e = new kit.Error(message);
    kit.defineProperty(e, "name", { value: "Runtime.HandlerNotFound", enumerable: false });
    e.stack = "";
    return e;
  };

  const runtimeError = (name, message) => {
    const e = new kit.Error(message);
    kit.defineProperty(e, "name", { value: name, enumerable: true });
    e.stack = "";
    return e;
  };
  const callbackRemoved = () => runtimeError("Runtime.CallbackHandlerDeprecated", "ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. You need to modify this function to use a supported handler signature to use Node.js 24 or later. For more information see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html.");

  const start = (file, path, full) => {
    const ready = (exports) => {
      if (full !== "") {
        let f = exports;
        const parts = apply(split, path, ["."]);
        for (let i = 0; i < parts.length; i++) f = f?.[parts[i]] ?? f?.default?.[parts[i]];
        if (f === undefined || f === null) return fail(notFound(`${full} is undefined or not exported`));
        if (typeof f !== "function") return fail(notFound(`${full} is not a function`));
        if (modern && f.length >= 3) return fail(callbackRemoved());
        handler = f;
      }
      host.settle("null");
    };
    const broken = (e) => fail(loadError(e));
    if (apply(String.prototype.startsWith, file, ["file://"])) return then(import(file), ready, broken);
    let exports;
    try { exports = kit.requireFrom(file)(file); } catch (e) { return broken(e); }
    ready(exports);
  };

  const serialize = (v) => {
    try { return stringify(v === undefined ? null : v) ?? "null"; } catch {
      const message = "Unable to stringify response body";
      throw modern ? runtimeError("Runtime.JSONStringifyError", message) : new kit.Error(message);
    }
  };

  // contextOf has what each context has; answering adds what Node.js 24 removed.
  const contextOf = (c) => {
    const deadline = c.deadlineMs;
    return {
      functionVersion: c.functionVersion,
      functionName: c.functionName,
      memoryLimitInMB: c.memoryLimitInMB === undefined ? undefined : String(c.memoryLimitInMB),
      logGroupName: c.logGroupName,
      logStreamName: c.logStreamName,
      clientContext: c.clientContext,
      identity: c.identity,
      invokedFunctionArn: c.invokedFunctionArn,
      awsRequestId: c.awsRequestId,
      getRemainingTimeInMillis: () => deadline - host.now(),
    };
  };
  const answering = (context, call) => {
    kit.defineProperty(context, "callbackWaitsForEmptyEventLoop", {
      get: () => call.waits, set: (v) => { call.waits = Boolean(v); }, enumerable: true, configurable: true,
    });
    context.succeed = (v) => call.done(null, v);
    context.fail = (e) => call.done(e ?? "handled");
    context.done = (e, v) => call.done(e, v);
    return context;
  };

  const invoke = (event, context) => {
    const call = { waits: true };
    current = call;
    // An answer that comes after another, or in a later invocation, is lost.
    const once = (f) => (v) => {
      if (current !== call) return;
      try { f(v); } catch (e) { current = null; fail(e); }
    };
    const settle = once((v) => { const text = serialize(v); current = null; host.settle(text); });
    const refuse = once((e) => { current = null; fail(e); });
    const defer = once((v) => {
      const text = serialize(v);
      current = null;
      if (call.waits) host.defer(text); else host.settle(text);
    });
    call.done = (e, v) => (e !== undefined && e !== null ? refuse(e) : defer(v));
    let result;
    try {
      const about = contextOf(parse(context));
      result = modern ? handler(parse(event), about) : handler(parse(event), answering(about, call), call.done);
    } catch (e) {
      return refuse(e);
    }
    if (typeof result?.then !== "function") return modern ? settle(result) : host.answering();
    if (result instanceof kit.Promise) then(result, settle, refuse); else result.then(settle, refuse);
  };

  const deliver = (id, output, error, ...blobs) => {
    const w = waiting[id];
    if (w === undefined) return;
    delete waiting[id];
    if (w.fire) w.fire();
    else if (error !== undefined) w.reject(kit.wrap(error));
    else w.resolve([output === "" ? {} : parse(output), blobs]);
  };

  // world calls an operation; the promise gives its output and its blobs.
  kit.world = (name, input, ...blobs) => new kit.Promise((resolve, reject) => {
    waiting[host.call(name, input, ...blobs)] = { resolve, reject };
  });

  return [start, invoke, deliver, kit.tick, failed, kit.wrap, kit.exports];
})
