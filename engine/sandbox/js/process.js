// process, as far as a function in Lambda sees one.
(function (host, kit) {
  "use strict";
  const { apply, global, create, String, coded } = kit;
  const text = (v) => {
    if (typeof v === "symbol") throw new TypeError("Cannot convert a Symbol value to a string");
    return `${v}`;
  };
  // A release of each runtime's line; which one AWS runs changes by the week.
  const releases = { __proto__: null, "AWS_Lambda_nodejs24.x": ["24.11.0", "13.6.233.10-node.28"], "AWS_Lambda_nodejs20.x": ["20.19.5", "11.3.244.8-node.30"] };
  const listeners = create(null);
  const stream = (level) => ({ isTTY: false, columns: 80, write(s) { host.print(level, String(s).replace(/\n$/, "")); return true; } });
  const hrtime = (since) => {
    const ns = Math.round(host.elapsed() * 1e6);
    let s = Math.floor(ns / 1e9), n = ns % 1e9;
    if (since) { s -= since[0]; n -= since[1]; if (n < 0) { s--; n += 1e9; } }
    return [s, n];
  };
  hrtime.bigint = () => BigInt(Math.round(host.elapsed() * 1e6));
  const process = {
    title: "node", version: "", versions: {},
    arch: "x64", platform: "linux", release: { name: "node" }, pid: 2, ppid: 1, execArgv: [], exitCode: undefined,
    argv: ["/var/lang/bin/node", "/var/runtime/index.mjs"], execPath: "/var/lang/bin/node",
    env: undefined,
    stdout: stream(""), stderr: stream(""),
    cwd() { return "/var/task"; },
    exit(code) { host.exit(Number(code ?? process.exitCode ?? 0)); },
    abort() { host.exit(134); },
    uptime() { return host.uptime(); },
    hrtime,
    nextTick: kit.nextTick,
    memoryUsage() {
      const heap = host.memory(0), rss = host.memory(1);
      return { rss, heapTotal: heap + 4194304, heapUsed: heap, external: 1048576, arrayBuffers: 10500 };
    },
    cpuUsage() { return { user: Math.round(host.elapsed() * 1000), system: 0 }; },
    on(name, f) { (listeners[name] ??= []).push(f); return process; },
    off(name, f) { listeners[name] = (listeners[name] ?? []).filter((g) => g !== f); return process; },
    emit(name, ...a) { for (const f of listeners[name] ?? []) apply(f, process, a); return (listeners[name] ?? []).length > 0; },
    listenerCount(name) { return (listeners[name] ?? []).length; },
    emitWarning(w) { kit.print("", [`(node:2) Warning: ${String(w?.message ?? w)}`]); },
    chdir() { throw coded("Error", "ENOENT", "ENOENT: process.chdir() is not supported"); },
    [Symbol.toStringTag]: "process",
  };
  process.memoryUsage.rss = () => host.memory(1);
  Object.assign(process, { addListener: process.on, once: process.on, removeListener: process.off });
  const strings = {
    set(o, k, v) { o[k] = text(v); return true; },
    defineProperty(o, k, d) { if ("value" in d) d.value = text(d.value); return Reflect.defineProperty(o, k, d); },
  };
  kit.begun(({ environ }) => {
    const [node, v8] = releases[environ.AWS_EXECUTION_ENV] ?? ["22.20.0", "12.4.254.21-node.33"];
    kit.node = parseInt(node, 10);
    process.version = `v${node}`;
    process.versions = { node, v8 };
    process.env = new Proxy(environ, strings);
  });
  kit.process = process;
  global("process", process);
})
