// console.table.
(function (host, kit) {
  "use strict";
  const { inspect } = kit.lib("inspect");
  const cell = (v) => inspect(v, { depth: v !== null && typeof v === "object" && !Array.isArray(v) && Object.keys(v).length > 2 ? -1 : 0, maxArrayLength: 3, breakLength: Infinity });
  const draw = (head, rows) => {
    const widths = head.map((h, i) => Math.max(h.length, ...rows.map((r) => r[i].length)) + 2);
    const rule = (l, m, r) => l + widths.map((w) => "─".repeat(w)).join(m) + r;
    const line = (cells) => "│" + cells.map((c, i) => ` ${c.padEnd(widths[i] - 1)}`).join("│") + "│";
    return [rule("┌", "┬", "┐"), line(head), rule("├", "┼", "┤"), ...rows.map(line), rule("└", "┴", "┘")].join("\n");
  };
  const table = (data) => {
    if (data === null || typeof data !== "object") return inspect(data);
    const columns = [], rows = [];
    let values = false;
    const entries = data instanceof Map || data instanceof Set ? [...data.values()].map((v, i) => [i, v]) : Object.entries(data);
    for (const [key, row] of entries) {
      const cells = {};
      if (row !== null && typeof row === "object") {
        for (const name of Object.keys(row)) { if (!columns.includes(name)) columns.push(name); cells[name] = cell(row[name]); }
        rows.push([String(key), cells, ""]);
      } else {
        values = true;
        rows.push([String(key), cells, cell(row)]);
      }
    }
    const head = ["(index)", ...columns, ...(values ? ["Values"] : [])];
    return draw(head, rows.map(([k, c, v]) => [k, ...columns.map((n) => c[n] ?? ""), ...(values ? [v] : [])]));
  };
  return { table };
})
