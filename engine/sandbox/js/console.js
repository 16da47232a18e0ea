// console: what is printed is formatted as Node.js does it, by the script
// inspect, which runs when the first value that is not a string comes.
(function (host, kit) {
  "use strict";
  const { String, create } = kit;
  const counts = create(null), since = create(null);
  let indent = "";

  kit.format = (args) => {
    let plain = typeof args[0] !== "string" || args.length === 1;
    for (let i = 0; plain && i < args.length; i++) plain = typeof args[i] === "string";
    if (!plain) return kit.lib("inspect").format(...args);
    let text = args.length ? args[0] : "";
    for (let i = 1; i < args.length; i++) text += " " + args[i];
    return text;
  };
  const { logging } = kit, { fields, wanted } = logging;
  const print = (level, args) => {
    if (!wanted(level)) return;
    let text;
    try { text = logging.json && level !== "" ? fields(args) : kit.format(args); } catch (e) {
      text = `[cannot be shown: ${String(e?.message)}]`;
      if (logging.json && level !== "") text = fields([text]);
    }
    if (indent !== "" && !logging.json) text = indent + text.replaceAll("\n", "\n" + indent);
    host.print(level, text);
  };
  kit.print = print;
  const label = (l) => String(l ?? "default");
  const took = (l) => {
    const ms = host.elapsed() - since[l];
    return ms >= 1000 ? `${(ms / 1000).toFixed(3)}s` : `${Number(ms.toFixed(3))}ms`;
  };
  const console = {
    log(...a) { print("INFO", a); },
    info(...a) { print("INFO", a); },
    debug(...a) { print("DEBUG", a); },
    warn(...a) { print("WARN", a); },
    error(...a) { print("ERROR", a); },
    fatal(...a) { print("FATAL", a); },
    trace(...a) {
      if (logging.json) return print("TRACE", a);
      const lines = kit.trace({ name: "Trace", message: kit.format(a), stack: new kit.Error().stack });
      print("TRACE", [lines.join("\n")]);
    },
    dir(x, options) { print("INFO", [kit.lib("inspect").inspect(x, options)]); },
    dirxml(...a) { print("INFO", a); },
    table(rows) { print("INFO", [kit.lib("table").table(rows)]); },
    assert(ok, ...a) {
      if (ok) return;
      if (typeof a[0] === "string") a[0] = `Assertion failed: ${a[0]}`; else a = ["Assertion failed", ...a];
      print("WARN", a);
    },
    count(l) { l = label(l); counts[l] = (counts[l] ?? 0) + 1; print("INFO", [`${l}: ${counts[l]}`]); },
    countReset(l) { delete counts[label(l)]; },
    time(l) { since[label(l)] = host.elapsed(); },
    timeEnd(l) { l = label(l); if (l in since) { print("INFO", [`${l}: ${took(l)}`]); delete since[l]; } },
    timeLog(l, ...a) { l = label(l); if (l in since) print("INFO", [`${l}: ${took(l)}`, ...a]); },
    group(...a) { if (a.length) print("INFO", a); indent += "  "; },
    groupCollapsed(...a) { console.group(...a); },
    groupEnd() { indent = indent.slice(2); },
  };
  kit.global("console", console);
})
