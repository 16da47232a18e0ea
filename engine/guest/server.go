package guest

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"skylab/engine/guest/shell"
)

// serverOf is the server that a command runs, with the memory that it holds;
// nil where the command is no server. An error is one of the command.
func (s *System) serverOf(c *shell.Command) (what server, memory int64, err error) {
	args := c.Args
	switch base(args[0]) {
	case "nginx":
		if !slices.Contains(s.disk.Installed, "nginx") {
			return nil, 0, nil
		}
		port, err := s.nginxPort()
		return &static{s: s, port: port, root: s.nginxRoot(), name: "nginx/1.28.0", index: true, cpu: staticCPU, log: "/var/log/nginx/access.log", missing: nginxMissing}, 8 << 20, err
	case "httpd", "apachectl":
		if !slices.Contains(s.disk.Installed, "httpd") {
			return nil, 0, nil
		}
		return &static{s: s, port: 80, root: "/var/www/html", name: "Apache/2.4.65 (Amazon Linux)", index: true, cpu: staticCPU, log: "/var/log/httpd/access_log", missing: apacheMissing}, 30 << 20, nil
	case "python3", "python":
		return s.python(c)
	case "node":
		if !slices.Contains(s.disk.Installed, "nodejs") || len(args) < 2 {
			return nil, 0, nil
		}
		return s.nodeServer(c)
	case "serve":
		return s.modelServer(c)
	}
	return nil, 0, nil
}

// nginxPort and nginxRoot are what its configuration says: the first listen and
// the first root in it.
func (s *System) nginxPort() (int, error) {
	text := s.directive("listen")
	if text == "" {
		return 80, nil
	}
	port, err := strconv.Atoi(text)
	if err != nil || port < 1 || port > 65535 {
		return 0, fmt.Errorf("nginx: [emerg] invalid port in %q of the \"listen\" directive in /etc/nginx/nginx.conf", text)
	}
	return port, nil
}

func (s *System) nginxRoot() string {
	if root := s.directive("root"); root != "" {
		return strings.TrimSuffix(root, "/")
	}
	return "/usr/share/nginx/html"
}

// directive is the value of a directive in nginx's configuration.
func (s *System) directive(name string) string {
	conf, _ := s.disk.read("/etc/nginx/nginx.conf")
	for line := range strings.Lines(string(conf)) {
		words := strings.Fields(strings.TrimRight(strings.TrimSpace(line), ";"))
		if len(words) == 2 && words[0] == name {
			return words[1]
		}
	}
	return ""
}

// python is python3 -m http.server [PORT]; other Python does not run here.
func (s *System) python(c *shell.Command) (server, int64, error) {
	i := slices.Index(c.Args, "http.server")
	if i < 0 {
		return nil, 0, fmt.Errorf("skylab runs JavaScript (node) and python3 -m http.server, no other Python")
	}
	port, dir := 8000, c.Shell.Dir
	for j := i + 1; j < len(c.Args); j++ {
		if n, err := strconv.Atoi(c.Args[j]); err == nil {
			port = n
		} else if (c.Args[j] == "-d" || c.Args[j] == "--directory") && j+1 < len(c.Args) {
			j++
			dir = c.Shell.Path(c.Args[j])
		}
	}
	return &static{s: s, port: port, root: strings.TrimSuffix(dir, "/"), name: "SimpleHTTP/0.6 Python/3.9.23", index: true, cpu: pythonCPU, missing: pythonMissing}, 20 << 20, nil
}

// nodeServer is node FILE: the file with all that is in its folder.
func (s *System) nodeServer(c *shell.Command) (server, int64, error) {
	main := c.Shell.Path(c.Args[1])
	if _, err := s.disk.read(main); err != nil {
		return nil, 0, fmt.Errorf("node:internal/modules/cjs/loader: Error: Cannot find module '%s'", main)
	}
	files := map[string][]byte{}
	folder := main[:strings.LastIndexByte(main, '/')+1]
	for _, name := range slices.Sorted(maps.Keys(s.disk.files)) {
		if strings.HasPrefix(name, folder) && folder != "/" || name == main {
			files[strings.TrimPrefix(name, "/")] = s.disk.files[name].Data
		}
	}
	env := map[string]string{}
	for name := range c.Shell.Exported {
		env[name] = c.Shell.Env[name]
	}
	v := &node{s: s, main: main, files: files, env: env, loaded: digest(files, env)}
	v.out = func(line string) {
		s.log(v.p, line)
		if v.p.unit == nil {
			c.Printf("%s\n", line)
		}
	}
	return v, nodeMemory, nil
}

// digest tells apart what programs begin with.
func digest(files map[string][]byte, env map[string]string) string {
	h := sha256.New()
	for _, name := range inOrderKeys(files) {
		fmt.Fprintf(h, "%q %q\n", name, files[name])
	}
	for _, name := range inOrderKeys(env) {
		fmt.Fprintf(h, "%q=%q\n", name, env[name])
	}
	return hex.EncodeToString(h.Sum(nil))
}

// nodeMemory is what Node.js holds before any code, as the sandbox counts it.
const nodeMemory = 68 << 20

// modelServer is serve [--port N] key=value…: skylab's own modelled server.
func (s *System) modelServer(c *shell.Command) (server, int64, error) {
	port, words := 80, c.Args[1:]
	if i := slices.IndexFunc(words, func(a string) bool { return a == "--port" || a == "-p" }); i >= 0 {
		n := 0
		if i+1 < len(words) {
			n, _ = strconv.Atoi(words[i+1])
		}
		if n < 1 || n > 65535 {
			return nil, 0, fmt.Errorf("serve: --port wants a number from 1 to 65535")
		}
		port, words = n, slices.Delete(slices.Clone(words), i, i+2)
	}
	m, err := ParseModel(words)
	if err != nil {
		return nil, 0, fmt.Errorf("serve: %v", err)
	}
	return &modelled{s: s, m: m, port: port}, m.Memory, nil
}

// serviceCommand is a unit's command as root would run it.
func (s *System) serviceCommand(u *unit) *shell.Command {
	sh := s.Shell("root")
	sh.Dir = u.dir
	for k, v := range u.env {
		sh.Env[k], sh.Exported[k] = v, true
	}
	sh.Env[invocation], sh.Exported[invocation] = fmt.Sprintf("%s#%d", u.name, u.turn), true
	w := journalWriter{s, u.name, u.exec[0]}
	return &shell.Command{Args: u.exec, Shell: sh, Out: w, Err: w}
}

// invocation is the variable by which what a unit's commands begin is known as
// the unit's; systemd has a number in it (systemd.exec(5)).
const invocation = "INVOCATION_ID"

// journalWriter is output that goes to the journal.
type journalWriter struct {
	s            *System
	unit, source string
}

func (w journalWriter) Write(data []byte) (int, error) {
	for line := range strings.Lines(string(data)) {
		w.s.record(w.unit, w.source, strings.TrimRight(line, "\r\n"))
	}
	return len(data), nil
}
