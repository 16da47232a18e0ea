package guest

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"skylab/engine/sim"
)

// unit is a service of systemd's.
type unit struct {
	name, description string // name has .service behind it
	file              string // where it is read from
	exec              []string
	dir               string
	env               map[string]string
	restart           string // "no", "on-failure" or "always"
	pause             time.Duration
	state             string // "inactive", "activating", "active" or "failed"
	since             sim.Time
	status            int // of its last process
	process           *process
	script            bool       // it runs commands, as no server does
	turn              uint64     // starts and stops so far, so that what was begun by an earlier one is told
	starts            []sim.Time // the newest ones
}

// What systemd does where a unit says nothing (systemd.service(5), systemd 252,
// as Amazon Linux 2023 has it): it waits 100 ms before it starts a service
// again, and gives up at the sixth start within 10 s.
//
// fidelity: guest.systemd
const (
	restartPause = 100 * time.Millisecond
	startBurst   = 5
	startWindow  = 10 * time.Second
)

// folders are where units are, those of the administrator first.
var unitFolders = []string{"/etc/systemd/system/", "/usr/lib/systemd/system/"}

// unit is the service of that name as its file says, or an error in systemctl's
// words.
func (s *System) unit(name string) (*unit, error) {
	if !strings.Contains(name, ".") {
		name += ".service"
	}
	for _, folder := range unitFolders {
		data, err := s.disk.read(folder + name)
		if err != nil {
			continue
		}
		fresh := &unit{name: name, state: "inactive", file: folder + name}
		if err := fresh.read(string(data)); err != nil {
			return nil, err
		}
		u := s.units[name]
		if u == nil {
			s.units[name] = fresh
			return fresh, nil
		}
		u.description, u.file, u.exec, u.dir, u.env, u.restart, u.pause = fresh.description, fresh.file, fresh.exec, fresh.dir, fresh.env, fresh.restart, fresh.pause
		return u, nil
	}
	//lint:ignore ST1005 systemctl's own words
	return nil, fmt.Errorf("Unit %s could not be found.", name)
}

// read takes in a unit file.
func (u *unit) read(text string) error {
	u.exec, u.dir, u.env, u.restart, u.pause = nil, "/", map[string]string{}, "no", restartPause
	for line := range strings.Lines(strings.ReplaceAll(text, "\\\n", " ")) {
		key, value, ok := strings.Cut(strings.TrimSpace(line), "=")
		if !ok || strings.HasPrefix(key, "#") {
			continue
		}
		switch strings.TrimSpace(key) {
		case "Description":
			u.description = value
		case "ExecStart":
			u.exec = words(strings.TrimLeft(value, "-@+!"))
		case "WorkingDirectory":
			u.dir = strings.TrimPrefix(value, "-")
		case "Restart":
			u.restart = value
		case "Environment":
			for _, pair := range words(value) {
				k, v, _ := strings.Cut(pair, "=")
				u.env[k] = v
			}
		case "RestartSec":
			if d, err := time.ParseDuration(value); err == nil {
				u.pause = d
			} else if d, err := time.ParseDuration(value + "s"); err == nil {
				u.pause = d
			}
		}
	}
	if len(u.exec) == 0 {
		//lint:ignore ST1005 systemd's own words
		return fmt.Errorf("Unit %s has a bad unit file setting.", u.name)
	}
	return nil
}

// words are those of a unit's line, where quotes hold one together
// (systemd.syntax(7)).
func words(text string) (out []string) {
	var word strings.Builder
	var quote rune
	open := false
	for _, r := range text + " " {
		switch {
		case quote == 0 && (r == '"' || r == '\''):
			quote, open = r, true
		case r == quote:
			quote = 0
		case quote == 0 && (r == ' ' || r == '\t'):
			if open {
				out = append(out, word.String())
			}
			word.Reset()
			open = false
		default:
			word.WriteRune(r)
			open = true
		}
	}
	return out
}

// start begins a unit's process.
func (s *System) start(u *unit) {
	if u.process != nil || u.script {
		return
	}
	u.turn++
	now := s.host.Now()
	u.starts = slices.DeleteFunc(append(u.starts, now), func(t sim.Time) bool { return now.Sub(t) > startWindow })
	if len(u.starts) > startBurst {
		u.state = "failed"
		s.record(u.name, "systemd", "Start request repeated too quickly.")
		s.record(u.name, "systemd", fmt.Sprintf("Failed to start %s.", u.title()))
		return
	}
	u.state, u.since = "active", now
	s.record(u.name, "systemd", fmt.Sprintf("Started %s.", u.title()))
	s.execute(u)
}

// execute runs a unit's command: a server becomes its process; any other is run
// as a shell would.
func (s *System) execute(u *unit) {
	c := s.serviceCommand(u)
	what, memory, err := s.serverOf(c)
	switch {
	case err != nil:
		s.record(u.name, u.exec[0], err.Error())
		s.unitEnded(u, 203, "")
	case what != nil:
		s.spawn(strings.Join(u.exec, " "), u, what, memory, nil)
	default:
		u.script = true
		turn := u.turn
		s.Run(c, func(status int) {
			if u.turn == turn { // else it has been stopped meanwhile
				u.turn++
				s.endScript(u)
				s.unitEnded(u, status, "")
			}
		})
	}
}

// endScript ends what a unit's commands have left running.
func (s *System) endScript(u *unit) {
	u.script = false
	for _, p := range slices.Clone(s.processes) {
		if p.group == u {
			p.group = nil
			s.over(p, 0, "")
		}
	}
}

// stop ends a unit's process, or its commands with all that they have begun.
func (s *System) stop(u *unit) {
	u.turn++
	s.endScript(u)
	if p := u.process; p != nil {
		u.process, p.unit = nil, nil
		s.over(p, 0, "")
	}
	u.state, u.since = "inactive", s.host.Now()
	s.record(u.name, "systemd", fmt.Sprintf("Stopped %s.", u.title()))
}

// unitEnded is when a unit's process has ended by itself, or was killed.
func (s *System) unitEnded(u *unit, status int, why string) {
	u.status, u.since, u.state = status, s.host.Now(), "inactive"
	if status == 0 {
		s.record(u.name, "systemd", u.name+": Deactivated successfully.")
	} else {
		u.state = "failed"
		result := fmt.Sprintf("Main process exited, code=exited, status=%d", status)
		if why == "OOM" {
			result = "A process of this unit has been killed by the OOM killer."
		}
		s.record(u.name, "systemd", fmt.Sprintf("%s: %s", u.name, result))
	}
	if u.restart == "always" || u.restart == "on-failure" && status != 0 {
		u.state = "activating"
		turn := u.turn
		s.after(u.pause, func() {
			if u.turn == turn {
				s.start(u)
			}
		})
	}
}

// Start starts the services that are enabled, at the end of a boot.
func (s *System) Start() {
	for _, name := range s.disk.Enabled {
		if u, err := s.unit(name); err == nil {
			s.start(u)
		}
	}
}

func (u *unit) title() string {
	if u.description == "" {
		return u.name
	}
	return u.name + " - " + u.description
}

// enable has a unit start at each boot, or no longer.
func (s *System) enable(u *unit, on bool) {
	s.disk.Enabled = slices.DeleteFunc(s.disk.Enabled, func(n string) bool { return n == u.name })
	if on {
		s.disk.Enabled = append(s.disk.Enabled, u.name)
	}
}

// entry is a line of the journal.
type entry struct {
	At           sim.Time
	Unit, Source string
	Text         string
}

// maxJournal is how many lines the journal keeps.
const maxJournal = 2000

func (s *System) record(unit, source, text string) {
	if len(s.journal) >= maxJournal {
		s.journal = slices.Clone(s.journal[maxJournal/2:])
	}
	s.journal = append(s.journal, entry{s.host.Now(), unit, base(source), text})
}

// log is a line that a process prints.
func (s *System) log(p *process, text string) {
	unit := ""
	if p.unit != nil {
		unit = p.unit.name
	}
	name, _, _ := strings.Cut(p.command, " ")
	s.record(unit, name, text)
}
