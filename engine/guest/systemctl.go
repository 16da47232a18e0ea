package guest

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"skylab/engine/guest/shell"
)

// starting is how long systemctl takes to start or stop a service. An
// assumption.
const starting = 100 * time.Millisecond

// systemctl manages services.
func systemctl(s *System, c *shell.Command, done func(int)) {
	words := slices.DeleteFunc(slices.Clone(c.Args[1:]), func(a string) bool { return strings.HasPrefix(a, "-") })
	now := slices.Contains(c.Args, "--now")
	if len(words) == 0 {
		words = []string{"list-units"}
	}
	if words[0] == "daemon-reload" {
		done(0)
		return
	}
	if words[0] == "list-units" {
		s.listUnits(c)
		done(0)
		return
	}
	if len(words) == 1 {
		done(c.Fail("Too few arguments."))
		return
	}
	var units []*unit
	for _, name := range words[1:] {
		u, err := s.unit(name)
		if err != nil {
			switch words[0] {
			case "is-enabled":
				fmt.Fprintf(c.Err, "Failed to get unit file state for %s: No such file or directory\n", u0(name))
				done(1)
			case "is-active":
				c.Printf("inactive\n")
				done(3)
			case "status":
				fmt.Fprintln(c.Err, err)
				done(4)
			default:
				fmt.Fprintf(c.Err, "Failed to %s %s: %v\n", words[0], u0(name), strings.Replace(err.Error(), "could not be found.", "not found.", 1))
				done(5)
			}
			return
		}
		units = append(units, u)
	}
	s.control(c, words[0], now, units, done)
}

func u0(name string) string {
	if strings.Contains(name, ".") {
		return name
	}
	return name + ".service"
}

// control does to each unit what is asked for.
func (s *System) control(c *shell.Command, verb string, now bool, units []*unit, done func(int)) {
	status, took := 0, starting
	for _, u := range units {
		switch verb {
		case "start":
			s.start(u)
		case "stop":
			s.stop(u)
		case "restart", "reload", "try-restart":
			s.stop(u)
			s.start(u)
		case "enable", "disable":
			s.enable(u, verb == "enable")
			if verb == "enable" {
				fmt.Fprintf(c.Err, "Created symlink /etc/systemd/system/multi-user.target.wants/%s.\n", u.name)
			}
			if now && verb == "enable" {
				s.start(u)
			} else if now {
				s.stop(u)
			}
		case "is-active":
			c.Printf("%s\n", u.state)
			status = map[bool]int{true: 0, false: 3}[u.state == "active"]
			took = 0
		case "is-enabled":
			on := slices.Contains(s.disk.Enabled, u.name)
			c.Printf("%s\n", map[bool]string{true: "enabled", false: "disabled"}[on])
			status = map[bool]int{true: 0, false: 1}[on]
			took = 0
		case "status":
			s.showUnit(c, u)
			status = map[bool]int{true: 0, false: 3}[u.state == "active"]
			took = 0
		default:
			done(c.Fail("Unknown command verb '%s'.", verb))
			return
		}
	}
	if took == 0 {
		done(status)
		return
	}
	s.after(took, func() { done(status) })
}

func (s *System) showUnit(c *shell.Command, u *unit) {
	enabled := map[bool]string{true: "enabled", false: "disabled"}[slices.Contains(s.disk.Enabled, u.name)]
	state := map[string]string{"active": "active (running)", "inactive": "inactive (dead)", "failed": "failed (Result: exit-code)", "activating": "activating (auto-restart)"}[u.state]
	c.Printf("● %s\n     Loaded: loaded (%s; %s)\n     Active: %s since %s\n", u.title(), u.file, enabled, state, u.since.Wall().Format("Mon 2006-01-02 15:04:05 UTC"))
	if u.process != nil {
		c.Printf("   Main PID: %d (%s)\n     Memory: %.1fM\n", u.process.pid, base(u.exec[0]), float64(u.process.memory)/(1<<20))
	}
	s.showJournal(c, u.name, 5)
}

func (s *System) listUnits(c *shell.Command) {
	c.Printf("  %-28s %-8s %-11s %s\n", "UNIT", "LOAD", "ACTIVE", "DESCRIPTION")
	for _, u := range inOrder(s.units) {
		c.Printf("  %-28s %-8s %-11s %s\n", u.name, "loaded", u.state, u.description)
	}
}

// journalctl shows the journal.
func journalctl(s *System, c *shell.Command, done func(int)) {
	unit, lines := "", 10_000
	for i := 1; i < len(c.Args); i++ {
		a := c.Args[i]
		value := func() string {
			if i++; i < len(c.Args) {
				return c.Args[i]
			}
			return ""
		}
		switch {
		case a == "-u" || a == "--unit":
			unit = u0(value())
		case strings.HasPrefix(a, "--unit="):
			unit = u0(a[len("--unit="):])
		case a == "-n" || a == "--lines":
			fmt.Sscanf(value(), "%d", &lines) //nolint:errcheck // as it was then
		case a == "-f":
			done(c.Fail("skylab's journalctl does not follow; ask again later"))
			return
		}
	}
	s.showJournal(c, unit, lines)
	done(0)
}

func (s *System) showJournal(c *shell.Command, unit string, lines int) {
	var of []entry
	for _, e := range s.journal {
		if unit == "" || e.Unit == unit {
			of = append(of, e)
		}
	}
	if len(of) == 0 {
		c.Printf("-- No entries --\n")
	}
	for _, e := range of[max(0, len(of)-lines):] {
		c.Printf("%s %s %s: %s\n", e.At.Wall().Format("Jan 02 15:04:05"), s.Hostname, e.Source, e.Text)
	}
}
