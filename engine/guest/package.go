package guest

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"skylab/engine/guest/shell"
)

// software is a package that dnf knows: files it brings and how large it is.
type software struct {
	version string
	size    int64 // bytes on disk
	files   map[string]string
}

// repository is what can be installed. Sizes and versions are about those of
// Amazon Linux 2023 in 2026.
//
// fidelity: guest.packages
var repository = map[string]software{
	"nginx": {"1:1.28.0-1.amzn2023.0.2", 1 << 20, map[string]string{
		"/usr/sbin/nginx":                       "",
		"/usr/share/nginx/html/index.html":      "<!DOCTYPE html>\n<html>\n<head>\n<title>Welcome to nginx!</title>\n</head>\n<body>\n<h1>Welcome to nginx!</h1>\n</body>\n</html>\n",
		"/etc/nginx/nginx.conf":                 "worker_processes auto;\nserver {\n    listen 80;\n    root /usr/share/nginx/html;\n}\n",
		"/usr/lib/systemd/system/nginx.service": "[Unit]\nDescription=The nginx HTTP and reverse proxy server\n[Service]\nExecStart=/usr/sbin/nginx\nRestart=no\n",
	}},
	"httpd": {"2.4.65-1.amzn2023.0.1", 4 << 20, map[string]string{
		"/usr/sbin/httpd":                       "",
		"/var/www/html/" + keep:                 "",
		"/usr/lib/systemd/system/httpd.service": "[Unit]\nDescription=The Apache HTTP Server\n[Service]\nExecStart=/usr/sbin/httpd -DFOREGROUND\nRestart=no\n",
	}},
	"nodejs": {"1:24.4.1-1.amzn2023.0.1", 60 << 20, map[string]string{"/usr/bin/node": ""}},
	"git":    {"2.50.1-1.amzn2023.0.1", 40 << 20, map[string]string{"/usr/bin/git": ""}},
	"jq":     {"1.7.1-49.amzn2023.0.2", 1 << 20, map[string]string{"/usr/bin/jq": ""}},
	"htop":   {"3.2.1-87.amzn2023.0.3", 1 << 20, map[string]string{"/usr/bin/htop": ""}},
}

// aliases are other names of packages.
var aliases = map[string]string{"apache2": "httpd", "node": "nodejs", "nodejs24": "nodejs", "nodejs22": "nodejs", "nodejs20": "nodejs"}

// How long dnf takes: to read the repositories, and for a package. An
// assumption.
const (
	dnfMetadata = 3 * time.Second
	dnfPackage  = 2 * time.Second
)

// dnf installs packages, and removes them.
func dnf(s *System, c *shell.Command, done func(int)) {
	words := slices.DeleteFunc(slices.Clone(c.Args[1:]), func(a string) bool { return strings.HasPrefix(a, "-") })
	if len(words) == 0 {
		done(c.Fail("a command is needed: install, remove, update or list"))
		return
	}
	switch verb := words[0]; verb {
	case "install", "reinstall":
		s.install(c, words[1:], done)
	case "remove", "erase", "autoremove":
		for _, name := range words[1:] {
			s.uninstall(name)
		}
		c.Printf("Complete!\n")
		s.after(dnfPackage, func() { done(0) })
	case "update", "upgrade", "makecache", "clean", "check-update":
		s.after(dnfMetadata, func() {
			c.Printf("Dependencies resolved.\nNothing to do.\nComplete!\n")
			done(0)
		})
	case "list", "info":
		for _, name := range s.disk.Installed {
			c.Printf("%-30s %s\n", name, repository[name].version)
		}
		done(0)
	default:
		done(c.Fail("No such command: %s.", verb))
	}
}

func (s *System) install(c *shell.Command, names []string, done func(int)) {
	var wanted []string
	for _, name := range names {
		if real := aliases[name]; real != "" {
			name = real
		}
		if _, known := repository[name]; !known {
			s.after(dnfMetadata, func() {
				fmt.Fprintf(c.Err, "No match for argument: %s\nError: Unable to find a match: %s\n", name, name)
				done(1)
			})
			return
		}
		if slices.Contains(s.disk.Installed, name) {
			c.Printf("Package %s-%s is already installed.\n", name, repository[name].version)
			continue
		}
		wanted = append(wanted, name)
	}
	s.after(dnfMetadata+time.Duration(len(wanted))*dnfPackage, func() {
		for _, name := range wanted {
			if err := s.unpack(name); err != nil {
				fmt.Fprintf(c.Err, "Error: Transaction test error:\n  installing package %s needs more space: %v\n", name, err)
				done(1)
				return
			}
			c.Printf("Installed:\n  %s-%s\n", name, repository[name].version)
		}
		c.Printf("Complete!\n")
		done(0)
	})
}

// unpack puts a package's files on the disk.
func (s *System) unpack(name string) error {
	p := repository[name]
	if s.disk.Free() < p.size {
		return errNoSpace
	}
	s.disk.Base += p.size
	for _, file := range inOrderKeys(p.files) {
		if err := s.WriteFile(file, []byte(p.files[file])); err != nil {
			return err
		}
	}
	s.disk.Installed = append(s.disk.Installed, name)
	return nil
}

func (s *System) uninstall(name string) {
	if !slices.Contains(s.disk.Installed, name) {
		return
	}
	s.disk.Installed = slices.DeleteFunc(s.disk.Installed, func(n string) bool { return n == name })
	s.disk.Base -= repository[name].size
	for file := range repository[name].files {
		s.disk.remove(file)
	}
}
