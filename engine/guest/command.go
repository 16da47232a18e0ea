package guest

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"skylab/engine/guest/shell"
)

// handler runs a command; done is told its status, now or later.
type handler func(s *System, c *shell.Command, done func(int))

// instant is a command that takes no time.
func instant(f func(s *System, c *shell.Command) int) handler {
	return func(s *System, c *shell.Command, done func(int)) { done(f(s, c)) }
}

// commands are those that the system has without installing anything.
var commands map[string]handler

func init() {
	commands = map[string]handler{
		"echo": instant(echo), "printf": instant(printf), "cat": instant(cat), "head": instant(head), "tail": instant(tail), "grep": instant(grep),
		"wc": instant(wc), "sort": instant(sortLines), "tee": instant(tee), "cut": instant(cut), "tr": instant(tr), "sed": instant(sed), "seq": instant(seq), "base64": instant(base64Text),
		"ls": instant(ls), "mkdir": instant(mkdir), "rm": instant(rm), "cp": instant(cp), "mv": instant(mv), "touch": instant(touch),
		"chmod": instant(nothing), "chown": instant(nothing), "ln": instant(cp), "df": instant(df), "du": instant(du), "fallocate": instant(fallocate), "truncate": instant(truncate),
		"hostname": instant(hostname), "hostnamectl": instant(nothing), "whoami": instant(whoami), "id": instant(whoami), "uname": instant(uname), "nproc": instant(nproc), "date": instant(date),
		"pwd": instant(pwd), "env": instant(env), "free": instant(free), "uptime": instant(uptime), "ps": instant(ps), "top": instant(top), "lscpu": instant(lscpu), "ss": instant(ss), "netstat": instant(ss),
		"which": instant(which), "command": instant(which), "logger": instant(logger), "kill": instant(kill), "pkill": instant(kill), "dmesg": instant(nothing), "sync": instant(nothing),
		"sleep": sleep, "sudo": sudo, "nohup": sudo, "exec": sudo, "time": sudo, "bash": bash, "sh": bash, "source": source, ".": source,
		"systemctl": systemctl, "service": service, "journalctl": journalctl, "dnf": dnf, "yum": dnf, "apt": dnf, "apt-get": dnf,
		"curl": curl, "wget": curl, "aws": awsCommand, "shutdown": power, "poweroff": power, "reboot": power, "halt": power,
		"stress": stress, "stress-ng": stress,
	}
}

// Run runs a command of a shell's: one of the system, a server, or a script on
// the disk.
func (s *System) Run(c *shell.Command, done func(int)) {
	if _, over := s.unitOf(c); s.down || over {
		return // nobody is left to be told
	}
	if h := commands[base(c.Args[0])]; h != nil {
		h(s, c, done)
		return
	}
	what, memory, err := s.serverOf(c)
	switch {
	case err != nil:
		fmt.Fprintln(c.Err, err)
		done(1)
	case what != nil:
		s.foreground(c, what, memory, done)
	default:
		s.script(c, done)
	}
}

// foreground runs a server for a shell, which waits for its end; nginx and
// httpd go into the background by themselves.
func (s *System) foreground(c *shell.Command, what server, memory int64, done func(int)) {
	if _, is := what.(*static); is && base(c.Args[0]) != "python3" && base(c.Args[0]) != "python" {
		s.group(s.spawn(strings.Join(c.Args, " "), nil, what, memory, nil), c)
		done(0)
		return
	}
	s.group(s.spawn(strings.Join(c.Args, " "), nil, what, memory, done), c)
}

// group has a process be the unit's whose commands began it, if any.
func (s *System) group(p *process, c *shell.Command) {
	p.group, _ = s.unitOf(c)
}

// unitOf is the unit whose commands run a command, or nil; it is over once the
// unit has been stopped.
func (s *System) unitOf(c *shell.Command) (u *unit, over bool) {
	name, turn, is := strings.Cut(c.Shell.Env[invocation], "#")
	if !is {
		return nil, false
	}
	u = s.units[name]
	return u, u != nil && turn != fmt.Sprint(u.turn)
}

// script runs a file of the disk that is named by its path.
func (s *System) script(c *shell.Command, done func(int)) {
	name := c.Args[0]
	data, err := s.disk.read(c.Shell.Path(name))
	switch {
	case !strings.Contains(name, "/"):
		fmt.Fprintf(c.Err, "bash: %s: command not found\n", name)
		done(127)
	case err != nil:
		fmt.Fprintf(c.Err, "bash: %s: No such file or directory\n", name)
		done(127)
	case strings.HasPrefix(string(data), "#!") && strings.Contains(firstLine(data), "node"):
		n := *c
		n.Args = append([]string{"node"}, c.Args...)
		s.Run(&n, done)
	default:
		s.interpret(c, data, c.Args, done)
	}
}

func firstLine(data []byte) string {
	line, _, _ := strings.Cut(string(data), "\n")
	return line
}

// interpret runs a script in a shell of its own.
func (s *System) interpret(c *shell.Command, script []byte, args []string, done func(int)) {
	sh := s.Shell(c.Shell.Env["USER"])
	sh.Dir, sh.Args = c.Shell.Dir, args
	for name := range c.Shell.Exported {
		sh.Env[name], sh.Exported[name] = c.Shell.Env[name], true
	}
	sh.Run(script, c.In, c.Out, c.Err, done)
}

// bash is bash FILE, bash -c TEXT, or a script on its input.
func bash(s *System, c *shell.Command, done func(int)) {
	args := slices.Clone(c.Args[1:])
	for len(args) > 0 && strings.HasPrefix(args[0], "-") && !strings.Contains(args[0], "c") {
		args = args[1:] // options such as -x or -e
	}
	switch {
	case len(args) == 0:
		s.interpret(c, c.In, []string{"bash"}, done)
	case strings.HasPrefix(args[0], "-") && len(args) > 1:
		words := args[2:]
		if len(words) == 0 {
			words = []string{"bash"}
		}
		s.interpret(c, []byte(args[1]), words, done)
	default:
		data, err := s.disk.read(c.Shell.Path(args[0]))
		if err != nil {
			fmt.Fprintf(c.Err, "bash: %v\n", err)
			done(127)
			return
		}
		s.interpret(c, data, args, done)
	}
}

// source runs a script in the shell itself.
func source(s *System, c *shell.Command, done func(int)) {
	if len(c.Args) < 2 {
		done(c.Fail("filename argument required"))
		return
	}
	data, err := s.disk.read(c.Shell.Path(c.Args[1]))
	if err != nil {
		done(c.Fail("%v", err))
		return
	}
	c.Shell.Run(data, c.In, c.Out, c.Err, done)
}

// sudo runs what follows as root; nohup, exec and time run it as it is.
func sudo(s *System, c *shell.Command, done func(int)) {
	args := c.Args[1:]
	for len(args) > 0 && strings.HasPrefix(args[0], "-") {
		if (args[0] == "-u" || args[0] == "-g") && len(args) > 1 {
			args = args[1:]
		}
		args = args[1:]
	}
	if len(args) == 0 {
		done(0)
		return
	}
	inner := *c
	if inner.Args = args; base(c.Args[0]) == "sudo" {
		inner.Shell = c.Shell.As("root")
	}
	s.Run(&inner, done)
}

// service is service NAME VERB.
func service(s *System, c *shell.Command, done func(int)) {
	if len(c.Args) != 3 {
		done(c.Fail("Usage: service < option > | --status-all | [ service_name [ command | --full-restart ] ]"))
		return
	}
	inner := *c
	inner.Args = []string{"systemctl", c.Args[2], c.Args[1]}
	systemctl(s, &inner, done)
}

func sleep(s *System, c *shell.Command, done func(int)) {
	var total time.Duration
	for _, a := range c.Args[1:] {
		d, err := time.ParseDuration(a)
		if err != nil {
			d, err = time.ParseDuration(a + "s")
		}
		if err != nil || d < 0 {
			done(c.Fail("invalid time interval '%s'", a))
			return
		}
		total += d
	}
	s.after(total, func() { done(0) })
}

// power brings the system down: reboot, or off for shutdown and poweroff. halt
// stops the system and not the machine (EC2 user guide, stop and start).
func power(s *System, c *shell.Command, done func(int)) {
	switch name := base(c.Args[0]); {
	case name == "halt":
		s.host.Console("reboot: System halted")
		s.Down(false)
		s.host.Halted()
		return
	case name == "reboot" || slices.Contains(c.Args, "-r") || slices.Contains(c.Args, "--reboot"):
		s.host.Power(true)
	default:
		s.host.Power(false)
	}
	_ = done // the system that would be told is down
}

// stress has the CPU busy: stress --cpu N --timeout D.
func stress(s *System, c *shell.Command, done func(int)) {
	workers, length := 1, 24*time.Hour
	for i := 1; i < len(c.Args); i++ {
		next := ""
		if i+1 < len(c.Args) {
			next = c.Args[i+1]
		}
		switch c.Args[i] {
		case "--cpu", "-c":
			fmt.Sscanf(next, "%d", &workers) //nolint:errcheck // as it was then
		case "--timeout", "-t":
			if d, err := time.ParseDuration(next); err == nil {
				length = d
			} else if d, err := time.ParseDuration(next + "s"); err == nil {
				length = d
			}
		}
	}
	if workers < 1 || workers > 1024 {
		done(c.Fail("--cpu is from 1 to 1024"))
		return
	}
	b := &burn{s: s, until: length}
	s.group(s.spawn(strings.Join(c.Args, " "), nil, b, 1<<20, done), c)
	b.begun(workers)
}

// inOrder are a map's values in the order of its keys.
func inOrder[K cmp.Ordered, V any](m map[K]V) []V {
	out := make([]V, 0, len(m))
	for _, k := range inOrderKeys(m) {
		out = append(out, m[k])
	}
	return out
}

func inOrderKeys[K cmp.Ordered, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }
