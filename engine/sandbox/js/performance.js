// performance: time since the process began, virtual.
(function (host, kit) {
  "use strict";
  const marks = [];
  const performance = {
    now() { return host.elapsed(); },
    get timeOrigin() { return host.now() - host.elapsed(); },
    mark(name) { const m = { name, entryType: "mark", startTime: host.elapsed(), duration: 0, detail: null }; marks.push(m); return m; },
    measure(name, from, to) {
      const at = (n) => marks.findLast((m) => m.name === n)?.startTime;
      const startTime = from === undefined ? 0 : at(from), end = to === undefined ? host.elapsed() : at(to);
      const m = { name, entryType: "measure", startTime, duration: end - startTime, detail: null };
      marks.push(m);
      return m;
    },
    getEntries() { return [...marks]; },
    getEntriesByName(name) { return marks.filter((m) => m.name === name); },
    getEntriesByType(type) { return marks.filter((m) => m.entryType === type); },
    clearMarks() { marks.length = 0; },
    clearMeasures() { marks.length = 0; },
    toJSON() { return { timeOrigin: performance.timeOrigin }; },
  };
  return { performance };
})
