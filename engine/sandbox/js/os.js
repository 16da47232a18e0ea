// node:os, as in Lambda.
(function (host, kit) {
  "use strict";
  return {
    EOL: "\n", platform: () => "linux", type: () => "Linux", arch: () => "x64", release: () => "5.10.0", hostname: () => "169.254.100.6",
    tmpdir: () => "/tmp", homedir: () => "/home/sbx_user1051", endianness: () => "LE", uptime: () => host.uptime(),
    totalmem: () => kit.memoryMB * 1048576, freemem: () => kit.memoryMB * 1048576 - host.memory(1),
    cpus: () => Array.from({ length: kit.memoryMB > 8845 ? 6 : kit.memoryMB > 7076 ? 5 : kit.memoryMB > 5307 ? 4 : kit.memoryMB > 3008 ? 3 : 2 }, () => ({ model: "", speed: 2500, times: { user: 0, nice: 0, sys: 0, idle: 0, irq: 0 } })),
    networkInterfaces: () => ({}), loadavg: () => [0, 0, 0], constants: {},
    userInfo: () => ({ uid: 993, gid: 990, username: "sbx_user1051", homedir: "/home/sbx_user1051", shell: "/sbin/nologin" }),
  };
})
