package guest

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"skylab/engine/guest/shell"
)

func nothing(*System, *shell.Command) int { return 0 }

func hostname(s *System, c *shell.Command) int { c.Printf("%s\n", s.Hostname); return 0 }

func whoami(_ *System, c *shell.Command) int {
	user := c.Shell.Env["USER"]
	if base(c.Args[0]) == "id" && len(c.Args) == 1 {
		c.Printf("uid=%d(%s) gid=%[1]d(%s)\n", map[bool]int{true: 0, false: 1000}[user == "root"], user, user)
	} else if base(c.Args[0]) == "id" && c.Args[1] == "-u" {
		c.Printf("%d\n", map[bool]int{true: 0, false: 1000}[user == "root"])
	} else {
		c.Printf("%s\n", user)
	}
	return 0
}

func uname(s *System, c *shell.Command) int {
	options, _ := flags(c, "")
	all := []struct{ letter, text string }{{"s", "Linux"}, {"n", s.Hostname}, {"r", "6.12.46-66.121.amzn2023." + s.Architecture}, {"m", s.Architecture}}
	var out []string
	for _, part := range all {
		_, asked := options[part.letter]
		if _, every := options["a"]; asked || every || len(options) == 0 && part.letter == "s" {
			out = append(out, part.text)
		}
	}
	c.Printf("%s\n", strings.Join(out, " "))
	return 0
}

func nproc(s *System, c *shell.Command) int { c.Printf("%d\n", int(s.VCPUs)); return 0 }

func lscpu(s *System, c *shell.Command) int {
	c.Printf("Architecture:            %s\nCPU(s):                  %d\n", s.Architecture, int(s.VCPUs))
	return 0
}

// date shows the time, also by +FORMAT with the commonest letters.
func date(s *System, c *shell.Command) int {
	now := s.host.Now().Wall()
	_, words := flags(c, "d")
	if len(words) > 0 && strings.HasPrefix(words[0], "+") {
		c.Printf("%s\n", strings.NewReplacer("%Y", now.Format("2006"), "%m", now.Format("01"), "%d", now.Format("02"), "%H", now.Format("15"), "%M", now.Format("04"), "%S", now.Format("05"),
			"%F", now.Format("2006-01-02"), "%T", now.Format("15:04:05"), "%s", strconv.FormatInt(now.Unix(), 10), "%%", "%").Replace(words[0][1:]))
		return 0
	}
	c.Printf("%s\n", now.Format("Mon Jan _2 15:04:05 UTC 2006"))
	return 0
}

func pwd(_ *System, c *shell.Command) int { c.Printf("%s\n", c.Shell.Dir); return 0 }

func env(_ *System, c *shell.Command) int {
	for _, name := range inOrderKeys(c.Shell.Exported) {
		c.Printf("%s=%s\n", name, c.Shell.Env[name])
	}
	return 0
}

func free(s *System, c *shell.Command) int {
	options, _ := flags(c, "")
	unit := int64(1 << 10)
	if _, is := options["m"]; is {
		unit = 1 << 20
	}
	text := func(n int64) string { return strconv.FormatInt(n/unit, 10) }
	if _, is := options["h"]; is {
		text = func(n int64) string { return human(n) + "i" }
	}
	used := s.Used()
	left := max(0, s.Memory-used)
	c.Printf("               total        used        free      shared  buff/cache   available\nMem:     %11s %11s %11s %11s %11s %11s\nSwap:    %11s %11s %11s\n",
		text(s.Memory), text(used), text(left), text(0), text(0), text(left), text(0), text(0), text(0))
	return 0
}

// load is how many jobs run or wait for a vCPU.
func (s *System) load() float64 { return float64(s.CPU.Jobs()) }

func uptime(s *System, c *shell.Command) int {
	up := s.host.Now().Sub(s.booted)
	text := fmt.Sprintf("%d min", int(up.Minutes()))
	if up >= time.Hour {
		text = fmt.Sprintf("%2d:%02d", int(up.Hours())%24, int(up.Minutes())%60)
	}
	if days := int(up.Hours()) / 24; days > 0 {
		text = fmt.Sprintf("%d days, %s", days, text)
	}
	c.Printf(" %s up %s,  0 users,  load average: %.2f, %.2f, %.2f\n", s.host.Now().Wall().Format("15:04:05"), text, s.load(), s.load(), s.load())
	return 0
}

func ps(s *System, c *shell.Command) int {
	c.Printf("    PID %8s COMMAND\n", "RSS")
	for _, p := range s.processes {
		c.Printf("%7d %8d %s\n", p.pid, p.memory>>10, p.command)
	}
	return 0
}

func top(s *System, c *shell.Command) int {
	up := max(1, int64(s.host.Now().Sub(s.booted)))
	busy := 100 * float64(s.CPU.Busy(s.host.Now())) / (float64(up) * s.VCPUs)
	c.Printf("top - %s, load average: %.2f\n%%Cpu(s): %4.1f us since the boot\nMiB Mem: %8.1f total, %8.1f used\n\n", s.host.Now().Wall().Format("15:04:05"), s.load(), busy, float64(s.Memory)/(1<<20), float64(s.Used())/(1<<20))
	return ps(s, c)
}

func ss(s *System, c *shell.Command) int {
	c.Printf("State   Local Address:Port  Process\n")
	for _, port := range inOrderKeys(s.ports) {
		p := s.ports[port]
		name, _, _ := strings.Cut(p.command, " ")
		c.Printf("LISTEN  %18s  users:((\"%s\",pid=%d))\n", fmt.Sprintf("*:%d", port), base(name), p.pid)
	}
	return 0
}

func which(s *System, c *shell.Command) int {
	_, words := flags(c, "")
	found := 0
	for _, w := range words {
		if commands[w] != nil || w == "serve" || w == "python3" {
			c.Printf("/usr/bin/%s\n", w)
			found++
			continue
		}
		for _, folder := range []string{"/usr/bin/", "/usr/sbin/", "/usr/local/bin/"} {
			if s.disk.files[folder+w] != nil {
				c.Printf("%s%s\n", folder, w)
				found++
				break
			}
		}
	}
	return status(found == len(words))
}

func logger(s *System, c *shell.Command) int {
	s.record("", c.Shell.Env["USER"], strings.Join(c.Args[1:], " "))
	return 0
}

// kill ends processes by their number, pkill by their name. A server ends at
// any signal.
func kill(s *System, c *shell.Command) int {
	_, words := flags(c, "")
	hit := 0
	for _, w := range words {
		for _, p := range slices.Clone(s.processes) {
			if w == strconv.Itoa(p.pid) || base(c.Args[0]) == "pkill" && strings.Contains(p.command, w) {
				s.over(p, 143, "killed")
				hit++
			}
		}
		if hit == 0 && base(c.Args[0]) == "kill" {
			return c.Fail("(%s) - No such process", w)
		}
	}
	return status(hit > 0)
}
